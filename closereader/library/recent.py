"""What was changed lately, as a list of steps tells it."""

from dataclasses import dataclass

from closereader.library.library import Library
from closereader.model.address import Addresses
from closereader.model.reading import Reading, ReadingId, ReadingText
from closereader.model.step import Step
from closereader.progress import Progress


@dataclass(frozen=True, slots=True)
class Recent:
    """A step with the title of the reading it happened in, and the number of the paragraph there;
    "" and 0 where there is none, or it is gone."""

    step: Step
    title: str = ""
    paragraph: int = 0


Known = dict[str, Addresses]


def recent(lib: Library, progress: Progress, known: Known | None = None) -> list[Recent]:
    """The steps that can be taken back or done again, the newest first: those undone, then those done.
    `known`: keeps the addresses of readings for the next time; texts never change. Raises `Cancelled`."""
    if lib.is_read_only:
        return []
    with lib.read() as snapshot:
        steps = snapshot.history.all()
        ids = dict.fromkeys(step.about.reading for step in steps if step.about.reading)
        titles = {reading.id: reading.title for reading in snapshot.get_all(Reading, list(ids))}
        addresses: Known = {} if known is None else known
        for reading_id in dict.fromkeys(s.about.reading for s in steps if s.about.start >= 0):
            progress.check()
            if reading_id in addresses:
                continue
            text = snapshot.get(ReadingText, reading_id)
            if text is not None:
                addresses[reading_id] = Addresses(text.text, text.blocks, text.pages)
    found = []
    for step in steps:
        about = step.about
        there = addresses.get(about.reading) if about.start >= 0 else None
        paragraph = None if there is None else there.paragraph(about.start)
        found.append(Recent(step, titles.get(ReadingId(about.reading), ""), paragraph or 0))
    return found

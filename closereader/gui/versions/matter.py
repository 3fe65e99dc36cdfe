"""What lies on the desk: the new text, the ones before it, how they differ, and where notes stood."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from closereader.anchoring import carriage
from closereader.gui.versions.shown import ShownText
from closereader.library import earlier_texts, queries
from closereader.library.library import Library
from closereader.model.reading import EarlierText, Reading, ReadingId
from closereader.model.span import Span
from closereader.progress import Progress
from closereader.text.trim import trim


@dataclass(frozen=True)
class Side:
    """One text, and what in it is not in the other: in order, not overlapping."""

    shown: ShownText
    different: tuple[Span, ...] = ()

    def between(self, low: int, high: int) -> list[Span]:
        """What is different between two code points."""
        number = bisect_left(self.different, low, key=lambda span: span.end)
        found = []
        while number < len(self.different) and self.different[number].start < high:
            found.append(self.different[number])
            number += 1
        return found


@dataclass(frozen=True)
class Matter:
    """`old`: of each earlier text by its version, the newest compared with the new one."""

    reading: Reading
    new: Side
    old: dict[int, Side]
    places: earlier_texts.EarlierPlaces

    @property
    def latest(self) -> EarlierText | None:
        """The text that was replaced last; None where nothing is known of it."""
        return self.places.versions[0] if self.places.versions else None


def prepare(lib: Library, reading_id: ReadingId, progress: Progress) -> Matter:
    """Read all of it from the library. Raises `NoSuchReading`, `Cancelled`."""
    reading = queries.reading(lib, reading_id)
    text = queries.reading_text(lib, reading_id)
    earlier = earlier_texts.earlier(lib, reading_id)
    old = {each.version: Side(ShownText(each.text)) for each in earlier}
    new = Side(ShownText(text))
    if earlier:
        before = earlier[0]
        both = carriage(before.text.text, text.text, progress).both
        gone: list[Span] = []
        came: list[Span] = []
        for gap in both.gaps():
            gone += _lines(before.text.text, gap.start, gap.end)
            came += _lines(text.text, gap.low, gap.high)
        old[before.version] = Side(old[before.version].shown, tuple(gone))
        new = Side(new.shown, tuple(came))
    return Matter(reading, new, old, earlier_texts.EarlierPlaces(earlier))


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The words of every line between two code points."""
    for line in text[start:end].split("\n"):
        words = trim(text, Span(start, start + len(line)))
        if words is not None:
            yield words
        start += len(line) + 1

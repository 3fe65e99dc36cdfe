"""A new version of a book of 3.2 MB with 10,000 notes: how long it takes, and that no note stands on other
words unsaid. What was done to the text is known word by word, so each note's place is too."""

import shutil
from collections import Counter

from closereader.library import annotations, queries, readings, versions
from closereader.library.library import Library
from closereader.model.annotation import AnchorState
from closereader.model.document import Document
from closereader.model.reading import ReadingId
from closereader.progress import Progress
from tests.benchmarks import libraries
from tests.benchmarks.measure import Figure, cpu, report_of
from tests.helpers.editions import edited, wrong

NOTES = 10_000
# Of the processor time of the window's thread.
LONGEST_TURN_MS = 100


def new_version() -> list[Figure]:
    """Against adding the book and making its notes."""
    return [
        *_measured("a tenth of a book changed", 0.1, budget=6),
        *_measured("every paragraph changed", 1.0, budget=12),
    ]


def _measured(name: str, share: float, budget: float) -> list[Figure]:
    library = Library.open(libraries.folder(f"versions-{share}"))
    document = libraries.document(libraries.book_file())
    base = cpu(lambda: _add(library, document))
    reading_id = queries.readings(library)[0].reading.id
    notes = {note.id: note for note in queries.annotations(library, reading_id)}
    later = edited(document.text, share)
    whole = later.document()
    ours = cpu(lambda: versions.take_document(library, reading_id, whole, Progress()))
    now = queries.annotations(library, reading_id)
    count = Counter(note.anchor for note in now)
    detail = f"CPU {ours:.1f} s : {base:.1f} s; " + ", ".join(
        f"{count[state] / len(now):.1%} {state.value}" for state in AnchorState
    )
    mistaken = wrong(document.text, later, notes, now)
    back = cpu(library.undo)
    library.close()
    return [
        Figure(f"new version: {name}", ours / base, "×", budget, detail),
        Figure("… its notes on other words unsaid", mistaken, "", 0),
        Figure("… undone", back / base, "×", 3, f"CPU {back:.1f} s"),
    ]


def desk() -> list[Figure]:
    """What the window's thread computes at a stretch: never so long that a reader notices."""
    place = libraries.folder("versions-shown")
    shutil.copytree(libraries.with_book(NOTES), place, dirs_exist_ok=True)
    told = report_of(["-m", "tests.benchmarks.versions_shown", str(place)])
    plain = told.pop("plain")
    detail = ", ".join(f"{name} {ms:.0f} ms" for name, ms in told.items())
    slow = sum(ms > LONGEST_TURN_MS for ms in told.values())
    return [
        Figure("new version: acts with a turn over 100 ms", slow, "", 0, detail),
        Figure("… the longest turn, against QPlainTextEdit", max(told.values()) / plain, "×", 3),
    ]


def _add(library: Library, document: Document) -> None:
    reading, _is_new = library.run("Add", readings.add, document)
    drafts = libraries.drafts(library, ReadingId(reading.id), NOTES)
    library.run("Annotate", annotations.add_many, reading.id, drafts)

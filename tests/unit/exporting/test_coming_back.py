"""An annotated PDF opened again: everything that belongs to its notes is there, and not twice."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Pdf, String

from closereader.exporting import ExportOptions
from closereader.library import (
    adding,
    annotations,
    areas,
    exchange,
    links,
    passes,
    queries,
    questions,
    versions,
)
from closereader.library.annotations import Draft
from closereader.library.library import Library
from closereader.model.annotation import Annotation, AnnotationKind, QuestionState
from closereader.model.area import Area, Rect
from closereader.model.colour import Colour
from closereader.model.reading import Reading
from closereader.model.span import Span
from closereader.progress import Progress
from tests.helpers import pdfs

LINES = (
    "The ferry did not come that day, and the keeper wrote it down.",
    "Nobody asked him why, and he did not say it of himself.",
    "In spring a bridge was begun above the old crossing.",
)


def opened(folder: Path, reader: str = "Ida Brandt") -> Library:
    return Library.open(folder, reader=reader)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = opened(tmp_path / "library")
    yield made
    made.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Library]:
    """On another machine, of another reader."""
    made = opened(tmp_path / "other", "Tom Reed")
    yield made
    made.close()


@pytest.fixture
def reading(library: Library, tmp_path: Path) -> Reading:
    lines = [(20, 340 - 60 * number, line) for number, line in enumerate(LINES)]
    pages = [pdfs.words(*lines, size=9), pdfs.words((20, 340, "A page with a figure."), size=9)]
    path = tmp_path / "ferry.pdf"
    path.write_bytes(pdfs.plain(*pages))
    return adding.add_file(library, path, Progress()).reading


def exported(library: Library, reading: Reading) -> Path:
    target = library.folder.parent / "annotated.pdf"
    exchange.export_reading(library, reading.id, target, ExportOptions(layout="pages"), Progress())
    return target


def back(other: Library, target: Path) -> tuple[Reading, list[Annotation]]:
    found = adding.add_file(other, target, Progress()).reading
    return found, queries.annotations(other, found.id)


def place(library: Library, reading: Reading, words: str) -> Span:
    at = queries.reading_text(library, reading.id).text.index(words)
    return Span(at, at + len(words))


def told(notes: list[Annotation]) -> list[object]:
    """Of each all but what is of its library: its own id and those it points to, by their comments."""
    called = {note.id: f"{note.kind} {note.comment} {note.quote}" for note in notes}
    return sorted(
        repr(
            (
                replace(note, id="", reading_id="", origin="", links=()),
                [(called[link.target], link.kind) for link in note.links],
            )
        )
        for note in notes
    )


@pytest.fixture
def notes(library: Library, reading: Reading) -> list[Annotation]:
    """One of every kind, with all that a note can have."""
    spots = {
        AnnotationKind.HIGHLIGHT: "ferry did not come",
        AnnotationKind.UNDERLINE: "keeper wrote",
        AnnotationKind.STRIKE: "of himself",
        AnnotationKind.QUESTION: "Nobody asked him why",
        AnnotationKind.LINK: "bridge was begun",
    }
    drafts = [
        Draft(
            span=place(library, reading, words),
            kind=kind,
            colour=list(Colour)[number],
            comment=f"On *{kind}* – naïve 🎉\n\n- one\n- two",
            tags=("theme/water", "two words") if number % 2 else (),
        )
        for number, (kind, words) in enumerate(spots.items())
    ]
    spot = place(library, reading, "above the old").start
    drafts += [
        Draft(span=Span(spot, spot), kind=kind, comment=f"Beside: {kind}")
        for kind in (AnnotationKind.NOTE, AnnotationKind.BOOKMARK, AnnotationKind.QUESTION)
    ]
    library.run("Mark", annotations.add_many, reading.id, drafts)
    library.run("Pass", passes.start, reading.id)
    again = Draft(span=place(library, reading, "old crossing"), comment="In the second pass")
    library.run("Mark", annotations.add_many, reading.id, [again])
    library.run(
        "Area", areas.add, reading.id, Area(1, Rect(40.5, 50.25, 200, 120)), comment="A figure"
    )
    made = queries.annotations(library, reading.id)
    lined = (AnnotationKind.UNDERLINE, AnnotationKind.STRIKE)
    first, second = (note for note in made if note.kind in lined)
    ends = [links.End(reading.id, note.span, note.id) for note in (first, second)]
    library.run("Link", links.link, *ends, "contradicts")
    asked = next(note for note in made if note.kind is AnnotationKind.QUESTION)
    library.run("State", questions.set_state, [asked.id], QuestionState.TAKEN_UP)
    return queries.annotations(library, reading.id)


def test_every_note_comes_back_with_all_that_belongs_to_it(
    library: Library, reading: Reading, notes: list[Annotation], other: Library
) -> None:
    found, came = back(other, exported(library, reading))
    assert told(came) == told(notes)
    assert "came back" in found.notices[-1]
    assert (
        queries.reading_text(other, found.id).text == queries.reading_text(library, reading.id).text
    )


def test_what_another_program_did_in_between_is_taken_from_there_and_said(
    library: Library, reading: Reading, notes: list[Annotation], other: Library
) -> None:
    target = exported(library, reading)
    with pikepdf.open(target, allow_overwriting_input=True) as pdf:
        listed = pdf.pages[0].Annots
        kinds = [str(entry.Subtype) for entry in listed]
        struck = listed[kinds.index("/StrikeOut")]
        struck.Contents = String("I would keep it.")
        struck.M = String("D:20270101120000Z")
        del listed[kinds.index("/Underline")]
        pdfs.annotate(
            pdf,
            0,
            "Text",
            Rect=Array([10, 10, 30, 30]),
            Contents=String("Mine"),
            T=String("Max Hill"),
        )
        pdf.save(target)
    found, came = back(other, target)
    comments = {note.comment: note for note in came}
    assert len(came) == len(notes)
    assert (comments["Mine"].reader, comments["Mine"].kind) == ("Max Hill", AnnotationKind.NOTE)
    assert comments["I would keep it."].kind is AnnotationKind.STRIKE
    assert not any(note.kind is AnnotationKind.UNDERLINE for note in came)
    assert "1 of them was changed" in " ".join(found.notices)
    assert "1 note was deleted" in " ".join(found.notices)


def test_the_notes_of_ones_own_file_are_not_taken_in_twice(
    library: Library, reading: Reading, notes: list[Annotation]
) -> None:
    target = exported(library, reading)
    versions.take_file(library, reading.id, target, Progress())
    assert len(queries.annotations(library, reading.id)) == len(notes)
    again = exported(library, reading)
    with pikepdf.open(again) as pdf:
        names = [str(entry.NM) for page in pdf.pages for entry in page.get("/Annots", [])]
    assert len(names) == len(set(names)) == len(notes)


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b'{"first": {"items": [1, {}, {"closereader:name": 3}]}}', b"[" * 100_000],
    ids=["nothing", "cut short", "no collection", "odd items", "deep"],
)
def test_an_attachment_that_makes_no_sense_changes_nothing(
    library: Library, reading: Reading, other: Library, data: bytes
) -> None:
    library.run(
        "Mark",
        annotations.add_many,
        reading.id,
        [Draft(span=place(library, reading, "ferry"), comment="Which?")],
    )
    target = exported(library, reading)

    def spoil(pdf: Pdf) -> None:
        pdf.attachments["annotations.jsonld"] = data

    target.write_bytes(pdfs.changed(target.read_bytes(), spoil))
    _found, (note,) = back(other, target)
    assert (note.comment, note.quote) == ("Which?", "ferry")

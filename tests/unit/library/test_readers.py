"""A reader's name can be given late, and goes on what is already written."""

from pathlib import Path

import pytest

from closereader.errors import InputRefused
from closereader.library import annotations, queries, readers, readings
from closereader.library.library import Library
from closereader.model.colour import Colour
from closereader.model.document import Block, BlockKind, Document
from closereader.model.reading import ReadingId
from closereader.model.span import Span


@pytest.fixture
def library(tmp_path: Path):
    opened = Library.open(tmp_path / "library", reader="Reader")
    yield opened
    opened.close()


@pytest.fixture
def reading(library: Library) -> ReadingId:
    document = Document("some words", (Block(0, 10, BlockKind.PARAGRAPH),), source_hash="x")
    made, _ = library.run("Add", readings.add, document)
    for name in ("Reader", "Someone Else", "Reader"):
        draft = annotations.Draft(span=Span(0, 4), colour=Colour.RED, reader=name)
        library.run("Mark", annotations.add_many, made.id, [draft])
    return made.id


def names(library: Library, reading: ReadingId) -> list[str]:
    return sorted(note.reader for note in queries.annotations(library, reading))


def test_only_that_readers_notes_get_the_new_name(library: Library, reading: ReadingId) -> None:
    assert library.run("Your name", readers.rename, "Reader", "  Ana   Reader ") == "Ana Reader"
    assert names(library, reading) == ["Ana Reader", "Ana Reader", "Someone Else"]
    library.undo()
    assert names(library, reading) == ["Reader", "Reader", "Someone Else"]


@pytest.mark.parametrize("name", ["", "  \n", "x" * 81])
def test_an_empty_or_endless_name_is_refused(
    library: Library, reading: ReadingId, name: str
) -> None:
    with pytest.raises(InputRefused):
        library.run("Your name", readers.rename, "Reader", name)
    assert names(library, reading) == ["Reader", "Reader", "Someone Else"]

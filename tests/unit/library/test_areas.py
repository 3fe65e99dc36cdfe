"""Areas of a page among the notes: where they stand in the text, and that exports tell of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from closereader.errors import NoSuchPassage
from closereader.exporting import ExportOptions
from closereader.library import annotations, areas, queries, readings
from closereader.library.exchange import export_reading
from closereader.library.library import Library
from closereader.model.annotation import AnnotationKind
from closereader.model.area import Area, Rect
from closereader.model.document import Block, BlockKind, Document
from closereader.model.reading import ReadingId
from closereader.model.source_page import PageLine, SourcePage
from closereader.model.span import Span
from closereader.progress import Progress

TEXT = "Above the figure.\nBelow the figure."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path / "library", reader="Reader")
    yield opened
    opened.close()


@pytest.fixture
def reading(library: Library) -> ReadingId:
    """A page with two lines and room for a figure between them, and one without words."""
    halves = []
    for start, top in ((0, 100.0), (18, 400.0)):
        lefts = [50.0 + 6 * n for n in range(17)]
        halves.append(PageLine(start, top, top + 12, lefts, [left + 6 for left in lefts]))
    document = Document(
        TEXT,
        (Block(0, 17, BlockKind.PARAGRAPH), Block(18, 35, BlockKind.PARAGRAPH)),
        title="Figures",
        source_pages=(SourcePage(0, "1", 400, 600, tuple(halves)), SourcePage(1, "2", 400, 600)),
    )
    return library.run("Add", readings.add, document)[0].id


def area(page: int, top: float) -> Area:
    return Area(page, Rect(60, top, 200, top + 50))


@pytest.mark.parametrize(
    ("page", "top", "place"), [(0, 110, 0), (0, 340, 18), (0, 500, 18), (1, 9, 35)]
)
def test_an_area_stands_at_the_nearest_words_of_its_page(
    library: Library, reading: ReadingId, page: int, top: float, place: int
) -> None:
    made = library.run("Area", areas.add, reading, area(page, top))
    assert (made.start, made.end, made.kind) == (place, place, AnnotationKind.AREA)


def test_an_area_that_is_moved_stands_elsewhere_and_undo_brings_it_back(
    library: Library, reading: ReadingId
) -> None:
    made = library.run("Area", areas.add, reading, area(0, 110), comment="The figure")
    moved = library.run("Move", areas.set_area, made.id, area(1, 20))
    assert (moved.start, moved.area) == (35, area(1, 20))
    library.undo()
    (again,) = queries.annotations(library, reading)
    assert again == made


def test_there_is_no_area_on_a_page_that_is_not_there(library: Library, reading: ReadingId) -> None:
    with pytest.raises(NoSuchPassage):
        library.run("Area", areas.add, reading, area(7, 20))


def test_words_cannot_be_moved_as_an_area_is(library: Library, reading: ReadingId) -> None:
    note = library.run("Mark", annotations.add, reading, Span(0, 5))
    with pytest.raises(NoSuchPassage):
        library.run("Move", areas.set_area, note.id, area(0, 20))


def test_every_export_tells_of_an_area(
    library: Library, reading: ReadingId, tmp_path: Path
) -> None:
    library.run("Area", areas.add, reading, area(0, 200), comment="What the figure hides")
    for ending in ("json", "md", "pdf"):
        target = tmp_path / f"notes.{ending}"
        export_reading(library, reading, target, ExportOptions(), Progress())
        if ending == "pdf":
            assert target.read_bytes().startswith(b"%PDF")
        else:
            words = target.read_text(encoding="utf-8")
            assert "What the figure hides" in words
            if ending == "md":
                assert "page 1" in words
            else:
                assert '"area"' in words

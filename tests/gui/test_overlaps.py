"""Any number of marks on a word: each has a line of its own that can be seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closereader.gui import theme as themes
from closereader.gui.reader.look import ReaderStyle
from closereader.gui.reader.pane import ReaderPane
from closereader.gui.reader.stacks import stacks
from closereader.gui.session import Session
from closereader.library import annotations
from closereader.model.annotation import Annotation, AnnotationId, AnnotationKind
from closereader.model.colour import Colour
from closereader.model.document import BlockKind
from closereader.model.reading import ReadingId
from closereader.model.span import Span
from tests.helpers.reader import boxes, reader_pane, show

WORDS = "Nobody had seen the feet of the bridge for years."
PLACES = st.integers(0, 60)
SPANS = st.lists(
    st.tuples(PLACES, PLACES).map(lambda p: (min(p), max(p))).filter(lambda p: p[0] < p[1]),
    max_size=14,
)


def mark(number: int, start: int, end: int) -> Annotation:
    kind = AnnotationKind.HIGHLIGHT
    return Annotation(
        AnnotationId(f"{number:03}"), ReadingId("r"), "R", kind, Colour.YELLOW, start, end, ""
    )


@given(SPANS)
def test_marks_that_overlap_never_share_a_lane(spans: list[tuple[int, int]]) -> None:
    marks = [mark(n, *span) for n, span in enumerate(spans)]
    found = stacks(marks)
    for one in marks:
        others = [m for m in marks if m.id != one.id and m.span.overlaps(one.span)]
        assert (one.id in found) == bool(others)
        for other in others:
            assert found[one.id].lane != found[other.id].lane
            assert found[one.id].count == found[other.id].count
        if others:
            shared = {p for m in others for p in range(m.start, m.end)}
            assert {p for s in found[one.id].stretches for p in range(s.start, s.end)} == (
                shared & set(range(one.start, one.end))
            )
            assert 0 <= found[one.id].lane < found[one.id].count


@pytest.fixture
def pane(qtbot: QtBot, session: Session) -> ReaderPane:
    made = reader_pane(qtbot, session)
    show(made, (BlockKind.PARAGRAPH, WORDS), (BlockKind.PARAGRAPH, WORDS))
    return made


def add(pane: ReaderPane, start: int, end: int, colour: Colour, kind: str = "highlight") -> None:
    session = pane.session
    session.library.run(
        "Mark",
        annotations.add,
        session.reading.id,
        Span(start, end),
        colour=colour,
        kind=AnnotationKind(kind),
    )


def is_like(one: QColor, other: QColor) -> bool:
    parts = zip(one.getRgb(), other.getRgb(), strict=True)
    return sum(abs(a - b) for a, b in parts) < 40


def lines_under(pane: ReaderPane, place: int) -> list[Colour]:
    """The colours of the lines under a character, from above."""
    QApplication.processEvents()
    image = pane.view.viewport().grab().toImage()
    (box,) = boxes(pane, place, place + 1)
    pitch = pane.view.layout_.line_pitch(0)
    edges = pane.view.layout_.style.theme.edges
    x = round(box.center().x())
    found: list[Colour] = []
    for y in range(round(box.bottom()) - 5, round(box.top() + pitch)):
        seen = [c for c, edge in edges.items() if is_like(image.pixelColor(x, y), edge)]
        found += [colour for colour in seen[:1] if not found or found[-1] is not colour]
    return found


@pytest.mark.parametrize("name", ["light", "sepia", "dark", "contrast"])
@pytest.mark.parametrize("count", [2, 3, 5, 8])
def test_each_of_several_marks_has_a_line_of_its_own(
    pane: ReaderPane, name: str, count: int
) -> None:
    pane.set_style(ReaderStyle(themes.load(name)))
    for number, colour in enumerate(list(Colour)[:count]):
        add(pane, number, 40 - number, colour)
    # Under a space, where no letter is in the way.
    place = WORDS.index(" feet")
    assert lines_under(pane, place) == list(Colour)[:count][::-1]


def test_a_mark_alone_has_no_line(pane: ReaderPane) -> None:
    add(pane, 0, 20, Colour.RED)
    add(pane, 30, 40, Colour.BLUE)
    assert lines_under(pane, WORDS.index(" had")) == []


def test_marks_that_only_touch_do_not_overlap(pane: ReaderPane) -> None:
    add(pane, 0, 15, Colour.RED)
    add(pane, 15, 40, Colour.BLUE)
    assert lines_under(pane, WORDS.index(" had")) == []


def test_the_line_ends_where_the_overlap_does(pane: ReaderPane) -> None:
    add(pane, 0, 40, Colour.YELLOW)
    add(pane, 7, 15, Colour.BLUE)
    assert lines_under(pane, WORDS.index(" seen")) == [Colour.BLUE, Colour.YELLOW]
    assert lines_under(pane, WORDS.index(" the") + 4) == []


def test_an_underline_takes_its_place_among_the_lines(pane: ReaderPane) -> None:
    add(pane, 0, 40, Colour.YELLOW)
    add(pane, 7, 15, Colour.BLUE, "underline")
    add(pane, 8, 16, Colour.RED, "question")
    place = WORDS.index(" seen")
    assert lines_under(pane, place) == [Colour.RED, Colour.BLUE, Colour.YELLOW]


def test_two_marks_of_one_colour_have_two_lines(pane: ReaderPane) -> None:
    add(pane, 0, 40, Colour.YELLOW)
    add(pane, 5, 30, Colour.YELLOW)
    QApplication.processEvents()
    image = pane.view.viewport().grab().toImage()
    (box,) = boxes(pane, WORDS.index(" seen"), WORDS.index(" seen") + 1)
    edge, x = pane.view.layout_.style.theme.edges[Colour.YELLOW], round(box.center().x())
    rows = [
        is_like(image.pixelColor(x, y), edge)
        for y in range(round(box.bottom()) - 5, round(box.bottom()) + 9)
    ]
    runs = sum(now and not before for before, now in zip([False, *rows], rows, strict=False))
    assert runs == 2


def test_two_strikes_are_two_lines(pane: ReaderPane) -> None:
    add(pane, 0, 40, Colour.RED, "strike")
    add(pane, 5, 30, Colour.BLUE, "strike")
    QApplication.processEvents()
    image = pane.view.viewport().grab().toImage()
    (box,) = boxes(pane, WORDS.index(" seen"), WORDS.index(" seen") + 1)
    edges, x = pane.view.layout_.style.theme.edges, round(box.center().x())
    column = [image.pixelColor(x, y) for y in range(round(box.top()), round(box.bottom()))]
    for colour in (Colour.RED, Colour.BLUE):
        assert any(is_like(pixel, edges[colour]) for pixel in column)

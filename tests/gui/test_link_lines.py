"""Links in the margin: lines between passages in sight, ticks to those that are not."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closereader.gui.reader import brackets
from closereader.gui.reader.pane import ReaderPane
from closereader.gui.session import Session
from closereader.library import annotations, links
from closereader.library.links import End
from closereader.model.annotation import Annotation
from closereader.model.document import BlockKind
from closereader.model.span import Span
from tests.helpers.reader import reader_pane, show

heights = st.integers(0, 400).map(float)
spans = st.lists(st.tuples(heights, heights).map(lambda pair: (min(pair), max(pair))), max_size=12)


@given(spans)
def test_no_line_lies_on_another_and_inner_ones_run_inside(
    found: list[tuple[float, float]],
) -> None:
    lanes = brackets.lanes(found)
    for n, (top, bottom) in enumerate(found):
        for m, (above, below) in enumerate(found):
            if n == m or top > below or bottom < above:
                continue
            assert lanes[n] != lanes[m]
            if bottom - top > below - above:
                assert lanes[n] > lanes[m]


@pytest.mark.parametrize("room", [0.0, 3.0, 30.0, 300.0])
@pytest.mark.parametrize("count", [1, 2, 9, 40])
def test_lines_stay_in_the_margin_however_many(room: float, count: int) -> None:
    xs = [brackets.lane_x(lane, count, 100.0, 100.0 + room) for lane in range(count)]
    assert xs == sorted(xs)
    assert all(100.0 <= x <= 100.0 + room for x in xs)


@pytest.fixture
def pane(qtbot: QtBot, session: Session) -> ReaderPane:
    made = reader_pane(qtbot, session)
    made.resize(900, 620)
    show(made, *((BlockKind.PARAGRAPH, f"Paragraph {n} has a few words.") for n in range(80)))
    return made


Join = Callable[..., tuple[Annotation, Annotation]]


@pytest.fixture
def join(qtbot: QtBot, pane: ReaderPane) -> Join:
    """Links two paragraphs by their numbers."""

    def make(first: int, second: int, kind: str = "") -> tuple[Annotation, Annotation]:
        session = pane.session

        def end(number: int) -> End:
            start = session.text.text.index(f"Paragraph {number} has")
            there = next((n for n in session.annotations if n.start == start), None)
            return End(session.reading.id, Span(start, start + 9), there.id if there else None)

        made = session.library.run("Link", links.link, end(first), end(second), kind)
        qtbot.waitUntil(lambda: any(o.note.id == made[1].id for o in session.linked.of(made[0].id)))
        pane.view.viewport().repaint()
        return made

    return make


def picture(pane: ReaderPane) -> QImage:
    QApplication.processEvents()
    return pane.view.viewport().grab().toImage()


def margin(pane: ReaderPane) -> tuple[int, int]:
    """From where to where the margin goes."""
    layout = pane.view.layout_
    return round(layout.left + layout.column) + 1, pane.view.viewport().width()


def has_ink(pane: ReaderPane) -> bool:
    image, (left, right) = picture(pane), margin(pane)
    page = pane.view.layout_.style.theme.page
    return any(
        image.pixelColor(x, y) != page
        for x in range(left, right)
        for y in range(0, image.height(), 2)
    )


def middle(pane: ReaderPane, number: int) -> float:
    """The height of a paragraph's line in the viewport."""
    view = pane.view
    start = view.session.text.text.index(f"Paragraph {number} has")
    (box,) = view.overlay.span_rects(Span(start, start + 9))
    return box.center().y() - view.verticalScrollBar().value()


def on_line(pane: ReaderPane, first: int, second: int) -> QPoint:
    """A point on the upright part of the line between two paragraphs."""
    y = round((middle(pane, first) + middle(pane, second)) / 2)
    left, right = margin(pane)
    hit = next(x for x in range(left, right) if pane.link_lines._at(QPoint(x, y)) is not None)
    return QPoint(hit + 4, y)


def test_without_links_the_margin_is_empty(pane: ReaderPane) -> None:
    assert not has_ink(pane)


def test_a_line_joins_two_passages_in_sight(pane: ReaderPane, join: Join) -> None:
    join(2, 6)
    image, theme = picture(pane), pane.view.layout_.style.theme
    point = on_line(pane, 2, 6)
    row = [image.pixelColor(x, point.y()) for x in range(*margin(pane))]
    assert any(colour != theme.page for colour in row)
    above = round(middle(pane, 2)) - 12
    assert all(image.pixelColor(x, above) == theme.page for x in range(*margin(pane)))


def test_hiding_the_marks_hides_the_lines(pane: ReaderPane, join: Join) -> None:
    join(2, 6)
    assert has_ink(pane)
    pane.session.hide_marks(True)
    assert not has_ink(pane)


def test_a_link_undone_is_gone_from_the_margin(qtbot: QtBot, pane: ReaderPane, join: Join) -> None:
    join(2, 6)
    pane.session.undo()
    qtbot.waitUntil(lambda: not pane.session.linked.has_any)
    assert not has_ink(pane)


def test_the_line_of_the_chosen_note_has_the_accent(pane: ReaderPane, join: Join) -> None:
    first, _second = join(2, 6)
    accent = pane.view.layout_.style.theme.accent

    def is_lit() -> bool:
        image, y = picture(pane), on_line(pane, 2, 6).y()
        return any(is_like(image.pixelColor(x, y), accent) for x in range(*margin(pane)))

    assert not is_lit()
    pane.session.choose_note(first.id)
    assert is_lit()


def is_like(one: QColor, other: QColor) -> bool:
    """As near as the edge of a thin line lets it be."""
    parts = zip(one.getRgb(), other.getRgb(), strict=True)
    return sum(abs(a - b) for a, b in parts) < 60


def test_a_click_chooses_the_nearer_end_and_then_goes_to_the_other(
    pane: ReaderPane, join: Join
) -> None:
    first, second = join(2, 6)
    point = on_line(pane, 2, 6)
    QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=point - QPoint(0, 8))
    assert pane.session.chosen_note == first.id
    QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert pane.session.chosen_note == second.id


def test_a_click_beside_the_lines_chooses_nothing(pane: ReaderPane, join: Join) -> None:
    first, _second = join(2, 6)
    pane.session.choose_note(first.id)
    beside = QPoint(margin(pane)[0] + 30, round(middle(pane, 10)))
    QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert pane.session.chosen_note is None


def test_an_end_out_of_sight_is_a_tick_that_leads_there(pane: ReaderPane, join: Join) -> None:
    _first, second = join(2, 70)
    wanted = []
    pane.link_lines.link_wanted.connect(wanted.append)
    point = QPoint(margin(pane)[0] + 10, round(middle(pane, 2)))
    QTest.mouseMove(pane.view.viewport(), point)
    assert pane.view.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert [one.note.id for one in wanted] == [second.id]


def test_scrolled_the_line_becomes_a_tick_and_back(pane: ReaderPane, join: Join) -> None:
    join(2, 6)
    bar = pane.view.verticalScrollBar()
    bar.setValue(round(middle(pane, 4)))
    QApplication.processEvents()
    point = QPoint(margin(pane)[0] + 10, round(middle(pane, 6)))
    assert pane.link_lines._at(point).bracket is None
    bar.setValue(0)
    QApplication.processEvents()
    assert pane.link_lines._at(on_line(pane, 2, 6)).bracket is not None


def test_a_link_within_another_runs_inside(pane: ReaderPane, join: Join) -> None:
    join(1, 9)
    join(3, 5)
    inner = on_line(pane, 3, 5)
    line = pane.link_lines._at(inner)
    outer = max(each.x for each in pane.link_lines._lines)
    assert line.x < outer


def test_what_a_link_says_stands_beside_its_line(pane: ReaderPane, join: Join) -> None:
    join(2, 6)
    bare = sum_of_ink(pane)
    pane.session.undo()
    join(2, 6, "contradicts")
    assert sum_of_ink(pane) > bare + 100


def sum_of_ink(pane: ReaderPane) -> int:
    image, page = picture(pane), pane.view.layout_.style.theme.page
    return sum(
        image.pixelColor(x, y) != page for x in range(*margin(pane)) for y in range(image.height())
    )


def test_a_narrow_margin_keeps_the_lines_in_it(pane: ReaderPane, join: Join) -> None:
    for number in range(2, 10):
        join(1, number)
    pane.resize(480, 620)
    QApplication.processEvents()
    left, right = margin(pane)
    assert all(left <= line.x <= right for line in pane.link_lines._lines)


def test_two_passages_on_one_line_are_joined_visibly(qtbot: QtBot, pane: ReaderPane) -> None:
    session = pane.session
    start = session.text.text.index("Paragraph 2 has")
    ends = [End(session.reading.id, Span(start + n, start + n + 3)) for n in (0, 12)]
    session.library.run("Link", links.link, *ends)
    qtbot.waitUntil(lambda: session.linked.has_any)
    picture(pane)
    (line,) = pane.link_lines._lines
    assert line.bracket.bottom - line.bracket.top >= 8


def test_only_what_is_in_sight_is_looked_at(pane: ReaderPane, join: Join) -> None:
    join(2, 3)
    join(40, 41)
    picture(pane)
    assert len(pane.link_lines._lines) == 1


def test_a_note_moved_takes_its_line_along(pane: ReaderPane, join: Join) -> None:
    first, _second = join(2, 6)
    start = pane.session.text.text.index("Paragraph 4 has")
    pane.session.library.run("Move", annotations.set_span, first.id, Span(start, start + 9))
    picture(pane)
    (line,) = pane.link_lines._lines
    assert line.bracket.top == pytest.approx(middle(pane, 4), abs=3)


def test_a_point_beside_a_line_is_not_on_it() -> None:
    bracket = brackets.Bracket(10, 20, 10, 80)
    assert brackets.is_near(bracket, 40, QPointF(41, 50))
    assert brackets.is_near(bracket, 40, QPointF(20, 21))
    assert not brackets.is_near(bracket, 40, QPointF(20, 50))

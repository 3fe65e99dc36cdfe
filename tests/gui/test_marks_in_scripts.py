"""A mark covers what is marked and nothing else, and its handles stand at its ends, in every script."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closereader.gui import theme as themes
from closereader.gui.reader.pane import ReaderPane
from closereader.gui.session import Session
from closereader.library import annotations, queries
from closereader.model.colour import Colour
from closereader.model.document import BlockKind
from closereader.model.span import Span
from closereader.text.scripts import runs_left
from tests.helpers.reader import boxes, boxes_of, layout_of, lines_of, reader_pane, show

P = BlockKind.PARAGRAPH


@pytest.fixture
def pane(qtbot: QtBot, session: Session) -> ReaderPane:
    return reader_pane(qtbot, session)


@pytest.mark.parametrize("before", ["flags ", "ים ", "بحر ", "❤️ "])
@pytest.mark.parametrize(
    "clusters",
    [
        ["🇵🇹", "🇮🇹", "🇸🇾"],
        ["👩🏾\u200d🚀", "👋🏽", "❤️"],
        ["בְּ", "רֵ", "א", "שִׁ", "ית"],
        ["q\u0303", "x\u0302"],
    ],
)
def test_a_mark_on_a_cluster_covers_it_and_no_other(
    pane: ReaderPane, before: str, clusters: list[str]
) -> None:
    show(pane, (P, before + "".join(clusters) + " x"))
    start = len(before)
    places = []
    for cluster in clusters:
        (box,) = boxes(pane, start, start + len(cluster))
        places.append((box.left(), box.right()))
        start += len(cluster)
    places.sort()
    assert all(high - low > 4 for low, high in places)
    for (_, high), (low, _) in pairwise(places):
        assert low == pytest.approx(high, abs=1)
    (whole,) = boxes(pane, len(before), start)
    assert (whole.left(), whole.right()) == pytest.approx((places[0][0], places[-1][1]))


def test_a_heart_does_not_make_a_line_run_to_the_left(pane: ReaderPane) -> None:
    show(pane, (P, "The heart ❤️ and the office"))
    assert len(boxes_of(pane, "heart ❤️ and")) == 1
    assert boxes_of(pane, "fi")[0].right() <= boxes_of(pane, "ce")[0].left() + 1


scripts = st.lists(
    st.sampled_from(
        ["abc", "office", "שלום", "הים", "بحر", "لا", "12", "417", "x", "—", ",", "(", ")"]
    ),
    min_size=2,
    max_size=30,
).map(" ".join)


def ink(pane: ReaderPane, number: int, start: int, end: int) -> list[set[int]]:
    """The columns of pixels, from the column's left, which Qt colours on each line of a block when
    only its characters `start` to `end` have a colour."""
    layout = layout_of(pane, number)
    height = int(pane.view.layout_.bottom(number)) + 40
    image = QImage(900, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    chosen = QTextLayout.FormatRange()
    chosen.start, chosen.length = start, end - start
    chosen.format = QTextCharFormat()
    chosen.format.setForeground(QColor(Qt.GlobalColor.red))
    painter = QPainter(image)
    painter.setPen(Qt.GlobalColor.blue)
    layout.draw(painter, QPointF(20, 0), [chosen])
    painter.end()
    found = []
    for line in lines_of(pane, number):
        rows = range(max(int(line.y()), 0), int(line.y() + line.height()))
        found.append(
            {
                x - 20
                for x in range(image.width())
                if any(_is_red(image.pixelColor(x, y)) for y in rows[2:-2])
            }
        )
    return found


def _is_red(colour: QColor) -> bool:
    return colour.red() > colour.blue() + 90


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=scripts, data=st.data())
def test_boxes_are_where_qt_draws_what_is_marked(
    pane: ReaderPane, text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    # Half of "fi" or of lam with alef is where Qt cuts it, which is not for us to say.
    assume(
        not any(
            cut[0] + cut[1:] in ("ff", "fi", "لا")
            for cut in (text[start - 1 : start + 1], text[end - 1 : end + 1])
            if len(cut) == 2
        )
    )
    show(pane, (P, text))
    left = pane.view.layout_.left
    for number, columns in enumerate(ink(pane, 0, start, end)):
        line = lines_of(pane, 0)[number]
        here = [
            (box.left() - left, box.right() - left)
            for box in boxes(pane, start, end)
            if abs(box.center().y() - pane.view.layout_.text_top(0) - line.y() - line.height() / 2)
            < 12
        ]
        for x in columns:
            assert any(low - 2 <= x <= high + 2 for low, high in here), (x, here)
        for low, high in zip((h for _, h in here), (low for low, _ in here[1:]), strict=False):
            assert high - low > 0.5, "two boxes touch"
        # Nothing else lies under them.
        assert all(
            any(low - 6 <= x <= high + 6 for x in columns) for low, high in here if high - low > 13
        )


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=scripts)
def test_a_passage_of_whole_lines_is_one_box_a_line(pane: ReaderPane, text: str) -> None:
    show(pane, (P, text))
    assert len(boxes(pane, 0, len(text))) == len(lines_of(pane, 0))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=scripts)
def test_a_point_in_a_letter_leads_to_one_of_its_sides(pane: ReaderPane, text: str) -> None:
    assume(runs_left(text))
    show(pane, (P, text))
    for offset in range(len(text)):
        for box in boxes(pane, offset, offset + 1):
            if text[offset].isspace() or box.width() < 3:
                continue
            position = pane.view.layout_.hitTest(box.center(), Qt.HitTestAccuracy.ExactHit)
            assert pane.view.positions is not None
            assert pane.view.positions.offset(position) == offset
            near = pane.view.layout_.hitTest(box.center(), Qt.HitTestAccuracy.FuzzyHit)
            assert near in (offset, offset + 1)


@pytest.mark.parametrize("text", ["He read שלום הים ", "ים בחר office 12", "He read it and"])
def test_the_caret_stands_where_its_letter_begins(pane: ReaderPane, text: str) -> None:
    shown = show(pane, (P, text + "\N{NO-BREAK SPACE}x"))
    colour = themes.load("light").caret.name()
    pane.view.setFocus()
    for offset in range(len(text)):
        pane.view.go_to(Span(offset, offset), flash=False)
        QApplication.processEvents()
        (box,) = boxes(pane, offset, offset + 1)
        if box.width() < 3 or shown[offset] == " ":
            continue
        to_left = unicodedata.bidirectional(shown[offset]) in ("R", "AL")
        x = int(box.right() if to_left else box.left())
        picture = pane.view.viewport().grab().toImage()
        rows = range(int(box.top()) + 4, int(box.bottom()) - 4)
        at = [
            n
            for n in range(x - 1, x + 3)
            if all(picture.pixelColor(n, y).name() == colour for y in rows)
        ]
        assert at, (offset, shown[offset])


# Handles


@pytest.mark.parametrize(
    ("text", "marked", "begins", "ends"),
    [
        ("He read שלום לכל הבאים and left.", "שלום לכל", "right", "left"),
        ("He read שלום לכל הבאים and left.", "read שלום", "left", "left"),
        ("He read שלום לכל הבאים and left.", "הבאים and", "right", "right"),
        ("הים גדול מאוד", "גדול", "right", "left"),
        ("He read it and left.", "read it", "left", "right"),
    ],
)
def test_handles_stand_where_the_passage_begins_and_ends(
    pane: ReaderPane, text: str, marked: str, begins: str, ends: str
) -> None:
    show(pane, (P, text))
    start = text.index(marked)
    end = start + len(marked)
    note = pane.session.library.run(
        "H", annotations.add, pane.session.reading.id, Span(start, end), colour=Colour.BLUE
    )
    first, last = pane.view.overlay.handles(note)
    sides = {"left": lambda box: box.left(), "right": lambda box: box.right()}
    assert first.center().x() == pytest.approx(
        sides[begins](boxes(pane, start, start + 1)[0]), abs=1
    )
    assert last.center().x() == pytest.approx(sides[ends](boxes(pane, end - 1, end)[0]), abs=1)
    # They are painted there, outside of the mark.
    pane.session.choose_note(note.id)
    QApplication.processEvents()
    picture = pane.view.viewport().grab().toImage()
    edge = themes.load("light").edges[Colour.BLUE]
    shift = pane.view.verticalScrollBar().value()
    for handle, side in ((first, begins), (last, ends)):
        x, y = int(handle.center().x()), int(handle.center().y()) - shift
        outside = range(x - 2, x + 1) if side == "left" else range(x, x + 3)
        assert min(abs(picture.pixelColor(at, y).red() - edge.red()) for at in outside) < 30


def test_dragging_the_end_of_a_mark_that_runs_to_the_left_extends_it(pane: ReaderPane) -> None:
    text = show(pane, (P, "הים גדול מאוד ואין לו סוף"))
    start = text.index("גדול")
    note = pane.session.library.run(
        "H", annotations.add, pane.session.reading.id, Span(start, start + 4), colour=Colour.BLUE
    )
    pane.session.choose_note(note.id)
    end = text.index("ואין") + 4
    goal = boxes(pane, end - 1, end)[0]
    handle = pane.view.overlay.handles(note)[1].center().toPoint()
    view = pane.view.viewport()
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    there = QPointF(goal.left() + 1, goal.center().y()).toPoint()
    QTest.mousePress(view, button, none, handle)
    QTest.mouseMove(view, (handle + there) / 2)
    QTest.mouseMove(view, there)
    QTest.mouseRelease(view, button, none, there)
    assert queries.annotation(pane.session.library, note.id).span == Span(start, end)

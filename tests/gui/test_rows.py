"""The list of rows of differing heights, its sums and its lines of text."""

from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractListModel, QModelIndex, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QTextCharFormat,
)
from PySide6.QtWidgets import QStyledItemDelegate

from closereader.gui import theme as themes
from closereader.gui.heights import Heights
from closereader.gui.notes.card import quote_font
from closereader.gui.rows import RowView, Run, lay_out

# Sums

HEIGHTS = st.lists(st.integers(1, 300), max_size=600)
STEPS = st.lists(
    st.tuples(st.sampled_from(["insert", "remove", "set"]), st.integers(0, 700), HEIGHTS),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(HEIGHTS, STEPS)
def test_sums_are_those_of_a_plain_list(start, steps):
    plain, heights = list(start), Heights(start)
    for act, at, some in steps:
        if act == "insert":
            row = min(at, len(plain))
            plain[row:row] = some
            heights.insert(row, some)
        elif act == "remove" and plain:
            row = at % len(plain)
            count = min(len(some), len(plain) - row)
            del plain[row : row + count]
            heights.remove(row, count)
        elif act == "set" and plain and some:
            plain[at % len(plain)] = some[0]
            heights.set(at % len(plain), some[0])
    assert len(heights) == len(plain)
    assert heights.total == sum(plain)
    assert heights.tops() == list(accumulate(plain, initial=0))
    for row in range(0, len(plain), 37):
        assert heights[row] == plain[row]
        assert heights.top(row) == sum(plain[:row])
        assert heights.row_at(sum(plain[:row])) == row
        assert heights.row_at(sum(plain[: row + 1]) - 1) == row


def test_places_outside_belong_to_the_nearest_row():
    heights = Heights([10, 20])
    assert heights.row_at(-5) == 0
    assert heights.row_at(999) == 1
    assert Heights().row_at(0) == -1


def test_rows_that_are_not_there_are_refused():
    heights = Heights([10])
    with pytest.raises(IndexError):
        heights[1]
    with pytest.raises(IndexError):
        heights.remove(0, 2)
    with pytest.raises(IndexError):
        heights.insert(2, [1])


# The view


NOWHERE = QModelIndex()


class Numbers(QAbstractListModel):
    def __init__(self, heights):
        super().__init__()
        self.heights = list(heights)

    def rowCount(self, parent=NOWHERE):
        return 0 if parent.isValid() else len(self.heights)

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return str(index.row()) if role == Qt.ItemDataRole.DisplayRole else None

    def insert(self, row, heights):
        self.beginInsertRows(QModelIndex(), row, row + len(heights) - 1)
        self.heights[row:row] = heights
        self.endInsertRows()

    def remove(self, row, count):
        self.beginRemoveRows(QModelIndex(), row, row + count - 1)
        del self.heights[row : row + count]
        self.endRemoveRows()


class Plain(QStyledItemDelegate):
    def __init__(self, model, parent):
        super().__init__(parent)
        self.model = model
        self.asked = set()

    def sizeHint(self, option, index):
        self.asked.add(index.row())
        return QSize(10, self.model.heights[index.row()])


@pytest.fixture
def view(qtbot):
    made = RowView(estimate=50, bottom=0)
    qtbot.addWidget(made)
    made.resize(200, 300)
    model = Numbers([30 + row % 7 * 11 for row in range(5000)])
    made.setItemDelegate(Plain(model, made))
    made.setModel(model)
    made.show()
    return made


def first_in_sight(view):
    row = view.rows_in_sight().start
    return row, view.visualRect(view.model().index(row, 0)).top()


def test_only_rows_near_the_view_are_measured(qtbot, view):
    view.scrollTo(view.model().index(3000, 0))
    qtbot.waitUntil(lambda: not view._rest.isActive())
    assert len(view.itemDelegate().asked) < 600


@pytest.mark.parametrize("row", [0, 7, 2500, 4999])
def test_any_row_is_reached_wholly(view, row):
    index = view.model().index(row, 0)
    view.scrollTo(index)
    assert view.is_in_sight(index)
    rect = view.visualRect(index)
    assert rect.height() == view.model().heights[row]
    assert view.indexAt(rect.center()) == index


def test_what_is_in_sight_stays_when_rows_come_and_go_above(view):
    view.scrollTo(view.model().index(1000, 0))
    row, top = first_in_sight(view)
    view.model().insert(10, [90, 20, 70])
    assert first_in_sight(view) == (row + 3, top)
    view.model().remove(0, 5)
    assert first_in_sight(view) == (row - 2, top)


def test_the_picture_holds_still_while_the_rest_is_measured(qtbot, view):
    view.verticalScrollBar().setValue(9000)
    before = first_in_sight(view)
    qtbot.waitUntil(lambda: not view._rest.isActive())
    assert first_in_sight(view) == before


def test_scrolling_up_into_unmeasured_rows_moves_by_what_was_asked(view):
    view.scrollTo(view.model().index(2000, 0))
    row, top = first_in_sight(view)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() - 40)
    assert view.visualRect(view.model().index(row, 0)).top() == top + 40


def test_keys_move_by_rows_pages_and_to_the_ends(qtbot, view):
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.currentIndex().row() == 4999
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.currentIndex().row() == 4998
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert 4985 < view.currentIndex().row() < 4998
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.currentIndex().row() == 0
    assert view.is_in_sight(view.currentIndex())


# Lines


@pytest.fixture
def font(qapp):
    return themes.interface_font(13)


def ink(lines, width=300, height=80):
    """Columns of the picture that have ink."""
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    lines.draw(painter, 0, 0, QColor("black"))
    painter.end()
    return [
        x
        for x in range(width)
        if any(picture.pixelColor(x, y).lightness() < 128 for y in range(height))
    ]


def test_a_short_text_is_not_cut(font):
    lines = lay_out("Two words", font, 200, 19, most=2)
    assert (lines.height, lines.is_cut) == (19, False)


def test_a_text_with_bold_words_is_cut_after_so_many_lines_at_every_width(font):
    text = "…mass organization of the Bolivian workers. It has played an outstanding role here"
    start = text.index("Bolivian")
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.Black)
    for width in range(60, 320, 3):
        lines = lay_out(text, font, width, 19, runs=[Run(start, start + 31, bold)], most=2)
        assert lines.count <= 2
        assert lines.height <= 38


def test_a_long_text_is_cut_after_so_many_lines(font):
    lines = lay_out("word " * 100, font, 200, 19, most=2)
    assert (lines.height, lines.is_cut) == (38, True)
    assert lines.width <= 200


def test_a_word_wider_than_the_line_is_broken(font):
    lines = lay_out("w" * 100, font, 100, 19)
    assert lines.count > 5
    assert lines.width <= 100


@pytest.mark.parametrize("text", ["🎉" * 60, "e\u0301" * 300, "שלום " * 40, "\n\n", ""])
def test_hard_texts_are_laid_out_within_their_width(font, text):
    lines = lay_out(text, font, 120, 19, most=3)
    assert lines.count <= 3
    assert lines.width <= 121


def test_right_to_left_text_stands_at_the_right(font):
    width = QFontMetricsF(font).horizontalAdvance("שלום")
    assert min(ink(lay_out("שלום", font, 250, 19))) >= 250 - width - 3
    assert max(ink(lay_out("abc", font, 250, 19))) <= 40


# Those who hear the list


def test_a_screen_reader_is_given_a_list_of_rows(view):
    heard = QAccessible.queryAccessibleInterface(view)
    assert heard.role() == QAccessible.Role.List
    assert heard.childCount() == 5000
    assert heard.child(41).text(QAccessible.Text.Name) == "41"


def test_what_has_no_italic_is_not_slanted_on_a_card(font):
    def picture(face, text):
        image = QImage(300, 40, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        lay_out(text, face, 280, 30).draw(painter, 4, 4, QColor(Qt.GlobalColor.black))
        painter.end()
        return image

    upright = themes.text_font(15)
    for text in ("كان التاجر", "שלום לכל", "吾輩は猫である。"):
        assert picture(quote_font(), text) == picture(upright, text)
    assert picture(quote_font(), "salt") != picture(upright, "salt")

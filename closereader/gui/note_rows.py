"""Lists of notes in rows of one height, as dialogs show them: place and meaning; the words; the comment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.theme import Theme
from closereader.model.colour import Colour

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROW = 68
_LINE = 18
_STEP = 19
_SIDE = 12
_BAR = 4
_GAP = 2
_QUOTED = 200
_CENTRE = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class NoteRow:
    """What stands in a row. `bars`: colours at its left, a gap for each None; `aside`: at the right of
    `head`; `is_wrong`: the head says what is not as it should be."""

    head: str
    quote: str
    comment: str
    bars: tuple[Colour | None, ...]
    aside: str = ""
    is_wrong: bool = False

    @property
    def words(self) -> str:
        """All of it, for those who hear it."""
        said = (self.aside, self.head, f"“{self.quote}”" if self.quote else "", self.comment)
        return ", ".join(part for part in said if part)


@guarded
class NoteRows(QAbstractListModel):
    """Rows in the order they are given. `as_row` says what stands in one."""

    def __init__(self, as_row: Callable[[Any], NoteRow], parent: QWidget) -> None:
        super().__init__(parent)
        self._as_row = as_row
        self.rows: list[Any] = []

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def row(self, number: int) -> NoteRow:
        """What stands in that row."""
        return self._as_row(self.rows[number])

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Qt's."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt's: the row in words."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.row(index.row()).words
        return None


@guarded
class NoteRowDelegate(QStyledItemDelegate):
    """Draws them. `theme` may be changed."""

    def __init__(self, model: NoteRows, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt's: all rows are as high."""
        return QSize(0, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's: one row."""
        theme, row = self.theme, self._model.row(index.row())
        rect = QRectF(option.rect)
        painter.save()
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.chosen if is_chosen else theme.hover)
        painter.setPen(QPen(theme.line, 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        bar = QRectF(rect.left(), rect.top() + 8, _BAR, _ROW - 16)
        for colour in row.bars:
            if colour is not None:
                painter.fillRect(bar, theme.edges[colour])
            bar.translate(_BAR + _GAP, 0)
        quiet = theme.text if is_chosen else theme.quiet
        line = QRectF(bar.left() - _GAP + _SIDE, rect.top() + 6, 0, _LINE)
        line.setRight(rect.right() - _SIDE)
        small = themes.interface_font(12)
        head = QRectF(line)
        if row.aside:
            _draw(painter, head, row.aside, small, quiet, Qt.AlignmentFlag.AlignRight)
            head.setRight(head.right() - QFontMetricsF(small).horizontalAdvance(row.aside) - _SIDE)
        _draw(painter, head, row.head, small, theme.error if row.is_wrong else quiet)
        line.translate(0, _STEP)
        if row.quote:  # Without one the comment stands next to its place.
            _draw(painter, line, row.quote, themes.text_font(15, italic=True), quiet)
            line.translate(0, _STEP)
        _draw(painter, line, row.comment, themes.interface_font(13), theme.text)
        painter.restore()


def _draw(
    painter: QPainter,
    line: QRectF,
    words: str,
    font: QFont,
    colour: Any,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    shown = QFontMetricsF(font).elidedText(
        " ".join(words[:_QUOTED].split()), Qt.TextElideMode.ElideRight, line.width()
    )
    painter.drawText(line, _CENTRE | side, shown)

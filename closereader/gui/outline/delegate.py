"""Draws a heading: set in by its level, the current one marked, its notes counted at the right."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.outline.model import OutlineModel
from closereader.gui.rows.text import Lines, lay_out
from closereader.gui.theme import Theme

AnyIndex = QModelIndex | QPersistentModelIndex

SIDE = 12
INDENT = 14
_LINE = 18
_AROUND = 4
_COUNT_WIDTH = 30
_MOST_LINES = 2
_DEEPEST = 5


@guarded
class HeadingDelegate(QStyledItemDelegate):
    """`sizeHint` and `paint` take the width from `option.rect`."""

    def __init__(self, model: OutlineModel, parent: QObject | None) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = themes.load("light")
        self._laid_out: dict[tuple[str, int, int, bool], Lines] = {}

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """As high as the heading's one or two lines."""
        lines = self._lines(index.row(), option.rect.width())
        return QSize(option.rect.width(), lines.height + 2 * _AROUND)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw one heading."""
        theme, row = self._theme, index.row()
        rect = option.rect.adjusted(SIDE, 0, -SIDE, 0)
        is_current = row == self._model.current
        if option.state & QStyle.StateFlag.State_MouseOver or is_current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.hover)
            painter.drawRoundedRect(rect, 5, 5)
        if is_current:
            painter.fillRect(rect.left(), rect.top() + 5, 3, rect.height() - 10, theme.accent)
        left = rect.left() + 9 + INDENT * self._depth(row)
        lines = self._lines(row, option.rect.width())
        lines.draw(painter, left, rect.top() + _AROUND, theme.text)
        count = self._model.notes(row)
        if count:
            painter.setFont(themes.interface_font(12))
            painter.setPen(theme.quiet)
            place = rect.adjusted(0, _AROUND, -6, 0)
            place.setHeight(_LINE)
            painter.drawText(
                place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(count)
            )
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.accent, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)

    def _depth(self, row: int) -> int:
        return min(self._model.heading(row).depth, _DEEPEST)

    def _lines(self, row: int, width: int) -> Lines:
        heading = self._model.heading(row)
        is_current = row == self._model.current
        key = (heading.text, self._depth(row), width, is_current)
        made = self._laid_out.get(key)
        if made is None:
            if len(self._laid_out) > 2000:
                self._laid_out.clear()
            weight = QFont.Weight.DemiBold if is_current else QFont.Weight.Normal
            room = width - 2 * SIDE - 9 - INDENT * self._depth(row) - _COUNT_WIDTH
            font = themes.interface_font(13, weight=weight)
            made = lay_out(heading.text, font, room, _LINE, most=_MOST_LINES)
            self._laid_out[key] = made
        return made

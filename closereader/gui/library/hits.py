"""What a search of the library found, as passages with their words marked."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QTextCharFormat
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.rows.text import Run, lay_out
from closereader.gui.theme import Theme
from closereader.model.colour import Colour
from closereader.model.hit import Hit, HitKind

HIT_ROLE = int(Qt.ItemDataRole.UserRole)
ABOUT_ROLE = HIT_ROLE + 1
Index = QModelIndex | QPersistentModelIndex
_LINE = 21
_PAD = 14
_SCROLL_BAR = 12
_YELLOW = Colour.YELLOW


@guarded
class HitsModel(QAbstractListModel):
    """One row a place found."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[Hit, str]] = []

    def set_hits(self, hits: Sequence[tuple[Hit, str]]) -> None:
        """Show these: each with the line that says where it is."""
        self.beginResetModel()
        self._rows = list(hits)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt's: how many."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt's: one row."""
        hit, about = self._rows[index.row()]
        if role == HIT_ROLE:
            return hit
        if role == ABOUT_ROLE:
            return about
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{hit.snippet}. {about}"
        return None


@guarded
class HitsDelegate(QStyledItemDelegate):
    """Draws a passage with its words marked, and where it is below."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt's: as many lines as the passage takes, three at most."""
        lines = self._lines(index.data(HIT_ROLE), option.rect.width())
        return QSize(option.rect.width(), lines.height + 38)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's: draw one row."""
        theme, rect = self.theme, option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.chosen)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.hover)
        lines = self._lines(index.data(HIT_ROLE), rect.width())
        lines.draw(painter, rect.left() + _PAD, rect.top() + 8, theme.text)
        painter.setPen(theme.quiet)
        painter.setFont(themes.interface_font(11.5))
        room = rect.adjusted(_PAD, lines.height + 12, -_PAD - _SCROLL_BAR, 0)
        about = painter.fontMetrics().elidedText(
            index.data(ABOUT_ROLE), Qt.TextElideMode.ElideMiddle, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, about)
        painter.setPen(theme.line)
        painter.drawLine(rect.left() + _PAD, rect.bottom(), rect.right() - _PAD, rect.bottom())
        painter.restore()

    def _lines(self, hit: Hit, width: int) -> Any:
        marked = QTextCharFormat()
        marked.setBackground(self.theme.find if self.theme.dark else self.theme.marks[_YELLOW])
        font = themes.interface_font(13) if hit.kind is HitKind.NOTE else themes.text_font(16)
        runs = [Run(span.start, span.end, marked) for span in hit.marks]
        return lay_out(hit.snippet, font, width - 2 * _PAD - _SCROLL_BAR, _LINE, runs=runs, most=3)

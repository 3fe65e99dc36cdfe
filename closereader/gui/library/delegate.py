"""Draws the table's cells: titles in the reading's face, progress as a bar."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.library.model import PROGRESS_ROLE, Column
from closereader.gui.theme import Theme

ROW_HEIGHT = 38
_PAD = 12


@guarded
class ReadingsDelegate(QStyledItemDelegate):
    """One cell as a function of its rectangle and the theme."""

    theme: Theme

    def __init__(self, theme: Theme, parent: object = None) -> None:
        super().__init__(parent)  # type: ignore[arg-type]
        self.theme = theme

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Qt's: all rows are equally high."""
        return QSize(60, ROW_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Qt's: draw one cell."""
        theme = self.theme
        rect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.chosen)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.hover)
        painter.setPen(theme.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        self._paint_focus(painter, option, index)
        column = Column(index.column())
        inner = rect.adjusted(_PAD, 0, -_PAD, 0)
        if column is Column.PROGRESS:
            self._paint_progress(painter, QRectF(inner), float(index.data(PROGRESS_ROLE)))
        else:
            title = column is Column.TITLE
            font = themes.text_font(17) if title else themes.interface_font(13)
            painter.setFont(font)
            painter.setPen(QPen(theme.text if title or column is Column.NOTES else theme.quiet))
            words = painter.fontMetrics().elidedText(
                index.data(Qt.ItemDataRole.DisplayRole), Qt.TextElideMode.ElideRight, inner.width()
            )
            painter.drawText(
                inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words
            )
        painter.restore()

    def _paint_focus(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """A frame round the whole row that has the keyboard; each cell draws its part."""
        view = option.widget
        if (
            not isinstance(view, QTableView)
            or not view.hasFocus()
            or view.currentIndex().row() != index.row()
        ):
            return
        is_last = index.column() == len(Column) - 1
        # Into the next column, where there is one: between them would be a gap else.
        frame = option.rect.adjusted(0, 0, -1 if is_last else 1, -1)
        painter.setPen(QPen(self.theme.accent, 1))
        painter.drawLine(frame.topLeft(), frame.topRight())
        painter.drawLine(frame.bottomLeft(), frame.bottomRight())
        if index.column() == 0:
            painter.drawLine(frame.topLeft(), frame.bottomLeft())
        if is_last:
            painter.drawLine(frame.topRight(), frame.bottomRight())

    def _paint_progress(self, painter: QPainter, room: QRectF, share: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(room.left(), room.center().y() - 2, min(room.width(), 90), 4)
        painter.setBrush(self.theme.line)
        painter.drawRoundedRect(track, 2, 2)
        if share > 0:
            painter.setBrush(self.theme.accent)
            painter.drawRoundedRect(
                QRectF(track.left(), track.top(), max(track.width() * share, 4), 4), 2, 2
            )

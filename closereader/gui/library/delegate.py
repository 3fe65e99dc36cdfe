"""Draws the table's cells: titles in the reading's face, progress as a bar."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.library.model import COVER_ROLE, PROGRESS_ROLE, Column
from closereader.gui.pictures import CALM, Pictures
from closereader.gui.theme import Theme

ROW_HEIGHT = 54
_PAD = 12
# The room for a cover, in pixels: books are higher than wide.
_COVER = QSize(32, 44)


@guarded
class ReadingsDelegate(QStyledItemDelegate):
    """One cell as a function of its rectangle and the theme."""

    theme: Theme

    def __init__(self, theme: Theme, parent: object = None) -> None:
        super().__init__(parent)  # type: ignore[arg-type]
        self.theme = theme
        self.covers: Pictures | None = None

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
            if title:
                inner = self._paint_cover(painter, inner, index)
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

    def _paint_cover(
        self, painter: QPainter, room: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> QRect:
        """The cover at the left, a slip with the kind of the reading where there is none; gives what is
        left of the room."""
        box = QRect(QPoint(room.left(), room.center().y() - _COVER.height() // 2 + 1), _COVER)
        key, ratio = index.data(COVER_ROLE), painter.device().devicePixelRatioF()
        size = round(_COVER.width() * ratio), round(_COVER.height() * ratio)
        shown = self.covers.get(key, size) if key and self.covers is not None else None
        if shown is None:
            kind = index.model().index(index.row(), Column.KIND).data()
            self._paint_slip(painter, QRectF(box), kind)
        else:
            at = QRectF(0, 0, shown.width() / ratio, shown.height() / ratio)
            at.moveCenter(QRectF(box).center())
            at.moveTopLeft(at.topLeft().toPoint().toPointF())
            painter.setOpacity(CALM if self.theme.dark else 1.0)
            painter.drawPixmap(at, shown, QRectF(shown.rect()))
            painter.setOpacity(1.0)
            painter.setPen(QPen(self.theme.line, 1))
            painter.drawRect(at.adjusted(0, 0, -1, -1))
        return room.adjusted(_COVER.width() + _PAD, 0, 0, 0)

    def _paint_slip(self, painter: QPainter, box: QRectF, kind: str) -> None:
        painter.setPen(QPen(self.theme.line, 1))
        painter.setBrush(self.theme.panel)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(self.theme.quiet)
        font = themes.interface_font(8.5)
        while (
            font.pixelSize() > 6 and QFontMetricsF(font).horizontalAdvance(kind) > box.width() - 4
        ):
            font.setPixelSize(font.pixelSize() - 1)
        painter.setFont(font)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(box.adjusted(2, 2, -2, -2), int(flags), kind)

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

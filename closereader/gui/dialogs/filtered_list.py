"""A dialog with a list to choose from: type a few letters of what is wanted, press Enter."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.text.fold import Folding, fold

_AS_WORDS = Folding(case=True, marks=True)
_ASIDE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_GAP = 24


@guarded
class _Delegate(QStyledItemDelegate):
    """A name, and what is said beside it at the right."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Qt's: the row as the style draws it, and the words at the right."""
        aside = str(index.data(_ASIDE_ROLE) or "")
        painter.save()
        painter.setFont(themes.interface_font(12))
        width = painter.fontMetrics().horizontalAdvance(aside)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        rect = option.rect
        shorter = QStyleOptionViewItem(option)
        # Drawn first over the whole row: the ground of what is chosen goes to its end.
        self._paint_ground(painter, option)
        shorter.rect = rect.adjusted(0, 0, -(width + _GAP) if aside else 0, 0)
        super().paint(painter, shorter, index)
        painter.setFont(themes.interface_font(12))
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(rect.adjusted(0, 0, -12, 0), flags, aside)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        ground = QStyleOptionViewItem(option)
        ground.text = ""
        widget = option.widget
        if widget is not None:
            widget.style().drawPrimitive(
                widget.style().PrimitiveElement.PE_PanelItemViewItem, ground, painter, widget
            )

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Qt's: with room to breathe."""
        return QSize(super().sizeHint(option, index).width(), 30)


@guarded
class FilteredList(QDialog):
    """Rows are added by `add`; `chosen` is what was chosen, None while nothing was."""

    def __init__(self, title: str, question: str, nothing: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.resize(520, 440)
        self.chosen: Any = None
        self._rows: list[tuple[str, str, str, Any]] = []
        self._field = QLineEdit(self)
        self._field.setPlaceholderText(question)
        self._field.setAccessibleName(question)
        self._field.setFont(themes.interface_font(15))
        self._list = QListWidget(self)
        self._list.setAccessibleName(title)
        self._list.setFont(themes.interface_font(13))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setItemDelegate(_Delegate(self._list))
        self._none = QLabel(nothing, self)
        self._none.setProperty("quiet", True)
        self._none.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        for widget in (self._field, self._none, self._list):
            column.addWidget(widget)
        self._field.textChanged.connect(self._filter)
        self._field.installEventFilter(self)
        self._list.itemActivated.connect(self._take)
        self._list.itemClicked.connect(self._take)

    def add(self, name: str, data: Any, aside: str = "") -> None:
        """A row that stands for `data`; `aside` is said at its right, and looked in too."""
        self._rows.append((fold(f"{name} {aside}", _AS_WORDS), name, aside, data))

    def showEvent(self, event: object) -> None:
        """Qt's: all there is, the first row chosen."""
        self._filter(self._field.text())
        super().showEvent(event)  # type: ignore[arg-type]

    def _filter(self, words: str) -> None:
        self._list.clear()
        wanted = fold(words, _AS_WORDS).split()
        for folded, name, aside, data in self._rows:
            if all(word in folded for word in wanted):
                item = QListWidgetItem(name)
                item.setData(Qt.ItemDataRole.UserRole, data)
                item.setData(_ASIDE_ROLE, aside)
                self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._none.setVisible(not self._list.count())

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen = item.data(Qt.ItemDataRole.UserRole)
            self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's: arrows in the field move in the list, Enter takes."""
        if watched is self._field and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                count = max(self._list.count(), 1)
                self._list.setCurrentRow((self._list.currentRow() + step) % count)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self._list.currentItem())
                return True
        return super().eventFilter(watched, event)

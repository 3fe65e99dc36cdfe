"""A dialog with a list to choose from: type a few letters of what is wanted, press Enter."""

import re
from dataclasses import dataclass
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

_PARTS = re.compile(r"[\W_]+")
_AS_WORDS = Folding(case=True, marks=True)
_ASIDE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_GAP = 24


@dataclass(frozen=True)
class _Row:
    folded: str
    folded_aside: str
    name: str
    aside: str
    data: Any
    can_be_taken: bool


def rank(name: str, aside: str, wanted: str) -> int | None:
    """How well a row fits what was typed, 0 best, all three folded; None where it does not. Its words
    may be typed in any order, begun or in part, or only their first letters."""
    typed = wanted.split()
    if not typed:
        return 0
    words = [word for word in _PARTS.split(name) if word]
    if name.startswith(" ".join(typed)):
        return 0
    if all(any(word.startswith(each) for word in words) for each in typed):
        return 1
    initials = "".join(word[0] for word in words)
    if len(typed) == 1 and len(typed[0]) > 1 and typed[0] in initials:
        return 2 if initials.startswith(typed[0]) else 3
    return 4 if all(each in f"{name} {aside}" for each in typed) else None


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
        self._rows: list[_Row] = []
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

    def add(
        self,
        name: str,
        data: Any,
        aside: str = "",
        *,
        found_by: str = "",
        can_be_taken: bool = True,
    ) -> None:
        """A row that stands for `data`; `aside` is said at its right, and looked in too. `found_by`:
        the words it is found by, where these are not its name. What cannot be taken is greyed."""
        folded = fold(found_by or name, _AS_WORDS)
        folded_aside = fold(aside, _AS_WORDS)
        self._rows.append(_Row(folded, folded_aside, name, aside, data, can_be_taken))

    def showEvent(self, event: object) -> None:
        """Qt's: all there is, the first row chosen."""
        self._filter(self._field.text())
        super().showEvent(event)  # type: ignore[arg-type]

    def _filter(self, words: str) -> None:
        self._list.clear()
        wanted = fold(words, _AS_WORDS)
        ranked = [(rank(row.folded, row.folded_aside, wanted), row) for row in self._rows]
        found = [(place, row) for place, row in ranked if place is not None]
        # Of equally good ones, those that can be taken first, then in the order of adding.
        found.sort(key=lambda each: (each[0], wanted != "" and not each[1].can_be_taken))
        for _place, row in found:
            item = QListWidgetItem(row.name)
            item.setData(Qt.ItemDataRole.UserRole, row.data)
            item.setData(_ASIDE_ROLE, row.aside)
            if not row.can_be_taken:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            self._list.addItem(item)
        self._step(0, 1)
        self._none.setVisible(not self._list.count())

    def _step(self, row: int, by: int) -> None:
        """Choose the row, or the next beyond it, in the direction `by`, that can be taken."""
        count = self._list.count()
        for _try in range(count):
            item = self._list.item(row % count)
            if item.flags() & Qt.ItemFlag.ItemIsEnabled:
                self._list.setCurrentItem(item)
                return
            row += by
        self._list.setCurrentRow(-1)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.chosen = item.data(Qt.ItemDataRole.UserRole)
            self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's: arrows in the field move in the list, Enter takes."""
        if watched is self._field and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                if self._list.count():
                    self._step(self._list.currentRow() + step, step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self._list.currentItem())
                return True
        return super().eventFilter(watched, event)

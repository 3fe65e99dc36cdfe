"""A small panel to pick one thing out of many, by typing."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.popup import Popup
from closereader.gui.theme import Theme
from closereader.gui.widgets import QuietText, SearchField, scroll_style
from closereader.text.fold import Folding, fold

_FOLDING = Folding(case=True, marks=True)
_ID = Qt.ItemDataRole.UserRole
_SIZE = (248, 320)


@dataclass(frozen=True)
class Choice:
    """One of many. `key`: what it is told by; `sought`: the words it is found by."""

    key: str
    name: str
    sought: str
    icon: QIcon | None = None


@guarded
class Picker(Popup):
    """Type to narrow, Up and Down to move, Enter or a click to take. `picked(key)`."""

    picked = Signal(str)

    def __init__(
        self, choices: Iterable[Choice], question: str, hint: str, theme: Theme, parent: QWidget
    ) -> None:
        """`hint`: what stands in the field while nothing is typed."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._choices = [(fold(choice.sought, _FOLDING), choice) for choice in choices]
        self._theme = theme
        asked = QuietText(question, pixels=12)
        self.field = SearchField()
        self.field.set_theme(theme)
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(question)
        self.list = QListWidget()
        self.list.setAccessibleName(question)
        self.list.setFont(themes.interface_font(13))
        self.list.setIconSize(QSize(10, 10))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 10)
        layout.setSpacing(6)
        for widget in (asked, self.field, self.list):
            layout.addWidget(widget)
        self.setFixedSize(*_SIZE)
        self.setFocusProxy(self.field)
        self._dress()
        self.field.textChanged.connect(self._fill)
        self.field.left.connect(self.close)
        self.field.went_down.connect(lambda: self._move(1))
        self.field.returnPressed.connect(lambda: self._take(self.list.currentItem()))
        self.list.itemClicked.connect(self._take)
        self._fill("")

    def open_at(self, where: QPoint) -> None:
        """Open with the upper left corner there, inside the screen."""
        room = self.screen().availableGeometry()
        x = min(max(where.x(), room.left() + 4), room.right() - _SIZE[0] - 4)
        y = min(max(where.y(), room.top() + 4), room.bottom() - _SIZE[1] - 4)
        self.move(x, y)
        self.show()
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up goes back up the list from the field."""
        if event.key() == Qt.Key.Key_Up:
            self._move(-1)
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        theme = self._theme
        self.setStyleSheet(
            f"#popup {{ background: {theme.panel.name()}; border: 1px solid {theme.line.name()}; }}"
        )
        self.list.setStyleSheet(
            f"QListWidget {{ background: transparent; color: {theme.text.name()}; border: none;"
            " outline: none; }"
            "QListWidget::item { padding: 4px 4px; border-radius: 4px; }"
            f"QListWidget::item:selected {{ background: {theme.chosen.name()};"
            f" color: {theme.text.name()}; }}" + scroll_style(theme)
        )

    def _fill(self, typed: str) -> None:
        words = fold(typed, _FOLDING).split()
        self.list.clear()
        for sought, choice in self._choices:
            if all(word in sought for word in words):
                item = QListWidgetItem(choice.icon or QIcon(), choice.name)
                item.setData(_ID, choice.key)
                self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _move(self, by: int) -> None:
        row = self.list.currentRow() + by
        self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            picked = str(item.data(_ID))
            self.close()
            self.picked.emit(picked)

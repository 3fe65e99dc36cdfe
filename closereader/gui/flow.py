"""A layout that sets widgets beside one another and goes on in the next row, as words do."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from closereader.gui.guard import guarded


@guarded
class Flow(QLayout):
    """Lays its items beside one another and begins a new row where one does not fit; the item
    given to `set_growing` takes what is left of its row."""

    def __init__(self, parent: QWidget | None = None, gap: int = 5) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._growing: QWidget | None = None
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def set_growing(self, widget: QWidget) -> None:
        """This one takes what is left of its row."""
        self._growing = widget

    def addItem(self, item: QLayoutItem) -> None:
        """Put it at the end."""
        self._items.append(item)

    def insert_widget(self, place: int, widget: QWidget) -> None:
        """Put a widget in before number `place`."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """The item, taken out, or None."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height it takes at that width."""
        return self._arrange(QRect(0, 0, width, 0), is_trial=True)

    def setGeometry(self, rect: QRect) -> None:
        """Lay the items out in `rect`."""
        super().setGeometry(rect)
        self._arrange(rect, is_trial=False)

    def sizeHint(self) -> QSize:
        """The size of one row."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """The widest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = [[]]
        used = 0
        for item in self._items:
            wanted = self._wanted(item)
            if rows[-1] and used + wanted > width:
                rows.append([])
                used = 0
            rows[-1].append(item)
            used += wanted + self._gap
        return rows

    def _wanted(self, item: QLayoutItem) -> int:
        if item.widget() is self._growing:
            return item.minimumSize().width()
        return item.sizeHint().width()

    def _arrange(self, rect: QRect, *, is_trial: bool) -> int:
        y = rect.y()
        for row in self._rows(rect.width()):
            height = max((item.sizeHint().height() for item in row), default=0)
            left = rect.width() - sum(self._wanted(i) for i in row) - self._gap * (len(row) - 1)
            x = rect.x()
            for item in row:
                width = min(self._wanted(item), rect.width())
                if item.widget() is self._growing:
                    width += max(left, 0)
                if not is_trial:
                    item.setGeometry(QRect(QPoint(x, y), QSize(width, height)))
                x += width + self._gap
            y += height + self._gap
        return max(y - self._gap - rect.y(), 0)

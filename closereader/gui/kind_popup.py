"""What a link is: a word is chosen by its number, by its first letters, or typed."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.popup import Popup
from closereader.model.annotation import LONGEST_KIND
from closereader.text.fold import Folding, fold

_AS_WORDS = Folding(case=True, marks=True)
_WIDTH = 250
_ROW = 26
_KEYS = 9
_MOST_ROWS = 8


@guarded
class KindPopup(Popup):
    """Shown once, gone when it is closed. `chosen(kind)`: "" for none; `done()`: it is closed."""

    chosen = Signal(str)
    done = Signal()

    def __init__(
        self, kinds: Sequence[tuple[str, str]], parent: QWidget, *, current: str = ""
    ) -> None:
        """`kinds`: what is kept, and how it is said; those most likely first. `current`: what the
        link is now."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("What the link says"))
        self._kinds = kinds
        self.field = QLineEdit(self)
        self.field.setFont(themes.interface_font(13))
        self.field.setMaxLength(LONGEST_KIND)
        self.field.setPlaceholderText(self.tr("What the link says, or your word"))
        self.field.setAccessibleName(self.tr("What the link says: a number, or a word"))
        self.rows = QListWidget(self)
        self.rows.setFont(themes.interface_font(13))
        self.rows.setAccessibleName(self.tr("Kinds of link"))
        self.rows.setFrameShape(QListWidget.Shape.NoFrame)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        hint = QLabel(self.tr("Enter or Esc: nothing"), self)
        hint.setFont(themes.interface_font(12))
        hint.setProperty("quiet", True)
        self._hint = hint
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 8)
        column.setSpacing(6)
        for widget in (self.field, self.rows, hint):
            column.addWidget(widget)
        self.setFixedWidth(_WIDTH)
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        self.rows.itemClicked.connect(self._take)
        self.setFocusProxy(self.field)
        self._fill("")
        self._choose(current)

    def open_beside(self, mark: QRect) -> None:
        """Open under `mark` (on the screen), or above it where there is no room."""
        self.open_by(mark)
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fill(self, typed: str) -> None:
        wanted = fold(typed.strip(), _AS_WORDS)
        self.rows.clear()
        for number, (kind, said) in enumerate(self._kinds, 1):
            if not wanted or any(fold(each, _AS_WORDS).startswith(wanted) for each in (kind, said)):
                key = f"{number}   " if not wanted and number <= _KEYS else ""
                self._add(f"{key}{said}", kind)
        known = {fold(each, _AS_WORDS) for pair in self._kinds for each in pair}
        if wanted and wanted not in known:
            # The reader's own word, also where it begins like one that is known.
            self._add(f"“{typed.strip()}”", typed.strip())
        self.rows.setCurrentRow(0 if wanted else -1)
        count = min(self.rows.count(), _MOST_ROWS)
        self.rows.setFixedHeight(count * _ROW)
        self._hint.setVisible(not wanted)
        self.adjustSize()

    def _add(self, words: str, kind: str) -> None:
        row = QListWidgetItem(words)
        row.setData(Qt.ItemDataRole.UserRole, kind)
        row.setSizeHint(QSize(40, _ROW))
        self.rows.addItem(row)

    def _choose(self, kind: str) -> None:
        for number in range(self.rows.count()):
            if kind and self.rows.item(number).data(Qt.ItemDataRole.UserRole) == kind:
                self.rows.setCurrentRow(number)

    def _take(self, row: QListWidgetItem | None) -> None:
        kind = "" if row is None else str(row.data(Qt.ItemDataRole.UserRole))
        self.close()
        self.chosen.emit(kind)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's: arrows in the field move in the list, a number takes at once, Enter what is chosen."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return bool(super().eventFilter(watched, event))
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            here = self.rows.currentRow()
            start = here if here >= 0 else (-1 if step > 0 else 0)
            self.rows.setCurrentRow((start + step) % max(self.rows.count(), 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.rows.currentItem())
        elif not self.field.text() and event.text().isdecimal():
            number = int(event.text())
            if 1 <= number <= min(self.rows.count(), _KEYS):
                self._take(self.rows.item(number - 1))
        else:
            return bool(super().eventFilter(watched, event))
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt's: whatever closed it."""
        super().hideEvent(event)
        self.done.emit()

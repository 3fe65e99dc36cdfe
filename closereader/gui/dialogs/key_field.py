"""A field that takes down the key that is pressed in it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from closereader.gui import keys
from closereader.gui.guard import guarded

_MODIFIERS = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_Super_L,
    Qt.Key.Key_Super_R,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
    Qt.Key.Key_unknown,
)
_SHIFT, _KEYPAD = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier
_LEAVING = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


@guarded
class KeyField(QLineEdit):
    """`pressed(str)`: that key, as it is kept. Tab and Shift+Tab lead on, Escape gives up, and closes
    the dialog where there is nothing to give up."""

    pressed = Signal(str)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def event(self, event: QEvent) -> bool:
        """Qt's: every key is this field's while it has the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's: take the key down."""
        key, modifiers = event.key(), event.modifiers() & ~_KEYPAD
        if key in _MODIFIERS:
            return
        if key == Qt.Key.Key_Escape and modifiers == Qt.KeyboardModifier.NoModifier:
            had_key = bool(self.text())
            self.clear()
            self.given_up.emit()
            if not had_key:
                event.ignore()  # Nothing is to be given up here: the dialog closes.
            return
        typed = event.text()
        if modifiers & _SHIFT and len(typed) == 1 and typed.isprintable() and not typed.isalnum():
            # What stands above another sign needs Shift to be typed, and is kept without.
            modifiers &= ~_SHIFT
        written = keys.written(key, modifiers)
        if written:
            self.setText(keys.native(written))
            self.pressed.emit(written)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Qt's: Tab leads on."""
        return bool(super().focusNextPrevChild(forward))

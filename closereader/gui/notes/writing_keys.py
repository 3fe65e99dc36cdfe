"""The keys that format Markdown in a field: stress, strong, struck out, lists, and Enter in a list."""

from collections.abc import Callable

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QMenu, QTextEdit

from closereader.text import writing
from closereader.text.utf16 import Utf16Map
from closereader.text.writing import Edit

_CONTROL = Qt.KeyboardModifier.ControlModifier
_CONTROL_SHIFT = _CONTROL | Qt.KeyboardModifier.ShiftModifier
_KEY = Qt.Key
Change = Callable[[str, int, int], Edit]


def _t(name: str) -> str:
    return str(QT_TRANSLATE_NOOP("WritingKeys", name))


# Under Shift a keyboard says what stands above the digit, which is not the same on all.
_TABLE: tuple[tuple[str, str, Qt.KeyboardModifier, tuple[Qt.Key, ...], Change], ...] = (
    (
        _t("Strong"),
        "Ctrl+B",
        _CONTROL,
        (_KEY.Key_B,),
        lambda t, s, e: writing.toggle(t, s, e, "**"),
    ),
    (
        _t("Emphasis"),
        "Ctrl+I",
        _CONTROL,
        (_KEY.Key_I,),
        lambda t, s, e: writing.toggle(t, s, e, "*"),
    ),
    (
        _t("Strike through"),
        "Ctrl+Shift+X",
        _CONTROL_SHIFT,
        (_KEY.Key_X,),
        lambda t, s, e: writing.toggle(t, s, e, "~~"),
    ),
    (
        _t("Numbered list"),
        "Ctrl+Shift+7",
        _CONTROL_SHIFT,
        (_KEY.Key_7, _KEY.Key_Ampersand, _KEY.Key_Slash),
        lambda t, s, e: writing.toggle_list(t, s, e, numbered=True),
    ),
    (
        _t("List"),
        "Ctrl+Shift+8",
        _CONTROL_SHIFT,
        (_KEY.Key_8, _KEY.Key_Asterisk, _KEY.Key_ParenLeft),
        lambda t, s, e: writing.toggle_list(t, s, e, numbered=False),
    ),
)


class WritingKeys:
    """Of one field of plain text."""

    def __init__(self, field: QTextEdit) -> None:
        self._field = field

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key is one of these, and so no key of the window's."""
        return self._change_of(event) is not None

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key asks for; False where it is none of these."""
        change = self._change_of(event)
        if change is not None:
            self.change(change)
            return True
        if event.key() in (_KEY.Key_Return, _KEY.Key_Enter):
            if not event.modifiers() & ~_KEYPAD and self._new_line():
                return True
            if not event.modifiers() & ~(_KEYPAD | Qt.KeyboardModifier.ShiftModifier):
                self._break()
                return True
        return False

    def change(self, change: Change) -> None:
        """Make a change to what is selected, as one."""
        text = self._field.toPlainText()
        units = Utf16Map(text)
        cursor = self._field.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        self._apply(change(text, units.offset(start), units.offset(end)), units)

    def add_to(self, menu: QMenu) -> None:
        """An entry for each, with its key, in a menu of the field."""
        native = QKeySequence.SequenceFormat.NativeText
        for name, key, _modifiers, _keys, change in _TABLE:
            words = QCoreApplication.translate("WritingKeys", name)
            action = QAction(f"{words}\t{QKeySequence(key).toString(native)}", menu)
            action.triggered.connect(lambda _=False, c=change: self.change(c))
            menu.addAction(action)

    @staticmethod
    def _change_of(event: QKeyEvent) -> Change | None:
        modifiers = event.modifiers() & ~_KEYPAD
        for _name, _key, wanted, keys, change in _TABLE:
            if modifiers == wanted and event.key() in keys:
                return change
        return None

    def _new_line(self) -> bool:
        cursor = self._field.textCursor()
        if cursor.hasSelection():
            return False
        text = self._field.toPlainText()
        units = Utf16Map(text)
        edit = writing.new_line(text, units.offset(cursor.position()))
        if edit is not None:
            self._apply(edit, units)
        return edit is not None

    def _break(self) -> None:
        """Begin a line. Not left to Qt, which in an empty line takes its spacing away instead, and
        with Shift puts in a sign that is no line's end."""
        cursor = self._field.textCursor()
        cursor.insertBlock()
        self._field.setTextCursor(cursor)
        self._field.ensureCursorVisible()

    def _apply(self, edit: Edit, units: Utf16Map) -> None:
        cursor = QTextCursor(self._field.document())
        cursor.setPosition(units.position(edit.start))
        cursor.setPosition(units.position(edit.end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(edit.words)
        after = Utf16Map(self._field.toPlainText())
        cursor.setPosition(after.position(edit.low))
        cursor.setPosition(after.position(edit.high), QTextCursor.MoveMode.KeepAnchor)
        self._field.setTextCursor(cursor)
        self._field.ensureCursorVisible()


_KEYPAD = Qt.KeyboardModifier.KeypadModifier

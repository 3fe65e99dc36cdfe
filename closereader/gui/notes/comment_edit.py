"""The field a comment is written in: grows with its text, saves itself as it is typed."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from closereader.gui import keys
from closereader.gui.guard import guarded
from closereader.gui.notes import card as cards
from closereader.gui.notes.squiggles import Squiggles
from closereader.gui.notes.writing_keys import WritingKeys
from closereader.gui.theme import Theme
from closereader.text.references import reference_at
from closereader.text.utf16 import Utf16Map

_SAVE_AFTER_MS = 300
_FOCUS_STAYS = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


@guarded
class CommentEdit(QTextEdit):
    """Plain text, Markdown as it is typed. `save` is called with the text after each pause of
    300 ms, and by `flush`. `follow_wanted(Reference, QRect)`: the reader wants to go to what is
    named at the caret, which stands there on the screen.

    The text is never set while it only comes back from where it was saved; a change made elsewhere
    (undo) is put in where it differs, so that the caret stays in its words.
    """

    grown = Signal()
    left = Signal()
    follow_wanted = Signal(object, QRect)
    undo_asked = Signal()
    redo_asked = Signal()

    def __init__(self, save: Callable[[str], str], parent: QWidget | None = None) -> None:
        """`save` returns the text as it was kept."""
        super().__init__(parent)
        self._save = save
        self._kept = ""
        self._is_dirty = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SAVE_AFTER_MS)
        self._pause.timeout.connect(self.flush)
        self.setFont(cards.comment_font())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabChangesFocus(True)
        self.setAcceptRichText(False)
        # The library's undo is the only one: it names its steps and outlives the editor.
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(0)
        self.setPlaceholderText(self.tr("Write a comment…"))
        self.setAccessibleName(self.tr("Comment"))
        self._keys = WritingKeys(self)
        self._squiggles: Squiggles | None = None
        self._error = QColor()
        self.textChanged.connect(self._changed)

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self.setPalette(theme.palette())
        self._error = theme.error
        if self._squiggles is not None:
            self._squiggles.set_colour(self._error)

    def use_squiggles(self, squiggles: Squiggles) -> None:
        """Let these be drawn under its words."""
        self._squiggles = squiggles
        squiggles.set_colour(self._error)

    def begin(self, text: str) -> None:
        """Start to write on `text`, the caret at its end."""
        self._pause.stop()
        self.blockSignals(True)
        self.setPlainText(text)
        self._space_lines()
        self.blockSignals(False)
        self._kept = text
        self._is_dirty = False
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.grown.emit()
        if self._squiggles is not None:
            self._squiggles.begin()

    def follow(self, text: str) -> None:
        """The library now has `text`."""
        if text == self._kept or self._is_dirty:
            return
        self._kept = text
        if text == self.toPlainText():
            return
        self._pause.stop()
        self.blockSignals(True)
        _replace_difference(self, text)
        self.blockSignals(False)
        self.grown.emit()

    def flush(self) -> None:
        """Save now what is not saved yet."""
        self._pause.stop()
        if self._is_dirty:
            # Marked clean only afterwards: what comes back while saving is our own.
            self._kept = self._save(self.toPlainText())
            self._is_dirty = False

    @property
    def wanted_height(self) -> int:
        """Pixels the whole text takes at the present width."""
        return round(self.document().size().height()) + 2

    def sizeHint(self) -> QSize:
        """As high as the text."""
        return QSize(super().sizeHint().width(), self.wanted_height)

    def minimumSizeHint(self) -> QSize:
        """As high as the text."""
        return QSize(40, self.wanted_height)

    def _space_lines(self) -> None:
        """Lines as far apart as on the card, so that nothing moves when writing begins; new
        paragraphs inherit it."""
        spaced = QTextBlockFormat()
        fixed = QTextBlockFormat.LineHeightTypes.FixedHeight
        spaced.setLineHeight(cards.COMMENT_LINE, fixed.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)

    def _changed(self) -> None:
        self._is_dirty = True
        self._pause.start()
        self.grown.emit()

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window, which takes back whole steps of the library."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if keys.means(event) in ("edit.undo", "edit.redo"):
                self.flush()
                event.ignore()
                return False
            if self._keys.wants(event):
                event.accept()
                return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to the text, Ctrl+Return to what is named at the caret, or else back."""
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        has_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape or (is_return and has_control):
            self.flush()
            if event.key() == Qt.Key.Key_Escape or not self._follow_at_caret():
                self.left.emit()
        elif keys.means(event) == "edit.undo":
            self.flush()
            self.undo_asked.emit()
        elif keys.means(event) == "edit.redo":
            self.flush()
            self.redo_asked.emit()
        elif not self._keys.press(event):
            super().keyPressEvent(event)

    def _follow_at_caret(self) -> bool:
        text = self.toPlainText()
        found = reference_at(text, Utf16Map(text).offset(self.textCursor().position()))
        if found is None:
            return False
        caret = self.cursorRect()
        mark = QRect(self.viewport().mapToGlobal(caret.topLeft()), caret.size())
        self.follow_wanted.emit(found, mark)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Save what was typed."""
        super().focusOutEvent(event)
        if event.reason() not in _FOCUS_STAYS:
            self.flush()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's: what any field offers, and the formats with their keys."""
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # The field keeps no steps of its own; those of the library are the window's.
        for action in menu.actions()[:3]:
            menu.removeAction(action)
        menu.addSeparator()
        self._keys.add_to(menu)
        if self._squiggles is not None:
            self._squiggles.add_to(menu, event.pos())
        menu.popup(event.globalPos())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words alone."""
        if source.hasText():
            self.insertPlainText(source.text())


def _replace_difference(edit: QTextEdit, text: str) -> None:
    """Make the field say `text`, touching only the stretch in which it differs."""
    now = edit.toPlainText()
    shortest = min(len(now), len(text))
    start = 0
    while start < shortest and now[start] == text[start]:
        start += 1
    end = 0
    while end < shortest - start and now[-1 - end] == text[-1 - end]:
        end += 1
    units = Utf16Map(now)
    scrolled = edit.verticalScrollBar().value()
    cursor = QTextCursor(edit.document())
    cursor.setPosition(units.position(start))
    cursor.setPosition(units.position(len(now) - end), QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(text[start : len(text) - end])
    edit.verticalScrollBar().setValue(scrolled)

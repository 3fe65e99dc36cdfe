"""The field an essay is written in: what keys, pointer and clipboard do in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from closereader.gui import dragging, keys
from closereader.gui.essay.field import EssayField, Save
from closereader.gui.essay.wording import tip_of
from closereader.gui.guard import guarded
from closereader.gui.notes.writing_keys import WritingKeys
from closereader.gui.widgets import plain_tip
from closereader.library.essay_check import Checked
from closereader.library.quotations import Sources
from closereader.model.colour import Colour

_FOCUS_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)


@guarded
class EssayEdit(EssayField):
    """Signals: `left`; `undo_asked`, `redo_asked`; `passage_wanted(Checked)`: the reader wants to see
    what is quoted; `sent(object, int)`: a passage (reading, span) or notes (ids) are to be quoted at
    that code point; `menu_wanted(Checked or None, point)`."""

    left = Signal()
    undo_asked = Signal()
    redo_asked = Signal()
    passage_wanted = Signal(object)
    sent = Signal(object, int)
    menu_wanted = Signal(object, QPoint)

    def __init__(
        self,
        sources: Sources,
        save: Save,
        colour_of: Callable[[Checked], Colour | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(sources, save, colour_of, parent)
        self._pressed_at = QPoint()
        self._keys = WritingKeys(self)

    def event(self, event: QEvent) -> bool:
        """Qt's: undo and redo are the window's, the keys of Markdown the field's own."""
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
        """Qt's: Escape leads back to the text, Ctrl+Return to the passage that is quoted here."""
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        has_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.flush()
            self.left.emit()
        elif is_return and has_control:
            here = self.at(self.caret)
            if here is not None:
                self.passage_wanted.emit(here)
        elif keys.means(event) == "edit.undo":
            self.flush()
            self.undo_asked.emit()
        elif keys.means(event) == "edit.redo":
            self.flush()
            self.redo_asked.emit()
        elif not self._keys.press(event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt's: save what was typed."""
        super().focusOutEvent(event)
        if event.reason() not in _FOCUS_STAYS:
            self.flush()
            self.leave_quotation()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt's: remember where, to know a click from a drag."""
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt's: a click on an address goes there."""
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        is_click = (point - self._pressed_at).manhattanLength() < 4
        if event.button() == Qt.MouseButton.LeftButton and is_click:
            there = self._address_under(point)
            if there is not None and not self.textCursor().hasSelection():
                self.passage_wanted.emit(there)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt's: a hand over an address."""
        super().mouseMoveEvent(event)
        is_over = not event.buttons() and self._address_under(event.position().toPoint())
        shape = Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def viewportEvent(self, event: QEvent) -> bool:
        """Qt's: over a quotation, say how it stands to its source."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            offset = self._under(event.pos())
            here = None if offset is None else self.at(offset)
            words = "" if here is None else tip_of(here, offset or 0)
            QToolTip.showText(event.globalPos(), plain_tip(words), self.viewport())
            return True
        return bool(super().viewportEvent(event))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's: what can be done here, asked for by pointer or key."""
        point, where = event.pos(), event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            point = self.cursorRect().center()
            where = self.viewport().mapToGlobal(self.cursorRect().bottomLeft())
        self.menu_wanted.emit(self.at(self._near(point)), where)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Qt's: words alone, as they were typed."""
        cursor = self.textCursor()
        start = self.units.offset(cursor.selectionStart())
        end = self.units.offset(cursor.selectionEnd())
        data = QMimeData()
        data.setText(self.text[start:end])
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Qt's: words, passages and notes."""
        return source.hasText() or bool(dragging.passage_of(source) or dragging.notes_of(source))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Qt's: a passage or a note becomes a quotation, anything else is words alone. What was
        dropped is written on: in the text, letters typed after it would be commands."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        what = dragging.passage_of(source) or dragging.notes_of(source)
        if what:
            self.textCursor().removeSelectedText()
            self.sent.emit(what, self._between_words())
        elif source.hasText():
            self.insertPlainText(source.text())

    def _between_words(self) -> int:
        """Where the caret stands, or the nearer end of the word it is in: a hand that drops something
        aims at a place between words."""
        from closereader.text.segment import word_at

        word = word_at(self.text, self.caret)
        if not word.start < self.caret < word.end:
            return self.caret
        return min(word.start, word.end, key=lambda edge: abs(edge - self.caret))

    def add_keys_to(self, menu: QMenu) -> None:
        """The formats with their keys, in a menu."""
        self._keys.add_to(menu)

    def _near(self, point: QPoint) -> int:
        return self.units.offset(self.cursorForPosition(point).position())

    def _under(self, point: QPoint) -> int | None:
        """The code point under a point of the viewport, None beside the text."""
        scrolled = QPoint(0, self.verticalScrollBar().value())
        layout = self.document().documentLayout()
        position = layout.hitTest((point + scrolled).toPointF(), Qt.HitTestAccuracy.ExactHit)
        return None if position < 0 else self.units.offset(position)

    def _address_under(self, point: QPoint) -> Checked | None:
        offset = self._under(point)
        here = None if offset is None else self.at(offset)
        if here is None or here.address is None or here.source is None or offset is None:
            return None
        return here if here.address.start <= offset <= here.address.end else None

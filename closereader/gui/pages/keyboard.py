"""The keys on the pages: the caret goes from word to word and line to line, Shift selects, the others
scroll. The caret itself is the text's, so what is selected here is selected there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor

if TYPE_CHECKING:
    from closereader.gui.pages.view import PagesView

_KEY, _MOVE, _MODE = Qt.Key, QTextCursor.MoveOperation, QTextCursor.MoveMode
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_ROOM = 24
_BY_LETTERS = {
    (_KEY.Key_Left, False): _MOVE.PreviousCharacter,
    (_KEY.Key_Right, False): _MOVE.NextCharacter,
    (_KEY.Key_Left, True): _MOVE.PreviousWord,
    (_KEY.Key_Right, True): _MOVE.NextWord,
    (_KEY.Key_Up, True): _MOVE.PreviousBlock,
    (_KEY.Key_Down, True): _MOVE.NextBlock,
    (_KEY.Key_Home, True): _MOVE.Start,
    (_KEY.Key_End, True): _MOVE.End,
}


class PageKeys:
    """Of one view."""

    def __init__(self, view: PagesView) -> None:
        self._view = view
        # How far into its line the caret wants to stand, in points, while it goes up and down.
        self._goal: float | None = None

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; False if it asks for nothing here."""
        view, key = self._view, _KEY(event.key())
        if view.mouse.is_marking_area and view.area_keys.press(event):
            return True
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        keep, ctrl = bool(modifiers & _SHIFT), bool(modifiers & _CTRL)
        if modifiers & ~(_SHIFT | _CTRL):
            return False
        if key == _KEY.Key_Escape:
            self._escape()
            return True
        has_caret = (
            view.words is not None
            and view.text.positions is not None
            and (view.text.caret.is_on or keep)
        )
        done = has_caret and self._move_caret(key, keep=keep, ctrl=ctrl)
        if done:
            view.telling.moved(key, by_words=ctrl)
        if not done:
            done = view.scrolling.press(event)
        if done and keep and view.session.selection is not None:
            view.selected.emit(False)
        return done

    def put_caret(self, offset: int) -> None:
        """Let the caret stand before a code point; the view stays."""
        if self._view.text.positions is not None:
            self._goal = None
            self._view.text.put_caret(offset)

    def select(self, anchor: int, caret: int) -> None:
        """Select from one place to another, where the caret stands then."""
        text = self._view.text
        if text.positions is None:
            return
        cursor = text.textCursor()
        cursor.setPosition(text.positions.position(anchor))
        cursor.setPosition(text.positions.position(caret), _MODE.KeepAnchor)
        text.setTextCursor(cursor)

    def is_in_sight(self) -> bool:
        """Whether the caret can be seen."""
        box = self._view.caret.box()
        return box is not None and self._view.viewport().rect().intersects(box)

    def bring_into_sight(self) -> None:
        """Put the caret to the first words in sight, unless it is seen or something is selected."""
        view = self._view
        if not self.is_in_sight() and view.session.selection is None and view.words is not None:
            self.put_caret(view.first_in_sight())

    # Within

    def _escape(self) -> None:
        view = self._view
        if view.mouse.is_marking_area:
            view.mouse.mark_area(False)
        elif view.text.textCursor().hasSelection():
            view.text.clear_selection()
        else:
            view.session.choose_note(None)

    def _move_caret(self, key: Qt.Key, *, keep: bool, ctrl: bool) -> bool:
        view = self._view
        if (
            not keep
            and not self.is_in_sight()
            and key in (_KEY.Key_Left, _KEY.Key_Right, _KEY.Key_Up, _KEY.Key_Down)
        ):
            self.bring_into_sight()
            return True
        mode = _MODE.KeepAnchor if keep else _MODE.MoveAnchor
        cursor = view.text.textCursor()
        operation = _BY_LETTERS.get((key, ctrl))
        if operation is not None:
            self._goal = None
            cursor.movePosition(operation, mode)
            view.text.setTextCursor(cursor)
        elif key in (_KEY.Key_Up, _KEY.Key_Down):
            self._go_to_line(-1 if key == _KEY.Key_Up else 1, mode)
        elif key in (_KEY.Key_Home, _KEY.Key_End):
            self._go_in_line(mode, at_end=key == _KEY.Key_End)
        elif key in (_KEY.Key_PageUp, _KEY.Key_PageDown):
            self._go_a_page(-1 if key == _KEY.Key_PageUp else 1, mode)
            return True
        else:
            return False
        self._show_caret()
        return True

    def _go_to_line(self, by: int, mode: QTextCursor.MoveMode) -> None:
        view = self._view
        assert view.words is not None
        found = view.words.line_of(view.session.caret)
        if found is None:
            return
        page, line = found
        first = min(line.lefts)
        if self._goal is None:
            index = min(view.session.caret - line.start, len(line.lefts) - 1)
            self._goal = line.lefts[max(index, 0)] - first
        other = view.words.line_beside(page, line, by)
        if other is not None:
            goal = self._goal
            self._set(view.words.offset_on(other, min(other.lefts) + goal), mode)
            self._goal = goal

    def _go_in_line(self, mode: QTextCursor.MoveMode, *, at_end: bool) -> None:
        view = self._view
        assert view.words is not None
        found = view.words.line_of(view.session.caret)
        if found is not None:
            self._set(found[1].end if at_end else found[1].start, mode)

    def _go_a_page(self, by: int, mode: QTextCursor.MoveMode) -> None:
        view = self._view
        box = view.caret.box()
        room = view.viewport().rect()
        point = room.center() if box is None or not room.intersects(box) else box.center()
        view.scrolling.scroll(by, by_page=True)
        offset = view.mouse.offset_near(point)
        if offset is not None:
            self._set(offset, mode)

    def _set(self, offset: int, mode: QTextCursor.MoveMode) -> None:
        text = self._view.text
        assert text.positions is not None
        cursor = text.textCursor()
        cursor.setPosition(text.positions.position(offset), mode)
        text.setTextCursor(cursor)

    def _show_caret(self) -> None:
        view = self._view
        box = view.caret.box()
        if box is None:
            return
        if view.sheets.single is not None and view.words is not None:
            page = view.words.number_of(view.session.caret)
            if page != view.sheets.single:
                view.show_page(page)
                box = view.caret.box() or box
        bar, height = view.verticalScrollBar(), view.viewport().height()
        if box.top() < _ROOM:
            bar.setValue(bar.value() + box.top() - _ROOM)
        elif box.bottom() > height - _ROOM:
            bar.setValue(bar.value() + box.bottom() - height + _ROOM)
        across, width = view.horizontalScrollBar(), view.viewport().width()
        if not _ROOM <= box.left() <= width - _ROOM:
            across.setValue(across.value() + box.left() - width // 2)

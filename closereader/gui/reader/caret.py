"""The caret and the keys that move it: from row to row as they are seen, by pages, and never out of sight.

Qt counts a cell of a table, or a list's number, as a line of its own; here Down goes to what is
below. A reader who would rather scroll switches the caret off (F7): then the plain keys scroll.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor

if TYPE_CHECKING:
    from closereader.gui.reader.view import ReaderView

_KEY = Qt.Key
_KEYS = QKeySequence.StandardKey
_MOVING = frozenset(
    (_KEY.Key_Left, _KEY.Key_Right, _KEY.Key_Up, _KEY.Key_Down, _KEY.Key_PageUp, _KEY.Key_PageDown)
)
_DOWN = frozenset((_KEY.Key_Down, _KEY.Key_PageDown, _KEY.Key_Right, _KEY.Key_Space))
# So many rows up or down are tried before it is the first or the last one.
_REACH = 60


class Caret:
    """Of one view. `is_on`: plain keys move it; off: they scroll, and it is not drawn."""

    def __init__(self, view: ReaderView) -> None:
        self._view = view
        self._goal: float | None = None
        self.is_on = True

    def use(self, is_on: bool) -> None:
        """Switch it on, where the reader is, or off."""
        self.is_on = is_on
        self._view.layout_.shows_caret = is_on
        if is_on:
            self.bring_into_sight()
        self._view.viewport().update()

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; False if Qt should."""
        key, view = event.key(), self._view
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if view.positions is not None and self._leap(event):
            return True
        if view.positions is None or modifiers & ~Qt.KeyboardModifier.ShiftModifier:
            self._goal = None
            return False
        if key == _KEY.Key_Space:
            self._page(-1 if shift else 1, keep=False)
            return True
        if not self.is_on and not shift:
            self._goal = None
            return self._scroll(key)
        if key in _MOVING and not shift and not self.is_in_sight():
            # The reader scrolled on and goes on from what is seen.
            self._put_in_sight()
            return True
        if key in (_KEY.Key_Up, _KEY.Key_Down):
            self._row(-1 if key == _KEY.Key_Up else 1, keep=shift)
        elif key in (_KEY.Key_PageUp, _KEY.Key_PageDown):
            self._page(-1 if key == _KEY.Key_PageUp else 1, keep=shift)
        else:
            if key != _KEY.Key_Shift:
                self._goal = None
            return False
        return True

    def is_in_sight(self) -> bool:
        """Whether its row can be seen."""
        if not self._view.layout_.blocks:
            return True
        top = self._top(self._view.textCursor().position())
        value = self._view.verticalScrollBar().value()
        return value - 1 <= top <= value + self._view.viewport().height() - 8

    def bring_into_sight(self) -> None:
        """Put it where the reader is, unless it is seen; what is selected stays."""
        if not self.is_in_sight() and not self._view.textCursor().hasSelection():
            self._put_in_sight()

    # Within

    def _leap(self, event: QKeyEvent) -> bool:
        """To the beginning or the end of the text, where the key asks for it."""
        for shift, begin, end in (
            (False, _KEYS.MoveToStartOfDocument, _KEYS.MoveToEndOfDocument),
            (True, _KEYS.SelectStartOfDocument, _KEYS.SelectEndOfDocument),
        ):
            if event.matches(begin) or event.matches(end):
                self._goal = None
                last = self._view.document().characterCount() - 1
                self._move(0 if event.matches(begin) else last, keep=shift)
                return True
        return False

    def _put_in_sight(self) -> None:
        view = self._view
        y = view.verticalScrollBar().value() + view.layout_.style.line_px
        self._move(self._at(view.layout_.left, y), keep=False)

    def _row(self, by: int, *, keep: bool) -> None:
        layout = self._view.layout_
        here = self._view.textCursor().position()
        top = self._top(here)
        goal = self._goal = self._x(here) if self._goal is None else self._goal
        step = layout.style.line_px / 3
        y = top + self._pitch(here) + 1 if by > 0 else top - step
        for _try in range(_REACH):
            position = self._at(layout.left + goal, y)
            moved = self._top(position) - top
            if moved * by > 0.5:
                self._move(position, keep=keep)
                return
            y += step * by
            if not 0 <= y <= layout.documentSize().height():
                break
        last = self._view.document().characterCount() - 1
        self._move(last if by > 0 else 0, keep=keep)

    def _page(self, by: int, *, keep: bool) -> None:
        view = self._view
        bar = view.verticalScrollBar()
        page = view.viewport().height() - 2 * view.layout_.style.line_px
        if not self.is_on and not keep:
            bar.setValue(bar.value() + by * page)
            return
        here = view.textCursor().position()
        goal = self._goal = self._x(here) if self._goal is None else self._goal
        # Where the caret is out of sight, a page counts from what is seen.
        top = self._top(here) if self.is_in_sight() or keep else bar.value() + 1.0
        before = bar.value()
        view.settle_at(before + by * page)
        bar.setValue(before + by * page)
        if bar.value() == before:
            top += by * page
        else:
            top += bar.value() - before
        if top < view.layout_.top(0):
            position = 0
        elif top > view.layout_.bottom(len(view.layout_.blocks) - 1):
            position = view.document().characterCount() - 1
        else:
            position = self._at(view.layout_.left + goal, top + self._pitch(here) / 2)
        self._move(position, keep=keep)

    def _scroll(self, key: int) -> bool:
        bar = self._view.verticalScrollBar()
        line = self._view.layout_.style.line_px
        page = self._view.viewport().height() - 2 * line
        steps = {
            _KEY.Key_Up: -2 * line,
            _KEY.Key_Down: 2 * line,
            _KEY.Key_PageUp: -page,
            _KEY.Key_PageDown: page,
            _KEY.Key_Home: -bar.maximum(),
            _KEY.Key_End: bar.maximum(),
            _KEY.Key_Left: 0,
            _KEY.Key_Right: 0,
        }
        if key not in steps:
            return False
        bar.setValue(bar.value() + steps[_KEY(key)])
        return True

    def _move(self, position: int, *, keep: bool) -> None:
        cursor = self._view.textCursor()
        mode = QTextCursor.MoveMode.KeepAnchor if keep else QTextCursor.MoveMode.MoveAnchor
        cursor.setPosition(position, mode)
        goal = self._goal
        self._view.setTextCursor(cursor)
        self._view.ensureCursorVisible()
        self._show_margin(position)
        self._goal = goal

    def _show_margin(self, position: int) -> None:
        """In the first row, what is above it is seen too, and in the last what is below."""
        layout, bar = self._view.layout_, self._view.verticalScrollBar()
        if not layout.blocks:
            return
        top = self._top(position)
        if top <= self._top(0) + 1:
            bar.setValue(0)
        elif top >= self._top(self._view.document().characterCount() - 1) - 1:
            bar.setValue(bar.maximum())

    def _at(self, x: float, y: float) -> int:
        """The position nearest to a point, on the row that is there: the end of a row that was
        broken is the beginning of the next, so it is the place before its last letter."""
        layout = self._view.layout_
        number = layout.number_at(y)
        line = layout.line_at(number, x - layout.left, y - layout.text_top(number))
        block = self._view.document().findBlockByNumber(number)
        if line is None:
            return block.position()
        position = layout.position_at(number, line, x - layout.left)
        end = line.textStart() + line.textLength()
        if position >= end > line.textStart() and end < block.length() - 1:
            position = block.layout().previousCursorPosition(end)
        return block.position() + position

    def _top(self, position: int) -> float:
        block = self._view.document().findBlock(position)
        return self._view.layout_.line_top(block.blockNumber(), position - block.position())

    def _pitch(self, position: int) -> float:
        return self._view.layout_.line_pitch(
            self._view.document().findBlock(position).blockNumber()
        )

    def _x(self, position: int) -> float:
        block = self._view.document().findBlock(position)
        return self._view.layout_.caret_x(block.blockNumber(), position - block.position())

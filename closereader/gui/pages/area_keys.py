"""Marking an area by keys: arrows move the frame, Shift and an arrow pull its lower right corner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent

from closereader.gui.pages.area_drag import kept
from closereader.model.area import Area, Rect

if TYPE_CHECKING:
    from closereader.gui.pages.view import PagesView
    from closereader.model.annotation import Annotation

_KEY = Qt.Key
_ARROWS = {
    _KEY.Key_Left: (-1, 0),
    _KEY.Key_Right: (1, 0),
    _KEY.Key_Up: (0, -1),
    _KEY.Key_Down: (0, 1),
}
_ENTER = (_KEY.Key_Return, _KEY.Key_Enter)
# Points of a step, and of a fine one with Ctrl; the least extent of a frame.
_STEP, _FINE, _LEAST = 9.0, 1.0, 12.0
# A new frame takes this much of what is in sight of its page.
_WIDE, _HIGH = 0.4, 0.25
_ROOM = 20.0


class AreaKeys:
    """Of one view; asked while an area is being marked. The frame is of the chosen area, where one is in
    sight, else a new one in the middle."""

    def __init__(self, view: PagesView) -> None:
        self._view = view
        self._note: Annotation | None = None
        self._area: Area | None = None

    def forget(self) -> None:
        """The frame is given up, or the mouse takes over."""
        if self._area is not None:
            self._view.marks.area = None
            self._view.repaint_marks()
        self._note = self._area = None

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key is one of these: an arrow, or Enter."""
        key, has_alt = _KEY(event.key()), event.modifiers() & Qt.KeyboardModifier.AltModifier
        return not has_alt and (key in _ARROWS or key in _ENTER)

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; False for any that is not wanted."""
        key = _KEY(event.key())
        if not self.wants(event):
            return False
        if key in _ENTER:
            if self._area is None:
                self._begin()
            else:
                self._keep()
            return True
        if self._area is None and self._begin():
            # The first press only shows a new frame: where it is must be seen before it goes.
            return True
        if self._area is not None:
            modifiers = event.modifiers()
            is_fine = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
            step = self._view.sheets.scale_of(self._area.page) * (_FINE if is_fine else _STEP)
            across, down = (by * step for by in _ARROWS[key])
            self._change(
                across, down, is_pulled=bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            )
        return True

    # Within

    def _begin(self) -> bool:
        """Take the chosen area; True where a new frame is shown instead."""
        view = self._view
        note = view.session.annotations.get(view.session.chosen_note)
        if note is not None and note.area is not None and note.area.page in view.in_sight():
            self._note, self._area = note, note.area
            return False
        box = view.sheets.rect(view.page)
        seen = box.intersected(QRectF(view.viewport().rect()).translated(view.shift))
        if not seen.isEmpty():
            frame = QRectF(0, 0, seen.width() * _WIDE, seen.height() * _HIGH)
            frame.moveCenter(seen.center())
            self._show(view.page, frame)
        return True

    def _change(self, across: float, down: float, *, is_pulled: bool) -> None:
        assert self._area is not None
        sheets, page = self._view.sheets, self._area.page
        frame, sheet = sheets.shown(page, self._area.rect), sheets.rect(page)
        if is_pulled:
            least = _LEAST * sheets.scale_of(page)
            frame.setRight(min(max(frame.right() + across, frame.left() + least), sheet.right()))
            frame.setBottom(min(max(frame.bottom() + down, frame.top() + least), sheet.bottom()))
        else:
            across = min(max(across, sheet.left() - frame.left()), sheet.right() - frame.right())
            down = min(max(down, sheet.top() - frame.top()), sheet.bottom() - frame.bottom())
            frame.translate(across, down)
        self._show(page, frame)

    def _show(self, page: int, frame: QRectF) -> None:
        """`frame`: in the document."""
        view = self._view
        one = view.sheets.within(page, *view.sheets.on_page(page, frame.topLeft()))
        other = view.sheets.within(page, *view.sheets.on_page(page, frame.bottomRight()))
        (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
        self._area = Area(page, Rect(left, top, right, bottom))
        view.marks.area = (self._note, self._area)
        bar, room = view.verticalScrollBar(), view.viewport().height()
        if frame.top() < bar.value():
            bar.setValue(round(frame.top() - _ROOM))
        elif frame.bottom() > bar.value() + room:
            bar.setValue(round(min(frame.bottom() + _ROOM - room, frame.top() - _ROOM)))
        view.repaint_marks()

    def _keep(self) -> None:
        note, area = self._note, self._area
        assert area is not None
        self._view.mouse.mark_area(False)
        kept(self._view, note, area)

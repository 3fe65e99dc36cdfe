"""Scrolling and turning pages by wheel and key, as in any reader of PDFs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent

if TYPE_CHECKING:
    from closereader.gui.pages.sheets_view import SheetsView

# What a wheel tells for one of its notches.
_NOTCH = 120
_KEY = Qt.Key
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_ROOM, _STEP = 24, 80


class PageScrolling:
    """Of one view."""

    def __init__(self, view: SheetsView) -> None:
        self._view = view
        self._turned = 0

    def wheel(self, event: QWheelEvent) -> bool:
        """The wheel was turned: whether that zooms, or shows another page where one is shown at a time."""
        view, by = self._view, event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if by:
                view.zoom(by / (2 * _NOTCH), event.position().toPoint())
            return True
        bar = view.verticalScrollBar()
        if view.sheets.single is None or bar.value() != (bar.maximum() if by < 0 else 0):
            self._turned = 0
            return False
        # Fine wheels and touch pads come in many small steps: a page is turned by a whole one.
        self._turned = by if self._turned * by < 0 else self._turned + by
        if abs(self._turned) >= _NOTCH:
            self._turned = 0
            self.turn_page(1 if by < 0 else -1)
        return True

    def press(self, event: QKeyEvent) -> bool:
        """Scroll as a key asks for; False if it does not."""
        key = _KEY(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers & ~(_SHIFT | _CTRL):
            return False
        if key == _KEY.Key_Space:
            self.scroll(-1 if modifiers & _SHIFT else 1, by_page=True)
            return True
        return self._press(key)

    def turn_page(self, by: int) -> None:
        """Show another page from its top, or, going back in a view of single pages, at its end."""
        view = self._view
        page = min(max(view.page + by, 0), max(len(view.sheets) - 1, 0))
        if page == view.page and view.sheets.single is not None:
            return
        view.show_page(page)
        if by < 0 and view.sheets.single is not None:
            view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())

    def scroll(self, by: int, *, by_page: bool) -> None:
        """Go on by a screen, or a step; where one page is shown at a time, at its end to the next."""
        view, bar = self._view, self._view.verticalScrollBar()
        if view.sheets.single is not None and bar.value() == (bar.maximum() if by > 0 else 0):
            self.turn_page(by)
            return
        step = view.viewport().height() - 2 * _ROOM if by_page else _STEP
        bar.setValue(bar.value() + by * step)

    # Within

    def _press(self, key: Qt.Key) -> bool:
        view = self._view
        bar, across = view.verticalScrollBar(), view.horizontalScrollBar()
        match key:
            case _KEY.Key_PageUp | _KEY.Key_PageDown:
                self.scroll(-1 if key == _KEY.Key_PageUp else 1, by_page=True)
            case _KEY.Key_Up | _KEY.Key_Down:
                self.scroll(-1 if key == _KEY.Key_Up else 1, by_page=False)
            case _KEY.Key_Left | _KEY.Key_Right:
                by = -1 if key == _KEY.Key_Left else 1
                if across.maximum():
                    across.setValue(across.value() + by * _STEP)
                else:
                    self.turn_page(by)
            case _KEY.Key_Home:
                view.show_page(0)
                bar.setValue(0)
            case _KEY.Key_End:
                view.show_page(len(view.sheets) - 1)
                bar.setValue(bar.maximum())
            case _:
                return False
        return True

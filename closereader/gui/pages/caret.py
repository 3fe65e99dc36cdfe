"""The caret on the pages: where it is seen, and drawing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter

if TYPE_CHECKING:
    from closereader.gui.pages.view import PagesView

_WIDTH = 1


class PageCaret:
    """Of one view. The caret is the text's; this is where it stands on the page."""

    def __init__(self, view: PagesView) -> None:
        self._view = view

    def box(self) -> QRect | None:
        """Where the caret is in the viewport, though it may be out of sight."""
        view = self._view
        if view.words is None:
            return None
        offset = view.session.caret
        at_end = False
        found = view.words.line_of(offset)
        if found is None:
            return None
        page, line = found
        if not line.start <= offset < line.end:
            offset, at_end = offset - 1, True
        rect = line.rect(offset, offset + 1)
        if rect is None:
            return None
        box = view.sheets.shown(page, rect).translated(-view.shift)
        if view.sheets.turn % 2 == (0 if line.is_level else 1):
            x = box.right() if at_end else box.left()
            return QRect(round(x), round(box.top()), _WIDTH, round(box.height()))
        y = box.bottom() if at_end else box.top()
        return QRect(round(box.left()), round(y), round(box.width()), _WIDTH)

    def paint(self, painter: QPainter) -> None:
        """Draw it, while it is shown."""
        view = self._view
        if not (view.text.caret.is_on and view.hasFocus()) or view.session.selection is not None:
            return
        box = self.box()
        if box is not None:
            painter.fillRect(QRectF(box).translated(view.shift), view.marks.theme.caret)

"""Sets the paragraphs just below the view between two pictures, so that scrolling to them costs no more
than drawing them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage, QPainter

if TYPE_CHECKING:
    from closereader.gui.reader.view import ReaderView

# Some turns of the wheel, in pixels.
_AHEAD = 320.0
# A screen shows a picture every 7 to 16 ms: this is after the one and before the next.
_AFTER_MS = 4


class ReadAhead(QObject):
    """Of one view. Heights above the view are left alone: they would move what is in sight."""

    def __init__(self, view: ReaderView) -> None:
        super().__init__(view)
        self._view = view
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self._timer.timeout.connect(self._prepare)

    def start(self) -> None:
        """A picture was drawn."""
        if not self._timer.isActive():
            self._timer.start()

    def _prepare(self) -> None:
        view = self._view
        layout = view.layout_
        if view.positions is None or not layout.blocks:
            return
        bottom = float(view.verticalScrollBar().value() + view.viewport().height())
        number = layout.number_at(bottom) + 1
        # Where marks and names lie is found when they are drawn: on next to nothing, here.
        nothing = QImage(1, 1, QImage.Format.Format_RGB32)
        painter = QPainter(nothing)
        while number < len(layout.blocks) and layout.top(number) < bottom + _AHEAD:
            layout.lay(number)
            view.overlay.paint_behind(painter, number)
            view.overlay.paint_over(painter, number)
            number += 1
        painter.end()

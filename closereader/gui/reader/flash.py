"""A short light on the passage that was just gone to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QVariantAnimation

if TYPE_CHECKING:
    from closereader.gui.reader.view import ReaderView
    from closereader.model.span import Span

_MS = 900


class Flash(QVariantAnimation):
    """Fades from full to nothing; only the lit passage is drawn anew meanwhile."""

    def __init__(self, view: ReaderView) -> None:
        super().__init__(view)
        self._view = view
        self.setDuration(_MS)
        self.setStartValue(1.0)
        self.setEndValue(0.0)
        self.valueChanged.connect(self._draw)

    def light(self, span: Span) -> None:
        """Light this passage, and no other any more."""
        self.stop()
        self._view.overlay.flash = span
        self.start()

    def put_out(self) -> None:
        """End it at once."""
        self.stop()
        self._view.overlay.flash = None

    def _draw(self, strength: float) -> None:
        overlay, viewport = self._view.overlay, self._view.viewport()
        overlay.flash_strength = strength
        if overlay.flash is None:
            return
        shift = -float(self._view.verticalScrollBar().value())
        for rect in overlay.span_rects(overlay.flash):
            box = rect.translated(0, shift).toAlignedRect()
            viewport.update(box.adjusted(-2, -2, 2, 2))
        if strength <= 0:
            overlay.flash = None

"""The reading as reflowed text: what the pane asks of `ReaderView`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect

from closereader.gui.reader.shown import Stand
from closereader.model.page_place import TEXT

if TYPE_CHECKING:
    from closereader.gui.reader.view import ReaderView
    from closereader.model.span import Span


class AsText:
    """See `Shown`."""

    name = TEXT

    def __init__(self, view: ReaderView) -> None:
        self.area = view
        self._view = view

    @property
    def is_holding(self) -> bool:
        """See `Shown`."""
        return self._view.is_holding

    def place(self) -> Stand:
        """See `Shown`."""
        return Stand(*self._view.place())

    def show_place(self, place: Stand) -> None:
        """See `Shown`."""
        self._view.show_place((place.offset, place.below))

    def show_at_top(self, offset: int) -> None:
        """See `Shown`."""
        self._view.show_offset_at_top(offset)

    def go_to(self, span: Span, *, flash: bool, at_top: bool = False) -> None:
        """See `Shown`."""
        self._view.go_to(span, flash=flash, at_top=at_top)

    def is_caret_in_sight(self) -> bool:
        """See `Shown`."""
        return self._view.caret.is_in_sight()

    def bring_caret_into_sight(self) -> None:
        """See `Shown`."""
        self._view.caret.bring_into_sight()

    def repaint(self) -> None:
        """See `Shown`."""
        self._view.repaint_marks()

    def rects(self, span: Span) -> list[QRect]:
        """See `Shown`."""
        view = self._view
        top = float(view.verticalScrollBar().value())
        found = view.overlay.rects_between(span, top, top + view.viewport().height())
        return [rect.translated(0, -top).toAlignedRect() for rect in found]

    def caret_box(self) -> QRect:
        """See `Shown`."""
        return self._view.cursorRect()

    def column(self) -> QRect:
        """See `Shown`."""
        layout, room = self._view.layout_, self._view.viewport().rect()
        return QRect(round(layout.left), room.top(), round(layout.column), room.height())

    def extent(self) -> tuple[float, float, float]:
        """See `Shown`."""
        top = float(self._view.verticalScrollBar().value())
        height = self._view.viewport().height()
        return top, top + height, self._view.layout_.documentSize().height()

    def heights(self) -> Callable[[int], float]:
        """See `Shown`."""
        layout, positions = self._view.layout_, self._view.positions
        tops, blocks = layout.tops(), layout.blocks

        @cache
        def height(offset: int) -> float:
            if positions is None or not blocks:
                return 0.0
            index = min(positions.block_index(offset), len(blocks) - 1)
            block = blocks[index]
            share = (offset - block.start) / max(block.end - block.start, 1)
            return float(tops[index] + share * (tops[index + 1] - tops[index]))

        return height

    def offset_at(self, height: float) -> int:
        """See `Shown`."""
        layout = self._view.layout_
        return layout.blocks[layout.number_at(height)].start if layout.blocks else 0

    def centre_on(self, height: float) -> None:
        """See `Shown`."""
        self._view.centre_on(height)

    def zoom(self, by: int) -> bool:
        """See `Shown`."""
        return False

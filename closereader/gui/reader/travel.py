"""Going from place to place in one reading: jumps, the way back, and which place counts as here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from closereader.model.document import BlockKind

if TYPE_CHECKING:
    from closereader.gui.reader.view import ReaderView
    from closereader.model.span import Span

# Jumps over fewer characters than these are not worth a way back.
_FAR = 400


class _Stop(NamedTuple):
    """What was at the top of the view, as `ReaderView.place` tells it, and the caret, if it was seen."""

    top: tuple[int, float]
    caret: int | None


class Travel:
    """Of one view."""

    def __init__(self, view: ReaderView) -> None:
        self._view = view
        self._back: list[_Stop] = []
        self._forward: list[_Stop] = []
        # What was gone to, as long as the view stands where that put it.
        self._went_to: int | None = None

    @property
    def place(self) -> int:
        """The code point the reader is at: what was gone to, though it may stand a third down or,
        near the end, lower still; once the text was scrolled, the first in sight."""
        return self._view.place()[0] if self._went_to is None else self._went_to

    def forget(self) -> None:
        """Another reading is open."""
        self._back.clear()
        self._forward.clear()
        self._went_to = None

    def scrolled(self) -> None:
        """The reader scrolled."""
        self._went_to = None

    def go_to(self, span: Span, *, flash: bool) -> None:
        """Show a passage; a heading at the top, so that its section is what is seen."""
        here = self._here()
        self._view.go_to(span, flash=flash, at_top=self._is_heading(span))
        self._went_to = span.start
        if abs(self._view.place()[0] - here.top[0]) > _FAR:
            self._back.append(here)
            self._forward.clear()

    def go_back(self) -> None:
        """Return to where the last jump began, the caret too."""
        if self._back:
            self._forward.append(self._here())
            self._return_to(self._back.pop())

    def go_forward(self) -> None:
        """Undo `go_back`."""
        if self._forward:
            self._back.append(self._here())
            self._return_to(self._forward.pop())

    # Within

    def _here(self) -> _Stop:
        view = self._view
        return _Stop(view.place(), view.session.caret if view.caret.is_in_sight() else None)

    def _return_to(self, stop: _Stop) -> None:
        view = self._view
        if stop.caret is not None:
            view.put_caret(stop.caret)
        view.show_place(stop.top)
        view.caret.bring_into_sight()
        self._went_to = None

    def _is_heading(self, span: Span) -> bool:
        positions = self._view.positions
        if positions is None or not positions.blocks:
            return False
        block = positions.blocks[positions.block_index(span.start)]
        return block.kind is BlockKind.HEADING and block.start == span.start

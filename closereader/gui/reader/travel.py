"""Going from place to place in one reading: jumps, the way back, and which place counts as here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from closereader.model.document import BlockKind

if TYPE_CHECKING:
    from closereader.gui.reader.shown import Stand
    from closereader.gui.reader.views import Views
    from closereader.model.span import Span

# Jumps over fewer characters than these are not worth a way back.
_FAR = 400


class _Stop(NamedTuple):
    """Where the view stood, and the caret, if it was seen."""

    top: Stand
    caret: int | None


class Travel:
    """Of one pane, whichever of its views is shown."""

    def __init__(self, views: Views) -> None:
        self._views = views
        self._back: list[_Stop] = []
        self._forward: list[_Stop] = []
        # What was gone to, as long as the view stands where that put it.
        self._went_to: int | None = None

    @property
    def place(self) -> int:
        """The code point the reader is at: what was gone to, though it may stand a third down or,
        near the end, lower still; once the text was scrolled, the first in sight."""
        return self._views.shown.place().offset if self._went_to is None else self._went_to

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
        self._views.shown.go_to(span, flash=flash, at_top=self._is_heading(span))
        self._went_to = span.start
        there = self._views.shown.place()
        if abs(there.offset - here.top.offset) > _FAR or _page(there) != _page(here.top):
            self._back.append(here)
            self._forward.clear()

    def leave(self) -> None:
        """Another place is gone to, in whatever way: there is a way back to this one."""
        self._back.append(self._here())
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
        shown, session = self._views.shown, self._views.session
        return _Stop(shown.place(), session.caret if shown.is_caret_in_sight() else None)

    def _return_to(self, stop: _Stop) -> None:
        shown = self._views.shown
        if stop.caret is not None:
            self._views.text.put_caret(stop.caret)
        shown.show_place(stop.top)
        shown.bring_caret_into_sight()
        self._went_to = None

    def _is_heading(self, span: Span) -> bool:
        positions = self._views.text.positions
        if positions is None or not positions.blocks:
            return False
        block = positions.blocks[positions.block_index(span.start)]
        return block.kind is BlockKind.HEADING and block.start == span.start


def _page(stand: Stand) -> int:
    return stand.at.page if stand.at is not None else 0

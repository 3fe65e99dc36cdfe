"""What the reader pane asks of a view of the reading, be it the text or its own pages.

Offsets are code points of the canonical text; heights are pixels of all that can be scrolled through.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractScrollArea

from closereader.model.page_place import PagePlace
from closereader.model.span import Span


class Stand(NamedTuple):
    """Where a view stands: the code point at its top, and how many pixels its line begins below the edge.
    Of pages also what is at the edge, since a page need not have words."""

    offset: int
    below: float
    at: PagePlace | None = None


class Shown(Protocol):
    """One way to look at the reading that is open."""

    name: str

    @property
    def area(self) -> QAbstractScrollArea:
        """The widget that scrolls."""

    @property
    def is_holding(self) -> bool:
        """Whether it scrolls only so that nothing moves on the screen."""

    def place(self) -> Stand:
        """Where it stands."""

    def show_place(self, place: Stand) -> None:
        """Scroll so that it stands there again; a place of the other view by its code point."""

    def show_at_top(self, offset: int) -> None:
        """Scroll so that the line of a code point is the first."""

    def go_to(self, span: Span, *, flash: bool, at_top: bool = False) -> None:
        """Show a passage (at the top, or a third down unless it is in sight); the caret goes there."""

    def is_caret_in_sight(self) -> bool:
        """Whether the caret can be seen."""

    def bring_caret_into_sight(self) -> None:
        """Put the caret where the reader is, unless it is seen; what is selected stays."""

    def repaint(self) -> None:
        """Draw the marks anew."""

    def rects(self, span: Span) -> list[QRect]:
        """The boxes of a passage in the viewport, as far as they can be in sight."""

    def caret_box(self) -> QRect:
        """Where the caret is in the viewport."""

    def column(self) -> QRect:
        """The room that words take in the viewport, as wide as they and as high as it."""

    def extent(self) -> tuple[float, float, float]:
        """The heights at which the view begins and ends, and the height of everything."""

    def heights(self) -> Callable[[int], float]:
        """At what height a code point stands."""

    def offset_at(self, height: float) -> int:
        """The code point of the first words at a height."""

    def centre_on(self, height: float) -> None:
        """Scroll so that a height is in the middle."""

    def zoom(self, by: int) -> bool:
        """Show everything larger, smaller, or (0) as usual; False where that is not the view's to do."""

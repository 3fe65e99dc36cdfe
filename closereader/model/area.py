"""Rectangles on a page of the source, and the area of one that an annotation marks."""

from dataclasses import dataclass
from typing import NamedTuple


class Rect(NamedTuple):
    """In points (1/72 inch) from the top left corner of the page as it is shown: turned as its file
    says and cut to its crop box. `top` is above `bottom`, so the smaller number."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right, in points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom, in points."""
        return self.bottom - self.top

    def united(self, other: "Rect") -> "Rect":
        """The smallest one that holds both."""
        return Rect(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a page: `page` counts from 0. Raises ValueError for one without any extent."""

    page: int
    rect: Rect

    def __post_init__(self) -> None:
        rect = self.rect
        if self.page < 0 or not (rect.left < rect.right and rect.top < rect.bottom):
            raise ValueError(f"not an area: {self}")

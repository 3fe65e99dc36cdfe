"""How native annotations look: content streams, in the page's own space."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeAlias

Rgb: TypeAlias = tuple[float, float, float]
Box: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right, top."""
Corners: TypeAlias = tuple[float, float, float, float, float, float, float, float]
"""Of one line of a passage: its top left, top right, bottom left and bottom right as it is read, which
on a turned page stand elsewhere."""

ICON = 7.2
"""How wide and high the sign of a note without a passage is, in points."""
FRAME = 1.5
"""How thick the frame of an area is, in points."""


def upright(left: float, bottom: float, right: float, top: float) -> Corners:
    """The corners of a line that is written from left to right on a page that is not turned."""
    return (left, top, right, top, left, bottom, right, bottom)


def box_round(quads: Sequence[Corners]) -> Box:
    """The box that holds all of them."""
    xs = [x for quad in quads for x in quad[0::2]]
    ys = [y for quad in quads for y in quad[1::2]]
    return min(xs), min(ys), max(xs), max(ys)


def number(value: float) -> Decimal:
    """The number as it is written, to a thousandth of a point."""
    return Decimal(written(value))


def written(value: float) -> str:
    """The same as text."""
    shown = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def tint(quads: Sequence[Corners], colour: Rgb) -> str:
    """The ground of the lines."""
    return _colour(colour, "rg") + " ".join(map(_filled, quads)) + " f"


def underline(quads: Sequence[Corners], colour: Rgb) -> str:
    """A line below each."""
    return _stroked(quads, colour, 0.09)


def strike(quads: Sequence[Corners], colour: Rgb) -> str:
    """A line through each."""
    return _stroked(quads, colour, 0.45)


def frame(box: Box, colour: Rgb) -> str:
    """A frame just within the box."""
    left, bottom, right, top = box
    half = FRAME / 2
    size = f"{right - left - FRAME:.2f} {top - bottom - FRAME:.2f}"
    return _colour(colour, "RG") + f"{FRAME} w {left + half:.2f} {bottom + half:.2f} {size} re S"


def icon(colour: Rgb) -> str:
    """A small sheet with three lines of writing, ICON wide and high from the origin."""
    written = " ".join(
        f"1.6 {ICON - down:.2f} m {ICON - right:.2f} {ICON - down:.2f} l S"
        for down, right in ((2.0, 1.6), (3.6, 1.6), (5.2, 3.2))
    )
    return _colour(colour, "rg") + f"0 0 {ICON} {ICON} re f 0.14 0.13 0.11 RG 0.5 w {written}"


def _filled(quad: Corners) -> str:
    x0, y1, x1, y2, x2, y0, x3, y3 = quad
    if x0 == x2 and x1 == x3 and y0 == y3 and y1 == y2:
        return f"{x0:.2f} {y0:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re"
    corners = ((x0, y1), (x1, y2), (x3, y3), (x2, y0))
    return " ".join(f"{x:.2f} {y:.2f} {'l' if at else 'm'}" for at, (x, y) in enumerate(corners))


def _stroked(quads: Sequence[Corners], colour: Rgb, rise: float) -> str:
    """`rise`: how far above the lower edge, as a share of the height."""
    lines = []
    for x0, y0, x1, y1, x2, y2, x3, y3 in quads:
        left = (x2 + rise * (x0 - x2), y2 + rise * (y0 - y2))
        right = (x3 + rise * (x1 - x3), y3 + rise * (y1 - y3))
        lines.append(f"{left[0]:.2f} {left[1]:.2f} m {right[0]:.2f} {right[1]:.2f} l S")
    return _colour(colour, "RG") + "1.1 w " + " ".join(lines)


def _colour(colour: Rgb, operator: str) -> str:
    return " ".join(f"{part:.4g}" for part in colour) + f" {operator} "

"""Where on a line its characters stand, in text that runs to the right, to the left, or both."""

from PySide6.QtGui import QTextLine

from closereader.text.utf16 import Utf16Map

# Pixels.
_LEAST = 2.0


def is_mixed(text: str) -> bool:
    """Whether a line may run from right to left anywhere: by the blocks of Unicode whose letters do."""
    if text.isascii():
        return False
    return any(
        "\u0590" <= c <= "\u08ff"
        or c == "\u200f"
        or "\u202a" <= c <= "\u202e"
        or "\u2066" <= c <= "\u2069"
        or "\ufb1d" <= c <= "\ufefc"
        or "\U00010800" <= c <= "\U00010fff"
        or "\U0001e800" <= c <= "\U0001efff"
        for c in text
    )


def stretches(line: QTextLine, a: int, b: int, units: Utf16Map | None) -> list[tuple[float, float]]:
    """Left and right of what stands between two positions of a line, in the block's coordinates.
    `units`: of the block's text, where directions mix in it; None where all runs to the right."""
    if units is None:
        return [_wide_enough(x_of(line, a), x_of(line, b))]
    found: list[tuple[float, float]] = []
    for offset in range(units.offset(a), units.offset(b)):
        position = units.position(offset)
        low, high = sorted((x_of(line, position), x_of(line, position, QTextLine.Edge.Trailing)))
        if high <= low:
            low, high = _drawn(line, position, units.position(offset + 1))
        if high <= low:
            continue
        if found and abs(found[-1][1] - low) < 0.6:
            found[-1] = (found[-1][0], high)
        elif found and abs(found[-1][0] - high) < 0.6:
            found[-1] = (low, found[-1][1])
        else:
            found.append((low, high))
    if not found:
        x = x_of(line, a)
        found = [_wide_enough(x, x)]
    return found


def _wide_enough(low: float, high: float) -> tuple[float, float]:
    """A mark that stands on another letter, such as a lone accent, has no width of its own: what
    is drawn for it is seen all the same."""
    return (low, high) if high - low >= _LEAST else (low - _LEAST / 2, low + _LEAST / 2)


def _drawn(line: QTextLine, a: int, b: int) -> tuple[float, float]:
    """Where the letters themselves are: at the border of two directions both edges of a letter can
    be one place of the caret."""
    boxes = [run.boundingRect() for run in line.glyphRuns(a, b - a)]
    boxes = [box for box in boxes if box.width() > 0]
    if not boxes:
        return 0.0, 0.0
    return min(box.left() for box in boxes), max(box.right() for box in boxes)


def x_of(line: QTextLine, position: int, edge: QTextLine.Edge = QTextLine.Edge.Leading) -> float:
    """Where the caret stands at a position of a line, in the block's coordinates."""
    result: object = line.cursorToX(position, edge)
    # The binding hands back (x, position) where C++ has an in-out parameter.
    first = result[0] if isinstance(result, tuple) else result
    assert isinstance(first, float | int)
    return float(first)

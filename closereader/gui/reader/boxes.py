"""Where on a line its characters stand, in text that runs to the right, to the left, or both."""

import re
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextLayout, QTextLine

from closereader.text.utf16 import Utf16Map

# Pixels.
_LEAST = 2.0


# The blocks of Unicode whose letters run to the left, and the marks that turn a line.
_TURNS = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


class Boxes:
    """Where passages of one block are, as they were asked for, in the document's coordinates."""

    def __init__(self, text: str) -> None:
        """`text`: the block's characters."""
        self._text = text
        self._units = Utf16Map(text)
        self._mixed = is_mixed(text)
        self._origin = QPointF()
        self._known: dict[tuple[int, int], list[QRectF]] = {}

    def move_to(self, left: float, top: float) -> None:
        """The block's column and first line begin there now."""
        dx, dy = left - self._origin.x(), top - self._origin.y()
        if dx or dy:
            self._origin = QPointF(left, top)
            for boxes in self._known.values():
                for box in boxes:
                    box.translate(dx, dy)

    def get(self, first: int, last: int) -> list[QRectF] | None:
        """The boxes between two UTF-16 positions of the block, if they were found before."""
        return self._known.get((first, last))

    def find(
        self,
        layout: QTextLayout,
        first: int,
        last: int,
        band: Callable[[QTextLine], tuple[float, float]],
    ) -> list[QRectF]:
        """Find them; `band` says top and height of what a mark fills on a line."""
        boxes: list[QRectF] = []
        x, y = self._origin.x(), self._origin.y()
        begun = layout.lineForTextPosition(first)
        for index in range(begun.lineNumber() if begun.isValid() else 0, layout.lineCount()):
            line = layout.lineAt(index)
            start, end = line.textStart(), line.textStart() + line.textLength()
            if start >= last:
                break
            a, b = max(first, start), min(last, end)
            # The space a line breaks at hangs beyond the column.
            if b == end:
                while b > a and self._text[self._units.offset(b - 1)].isspace():
                    b -= 1
            if a >= b:
                continue
            top, height = band(line)
            for low, high in stretches(line, a, b, self._units if self._mixed else None):
                boxes.append(QRectF(x + low, y + top, high - low, height))
        self._known[first, last] = boxes
        return boxes


def is_mixed(text: str) -> bool:
    """Whether a line may run from right to left anywhere: by the blocks of Unicode whose letters do."""
    return not text.isascii() and _TURNS.search(text) is not None


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

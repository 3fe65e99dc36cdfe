"""Where on a line its characters stand, in text that runs to the right, to the left, or both."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextLayout, QTextLine

from closereader.text.scripts import runs_left
from closereader.text.utf16 import Utf16Map

# Pixels. What is no further apart is one stretch.
_LEAST = 2.0
_TOUCHING = 0.6
_HAIR = 0.01

Band = Callable[[QTextLine], tuple[float, float]]


class Edge(NamedTuple):
    """Where a passage begins or ends: the caret's place there, top and height of the band, and
    whether what lies outside the passage is at the right."""

    x: float
    top: float
    height: float
    is_right: bool

    def moved(self, dx: float, dy: float) -> "Edge":
        """The same, so far to the right and down."""
        return self._replace(x=self.x + dx, top=self.top + dy)


class Boxes:
    """Where passages of one block are, as they were asked for, in the document's coordinates."""

    def __init__(self, text: str) -> None:
        """`text`: the block's characters."""
        self._text = text
        self._units = Utf16Map(text)
        self._mixed = runs_left(text)
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
        band: Band,
        hyphens: Mapping[int, float],
    ) -> list[QRectF]:
        """Find them; `band` says top and height of what a mark fills on a line, `hyphens` where
        the hyphen ends that is painted beside a line, by its number."""
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
            for low, high in stretches(layout, line, a, b, is_mixed=self._mixed):
                boxes.append(QRectF(x + low, y + top, high - low, height))
            if index in hyphens and last > end:
                boxes[-1].setRight(x + hyphens[index])
        self._known[first, last] = boxes
        return boxes


def stretches(
    layout: QTextLayout, line: QTextLine, a: int, b: int, *, is_mixed: bool
) -> list[tuple[float, float]]:
    """Left and right of what stands between two positions of a line, in the block's coordinates,
    from left to right. `is_mixed`: some of the block runs to the left."""
    if not is_mixed:
        return [_wide_enough(x_of(line, a), x_of(line, b))]
    found = [sorted(_sides(layout, line, position)) for position in _clusters(layout, a, b)]
    merged: list[list[float]] = []
    for low, high in sorted(found):
        if high <= low:
            continue
        if merged and low - merged[-1][1] < _TOUCHING:
            merged[-1][1] = max(merged[-1][1], high)
        else:
            merged.append([low, high])
    if not merged:
        x = x_of(line, a)
        return [_wide_enough(x, x)]
    return [(low, high) for low, high in merged]


def edge_of(layout: QTextLayout, position: int, band: Band, *, at_end: bool) -> Edge:
    """Where a passage begins with the letter at a UTF-16 position of a block, or ends with it, in
    the block's coordinates."""
    position = _begin_of(layout, position)
    line = layout.lineForTextPosition(position)
    if not line.isValid():
        return Edge(0.0, 0.0, 0.0, at_end)
    first, last = _sides(layout, line, position)
    is_backward = first > last
    return Edge(last if at_end else first, *band(line), at_end is not is_backward)


def _begin_of(layout: QTextLayout, position: int) -> int:
    """Where the cluster begins in which a position lies: a flag is two characters, a letter and the
    marks on it many."""
    if layout.isValidCursorPosition(position):
        return position
    return layout.previousCursorPosition(position)


def _clusters(layout: QTextLayout, a: int, b: int) -> list[int]:
    """Where the clusters between two positions begin."""
    found: list[int] = []
    position = _begin_of(layout, a)
    while position < b:
        found.append(position)
        position = max(layout.nextCursorPosition(position), position + 1)
    return found


def _sides(layout: QTextLayout, line: QTextLine, position: int) -> tuple[float, float]:
    """Where the cluster at a position begins and where it ends, as it is read."""
    after = layout.nextCursorPosition(position)
    first = x_of(line, position)
    last = x_of(line, position, QTextLine.Edge.Trailing)
    following = x_of(line, after)
    if min(first, last) < following < max(first, last):
        last = following  # The two are drawn as one, such as "fi".
    if abs(first - last) >= _HAIR:
        return first, last
    # At the border of two directions both edges of a letter can be one place of the caret.
    boxes = [
        (run.boundingRect(), run.isRightToLeft())
        for run in line.glyphRuns(position, after - position)
    ]
    boxes = [pair for pair in boxes if pair[0].width() > 0]
    if not boxes:
        return first, first
    low, high = min(box.left() for box, _ in boxes), max(box.right() for box, _ in boxes)
    return (high, low) if boxes[0][1] else (low, high)


def _wide_enough(low: float, high: float) -> tuple[float, float]:
    """A mark that stands on another letter, such as a lone accent, has no width of its own: what
    is drawn for it is seen all the same."""
    return (low, high) if high - low >= _LEAST else (low - _LEAST / 2, low + _LEAST / 2)


def x_of(line: QTextLine, position: int, edge: QTextLine.Edge = QTextLine.Edge.Leading) -> float:
    """Where the caret stands at a position of a line, in the block's coordinates."""
    result: object = line.cursorToX(position, edge)
    # The binding hands back (x, position) where C++ has an in-out parameter.
    first = result[0] if isinstance(result, tuple) else result
    assert isinstance(first, float | int)
    return float(first)

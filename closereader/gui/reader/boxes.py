"""Where on a line its characters stand, in text that runs to the right, to the left, or both.

Where all of a block runs to the right, two places of the caret are a passage. Where some of it runs
to the left, Qt's places of the caret are off by a space at the end of a line and are the same for
two letters where directions meet, while its letters are drawn right: there the letters are asked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextLayout, QTextLine

from closereader.text.scripts import runs_left
from closereader.text.utf16 import Utf16Map

# Pixels. What is no further apart is one stretch.
_LEAST = 2.0
_TOUCHING = 0.6

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


@dataclass(slots=True)
class _Letter:
    """UTF-16 positions `start` to `end` of a block, which are seen as one: a letter with its marks,
    a flag. Where it is on its line, and whether it runs to the left."""

    start: int
    end: int
    low: float
    high: float
    is_backward: bool

    @property
    def sides(self) -> tuple[float, float]:
        """Where it begins and where it ends, as it is read."""
        return (self.high, self.low) if self.is_backward else (self.low, self.high)


class Boxes:
    """Where passages of one block are, as they were asked for, in the document's coordinates."""

    def __init__(self, text: str) -> None:
        """`text`: the block's characters."""
        self._text = text
        self._units = Utf16Map(text)
        self._mixed = runs_left(text)
        self._origin = QPointF()
        self._known: dict[tuple[int, int], list[QRectF]] = {}
        self._letters: dict[int, list[_Letter]] = {}

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
            for low, high in self._stretches(layout, line, a, b):
                boxes.append(QRectF(x + low, y + top, high - low, height))
            if index in hyphens and last > end:
                boxes[-1].setRight(x + hyphens[index])
        self._known[first, last] = boxes
        return boxes

    def _stretches(
        self, layout: QTextLayout, line: QTextLine, a: int, b: int
    ) -> list[tuple[float, float]]:
        """Left and right of what stands between two positions of a line, in the block's coordinates,
        from left to right."""
        if not self._mixed:
            return [_wide_enough(x_of(line, a), x_of(line, b))]
        merged: list[tuple[float, float]] = []
        for letter in self._row(layout, line):
            if letter.end <= a or letter.start >= b:
                continue
            if merged and letter.low - merged[-1][1] < _TOUCHING:
                merged[-1] = merged[-1][0], max(merged[-1][1], letter.high)
            else:
                merged.append((letter.low, letter.high))
        if not merged:
            x = x_of(line, a)
            return [_wide_enough(x, x)]
        return merged

    def edge(self, layout: QTextLayout, position: int, band: Band, *, at_end: bool) -> Edge:
        """Where a passage begins with the letter at a UTF-16 position of the block, or ends with
        it, in the block's coordinates."""
        line = layout.lineForTextPosition(position)
        if not line.isValid():
            return Edge(0.0, 0.0, 0.0, at_end)
        for letter in self._row(layout, line) if self._mixed else ():
            if letter.start <= position < letter.end:
                x = letter.sides[at_end]
                return Edge(x, *band(line), at_end is not letter.is_backward)
        if at_end:
            position = layout.nextCursorPosition(position)
            end = line.textStart() + line.textLength()
            position = min(position, end)
        return Edge(x_of(line, position), *band(line), at_end)

    def caret(self, layout: QTextLayout, position: int) -> float:
        """Where the caret stands at a UTF-16 position of the block, in its coordinates."""
        line = layout.lineForTextPosition(position)
        if not line.isValid():
            return 0.0
        row = self._row(layout, line) if self._mixed else []
        for letter in row:
            if letter.start <= position < letter.end:
                return letter.sides[0]
        # At the end of a line, it is where the last letter ends.
        ends = (letter.sides[1] for letter in row if letter.end == position)
        return next(ends, x_of(line, position))

    def position_at(
        self, layout: QTextLayout, line: QTextLine, x: float, *, on_letter: bool
    ) -> int:
        """The UTF-16 position of the block that is nearest to `x`, in its coordinates, on a line:
        between two letters, or the letter itself."""
        row = self._row(layout, line) if self._mixed else []
        if not row:
            if on_letter:
                return int(line.xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter))
            return int(line.xToCursor(x))
        letter = next((letter for letter in row if x < letter.high), row[-1])
        is_left = x < (letter.low + letter.high) / 2
        return letter.start if on_letter or is_left is not letter.is_backward else letter.end

    def _row(self, layout: QTextLayout, line: QTextLine) -> list[_Letter]:
        """The letters of a line from left to right, side by side."""
        row = self._letters.get(line.lineNumber())
        if row is None:
            row = self._letters[line.lineNumber()] = _letters_of(layout, line)
            for left, right in pairwise(row):
                # What a space was stretched by is drawn by nothing.
                if self._is_space(left):
                    left.high = right.low
                else:
                    right.low = left.high
        return row

    def _is_space(self, letter: _Letter) -> bool:
        return self._text[self._units.offset(letter.start)].isspace()


def _letters_of(layout: QTextLayout, line: QTextLine) -> list[_Letter]:
    found: list[_Letter] = []
    for places in _drawn_as_one(layout, line):
        start, end = places[0], places[-1]
        runs = [(run.boundingRect(), run) for run in line.glyphRuns(start, end - start)]
        runs = [pair for pair in runs if pair[0].width() > 0]
        if not runs:
            continue
        low = min(box.left() for box, _ in runs)
        high = max(box.right() for box, _ in runs)
        is_backward = runs[0][1].isRightToLeft()
        step = (high - low) / (len(places) - 1)
        for index, (here, after) in enumerate(pairwise(places)):
            place = len(places) - 2 - index if is_backward else index
            left = low + place * step
            found.append(_Letter(here, after, left, left + step, is_backward))
    found.sort(key=lambda letter: letter.low)
    return found


def _drawn_as_one(layout: QTextLayout, line: QTextLine) -> list[list[int]]:
    """The places of the caret on a line where letters begin, and where the last of them ends,
    together where several are drawn as one, such as "fi" or lam with alef."""
    position = line.textStart()
    end = position + line.textLength()
    found: list[list[int]] = []
    before: list[tuple[int, float]] = []
    while position < end:
        after = max(layout.nextCursorPosition(position), position + 1)
        runs = line.glyphRuns(position, after - position)
        glyphs = [
            (glyph, place.x())
            for run in runs
            for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True)
        ]
        if found and glyphs and glyphs == before:
            found[-1].append(after)
        else:
            found.append([position, after])
        position, before = after, glyphs
    return found


def _wide_enough(low: float, high: float) -> tuple[float, float]:
    """A mark that stands on another letter, such as a lone accent, has no width of its own: what
    is drawn for it is seen all the same."""
    return (low, high) if high - low >= _LEAST else (low - _LEAST / 2, low + _LEAST / 2)


def x_of(line: QTextLine, position: int) -> float:
    """Where Qt's caret stands at a position of a line, in the block's coordinates."""
    result: object = line.cursorToX(position)
    # The binding hands back (x, position) where C++ has an in-out parameter.
    first = result[0] if isinstance(result, tuple) else result
    assert isinstance(first, float | int)
    return float(first)

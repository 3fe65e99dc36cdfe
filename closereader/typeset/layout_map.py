"""Where every character of the canonical text stands on the typeset pages.

The glyphs of the pages are aligned with the text by letters alone (NFKD, without spaces, marks and
the hyphens of broken lines), walking both and finding the way again after whatever does not agree:
a character without a font, or right-to-left words, which a PDF gives back in the order of glyphs.
"""

import bisect
import itertools
import operator
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

from closereader.model.document import Block
from closereader.typeset.content import style_of
from closereader.typeset.glyphs import Glyphs
from closereader.typeset.matching import BROKEN_HYPHEN, folded_glyphs, folded_text, walk
from closereader.typeset.sheet import FALL_EM, RISE_EM, SIZES

# Baselines nearer than this part of the pitch are one line: raised figures stand 0.25 of it higher.
_SAME_LINE = 6.0


@dataclass(slots=True)
class Line:
    """A line of type: its page (from 0), baseline (points from the bottom), block (index in the
    reading), em in points, and its number, 0 where lines are not counted (headings, metadata)."""

    page: int
    baseline: float
    block: int
    em: float
    number: int = 0

    @property
    def top(self) -> float:
        """The upper edge of what a mark covers."""
        return self.baseline + RISE_EM * self.em

    @property
    def bottom(self) -> float:
        """The lower edge of what a mark covers."""
        return self.baseline - FALL_EM * self.em


@dataclass(frozen=True, slots=True)
class Fragment:
    """The part of a passage on one line: `line` is an index, `x0` to `x1` points from the left."""

    line: int
    x0: float
    x1: float


@dataclass(slots=True)
class LayoutMap:
    """Of each code point its line (an index in `lines`, -1 where it was not printed) and its box.

    `lines` stand in order of blocks, then pages, from top to bottom. `hyphens`: the right end of the
    hyphen that breaks a word at the end of a line, by line. `unmatched` counts printable characters
    that were not found on the pages.
    """

    lines: list[Line] = field(default_factory=list)
    line_of: "array[int]" = field(default_factory=lambda: array("i"))
    x0: "array[float]" = field(default_factory=lambda: array("f"))
    x1: "array[float]" = field(default_factory=lambda: array("f"))
    hyphens: dict[int, float] = field(default_factory=dict)
    unmatched: int = 0

    def fragments(self, start: int, end: int) -> list[Fragment]:
        """The boxes of code points `start` to `end`, in order of lines; several on one line only
        where the passage is not in one piece there (right-to-left words, cells of a table)."""
        found: dict[int, list[tuple[float, float]]] = {}
        for line, left, right in zip(
            self.line_of[start:end], self.x0[start:end], self.x1[start:end], strict=True
        ):
            if line >= 0:
                found.setdefault(line, []).append((left, right))
        fragments = []
        touched = sorted(found)
        for line in touched:
            # A hyphen is marked with its word where the passage goes on over the break.
            if line in self.hyphens and line != touched[-1]:
                found[line].append((max(right for _, right in found[line]), self.hyphens[line]))
            for left, right in _joined(found[line], 0.12 * self.lines[line].em):
                if right - left > 0.1:
                    fragments.append(Fragment(line, left, right))
        return fragments

    def line_near(self, offset: int) -> int | None:
        """The line of the character at `offset`, else of the next printed one, else of the last."""
        for place in range(offset, len(self.line_of)):
            if self.line_of[place] >= 0:
                return self.line_of[place]
        for place in range(min(offset, len(self.line_of)) - 1, -1, -1):
            if self.line_of[place] >= 0:
                return self.line_of[place]
        return None

    def numbers(self, start: int, end: int) -> tuple[int, int] | None:
        """The first and last line number that code points `start` to `end` touch, if any."""
        touched = {self.line_of[o] for o in range(start, min(end, len(self.line_of)))} - {-1}
        counted = [self.lines[line].number for line in touched if self.lines[line].number]
        return (min(counted), max(counted)) if counted else None


def _joined(boxes: Sequence[tuple[float, float]], gap: float) -> list[tuple[float, float]]:
    pieces: list[tuple[float, float]] = []
    for left, right in sorted(boxes):
        if pieces and left <= pieces[-1][1] + gap:
            pieces[-1] = (pieces[-1][0], max(pieces[-1][1], right))
        else:
            pieces.append((left, right))
    return pieces


def align(text: str, blocks: Sequence[Block], pages: Sequence[Glyphs]) -> LayoutMap:
    """The map of `text`, whose blocks were set on `pages` in order."""
    letters, offsets = folded_text(text, blocks)
    printed, glyph_of = folded_glyphs(pages)
    runs = walk(letters, printed, offsets)
    found = _mapped(len(text), blocks, pages, runs, offsets, glyph_of)
    found.unmatched = len(letters) - sum(length for _, _, length in runs)
    return found


def _mapped(
    length: int,
    blocks: Sequence[Block],
    pages: Sequence[Glyphs],
    runs: Sequence[tuple[int, int, int]],
    offsets: Sequence[int],
    glyph_of: Sequence[int],
) -> LayoutMap:
    found = LayoutMap(
        line_of=array("i", [-1]) * length,
        x0=array("f", [0.0]) * length,
        x1=array("f", [0.0]) * length,
    )
    setter = _LineSetter(blocks, pages, found)
    for i, j, count in runs:
        if j < 0:
            glyphs: Sequence[int] = [glyph_of[spot] for spot in range(~j, ~j - count, -1)]
        else:
            glyphs = glyph_of[j : j + count]
        setter.set_run(offsets[i : i + count], glyphs)
    setter.settle()
    _fill_gaps(found)
    return found


def _of(values: "array[float]", places: Sequence[int]) -> "Sequence[float]":
    if isinstance(places, range):
        return values[places.start : places.stop]
    return [values[place] for place in places]


class _LineSetter:
    """Puts letters on the map and gathers their baselines into lines, block by block."""

    def __init__(self, blocks: Sequence[Block], pages: Sequence[Glyphs], found: LayoutMap) -> None:
        self._blocks = blocks
        self._found = found
        self._starts = [block.start for block in blocks]
        self._x0, self._x1, self._y = array("f"), array("f"), array("f")
        self._ends: list[int] = []
        self._hyphens: list[int] = []
        for page in pages:
            self._hyphens += [
                len(self._y) + n for n, c in enumerate(page.letters) if c == BROKEN_HYPHEN
            ]
            self._x0.extend(page.x0)
            self._x1.extend(page.x1)
            self._y.extend(page.y)
            self._ends.append(len(self._y))
        self._here: list[tuple[int, float, int]] = []  # the lines of the block under way
        self._block = -1
        self._votes: list[dict[float, int]] = []

    def set_run(self, offsets: Sequence[int], glyphs: Sequence[int]) -> None:
        """Letters that follow one another in the text, and their glyphs over all pages, which
        follow one another too, onwards or (right-to-left words) backwards."""
        starts, start, count = self._starts, 0, len(offsets)
        onwards = glyphs[0] <= glyphs[-1]
        while start < count:
            block = bisect.bisect_right(starts, offsets[start]) - 1
            page = bisect.bisect_right(self._ends, glyphs[start])
            end = count
            if block + 1 < len(starts):
                end = bisect.bisect_left(offsets, starts[block + 1], start)
            if onwards:
                end = bisect.bisect_left(glyphs, self._ends[page], start, end)
            elif page:
                first = self._ends[page - 1]
                end = bisect.bisect_right(glyphs, -first, start, end, key=operator.neg)
            self._set_part(block, page, offsets[start:end], glyphs[start:end])
            start = end

    def _set_part(
        self, block: int, page: int, offsets: Sequence[int], glyphs: Sequence[int]
    ) -> None:
        """Such letters of one block and page, line by line."""
        heights = _of(self._y, glyphs)
        differs = map(operator.ne, heights, itertools.islice(heights, 1, None))
        cuts = [0, *itertools.compress(range(1, len(heights)), differs), len(heights)]
        for start, end in itertools.pairwise(cuts):
            y = heights[start]
            line = self._line(block, page, y)
            self._votes[line][y] = self._votes[line].get(y, 0) + end - start
            self._set_letters(line, offsets[start:end], glyphs[start:end])

    def _set_letters(self, line: int, offsets: Sequence[int], glyphs: Sequence[int]) -> None:
        line_of, x0, x1 = self._found.line_of, self._found.x0, self._found.x1
        lefts, rights = _of(self._x0, glyphs), _of(self._x1, glyphs)
        for offset, left, right in zip(offsets, lefts, rights, strict=True):
            if line_of[offset] == line:
                x0[offset] = min(x0[offset], left)
                x1[offset] = max(x1[offset], right)
            else:
                line_of[offset], x0[offset], x1[offset] = line, left, right
        first, last = min(glyphs[0], glyphs[-1]), max(glyphs[0], glyphs[-1])
        place = bisect.bisect_right(self._hyphens, first)
        while place < len(self._hyphens) and self._hyphens[place] <= last + 1:
            hyphen = self._hyphens[place]
            if hyphen - 1 in glyphs:
                self._found.hyphens[line] = self._x1[hyphen]
            place += 1

    def _line(self, block: int, page: int, y: float) -> int:
        """The index of the line of a glyph, a new one where none of its block is near."""
        if block != self._block:
            self._block, self._here = block, []
        for known_page, baseline, line in reversed(self._here):
            if known_page == page and abs(baseline - y) < _SAME_LINE:
                return line
        em = SIZES[style_of(self._blocks[block])]
        self._found.lines.append(Line(page, y, block, em))
        self._votes.append({})
        self._here.append((page, y, len(self._found.lines) - 1))
        return len(self._found.lines) - 1

    def settle(self) -> None:
        """Give each line the baseline of most of its glyphs, bring lines into order, number them."""
        lines = self._found.lines
        for line, votes in zip(lines, self._votes, strict=True):
            line.baseline = max(votes.items(), key=lambda vote: vote[1])[0]
        order = sorted(
            range(len(lines)), key=lambda i: (lines[i].block, lines[i].page, -lines[i].baseline)
        )
        if order != list(range(len(lines))):
            new_index = [-1] * (len(lines) + 1)  # the last stands for -1, no line
            for new, old in enumerate(order):
                new_index[old] = new
            self._found.lines = [lines[old] for old in order]
            self._found.line_of = array("i", map(new_index.__getitem__, self._found.line_of))
            self._found.hyphens = {new_index[old]: x for old, x in self._found.hyphens.items()}
        number = 0
        for line in self._found.lines:
            if self._blocks[line.block].is_numbered:
                number += 1
                line.number = number


def _fill_gaps(found: LayoutMap) -> None:
    """Give spaces, marks and dropped hyphens inside a line the room between their neighbours."""
    line_of, x0, x1 = found.line_of, found.x0, found.x1
    last = last_line = -1
    for offset, line in enumerate(line_of):
        if line < 0:
            continue
        if line == last_line:
            if offset - last == 1:
                if x0[offset] > x1[last]:
                    # Nothing is between them but what the typesetter stretched.
                    x1[last] = x0[offset]
            else:
                if x0[offset] >= x1[last] - 1.0:
                    left, right = min(x1[last], x0[offset]), x0[offset]
                else:
                    left, right = min(x1[offset], x0[last]), x0[last]
                for between in range(last + 1, offset):
                    line_of[between], x0[between], x1[between] = line, left, right
        last, last_line = offset, line

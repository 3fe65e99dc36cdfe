"""Where every character of the canonical text stands on the typeset pages.

The glyphs of the pages are aligned with the text by letters alone (NFKD, without spaces, marks and
the hyphens of broken lines), walking both and finding the way again after whatever does not agree:
a character without a font, or right-to-left words, which a PDF gives back in the order of glyphs.
"""

import bisect
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

from closereader.model.document import Block
from closereader.typeset.content import clean, style_of
from closereader.typeset.glyphs import Glyphs
from closereader.typeset.sheet import FALL_EM, RISE_EM, SIZES

_DROPPED = frozenset("\u00ad\u200b\ufeff\u2060\u200c\u200d\u200e\u200f\u061c\ufe0e\ufe0f")
_BROKEN_HYPHEN = "\x02"
_PROBE = 8
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

    `lines` stand in order of blocks, then pages, from top to bottom. `unmatched` counts printable
    characters that were not found on the pages.
    """

    lines: list[Line] = field(default_factory=list)
    line_of: "array[int]" = field(default_factory=lambda: array("i"))
    x0: "array[float]" = field(default_factory=lambda: array("f"))
    x1: "array[float]" = field(default_factory=lambda: array("f"))
    unmatched: int = 0

    def fragments(self, start: int, end: int) -> list[Fragment]:
        """The boxes of code points `start` to `end`, in order of lines; several on one line only
        where the passage is not in one piece there (right-to-left words, cells of a table)."""
        found: dict[int, list[tuple[float, float]]] = {}
        line_of, x0, x1 = self.line_of, self.x0, self.x1
        for offset in range(start, min(end, len(line_of))):
            if line_of[offset] >= 0:
                found.setdefault(line_of[offset], []).append((x0[offset], x1[offset]))
        fragments = []
        for line in sorted(found):
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
    letters, offsets = _folded_text(clean(text), blocks)
    printed, page_of, place_of = _folded_glyphs(pages)
    pairs, unmatched = _walk(letters, printed, offsets)
    return _mapped(len(text), blocks, pages, pairs, offsets, page_of, place_of, unmatched)


def _fold(character: str) -> str:
    """What of a character is compared: its letters in NFKD, none of a space or mark."""
    if character < "\x7f":
        return "" if character <= " " else character
    if character in _DROPPED or character.isspace():
        return ""
    return (
        "".join(
            c
            for c in unicodedata.normalize("NFKD", character)
            if not unicodedata.combining(c) and not c.isspace()
        )
        .replace("\u2010", "-")
        .replace("\u2011", "-")
    )


def _folded_text(text: str, blocks: Sequence[Block]) -> "tuple[str, array[int]]":
    letters: list[str] = []
    offsets = array("i")
    known: dict[str, str] = {}
    for block in blocks:
        for offset in range(block.start, block.end):
            character = text[offset]
            folded = known.get(character)
            if folded is None:
                folded = known[character] = _fold(character)
            if folded:
                letters.append(folded)
                offsets.extend([offset] * len(folded))
    return "".join(letters), offsets


def _folded_glyphs(pages: Sequence[Glyphs]) -> "tuple[str, array[int], array[int]]":
    letters: list[str] = []
    page_of, place_of = array("i"), array("i")
    known: dict[str, str] = {_BROKEN_HYPHEN: _BROKEN_HYPHEN}
    for number, page in enumerate(pages):
        for place, character in enumerate(page.letters):
            folded = known.get(character)
            if folded is None:
                folded = known[character] = _fold(character)
            if folded:
                letters.append(folded)
                page_of.extend([number] * len(folded))
                place_of.extend([place] * len(folded))
    return "".join(letters), page_of, place_of


def _walk(text: str, printed: str, offsets: Sequence[int]) -> tuple[list[tuple[int, int]], int]:
    """Runs of agreement: pairs of indices in both strings, in order of the text; and how many
    letters of the text have no partner."""
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(text) and j < len(printed):
        run = _common(text, i, printed, j)
        pairs.extend(zip(range(i, i + run), range(j, j + run), strict=True))
        i, j = i + run, j + run
        if i >= len(text) or j >= len(printed):
            break
        if printed[j] == _BROKEN_HYPHEN:
            if text[i] == "-":
                pairs.append((i, j))
                i += 1
            j += 1
            continue
        ahead_i, ahead_j = _resync(text, i, printed, j)
        pairs.extend(_across_gap(text, i, ahead_i, printed, j, ahead_j, offsets))
        i, j = ahead_i, ahead_j
    return pairs, len(text) - len(pairs)


def _common(a: str, i: int, b: str, j: int) -> int:
    """How many letters from a[i] and b[j] on are the same."""
    start, step = i, 64
    while a[i : i + step] == b[j : j + step] and i + step <= len(a) and j + step <= len(b):
        i, j = i + step, j + step
    while i < len(a) and j < len(b) and a[i] == b[j]:
        i, j = i + 1, j + 1
    return i - start


def _resync(text: str, i: int, printed: str, j: int) -> tuple[int, int]:
    """The nearest places after i and j where both go on alike; both ends if there is none."""
    for reach, probe in ((24, 4), (400, _PROBE), (6000, 2 * _PROBE), (len(text), 3 * _PROBE)):
        best: tuple[int, int] | None = None
        window_end = j + reach + probe
        for ahead in range(reach + 1):
            if best is not None and ahead >= best[0] - i + best[1] - j:
                break
            words = text[i + ahead : i + ahead + probe]
            if len(words) < probe:
                break
            place = printed.find(words, j, window_end)
            if place >= 0 and (best is None or ahead + place - j < best[0] - i + best[1] - j):
                best = (i + ahead, place)
        if best is not None:
            return best
    return len(text), len(printed)


def _across_gap(
    text: str, i: int, i_end: int, printed: str, j: int, j_end: int, offsets: Sequence[int]
) -> list[tuple[int, int]]:
    """Partners for text[i:i_end] among printed[j:j_end], which stand in another order: each word
    where it, or it backwards, is printed and not yet taken."""
    taken = bytearray(j_end - j)
    pairs: list[tuple[int, int]] = []
    start = i
    while start < i_end:
        end = start + 1
        # Offsets that jump leave out a space: a new word.
        while end < i_end and offsets[end] - offsets[end - 1] <= 1:
            end += 1
        word = text[start:end]
        for turned in (word, word[::-1]):
            place = printed.find(turned, j, j_end)
            while place >= 0 and any(taken[place - j : place - j + len(word)]):
                place = printed.find(turned, place + 1, j_end)
            if place >= 0:
                spots = list(range(place, place + len(word)))
                for spot in spots:
                    taken[spot - j] = 1
                pairs.extend(
                    zip(
                        range(start, end), spots if turned is word else reversed(spots), strict=True
                    )
                )
                break
        start = end
    return pairs


def _mapped(
    length: int,
    blocks: Sequence[Block],
    pages: Sequence[Glyphs],
    pairs: Sequence[tuple[int, int]],
    offsets: Sequence[int],
    page_of: Sequence[int],
    place_of: Sequence[int],
    unmatched: int,
) -> LayoutMap:
    found = LayoutMap(
        line_of=array("i", [-1]) * length,
        x0=array("f", [0.0]) * length,
        x1=array("f", [0.0]) * length,
        unmatched=unmatched,
    )
    starts = [block.start for block in blocks]
    setter = _LineSetter(blocks, found)
    for i, j in pairs:
        offset, page, place = offsets[i], pages[page_of[j]], place_of[j]
        block = bisect.bisect_right(starts, offset) - 1
        line = setter.line(block, page_of[j], page.y[place])
        if found.line_of[offset] == line:
            found.x0[offset] = min(found.x0[offset], page.x0[place])
            found.x1[offset] = max(found.x1[offset], page.x1[place])
        else:
            found.line_of[offset] = line
            found.x0[offset], found.x1[offset] = page.x0[place], page.x1[place]
    setter.settle()
    _fill_gaps(found)
    return found


class _LineSetter:
    """Gathers baselines into lines, block by block."""

    def __init__(self, blocks: Sequence[Block], found: LayoutMap) -> None:
        self._blocks = blocks
        self._found = found
        self._block = -1
        self._here: list[tuple[int, float, int]] = []
        self._votes: list[dict[float, int]] = []

    def line(self, block: int, page: int, y: float) -> int:
        """The index of the line of a glyph."""
        if block != self._block:
            self._block, self._here = block, []
        for known_page, baseline, line in reversed(self._here):
            if known_page == page and abs(baseline - y) < _SAME_LINE:
                votes = self._votes[line]
                votes[y] = votes.get(y, 0) + 1
                return line
        em = SIZES[style_of(self._blocks[block])]
        self._found.lines.append(Line(page, y, block, em))
        self._votes.append({y: 1})
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
        new_index = array("i", [0]) * len(lines)
        for new, old in enumerate(order):
            new_index[old] = new
        self._found.lines = [lines[old] for old in order]
        line_of = self._found.line_of
        for offset, old in enumerate(line_of):
            if old >= 0:
                line_of[offset] = new_index[old]
        number = 0
        for line in self._found.lines:
            if self._blocks[line.block].is_numbered:
                number += 1
                line.number = number


def _fill_gaps(found: LayoutMap) -> None:
    """Give spaces, marks and dropped hyphens inside a line the room between their neighbours."""
    line_of, x0, x1 = found.line_of, found.x0, found.x1
    last = -1
    for offset, line in enumerate(line_of):
        if line < 0:
            continue
        if offset - last > 1 and last >= 0 and line_of[last] == line:
            if x0[offset] >= x1[last] - 1.0:
                left, right = min(x1[last], x0[offset]), x0[offset]
            else:
                left, right = min(x1[offset], x0[last]), x0[last]
            for between in range(last + 1, offset):
                line_of[between], x0[between], x1[between] = line, left, right
        last = offset

"""The pages of a source that has its own (a PDF), and where on them the canonical text stands.

A page knows its lines, and a line the left and right edge of each of its code points; so a passage
can be drawn on the page, and a place on the page be found in the text, without the file. Characters
that are in the canonical text and not on the page (the space that joins two lines) have no box;
what is on the page and not in the text (running heads, page numbers) is on no line.
"""

import zlib
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from closereader.model.area import Rect
from closereader.model.span import Span

# Twentieths of a point: finer than any screen or printer shows, and a page up to 3,276 points
# (1.15 m) fits into 16 bits. Lines of a larger one are kept in units twice as large, or four times….
_UNITS = 20
_MOST = 65_535
_COARSEST = 8
_TURNS = 360


@dataclass(frozen=True, slots=True)
class PageLine:
    """The code points from `start` on that stand on one line of a page.

    `lefts`, `rights`: the edges of each in points along the line; `top`, `bottom`: of the line across
    it. `turn`: by how many degrees the writing is turned clockwise on the page as shown: at 0 and 180
    edges count along x and top and bottom along y, at 90 and 270 the other way round. Characters of a
    ligature share its box out among them; of a word broken at the end of the line the last one ends
    where its hyphen does.
    """

    start: int
    top: float
    bottom: float
    lefts: Sequence[float]
    rights: Sequence[float]
    turn: int = 0

    @property
    def end(self) -> int:
        """The code point after its last."""
        return self.start + len(self.lefts)

    @property
    def is_level(self) -> bool:
        """Whether it is written from side to side, not up or down the page."""
        return self.turn % 180 == 0

    def rect(self, start: int, end: int) -> Rect | None:
        """The box round code points `start` to `end` as far as they stand on it; None if none do."""
        low, high = max(start, self.start) - self.start, min(end, self.end) - self.start
        if low >= high:
            return None
        first, last = min(self.lefts[low:high]), max(self.rights[low:high])
        if self.is_level:
            return Rect(first, self.top, last, self.bottom)
        return Rect(self.top, first, self.bottom, last)

    @property
    def box(self) -> Rect:
        """The box round all of it."""
        found = self.rect(self.start, self.end)
        assert found is not None
        return found


@dataclass(frozen=True)
class SourcePage:
    """One page. `number` counts from 0; `label` is what is printed on it or told by its file ("iv");
    `width`, `height` in points, as it is shown; `has_text`: whether any text of it could be read."""

    number: int
    label: str
    width: float
    height: float
    lines: tuple[PageLine, ...] = ()

    @property
    def has_text(self) -> bool:
        """Whether any of the canonical text stands on it."""
        return bool(self.lines)

    @cached_property
    def _by_start(self) -> list[PageLine]:
        return sorted(self.lines, key=lambda line: line.start)

    def rects(self, span: Span) -> list[Rect]:
        """The boxes of a passage on this page, one a line, in the order of the text."""
        return [rect for _line, rect in self.lines_of(span)]

    def lines_of(self, span: Span) -> list[tuple[PageLine, Rect]]:
        """The lines that a passage stands on, in the order of the text, with its box on each."""
        lines = self._by_start
        index = max(bisect_right(lines, span.start, key=lambda line: line.start) - 1, 0)
        found = []
        while index < len(lines) and lines[index].start < span.end:
            rect = lines[index].rect(span.start, span.end)
            if rect is not None:
                found.append((lines[index], rect))
            index += 1
        return found

    def line_at(self, offset: int) -> PageLine | None:
        """The line that the code point stands on, or the nearest before it, or the first; None on a page
        without any."""
        lines = self._by_start
        index = bisect_right(lines, offset, key=lambda line: line.start) - 1
        return lines[max(index, 0)] if lines else None

    @property
    def spans(self) -> tuple[Span, ...]:
        """The stretches of the canonical text that stand on it, in order: lines that follow one upon
        the other, with at most a character between them that has no box, are one."""
        found: list[Span] = []
        for line in self._by_start:
            if found and line.start <= found[-1].end + 1:
                found[-1] = Span(found[-1].start, max(found[-1].end, line.end))
            else:
                found.append(Span(line.start, line.end))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class PageHead:
    """What is known of a page without its lines."""

    number: int
    label: str
    width: float
    height: float
    spans: tuple[Span, ...] = ()

    @property
    def has_text(self) -> bool:
        """Whether any of the canonical text stands on it."""
        return bool(self.spans)


def head_of(page: SourcePage) -> PageHead:
    """The page without its lines."""
    return PageHead(page.number, page.label, page.width, page.height, page.spans)


def kept_line(line: PageLine) -> PageLine:
    """The line with its places as fine as they are kept, and in a few bytes a letter."""
    units = _UNITS / 2 ** _coarseness(line)
    edges = list(zip(line.lefts, line.rights, strict=True))
    is_plain = edges and min(line.lefts) >= 0 and max(line.rights) * units <= _MOST
    if is_plain and all(left <= right for left, right in edges):
        # Nearly always: a call for each letter of a book would take a tenth of the time it is read in.
        lefts = [round(left * units) for left, _right in edges]
        widths = [round((right - left) * units) for left, right in edges]
    else:
        lefts = [_unit(left, units) for left, _right in edges]
        widths = [_unit(right - left, units) for left, right in edges]
    top, bottom = _unit(line.top, units) / units, _unit(line.bottom, units) / units
    return PageLine(line.start, top, bottom, *_edges(lefts, widths, units), line.turn % _TURNS)


def pack_lines(lines: Iterable[PageLine]) -> bytes:
    """Lines as they are kept: a few bytes for a character."""
    lines = list(lines)
    heads = array("I", [len(lines)])
    edges = array("H")
    for line in lines:
        coarse = _coarseness(line)
        units = _UNITS / 2**coarse
        heads.extend(
            (line.start, len(line.lefts), _unit(line.top, units), _unit(line.bottom, units))
        )
        heads.append(line.turn % _TURNS + _TURNS * coarse)
        edges.extend(_unit(left, units) for left in line.lefts)
        edges.extend(
            _unit(right - left, units) for left, right in zip(line.lefts, line.rights, strict=True)
        )
    return zlib.compress(_little(heads) + _little(edges), 6)


def unpack_lines(packed: bytes) -> tuple[PageLine, ...]:
    """The lines of `pack_lines` again, to a twentieth of a point (of a page larger than 1.15 m, as finely
    as it is kept). Raises ValueError for other bytes."""
    try:
        data = zlib.decompress(packed)
        return tuple(_unpacked(data))
    except (zlib.error, IndexError) as error:
        raise ValueError("not lines of a page") from error


def _unpacked(data: bytes) -> Iterator[PageLine]:
    (count,) = _numbers("I", data[:4])
    heads = _numbers("I", data[4 : 4 + 20 * count])
    edges = _numbers("H", data[4 + 20 * count :])
    at = 0
    for index in range(count):
        start, length, top, bottom, turned = heads[5 * index : 5 * index + 5]
        coarse, turn = divmod(turned, _TURNS)
        if coarse > _COARSEST:
            raise ValueError("lines of a page in no known unit")
        units = _UNITS / 2**coarse
        lefts, widths = edges[at : at + length], edges[at + length : at + 2 * length]
        if len(widths) != length:
            raise ValueError("lines of a page cut short")
        at += 2 * length
        yield PageLine(
            start,
            top / units,
            bottom / units,
            *_edges(lefts, widths, units),
            turn,
        )


def _edges(
    lefts: Sequence[int], widths: Sequence[int], units: float
) -> tuple["array[float]", "array[float]"]:
    # A tuple of numbers would take eight times as much memory: of a long book, hundreds of megabytes.
    return (
        array("f", [left / units for left in lefts]),
        array("f", [(left + width) / units for left, width in zip(lefts, widths, strict=True)]),
    )


def page_starts(heads: Iterable[PageHead]) -> list[tuple[int, int]]:
    """(first code point, page number) of every stretch of every page, in the order of the text."""
    return sorted(
        chain.from_iterable(((span.start, head.number) for span in head.spans) for head in heads)
    )


def _coarseness(line: PageLine) -> int:
    """How often the unit must be doubled for the line to fit into 16 bits."""
    furthest = max((line.top, line.bottom, *line.lefts, *line.rights), default=0.0)
    coarse = 0
    while coarse < _COARSEST and furthest * _UNITS > _MOST << coarse:
        coarse += 1
    return coarse


def _unit(points: float, units: float) -> int:
    # A damaged page may say that something stands nowhere, or infinitely far off.
    return round(min(max(points * units, 0.0), float(_MOST))) if points == points else 0


def _little(numbers: "array[int]") -> bytes:
    import sys

    if sys.byteorder != "little":
        numbers = array(numbers.typecode, numbers)
        numbers.byteswap()
    return numbers.tobytes()


def _numbers(code: str, data: bytes) -> "array[int]":
    import sys

    found = array(code)
    found.frombytes(data)
    if sys.byteorder != "little":
        found.byteswap()
    return found

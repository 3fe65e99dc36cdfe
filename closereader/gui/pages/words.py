"""Where the words of the canonical text stand on the pages, and which of them are at a point."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import reduce

from closereader.model.area import Rect
from closereader.model.page_place import PagePlace
from closereader.model.source_page import PageHead, PageLine, SourcePage, page_starts
from closereader.model.span import Span

_KEPT = 80
# How far beside a letter, in points, one still points at it.
_SLACK = 1.5


class Words:
    """Of one reading; `read(number)` gives a page with its lines."""

    def __init__(self, heads: Sequence[PageHead], read: Callable[[int], SourcePage | None]) -> None:
        self.heads = tuple(heads)
        self._read = read
        self._pages: OrderedDict[int, SourcePage] = OrderedDict()
        self._reaches: OrderedDict[int, list[tuple[PageLine, Rect]]] = OrderedDict()
        self._starts = page_starts(heads)

    def page(self, number: int) -> SourcePage | None:
        """That page with its lines."""
        found = self._pages.get(number)
        if found is None:
            found = self._read(number)
            if found is None:
                return None
            self._pages[number] = found
            while len(self._pages) > _KEPT:
                gone, _page = self._pages.popitem(last=False)
                self._reaches.pop(gone, None)
        else:
            self._pages.move_to_end(number)
        return found

    def rects(self, number: int, span: Span) -> list[Rect]:
        """The boxes of a passage on a page."""
        page = self.page(number)
        return page.rects(span) if page is not None else []

    def extent(self, number: int) -> Rect | None:
        """The box round all words of a page; None where it has none."""
        reaches = self._reaching(number)
        return reduce(Rect.united, (reach for _line, reach in reaches)) if reaches else None

    def number_of(self, offset: int) -> int:
        """The page on which a code point stands; of what stands on none, the page of what is before
        it in the text."""
        index = bisect_right(self._starts, (offset, len(self.heads))) - 1
        if index < 0:
            return self._starts[0][1] if self._starts else 0
        return self._starts[index][1]

    def box(self, offset: int) -> tuple[int, Rect] | None:
        """The page and the box of the code point at `offset`, or of the nearest that has one; None in a
        source without words."""
        number = self.number_of(offset)
        page = self.page(number)
        if page is None or not page.lines:
            return None
        for step in (0, -1, 1):
            found = page.rects(Span(offset + step, offset + step + 1)) if offset + step >= 0 else []
            if found:
                return number, found[0]
        line = min(
            page.lines, key=lambda line: min(abs(line.start - offset), abs(line.end - offset))
        )
        at = line.start if offset < line.start else line.end - 1
        rect = line.rect(at, at + 1)
        assert rect is not None
        return number, rect

    def line_of(self, offset: int) -> tuple[int, PageLine] | None:
        """The page and the line on which the code point, or the one before it, stands."""
        number = self.number_of(offset)
        page = self.page(number)
        if page is None:
            return None
        for step in (0, -1):
            for line in page.lines:
                if line.start <= offset + step < line.end:
                    return number, line
        return None

    def line_beside(self, number: int, line: PageLine, by: int) -> PageLine | None:
        """The next line (1) or the one before (-1) in the order of the text, over pages."""
        page = self.page(number)
        lines = sorted(page.lines, key=lambda each: each.start) if page is not None else []
        index = lines.index(line) + by if line in lines else -1
        if 0 <= index < len(lines):
            return lines[index]
        at = bisect_right(self._starts, (line.start, len(self.heads))) - 1
        while 0 <= at < len(self._starts) and self._starts[at][1] == number:
            at += by
        if not 0 <= at < len(self._starts):
            return None
        other = self.page(self._starts[at][1])
        if other is None or not other.lines:
            return None
        lines = sorted(other.lines, key=lambda each: each.start)
        return lines[0] if by > 0 else lines[-1]

    def spans(self, number: int) -> tuple[Span, ...]:
        """The stretches of the text on a page."""
        return self.heads[number].spans if 0 <= number < len(self.heads) else ()

    def first_on(self, number: int) -> int | None:
        """The first code point of a page; None where it has no words."""
        spans = self.spans(number)
        return spans[0].start if spans else None

    def text_near(self, number: int) -> int:
        """Where a page without words stands in the text: at the end of what is before it."""
        for before in range(number, -1, -1):
            spans = self.spans(before)
            if spans:
                return spans[0].start if before == number else spans[-1].end
        return 0

    # From points to words

    def offset_at(self, place: PagePlace) -> int | None:
        """The code point under a point; None beside the words."""
        page = self.page(place.page)
        if page is None:
            return None
        for line in page.lines:
            if _inside(line.box, place, _SLACK):
                along = place.x if line.is_level else place.y
                for index, (left, right) in enumerate(zip(line.lefts, line.rights, strict=True)):
                    if min(left, right) <= along <= max(left, right):
                        return line.start + index
                return line.start + _nearest(line, along)[0]
        return None

    def offset_near(self, place: PagePlace) -> int:
        """The place of a caret nearest to a point, in the column it is in."""
        reaches = self._reaching(place.page)
        if not reaches:
            return self.text_near(place.page)
        line = min(reaches, key=lambda found: (_far(found[1], place), _far(found[0].box, place)))[0]
        return self.offset_on(line, place.x if line.is_level else place.y)

    def offset_on(self, line: PageLine, along: float) -> int:
        """The place of a caret on a line nearest to `along`, its x or, written upright, its y."""
        index, is_after = _nearest(line, along)
        return line.start + index + is_after

    def _reaching(self, number: int) -> list[tuple[PageLine, Rect]]:
        """The lines of a page and how far each reaches: the last line of a paragraph is as wide as its
        column to who points beside it."""
        found = self._reaches.get(number)
        if found is None:
            page = self.page(number)
            found = _reach(page.lines) if page is not None else []
            self._reaches[number] = found
        return found


def _reach(lines: Sequence[PageLine]) -> list[tuple[PageLine, Rect]]:
    columns: list[tuple[list[PageLine], Rect]] = []
    for line in sorted(lines, key=lambda line: line.start):
        box = line.box
        if columns and line.is_level and _goes_on(columns[-1], line):
            columns[-1][0].append(line)
            columns[-1] = (columns[-1][0], columns[-1][1].united(box))
        else:
            columns.append(([line], box))
    return [
        (
            line,
            Rect(column.left, line.top, column.right, line.bottom) if line.is_level else line.box,
        )
        for members, column in columns
        for line in members
    ]


def _goes_on(column: tuple[list[PageLine], Rect], line: PageLine) -> bool:
    """Whether a line stands below the last one of a column, and not much apart."""
    last, box = column[0][-1], line.box
    if last.turn != line.turn or not last.is_level:
        return False
    shared = min(box.right, column[1].right) - max(box.left, column[1].left)
    narrower = min(box.width, column[1].width)
    near = 0 <= line.top - last.top <= 4 * max(last.bottom - last.top, 1.0)
    return near and shared > 0.5 * narrower


def _nearest(line: PageLine, along: float) -> tuple[int, bool]:
    """The index of the letter nearest to `along`, and whether the caret stands after it."""
    centres = [(left + right) / 2 for left, right in zip(line.lefts, line.rights, strict=True)]
    index = min(range(len(centres)), key=lambda each: abs(centres[each] - along))
    # Text that runs to the left, or is turned upside down, goes the other way along.
    backwards = len(centres) > 1 and centres[0] > centres[-1]
    return index, (along < centres[index]) if backwards else (along > centres[index])


def _inside(box: Rect, place: PagePlace, slack: float) -> bool:
    return (
        box.left - slack <= place.x <= box.right + slack
        and box.top - slack <= place.y <= box.bottom + slack
    )


def _far(box: Rect, place: PagePlace) -> float:
    across = max(box.left - place.x, place.x - box.right, 0.0)
    down = max(box.top - place.y, place.y - box.bottom, 0.0)
    return float((across * across + down * down) ** 0.5)

"""What stands on pages beside the text: running heads and feet, page numbers, stamps in the margin."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median

from closereader.importing.lists import roman_value, to_roman
from closereader.importing.page_text_lines import Line
from closereader.importing.page_text_passage import Flow
from closereader.importing.page_text_tags import is_artifact, is_certain

# Heads and feet stand in this share of a page's height at its edges, and are at most so many rows.
_EDGE = 0.16
_MOST_ROWS = 3
_SLACK = 3.0

_NUMBER = re.compile(r"\d+")
_BARE = re.compile(
    r"[-–—\s(\[|·•]*(?:page|p\.|seite|s\.|página|pág\.|pagina)?\s*(\d{1,5}|[ivxlc]{1,7})"
    r"(?:\s*(?:of|/|von|de|di|sur)\s*\d{1,4})?[-–—\s)\]|·•]*",
    re.I,
)
_AT_START = re.compile(r"[-–—(\[|\s]*(\d{1,5}|[ivxlc]{1,7})(?=[\s\])|–—-]|$)")
_AT_END = re.compile(r"(?:^|[\s(\[|–—-])(\d{1,5}|[ivxlc]{1,7})[-–—)\]|\s]*$")
# What a browser writes at the head and the foot of a page that it prints.
_TIME = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?"
_OF = r"(?:page\s+)?\d{1,4}\s?(?:of|/|von|sur|de|di)\s?\d{1,4}"
_ADDRESS = r"(?:(?:https?|file)://|www\.)\S+"
_PRINTED = re.compile(
    rf"^{_TIME}(?:$|\s)|\s{_TIME}$|{_ADDRESS}.*\s{_OF}$|^{_OF}\s.*{_ADDRESS}", re.I
)
_BARE_ADDRESS = re.compile(_ADDRESS, re.I)
_ENDS_IN_ADDRESS = re.compile(rf"(?:^|\s){_ADDRESS}$", re.I)


@dataclass(eq=False)
class _Row:
    """Lines of one page on one baseline, at its head or foot. `gap`: to the next row towards the middle,
    in ems; `is_small`: its letters are no larger than most of the page's."""

    page: int
    lines: list[Line]
    is_head: bool
    depth: int = 0
    gap: float = 0.0
    is_small: bool = True

    @property
    def base(self) -> float:
        return self.lines[0].base

    @cached_property
    def text(self) -> str:
        return "  ".join(line.text for line in sorted(self.lines, key=lambda line: line.left))

    @cached_property
    def key(self) -> tuple[str, bool]:
        return _NUMBER.sub("#", _bare_roman(self.text.lower())), self.is_head


def _bare_roman(text: str) -> str:
    words = text.split()
    return " ".join("#" if roman_value(word) else word for word in words)


@dataclass(slots=True)
class Furniture:
    """The lines that are no part of the text, and what the pages call themselves: `labels[page]`."""

    lines: set[int] = field(default_factory=set)
    labels: dict[int, str] = field(default_factory=dict)
    stamps: list[str] = field(default_factory=list)


def clear(flows: Sequence[Flow], has_artifacts: bool = False) -> Furniture:
    """Take the furniture out of the pages, and say what it was. `has_artifacts`: the file says of words
    that they are no part of the text, and is to be believed."""
    found = Furniture()
    heads = [_rows(flow, True) for flow in flows]
    feet = [_rows(flow, False) for flow in flows]
    edges = heads + feet
    shift, romans = _numbering(edges, len(flows))
    found.labels = _labels(edges, shift, romans, len(flows))
    taken: list[_Row] = []
    for depth in range(_MOST_ROWS):
        candidates = [
            rows[depth]
            for rows in edges
            if len(rows) > depth and (not depth or id(rows[depth - 1]) in found.lines)
        ]
        judged = _judge(candidates, shift, romans, len(flows))
        if not judged:
            break
        taken += judged
        found.lines |= {id(row) for row in judged}
    gone = {id(line) for row in taken for line in row.lines} | _stamps(flows, found)
    if has_artifacts:
        lines = [line for flow in flows for column in flow.columns for line in column.lines]
        gone |= {id(line) for line in lines if is_artifact(line)}
        gone -= {id(line) for line in lines if is_certain(line)}
    if all(id(line) in gone for flow in flows for c in flow.columns for line in c.lines):
        gone = set()  # A line a page is what such a file has to say.
    for flow in flows:
        for column in flow.columns:
            if any(id(line) in gone for line in column.lines):
                column.keep(gone)
        flow.columns = [column for column in flow.columns if column.lines]
    found.lines = gone
    return found


def _rows(flow: Flow, is_head: bool) -> list[_Row]:
    """The rows at the head or foot of a page, the outermost first."""
    lines = [line for column in flow.columns for line in column.lines]
    if not lines:
        return []
    turn = Counter(line.turn for line in lines).most_common(1)[0][0]
    height = flow.page.frame(turn)[1]
    lines = [line for line in lines if line.turn == turn]
    usual = median(line.size for line in lines)
    lines.sort(key=lambda line: line.base, reverse=not is_head)
    rows: list[_Row] = []
    for line in lines:
        if rows and abs(rows[-1].base - line.base) <= _SLACK:
            rows[-1].lines.append(line)
            continue
        if rows:
            rows[-1].gap = abs(line.base - rows[-1].base) / max(line.size, 1)
        is_outside = line.base < _EDGE * height if is_head else line.base > (1 - _EDGE) * height
        if len(rows) == _MOST_ROWS or not is_outside:
            break
        is_small = line.size <= 1.05 * usual
        rows.append(_Row(flow.page.number, [line], is_head, len(rows), is_small=is_small))
    return rows


def _judge(rows: Sequence[_Row], shift: int | None, romans: int | None, pages: int) -> list[_Row]:
    """Which of the rows are furniture; all stand as far from the edge."""
    needed = 2 if pages <= 5 else 3
    bases: dict[tuple[str, bool], list[float]] = {}
    sizes: dict[tuple[str, bool], list[float]] = {}
    for row in rows:
        bases.setdefault(row.key, []).append(row.base)
        sizes.setdefault(row.key, []).append(row.lines[0].size)
    for heights in bases.values():
        heights.sort()
    smallest = {key: min(found) for key, found in sizes.items()}
    certain = []
    for row in rows:
        heights = bases[row.key]
        slack = 4 * _SLACK
        near = bisect_right(heights, row.base + slack) - bisect_left(heights, row.base - slack)
        if row.lines[0].size > 1.15 * smallest[row.key]:
            continue  # The title, whose words the heads repeat.
        if (
            (near >= needed and (len(row.text) < 200 or pages > 2))
            or (
                _BARE.fullmatch(row.text)
                and (_fits(row, shift, romans) or (pages == 1 and row.gap > 2.2))
            )
            or (_fits(row, shift, romans) and len(row.text) < 120 and row.depth == 0)
            or (row.is_small and len(row.text) < 250 and _is_printed(row))
        ):
            certain.append(row)
    return certain + _alike(rows, certain, pages) if len(certain) > 2 else certain


def _is_printed(row: _Row) -> bool:
    """Whether a row is what a browser prints: title, address, date, page of pages."""
    if _PRINTED.search(row.text):
        return True
    found = _ENDS_IN_ADDRESS.search if row.is_head else _BARE_ADDRESS.fullmatch
    return row.gap > 2.2 and found(row.text) is not None


def _alike(rows: Sequence[_Row], certain: Sequence[_Row], pages: int) -> list[_Row]:
    """Rows that stand where others are furniture, in letters of the same size, and as far from the
    text: heads whose words change with the chapter."""
    gaps: dict[tuple[bool, int, int], list[float]] = {}
    for row in certain:
        for height in (-1, 0, 1):
            for size in (-1, 0, 1):
                gaps.setdefault(_place(row, height, size), []).append(row.gap)
    usual = {
        place: median(found) for place, found in gaps.items() if len(found) >= max(3, 0.2 * pages)
    }
    sure = {id(row) for row in certain}
    return [
        row
        for row in rows
        if id(row) not in sure
        and len(row.text) <= 110
        and row.gap >= 0.8 * usual.get(_place(row, 0, 0), float("inf"))
    ]


def _place(row: _Row, height: int, size: int) -> tuple[bool, int, int]:
    """Where a row stands and how large its letters are, or so many steps beside."""
    return row.is_head, round(row.base / 1.5) + height, round(row.lines[0].size / 0.3) + size


def _numbers(text: str) -> list[tuple[int, bool]]:
    """The numbers at either end of a line, each with whether it is Roman."""
    found = []
    for pattern in (_AT_START, _AT_END):
        match = pattern.search(text) if pattern is _AT_END else pattern.match(text)
        bare = _BARE.fullmatch(text)
        word = match[1] if match else bare[1] if bare else ""
        if word.isdecimal():
            found.append((int(word), False))
        elif word and roman_value(word):
            found.append((roman_value(word), True))
    return found


def _numbering(edges: Iterable[Sequence[_Row]], pages: int) -> tuple[int | None, int | None]:
    """By how much the printed numbers differ from the pages' places in the file: in figures, and
    in Roman ones; None where there are none."""
    shifts: Counter[int] = Counter()
    romans: Counter[int] = Counter()
    for rows in edges:
        seen = {(number, roman) for row in rows for number, roman in _numbers(row.text)}
        for number, is_roman in seen:
            (romans if is_roman else shifts)[number - rows[0].page] += 1
    found = []
    for counted in (shifts, romans):
        best, often = counted.most_common(1)[0] if counted else (0, 0)
        is_plain = often >= 2 and (often >= 0.25 * pages or often >= 5)
        found.append(best if is_plain else None)
    return found[0], found[1]


def _fits(row: _Row, shift: int | None, romans: int | None) -> bool:
    return any(
        number - row.page == (romans if is_roman else shift)
        for number, is_roman in _numbers(row.text)
    )


def _labels(
    edges: Iterable[Sequence[_Row]], shift: int | None, romans: int | None, pages: int
) -> dict[int, str]:
    """What is printed on the pages; those between two numbered ones are counted on."""
    labels: dict[int, str] = {}
    figures: list[int] = []
    roman_pages: list[int] = []
    for rows in edges:
        for row in rows:
            for number, is_roman in _numbers(row.text):
                if number - row.page == (romans if is_roman else shift):
                    (roman_pages if is_roman else figures).append(row.page)
    if romans is not None and roman_pages:
        for page in range(max(roman_pages) + 1):
            if page + romans > 0:
                labels[page] = to_roman(page + romans)
    if shift is not None and figures:
        # The first page of a chapter or an article often bears none.
        begin = max(min(figures) - 2, 0) if romans is None else min(figures)
        for page in range(begin, pages):
            if page + shift > 0:
                labels[page] = str(page + shift)
    return labels


def _stamps(flows: Sequence[Flow], found: Furniture) -> set[int]:
    """Lines that are turned another way than the page's text and stand in its margin."""
    gone = set()
    turned: list[tuple[Flow, Line]] = []
    for flow in flows:
        letters: Counter[int] = Counter()
        for column in flow.columns:
            for line in column.lines:
                letters[line.turn] += len(line.text)
        if len(letters) < 2:
            continue
        main = letters.most_common(1)[0][0]
        turned += [
            (flow, line)
            for column in flow.columns
            for line in column.lines
            if line.turn != main and letters[line.turn] < 0.2 * letters[main]
        ]
    keys = Counter(_NUMBER.sub("#", line.text) for _flow, line in turned)
    for flow, line in turned:
        across = flow.page.frame(line.turn)[1]
        is_outside = min(line.base, across - line.base) < 0.09 * across
        if (is_outside and len(line.text) > 8) or keys[_NUMBER.sub("#", line.text)] >= 3:
            gone.add(id(line))
            found.stamps.append(line.text)
    return gone

"""In which order the lines of a page are read: columns, and what runs across them."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from closereader.importing.page_text_lines import Line

# In ems of the larger line: lines further apart are not of one column's run.
_FARTHEST = 2.6
_DEEPEST = 40


@dataclass(slots=True)
class Column:
    """Lines one below the other, of one column or part of it. `rows`: of a table the lines of its cells,
    of which `heads` rows say what is in its columns; `is_text`: they are too long for a table."""

    lines: list[Line]
    left: float
    right: float
    top: float
    bottom: float
    rows: list[list[list[Line]]] = field(default_factory=list)
    heads: int = 0
    is_text: bool = False

    def keep(self, gone: Container[int]) -> None:
        """Let go of lines (by identity)."""
        self.lines = [line for line in self.lines if id(line) not in gone]
        self.rows = [
            [[line for line in cell if id(line) not in gone] for cell in row] for row in self.rows
        ]
        if self.lines:
            self.top = min(line.top for line in self.lines)
            self.bottom = max(line.bottom for line in self.lines)
            self.left = min(line.left for line in self.lines)
            self.right = max(line.right for line in self.lines)


def columns_of(lines: Sequence[Line], tables: Sequence[Column] = ()) -> list[Column]:
    """The lines of one page and turn in columns, in the order in which they are read, with its tables."""
    found: list[Column] = []
    for column in _cut([*_chains(lines), *tables], 0):
        if not column.is_text:
            found.append(column)
            continue
        for row in column.rows:
            for cell in row:
                found += _cut(_chains(cell), 0)
    return found


def table_of(rows: list[list[list[Line]]], heads: int, is_text: bool) -> Column:
    """A table as a column of its own."""
    column = column_of([line for row in rows for cell in row for line in cell])
    column.rows, column.heads, column.is_text = rows, heads, is_text
    return column


def _chains(lines: Sequence[Line]) -> list[Column]:
    """Lines strung together where each has one neighbour above and one below."""
    lines = sorted(lines, key=lambda line: line.base)
    below: list[list[int]] = [[] for _line in lines]
    above: list[int] = [0] * len(lines)
    for index, line in enumerate(lines):
        seen: list[tuple[float, float]] = []
        limit = line.base + _FARTHEST * 3 * line.size
        for other_index in range(index + 1, len(lines)):
            other = lines[other_index]
            if other.base > limit:
                break
            if other.base - line.base < 0.3 * min(line.size, other.size):
                continue
            low, high = max(line.left, other.left), min(line.right, other.right)
            if high - low <= 0.3 * min(line.size, other.size):
                continue
            # A line between, however short, is what it follows.
            slack = 0.3 * min(line.size, other.size)
            if any(
                left < other.right - slack and right > other.left + slack for left, right in seen
            ):
                continue
            seen.append((other.left, other.right))
            below[index].append(other_index)
            above[other_index] += 1
    next_of: dict[int, int] = {}
    for index, found in enumerate(below):
        if len(found) == 1 and above[found[0]] == 1:
            a, b = lines[index], lines[found[0]]
            if b.base - a.base <= _FARTHEST * max(a.size, b.size):
                next_of[index] = found[0]
    starts = set(range(len(lines))) - set(next_of.values())
    chains = []
    for start in sorted(starts):
        chain = [lines[start]]
        while start in next_of:
            start = next_of[start]
            chain.append(lines[start])
        chains.append(column_of(chain))
    return chains


def column_of(lines: list[Line]) -> Column:
    """These lines as one column."""
    return Column(
        lines,
        min(line.left for line in lines),
        max(line.right for line in lines),
        min(line.top for line in lines),
        max(line.bottom for line in lines),
    )


def _cut(columns: list[Column], depth: int) -> list[Column]:
    """Parted at the gaps that run through all of them: side by side first, then one below the other."""
    if len(columns) < 2:
        return columns
    if depth > _DEEPEST:
        return sorted(columns, key=lambda c: (c.top, c.left))
    sides = _side_by_side(columns)
    if sides is not None:
        return [column for side in sides for column in _cut(side, depth + 1)]
    groups: list[list[Column]] = []
    for strip in _strips(columns):
        if groups and _is_one(groups[-1], strip):
            groups[-1] = groups[-1] + strip
        else:
            groups.append(strip)
    if len(groups) == 1:
        return sorted(columns, key=lambda c: (c.top, c.left))
    return [column for group in groups for column in _cut(group, depth + 1)]


def _is_one(above: list[Column], below: list[Column]) -> bool:
    """Whether columns go on below a gap that runs across all of them."""
    if _side_by_side(above + below) is None:
        return False
    here, there = _side_by_side(above), _side_by_side(below)
    slack = 1.5 * below[0].lines[0].size
    if here is None and there is None:
        return False
    if here is None:
        return _fits(above, there or [], slack)
    if there is None:
        return _fits(below, here, slack)
    # The names under a title stand in columns too, but in others.
    return len(here) != len(there) or all(
        abs(min(c.left for c in a) - min(c.left for c in b)) < slack
        for a, b in zip(here, there, strict=True)
    )


def _fits(alone: Sequence[Column], groups: Sequence[Sequence[Column]], slack: float) -> bool:
    """Whether what stands alone belongs to one of the columns beside each other, as a title over both of
    them does not."""
    left, right = min(c.left for c in alone), max(c.right for c in alone)
    edges = [(min(c.left for c in group), max(c.right for c in group)) for group in groups]
    for index, (low, high) in enumerate(edges):
        following = edges[index + 1][0] if index + 1 < len(edges) else right + slack
        is_inside = low - slack <= left and right <= high + slack
        if is_inside or (abs(left - low) < slack and right < following):
            return True
    return False


def _side_by_side(columns: Sequence[Column]) -> list[list[Column]] | None:
    """The columns in groups from left to right with a gap between, if they stand beside each other."""
    if len(columns) < 2:
        return None
    ordered = sorted(columns, key=lambda c: c.left)
    groups = [[ordered[0]]]
    right = ordered[0].right
    for column in ordered[1:]:
        if column.left > right + 0.2 * column.lines[0].size:
            groups.append([column])
        else:
            groups[-1].append(column)
        right = max(right, column.right)
    if len(groups) < 2:
        return None
    for one, other in pairwise(groups):
        low = max(min(c.top for c in one), min(c.top for c in other))
        high = min(max(c.bottom for c in one), max(c.bottom for c in other))
        shorter = min(
            max(c.bottom for c in side) - min(c.top for c in side) for side in (one, other)
        )
        if high - low < 0.4 * shorter:
            return None
    return groups


def _strips(columns: Sequence[Column]) -> list[list[Column]]:
    """The columns in groups from the top down with a gap between."""
    ordered = sorted(columns, key=lambda c: c.top)
    groups = [[ordered[0]]]
    bottom = ordered[0].bottom
    for column in ordered[1:]:
        slack = 0.15 * min(column.lines[0].size, groups[-1][-1].lines[-1].size)
        if column.top >= bottom - slack:
            groups.append([column])
        else:
            groups[-1].append(column)
        bottom = max(bottom, column.bottom)
    return groups

"""Tables of a page: by what its file says of its words, or by the lines drawn round their cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from closereader.importing.page_text import Piece, Rule

_NEAR = 2.5
_MOST_RULES = 400
_FEWEST_CELLS = 4
# What stands in such a cell is to be read as text.
_LONGEST_CELL = 600
_MANY_LINES = 5
_FEW_WORDS = 2.2

Rule3 = tuple[float, float, float]


@dataclass(slots=True)
class Grid:
    """A table. `rows`: of each its cells from the left, of each its pieces; `heads`: how many rows at the
    top say what is in the columns; `is_text`: its cells are too long for a table, and only follow one
    another."""

    rows: list[list[list[Piece]]]
    heads: int = 0
    is_text: bool = False

    @property
    def pieces(self) -> list[Piece]:
        """All of them."""
        return [piece for row in self.rows for cell in row for piece in cell]


@dataclass(slots=True)
class _Frame:
    """Lines that meet: upright ones as (x, top, bottom), level ones as (y, left, right)."""

    upright: list[Rule3] = field(default_factory=list)
    level: list[Rule3] = field(default_factory=list)


def grids_of(pieces: Sequence[Piece], rules: Sequence[Rule]) -> list[Grid]:
    """The tables of a page's level writing, from the top down."""
    found = _tagged(pieces)
    taken = {id(piece) for grid in found for piece in grid.pieces}
    for frame in _frames(rules):
        rest = [piece for piece in pieces if id(piece) not in taken]
        grid = _framed(frame, rest)
        if grid is not None:
            found.append(grid)
            taken |= {id(piece) for piece in grid.pieces}
    return found


def _tagged(pieces: Sequence[Piece]) -> list[Grid]:
    tables: dict[int, dict[int, dict[int, list[Piece]]]] = {}
    heads: set[tuple[int, int]] = set()
    for piece in pieces:
        tag = piece.tag
        if tag is None or not tag.cell or not tag.row:
            continue
        rows = tables.setdefault(tag.table, {})
        rows.setdefault(tag.row, {}).setdefault(tag.cell, []).append(piece)
        if tag.is_head:
            heads.add((tag.table, tag.row))
    found = []
    for table, rows in tables.items():
        made = [
            [cells.get(number, []) for number in range(1, max(cells) + 1)]
            for _row, cells in sorted(rows.items())
        ]
        grid = Grid(made, 1 if (table, min(rows)) in heads else 0)
        if _is_table(grid) and _descends(grid):
            found.append(grid)
    return found


def _descends(grid: Grid) -> bool:
    """Whether each row stands below the one before."""
    bases = [median(piece.base for cell in row for piece in cell) for row in grid.rows if any(row)]
    return all(b > a for a, b in pairwise(bases))


def _is_table(grid: Grid) -> bool:
    """Whether there are enough cells to make a table; marks one whose cells are too long."""
    cells = [cell for row in grid.rows for cell in row if cell]
    if len(cells) < _FEWEST_CELLS or max(sum(map(bool, row)) for row in grid.rows) < 2:
        return False
    if sum(any(row) for row in grid.rows) < 2:
        return False
    longest = max(sum(len(piece.text) + 1 for piece in cell) for cell in cells)
    grid.is_text = longest > _LONGEST_CELL
    return True


def _frames(rules: Iterable[Rule]) -> list[_Frame]:
    """The lines in groups that meet."""
    upright = _joined((x0, y0, y1) for x0, y0, x1, y1 in rules if x0 == x1)
    level = _joined((y0, x0, x1) for x0, y0, x1, y1 in rules if y0 == y1 and x0 != x1)
    if not (2 <= len(level) <= _MOST_RULES and 1 <= len(upright) <= _MOST_RULES):
        return []
    group = list(range(len(level) + len(upright)))

    def root(place: int) -> int:
        while group[place] != place:
            group[place] = group[group[place]]
            place = group[place]
        return place

    for index, (y, left, right) in enumerate(level):
        for other, (x, top, bottom) in enumerate(upright, len(level)):
            if left - _NEAR <= x <= right + _NEAR and top - _NEAR <= y <= bottom + _NEAR:
                group[root(other)] = root(index)
    frames: dict[int, _Frame] = {}
    for index, line in enumerate(level):
        frames.setdefault(root(index), _Frame()).level.append(line)
    for other, line in enumerate(upright, len(level)):
        frames.setdefault(root(other), _Frame()).upright.append(line)
    return sorted(
        (frame for frame in frames.values() if frame.upright and len(frame.level) > 1),
        key=lambda frame: min(y for y, _left, _right in frame.level),
    )


def _joined(lines: Iterable[Rule3]) -> list[Rule3]:
    """With lines that lie on one another or go on where one ends as one."""
    found: list[Rule3] = []
    for at, start, end in sorted((round(a, 1), b, c) for a, b, c in lines):
        index = len(found) - 1
        while index >= 0 and at - found[index][0] <= _NEAR:
            other, first, last = found[index]
            if start <= last + _NEAR and end >= first - _NEAR:
                found[index] = (other, min(first, start), max(last, end))
                break
            index -= 1
        else:
            found.append((at, start, end))
    return found


def _framed(frame: _Frame, pieces: Sequence[Piece]) -> Grid | None:
    """The table in a frame of lines."""
    xs = _places([x for x, _t, _b in frame.upright] + _ends(frame.level))
    ys = _places([y for y, _l, _r in frame.level] + _ends(frame.upright))
    if len(xs) < 3 or len(ys) < 3 or len(xs) > 60 or len(ys) > 300:
        return None
    inside = [
        (piece, row, column)
        for piece in pieces
        if (column := _between(xs, (piece.left + piece.right) / 2)) is not None
        and (row := _between(ys, piece.base - 0.3 * piece.size)) is not None
    ]
    if not inside:
        return None
    owner = _owners(xs, ys, frame)
    cells: dict[tuple[int, int], list[Piece]] = {}
    for piece, row, column in inside:
        cells.setdefault(owner[row, column], []).append(piece)
    rows = []
    for row in range(len(ys) - 1):
        made = [
            cells.get((row, column), [])
            for column in range(len(xs) - 1)
            if owner[row, column][1] == column
        ]
        if any(made):
            rows += _by_lines(made)
    grid = Grid(rows)
    whole = len(set(owner.values()))
    return grid if _is_table(grid) and 4 * len(cells) >= whole else None


def _by_lines(row: list[list[Piece]]) -> list[list[list[Piece]]]:
    """A row parted into one for each line, where none is drawn between those: its cells have words on the
    same lines, and few on each, or all have as many lines."""
    parted = [_lines_of(cell) for cell in row]
    counts = {len(lines) for lines in parted if lines}
    are_even = len(counts) == 1 and min(counts) > 2 and sum(map(bool, parted)) > 2
    many = [lines for lines in parted if are_even or len(lines) >= _MANY_LINES]
    if len(many) < 2:
        return [row]
    has_prose = any(
        sum(map(len, lines)) > _FEW_WORDS * len(lines) for lines in parted if len(lines) > 1
    )
    if has_prose and not are_even:
        return [row]
    size = row[0][0].size if row[0] else 10.0
    bases = _places((lines[0].base for cell in parted for lines in cell), 0.4 * size)
    if len(bases) > 1.3 * max(map(len, many)):
        return [row]
    return [
        [[piece for piece in cell if abs(piece.base - base) <= 0.4 * size] for cell in row]
        for base in bases
    ]


def _lines_of(cell: Sequence[Piece]) -> list[list[Piece]]:
    lines: list[list[Piece]] = []
    for piece in sorted(cell, key=lambda piece: piece.base):
        if lines and piece.base - lines[-1][0].base < 0.4 * piece.size:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return lines


def _ends(lines: Sequence[Rule3]) -> list[float]:
    """How far the lines reach: the sides of a table are often left open."""
    return [min(start for _a, start, _e in lines), max(end for _a, _s, end in lines)]


def _places(values: Iterable[float], slack: float = 2 * _NEAR) -> list[float]:
    """The values in order, one of those that lie near one another."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > slack:
            found.append(value)
    return found


def _between(edges: Sequence[float], value: float) -> int | None:
    return next(
        (index for index, (a, b) in enumerate(pairwise(edges)) if a - 1 <= value <= b + 1), None
    )


def _owners(
    xs: Sequence[float], ys: Sequence[float], frame: _Frame
) -> dict[tuple[int, int], tuple[int, int]]:
    """For each place of the grid the first place of the cell to which it belongs: no line parts them."""
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row, (top, bottom) in enumerate(pairwise(ys)):
        for column, (left, right) in enumerate(pairwise(xs)):
            own = (row, column)
            if column and not _is_drawn(frame.upright, left, (top + bottom) / 2):
                own = owner[row, column - 1]
            elif row and not _is_drawn(frame.level, top, (left + right) / 2):
                own = owner[row - 1, column]
            owner[row, column] = own
    return owner


def _is_drawn(lines: Iterable[Rule3], at: float, along: float) -> bool:
    return any(abs(a - at) <= 2 * _NEAR and start <= along <= end for a, start, end in lines)

"""Rows of tables: runs of words that stand beside each other and are read across, not down."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from closereader.importing.page_text import Piece

_NUMBER = re.compile(
    r"[-+–−±~<>≤≥(\[]*[$€£¥]?\s?\d[\d.,:/\s]*[%)\]*a-z°]{0,3}|[-–—.✓×xX•*]{1,3}|n/?a|[ivxlc]{1,6}",
    re.I,
)
_LONG = 40
_SHORT = 16
_NEAR = 3.2


@dataclass(slots=True)
class Run:
    """Pieces that were found one after the other and belong together. `cells`: which of them (by
    identity) begin a cell of a table's row."""

    pieces: list[Piece]
    left: float
    right: float
    base: float
    size: float
    is_backward: bool = False
    cells: set[int] = field(default_factory=set)

    @property
    def text(self) -> str:
        """Its words, parted as they stand."""
        return "".join(
            piece.text if piece.is_glued or not index else f" {piece.text}"
            for index, piece in enumerate(self.pieces)
        )


def join_cells(rows: list[list[Run]]) -> None:
    """Make one run of the runs of each row of a table. `rows`: from the top down, each from the left."""
    likely = [_likely(row) for row in rows]
    whole = [
        part
        if part is not None
        and any(_agree(rows, likely, index, other) for other in _beside(index, rows))
        else None
        for index, part in enumerate(likely)
    ]
    for index, part in enumerate(whole):
        if part is None:
            continue
        first, last = part
        row = rows[index]
        run = row[first]
        for other in row[first + 1 : last]:
            other.pieces[0].is_glued = False
            run.cells.add(id(other.pieces[0]))
            run.cells |= other.cells
            run.pieces += other.pieces
            run.right = max(run.right, other.right)
        row[first + 1 : last] = []


def _likely(row: Sequence[Run]) -> tuple[int, int] | None:
    """Which runs of a row could be its cells, from one index to before another."""
    if len(row) < 2 or any(run.is_backward for run in row):
        return None
    texts = [run.text for run in row]
    if len(row) == 2 and _NUMBER.fullmatch(texts[1]) and len(texts[1]) <= 8:
        return 0, 2
    first = 0
    while first < len(row) and len(texts[first]) > _LONG:
        first += 1
    cells = texts[first:]
    if len(cells) < 2 or any(len(text) > _LONG for text in cells):
        return None
    numbers = sum(_NUMBER.fullmatch(text) is not None for text in cells[1:])
    average = sum(map(len, cells[1:])) / (len(cells) - 1)
    if average <= _SHORT and (numbers * 2 >= len(cells) - 1 or (len(cells) >= 4 and average <= 12)):
        return first, len(row)
    return None


def _beside(index: int, rows: Sequence[Sequence[Run]]) -> list[int]:
    """The rows just above and below."""
    base, size = rows[index][0].base, rows[index][0].size
    return [
        other
        for other in range(max(index - 2, 0), min(index + 3, len(rows)))
        if other != index and abs(rows[other][0].base - base) < _NEAR * size
    ]


def _agree(
    rows: Sequence[Sequence[Run]],
    likely: Sequence[tuple[int, int] | None],
    index: int,
    other: int,
) -> bool:
    """Whether two rows have their last cells in one column of the table."""
    here, there = likely[index], likely[other]
    if here is None or there is None:
        return False
    a, b = rows[index][here[0] : here[1]], rows[other][there[0] : there[1]]
    if a[-1].right < b[-1].left or b[-1].right < a[-1].left:
        return False
    if max(len(run.text) for run in (a[0], b[0])) <= _LONG:
        return True
    # Lines of a column that is filled to its edge have nothing to do with numbers beside it.
    return abs(a[0].right - b[0].right) > 0.5 * a[0].size

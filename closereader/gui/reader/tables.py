"""Sets a table: every cell wraps inside its column, numbers stand under one another.

A table is one block of the text, so that positions in it stay positions in the text: rows are
lines of it, cells are parted by tabs. Each cell becomes one or more lines of Qt's, put where the
cell is; a tab wider than any column ends the cell's last line.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from closereader.gui.reader.columns import HEAD, Cell, Fit, cells_of, fit, with_figures
from closereader.gui.reader.lines import SetBlock, TableRow, drop, line_pitch
from closereader.gui.reader.look import Matter, ReaderStyle, formats
from closereader.text.scripts import is_right_to_left
from closereader.text.utf16 import Utf16Map

_END_OF_CELL = 50_000.0  # how far a tab leads: beyond any column
_NO_TAB = 0.1
_BETWEEN_FOLDED = 0.4  # rows, in lines
_NUMBER = re.compile(r"[(\[]?[-+−–±~<>≈]?\s?[£$€¥]?\s?\d[\d\s.,’'·:/]*\s?[%‰°]?[)\]]?\*?")
_NOTHING = frozenset(("", "-", "–", "—", "…", "..", "n/a"))


def set_table(
    layout: QTextLayout, style: ReaderStyle, matter: Matter, column: float, room: float
) -> SetBlock:
    """Set a table in a column of `column` pixels if that can be (`columns` says how), in at most
    `room`; the block's level is how many of its rows are its head."""
    text = matter.text
    cells = cells_of(text)
    head = min(matter.block.level, cells[-1].row)
    fitted = fit(style, matter, cells, head, column, room)
    look = fitted.look
    units = Utf16Map(text)
    head_end = next((cell.start for cell in cells if cell.row >= head), 0)
    ranges = formats(style, replace(matter, look=look))
    layout.setFormats(_with_head(ranges, units.position(head_end)))
    setter = _Setter(fitted, _numeric_columns(cells, text, head), head, line_pitch(style, look))
    setter.is_mirrored = is_right_to_left(text)
    setter.right = max(column, fitted.total)
    layout.setTextOption(_option(is_mirrored=setter.is_mirrored))
    starts = [cell.start for cell in cells]
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        cell = cells[bisect_right(starts, units.offset(line.textStart())) - 1]
        setter.place(line, cell, units.position(cell.end), lambda line: drop(line, style, look))
    layout.endLayout()
    return SetBlock(
        setter.top + setter.height,
        look=look,
        rules=setter.rules,
        rule_left=setter.right - fitted.total if setter.is_mirrored else 0.0,
        rule_width=fitted.total,
        rows=setter.rows,
    )


class _Setter:
    """Puts the lines of cells where they belong, in the order of the text."""

    def __init__(self, fit: Fit, to_right: set[int], head: int, pitch: float) -> None:
        self._fit = fit
        self._to_right = to_right
        self._head = head
        self._pitch = pitch
        self._cell: Cell | None = None
        self._y = 0.0
        self.is_mirrored = False
        self.right = 0.0
        self.top = 0.0
        self.height = 0.0
        self.rows: list[TableRow] = []
        self.rules: list[float] = []

    def place(
        self, line: QTextLine, cell: Cell, end: int, drop_of: Callable[[QTextLine], float]
    ) -> None:
        """Set the next line; it begins in `cell`, which ends at UTF-16 position `end`."""
        self._begin(cell, line.lineNumber())
        fit = self._fit
        width = fit.total if cell.spans else fit.widths[cell.column]
        left = 0.0 if cell.spans else fit.lefts[cell.column]
        line.setLineWidth(width)
        if self.is_mirrored:
            _end_at(line, end, width)
            # A letter that hangs over counts for more than its column was measured to need.
            left = self.right - left - min(line.naturalTextWidth(), width)
        elif cell.column in self._to_right and not cell.spans and cell.end > cell.start:
            left += max(width - line.naturalTextWidth(), 0.0)
        line.setPosition(QPointF(left, self.top + self._y + drop_of(line)))
        self._y += self._pitch
        self.height = max(self.height, self._y)

    def _begin(self, cell: Cell, line: int) -> None:
        before, self._cell = self._cell, cell
        if before is not None and before.row == cell.row:
            if self._fit.folds[before.column] != self._fit.folds[cell.column]:
                self.top += self.height
                self._begin_row(line)
            elif before.column != cell.column:
                self._y = 0.0
            return
        self.top += self.height
        if before is not None:
            self.top += (_BETWEEN_FOLDED if self._fit.is_folded else 0.16) * self._pitch
            if before.row < self._head <= cell.row:
                self.rules.append(self.top + 0.22 * self._pitch)
                self.top += 0.44 * self._pitch
        self._begin_row(line)

    def _begin_row(self, line: int) -> None:
        self.height = self._y = 0.0
        self.rows.append(TableRow(self.top, line, self.is_mirrored))


def _end_at(line: QTextLine, end: int, width: float) -> None:
    """Let a line go no further than the tab at UTF-16 position `end`, or the tabs of empty cells
    after it. Qt counts clusters, of which there are at most as many as units."""
    columns = end - line.textStart()
    while line.textStart() + line.textLength() > end + 1 and columns >= 0:
        line.setNumColumns(columns, width)
        columns -= 1


def line_at(layout: QTextLayout, rows: list[TableRow], x: float, y: float) -> QTextLine:
    """The line of a table that is nearest to a point: in the row at that height, the cell whose
    column is nearest, and in it the nearest line."""
    number = max(bisect_right(rows, y, key=lambda row: row.top) - 1, 0)
    first = rows[number].first_line
    last = rows[number + 1].first_line if number + 1 < len(rows) else layout.lineCount()

    def distance(index: int) -> tuple[float, float]:
        line = layout.lineAt(index)
        low, high = line.x(), line.x() + line.width()
        if rows[number].is_mirrored:
            high = line.x() + line.naturalTextWidth()
            low = high - line.width()
        aside = max(low - x, x - high, 0.0)
        above = max(line.y() - y, y - line.y() - line.height(), 0.0)
        return aside, above

    return layout.lineAt(min(range(first, last), key=distance))


def _numeric_columns(cells: list[Cell], text: str, head: int) -> set[int]:
    """The columns below the head in which there are numbers and nothing else."""
    found: set[int] = set()
    other: set[int] = set()
    for cell in cells:
        words = text[cell.start : cell.end].strip()
        if cell.row < head or cell.spans or words in _NOTHING:
            continue
        (found if _NUMBER.fullmatch(words) else other).add(cell.column)
    return found - other


def _with_head(
    ranges: list[QTextLayout.FormatRange], head_end: int
) -> list[QTextLayout.FormatRange]:
    """The formats with figures of one width, and the first `head_end` UTF-16 units heavier."""
    out: list[QTextLayout.FormatRange] = []
    for old in ranges:
        end = old.start + old.length
        for low, high in pairwise((old.start, min(max(head_end, old.start), end), end)):
            if low < high:
                font = with_figures(QFont(old.format.font()))
                if high <= head_end:
                    font.setWeight(HEAD)
                made = QTextLayout.FormatRange()
                made.start, made.length = low, high - low
                made.format = QTextCharFormat(old.format)
                made.format.setFont(font)
                out.append(made)
    return out


def _option(*, is_mirrored: bool) -> QTextOption:
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    if is_mirrored:
        # There the tab would lie at the left of what it ends, and move it; see `_end_at`.
        option.setTabStopDistance(_NO_TAB)
    else:
        option.setTabArray([_END_OF_CELL])
    return option

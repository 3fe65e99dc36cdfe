"""Sets a table: every cell wraps inside its column, numbers stand under one another.

A table is one block of the text, so that positions in it stay positions in the text: rows are
lines of it, cells are parted by tabs. Each cell becomes one or more lines of Qt's, put where the
cell is; a tab wider than any column ends the cell's last line.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from closereader.gui.reader.lines import SetBlock, TableRow, drop, line_pitch
from closereader.gui.reader.look import BlockLook, ReaderStyle, block_font, formats, look_of
from closereader.model.document import Block, Inline
from closereader.text.utf16 import Utf16Map

_GAP = 1.3  # between columns, in type sizes
_SMALLEST = 0.84  # of the table's usual type, before columns share the width
_NARROWEST = 1.3  # of a column, in type sizes
_END_OF_CELL = 50_000.0  # how far a tab leads: beyond any column
_NO_TAB = 0.1
_HEAD = QFont.Weight.DemiBold
_NUMBER = re.compile(r"[(\[]?[-+−–±~<>≈]?\s?[£$€¥]?\s?\d[\d\s.,’'·:/]*\s?[%‰°]?[)\]]?\*?")
_NOTHING = frozenset(("", "-", "–", "—", "…", "..", "n/a"))


@dataclass(frozen=True, slots=True)
class _Cell:
    """Code points `start` to `end` of the block; `row` and `column` from 0; `spans`: alone in its row."""

    start: int
    end: int
    row: int
    column: int
    spans: bool = False


@dataclass(frozen=True, slots=True)
class _Fit:
    look: BlockLook
    lefts: list[float]
    widths: list[float]
    total: float


def set_table(
    layout: QTextLayout,
    style: ReaderStyle,
    block: Block,
    text: str,
    inlines: list[Inline],
    column: float,
) -> SetBlock:
    """Set a table in a column of `column` pixels: in its usual type, else a little smaller, else
    with lines broken in the cells. `text`: the block's characters; `block.level`: its head rows."""
    cells = _cells(text)
    head = min(block.level, cells[-1].row)
    fit = _fit(style, look_of(block), cells, text, column, head)
    look = fit.look
    units = Utf16Map(text)
    head_end = next((cell.start for cell in cells if cell.row >= head), 0)
    layout.setFormats(
        _with_head(formats(style, look, block, inlines, text), units.position(head_end))
    )
    setter = _Setter(fit, _numeric_columns(cells, text, head), head, line_pitch(style, look))
    setter.is_mirrored = _is_right_to_left(text)
    setter.right = column
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
        rule_left=column - fit.total if setter.is_mirrored else 0.0,
        rule_width=fit.total,
        rows=setter.rows,
    )


class _Setter:
    """Puts the lines of cells where they belong, in the order of the text."""

    def __init__(self, fit: _Fit, to_right: set[int], head: int, pitch: float) -> None:
        self._fit = fit
        self._to_right = to_right
        self._head = head
        self._pitch = pitch
        self._cell: _Cell | None = None
        self._y = 0.0
        self.is_mirrored = False
        self.right = 0.0
        self.top = 0.0
        self.height = 0.0
        self.rows: list[TableRow] = []
        self.rules: list[float] = []

    def place(
        self, line: QTextLine, cell: _Cell, end: int, drop_of: Callable[[QTextLine], float]
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

    def _begin(self, cell: _Cell, line: int) -> None:
        before, self._cell = self._cell, cell
        if before is not None and before.row == cell.row:
            if before.column != cell.column:
                self._y = 0.0
            return
        self.top += self.height
        if before is not None:
            self.top += 0.16 * self._pitch
            if before.row < self._head <= cell.row:
                self.rules.append(self.top + 0.22 * self._pitch)
                self.top += 0.44 * self._pitch
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


def _cells(text: str) -> list[_Cell]:
    found: list[_Cell] = []
    start = 0
    lines = text.split("\n")
    is_wide = any("\t" in line for line in lines)
    for row, line in enumerate(lines):
        spans = is_wide and "\t" not in line
        for column, words in enumerate(line.split("\t")):
            found.append(_Cell(start, start + len(words), row, column, spans))
            start += len(words) + 1
    return found


def _fit(
    style: ReaderStyle, usual: BlockLook, cells: list[_Cell], text: str, room: float, head: int
) -> _Fit:
    """The type and the columns: as wide as their widest cells if that can be, else in proportion
    to what they hold, none narrower than its longest word unless all cannot be."""
    inner = [cell for cell in cells if not cell.spans]
    count = max((cell.column for cell in inner), default=0) + 1
    largest = round(style.size * usual.scale)
    for size in range(largest, min(round(largest * _SMALLEST), largest) - 1, -1):
        look = replace(usual, scale=size / style.size)
        gap = min(_GAP * size, 0.25 * room / count)
        natural = _widths(style, look, inner, text, head, count)
        if sum(natural) + gap * (count - 1) <= room:
            break
    else:
        natural = _shared(
            natural,
            _widths(style, look, inner, text, head, count, of_words=True),
            room - gap * (count - 1),
            _NARROWEST * size,
        )
    lefts = [0.0]
    for width in natural[:-1]:
        lefts.append(lefts[-1] + width + gap)
    total = lefts[-1] + natural[-1]
    if len(inner) < len(cells):
        total = room
    return _Fit(look, lefts, natural, total)


def _widths(
    style: ReaderStyle,
    look: BlockLook,
    cells: list[_Cell],
    text: str,
    head: int,
    count: int,
    *,
    of_words: bool = False,
) -> list[float]:
    plain = QFontMetricsF(_with_figures(block_font(style, look)))
    heavy = QFontMetricsF(_with_figures(block_font(style, replace(look, weight=_HEAD))))
    widths = [0.0] * count
    for cell in cells:
        metrics = heavy if cell.row < head else plain
        words = text[cell.start : cell.end]
        pieces = words.split() if of_words else [words]
        widest = max(map(metrics.horizontalAdvance, pieces), default=0.0)
        # Qt counts in 64ths of a pixel, and letters differ by what stands beside them.
        widths[cell.column] = max(widths[cell.column], widest + 1.0)
    return widths


def _shared(natural: list[float], least: list[float], room: float, narrowest: float) -> list[float]:
    """Widths that add up to `room`."""
    least = [max(width, min(narrowest, room / len(least))) for width in least]
    wanted = sum(least)
    if wanted >= room:
        # Not even the longest words have room: what is narrow stays whole, the rest is cut down.
        low, high = 0.0, room
        for _step in range(40):
            limit = (low + high) / 2
            if sum(min(width, limit) for width in least) <= room:
                low = limit
            else:
                high = limit
        return [min(width, low) for width in least]
    more = [max(width - least[index], 0.0) for index, width in enumerate(natural)]
    share = (room - wanted) / max(sum(more), 1.0)
    return [width + extra * min(share, 1.0) for width, extra in zip(least, more, strict=True)]


def _numeric_columns(cells: list[_Cell], text: str, head: int) -> set[int]:
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
                font = _with_figures(QFont(old.format.font()))
                if high <= head_end:
                    font.setWeight(_HEAD)
                made = QTextLayout.FormatRange()
                made.start, made.length = low, high - low
                made.format = QTextCharFormat(old.format)
                made.format.setFont(font)
                out.append(made)
    return out


def _with_figures(font: QFont) -> QFont:
    """As high as capitals and all equally wide, so that they stand under one another."""
    font.unsetFeature(QFont.Tag("onum"))
    font.setFeature(QFont.Tag("lnum"), 1)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction runs to the left, as Qt decides for the block."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


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

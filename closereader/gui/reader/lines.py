"""Sets one block in lines: where they break, how far apart they stand, where a mark lies on one."""

from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextLayout, QTextLine, QTextOption

from closereader.gui.reader.filling import Filling
from closereader.gui.reader.look import BlockLook, Matter, ReaderStyle, formats, pen_of
from closereader.model.document import BlockKind
from closereader.text.scripts import is_right_to_left
from closereader.text.utf16 import Utf16Map

# A list or a quotation inside another stands this many type sizes further in.
_STEP = 1.4
_INDENTED = (BlockKind.LIST_ITEM, BlockKind.QUOTATION)
# Lines of fewer characters have holes when they are justified.
_NARROW = 40
# So much of the column is the most that the rest of a line of verse stands further in.
_DEEPEST = 0.45


class TableRow(NamedTuple):
    """Where a row of a table begins, in the block's coordinates, with which of its lines, and
    whether its cells run from right to left."""

    top: float
    first_line: int
    is_mirrored: bool


@dataclass(slots=True)
class SetBlock:
    """A block that was set. `height`: of its lines, in pixels; `look`: how it was set; `hyphens`:
    where hyphens are to be painted, by number of line, each `hyphen_width` wide; `is_mirrored`: its
    lines begin at the right; `has_marker`: the first is its number; of a table, `rules`: heights of
    the lines to be drawn from `rule_left` across `rule_width`, and its `rows`. All in the block's
    coordinates."""

    height: float
    look: BlockLook
    hyphens: dict[int, QPointF] = field(default_factory=dict)
    hyphen_width: float = 0.0
    is_mirrored: bool = False
    has_marker: bool = False
    rules: list[float] = field(default_factory=list)
    rule_left: float = 0.0
    rule_width: float = 0.0
    rows: list[TableRow] = field(default_factory=list)


def line_pitch(style: ReaderStyle, look: BlockLook) -> float:
    """From one line of a block to the next, in pixels."""
    pitch = style.line_px * look.tight
    return pitch * look.scale if look.scale > 1.0 else pitch * max(look.scale, 0.8)


def drop(line: QTextLine, style: ReaderStyle, look: BlockLook) -> float:
    """How far below the top of its pitch a line's own box begins, so that baselines are even."""
    return _baseline(style, look) - line.ascent()


def _baseline(style: ReaderStyle, look: BlockLook) -> float:
    return line_pitch(style, look) / 2 + 0.3 * style.size * look.scale


def band(line: QTextLine, style: ReaderStyle, look: BlockLook) -> tuple[float, float]:
    """Top (from the block's first line) and height of the band a mark fills on a line."""
    size = style.size * look.scale
    return line.y() + line.ascent() - 0.78 * size, 1.06 * size


def gap(
    style: ReaderStyle, look: BlockLook, previous: BlockLook | None, *, same_list: bool = False
) -> float:
    """The space above a block that looks so, after one that looked like `previous`; `same_list`:
    both are items of a list."""
    if previous is None:
        return look.before * style.size
    return (previous.after if same_list else max(previous.after, look.before)) * style.size


def set_lines(
    layout: QTextLayout, style: ReaderStyle, matter: Matter, column: float, language: str = ""
) -> SetBlock:
    """Break a block (but a table, see `tables`) into lines of at most `column` pixels. `language`:
    whose patterns break words in justified blocks, "" for none."""
    block, look, text = matter.block, matter.look, matter.text
    is_mirrored = not look.mono and is_right_to_left(text)
    depth = max(block.level - 1, 0) if block.kind in _INDENTED else 0
    lead = (look.left + _STEP * depth) * style.size
    hang = _hang(style, matter)
    width = max(column - lead - look.right * style.size, 60.0) - hang
    filled = (
        look.justified
        and style.justified
        and width >= _NARROW * style.character_width() * look.scale
    )
    option = _option(is_centred=look.centred, is_filled=filled, is_mirrored=is_mirrored)
    layout.setTextOption(option)
    layout.setFormats(formats(style, matter))
    patterns = language if filled and style.hyphenated else ""
    filling = Filling(layout, text, pen_of(style, look), option, patterns)
    ruler = _Ruler(style, matter)
    pitch, baseline = line_pitch(style, look), _baseline(style, look)
    y = 0.0
    layout.beginLayout()
    if block.marker:
        # The number or bullet is a line of its own, so that the text beside it hangs evenly.
        line = layout.createLine()
        line.setNumColumns(block.marker)
        # With no room to fill, or it would be justified.
        line.setNumColumns(block.marker, line.naturalTextWidth())
        x = column - lead - line.naturalTextWidth() if is_mirrored else lead
        line.setPosition(QPointF(x, baseline - line.ascent()))
    while (line := layout.createLine()).isValid():
        further = hang + ruler.further(line, width) if look.turnover else hang
        room = width + hang - further
        taken = filling.fill(line, room, is_filled=filled, is_mirrored=is_mirrored)
        x = column - lead - further - taken if is_mirrored else lead + further
        line.setPosition(QPointF(x, y + baseline - line.ascent()))
        filling.hyphens.mark(line)
        y += pitch
    layout.endLayout()
    height = max(y, pitch if block.marker else 0.0)
    hyphens = filling.hyphens
    return SetBlock(
        height, look, hyphens.points, hyphens.width, is_mirrored, has_marker=block.marker > 0
    )


class _Ruler:
    """How much further in the rest of a line of verse begins that was too long for the column."""

    def __init__(self, style: ReaderStyle, matter: Matter) -> None:
        self._text = matter.text
        self._further = 0.0
        if matter.look.turnover:
            metrics = pen_of(style, matter.look).metrics
            lines = self._text.split("\n")
            blanks = {line[: len(line) - len(line.lstrip())] for line in lines}
            self._units = Utf16Map(self._text)
            # Deeper than any line of the stanza, or it would be read as one.
            self._further = max(map(metrics.horizontalAdvance, blanks))
            self._further += matter.look.turnover * style.size

    def further(self, line: QTextLine, width: float) -> float:
        """In pixels, for a line that is not set yet, in lines of `width`."""
        if not self._further or not line.textStart():
            return 0.0
        before = self._text[self._units.offset(line.textStart()) - 1]
        return 0.0 if before == "\n" else min(self._further, _DEEPEST * width)


def line_at(
    layout: QTextLayout, style: ReaderStyle, done: SetBlock, x: float, y: float
) -> QTextLine | None:
    """The line nearest to a point, in the block's coordinates; None in a block without lines."""
    count = layout.lineCount()
    if not count:
        return None
    row = max(int(y // line_pitch(style, done.look)), 0)
    if done.has_marker and count > 1:
        first, second = layout.lineAt(0), layout.lineAt(1)
        beside = x > second.x() + second.width() if done.is_mirrored else x < second.x()
        return first if row == 0 and beside else layout.lineAt(min(row + 1, count - 1))
    return layout.lineAt(min(row, count - 1))


def _hang(style: ReaderStyle, matter: Matter) -> float:
    """How much further in the words of a list's item begin than its number."""
    marker = matter.block.marker
    if not marker:
        return 0.0
    metrics = pen_of(style, matter.look).metrics
    return max(metrics.horizontalAdvance(matter.text[:marker]), 1.2 * style.size)


@cache
def _option(*, is_centred: bool, is_filled: bool, is_mirrored: bool) -> QTextOption:
    if is_centred:
        alignment = Qt.AlignmentFlag.AlignHCenter
    elif is_filled:
        alignment = Qt.AlignmentFlag.AlignJustify
    else:
        alignment = Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(alignment)
    to_left, to_right = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
    option.setTextDirection(to_left if is_mirrored else to_right)
    # A word longer than a line is broken where the line ends.
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option

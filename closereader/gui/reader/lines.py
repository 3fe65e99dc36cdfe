"""Sets one block in lines: where they break, how far apart they stand, where a mark lies on one."""

from dataclasses import dataclass, field
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QTextLayout, QTextLine, QTextOption

from closereader.gui.reader.hyphens import Hyphens
from closereader.gui.reader.look import BlockLook, ReaderStyle, block_font, formats, look_of
from closereader.model.document import Block, BlockKind, Inline

# A list or a quotation inside another stands this many type sizes further in.
_STEP = 1.4
_INDENTED = (BlockKind.LIST_ITEM, BlockKind.QUOTATION)


class TableRow(NamedTuple):
    """Where a row of a table begins, in the block's coordinates, with which of its lines, and
    whether its cells run from right to left."""

    top: float
    first_line: int
    is_mirrored: bool


@dataclass(slots=True)
class SetBlock:
    """A block that was set. `height`: of its lines, in pixels; `look`: how it was set; `hyphens`:
    where hyphens are to be painted; of a table, `rules`: heights of the lines to be drawn from
    `rule_left` across `rule_width`, and its `rows`. All in the block's coordinates."""

    height: float
    look: BlockLook
    hyphens: list[QPointF] = field(default_factory=list)
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
    baseline = line_pitch(style, look) / 2 + 0.3 * style.size * look.scale
    return baseline - line.ascent()


def band(line: QTextLine, style: ReaderStyle, look: BlockLook) -> tuple[float, float]:
    """Top (from the block's first line) and height of the band a mark fills on a line."""
    size = style.size * look.scale
    return line.y() + line.ascent() - 0.78 * size, 1.06 * size


def gap(style: ReaderStyle, block: Block, previous: Block | None) -> float:
    """The space above a block."""
    before = look_of(block).before
    if previous is not None:
        after = look_of(previous).after
        same_list = block.kind == previous.kind == BlockKind.LIST_ITEM
        before = after if same_list else max(after, before)
    return before * style.size


def set_lines(
    layout: QTextLayout,
    style: ReaderStyle,
    block: Block,
    text: str,
    inlines: list[Inline],
    column: float,
    language: str = "",
) -> SetBlock:
    """Break a block (but a table, see `tables`) into lines of at most `column` pixels.

    `text`: the block's characters; `inlines`: the styles that touch it; `language`: whose
    patterns break words in justified blocks, "" for none.
    """
    look = look_of(block)
    justified = look.justified and style.justified
    option = _option(justified)
    layout.setTextOption(option)
    patterns = language if justified and style.hyphenated else ""
    hyphens = Hyphens(layout, text, block_font(style, look), patterns, option)
    layout.setFormats(formats(style, look, block, inlines, text))
    depth = max(block.level - 1, 0) if block.kind in _INDENTED else 0
    left = (look.left + _STEP * depth) * style.size
    width = max(column - left - look.right * style.size, 60.0)
    hang = 0.0
    pitch = line_pitch(style, look)
    y = 0.0
    layout.beginLayout()
    if block.marker:
        metrics = QFontMetricsF(block_font(style, look))
        hang = max(metrics.horizontalAdvance(text[: block.marker]), 1.2 * style.size)
        # The number or bullet is a line of its own, so that the text beside it hangs evenly.
        line = layout.createLine()
        line.setNumColumns(block.marker)
        # With no room to fill, or it would be justified.
        line.setNumColumns(block.marker, line.naturalTextWidth())
        line.setPosition(QPointF(left, drop(line, style, look)))
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width - hang)
        is_broken = hyphens.fit(line, width - hang)
        line.setPosition(QPointF(left + hang, y + drop(line, style, look)))
        if is_broken:
            hyphens.mark(line, width - hang)
        y += pitch
    layout.endLayout()
    return SetBlock(max(y, pitch if block.marker else 0.0), look, hyphens.points)


def line_at(
    layout: QTextLayout, style: ReaderStyle, block: Block, x: float, y: float
) -> QTextLine | None:
    """The line nearest to a point, in the block's coordinates; None in a block without lines."""
    count = layout.lineCount()
    if not count:
        return None
    row = max(int(y // line_pitch(style, look_of(block))), 0)
    if block.marker and count > 1:
        first, second = layout.lineAt(0), layout.lineAt(1)
        return first if row == 0 and x < second.x() else layout.lineAt(min(row + 1, count - 1))
    return layout.lineAt(min(row, count - 1))


def _option(justified: bool) -> QTextOption:
    alignment = Qt.AlignmentFlag.AlignJustify if justified else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(alignment)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    return option

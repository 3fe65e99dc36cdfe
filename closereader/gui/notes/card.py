"""Where everything on a card stands: its words laid out for a width, its chips, its height."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QTextCharFormat

from closereader.gui import theme as themes
from closereader.gui.rows.text import Lines, Run, lay_out
from closereader.gui.theme import Theme
from closereader.model.annotation import Annotation
from closereader.text.comment import Paragraph, Style, paragraphs

# Pixels. Around the card, inside it, and between its parts.
SIDE = 12
GAP = 10
EDGE = 4
LEFT = 14
RIGHT = 11
TOP = 9
BOTTOM = 10
HEAD_HEIGHT = 16
QUOTE_LINE = 20
COMMENT_LINE = 19
PARAGRAPH_GAP = 4
INDENT = 16
CHIP_HEIGHT = 19
CHIP_PADDING = 8
CHIP_GAP = 5
CHIPS_ABOVE = 6
# A long comment is shown whole only on the chosen card.
MOST_LINES = 10
QUOTE_LINES = 2
_QUOTE_CUT = 600


@dataclass(frozen=True)
class Placed:
    """Lines of text with their upper left corner, from that of the card."""

    lines: Lines
    x: float
    y: float
    is_quiet: bool = False


@dataclass(frozen=True)
class Chip:
    """A tag in its rounded outline."""

    rect: QRectF
    text: str


@dataclass(frozen=True)
class Card:
    """A note laid out. `height` is the card's own, without the gap to the next; the editor, when
    there is one, begins at `editor_top`."""

    width: int
    height: int
    quote: Placed | None
    comment: tuple[Placed, ...]
    chips: tuple[Chip, ...]
    editor_top: int


def head_font() -> QFont:
    """Of the card's first line."""
    return themes.interface_font(12)


def comment_font() -> QFont:
    """Of the comment, read and written."""
    return themes.interface_font(13)


def chip_font() -> QFont:
    """Of tags."""
    return themes.interface_font(12)


def quote_font() -> QFont:
    """Of the passage."""
    return themes.text_font(15, italic=True)


def make(
    note: Annotation,
    width: int,
    theme: Theme,
    *,
    is_whole: bool = False,
    editor: int | None = None,
    links: Sequence[str] = (),
) -> Card:
    """Lay a note out on a card `width` pixels wide. `is_whole`: the comment is not cut; `editor`:
    this many pixels are kept free for one in place of comment and tags; `links`: words for the
    notes this one points to."""
    room = width - LEFT - RIGHT
    y = TOP + HEAD_HEIGHT
    quote = None
    words = " ".join(note.quote[:_QUOTE_CUT].split())
    if words:
        lines = lay_out(words, quote_font(), room, QUOTE_LINE, most=QUOTE_LINES)
        quote = Placed(lines, LEFT, y + 1)
        y += lines.height + 1
    editor_top = y + 2
    if editor is not None:
        return Card(width, editor_top + editor + BOTTOM, quote, (), (), editor_top)
    comment = _comment(note.comment, y + 2, room, theme, is_whole)
    if comment:
        last = comment[-1]
        y = round(last.y) + last.lines.height
    chips = _chips((*note.tags, *links), y + CHIPS_ABOVE, room)
    if chips:
        y = round(chips[-1].rect.bottom())
    return Card(width, y + BOTTOM, quote, comment, chips, editor_top)


def _comment(text: str, y: int, room: int, theme: Theme, is_whole: bool) -> tuple[Placed, ...]:
    placed: list[Placed] = []
    left = 100_000 if is_whole else MOST_LINES
    for paragraph in paragraphs(text):
        if left <= 0:
            break
        if placed and not paragraph.marker:
            y += PARAGRAPH_GAP
        indent = INDENT * min(paragraph.depth, 5)
        lines = lay_out(
            paragraph.text or " ",
            comment_font(),
            room - indent,
            COMMENT_LINE,
            runs=_runs(paragraph, theme),
            most=left,
        )
        if paragraph.marker:
            mark = lay_out(paragraph.marker, comment_font(), 2 * INDENT, COMMENT_LINE)
            placed.append(Placed(mark, LEFT + indent - mark.width - 5, y, is_quiet=True))
        placed.append(Placed(lines, LEFT + indent, y, is_quiet=paragraph.is_quoted))
        y += lines.height
        left -= lines.count
    return tuple(placed)


def _runs(paragraph: Paragraph, theme: Theme) -> list[Run]:
    return [Run(s.start, s.end, _format(s.styles, theme)) for s in paragraph.stretches]


def _format(styles: frozenset[Style], theme: Theme) -> QTextCharFormat:
    made = QTextCharFormat()
    if Style.EMPHASIS in styles:
        made.setFontItalic(True)
    if Style.STRONG in styles:
        made.setFontWeight(QFont.Weight.DemiBold)
    if Style.STRIKE in styles:
        made.setFontStrikeOut(True)
    if Style.LINK in styles:
        made.setFontUnderline(True)
        made.setForeground(theme.link)
    if Style.CODE in styles:
        made.setFontFamilies(["monospace"])
        made.setFontFixedPitch(True)
        made.setBackground(theme.hover)
    return made


def _chips(words: Sequence[str], y: int, room: int) -> tuple[Chip, ...]:
    if not words:
        return ()
    metrics = QFontMetricsF(chip_font())
    chips: list[Chip] = []
    x = 0.0
    for word in words:
        width = min(metrics.horizontalAdvance(word) + 2 * CHIP_PADDING, float(room))
        if chips and x + width > room:
            x = 0.0
            y += CHIP_HEIGHT + CHIP_GAP
        chips.append(Chip(QRectF(LEFT + x, y, width, CHIP_HEIGHT), word))
        x += width + CHIP_GAP
    return tuple(chips)

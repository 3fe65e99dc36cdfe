"""Where everything on a card stands: its words laid out for a width, its chips, its height."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QTextCharFormat

from closereader.gui import theme as themes
from closereader.gui.rows.text import Lines, Run, lay_out
from closereader.gui.theme import Theme
from closereader.model.annotation import Annotation
from closereader.model.colour import Colour
from closereader.text.comment import Paragraph, Style, paragraphs
from closereader.text.references import WEB_SCHEMES, Reference, references

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
CHIP_DOT = 12
# A long comment is shown whole only on the chosen card.
MOST_LINES = 10
QUOTE_LINES = 2
_QUOTE_CUT = 600


@dataclass(frozen=True)
class Placed:
    """Lines of text with their upper left corner, from that of the card, and what they refer to."""

    lines: Lines
    x: float
    y: float
    is_quiet: bool = False
    references: tuple[Reference, ...] = ()

    def reference_at(self, point: QPointF) -> Reference | None:
        """What the words under a point of the card refer to."""
        if not self.references:
            return None
        offset = self.lines.offset_at(point.x() - self.x, point.y() - self.y)
        if offset is None:
            return None
        return next((r for r in self.references if r.start <= offset < r.end), None)


@dataclass(frozen=True)
class Chip:
    """A tag in its rounded outline, or a link."""

    rect: QRectF
    text: str
    colour: Colour | None = None

    @property
    def words(self) -> QRectF:
        """Where its words stand; a dot of its colour stands before them."""
        left = CHIP_PADDING + (CHIP_DOT if self.colour is not None else 0)
        return self.rect.adjusted(left, 0, -CHIP_PADDING, 0)


@dataclass(frozen=True)
class Card:
    """A note laid out. `height` is the card's own, without the gap to the next; the editor, when
    there is one, begins at `editor_top`, and so many pixels are `below` it."""

    width: int
    height: int
    quote: Placed | None
    comment: tuple[Placed, ...]
    chips: tuple[Chip, ...]
    editor_top: int
    below: int = 0

    def reference_at(self, point: QPointF) -> tuple[Reference, QRectF] | None:
        """What the comment refers to at a point of the card, and the box of those words."""
        for placed in self.comment:
            found = placed.reference_at(point)
            if found is not None:
                box = placed.lines.box(found.start, found.end)
                return found, box.translated(placed.x, placed.y)
        return None


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
    leads: Callable[[Reference], bool] = lambda _reference: False,
    colour_of: Callable[[str], Colour | None] = lambda _tag: None,
) -> Card:
    """Lay a note out on a card `width` pixels wide. `is_whole`: the comment is not cut; `editor`:
    this many pixels are kept free for one in place of comment and tags; `links`: words for the
    notes this one points to; `leads`: whether what a comment refers to is there to be gone to;
    `colour_of`: what colour a tag is shown in."""
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
    comment = _comment(note.comment, y + 2, room, theme, is_whole, leads)
    if comment:
        last = comment[-1]
        y = round(last.y) + last.lines.height
    borne = [(tag, colour_of(tag)) for tag in note.tags]
    borne += [(link, None) for link in links]
    chips = _chips(borne, y + CHIPS_ABOVE, room)
    if chips:
        y = round(chips[-1].rect.bottom())
    return Card(width, y + BOTTOM, quote, comment, chips, editor_top)


def _comment(
    text: str, y: int, room: int, theme: Theme, is_whole: bool, leads: Callable[[Reference], bool]
) -> tuple[Placed, ...]:
    placed: list[Placed] = []
    left = 100_000 if is_whole else MOST_LINES
    for paragraph in paragraphs(text):
        if left <= 0:
            break
        if placed and not paragraph.marker:
            y += PARAGRAPH_GAP
        indent = INDENT * min(paragraph.depth, 5)
        found = tuple(r for r in _references(paragraph) if leads(r))
        lines = lay_out(
            paragraph.text or " ",
            comment_font(),
            room - indent,
            COMMENT_LINE,
            runs=_runs(paragraph, found, theme),
            most=left,
        )
        if paragraph.marker:
            mark = lay_out(paragraph.marker, comment_font(), 2 * INDENT, COMMENT_LINE)
            placed.append(Placed(mark, LEFT + indent - mark.width - 5, y, is_quiet=True))
        placed.append(Placed(lines, LEFT + indent, y, paragraph.is_quoted, found))
        y += lines.height
        left -= lines.count
    return tuple(placed)


def references_of(comment: str) -> list[Reference]:
    """All that a comment refers to, in order, each in its own paragraph's code points."""
    return [each for paragraph in paragraphs(comment) for each in _references(paragraph)]


def _references(paragraph: Paragraph) -> list[Reference]:
    """What the paragraph refers to, by Markdown's links and by addresses among its words."""
    linked = [
        Reference(s.start, s.end, s.target)
        for s in paragraph.stretches
        if s.target.startswith(WEB_SCHEMES)
    ]
    taken = [s for s in paragraph.stretches if s.target or Style.CODE in s.styles]
    return linked + [
        each
        for each in references(paragraph.text)
        if not any(s.start < each.end and each.start < s.end for s in taken)
    ]


def _runs(paragraph: Paragraph, found: Sequence[Reference], theme: Theme) -> list[Run]:
    """Each stretch that is set otherwise, with all that it is: of runs over one another Qt takes the
    last."""
    styled = [(s.start, s.end, s.styles - {Style.LINK}) for s in paragraph.stretches]
    styled += [(r.start, r.end, frozenset({Style.LINK})) for r in found]
    edges = sorted({edge for start, end, _styles in styled for edge in (start, end)})
    runs: list[Run] = []
    for low, high in pairwise(edges):
        here = [styles for start, end, styles in styled if start <= low and end >= high]
        if here:
            runs.append(Run(low, high, _format(frozenset().union(*here), theme)))
    return runs


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


def _chips(words: Sequence[tuple[str, Colour | None]], y: int, room: int) -> tuple[Chip, ...]:
    if not words:
        return ()
    metrics = QFontMetricsF(chip_font())
    chips: list[Chip] = []
    x = 0.0
    for word, colour in words:
        dot = CHIP_DOT if colour is not None else 0
        width = min(metrics.horizontalAdvance(word) + 2 * CHIP_PADDING + dot, float(room))
        if chips and x + width > room:
            x = 0.0
            y += CHIP_HEIGHT + CHIP_GAP
        chips.append(Chip(QRectF(LEFT + x, y, width, CHIP_HEIGHT), word, colour))
        x += width + CHIP_GAP
    return tuple(chips)

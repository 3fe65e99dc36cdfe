"""How each kind of block is set: sizes, spaces and indents, as multiples of the type size."""

from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextCharFormat, QTextLayout

from closereader.gui import theme as themes
from closereader.gui.theme import Theme
from closereader.model.document import Block, BlockKind, Inline, InlineStyle, Role
from closereader.model.span import Span
from closereader.text.scripts import LONGEST_ORNAMENT, is_ornament, split_upright
from closereader.text.utf16 import Utf16Map


@dataclass(frozen=True)
class ReaderStyle:
    """What the reader chose in `Aa`. `face`: of `theme.FACES`; `size`: pixels; `measure`:
    characters a line; `line_height`: a multiple of the size; `hyphenated`: words are broken where
    lines are justified; `numbering`: "none", "paragraphs" or "lines"."""

    theme: Theme
    face: str = themes.SERIF
    size: int = 20
    measure: int = 66
    line_height: float = 1.5
    numbering: str = "paragraphs"
    justified: bool = True
    hyphenated: bool = True

    @property
    def font(self) -> QFont:
        """The face of running text."""
        return themes.text_font(self.size, face=self.face)

    def is_set_like(self, other: "ReaderStyle") -> bool:
        """Whether all lines are where they are in the `other` style."""
        return replace(self, theme=other.theme, numbering=other.numbering) == other

    @property
    def line_px(self) -> int:
        """From one baseline of running text to the next."""
        return round(self.size * self.line_height)

    def character_width(self) -> float:
        """How much of a line one character of English prose takes, in pixels: its mean width, and a
        twentieth for what a line loses because words are not broken."""
        return _character_width(self.face, self.size)


@dataclass(frozen=True)
class BlockLook:
    """One block's setting. `scale`: of the type size; `before`, `after`, `left`, `right`: in type
    sizes; `turnover`: of verse, by how many of them the rest of a long line stands further in than
    any other."""

    scale: float = 1.0
    italic: bool = False
    weight: QFont.Weight = QFont.Weight.Normal
    before: float = 0.0
    after: float = 0.55
    left: float = 0.0
    right: float = 0.0
    justified: bool = True
    quiet: bool = False
    mono: bool = False
    interface: bool = False
    centred: bool = False
    turnover: float = 0.0
    tight: float = 1.0  # line height relative to running text

    @property
    def is_plain(self) -> bool:
        """Set like running text, so that it needs no formats of its own."""
        return (
            self.scale == 1.0
            and not (self.italic or self.quiet or self.mono or self.interface)
            and self.weight == QFont.Weight.Normal
        )


# Of the type size, for what is raised or lowered beside it.
_RAISED = 0.7
_PARAGRAPH = BlockLook()
_TITLE = BlockLook(scale=1.6, before=0.2, after=0.25, justified=False, tight=0.82)
_ROLES: dict[Role, BlockLook] = {
    Role.TITLE: _TITLE,
    Role.SUBTITLE: BlockLook(italic=True, quiet=True, after=0.9, justified=False, scale=0.94),
    Role.BYLINE: BlockLook(italic=True, quiet=True, after=0.9, justified=False, scale=0.94),
    Role.ISSUE: BlockLook(interface=True, quiet=True, scale=0.62, after=0.4, justified=False),
    Role.SOURCE: BlockLook(italic=True, quiet=True, scale=0.85, before=1.2, justified=False),
    Role.DATE: BlockLook(italic=True, quiet=True, scale=0.85, after=0.9, justified=False),
}
_HEADINGS: tuple[BlockLook, ...] = (
    BlockLook(scale=1.4, before=1.5, after=0.35, justified=False, tight=0.85),
    BlockLook(scale=1.15, before=1.15, after=0.2, justified=False, tight=0.9),
    BlockLook(scale=1.05, before=1.0, after=0.2, justified=False, italic=True),
    BlockLook(scale=1.0, before=0.9, after=0.2, justified=False, weight=QFont.Weight.Bold),
    BlockLook(scale=1.0, before=0.9, after=0.2, justified=False, italic=True),
    BlockLook(scale=0.94, before=0.9, after=0.2, justified=False, quiet=True),
)
_KINDS: dict[BlockKind, BlockLook] = {
    BlockKind.PARAGRAPH: _PARAGRAPH,
    BlockKind.LIST_ITEM: BlockLook(after=0.25),
    BlockKind.QUOTATION: BlockLook(left=1.8, right=1.8, before=0.4, after=0.8, scale=0.96),
    BlockKind.VERSE: BlockLook(left=2.2, before=0.3, after=0.8, justified=False, turnover=1.6),
    BlockKind.TABLE: BlockLook(justified=False, scale=0.9, before=0.3, after=0.8),
    BlockKind.FIGURE: BlockLook(
        justified=False, italic=True, quiet=True, scale=0.85, before=0.8, after=1.0, tight=0.9
    ),
    BlockKind.CODE: BlockLook(justified=False, mono=True, scale=0.78, left=1.0, after=0.8),
    BlockKind.NOTE: BlockLook(scale=0.85, after=0.3, quiet=True),
    BlockKind.METADATA: BlockLook(italic=True, quiet=True, scale=0.85, after=0.4, justified=False),
}


# The sign of a new scene, large enough to be seen, with as much space as a heading has.
_ORNAMENT = BlockLook(scale=1.3, before=1.2, after=1.2, justified=False, centred=True, quiet=True)
# A caption of so many characters is a line or two.
_SHORT = 120
_MAY_BE_ORNAMENT = (BlockKind.PARAGRAPH, BlockKind.METADATA)


@dataclass(frozen=True, slots=True)
class Matter:
    """What is to be set: a block, how it looks, its characters, and the styles that touch it."""

    block: Block
    look: BlockLook
    text: str
    inlines: list[Inline]


def look_of(block: Block, text: str) -> BlockLook:
    """How this block of the reading `text` is set."""
    if (
        block.end - block.start <= LONGEST_ORNAMENT
        and block.kind in _MAY_BE_ORNAMENT
        and is_ornament(text[block.start : block.end])
    ):
        return _ORNAMENT
    if block.role in _ROLES:
        return _ROLES[block.role]
    if block.kind is BlockKind.HEADING:
        return _HEADINGS[min(max(block.level, 1), len(_HEADINGS)) - 1]
    return _KINDS[block.kind]


def captioned(look: BlockLook, block: Block) -> BlockLook:
    """The look of a block's words below its picture: in the middle, as the picture is, if they are few."""
    return replace(look, centred=True) if block.end - block.start <= _SHORT else look


@cache
def _character_width(face: str, size: int) -> float:
    sample = (
        "Whoever reads a text closely asks of every sentence what it says, how it says it, and what "
        "it leaves unsaid; she marks the passage, writes beside it, and returns to it another day. "
    )
    font = themes.text_font(size, face=face)
    return 1.05 * QFontMetricsF(font).horizontalAdvance(sample) / len(sample)


def block_font(style: ReaderStyle, look: BlockLook) -> QFont:
    """The font of a block; a copy, so that who asks may change it."""
    return QFont(_font(style.face, style.size, look))


@cache
def _font(face: str, type_size: int, look: BlockLook) -> QFont:
    # Making one takes 30 µs, and each picture needs dozens.
    size = max(type_size * look.scale, 9.0)
    if look.interface:
        font = themes.interface_font(size, weight=QFont.Weight.Medium)
        _set_lining(font)
        return font
    font = themes.text_font(size, italic=look.italic, face=face)
    if look.mono:
        font = QFont("monospace")
        font.setStyleHint(QFont.StyleHint.Monospace)
        font.setPixelSize(round(size))
        _set_lining(font)
    if look.weight != QFont.Weight.Normal:
        font.setWeight(look.weight)
    return font


@dataclass(frozen=True, slots=True)
class Pen:
    """Widths in a block's font, in pixels: of any text, of a space, of a hyphen; the size of the
    font; and `em`, the size of type as readers choose it, which faces take a share of."""

    metrics: QFontMetricsF
    space: float
    hyphen: float
    size: int
    em: float


def pen_of(style: ReaderStyle, look: BlockLook) -> Pen:
    """The widths in the font of a block."""
    return _pen(style.face, style.size, look)


@cache
def _pen(face: str, type_size: int, look: BlockLook) -> Pen:
    # Asked for each block, and asking a font takes as long as setting a line.
    font = _font(face, type_size, look)
    metrics = QFontMetricsF(font)
    advance = metrics.horizontalAdvance
    return Pen(metrics, advance(" "), advance("-"), font.pixelSize(), type_size * look.scale)


def _set_lining(font: QFont) -> None:
    """Figures as high as capitals. A font that says nothing of them has those of running text."""
    font.unsetFeature(QFont.Tag("onum"))
    font.setFeature(QFont.Tag("lnum"), 1)


def formats(style: ReaderStyle, matter: Matter) -> list[QTextLayout.FormatRange]:
    """The formats of one block as ranges of UTF-16 units from its start, side by side; none for
    a plain paragraph."""
    block, look, inlines = matter.block, matter.look, matter.inlines
    if look.is_plain and not inlines and not block.marker:
        return []
    units = Utf16Map(matter.text)
    ranges: list[QTextLayout.FormatRange] = []
    for span, is_upright in _stretches(matter):
        low, high = span.start, span.end
        over = [i for i in inlines if i.start - block.start <= low and i.end - block.start >= high]
        piece = QTextLayout.FormatRange()
        piece.start = units.position(low)
        piece.length = units.position(high) - piece.start
        piece.format = _format(
            style, look, over, is_marker=high <= block.marker, is_upright=is_upright
        )
        ranges.append(piece)
    return ranges


def _stretches(matter: Matter) -> list[tuple[Span, bool]]:
    """What is set alike, from the block's start, and whether its script has no italic."""
    block = matter.block
    length = block.end - block.start
    edges = {0, length, block.marker}
    for inline in matter.inlines:
        edges |= {
            min(max(inline.start - block.start, 0), length),
            min(max(inline.end - block.start, 0), length),
        }
    spans = [Span(low, high) for low, high in pairwise(sorted(edges))]
    if matter.look.italic or any(i.style is InlineStyle.EMPHASIS for i in matter.inlines):
        return split_upright(matter.text, spans)
    return [(span, False) for span in spans]


def _format(
    style: ReaderStyle, look: BlockLook, over: list[Inline], *, is_marker: bool, is_upright: bool
) -> QTextCharFormat:
    font = block_font(style, look)
    if is_upright:
        font.setItalic(False)
    made = QTextCharFormat()
    ink: QColor | None = style.theme.quiet if look.quiet or is_marker else None
    for inline in over:
        match inline.style:
            case InlineStyle.EMPHASIS if is_upright:
                # Such scripts stress by weight.
                font.setWeight(QFont.Weight.DemiBold)
            case InlineStyle.EMPHASIS:
                font.setItalic(not look.italic)
            case InlineStyle.STRONG:
                font.setWeight(QFont.Weight.Bold)
            case InlineStyle.CODE:
                font.setFamilies(["monospace"])
                font.setPixelSize(round(font.pixelSize() * 0.85))
                _set_lining(font)
            case InlineStyle.SMALL_CAPS:
                font.setCapitalization(QFont.Capitalization.SmallCaps)
            case InlineStyle.STRIKE:
                font.setStrikeOut(True)
            case InlineStyle.LINK:
                ink = style.theme.link
            case InlineStyle.SUPERSCRIPT:
                made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
                _set_raised(font)
            case InlineStyle.SUBSCRIPT:
                made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSubScript)
                _set_raised(font)
    made.setFont(font)
    if ink is not None:
        made.setForeground(ink)
    return made


def _set_raised(font: QFont) -> None:
    """Set small, with figures that are not smaller still: Qt takes two thirds of the size."""
    font.setPixelSize(round(font.pixelSize() * _RAISED * 1.5))
    _set_lining(font)

"""What an importer makes of a file: the canonical text, its ordered blocks, inline styles, metadata.

Canonical text. All of a reading's characters in reading order, with one LF between blocks and LF
between the lines of a verse or the rows of a table (cells are parted by TAB). It never contains
CR, NUL, U+2028, U+2029, or lone surrogates (`closereader.text.normalise`). A list item keeps its
number or bullet as text ("1. ", "• "): what is seen is what is stored and copied. Every offset of
the program counts its code points.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from closereader.model.span import Span


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    QUOTATION = "quotation"
    VERSE = "verse"
    TABLE = "table"
    FIGURE = "figure"
    CODE = "code"
    NOTE = "note"
    METADATA = "metadata"


NOT_NUMBERED = (BlockKind.HEADING, BlockKind.METADATA)
"""The kinds of block that do not count in ¶ numbers."""


class Role(StrEnum):
    """What a block is for, where its kind alone does not say."""

    NONE = ""
    TITLE = "title"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    ISSUE = "issue"
    SOURCE = "source"
    DATE = "date"


class InlineStyle(StrEnum):
    """How a stretch inside a block is set."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    SMALL_CAPS = "small-caps"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    STRIKE = "strike"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its code points `start` to `end`, without the LF after it.

    `level`: of a heading 1 to 6 (the title is 1), of a list item or quotation its depth from 1,
    of a table how many rows at its top are its head, else 0. `marker`: how many code points at the
    start are a list item's number or bullet with the space after it.
    """

    start: int
    end: int
    kind: BlockKind
    level: int = 0
    role: Role = Role.NONE
    marker: int = 0

    @property
    def span(self) -> Span:
        """Its stretch of the canonical text."""
        return Span(self.start, self.end)

    @property
    def is_numbered(self) -> bool:
        """Whether it counts in ¶ numbers: text blocks do; headings and metadata lines do not."""
        return self.kind not in NOT_NUMBERED


@dataclass(frozen=True, slots=True)
class Inline:
    """A style over code points `start` to `end`; `target` is a link's address
    (http, https, mailto, or `#offset` for a place inside the reading)."""

    start: int
    end: int
    style: InlineStyle
    target: str = ""


@dataclass(frozen=True, slots=True)
class PageLabel:
    """From code point `offset` on, the source's printed page is `label`."""

    offset: int
    label: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file as a reading. Raises ValueError where blocks are out of order, overlap, leave the
    text, or an inline style does."""

    text: str
    blocks: tuple[Block, ...]
    inlines: tuple[Inline, ...] = ()
    title: str = ""
    author: str = ""
    date: str = ""
    language: str = ""
    format: str = "text"
    source_name: str = ""
    source_hash: str = ""
    encoding: str = ""
    pages: tuple[PageLabel, ...] = ()
    notices: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        end = len(self.text)
        last = 0
        for block in self.blocks:
            if not last <= block.start <= block.end <= end:
                raise ValueError(f"block out of order: {block}")
            if not 0 <= block.marker <= block.end - block.start:
                raise ValueError(f"marker longer than its block: {block}")
            last = block.end
        for inline in self.inlines:
            if not 0 <= inline.start < inline.end <= end:
                raise ValueError(f"inline style outside the text: {inline}")
        offsets = [page.offset for page in self.pages]
        if offsets != sorted(offsets) or any(not 0 <= o <= end for o in offsets):
            raise ValueError("page labels out of order")

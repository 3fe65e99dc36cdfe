"""What an importer makes of a file: the canonical text, its ordered blocks, inline styles, metadata.

Canonical text. All of a reading's characters in reading order, with one LF between blocks and LF
between the lines of a verse or the rows of a table (cells are parted by TAB). It never contains
CR, NUL, U+2028, U+2029, or lone surrogates (`closereader.text.normalise`). A list item keeps its
number or bullet as text ("1. ", "• "): what is seen is what is stored and copied. Every offset of
the program counts its code points.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from closereader.model.span import Span

if TYPE_CHECKING:
    from closereader.model.foreign_note import ForeignNote
    from closereader.model.source_page import SourcePage


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
class Picture:
    """A picture of the source, shown above the words of the FIGURE block that starts at code point
    `offset` (its caption, else what it is said to show, else "[picture]").

    `key`: the SHA-256 of its bytes, in hexadecimal, under which they are kept; `width`, `height`: in
    pixels; `alt`: what it is said to show, for those who do not see it; `beside`: where it lay beside the
    file, as the page of it says ("page_files/mill.png"), "" for one that was in the file.
    """

    offset: int
    key: str
    width: int
    height: int
    alt: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Asset:
    """The bytes of a picture that came with a file: they lie in the folder that the reader of the file
    was given, in a file named by `key` (their SHA-256). `media_type`: one of `ASSET_TYPES`."""

    key: str
    media_type: str
    size: int


ASSET_TYPES = ("image/png", "image/jpeg", "image/gif", "image/webp")
"""The pictures that are kept: what Qt shows without plug-ins that read other files."""


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A line of the source's own table of contents: `level` from 1, leading to code point `offset`."""

    level: int
    title: str
    offset: int


@dataclass(frozen=True, slots=True)
class Document:
    """A file as a reading. `source`: where its text comes from in words or as an address (a journal, a
    publisher, a web page); `source_name`, `source_hash`: the file's name and the SHA-256 of its bytes.
    `outline`: where the source has one beside its headings. `cover`: the key of a picture.
    `source_pages`: all pages of a source that has its own, else none. `notes`: annotations that stood in
    the file. `assets`: all pictures. `password`: by which an encrypted file was opened.
    Raises ValueError where blocks are out of order, overlap, leave the text, or an inline style, a
    picture, an entry of the outline or a note does."""

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
    source: str = ""
    pictures: tuple[Picture, ...] = ()
    outline: tuple[OutlineEntry, ...] = ()
    cover: str = ""
    assets: tuple[Asset, ...] = ()
    source_pages: tuple[SourcePage, ...] = ()
    notes: tuple[ForeignNote, ...] = ()
    password: str = ""

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
        offsets = [picture.offset for picture in self.pictures]
        offsets += [entry.offset for entry in self.outline]
        if any(not 0 <= offset <= end for offset in offsets):
            raise ValueError("a picture or a heading of the outline outside the text")
        if any(not 0 <= note.start <= note.end <= end for note in self.notes):
            raise ValueError("a note outside the text")
        if any(
            not 0 <= line.start <= line.end <= end for p in self.source_pages for line in p.lines
        ):
            raise ValueError("a line of a page outside the text")

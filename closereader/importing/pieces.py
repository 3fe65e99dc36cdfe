"""A paragraph of a plain text on its way to becoming a block."""

from dataclasses import dataclass

from closereader.importing import punctuation as marks
from closereader.importing.builder import Draft
from closereader.importing.lines import Layout
from closereader.importing.paragraphs import Paragraph
from closereader.importing.shapes import Shape
from closereader.model.document import BlockKind, Role

SHORT = 90
"""Columns up to which a line may be a heading or a line of verse."""
PROSE = 110
"""Columns from which a paragraph is certainly running text."""


class Piece:
    """`kind` is None as long as nothing is decided. `shape`: which kind of heading, where it is
    one. `rows`: the lines of a verse or table that was put together into this piece."""

    __slots__ = ("kind", "level", "marker", "paragraph", "role", "rows", "shape", "text", "width")

    def __init__(self, paragraph: Paragraph) -> None:
        self.paragraph = paragraph
        self.text = paragraph.text
        self.width = paragraph.width
        self.kind: BlockKind | None = None
        self.level = 0
        self.role = Role.NONE
        self.marker = 0
        self.shape: Shape | None = None
        self.rows: list[str] = []

    @property
    def is_open(self) -> bool:
        """Whether nothing is decided yet."""
        return self.kind is None

    @property
    def is_short(self) -> bool:
        """Whether it could be a heading or a line of verse by its length."""
        return self.width <= SHORT

    @property
    def is_prose(self) -> bool:
        """Whether it is running text: long, or several lines, or one that is a full sentence."""
        if self.kind is not None:
            return self.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTATION)
        return self.width >= PROSE or (
            marks.ends_sentence(self.text) and (self.width >= 60 or self.paragraph.lines > 1)
        )

    def settle(self, kind: BlockKind, role: Role = Role.NONE, level: int = 0) -> None:
        """Decide what it is."""
        self.kind, self.role, self.level = kind, role, level

    def draft(self) -> Draft:
        """The block of it; what is still undecided is a paragraph."""
        text = "\n".join(self.rows) if self.rows else self.text
        return Draft(self.kind or BlockKind.PARAGRAPH, text, self.level, self.role, self.marker)


@dataclass(slots=True)
class Text:
    """All pieces of a text with its layout, and what was found out about the whole."""

    pieces: list[Piece]
    layout: Layout
    title: str = ""
    author: str = ""
    date: str = ""
    language: str = ""
    _has_prose: bool | None = None

    @property
    def has_prose(self) -> bool:
        """Whether there is any running text in it (a poem or a list has none)."""
        if self._has_prose is None:
            self._has_prose = any(piece.is_prose for piece in self.pieces)
        return self._has_prose

    def is_centred(self, piece: Piece) -> bool:
        """Whether a line of a wrapped text stands in the middle between margin and edge."""
        layout = self.layout
        if not layout.is_wrapped or piece.paragraph.lines > 1 or piece.paragraph.first < 6:
            return False
        middle = (layout.edge - piece.width) / 2
        return abs(piece.paragraph.first - middle) <= 4

    def stands_alone(self, index: int) -> bool:
        """Whether blank lines, or the ends of the text, are before and after it."""
        after = self.pieces[index + 1 : index + 2]
        return (index == 0 or self.pieces[index].paragraph.blanks > 0) and (
            not after or after[0].paragraph.blanks > 0
        )

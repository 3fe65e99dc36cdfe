"""Gathers the paragraphs of a word processor's file (DOCX, ODT, RTF) as blocks, with all that stands in
them: styles, links, marks of notes, pictures, tables, and the places of comments and highlights.

A reader of one of these formats walks its file, puts text here, and says at each paragraph's end what
the file says of it; `word_settle` makes sense of the whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from closereader.errors import UnreadableFile
from closereader.importing import files, word_pictures
from closereader.importing.builder import Draft
from closereader.importing.inline import InlineText, part, split_lines
from closereader.model.colour import Colour
from closereader.model.document import BlockKind, Inline, InlineStyle, Picture, Role
from closereader.text.normalise import normalise

Styles = frozenset[InlineStyle]
PLAIN: Styles = frozenset()

_MOST_LEVELS = 6
_MOST_HIGHLIGHTS = 5_000
_LONGEST_MARKER = 60
_LONGEST_CAPTION = 300
# Lines times styles of one paragraph, beyond which its styles are given up: no one wrote it so.
_MOST_WORK = 5_000_000
# Pixels of height or width up to which a picture is a sign or a bullet.
_ORNAMENT = 48


@dataclass(slots=True)
class Paragraph:
    """What a file says of one paragraph. `heading`: its level, 0 for none; `marker`: its number or bullet
    without a space; `level`: of a list item; `size`: of its letters, in points, 0 where unknown;
    `indent`: of its first line from the left, of all from the right, in points; `left`: of its further lines,
    None where it is not said; `depth`: how far an item of a list is set in; `is_typed`: its letters alone, as
    those of a typewriter, say that it is code."""

    kind: BlockKind = BlockKind.PARAGRAPH
    heading: int = 0
    role: Role = Role.NONE
    level: int = 0
    marker: str = ""
    size: float = 0.0
    is_centred: bool = False
    indent: tuple[float, float] = (0.0, 0.0)
    left: float | None = None
    depth: float = 0.0
    is_typed: bool = False


@dataclass(slots=True)
class Piece:
    """A block with what its file said of it."""

    draft: Draft
    said: Paragraph

    @property
    def stands_in(self) -> bool:
        """Whether it is but words in place of what cannot be shown."""
        is_figure = self.draft.kind is BlockKind.FIGURE and self.draft.picture is None
        return is_figure and self.said.kind is BlockKind.PARAGRAPH


@dataclass(slots=True)
class _Table:
    rows: list[list[Draft]] = field(default_factory=list)
    pictures: list[Draft] = field(default_factory=list)


@dataclass(slots=True)
class Flow:
    """`pieces`: the blocks so far; `highlights`: by the name of their place, one a paragraph at most for what
    is highlighted without a break; `labels`: the marks of notes. `name`: the file's, for the sentence
    when there is too much of it."""

    name: str
    pieces: list[Piece] = field(default_factory=list)
    highlights: list[tuple[str, Colour]] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    _text: InlineText = field(default_factory=InlineText)
    _open: frozenset[tuple[InlineStyle, str]] = frozenset()
    _colour: Colour | None = None
    _tables: list[_Table] = field(default_factory=list)
    _pictures: list[Draft] = field(default_factory=list)
    _note: tuple[str, str] | None = None
    _is_in_note: bool = False
    _total: int = 0
    _lead: str = ""
    _sizes: dict[float, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether the paragraph that is being gathered has no text yet."""
        return self._text.is_empty

    def put(
        self,
        text: str,
        styles: Styles = PLAIN,
        link: str = "",
        colour: Colour | None = None,
        *,
        size: float = 0.0,
        is_raw: bool = False,
    ) -> None:
        """Append text in these styles. `link`: where it leads; `colour`: of the highlight on it; `is_raw`:
        keep its spaces as they are. Raises `UnreadableFile` when there is too much of all."""
        text = normalise(text).text
        if not text:
            return
        self._total += len(text)
        if self._total > files.MAX_BYTES:
            raise UnreadableFile(self.name, files.too_large(self._total, files.MAX_BYTES))
        if text.isspace():
            # A space between two words in italics belongs to them; where it stands alone it is nothing.
            styles, link = self._styles_of_space(styles, link)
        self._style(styles, link)
        self._highlight(colour, text)
        if size:
            self._sizes[size] = self._sizes.get(size, 0) + len(text)
        if is_raw:
            if self._text.is_empty:
                self._lead += text[: len(text) - len(text.lstrip(" \t"))]
            self._text.add_raw(text)
        else:
            self._text.add(text)

    @property
    def has_text(self) -> bool:
        """Whether there is any text or picture in it so far."""
        return any(
            piece.draft.picture or (piece.draft.text and not piece.stands_in)
            for piece in self.pieces
        )

    @property
    def is_in_table(self) -> bool:
        """Whether what comes now stands in a cell."""
        return bool(self._tables)

    def put_break(self) -> None:
        """A line break that is meant."""
        self._text.add_break()

    def mark(self, name: str) -> None:
        """A place that is asked for again, by `DocumentBuilder.anchor`, or led to by a link."""
        self._text.anchor(name)

    def note_mark(self, label: str, key: str) -> None:
        """The mark in the text of the note that `begin_note` will bring under the same key."""
        self._highlight(None, ".")
        self.labels.add(normalise(label).text.strip())
        self._text.anchor(mark_of(key))
        self._style(frozenset({InlineStyle.SUPERSCRIPT}), f"#{note_of(key)}")
        self._text.add(normalise(label).text)

    def begin_note(self, label: str, key: str) -> None:
        """The paragraphs from here on are of that note, until `end_notes` or the next one."""
        self._note, self._is_in_note = (label, key), True

    def end_notes(self) -> None:
        """The paragraphs from here on are of the text again."""
        self._note, self._is_in_note = None, False

    def picture(self, picture: Picture) -> None:
        """A picture that stands in the paragraph."""
        if min(picture.width, picture.height) > _ORNAMENT:
            self._pictures.append(Draft(BlockKind.FIGURE, "", picture=picture))

    def stand_in(self, what: str, said: str, *, is_in_line: bool = False) -> None:
        """Words in place of what cannot be shown (`word_pictures.words_for`): among those of the paragraph
        if it `is_in_line` or in a cell, else on a line of their own."""
        words = word_pictures.words_for(what, said)
        if is_in_line or self._tables:
            self.put(words)
        else:
            self._pictures.append(Draft(BlockKind.FIGURE, words))

    def end_paragraph(self, said: Paragraph) -> None:
        """The paragraph ends here, and is what its file says."""
        self._highlight(None, ".")
        if self._tables:
            # In a cell its paragraphs stand beside one another.
            self._style(PLAIN, "")
            if not self._text.is_empty and self._text.last != "\n":
                self._text.add_break()
            self._tables[-1].pictures += self._pictures
            self._pictures = []
            return
        if said.kind is not BlockKind.CODE:
            self._style(PLAIN, "")
        said.size = max(self._sizes, key=self._sizes.__getitem__, default=said.size)
        self._sizes = {}
        draft = self._text.take(*_kind_and_level(said), said.role)
        lead, self._lead = self._lead, ""
        if draft.text:
            if lead and said.kind is BlockKind.CODE:
                mark_with(draft, lead)
                draft.marker = 0
            self._add(draft, said)
        self._show_pictures()

    def begin_table(self) -> None:
        """What comes now stands in the cells of a table. Tables within become part of their cell."""
        self._show_pictures()
        if not self._text.is_empty:
            self.end_paragraph(Paragraph())
        self._tables.append(_Table())

    def begin_row(self) -> None:
        """A row begins."""
        self._tables[-1].rows.append([])

    def end_cell(self, span: int = 1) -> None:
        """A cell ends, which reaches over so many columns."""
        self._style(PLAIN, "")
        row = self._tables[-1].rows[-1]
        row.append(self._text.take(BlockKind.TABLE))
        row += [Draft(BlockKind.TABLE, "") for _ in range(span - 1)]

    def end_table(self, head: int = 0, longest: int = 0) -> None:
        """The table ends; its first `head` rows are its head. `longest`: a table with a longer cell, or of
        one column, only lays out the page, and what is in it is text."""
        table = self._tables.pop()
        if longest and not self._tables and _is_layout(table, longest):
            for cell in (cell for row in table.rows for cell in row if cell.text):
                cell.kind = BlockKind.PARAGRAPH
                self.pieces += [Piece(line, Paragraph()) for line in split_lines(cell, False)]
            self._pictures = table.pictures
            self._show_pictures()
            return
        draft = _joined(table.rows)
        if not self._tables:
            if draft.text.strip():
                draft.level = min(head, draft.text.count("\n") + 1)
                self.pieces.append(Piece(draft, Paragraph(BlockKind.TABLE)))
            self._pictures = table.pictures
            self._show_pictures()
            return
        self._tables[-1].pictures += table.pictures
        self._text.add(" ".join(draft.text.split()) + " ")

    def end_box(self, begin: int) -> None:
        """A text box ends, whose first piece is the one of that number: in one that holds a picture and a
        few words, the words are its caption."""
        drafts = [piece.draft for piece in self.pieces[begin : begin + 4]]
        words = drafts[1:]
        if not 1 <= len(words) <= 2 or drafts[0].picture is None:
            return
        if words[0].kind is BlockKind.PARAGRAPH and len(words[0].text) <= _LONGEST_CAPTION:
            self.pieces[begin + 1].said = Paragraph(BlockKind.FIGURE)

    def close(self) -> None:
        """The file ends: what is still open ends here."""
        while self._tables:
            if self._tables[-1].rows:
                self.end_cell()
            self.end_table()
        self.end_paragraph(Paragraph())
        rest = self._text.take(BlockKind.PARAGRAPH)
        if rest.anchors:
            self.pieces.append(Piece(rest, Paragraph()))

    def _add(self, draft: Draft, said: Paragraph) -> None:
        marker = " ".join(normalise(said.marker).text.split())[:_LONGEST_MARKER]
        if self._note is not None:
            marker, key = f"{self._note[0]}.", self._note[1]
            draft.anchors.append((note_of(key), -len(marker) - 1))
            self._note = None
            mark_with(draft, f"{marker} ")
            draft.styles.append(Inline(0, len(marker), InlineStyle.LINK, f"#{mark_of(key)}"))
        elif marker:
            mark_with(draft, f"{marker} ")
        if self._is_in_note:
            draft.kind, draft.level = BlockKind.NOTE, 0
        if draft.kind in (BlockKind.HEADING, BlockKind.NOTE) and not self._is_in_note:
            draft.marker = 0
        if said.kind is BlockKind.CODE:
            self.pieces.append(Piece(draft, said))
            return
        if draft.text.count("\n") * (len(draft.styles) + len(draft.anchors)) > _MOST_WORK:
            draft.styles, draft.anchors = [], []
        is_poem = said.kind in (BlockKind.VERSE, BlockKind.QUOTATION)
        for line in _lines(draft, is_poem):
            self.pieces.append(Piece(line, said))

    def _show_pictures(self) -> None:
        pictures, self._pictures = self._pictures, []
        self.pieces += [Piece(draft, Paragraph()) for draft in pictures]

    def _styles_of_space(self, styles: Styles, link: str) -> tuple[Styles, str]:
        kept = frozenset(style for style, _target in self._open if style in styles)
        target = next((t for s, t in self._open if s is InlineStyle.LINK), "")
        return kept, link if link == target else ""

    def _style(self, styles: Styles, link: str) -> None:
        """Open and close styles so that these are open: those of neighbours go on without a seam."""
        wanted = frozenset((style, "") for style in styles)
        if link:
            wanted |= {(InlineStyle.LINK, link)}
        if wanted == self._open:
            return
        for pair in self._open - wanted:
            self._text.close(_KEYS.get(pair[0], pair[0]))
        for style, target in sorted(wanted - self._open):
            self._text.open(_KEYS.get(style, style), style, target)
        self._open = wanted

    def _highlight(self, colour: Colour | None, text: str) -> None:
        if colour is self._colour or (text.isspace() and colour is None):
            return
        if self._colour is not None:
            self._text.anchor(end_of(f"h{len(self.highlights) - 1}"))
        self._colour = None
        if colour is not None and len(self.highlights) < _MOST_HIGHLIGHTS:
            name = f"h{len(self.highlights)}"
            self.highlights.append((name, colour))
            self._text.anchor(start_of(name))
            self._colour = colour


_KEYS: dict[InlineStyle, object] = {style: object() for style in InlineStyle}


def start_of(key: str) -> str:
    """The name of the place where what is known by `key` begins."""
    return f"start {key}"


def end_of(key: str) -> str:
    """The name of the place where what is known by `key` ends."""
    return f"end {key}"


def note_of(key: str) -> str:
    """The name of the place where a note stands."""
    return f"note {key}"


def mark_of(key: str) -> str:
    """The name of the place where a note's mark stands in the text."""
    return f"mark {key}"


def mark_with(draft: Draft, marker: str) -> None:
    """Put a number or bullet before the text; what has its place in it moves along."""
    shift = len(marker)
    draft.text, draft.marker = marker + draft.text, shift
    draft.styles = [replace(s, start=s.start + shift, end=s.end + shift) for s in draft.styles]
    draft.anchors = [(name, at + shift) for name, at in draft.anchors]


def _lines(draft: Draft, is_poem: bool) -> list[Draft]:
    """As `split_lines`; but lines that are links are a list of them, and no verse."""
    linked = sum(s.end - s.start for s in draft.styles if s.style is InlineStyle.LINK)
    if draft.kind is not BlockKind.PARAGRAPH or 2 * linked < len(draft.text):
        return split_lines(draft, is_poem)
    out, begin = [], 0
    for line in draft.text.split("\n"):
        out.append(part(draft, begin, begin + len(line)))
        begin += len(line) + 1
    return [line for line in out if line.text]


def _kind_and_level(said: Paragraph) -> tuple[BlockKind, int]:
    if said.heading:
        return BlockKind.HEADING, min(said.heading, _MOST_LEVELS)
    if said.kind is BlockKind.LIST_ITEM:
        return said.kind, min(max(said.level, 1), _MOST_LEVELS)
    return said.kind, 1 if said.kind is BlockKind.QUOTATION else 0


def _is_layout(table: _Table, longest: int) -> bool:
    return max(map(len, table.rows), default=0) < 2 or any(
        len(cell.text) > longest for row in table.rows for cell in row
    )


def _joined(rows: Iterable[list[Draft]]) -> Draft:
    """The cells of a table as one block: TAB between cells, LF between rows; empty rows are none."""
    out = Draft(BlockKind.TABLE, "")
    lines: list[str] = []
    at = 0
    for row in rows:
        if not any(cell.text for cell in row):
            continue
        texts = []
        for cell in row:
            texts.append(cell.text.replace("\n", " ").replace("\t", " "))
            out.styles += [replace(s, start=s.start + at, end=s.end + at) for s in cell.styles]
            out.anchors += [(name, offset + at) for name, offset in cell.anchors]
            at += len(cell.text) + 1
        lines.append("\t".join(texts))
    out.text = "\n".join(lines)
    return out

"""Plain text to a Document, laid out as a person would lay it out.

The way: lines → layout of the file as a whole (`lines`) → paragraphs (`paragraphs`) → what carries a
sign of its own (`marked`) → head and end (`head`) → headings (`headings`) → verse (`verse`) →
quotations by their indent; the rest are paragraphs. Every step decides by features scored over the
document, never by the wording of one text.
"""

import re

from closereader import confined
from closereader.errors import UnreadableFile
from closereader.i18n import _
from closereader.importing import head, headings, language, lines, marked, names, note_marks, verse
from closereader.importing import punctuation as marks
from closereader.importing.builder import DocumentBuilder, Draft
from closereader.importing.paragraphs import paragraphs
from closereader.importing.pieces import Piece, Text
from closereader.importing.titles import fallback_title, shortened
from closereader.model.document import BlockKind, Document

_QUOTE_INDENT = 2
_SPACES = re.compile(" {2,}")


def read(text: str, name: str) -> Document:
    """The Document of a normalised plain text; `name` is the file's, for its title if the text has
    none. Raises `UnreadableFile` if there is no text, or too many lines."""
    found = structure(text, name)
    builder = DocumentBuilder()
    builder.extend(drafts_of(found))
    return builder.build(
        title=found.title or _untitled(found, name),
        author=found.author,
        date=found.date,
        language=found.language or language.guess(text),
        format="text",
    )


def structure(text: str, name: str) -> Text:
    """The pieces of a plain text, all decided."""
    split = lines.split(text, name)
    if not split:
        raise UnreadableFile(name, _("There is no text in it. Choose a file with text in it."))
    layout = lines.measure(split)
    found = Text([Piece(paragraph) for paragraph in paragraphs(split, layout)], layout)
    if layout.is_wrapped:
        _even_out(found)
    for done, settle in enumerate(_STEPS):
        # A long text takes its time, and says that it gets on.
        confined.report(done, len(_STEPS), _("Reading the text"))
        settle(found)
    return found


def _even_out(text: Text) -> None:
    """One space where a wrapped text has several: they were set to justify a line, or after a full
    stop on a typewriter. Lines that were kept as they are keep theirs."""
    for piece in text.pieces:
        if not piece.paragraph.is_held and "  " in piece.text:
            piece.text = _SPACES.sub(" ", piece.text)


def drafts_of(found: Text) -> list[Draft]:
    """The blocks of a decided text."""
    drafts = [piece.draft() for piece in found.pieces]
    note_marks.link_plain(drafts)
    return drafts


def _quotations(text: Text) -> None:
    """Paragraphs set in as a whole are quotations; so is the line below one that names its author."""
    layout = text.layout
    indented = [
        p for p in text.pieces if p.is_open and p.paragraph.indent >= layout.margin + _QUOTE_INDENT
    ]
    # If most are set in, that is how this file looks.
    if len(indented) > 0.5 * len(text.pieces):
        return
    before: Piece | None = None
    for piece in text.pieces:
        if piece.is_open:
            if (
                before is not None
                and before.kind is BlockKind.LIST_ITEM
                and piece.paragraph.first <= 8
            ):
                # The rest of an item, set in under it.
                piece.settle(BlockKind.PARAGRAPH)
            elif _is_set_in(text, piece) or _is_attribution(piece, before):
                piece.settle(BlockKind.QUOTATION, level=1)
        before = piece


def _is_attribution(piece: Piece, before: Piece | None) -> bool:
    """A line "—Marx, Capital" below verse or a quotation."""
    return (
        before is not None
        and before.kind in (BlockKind.QUOTATION, BlockKind.VERSE)
        and bool(names.signature_of(piece.text))
        and not marks.ends_sentence(piece.text[:-1])
    )


def _is_set_in(text: Text, piece: Piece) -> bool:
    paragraph, layout = piece.paragraph, text.layout
    deep = paragraph.indent - layout.margin
    if deep < _QUOTE_INDENT:
        return False
    if layout.is_wrapped:
        # One line set in as far as first lines are is a short paragraph.
        return paragraph.lines > 1 or deep > max(layout.first_indent, 4) or not layout.first_indent
    return deep != layout.first_indent


_STEPS = (marked.settle, head.settle, headings.settle, verse.settle, _quotations)


def _untitled(text: Text, name: str) -> str:
    """A poem without a title goes by its first line; other texts by the name of their file."""
    words = _first_words(text)
    is_poem = not text.has_prose and any(p.kind is BlockKind.VERSE for p in text.pieces)
    first_line = words.rstrip(",;:—") if is_poem else ""
    return shortened(first_line) if first_line else fallback_title(name, words)


def _first_words(text: Text) -> str:
    body = (p for p in text.pieces if p.kind is not BlockKind.METADATA)
    first = next(body, text.pieces[0])
    return first.rows[0] if first.rows else first.text

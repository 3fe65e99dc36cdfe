"""Puts what was gathered of a word processor's file together into a Document."""

from collections.abc import Sequence
from dataclasses import replace

from closereader.i18n import _, ngettext
from closereader.importing import language, word_meta, word_notes, word_settle
from closereader.importing.builder import DocumentBuilder
from closereader.importing.titles import fallback_title
from closereader.importing.word_flow import Flow
from closereader.importing.word_meta import Meta
from closereader.importing.word_notes import Comment
from closereader.model.document import Document


def build(
    flow: Flow,
    meta: Meta,
    comments: Sequence[Comment],
    format: str,
    notices: Sequence[str] = (),
    cover: str = "",
) -> Document:
    """The Document of a flow that was closed. What the text says of itself in its head goes before what
    the file says of it."""
    drafts, found = word_settle.settle(flow.pieces, meta.title)
    builder = DocumentBuilder()
    builder.extend(drafts)
    words = "\n".join(draft.text for draft in drafts[:200])
    first = next((draft.text for draft in drafts if draft.text), "")
    document = builder.build(
        title=found.title or meta.title or fallback_title(flow.name, first),
        author=found.author or meta.author,
        date=found.date or meta.date,
        language=language.guess(words) or word_meta.language_in_script(meta.language, words),
        format=format,
        notices=notices,
        cover=cover,
    )
    notes = word_notes.notes_of(comments, flow, builder, document.text, meta.person)
    return replace(document, notes=notes)


def notices_of(
    changes: int, unseen: int, embedded: int, *, has_contents: bool, is_repaired: bool
) -> list[str]:
    """What the reader should know of how it was read."""
    out = []
    if is_repaired:
        out.append(_("Some of the file was damaged; what could be read of it was taken."))
    if changes:
        out.append(
            ngettext(
                "One tracked change was read as accepted.",
                "{count} tracked changes were read as accepted.",
                changes,
            )
        )
    if has_contents:
        out.append(_("The table of contents was left out; the outline shows the headings."))
    if unseen:
        out.append(
            ngettext(
                "One picture, chart or object cannot be shown; words stand in its place.",
                "{count} pictures, charts or objects cannot be shown; words stand in their places.",
                unseen,
            )
        )
    if embedded:
        out.append(
            ngettext(
                "One embedded document was left out.",
                "{count} embedded documents were left out.",
                embedded,
            )
        )
    return out

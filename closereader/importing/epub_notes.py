"""Notes of a book: which blocks are notes, where they stand, and the links between mark and note."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from closereader.importing.builder import Draft
from closereader.model.document import BlockKind, Inline, InlineStyle

_MARK = re.compile(
    r"[\[({]?\s*(?:\d{1,4}[a-z]?|[ivx]{1,6}|[a-z]|[*†‡§¶#]{1,4}|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,4})\s*[\])}]?\.?"
)
_LABEL = re.compile(r"[\[({]?(?:\d{1,4}[a-z]?|[*†‡§¶#]{1,4}|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,4})[\])}.:]*\s*")
_BECOMES_NOTE = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION)
_RUNNING = (
    BlockKind.PARAGRAPH,
    BlockKind.QUOTATION,
    BlockKind.VERSE,
    BlockKind.LIST_ITEM,
    BlockKind.TABLE,
)


def settle(pages: Sequence[list[Draft]], references: set[str]) -> None:
    """Make notes of what marks in the text lead to, put notes that stand within the text at the end of
    their section, and let each lead back. `references`: places that the markup calls notes of a mark."""
    places = {
        name: (draft, at) for drafts in pages for draft in drafts for name, at in draft.anchors
    }
    led_back: set[int] = set()
    count = 0
    for drafts in pages:
        for draft in drafts:
            if draft.kind is BlockKind.NOTE:
                continue
            for style in list(_marks(draft, references)):
                found = places.get(style.target[1:])
                if (
                    found is None
                    or found[0] is draft
                    or not _is_note(draft, style, found, references)
                ):
                    continue
                note = found[0]
                note.kind, note.level = BlockKind.NOTE, 0
                if id(note) not in led_back:
                    led_back.add(id(note))
                    count += 1
                    _lead_back(draft, style, note, f"mark {count}")
    for drafts in pages:
        drafts[:] = _after_text(drafts)


def _marks(draft: Draft, references: set[str]) -> Iterator[Inline]:
    """The links in a block that are marks of notes; none where links are most of it, as in a list."""
    links = [s for s in draft.styles if s.style is InlineStyle.LINK and s.target.startswith("#")]
    if not links or 2 * sum(s.end - s.start for s in links) > len(draft.text):
        return
    for style in links:
        if style.target[1:] in references or _MARK.fullmatch(
            draft.text[style.start : style.end].strip()
        ):
            yield style


def _is_note(draft: Draft, mark: Inline, found: tuple[Draft, int], references: set[str]) -> bool:
    """Whether what a mark leads to is a note: because the markup says so, or because the mark is raised
    or in brackets and the note begins with it or leads back."""
    note, at = found
    if note.kind is BlockKind.NOTE:
        return True
    if note.kind not in _BECOMES_NOTE or at > note.marker + 8:
        return False
    if mark.target[1:] in references:
        return True
    text = draft.text[mark.start : mark.end].strip()
    if not any(c.isdigit() or c in "*†‡§¶" for c in text):
        return False
    raised = text[0] in "[({*†‡§¶" or any(
        s.style is InlineStyle.SUPERSCRIPT and s.start < mark.end and s.end > mark.start
        for s in draft.styles
    )
    label = "".join(c for c in text if c.isalnum() or c in "*†‡§¶")
    begins = note.text.lstrip("[({ ").startswith(label)
    mine = {name for name, _at in draft.anchors}
    leads_back = any(s.style is InlineStyle.LINK and s.target[1:] in mine for s in note.styles)
    return leads_back or (raised and begins)


def _lead_back(draft: Draft, mark: Inline, note: Draft, name: str) -> None:
    """A link on the note's number to its mark; where it has none, the mark's is put before it."""
    links = [s for s in note.styles if s.style is InlineStyle.LINK and s.target.startswith("#")]
    mine = {place for place, _at in draft.anchors}
    if any(s.start <= 2 or s.target[1:] in mine for s in links):
        return
    draft.anchors.append((name, mark.start))
    found = _LABEL.match(note.text)
    if found is None or (not note.marker and found.end() == len(note.text)):
        label = f"{draft.text[mark.start : mark.end].strip(' [](){}.')[:8]} "
        if not label.strip():
            return
        put_before(note, label)
        end = len(label) - 1
    else:
        end = len(found[0].rstrip())
    note.styles.append(Inline(0, end, InlineStyle.LINK, f"#{name}"))


def put_before(draft: Draft, marker: str) -> None:
    """Let a block begin with a marker; what has its offset moves along."""
    size = len(marker)
    draft.text = marker + draft.text
    draft.marker = size
    draft.styles = [replace(s, start=s.start + size, end=s.end + size) for s in draft.styles]
    draft.anchors = [(name, at + size if at else 0) for name, at in draft.anchors]
    draft.pages = [(label, at + size if at else 0) for label, at in draft.pages]


def _after_text(drafts: list[Draft]) -> list[Draft]:
    """Notes that running text follows go to the end of their section."""
    out: list[Draft] = []
    waiting: list[Draft] = []
    for draft in drafts:
        if draft.kind is BlockKind.NOTE:
            waiting.append(draft)
            continue
        if waiting and draft.kind not in _RUNNING and draft.kind is not BlockKind.FIGURE:
            out += waiting
            waiting = []
        out.append(draft)
    return out + waiting

"""Ties the marks of notes in the running text to the notes."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from closereader.importing.builder import Draft
from closereader.model.document import BlockKind, Inline, InlineStyle

_SUPERIOR = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
_IN_TEXT = re.compile(r"(?<=\S)\s?(\[(\d{1,3}|\*{1,3})\]|(?<=[^\W\d_]|[^\w\s])[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3})")
_LABEL = re.compile(r"[\[(]?(\d{1,3}|\*{1,3}|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3})[\]).:]*\s*")
_MARK = re.compile(r"[\[(]?(?:\d{1,4}[a-z]?|[*†‡§¶]{1,4}|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,4})[\])]?")
_BECOMES_NOTE = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


def link_plain(drafts: Sequence[Draft]) -> None:
    """Make "[3]" or "³" in the text of a plain file a link to its note: of several notes with that
    number (each chapter may begin anew), the next one after the mark."""
    notes: dict[str, list[int]] = {}
    for index, draft in enumerate(drafts):
        label = _label(draft)
        if label:
            notes.setdefault(label, []).append(index)
            draft.anchors.append((_name(index), 0))
    if not notes:
        return
    for index, draft in enumerate(drafts):
        if draft.kind in (BlockKind.NOTE, BlockKind.CODE):
            continue
        for found in _IN_TEXT.finditer(draft.text):
            places = notes.get((found[2] or found[1]).translate(_SUPERIOR), [])
            following = bisect_right(places, index)
            if following == len(places):
                continue
            # Where notes are numbered [2], a raised 2 is a power.
            if found[2] or not drafts[places[following]].text.startswith("["):
                target = f"#{_name(places[following])}"
                start, end = found.span(1)
                draft.styles.append(Inline(start, end, InlineStyle.LINK, target))


def settle_linked(drafts: Sequence[Draft]) -> None:
    """Of marked-up text: what a mark such as "3" or "[*]" inside a sentence leads on to is a note,
    whatever the markup calls it."""
    places: dict[str, tuple[int, int]] = {}
    for index, draft in enumerate(drafts):
        for name, at in draft.anchors:
            places.setdefault(f"#{name}", (index, at))
    for index, draft in enumerate(drafts):
        for target in _marks(draft):
            found = places.get(target)
            if found is None or found[0] <= index:
                continue
            note = drafts[found[0]]
            if note.kind in _BECOMES_NOTE and found[1] <= note.marker:
                note.kind, note.level = BlockKind.NOTE, 0


def _marks(draft: Draft) -> Iterator[str]:
    """Where the marks in a block lead; none where links are most of it, as in a list of pages."""
    links = [s for s in draft.styles if s.style is InlineStyle.LINK]
    if 2 * sum(s.end - s.start for s in links) > len(draft.text):
        return
    for style in links:
        if style.target.startswith("#") and _MARK.fullmatch(
            draft.text[style.start : style.end].strip()
        ):
            yield style.target


def _label(draft: Draft) -> str:
    """The number or sign of a note; "" of what is none, or goes on with the one before."""
    if draft.kind is not BlockKind.NOTE or not draft.marker:
        return ""
    found = _LABEL.fullmatch(draft.text[: draft.marker])
    return found[1].translate(_SUPERIOR) if found else ""


def _name(index: int) -> str:
    return f"note {index}"

"""Annotations of ours that come back in a PDF: what stands attached, compared with what stands on the pages.

The file attached says exactly what each was. It is believed of those only that are still on the pages, and
what another program changed there is taken from there (W3C Web Annotation Data Model, as JSON-LD).
"""

import ctypes
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2_raw as pdfium

from closereader.i18n import ngettext
from closereader.model.annotation import ATTACHED, NAMED, AnchorState, AnnotationKind, QuestionState
from closereader.model.area import Area, Rect
from closereader.model.colour import Colour
from closereader.model.foreign_note import ForeignNote

_MOST_BYTES = 200_000_000
_MOST_ATTACHEDS = 1_000
_MOST = 100_000
_NAME = 200
# A mark of another program may take in the space beside the words.
_NEAR = 2
# A note beside the text has its sign beside the line, wherever in it it stands.
_NEAR_BESIDE = 250
_NOWHERE = -1_000_000_000
# What each is written as where it stands on words, and beside them.
_WRITTEN = {
    AnnotationKind.UNDERLINE: AnnotationKind.UNDERLINE,
    AnnotationKind.STRIKE: AnnotationKind.STRIKE,
}


@dataclass(frozen=True, slots=True)
class Returned:
    """The notes of the file; and what is to be said of those that are ours."""

    notes: tuple[ForeignNote, ...]
    notices: tuple[str, ...] = ()


def returned(handle: Any, notes: Sequence[ForeignNote], text: str) -> Returned:
    """The notes on the pages of an open PDF, with what the file attached to it knows of them beside."""
    told = _told(_attached(handle), text)
    if not told:
        return Returned(tuple(notes))
    found, changed = [], 0
    for note in notes:
        known = told.get(note.key)
        if known is None:
            found.append(note)
            continue
        restored = _restored(note, known)
        changed += _is_changed(restored, known)
        found.append(restored)
    there = {note.key for note in notes}
    adrift = [note for key, note in told.items() if note.lost is not None and key not in there]
    gone = sum(note.lost is None for key, note in told.items() if key not in there)
    return Returned(
        (*found, *adrift), tuple(_said(len(there & set(told)) + len(adrift), changed, gone))
    )


def _said(back: int, changed: int, gone: int) -> Iterator[str]:
    if back:
        yield ngettext(
            "{count} note made with closereader came back with all that belongs to it.",
            "{count} notes made with closereader came back with all that belongs to them.",
            back,
        )
    if changed:
        yield ngettext(
            "{count} of them was changed by another program.",
            "{count} of them were changed by another program.",
            changed,
        )
    if gone:
        yield ngettext(
            "{count} note was deleted by another program.",
            "{count} notes were deleted by another program.",
            gone,
        )


def _restored(note: ForeignNote, known: ForeignNote) -> ForeignNote:
    """The note as it was, but for what was changed on the page."""
    area = _area(note, known)
    if area is not None:
        is_there = known.start >= 0 and area == known.area
    else:
        near = _NEAR if note.start < note.end else _NEAR_BESIDE
        is_there = abs(note.start - known.start) <= near and abs(note.end - known.end) <= near
    start, end = (known.start, known.end) if is_there else (note.start, note.end)
    is_as_late = _second(note.modified) == _second(known.modified)
    comment = note.comment if _plain(note.comment) != _plain(known.comment) else known.comment
    return replace(
        known,
        kind=known.kind if note.kind is _written(known) else note.kind,
        start=start,
        end=end,
        colour=note.colour,
        comment=comment,
        author=note.author or known.author,
        modified=known.modified if is_as_late else note.modified,
        area=area,
        # Programs that know nothing of tags leave them out when they write the note anew.
        tags=note.tags or known.tags,
        lost=None,
        replies_to=note.replies_to,
    )


def _is_changed(note: ForeignNote, known: ForeignNote) -> bool:
    if known.start >= 0 and (note.start, note.end, note.area) != (
        known.start,
        known.end,
        known.area,
    ):
        return True
    one, other = (
        (each.kind, each.colour, each.comment, each.author, each.tags) for each in (note, known)
    )
    return one != other


def _written(known: ForeignNote) -> AnnotationKind:
    if known.area is not None:
        return AnnotationKind.AREA
    if known.start == known.end:
        return AnnotationKind.NOTE
    return _WRITTEN.get(known.kind, AnnotationKind.HIGHLIGHT)


def _area(note: ForeignNote, known: ForeignNote) -> Area | None:
    if note.area is None or known.area is None or note.area.page != known.area.page:
        return note.area
    sides = zip(note.area.rect, known.area.rect, strict=True)
    return known.area if all(abs(one - other) < 1 for one, other in sides) else note.area


def _plain(text: str) -> str:
    return " ".join(text.split())


def _second(moment: str) -> str:
    return moment[:19]


# What is attached


def _attached(handle: Any) -> Any:
    """The JSON attached to an open PDF under our name; None where there is none, or it is none."""
    for index in range(min(int(pdfium.FPDFDoc_GetAttachmentCount(handle)), _MOST_ATTACHEDS)):
        attachment = pdfium.FPDFDoc_GetAttachment(handle, index)
        if not attachment or _name(attachment) != ATTACHED:
            continue
        size = ctypes.c_ulong()
        if not pdfium.FPDFAttachment_GetFile(attachment, None, 0, size):
            return None
        if not 0 < size.value <= _MOST_BYTES:
            return None
        data = ctypes.create_string_buffer(size.value)
        pdfium.FPDFAttachment_GetFile(attachment, data, size.value, size)
        try:
            return json.loads(data.raw)
        except (ValueError, RecursionError):
            return None
    return None


def _name(attachment: Any) -> str:
    size = int(pdfium.FPDFAttachment_GetName(attachment, None, 0))
    if not 2 < size <= _NAME:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAttachment_GetName(
        attachment, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size
    )
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _told(collection: Any, text: str) -> dict[str, ForeignNote]:
    """Every annotation that it tells of, by its name in the file; what makes no sense is left out."""
    try:
        items = collection["first"]["items"]
    except (LookupError, TypeError):
        return {}
    found: dict[str, ForeignNote] = {}
    for item in items[:_MOST] if isinstance(items, list) else ():
        try:
            note = _note(item, text)
        except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError):
            continue
        found[note.key] = note
    return found


def _note(item: Mapping[str, Any], text: str) -> ForeignNote:
    name = _string(item["closereader:name"])
    if not name.startswith(NAMED):
        raise ValueError(name)
    selectors = {each["type"]: each for each in item["target"]["selector"]}
    place, quote = selectors["TextPositionSelector"], selectors["TextQuoteSelector"]
    start, end = int(place["start"]), int(place["end"])
    words = _string(quote["exact"]), _string(quote["prefix"]), _string(quote["suffix"])
    is_lost = item.get("closereader:anchor") == AnchorState.LOST
    if not (0 <= start <= end <= len(text)) or (not is_lost and text[start:end] != words[0]):
        # It stood in another text; what is on the page says where.
        start, end = _NOWHERE, _NOWHERE + len(words[0])
    if is_lost:
        start = end = min(max(start, 0), len(text))
    fragment = selectors.get("FragmentSelector")
    bodies = item.get("body", [])
    comments = [
        _string(each["value"])
        for each in bodies
        if each["purpose"] in ("commenting", "questioning")
    ]
    return ForeignNote(
        key=name,
        kind=AnnotationKind(item["closereader:kind"]),
        start=start,
        end=end,
        colour=Colour(item["closereader:colour"]),
        comment="\n".join(comments),
        author=_string(item.get("creator", {}).get("name", "")),
        created=_string(item["created"]),
        modified=_string(item["modified"]),
        area=None if fragment is None else _area_told(_string(fragment["value"])),
        tags=tuple(_string(each["value"]) for each in bodies if each["purpose"] == "tagging"),
        links=tuple(
            (_string(link["name"]), _string(link["kind"]))
            for link in item.get("closereader:links", [])
        ),
        state=QuestionState(item.get("closereader:state", QuestionState.OPEN)),
        rank=int(item.get("closereader:rank", 0)),
        pass_number=int(item.get("closereader:pass", 1)),
        lost=words if is_lost else None,
    )


def _area_told(fragment: str) -> Area:
    """`page=4&viewrect=50,60,100,80`: left, top, width and height in points (RFC 8118)."""
    parts = dict(part.split("=", 1) for part in fragment.split("&"))
    left, top, width, height = map(float, parts["viewrect"].split(","))
    return Area(int(parts["page"]) - 1, Rect(left, top, left + width, top + height))


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value

"""The annotations of an open PDF page, as they stand in the file."""

import ctypes
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from html import unescape
from typing import Any

import pypdfium2_raw as pdfium

from closereader.model.area import Rect
from closereader.pages.space import Space

MOST = 5_000
"""Annotations that are taken of one file."""
_MOST_QUADS = 2_000
_MOST_LETTERS = 100_000

_HIDDEN = 2
_GROUP = "Group"
_DATE = re.compile(
    r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?\s*(?:(Z)|([+-])(\d\d)'?(\d\d)?)?"
)
_TAG = re.compile(r"<[^<>]{0,500}>")

KINDS: dict[int, str] = {
    pdfium.FPDF_ANNOT_TEXT: "note",
    pdfium.FPDF_ANNOT_FREETEXT: "words",
    pdfium.FPDF_ANNOT_LINE: "area",
    pdfium.FPDF_ANNOT_SQUARE: "area",
    pdfium.FPDF_ANNOT_CIRCLE: "area",
    pdfium.FPDF_ANNOT_POLYGON: "area",
    pdfium.FPDF_ANNOT_POLYLINE: "area",
    pdfium.FPDF_ANNOT_HIGHLIGHT: "highlight",
    pdfium.FPDF_ANNOT_UNDERLINE: "underline",
    pdfium.FPDF_ANNOT_SQUIGGLY: "underline",
    pdfium.FPDF_ANNOT_STRIKEOUT: "strike",
    pdfium.FPDF_ANNOT_STAMP: "area",
    pdfium.FPDF_ANNOT_CARET: "caret",
    pdfium.FPDF_ANNOT_INK: "area",
}
"""What is taken, and as what. Links, fields of forms, pop-ups, films and attachments are left."""


@dataclass(slots=True)
class Native:
    """One annotation. `rect`, `quads`: on the page as it is shown; `colour`: red, green, blue of 255, None
    where it has none; `answers`: the index of the one on its page that it answers, or stands with as
    one if `is_grouped`; `created`, `modified`: ISO 8601 in UTC, or ""."""

    page: int
    index: int
    kind: str
    rect: Rect
    quads: list[Rect] = field(default_factory=list)
    name: str = ""
    author: str = ""
    contents: str = ""
    created: str = ""
    modified: str = ""
    colour: tuple[int, int, int] | None = None
    answers: int | None = None
    is_grouped: bool = False
    tags: str = ""


def of_page(page: Any, number: int, space: Space, most: int) -> list[Native]:
    """The annotations of an open page, at most so many, in their order."""
    count = min(int(pdfium.FPDFPage_GetAnnotCount(page)), most)
    found = []
    for index in range(count):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            kind = KINDS.get(int(pdfium.FPDFAnnot_GetSubtype(annotation)))
            if kind and not int(pdfium.FPDFAnnot_GetFlags(annotation)) & _HIDDEN:
                native = _read(page, annotation, number, index, kind, space)
                if native is not None:
                    found.append(native)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def _read(
    page: Any, annotation: Any, number: int, index: int, kind: str, space: Space
) -> Native | None:
    if _string(annotation, "StateModel"):
        return None  # "Accepted", "Marked": what an editor did with a note, and no note.
    box = pdfium.FS_RECTF()
    if not pdfium.FPDFAnnot_GetRect(annotation, box):
        return None
    rect = _shown(space, [(box.left, box.top), (box.right, box.bottom)])
    contents = _string(annotation, "Contents") or _plain(_string(annotation, "RC"))
    native = Native(
        number,
        index,
        kind,
        rect,
        _quads(annotation, space),
        _string(annotation, "NM")[:200],
        _string(annotation, "Zotero:AuthorName")[:200] or _string(annotation, "T")[:200],
        contents.replace("\r\n", "\n").replace("\r", "\n"),
        iso_date(_string(annotation, "CreationDate")),
        iso_date(_string(annotation, "M")),
        _colour(annotation),
        tags=_string(annotation, "Zotero:Tags"),
    )
    answered = pdfium.FPDFAnnot_GetLinkedAnnot(annotation, b"IRT")
    if answered:
        place = int(pdfium.FPDFPage_GetAnnotIndex(page, answered))
        pdfium.FPDFPage_CloseAnnot(answered)
        if place >= 0 and place != index:
            native.answers = place
            native.is_grouped = _string(annotation, "RT") == _GROUP
    return native


def _string(annotation: Any, key: str) -> str:
    size = int(pdfium.FPDFAnnot_GetStringValue(annotation, key.encode("ascii"), None, 0))
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFAnnot_GetStringValue(annotation, key.encode("ascii"), buffer, size)
    return fit(bytes(buffer)[: min(size - 2, 2 * _MOST_LETTERS)].decode("utf-16-le", "replace"))


def fit(text: str) -> str:
    """A string of the file without what cannot be kept."""
    return "".join(c if c >= " " or c in "\n\r\t" else " " for c in text).strip("\x00 \r\n\t")


def _plain(rich: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", rich)).split())


def _quads(annotation: Any, space: Space) -> list[Rect]:
    quads = []
    points = pdfium.FS_QUADPOINTSF()
    for index in range(min(int(pdfium.FPDFAnnot_CountAttachmentPoints(annotation)), _MOST_QUADS)):
        if pdfium.FPDFAnnot_GetAttachmentPoints(annotation, index, points):
            corners = [(getattr(points, f"x{n}"), getattr(points, f"y{n}")) for n in (1, 2, 3, 4)]
            quads.append(_shown(space, corners))
    return [quad for quad in quads if quad.width > 0 and quad.height > 0]


def _shown(space: Space, corners: list[tuple[float, float]]) -> Rect:
    shown = [space.point(float(x), float(y)) for x, y in corners]
    across, down = [x for x, _y in shown], [y for _x, y in shown]
    return Rect(min(across), min(down), max(across), max(down))


def _colour(annotation: Any) -> tuple[int, int, int] | None:
    # PDFium tells no colour of what has an appearance; nothing of this copy is ever saved.
    pdfium.FPDFAnnot_SetAP(annotation, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None)
    parts = [ctypes.c_uint() for _part in range(4)]
    told = pdfium.FPDFAnnot_GetColor(annotation, pdfium.FPDFANNOT_COLORTYPE_Color, *parts)
    if not told:
        return None
    red, green, blue, _alpha = (part.value for part in parts)
    return red, green, blue


def iso_date(date: str) -> str:
    """A date of a PDF in ISO 8601, in UTC; "" for what is none. One without a zone is taken as UTC."""
    match = _DATE.match(date.strip())
    if match is None:
        return ""
    year, *rest = (int(part) if part else None for part in match.groups()[:6])
    month, day, hour, minute, second = rest
    try:
        offset = timedelta(hours=int(match[9] or 0), minutes=int(match[10] or 0))
        zone = timezone(-offset if match[8] == "-" else offset)
        moment = datetime(
            year or 1, month or 1, day or 1, hour or 0, minute or 0, min(second or 0, 59),
            tzinfo=zone,
        )  # fmt: skip
        return moment.astimezone(UTC).isoformat(timespec="microseconds")
    except (ValueError, OverflowError):
        return ""

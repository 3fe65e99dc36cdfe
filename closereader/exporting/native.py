"""Native PDF annotations: every mark as one that any PDF reader shows, searches and answers."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from closereader.exporting.job import ExportJob
from closereader.exporting.states import state_of
from closereader.model.annotation import Annotation, AnnotationKind, meaning_of
from closereader.model.colour import Colour
from closereader.typeset.content import clean
from closereader.typeset.palette import STROKES, TINTS, rgb
from closereader.typeset.press import LinkPlace, MarkPlace, Quad

PRINTED = 4
ATTACHMENT = "annotations.jsonld"
_ICON = 7.2
_SUBTYPES = {AnnotationKind.UNDERLINE: Name.Underline, AnnotationKind.STRIKE: Name.StrikeOut}


def annotate(
    source: Path,
    target: Path,
    job: ExportJob,
    marks: Sequence[MarkPlace],
    links: Sequence[LinkPlace],
    attachment: bytes,
) -> int:
    """Write `source` to `target` with the job's annotations where `marks` say, the reading's own
    `links`, and the JSON-LD attached unless it is empty; return how many pages there are. The same
    arguments give the same bytes."""
    places = {mark["id"]: mark for mark in marks}
    with pikepdf.open(source) as pdf:
        writer = _Writer(pdf, job.meanings, job.reader, job.exported)
        for annotation in job.annotations:
            if annotation.id in places:
                writer.add(annotation, places[annotation.id])
        for link in links:
            writer.link(link)
        writer.finish()
        if attachment:
            _attach(pdf, attachment, job.exported)
        pdf.save(
            target,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
        return len(pdf.pages)


class _Writer:
    """Adds annotations to one PDF."""

    def __init__(
        self, pdf: pikepdf.Pdf, meanings: Mapping[Colour, str], reader: str, exported: str
    ) -> None:
        self._pdf = pdf
        self._meanings = meanings
        self._reader = reader
        self._exported = exported
        self._pages = list(pdf.pages)
        self._darken = pdf.make_indirect(Dictionary(Type=Name.ExtGState, BM=Name.Darken))
        self._icons: dict[tuple[int, int], int] = {}
        self._pending: dict[int, list[pikepdf.Object]] = {}

    def add(self, annotation: Annotation, mark: MarkPlace) -> None:
        """The annotation on every page its passage touches; a note without a passage as an icon."""
        by_page: dict[int, list[Quad]] = {}
        for quad in mark["quads"]:
            by_page.setdefault(quad[0], []).append(quad)
        first: pikepdf.Object | None = None
        for number, (page, quads) in enumerate(sorted(by_page.items()), start=1):
            entry = self._marked(annotation, page, quads, number)
            if first is None:
                first = entry
            else:
                entry.IRT, entry.RT = first, Name.Group
        if first is None and mark["point"] is not None:
            self._noted(annotation, *mark["point"])

    def finish(self) -> None:
        """Hang what was made on the pages."""
        for number, entries in self._pending.items():
            page = self._pages[number]
            known = list(page.obj.get("/Annots", Array([])))
            page.obj.Annots = self._pdf.make_indirect(Array([*known, *entries]))
        self._pending.clear()

    def link(self, link: LinkPlace) -> None:
        """A link of the reading itself, on every page it touches."""
        by_page: dict[int, list[Quad]] = {}
        for quad in link["quads"]:
            by_page.setdefault(quad[0], []).append(quad)
        for page, quads in by_page.items():
            entry = Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=_array(_rect(quads)),
                QuadPoints=_array(_corners(quads)),
                Border=Array([0, 0, 0]),
                F=PRINTED,
                P=self._pages[page].obj,
            )
            if link["to"] is not None:
                at, top = link["to"]
                entry.Dest = Array([self._pages[at].obj, Name.XYZ, None, _number(top), None])
            else:
                entry.A = Dictionary(S=Name.URI, URI=String(clean(link["target"])))
            self._pending.setdefault(page, []).append(self._pdf.make_indirect(entry))

    def _marked(
        self, annotation: Annotation, page: int, quads: list[Quad], number: int
    ) -> pikepdf.Object:
        subtype = _SUBTYPES.get(annotation.kind, Name.Highlight)
        colour = rgb((TINTS if subtype == Name.Highlight else STROKES)[annotation.colour])
        rect = _rect(quads)
        entry = self._entry(annotation, page, subtype, rect, colour, number)
        entry.QuadPoints = _array(_corners(quads))
        entry.AP = Dictionary(N=self._appearance(rect, _DRAWN[str(subtype)](quads, colour)))
        return self._hang(page, entry)

    def _noted(self, annotation: Annotation, page: int, x: float, baseline: float) -> None:
        spot = (page, round(baseline))
        place = self._icons[spot] = self._icons.get(spot, -1) + 1
        # Several on one line stand one below the other, so that each can be taken hold of.
        left, bottom = x + 1.2, baseline - (_ICON + 0.5) * place
        rect = (left, bottom, left + _ICON, bottom + _ICON)
        colour = rgb(STROKES[annotation.colour])
        entry = self._entry(annotation, page, Name.Text, rect, colour, 1)
        entry.Name = Name.Comment
        entry.AP = Dictionary(N=self._appearance(rect, _icon(rect, colour)))
        self._hang(page, entry)

    def _entry(
        self,
        annotation: Annotation,
        page: int,
        subtype: pikepdf.Object,
        rect: tuple[float, float, float, float],
        colour: tuple[float, float, float],
        number: int,
    ) -> pikepdf.Dictionary:
        reader = clean(annotation.reader or self._reader)
        name = f"closereader-{annotation.id}" + (f".{number}" if number > 1 else "")
        entry = Dictionary(
            Type=Name.Annot,
            Subtype=subtype,
            Rect=_array(rect),
            C=_array(colour),
            CA=1,
            F=PRINTED,
            NM=String(name),
            Subj=String(clean(self._subject(annotation))),
            CreationDate=String(pdf_date(annotation.created, self._exported)),
            M=String(pdf_date(annotation.modified or annotation.created, self._exported)),
            P=self._pages[page].obj,
        )
        if reader:
            entry["/T"] = String(reader)
            entry["/Zotero:AuthorName"] = String(reader)
        # A passage over pages is one annotation: its later parts repeat neither comment nor tags.
        if number == 1:
            entry.Contents = String(clean(annotation.comment))
            if annotation.tags:
                tags = json.dumps([clean(tag) for tag in annotation.tags], ensure_ascii=False)
                entry["/Zotero:Tags"] = String(tags)
        return entry

    def _subject(self, annotation: Annotation) -> str:
        """What its colour means, and how far a question has come."""
        told = (meaning_of(annotation, self._meanings), state_of(annotation))
        return " · ".join(filter(None, told))

    def _hang(self, page: int, entry: pikepdf.Dictionary) -> pikepdf.Object:
        hung = self._pdf.make_indirect(entry)
        self._pending.setdefault(page, []).append(hung)
        return hung

    def _appearance(self, rect: tuple[float, float, float, float], drawing: str) -> pikepdf.Object:
        stream = pikepdf.Stream(self._pdf, f"/G gs {drawing}".encode("ascii"))
        stream.Type, stream.Subtype = Name.XObject, Name.Form
        stream.BBox = _array(rect)
        stream.Resources = Dictionary(ExtGState=Dictionary(G=self._darken))
        return self._pdf.make_indirect(stream)


def pdf_date(when: str, otherwise: str) -> str:
    """ISO 8601 as a PDF date with its zone; `otherwise` where `when` is empty or none."""
    for told in (when, otherwise):
        try:
            moment = datetime.fromisoformat(told)
        except ValueError:
            continue
        return moment.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'")
    return "D:19700101000000+00'00'"


def _number(value: float) -> Decimal:
    return Decimal(f"{value:.3f}").normalize() + 0


def _array(values: Sequence[float]) -> pikepdf.Object:
    # Parsed at once: made number by number, the arrays take half of the time of this module.
    return pikepdf.Object.parse(f"[{' '.join(str(_number(v)) for v in values)}]".encode("ascii"))


def _rect(quads: Sequence[Quad]) -> tuple[float, float, float, float]:
    return (
        min(quad[1] for quad in quads),
        min(quad[2] for quad in quads),
        max(quad[3] for quad in quads),
        max(quad[4] for quad in quads),
    )


def _corners(quads: Sequence[Quad]) -> list[float]:
    """Top left, top right, bottom left, bottom right: what readers draw rightly."""
    return [v for _, x0, y0, x1, y1 in quads for v in (x0, y1, x1, y1, x0, y0, x1, y0)]


def _rgb(colour: tuple[float, float, float], operator: str) -> str:
    return " ".join(f"{part:.4g}" for part in colour) + f" {operator} "


def _tint(quads: Sequence[Quad], colour: tuple[float, float, float]) -> str:
    boxes = " ".join(
        f"{x0:.2f} {y0:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re" for _, x0, y0, x1, y1 in quads
    )
    return _rgb(colour, "rg") + boxes + " f"


def _stroked(quads: Sequence[Quad], colour: tuple[float, float, float], rise: float) -> str:
    lines = []
    for _, x0, y0, x1, y1 in quads:
        y = y0 + rise * (y1 - y0)
        lines.append(f"{x0:.2f} {y:.2f} m {x1:.2f} {y:.2f} l S")
    return _rgb(colour, "RG") + "1.1 w " + " ".join(lines)


def _underline(quads: Sequence[Quad], colour: tuple[float, float, float]) -> str:
    return _stroked(quads, colour, 0.09)


def _strike(quads: Sequence[Quad], colour: tuple[float, float, float]) -> str:
    return _stroked(quads, colour, 0.45)


_DRAWN = {"/Highlight": _tint, "/Underline": _underline, "/StrikeOut": _strike}


def _icon(rect: tuple[float, float, float, float], colour: tuple[float, float, float]) -> str:
    """A small sheet with three lines of writing."""
    x0, y0, x1, y1 = rect
    written = " ".join(
        f"{x0 + 1.6:.2f} {y:.2f} m {x1 - right:.2f} {y:.2f} l S"
        for y, right in ((y1 - 2.0, 1.6), (y1 - 3.6, 1.6), (y1 - 5.2, 3.2))
    )
    sheet = f"{x0:.2f} {y0:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re f"
    return _rgb(colour, "rg") + sheet + " 0.14 0.13 0.11 RG 0.5 w " + written


def _attach(pdf: pikepdf.Pdf, data: bytes, exported: str) -> None:
    spec: Any = pikepdf.AttachedFileSpec(
        pdf,
        data,
        filename=ATTACHMENT,
        description="The annotations as W3C Web Annotations",
        mime_type="application/ld+json",
        creation_date=pdf_date(exported, exported),
        mod_date=pdf_date(exported, exported),
        relationship=Name.Data,
    )
    pdf.attachments[ATTACHMENT] = spec
    pdf.Root.AF = Array([pdf.attachments[ATTACHMENT].obj])

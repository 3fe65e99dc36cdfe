"""Native PDF annotations: every mark as one that any PDF reader shows, searches and answers."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from closereader.exporting import native_look as look
from closereader.exporting.job import ExportJob
from closereader.exporting.native_look import Box, Corners, Rgb
from closereader.exporting.states import state_of
from closereader.model.annotation import (
    ANSWERS,
    ATTACHED,
    NAMED,
    Annotation,
    AnnotationId,
    AnnotationKind,
    meaning_of,
)
from closereader.model.colour import Colour
from closereader.typeset.content import clean
from closereader.typeset.palette import STROKES, TINTS, rgb
from closereader.typeset.press import LinkPlace, MarkPlace, Quad

PRINTED = 4
_SUBTYPES = {AnnotationKind.UNDERLINE: Name.Underline, AnnotationKind.STRIKE: Name.StrikeOut}
# Of what stood there before and is said anew, this stays: its pop-up, and what it answers.
_STAYS = ("/Popup", "/IRT", "/RT", "/NM")
_TURNED = {90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}


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
        writer = NativeWriter(pdf, job.meanings, job.reader, job.exported)
        for annotation in job.annotations:
            if annotation.id in places:
                _add(writer, annotation, places[annotation.id])
        for link in links:
            writer.link(link)
        writer.finish()
        if attachment:
            attach(pdf, attachment, job.exported)
        pdf.save(
            target,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
        return len(pdf.pages)


def _add(writer: "NativeWriter", annotation: Annotation, mark: MarkPlace) -> None:
    if mark["quads"]:
        writer.mark(annotation, _by_page(mark["quads"]))
    elif mark["point"] is not None:
        page, x, baseline = mark["point"]
        writer.note(annotation, page, (x + 1.2, baseline + look.ICON))


def _by_page(quads: Sequence[Quad]) -> dict[int, list[Corners]]:
    by_page: dict[int, list[Corners]] = {}
    for page, *sides in quads:
        by_page.setdefault(page, []).append(look.upright(*sides))
    return by_page


class NativeWriter:
    """Adds annotations to one PDF. Places are in the pages' own space."""

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
        self._written: dict[AnnotationId, tuple[int, pikepdf.Object]] = {}
        self._answers: list[tuple[int, pikepdf.Object, AnnotationId]] = []

    def mark(
        self,
        annotation: Annotation,
        by_page: Mapping[int, Sequence[Corners]],
        instead: Mapping[int, pikepdf.Object] | None = None,
    ) -> None:
        """The annotation on every page its passage touches: the lines of each. `instead`: what it takes
        the place of, by page."""
        first: pikepdf.Object | None = None
        subtype = _SUBTYPES.get(annotation.kind, Name.Highlight)
        colour = rgb((TINTS if subtype == Name.Highlight else STROKES)[annotation.colour])
        for part, (page, quads) in enumerate(sorted(by_page.items()), start=1):
            box = look.box_round(quads)
            entry = self._entry(annotation, page, subtype, box, colour, part)
            entry.QuadPoints = array([value for quad in quads for value in quad])
            entry.AP = Dictionary(N=self._appearance(box, _DRAWN[str(subtype)](quads, colour)))
            hung = self._hang(page, entry, (instead or {}).get(page))
            if first is None:
                first = hung
                self._known(annotation, page, hung)
            else:
                hung.IRT, hung.RT = first, Name.Group

    def note(
        self,
        annotation: Annotation,
        page: int,
        corner: tuple[float, float],
        turn: int = 0,
        instead: pikepdf.Object | None = None,
    ) -> None:
        """A note without a passage, as a sign whose top left corner stands there. `turn`: by how many
        degrees clockwise the page is shown turned."""
        x, y = corner
        spot = (page, round(y if turn % 180 == 0 else x))
        place = self._icons[spot] = self._icons.get(spot, -1) + 1
        # Several on one line stand one below the other, so that each can be taken hold of.
        down = (look.ICON + 0.5) * place
        box = _below(x, y, down, turn)
        colour = rgb(STROKES[annotation.colour])
        entry = self._entry(annotation, page, Name.Text, box, colour, 1)
        entry.Name = Name.Comment
        drawn = self._appearance((0, 0, look.ICON, look.ICON), look.icon(colour))
        if turn in _TURNED:
            drawn.Matrix = Array([*_TURNED[turn], 0, 0])
        entry.AP = Dictionary(N=drawn)
        self._known(annotation, page, self._hang(page, entry, instead))

    def frame(
        self, annotation: Annotation, page: int, box: Box, instead: pikepdf.Object | None = None
    ) -> None:
        """An area of a page."""
        colour = rgb(STROKES[annotation.colour])
        entry = self._entry(annotation, page, Name.Square, box, colour, 1)
        entry.BS = Dictionary(W=look.FRAME, S=Name.S)
        entry.AP = Dictionary(N=self._appearance(box, look.frame(box, colour)))
        self._known(annotation, page, self._hang(page, entry, instead))

    def link(self, link: LinkPlace) -> None:
        """A link of the reading itself, on every page it touches."""
        for page, quads in _by_page(link["quads"]).items():
            entry = Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=array(look.box_round(quads)),
                QuadPoints=array([value for quad in quads for value in quad]),
                Border=Array([0, 0, 0]),
                F=PRINTED,
                P=self._pages[page].obj,
            )
            if link["to"] is not None:
                at, top = link["to"]
                place = [self._pages[at].obj, Name.XYZ, None, look.number(top), None]
                entry.Dest = Array(place)
            else:
                entry.A = Dictionary(S=Name.URI, URI=String(clean(link["target"])))
            self._hang(page, entry, None)

    def finish(
        self, there: Mapping[AnnotationId, tuple[int, pikepdf.Object]] | None = None
    ) -> None:
        """Hang what was made on the pages. `there`: annotations that stood in the file already, by page,
        which others may answer."""
        known = {**(there or {}), **self._written}
        for page, entry, answered in self._answers:
            at, target = known.get(answered, (-1, None))
            # An answer stands on the page of what it answers, or in no reader's list below it.
            if at == page and target is not None and "/IRT" not in entry:
                entry.IRT, entry.RT = target, Name.R
        for number, entries in self._pending.items():
            page_object = self._pages[number].obj
            listed = list(page_object.get("/Annots", Array([])))
            page_object.Annots = self._pdf.make_indirect(Array([*listed, *entries]))
        self._pending.clear()

    def _known(self, annotation: Annotation, page: int, entry: pikepdf.Object) -> None:
        self._written[annotation.id] = (page, entry)
        answered = [link.target for link in annotation.links if link.kind == ANSWERS]
        if answered and annotation.start == annotation.end:
            self._answers.append((page, entry, answered[0]))

    def _entry(
        self,
        annotation: Annotation,
        page: int,
        subtype: pikepdf.Object,
        box: Box,
        colour: Rgb,
        part: int,
    ) -> pikepdf.Dictionary:
        reader = clean(annotation.reader or self._reader)
        name = f"{NAMED}{annotation.id}" + (f".{part}" if part > 1 else "")
        entry = Dictionary(
            Type=Name.Annot,
            Subtype=subtype,
            Rect=array(box),
            C=array(colour),
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
        if part == 1:
            entry.Contents = String(clean(annotation.comment))
            if annotation.tags:
                tags = json.dumps([clean(tag) for tag in annotation.tags], ensure_ascii=False)
                entry["/Zotero:Tags"] = String(tags)
        return entry

    def _subject(self, annotation: Annotation) -> str:
        """What its colour means, and how far a question has come."""
        told = (meaning_of(annotation, self._meanings), state_of(annotation))
        return " · ".join(filter(None, told))

    def _hang(
        self, page: int, entry: pikepdf.Dictionary, instead: pikepdf.Object | None
    ) -> pikepdf.Object:
        if instead is not None:
            for key in list(instead.keys()):
                if key not in _STAYS:
                    del instead[key]
            for key, value in entry.items():
                if key not in instead:
                    instead[key] = value
            return instead
        hung = self._pdf.make_indirect(entry)
        self._pending.setdefault(page, []).append(hung)
        return hung

    def _appearance(self, box: Box, drawing: str) -> pikepdf.Object:
        stream = pikepdf.Stream(self._pdf, f"/G gs {drawing}".encode("ascii"))
        stream.Type, stream.Subtype = Name.XObject, Name.Form
        stream.BBox = array(box)
        stream.Resources = Dictionary(ExtGState=Dictionary(G=self._darken))
        return self._pdf.make_indirect(stream)


def _below(x: float, y: float, down: float, turn: int) -> Box:
    """The box of a sign so far below the place of its top left corner, as the page is shown."""
    size = look.ICON
    match turn:
        case 90:
            return x + down, y, x + down + size, y + size
        case 180:
            return x - size, y + down, x, y + down + size
        case 270:
            return x - down - size, y - size, x - down, y
    return x, y - down - size, x + size, y - down


_DRAWN: dict[str, Callable[[Sequence[Corners], Rgb], str]] = {
    "/Highlight": look.tint,
    "/Underline": look.underline,
    "/StrikeOut": look.strike,
}


def pdf_date(when: str, otherwise: str) -> str:
    """ISO 8601 as a PDF date with its zone; `otherwise` where `when` is empty or none."""
    for told in (when, otherwise):
        try:
            moment = datetime.fromisoformat(told)
        except ValueError:
            continue
        return moment.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'")
    return "D:19700101000000+00'00'"


def array(values: Sequence[float]) -> pikepdf.Object:
    """The numbers as an array of the file."""
    # Parsed at once: made number by number, the arrays take half of the time of this module.
    return pikepdf.Object.parse(f"[{' '.join(look.written(v) for v in values)}]".encode("ascii"))


def attach(pdf: pikepdf.Pdf, data: bytes, exported: str) -> None:
    """The exact annotations, in the file that shows them."""
    spec: Any = pikepdf.AttachedFileSpec(
        pdf,
        data,
        filename=ATTACHED,
        description="The annotations as W3C Web Annotations",
        mime_type="application/ld+json",
        creation_date=pdf_date(exported, exported),
        mod_date=pdf_date(exported, exported),
        relationship=Name.Data,
    )
    before = pdf.attachments[ATTACHED].obj.objgen if ATTACHED in pdf.attachments else None
    others = [each for each in pdf.Root.get("/AF", Array([])) if each.objgen != before]
    pdf.attachments[ATTACHED] = spec
    pdf.Root.AF = Array([*others, pdf.attachments[ATTACHED].obj])

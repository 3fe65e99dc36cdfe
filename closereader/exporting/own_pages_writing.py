"""The copy of a reading's own PDF as it is annotated in the child process.

qpdf writes it, which keeps all that it does not understand and mends what is damaged; what it refuses,
and PDFium opens, is first copied by that. Notes that came with the file are in it already: those that
are as they came are not touched, those changed here are changed in their place, those deleted go.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

from closereader import confined
from closereader.errors import ExportFailed
from closereader.exporting import job as jobs
from closereader.exporting import jsonld
from closereader.exporting.job import ExportJob, OwnPages
from closereader.exporting.native import NativeWriter, attach
from closereader.exporting.native_look import Box, Corners
from closereader.exporting.own_places import OwnPlace
from closereader.i18n import _
from closereader.model.annotation import Annotation, AnnotationId
from closereader.model.area import Rect
from closereader.pages import native_keys, natives
from closereader.pages.natives import Native
from closereader.pages.opened import MOST_PAGES, open_pdf
from closereader.pages.space import Space, space_of

# What PDFium takes a page for that does not say how large it is: a US Letter.
_LETTER = (0.0, 0.0, 612.0, 792.0)
_DEEP = 64
_OBJECT_STREAMS = 1.5
_SIGNED = 1
_TAKEN = {
    "/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight",
    "/Underline", "/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink",
}  # fmt: skip


def write(folder: str) -> dict[str, Any]:
    """Annotate the PDF of the job in `folder` (job.json) as annotated.pdf there; what came of it."""
    place = Path(folder)
    job = jobs.from_json((place / "job.json").read_bytes())
    assert job.own is not None
    with _opened(job.own) as pdf:
        copy = _Copy(pdf, job, job.own)
        copy.write()
        attach(pdf, jsonld.collection(job), job.exported)
        _save(pdf, place / "annotated.pdf")
        return {
            "pages": len(pdf.pages),
            "placed": copy.placed,
            "removed": copy.removed,
            "is_signed": _is_signed(pdf),
            "is_forbidden": not pdf.allow.modify_annotation,
        }


@contextmanager
def _opened(own: OwnPages) -> Iterator[pikepdf.Pdf]:
    try:
        pdf = pikepdf.open(own.path, password=own.password)
    except pikepdf.PdfError:
        pdf = pikepdf.open(io.BytesIO(_rewritten(own)), password=own.password)
    with pdf:
        there = len(pdf.pages)
        if there < own.pages or (there > own.pages and own.pages < MOST_PAGES):
            raise ExportFailed(
                _(
                    "the file is damaged, and not all of its pages would be in a copy. "
                    "Export it in the layout “margin”, which sets its text anew."
                )
            )
        yield pdf


def _rewritten(own: OwnPages) -> bytes:
    """The file as PDFium writes it."""
    import ctypes

    import pypdfium2_raw as pdfium

    written = io.BytesIO()

    def take(_self: Any, data: Any, size: int) -> int:
        written.write(ctypes.string_at(data, size))
        return 1

    with open_pdf(Path(own.path), own.password) as opened:
        sink = pdfium.FPDF_FILEWRITE(version=1)
        sink.WriteBlock = type(sink.WriteBlock)(take)
        pdfium.FPDF_SaveAsCopy(opened.handle, sink, pdfium.FPDF_NO_INCREMENTAL)
    return written.getvalue()


def _save(pdf: pikepdf.Pdf, target: Path) -> None:
    is_new = float(pdf.pdf_version) >= _OBJECT_STREAMS
    streams = pikepdf.ObjectStreamMode.generate if is_new else pikepdf.ObjectStreamMode.preserve
    if pdf.is_encrypted:
        # Kept with its passwords and what they permit; the library would drop them without a word.
        pdf.save(target, encryption=True, object_stream_mode=streams)
    else:
        pdf.save(target, deterministic_id=True, object_stream_mode=streams)


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    form = pdf.Root.get("/AcroForm")
    flags = form.get("/SigFlags", 0) if isinstance(form, Dictionary) else 0
    return isinstance(flags, int) and bool(flags & _SIGNED)


@dataclass(slots=True)
class _Copy:
    """The open copy while it is annotated. `placed`: how many of the job's annotations stand in it;
    `removed`: how many that came with the file were deleted here."""

    pdf: pikepdf.Pdf
    job: ExportJob
    own: OwnPages
    placed: int = 0
    removed: int = 0
    spaces: dict[int, Space] = field(default_factory=dict)
    going: dict[int, set[int]] = field(default_factory=dict)
    there: dict[AnnotationId, tuple[int, pikepdf.Object]] = field(default_factory=dict)

    def write(self) -> None:
        """All of it."""
        job = self.job
        writer = NativeWriter(self.pdf, job.meanings, job.reader, job.exported)
        came = self._came()
        known = set(self.own.kept)
        for key, stood in came.items():
            if key not in known:
                self._remove(stood)
                self.removed += 1
        places = {place.id: place for place in self.own.places}
        for number, annotation in enumerate(job.annotations):
            confined.report(number, len(job.annotations), _("Writing the annotations"))
            stood = next((came[name] for name in annotation.names if name in came), [])
            self._put(writer, annotation, places.get(annotation.id), stood)
        self._take_away()
        writer.finish(self.there)

    def _put(
        self,
        writer: NativeWriter,
        annotation: Annotation,
        place: OwnPlace | None,
        stood: list[Native],
    ) -> None:
        if stood and _is_as_it_came(annotation, stood[0]):
            entry = self._entry(stood[0])
            if entry is not None:
                self.there[annotation.id] = (stood[0].page, entry)
            self.placed += 1
            return
        if place is None:
            return
        instead = None
        if stood and stood[0].page == place.page:
            instead = self._entry(stood[0])
            stood = stood[1:] if instead is not None else stood
        self._remove(stood)
        self._draw(writer, annotation, place, instead)
        self.placed += 1

    def _draw(
        self,
        writer: NativeWriter,
        annotation: Annotation,
        place: OwnPlace,
        instead: pikepdf.Object | None,
    ) -> None:
        if annotation.area is not None:
            box = self._box(place.page, annotation.area.rect)
            writer.frame(annotation, place.page, box, instead)
        elif place.quads:
            by_page: dict[int, list[Corners]] = {}
            for quad in place.quads:
                by_page.setdefault(quad.page, []).append(self._corners(quad.page, quad.corners))
            writer.mark(annotation, by_page, None if instead is None else {place.page: instead})
        elif place.point is not None:
            space = self._space(place.page)
            x, y = place.point
            writer.note(annotation, place.page, space.own_point(x, y), space.turn, instead)

    # Places

    def _corners(self, page: int, shown: tuple[float, ...]) -> Corners:
        space = self._space(page)
        x0, y0, x1, y1, x2, y2, x3, y3 = shown
        points = (x0, y0), (x1, y1), (x2, y2), (x3, y3)
        (a, b), (c, d), (e, f), (g, h) = (space.own_point(x, y) for x, y in points)
        return a, b, c, d, e, f, g, h

    def _box(self, page: int, rect: Rect) -> Box:
        space = self._space(page)
        x0, y0 = space.own_point(rect.left, rect.top)
        x1, y1 = space.own_point(rect.right, rect.bottom)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _space(self, number: int) -> Space:
        if number not in self.spaces:
            self.spaces[number] = space_of_object(self.pdf.pages[number].obj)
        return self.spaces[number]

    # What came with the file

    def _came(self) -> dict[str, list[Native]]:
        """The annotations of the file by the key of the note that each became."""
        pages = [number for number, page in enumerate(self.pdf.pages) if _has_notes(page.obj)]
        if not pages:
            return {}
        import pypdfium2_raw as pdfium

        found: list[Native] = []
        with open_pdf(Path(self.own.path), self.own.password) as opened:
            for number in pages:
                confined.report(number, len(self.pdf.pages), _("Looking at the notes in the file"))
                page = pdfium.FPDF_LoadPage(opened.handle, number)
                if page:
                    most = natives.MOST - len(found)
                    found += natives.of_page(page, number, space_of(page), most)
                    pdfium.FPDF_ClosePage(page)
        return native_keys.by_note(found, self.own.kept)

    def _entry(self, native: Native) -> pikepdf.Object | None:
        """The annotation in the copy; None where the copy has another there."""
        listed = self.pdf.pages[native.page].obj.get("/Annots")
        if not isinstance(listed, Array) or native.index >= len(listed):
            return None
        entry = listed[native.index]
        is_one = isinstance(entry, Dictionary) and str(entry.get("/Subtype")) in _TAKEN
        return entry if is_one else None

    def _remove(self, stood: list[Native]) -> None:
        for native in stood:
            if self._entry(native) is not None:
                self.going.setdefault(native.page, set()).add(native.index)

    def _take_away(self) -> None:
        """Those that go, with their pop-ups; what answered them stands by itself."""
        for number, indices in self.going.items():
            page = self.pdf.pages[number].obj
            listed = list(page.Annots)
            gone = {listed[index].objgen for index in indices} - {(0, 0)}
            stay = [
                entry
                for index, entry in enumerate(listed)
                if index not in indices and not _belongs_to(entry, gone, "/Parent", "/Popup")
            ]
            for entry in stay:
                if _belongs_to(entry, gone, "/IRT"):
                    del entry["/IRT"]
                    if "/RT" in entry:
                        del entry["/RT"]
            page.Annots = self.pdf.make_indirect(Array(stay))


def _belongs_to(entry: Any, gone: set[tuple[int, int]], key: str, subtype: str = "") -> bool:
    if not isinstance(entry, Dictionary) or (subtype and str(entry.get("/Subtype")) != subtype):
        return False
    other = entry.get(key)
    return isinstance(other, Dictionary) and other.objgen in gone


def _is_as_it_came(annotation: Annotation, native: Native) -> bool:
    """Whether nobody has changed it since it was taken from the file."""
    said = native.modified or native.created
    if said:
        return annotation.modified == said
    return annotation.modified == annotation.created


def _has_notes(page: pikepdf.Object) -> bool:
    listed = page.get("/Annots")
    return isinstance(listed, Array) and any(
        isinstance(entry, Dictionary) and str(entry.get("/Subtype")) in _TAKEN for entry in listed
    )


def space_of_object(page: pikepdf.Object) -> Space:
    """The space of a page, as PDFium reckons it: its crop box within its media box, and its turn."""
    media = _box_of(page, "/MediaBox") or _LETTER
    crop = _box_of(page, "/CropBox")
    left, bottom, right, top = media
    if crop is not None:
        left, bottom = max(left, crop[0]), max(bottom, crop[1])
        right, top = min(right, crop[2]), min(top, crop[3])
        if left > right or bottom > top:
            left = bottom = right = top = 0.0
    turn = _inherited(page, "/Rotate")
    quarters = int(turn) // 90 if isinstance(turn, int) else 0
    return Space(left, bottom, right, top, quarters % 4 * 90)


def _box_of(page: pikepdf.Object, key: str) -> Box | None:
    told = _inherited(page, key)
    if not isinstance(told, Array) or len(told) != 4:
        return None
    try:
        x0, y0, x1, y1 = (float(side) for side in told)
    except (TypeError, ValueError):
        return None
    box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return box if box[0] < box[2] and box[1] < box[3] else None


def _inherited(page: pikepdf.Object, key: str) -> Any:
    at: Any = page
    for _level in range(_DEEP):
        if not isinstance(at, Dictionary):
            return None
        if key in at:
            return at[key]
        at = at.get("/Parent")
    return None

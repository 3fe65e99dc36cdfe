"""PDFs: the canonical text in reading order, where on the pages it stands, and what else they hold."""

import ctypes
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2_raw as pdfium

from closereader import confined
from closereader.errors import UnreadableFile
from closereader.i18n import _
from closereader.importing import (
    files,
    page_text_flow,
    page_text_reading,
    pdf_about,
    pdf_cover,
    pdf_glyphs,
    pdf_notes,
    pdf_outline,
    pdf_own,
    pdf_rules,
    pdf_tags,
)
from closereader.importing.page_text import Page
from closereader.importing.page_text_passage import Flow
from closereader.importing.source import Pictures, Source, Wishes
from closereader.model.document import Document
from closereader.pages import natives
from closereader.pages.natives import Native
from closereader.pages.opened import OpenedPdf, open_pdf
from closereader.pages.space import Space, space_of

# A page with fewer letters may be a picture with a stamp on it.
_FEW_LETTERS = 200
_MOST_OBJECTS = 2_000
# Of so many pages and letters the text fits into the memory that a child may use, which a letter takes
# 34 bytes of, and a line as much as twenty letters; further pages are only shown.
_MOST_PAGES = 5_000
_MOST_LETTERS = 10_000_000
_LETTERS_OF_LINE = 20
_PAINTED = (
    pdfium.FPDF_PAGEOBJ_IMAGE,
    pdfium.FPDF_PAGEOBJ_PATH,
    pdfium.FPDF_PAGEOBJ_SHADING,
    pdfium.FPDF_PAGEOBJ_FORM,
)


Seen = Callable[[Page], Page]


def read_source(source: Source, wishes: Wishes, pictures: Pictures) -> Document:
    """The Document of a PDF. Raises `UnreadableFile`, `PasswordNeeded`."""
    data = None if source.path is not None else source.read(files.MOST_WITH_PICTURES)
    with open_pdf(source.path, wishes.password, data=data, name=source.name) as opened:
        document = read_opened(opened, source.name, pictures=pictures)
        if opened.is_encrypted and wishes.password:
            document = replace(document, password=wishes.password)
        return document


def read_opened(
    opened: OpenedPdf, name: str, seen: Seen | None = None, *, pictures: Pictures | None = None
) -> Document:
    """The Document of an open PDF. `seen`: what takes the place of a page as it is in the file, such as
    the words that an OCR program read off it. Without `pictures` it has no cover."""
    return _Reading(opened, name, seen).document(pictures)


@dataclass(slots=True)
class _Reading:
    """One open PDF while it is read."""

    opened: OpenedPdf
    name: str
    seen: Seen | None
    natives: list[Native] = field(default_factory=list)
    spaces: dict[int, Space] = field(default_factory=dict)
    letters: int = 0
    read: int = 0

    def document(self, pictures: Pictures | None) -> Document:
        """All of it."""
        opened, name = self.opened, self.name
        flows = self._flows()
        notices = list(opened.notices)
        if self.read < opened.pages_in_file:
            notices.append(
                _(
                    "It has {count} pages, and the text of the first {taken} was read. "
                    "Divide the file to read the others."
                ).format(count=opened.pages_in_file, taken=self.read)
            )
        told = pdf_about.about(opened.handle, opened.path, opened.data)
        marks = pdf_outline.marks_of(opened.handle, len(flows))
        reading = page_text_reading.read(flows, opened.kind, notices)
        document = pdf_outline.place(reading.document, marks, self.spaces, reading.begins)
        text = document.text
        picture = pictures.take(pdf_cover.cover_of(opened.handle)) if pictures else None
        notes = pdf_notes.notes_of(self.natives, document.source_pages, reading.begins)
        back = pdf_own.returned(opened.handle, notes, text)
        return replace(
            document,
            title=pdf_about.title_of(told.title, document.title, name, text),
            author=document.author or told.author,
            date=told.date,
            language=document.language or told.language,
            source=told.source or pdf_about.source_on_page(text[:6000]),
            cover="" if picture is None else picture.key,
            notes=back.notes,
            notices=(*document.notices, *back.notices),
        )

    def _flows(self) -> list[Flow]:
        flows: list[Flow] = []
        for number in range(self.opened.count):
            confined.report(number, self.opened.count, _("Reading the pages"))
            if number >= _MOST_PAGES or self.letters > _MOST_LETTERS:
                flows.append(Flow(self._unread(number), []))
                continue
            flows.append(self._flow(number))
            self.read += 1
        if not flows:
            raise UnreadableFile(self.name, _("There is no page in it."))
        return flows

    def _unread(self, number: int) -> Page:
        """A page of which only its size is known."""
        size = pdfium.FS_SIZEF()
        pdfium.FPDF_GetPageSizeByIndexF(self.opened.handle, number, size)
        width, height = float(size.width) or 612.0, float(size.height) or 792.0
        return Page(number, _label(self.opened.handle, number), width, height)

    def _flow(self, number: int) -> Flow:
        handle = self.opened.handle
        label = _label(handle, number)
        page: Any = pdfium.FPDF_LoadPage(handle, number)
        if not page:
            return Flow(Page(number, label, 612.0, 792.0), [])
        text: Any = pdfium.FPDFText_LoadPage(page) if pdf_cover.is_of_this_world(page) else None
        try:
            space = self.spaces[number] = space_of(page)
            most = natives.MOST - len(self.natives)
            self.natives += natives.of_page(page, number, space, most)
            found = (
                pdf_glyphs.read_page(text, space, number, label, pdf_tags.tags_of(page))
                if text
                else Page(number, label, *space.shown)
            )
            letters = sum(len(piece.text) for piece in found.pieces)
            if letters < _FEW_LETTERS:
                found.has_picture = _has_picture(page)
            if letters and self.seen is None:
                found.rules = pdf_rules.rules_of(page, space)
            self.letters += letters
            if self.seen is not None:
                found = self.seen(found)
            flow = page_text_flow.flow_of(found)
            self.letters += _LETTERS_OF_LINE * sum(len(column.lines) for column in flow.columns)
            return flow
        finally:
            if text:
                pdfium.FPDFText_ClosePage(text)
            pdfium.FPDF_ClosePage(page)


def _has_picture(page: Any) -> bool:
    """Whether anything is to be seen on the page that is no text: a picture, a form to fill in."""
    if int(pdfium.FPDFPage_GetAnnotCount(page)):
        return True
    for index in range(min(int(pdfium.FPDFPage_CountObjects(page)), _MOST_OBJECTS)):
        kind = pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, index))
        if kind in _PAINTED:
            return True
    return False


def _label(handle: Any, number: int) -> str:
    size = int(pdfium.FPDF_GetPageLabel(handle, number, None, 0))
    if not 2 < size < 200:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDF_GetPageLabel(handle, number, buffer, size)
    told = buffer.raw[: size - 2].decode("utf-16-le", "replace")
    return " ".join(natives.fit(told).split())

"""PDFs: the canonical text in reading order, and where on the pages it stands."""

import ctypes
from dataclasses import replace
from typing import Any

import pypdfium2_raw as pdfium

from closereader import confined
from closereader.i18n import _
from closereader.importing import page_text_flow, page_text_reading, pdf_glyphs, titles
from closereader.importing.page_text import Page
from closereader.importing.page_text_flow import Flow
from closereader.importing.source import Pictures, Source, Wishes
from closereader.model.document import Document
from closereader.pages.opened import OpenedPdf, open_pdf

# A page with fewer letters may be a picture with a stamp on it.
_FEW_LETTERS = 200
_MOST_OBJECTS = 2_000
_PAINTED = (
    pdfium.FPDF_PAGEOBJ_IMAGE,
    pdfium.FPDF_PAGEOBJ_PATH,
    pdfium.FPDF_PAGEOBJ_SHADING,
    pdfium.FPDF_PAGEOBJ_FORM,
)


def read_source(source: Source, wishes: Wishes, pictures: Pictures) -> Document:
    """The Document of a PDF. Raises `UnreadableFile`, `PasswordNeeded`."""
    data = None if source.path is not None else source.read()
    with open_pdf(source.path, wishes.password, data=data, name=source.name) as opened:
        document = _read(opened, source.name)
        if opened.is_encrypted and wishes.password:
            document = replace(document, password=wishes.password)
        return document


def _read(opened: OpenedPdf, name: str) -> Document:
    flows = [_flow(opened, number) for number in range(opened.count)]
    document = page_text_reading.read(flows, "pdf", opened.notices)
    first = document.text[: document.text.find("\n")] if document.text else ""
    return replace(document, title=document.title or titles.fallback_title(name, first))


def _flow(opened: OpenedPdf, number: int) -> Flow:
    confined.report(number, opened.count, _("Reading the pages"))
    page: Any = pdfium.FPDF_LoadPage(opened.handle, number)
    label = _label(opened.handle, number)
    if not page:
        return Flow(Page(number, label, 612.0, 792.0), [])
    text: Any = pdfium.FPDFText_LoadPage(page)
    try:
        space = pdf_glyphs.space_of(page)
        if not text:
            return Flow(Page(number, label, *space.shown), [])
        found = pdf_glyphs.read_page(text, space, number, label)
        if sum(len(piece.text) for piece in found.pieces) < _FEW_LETTERS:
            found.has_picture = _has_picture(page)
        return page_text_flow.flow_of(found)
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)


def _has_picture(page: Any) -> bool:
    """Whether anything is painted on the page that is no text."""
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
    return buffer.raw[: size - 2].decode("utf-16-le", "replace").strip()

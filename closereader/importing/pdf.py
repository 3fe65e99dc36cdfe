"""PDFs: the canonical text in reading order, and where on the pages it stands."""

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pypdfium2_raw as pdfium

from closereader import confined
from closereader.i18n import _
from closereader.importing import language, page_text_flow, pdf_glyphs, titles
from closereader.importing.hyphens import Hyphens
from closereader.importing.page_text import Page
from closereader.importing.page_text_draft import Composer, Written
from closereader.importing.page_text_flow import Flow
from closereader.importing.source import Pictures, Source, Wishes
from closereader.model.document import Document, PageLabel
from closereader.model.source_page import SourcePage
from closereader.pages.opened import OpenedPdf, open_pdf

Seen = Callable[[Page], Page]


def read_source(source: Source, wishes: Wishes, pictures: Pictures) -> Document:
    """The Document of a PDF. Raises `UnreadableFile`, `PasswordNeeded`."""
    data = None if source.path is not None else source.read()
    with open_pdf(source.path, wishes.password, data=data, name=source.name) as opened:
        document = read_opened(opened, source.name)
        if opened.is_encrypted and wishes.password:
            document = replace(document, password=wishes.password)
        return document


def read_opened(opened: OpenedPdf, name: str, seen: Seen | None = None) -> Document:
    """The Document of an open PDF. `seen`: what takes the place of a page as it is in the file, such as
    the words that an OCR program read off it."""
    flows = [_flow(opened, number, seen) for number in range(opened.count)]
    usual = page_text_flow.measures_of(flows)
    passages = page_text_flow.passages_of(flows, usual)
    written = [Written(part.line.text) for passage in passages for part in passage.lines]
    composer = Composer(Hyphens(written), usual)
    for passage in passages:
        composer.add(passage)
    pages = [flow.page for flow in flows]
    document = composer.builder.build(format="pdf", notices=opened.notices)
    lines = composer.lines(pages)
    source_pages = tuple(
        SourcePage(page.number, page.label, page.width, page.height, tuple(found))
        for page, found in zip(pages, lines, strict=True)
    )
    first = document.text[: document.text.find("\n")] if document.text else ""
    return replace(
        document,
        title=titles.fallback_title(name, first),
        language=language.guess(document.text),
        source_pages=source_pages,
        pages=_labels(source_pages),
    )


def _labels(pages: Sequence[SourcePage]) -> tuple[PageLabel, ...]:
    found = [
        PageLabel(min(line.start for line in page.lines), page.label)
        for page in pages
        if page.lines and page.label
    ]
    return tuple(sorted(found, key=lambda label: label.offset))


def _flow(opened: OpenedPdf, number: int, seen: Seen | None) -> Flow:
    confined.report(number, opened.count, _("Reading the pages"))
    page: Any = pdfium.FPDF_LoadPage(opened.handle, number)
    label = _label(opened.handle, number)
    if not page:
        return Flow(Page(number, label, 612.0, 792.0), [])
    text: Any = pdfium.FPDFText_LoadPage(page)
    try:
        space = pdf_glyphs.space_of(page)
        found = Page(number, label, *space.shown)
        if text:
            found = pdf_glyphs.read_page(text, space, number, label)
        return page_text_flow.flow_of(found if seen is None else seen(found))
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)


def _label(handle: Any, number: int) -> str:
    size = int(pdfium.FPDF_GetPageLabel(handle, number, None, 0))
    if not 2 < size < 200:
        return str(number + 1)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDF_GetPageLabel(handle, number, buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace").strip() or str(number + 1)

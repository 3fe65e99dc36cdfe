"""Figures of reading a PDF of 300 pages: the canonical text with the place of every letter."""

import ctypes
from functools import cache

import pypdfium2_raw as pdfium

from closereader.importing.parsing import parse
from tests.benchmarks import texts
from tests.benchmarks.measure import Figure, cpu, in_turn
from tests.helpers import pdfs

_PAGES = 300


def book() -> list[Figure]:
    """A book of 300 pages with running heads and numbers, against PDFium's bare text of it."""
    data = _book()
    bare, ours = in_turn(
        lambda: cpu(lambda: _bare_text(data)),
        lambda: cpu(lambda: parse(data, "book.pdf", None, None)),
        repeats=3,
    )
    return [
        Figure(
            f"PDF of {_PAGES} pages to a text with places",
            ours / bare,
            "×",
            20,
            f"CPU {ours:.2f} s ({ours / _PAGES * 1000:.1f} ms a page) : "
            f"{bare:.2f} s for PDFium's bare text",
        )
    ]


@cache
def _book() -> bytes:
    head = (
        '#set page("a5", numbering: "1", header: [_A Book of Rivers_ #h(1fr) Ada Quill])\n'
        '#set text(10pt, lang: "en")\n#set par(justify: true, first-line-indent: 1em)\n'
    )
    paragraphs = [" ".join(block.split()) for block in texts.book().split("\n\n") if block.strip()]
    size = len(paragraphs) // 5
    while True:
        data = pdfs.typeset(head + _safe("\n\n".join(paragraphs[:size])))
        pages = _count(data)
        if pages <= _PAGES * 1.02:
            return data
        size = int(size * _PAGES / pages)


def _safe(text: str) -> str:
    return "".join(c for c in text if c not in "#*_$@<>\\`[]~=")


def _count(data: bytes) -> int:
    pdfium.FPDF_InitLibraryWithConfig(pdfium.FPDF_LIBRARY_CONFIG(version=2))
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    pages = int(pdfium.FPDF_GetPageCount(document))
    pdfium.FPDF_CloseDocument(document)
    return pages


def _bare_text(data: bytes) -> int:
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    letters = 0
    for number in range(pdfium.FPDF_GetPageCount(document)):
        page = pdfium.FPDF_LoadPage(document, number)
        text = pdfium.FPDFText_LoadPage(page)
        count = pdfium.FPDFText_CountChars(text)
        into = (ctypes.c_ushort * (count + 1))()
        letters += pdfium.FPDFText_GetText(text, 0, count, into)
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)
    return letters

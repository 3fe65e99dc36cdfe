"""The characters of a PDF's pages and where they stand, as PDFium reads them."""

import ctypes
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium


@dataclass(slots=True)
class Glyphs:
    """One page's characters in PDFium's order, without those it makes up; points from the bottom left.

    `letters[i]` stands on the baseline `y[i]` from `x0[i]` to `x1[i]`. The letters of a ligature
    share its width among them. A hyphen that ends a broken line is U+0002.
    """

    letters: list[str] = field(default_factory=list)
    x0: "array[float]" = field(default_factory=lambda: array("f"))
    x1: "array[float]" = field(default_factory=lambda: array("f"))
    y: "array[float]" = field(default_factory=lambda: array("f"))


def read_pages(path: Path, count: int | None, told: Callable[[int, int], None]) -> list[Glyphs]:
    """The glyphs of the first `count` pages (None: of all); `told(done, total)` after each page."""
    document = pypdfium2.PdfDocument(path)
    try:
        total = len(document) if count is None else count
        pages = []
        for number in range(total):
            page = document[number]
            text = page.get_textpage()
            pages.append(_read(text.raw))
            text.close()
            page.close()
            told(number + 1, total)
        return pages
    finally:
        document.close()


def page_heights(path: Path, first: int) -> list[float]:
    """The heights in points of the pages from `first` (counted from 0) to the last."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [document.get_page_size(number)[1] for number in range(first, len(document))]
    finally:
        document.close()


def page_count(path: Path) -> int:
    """How many pages the file has."""
    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


def _read(page: pdfium.FPDF_TEXTPAGE) -> Glyphs:
    glyphs = Glyphs()
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    x_at, y_at, box_at = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    # Looked up once: the loop below runs for every letter of a book.
    unicode_of, origin_of, box_of = (
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_GetCharOrigin,
        pdfium.FPDFText_GetLooseCharBox,
    )
    letters, x0, x1, ys = glyphs.letters, glyphs.x0, glyphs.x1, glyphs.y
    high = 0
    for index in range(pdfium.FPDFText_CountChars(page)):
        code = unicode_of(page, index)
        if code == 0x20 or code == 0x0A or code == 0x0D or code == 0:
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        origin_of(page, index, x_at, y_at)
        box_of(page, index, box_at)
        letters.append("\x02" if code == 0xFFFE else chr(code))
        x0.append(box.left)
        x1.append(box.right)
        ys.append(y.value)
    _share_ligatures(glyphs)
    return glyphs


def _share_ligatures(glyphs: Glyphs) -> None:
    """Divide the box that several letters have in common among them."""
    x0, x1, y = glyphs.x0, glyphs.x1, glyphs.y
    start, count = 0, len(glyphs.letters)
    while start < count:
        end = start + 1
        while end < count and x0[end] == x0[start] and x1[end] == x1[start] and y[end] == y[start]:
            end += 1
        if end - start > 1 and x1[start] > x0[start]:
            left, width = x0[start], (x1[start] - x0[start]) / (end - start)
            for place in range(start, end):
                x0[place] = left + (place - start) * width
                x1[place] = left + (place - start + 1) * width
        start = end

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
    # The rectangle's four floats in one go: this loop runs for every letter of a book.
    edges = memoryview(box).cast("B").cast("f")
    box_of, letters, x0, x1, ys = (
        pdfium.FPDFText_GetLooseCharBox,
        glyphs.letters,
        glyphs.x0,
        glyphs.x1,
        glyphs.y,
    )
    seen_top = seen_bottom = baseline = 0.0
    high = 0
    for index, code in enumerate(_units(page)):
        if code == 0x20 or code == 0x0A or code == 0x0D or code == 0:
            continue
        if 0xD800 <= code < 0xE000:
            if code < 0xDC00:
                high = code
                continue
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
            high = 0
        box_of(page, index, box_at)
        left, top, right, bottom = edges.tolist()
        # A box between the same heights is of the same face and line: it has the same baseline.
        if top != seen_top or bottom != seen_bottom:
            seen_top, seen_bottom = top, bottom
            pdfium.FPDFText_GetCharOrigin(page, index, x_at, y_at)
            baseline = y.value
        letters.append("\x02" if code == 0xFFFE else chr(code))
        x0.append(left)
        x1.append(right)
        ys.append(baseline)
    _share_ligatures(glyphs)
    return glyphs


def _units(page: pdfium.FPDF_TEXTPAGE) -> "array[int]":
    """The UTF-16 unit of every character of a page."""
    count = pdfium.FPDFText_CountChars(page)
    units = array("H", bytes(2 * (count + 1)))
    into = (ctypes.c_ushort * (count + 1)).from_buffer(units)
    # All at once where that leaves nothing out (the count includes a NUL at the end).
    if pdfium.FPDFText_GetText(page, 0, count, into) == count + 1:
        del into
        return units[:count]
    return array("H", (pdfium.FPDFText_GetUnicode(page, index) & 0xFFFF for index in range(count)))


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

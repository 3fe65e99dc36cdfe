"""The characters of a PDF's pages and where they stand, as PDFium reads them."""

import contextlib
import ctypes
import operator
from array import array
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, compress, islice, pairwise, repeat
from pathlib import Path
from typing import Any

# The library itself: its wrappers take as long to load as all the pages of an article to read.
import pypdfium2_raw as pdfium

# Spaces and line ends, which PDFium makes up where none are printed, and first halves of pairs:
# the letter of a pair stands at the second.
_NO_LETTER = frozenset((0, 0x0A, 0x0D, 0x20, *range(0xD800, 0xDC00)))
_BROKEN_HYPHEN = "\ufffe"


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
    with _opened(path) as document:
        total = pdfium.FPDF_GetPageCount(document) if count is None else count
        pages = []
        for number in range(total):
            page = pdfium.FPDF_LoadPage(document, number)
            text = pdfium.FPDFText_LoadPage(page)
            pages.append(_read(text))
            pdfium.FPDFText_ClosePage(text)
            pdfium.FPDF_ClosePage(page)
            told(number + 1, total)
        return pages


def page_heights(path: Path, first: int) -> list[float]:
    """The heights in points of the pages from `first` (counted from 0) to the last."""
    with _opened(path) as document:
        size = pdfium.FS_SIZEF()
        heights = []
        for number in range(first, pdfium.FPDF_GetPageCount(document)):
            pdfium.FPDF_GetPageSizeByIndexF(document, number, size)
            heights.append(float(size.height))
        return heights


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """The document in `path`, one of our own making."""
    pdfium.FPDF_InitLibraryWithConfig(pdfium.FPDF_LIBRARY_CONFIG(version=2))
    data = path.read_bytes()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise OSError(f"PDFium does not read {path.name}")
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _read(page: pdfium.FPDF_TEXTPAGE) -> Glyphs:
    units = _units(page)
    places = [place for place, unit in enumerate(units) if unit not in _NO_LETTER]
    boxes = _boxes(page, places)
    glyphs = Glyphs(_letters(units, places), boxes[0::4], boxes[2::4])
    bottoms = boxes[3::4]
    count = len(places)
    # What stands further on, and as low, is of the same face and line: it has the same baseline.
    differs = map(
        operator.or_,
        map(operator.ne, bottoms, islice(bottoms, 1, None)),
        map(operator.gt, glyphs.x0, islice(glyphs.x0, 1, None)),
    )
    x, y = ctypes.c_double(), ctypes.c_double()
    for start, end in pairwise(chain((0,), compress(range(1, count), differs), (count,))):
        if start < end:
            pdfium.FPDFText_GetCharOrigin(page, places[start], x, y)
            glyphs.y.extend(repeat(y.value, end - start))
    _share_ligatures(glyphs)
    return glyphs


def _letters(units: "array[int]", places: list[int]) -> list[str]:
    letters = list(
        "".join(map(chr, map(units.__getitem__, places))).replace(_BROKEN_HYPHEN, "\x02")
    )
    if max(units, default=0) < 0xDC00:
        return letters
    for index, letter in enumerate(letters):
        if "\udc00" <= letter <= "\udfff":
            high, low = units[places[index] - 1] if places[index] else 0, ord(letter)
            is_pair = 0xD800 <= high < 0xDC00
            letters[index] = (
                chr(0x10000 + ((high - 0xD800) << 10) + low - 0xDC00) if is_pair else "\ufffd"
            )
    return letters


def _boxes(page: pdfium.FPDF_TEXTPAGE, places: list[int]) -> "array[float]":
    """Left, top, right, bottom of the character at each place, one after the other."""
    boxes = array("f", bytes(16 * len(places)))
    first, _ = boxes.buffer_info()
    # PDFium writes straight into the array, called once for every letter of a book: with plain
    # addresses and without a line of Python between the calls it takes a quarter of the time.
    box_of = _LooseCharBox(ctypes.cast(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p).value)
    handle = ctypes.cast(page, ctypes.c_void_p).value
    targets = range(first, first + 16 * len(places), 16)
    deque(map(box_of, repeat(handle), places, targets), maxlen=0)
    return boxes


_LooseCharBox: Any = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


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
    done = 0
    same = map(operator.eq, x0[:-1], x0[1:])
    for start in list(compress(range(len(x0)), same)):
        if start < done:
            continue
        end = start + 1
        while (
            end < len(x0) and x0[end] == x0[start] and x1[end] == x1[start] and y[end] == y[start]
        ):
            end += 1
        done = end
        if end - start > 1 and x1[start] > x0[start]:
            left, width = x0[start], (x1[start] - x0[start]) / (end - start)
            for place in range(start, end):
                x0[place] = left + (place - start) * width
                x1[place] = left + (place - start + 1) * width

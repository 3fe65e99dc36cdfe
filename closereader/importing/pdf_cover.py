"""The first page of a PDF as a small picture for the library."""

import ctypes
import struct
import zlib
from typing import Any

import pypdfium2_raw as pdfium

_HEIGHT = 400
_WIDEST = 600
# On a larger page, in points, PDFium's search for lines takes hundreds of megabytes.
_LARGEST = 200_000
_MOST_PIXELS = 40_000_000
_MOST_OBJECTS = 200_000


def cover_of(document: Any) -> bytes:
    """The first page as a PNG of about 400 rows; empty where it cannot be drawn within limits."""
    page: Any = pdfium.FPDF_LoadPage(document, 0)
    if not page:
        return b""
    try:
        width, height = _size(page)
        if not is_of_this_world(page) or _is_heavy(page):
            return b""
        scale = min(_HEIGHT / height, _WIDEST / width)
        return _drawn(page, max(round(width * scale), 1), max(round(height * scale), 1))
    finally:
        pdfium.FPDF_ClosePage(page)


def is_of_this_world(page: Any) -> bool:
    """Whether the page is of a size that PDFium can read and draw."""
    return all(0 < length < _LARGEST for length in _size(page))


def _size(page: Any) -> tuple[float, float]:
    return float(pdfium.FPDF_GetPageWidthF(page)), float(pdfium.FPDF_GetPageHeightF(page))


def _is_heavy(page: Any) -> bool:
    count = int(pdfium.FPDFPage_CountObjects(page))
    if count > _MOST_OBJECTS:
        return True
    pixels = 0
    across, down = ctypes.c_uint(), ctypes.c_uint()
    for index in range(min(count, 2_000)):
        thing = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_IMAGE and (
            pdfium.FPDFImageObj_GetImagePixelSize(thing, across, down)
        ):
            pixels += across.value * down.value
    return pixels > _MOST_PIXELS


def _drawn(page: Any, width: int, height: int) -> bytes:
    bitmap: Any = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGR, None, 0)
    if not bitmap:
        return b""
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(
            bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_REVERSE_BYTE_ORDER
        )
        stride = int(pdfium.FPDFBitmap_GetStride(bitmap))
        data = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    rows = b"".join(b"\0" + data[stride * row : stride * row + 3 * width] for row in range(height))
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            _chunk(b"IDAT", zlib.compress(rows, 6)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

"""A page of a PDF drawn for an OCR program: grey, sharp, upright, in a file; done in a child process."""

import ctypes
import math
from pathlib import Path
from typing import Any

from closereader.errors import UnreadableFile
from closereader.i18n import _

DPI = 300
"""At which OCR programs read best: below, letters lack points; above, nothing is gained."""
_MOST_DPI = 600
_MOST_PIXELS = 40_000_000
_LEAST_DPI = 50
_POINTS = 72.0


def draw_in_child(
    path: str, password: str, name: str, number: int, turn: int, target: str
) -> dict[str, Any]:
    """Draw page `number` (from 0), turned clockwise by `turn` degrees from how it is shown, into the
    file `target`; tells its size in pixels, the dots an inch, and the page's size as shown, in points."""
    # Not at the top: whoever asks for a drawing has no use for them.
    import pypdfium2_raw as pdfium

    from closereader.pages.opened import open_pdf

    with open_pdf(Path(path), password or None, name=name) as pdf:
        page = pdfium.FPDF_LoadPage(pdf.handle, number)
        if not page:
            raise UnreadableFile(name, _("Page {number} is damaged.").format(number=number + 1))
        try:
            width = float(pdfium.FPDF_GetPageWidthF(page))
            height = float(pdfium.FPDF_GetPageHeightF(page))
            dpi = _dpi(page, width, height)
            size = [max(round(side * dpi / _POINTS), 1) for side in (width, height)]
            if turn % 180:
                size.reverse()
            _draw(page, size[0], size[1], turn, Path(target))
        finally:
            pdfium.FPDF_ClosePage(page)
    return {"size": size, "dpi": round(dpi), "page": [width, height]}


def _dpi(page: Any, width: float, height: float) -> float:
    """That of the scan itself where it has more than the usual, within what can be held."""
    if not (width > 0 and height > 0 and math.isfinite(width * height)):
        width, height = _POINTS, _POINTS
    wanted = min(max(DPI, _of_pictures(page, width, height)), _MOST_DPI)
    return max(min(wanted, _POINTS * math.sqrt(_MOST_PIXELS / (width * height))), _LEAST_DPI * 0.1)


def _of_pictures(page: Any, width: float, height: float) -> float:
    """The dots an inch of the largest picture that covers most of the page; 0 where none does."""
    import pypdfium2_raw as pdfium

    most = 0.0
    across, down = ctypes.c_uint(), ctypes.c_uint()
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(min(int(pdfium.FPDFPage_CountObjects(page)), 200)):
        each = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(each) != pdfium.FPDF_PAGEOBJ_IMAGE:
            continue
        if not pdfium.FPDFPageObj_GetBounds(each, left, bottom, right, top):
            continue
        wide, high = right.value - left.value, top.value - bottom.value
        if wide * high < 0.5 * width * height or wide <= 0:
            continue
        if pdfium.FPDFImageObj_GetImagePixelSize(each, across, down):
            pixels = max(across.value, down.value)
            most = max(most, pixels * _POINTS / max(wide, high))
    return most


def _draw(page: Any, width: int, height: int, turn: int, target: Path) -> None:
    """As a portable graymap: the plainest form that OCR programs read, packed nowhere."""
    import pypdfium2_raw as pdfium

    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        raise MemoryError
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        # Without annotations: a highlight over words is not on the paper.
        pdfium.FPDF_RenderPageBitmap(
            bitmap, page, 0, 0, width, height, turn // 90 % 4, pdfium.FPDF_GRAYSCALE
        )
        stride = int(pdfium.FPDFBitmap_GetStride(bitmap))
        start = ctypes.cast(pdfium.FPDFBitmap_GetBuffer(bitmap), ctypes.c_void_p).value
        assert start is not None
        with target.open("wb") as file:
            file.write(b"P5\n%d %d\n255\n" % (width, height))
            for row in range(height):
                file.write(ctypes.string_at(start + row * stride, width))
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)

"""The child that keeps a PDF open and draws its pages: one request a line, one answer a line.

Run as a process of its own, which `drawer.py` starts, watches and ends. Pages are drawn into a file that
both processes have mapped, so that no picture goes through a pipe.
"""

import ctypes
import json
import mmap
import os
import sys
from collections import OrderedDict
from pathlib import Path
from typing import Any, BinaryIO

import pypdfium2_raw as pdfium

from closereader.errors import UnreadableFile
from closereader.pages.opened import OpenedPdf, open_pdf

WORKER_FLAG = "--closereader-pages-worker"
_BGRX = 3  # FPDFBitmap_BGRx: what Qt calls RGB32
_WHITE = 0xFFFFFFFF
_URI, _GO_TO = 3, 1
# Pages that were parsed stay so while they are likely to be drawn again, in tiles or at another size.
_PAGES_KEPT = 6
_MOST_LINKS = 500


class Pages:
    """Of one open PDF."""

    def __init__(self, opened: OpenedPdf, buffer: str) -> None:
        self._opened = opened
        self._buffer = buffer
        self._map: mmap.mmap | None = None
        self._pages: OrderedDict[int, Any] = OrderedDict()
        self._form: Any = None
        if pdfium.FPDF_GetFormType(opened.handle):
            # Without a place for scripts: none of them runs.
            self._info = pdfium.FPDF_FORMFILLINFO(version=2)
            self._form = pdfium.FPDFDOC_InitFormFillEnvironment(
                opened.handle, ctypes.byref(self._info)
            )

    def sizes(self) -> list[tuple[float, float]]:
        """Width and height of every page as it is shown, in points; of one that cannot be read, of an
        A4 sheet."""
        size = pdfium.FS_SIZEF()
        found = []
        for number in range(self._opened.count):
            good = pdfium.FPDF_GetPageSizeByIndexF(self._opened.handle, number, ctypes.byref(size))
            usable = good and 0 < size.width < 20_000 and 0 < size.height < 20_000
            found.append((size.width, size.height) if usable else (595.0, 842.0))
        return found

    def draw(self, page: int, scale: float, turn: int, clip: list[int]) -> dict[str, Any]:
        """Draw what `clip` (left, top, width, height in pixels) cuts out of the page at `scale` pixels a
        point, turned by so many quarters clockwise."""
        handle = self._page(page)
        left, top, width, height = clip
        stride = 4 * width
        whole_width = round(pdfium.FPDF_GetPageWidthF(handle) * scale)
        whole_height = round(pdfium.FPDF_GetPageHeightF(handle) * scale)
        if turn % 2:
            whole_width, whole_height = whole_height, whole_width
        there = self._memory(stride * height)
        bitmap = pdfium.FPDFBitmap_CreateEx(width, height, _BGRX, there, stride)
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
            where = (-left, -top, whole_width, whole_height, turn)
            # Without annotations: those are the window's, in the reader's own colours.
            pdfium.FPDF_RenderPageBitmap(bitmap, handle, *where, 0)
            if self._form is not None:
                pdfium.FPDF_FFLDraw(self._form, bitmap, handle, *where, 0)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
        return {"width": width, "height": height, "stride": stride}

    def links(self, page: int) -> list[dict[str, Any]]:
        """The page's links: `rect` in points from its top left, and `uri`, or `page` and `top`."""
        handle = self._page(page)
        found: list[dict[str, Any]] = []
        position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
        while len(found) < _MOST_LINKS and pdfium.FPDFLink_Enumerate(
            handle, ctypes.byref(position), ctypes.byref(link)
        ):
            target = self._target(link)
            rect = pdfium.FS_RECTF()
            if target and pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(rect)):
                found.append({"rect": self._shown(handle, rect), **target})
        return found

    # Within

    def _target(self, link: Any) -> dict[str, Any]:
        document = self._opened.handle
        action = pdfium.FPDFLink_GetAction(link)
        kind = pdfium.FPDFAction_GetType(action) if action else 0
        if kind == _URI:
            length = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
            if not 1 < length <= 4_000:
                return {}
            read = ctypes.create_string_buffer(length)
            pdfium.FPDFAction_GetURIPath(document, action, read, length)
            return {"uri": read.value.decode("utf-8", "replace")}
        there = pdfium.FPDFLink_GetDest(document, link)
        if not there and kind == _GO_TO:
            there = pdfium.FPDFAction_GetDest(document, action)
        if not there:
            return {}
        number = pdfium.FPDFDest_GetDestPageIndex(document, there)
        if not 0 <= number < self._opened.count:
            return {}
        return {"page": number, "top": self._top_of(there, number)}

    def _top_of(self, there: Any, number: int) -> float:
        has_x, has_y, has_zoom = ctypes.c_int(), ctypes.c_int(), ctypes.c_int()
        x, y, zoom = ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
        places = (has_x, has_y, has_zoom, x, y, zoom)
        if not pdfium.FPDFDest_GetLocationInPage(there, *(ctypes.byref(each) for each in places)):
            return 0.0
        if not has_y.value:
            return 0.0
        return self._point(self._page(number), x.value, y.value)[1]

    def _shown(self, handle: Any, rect: Any) -> list[float]:
        corners = [
            self._point(handle, x, y)
            for x in (rect.left, rect.right)
            for y in (rect.top, rect.bottom)
        ]
        across, down = zip(*corners, strict=True)
        return [min(across), min(down), max(across), max(down)]

    def _point(self, handle: Any, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own space in points from the top left corner as it is shown."""
        fine = 100
        width = round(pdfium.FPDF_GetPageWidthF(handle) * fine)
        height = round(pdfium.FPDF_GetPageHeightF(handle) * fine)
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(
            handle, 0, 0, width, height, 0, x, y, ctypes.byref(across), ctypes.byref(down)
        )
        return across.value / fine, down.value / fine

    def _page(self, number: int) -> Any:
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        handle = pdfium.FPDF_LoadPage(self._opened.handle, number)
        if not handle:
            raise LookupError(number)
        if self._form is not None:
            pdfium.FORM_OnAfterLoadPage(handle, self._form)
        self._pages[number] = handle
        while len(self._pages) > _PAGES_KEPT:
            _number, old = self._pages.popitem(last=False)
            if self._form is not None:
                pdfium.FORM_OnBeforeClosePage(old, self._form)
            pdfium.FPDF_ClosePage(old)
        return handle

    def _memory(self, size: int) -> Any:
        """The shared file in memory, at least so large."""
        if self._map is None or len(self._map) < size:
            # The caller has made it large enough.
            if self._map is not None:
                self._map.close()
            with open(self._buffer, "r+b") as file:
                self._map = mmap.mmap(file.fileno(), 0)
        return ctypes.addressof(ctypes.c_char.from_buffer(self._map))


def serve(asked: BinaryIO, told: BinaryIO) -> None:
    """Answer until there are no more requests. The first names the file."""
    pages: Pages | None = None
    while line := asked.readline():
        request = json.loads(line)
        answer: dict[str, Any]
        try:
            if pages is None:
                opened = open_pdf(
                    Path(request["path"]), request["password"] or None, name=request["name"]
                )
                pages = Pages(opened, request["buffer"])
                answer = {"sizes": pages.sizes()}
            elif request["do"] == "draw":
                answer = pages.draw(
                    request["page"], request["scale"], request["turn"], request["clip"]
                )
            else:
                answer = {"links": pages.links(request["page"])}
        except UnreadableFile as error:
            answer = {"refused": error.reason}
        except LookupError:
            answer = {"no_page": True}
        told.write(json.dumps(answer).encode("ascii") + b"\n")
        told.flush()


def worker() -> int:
    """The child: requests on standard input, answers on standard output."""
    told = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not mix with the answers.
    os.dup2(2, 1)
    serve(sys.stdin.buffer, told)
    return 0


if __name__ == "__main__":
    code = worker()
    sys.stderr.flush()
    # The file may be hostile: nothing of it is cleaned up, the process ends.
    os._exit(code)

"""The straight lines drawn on a PDF's page, of which the frames of tables are made."""

import ctypes
from collections.abc import Iterable
from typing import Any

import pypdfium2_raw as pdfium

from closereader.importing.page_text import Rule
from closereader.pages.space import Space

# More is a drawing.
_MOST_OBJECTS = 8_000
_MOST_SEGMENTS = 4_000
_THIN = 2.5
_LEAST = 6.0
_STRAIGHT = 0.7

Point = tuple[float, float]


def rules_of(page: Any, space: Space) -> list[Rule]:
    """The lines of an open page that run level or upright, as it is shown."""
    total = int(pdfium.FPDFPage_CountObjects(page))
    if not 0 < total <= _MOST_OBJECTS:
        return []
    found: list[Rule] = []
    segments = 0
    for index in range(total):
        path = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(path) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        box = _box(path)
        if box is None:
            continue
        (left, bottom), (right, top) = box
        wide, high = right - left, top - bottom
        if min(wide, high) <= _THIN:
            if max(wide, high) >= _LEAST:
                found.append(_shown(space, box))
            continue
        count = int(pdfium.FPDFPath_CountSegments(path))
        segments += count
        if segments > _MOST_SEGMENTS:
            break
        if _is_stroked(path):
            found += [_shown(space, line) for line in _straight(_lines(path, count))]
    return found


def _box(path: Any) -> tuple[Point, Point] | None:
    edges = [ctypes.c_float() for _edge in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(path, *edges):
        return None
    left, bottom, right, top = (edge.value for edge in edges)
    return (left, bottom), (right, top)


def _is_stroked(path: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(path, fill, stroke) and stroke.value)


def _lines(path: Any, count: int) -> list[tuple[Point, Point]]:
    """The straight segments of a path, in the page's own space."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(path, matrix):
        return []
    x, y = ctypes.c_float(), ctypes.c_float()
    found: list[tuple[Point, Point]] = []
    start = at = (0.0, 0.0)
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        to = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = to
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            found.append((at, to))
        at = to
        if pdfium.FPDFPathSegment_GetClose(segment):
            found.append((at, start))
    return found


def _straight(lines: Iterable[tuple[Point, Point]]) -> list[tuple[Point, Point]]:
    return [
        (a, b)
        for a, b in lines
        if min(abs(a[0] - b[0]), abs(a[1] - b[1])) < _STRAIGHT
        and max(abs(a[0] - b[0]), abs(a[1] - b[1])) >= _LEAST
    ]


def _shown(space: Space, ends: tuple[Point, Point]) -> Rule:
    """A line with its ends as the page is shown; of one with a width the middle."""
    (x0, y0), (x1, y1) = (space.point(*end) for end in ends)
    left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    if right - left >= bottom - top:
        middle = (top + bottom) / 2
        return left, middle, right, middle
    middle = (left + right) / 2
    return middle, top, middle, bottom

"""Where the pages stand in the view: their sizes, the zoom, the turn, and which of them are seen.

Three spaces: points on a page, as the canonical places are told (`model/area.py`); pixels of the whole
document, in which pages stand below one another; pixels of the viewport, which scrolling moves.
"""

from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSizeF

from closereader.model.area import Rect

MARGIN, GAP = 18.0, 16.0
# Pixels a point: from four thumbnails beside each other to a letter that fills the window.
LEAST, MOST = 0.08, 40.0
# Of a sheet as large as it is printed, on a screen of 96 dots an inch.
NATURAL = 96 / 72
_STEP = 1.2


class Fit(StrEnum):
    """What the zoom follows: the view's width, its size, or nothing, since the reader chose it."""

    WIDTH = "width"
    PAGE = "page"
    FREE = "free"


class Sheets:
    """All pages of one reading in one view. `reading`: the page that is being read."""

    def __init__(self) -> None:
        self.fit = Fit.WIDTH
        self.turn = 0
        self.reading = 0
        self._scales: list[float] = []
        self._zoom = NATURAL
        # In a view of single pages, the one that is shown.
        self.single: int | None = None
        self._points: list[tuple[float, float]] = []
        self._view = QSizeF(600, 600)
        self._tops: list[float] = []
        self.size = QSizeF(0, 0)

    def __len__(self) -> int:
        return len(self._points)

    def set_pages(self, sizes: Sequence[tuple[float, float]]) -> None:
        """These are the pages, in points."""
        self._points = list(sizes)
        self.reading = 0
        if self.single is not None:
            self.single = 0
        self.arrange()

    def set_view(self, size: QSizeF) -> None:
        """The viewport is so large."""
        if size != self._view:
            self._view = size
            self.arrange()

    def zoom(self, by: float) -> None:
        """So many steps larger, or smaller; 0: back to the width of the view."""
        if by == 0:
            self.fit = Fit.WIDTH
        else:
            self._zoom = min(max(self.scale * _STEP**by, LEAST), MOST)
            self.fit = Fit.FREE
        self.arrange()

    def arrange(self) -> None:
        """Find everything's place anew."""
        sizes = [self._turned(size) for size in self._points]
        if self.fit is Fit.FREE:
            self._scales = [self._zoom] * len(sizes)
        else:
            # Of thousands of pages nearly all are of one size.
            fitting = {size: self._fitting(size) for size in set(sizes)}
            self._scales = [fitting[size] for size in sizes]
        y = MARGIN
        widest = 0.0
        self._tops = []
        for page, (size, scale) in enumerate(zip(sizes, self._scales, strict=True)):
            self._tops.append(MARGIN if self.single is not None else y)
            y += size[1] * scale + GAP
            if self.single in (None, page):
                widest = max(widest, size[0] * scale)
        if self.single is not None and sizes:
            y = MARGIN + sizes[self.single][1] * self._scales[self.single] + GAP
        self.size = QSizeF(max(widest + 2 * MARGIN, self._view.width()), y - GAP + MARGIN)

    def rect(self, page: int) -> QRectF:
        """Where a page stands in the document."""
        width, height = self._turned(self._points[page])
        scale = self._scales[page]
        width, height = width * scale, height * scale
        left = (self.size.width() - width) / 2
        # On whole pixels, so that a picture of as many is shown pixel by pixel.
        return QRectF(round(left), round(self._tops[page]), round(width), round(height))

    def between(self, top: float, bottom: float) -> range:
        """The pages that reach into these heights of the document."""
        if not self._points:
            return range(0)
        if self.single is not None:
            return range(self.single, self.single + 1)
        first = max(bisect_right(self._tops, top) - 1, 0)
        last = max(bisect_right(self._tops, bottom) - 1, first)
        if first < last and self.rect(first).bottom() < top:
            first += 1
        return range(first, last + 1)

    def at(self, y: float) -> int:
        """The page at a height of the document, or the nearest above it."""
        pages = self.between(y, y)
        return pages[-1] if pages else 0

    def scale_of(self, page: int) -> float:
        """Pixels a point of a page."""
        return self._scales[page]

    @property
    def scale(self) -> float:
        """Pixels a point of the page that is being read."""
        return self._scales[self.reading] if self.reading < len(self._scales) else self._zoom

    @property
    def percent(self) -> int:
        """How large the pages are, of what they are on paper."""
        return round(100 * self.scale / NATURAL)

    # Between the spaces

    def shown(self, page: int, rect: Rect) -> QRectF:
        """A part of a page, in the document."""
        one = self.point(page, rect.left, rect.top)
        other = self.point(page, rect.right, rect.bottom)
        return QRectF(one, other).normalized()

    def point(self, page: int, x: float, y: float) -> QPointF:
        """A point of a page, in the document."""
        width, height = self._points[page]
        across, down = (
            (x, y),
            (height - y, x),
            (width - x, height - y),
            (y, width - x),
        )[self.turn]
        box = self.rect(page)
        scale = self._scales[page]
        return QPointF(box.left() + across * scale, box.top() + down * scale)

    def on_page(self, page: int, point: QPointF) -> tuple[float, float]:
        """A point of the document on a page, in its points; it may lie outside."""
        box = self.rect(page)
        scale = self._scales[page]
        across = (point.x() - box.left()) / scale
        down = (point.y() - box.top()) / scale
        width, height = self._points[page]
        return (
            (across, down),
            (down, height - across),
            (width - across, height - down),
            (width - down, across),
        )[self.turn]

    def within(self, page: int, x: float, y: float) -> tuple[float, float]:
        """The nearest point that is on the page."""
        width, height = self._points[page]
        return min(max(x, 0.0), width), min(max(y, 0.0), height)

    def points(self, page: int) -> tuple[float, float]:
        """A page's width and height in points, as its file shows it."""
        return self._points[page]

    def _turned(self, size: tuple[float, float]) -> tuple[float, float]:
        return (size[1], size[0]) if self.turn % 2 else size

    def _fitting(self, size: tuple[float, float]) -> float:
        """For each page its own: among pages of very different sizes, a fold-out among pages of text or
        pictures of a scan at several resolutions, the largest would leave the others too small to read."""
        scale = max(self._view.width() - 2 * MARGIN, 20.0) / max(size[0], 1.0)
        if self.fit is Fit.PAGE:
            height = max(self._view.height() - 2 * MARGIN, 20.0)
            scale = min(scale, height / max(size[1], 1.0))
        return min(max(scale, LEAST), MOST)

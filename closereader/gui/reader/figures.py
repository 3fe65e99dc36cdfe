"""The pictures of a reading above the words of their blocks: how large they are, and how they are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen

from closereader.gui import theme as themes
from closereader.gui.pictures import CALM

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from closereader.gui.pictures import Pictures
    from closereader.gui.theme import Theme
    from closereader.model.document import Picture

# Books are made for type of this size: where it is set larger, so are their pictures.
_USUAL_TYPE = 16.0
_MOST_OF_THE_VIEW = 0.8
# Between a picture and the words below it, in pixels.
_SPACE = 10.0
_LEAST = 24.0


class Figures:
    """Of one layout. `store`: where the pictures come from; None: only their frames are drawn."""

    def __init__(self) -> None:
        self.store: Pictures | None = None
        self._pictures: Mapping[int, Picture] = {}
        self._sizes: dict[int, QSizeF] = {}
        self._room = (0.0, 0.0, 0.0)

    def show(self, pictures: Mapping[int, Picture]) -> None:
        """Those of another reading, by the number of their blocks."""
        self._pictures = pictures
        self._measure()

    def fit(self, column: float, type_size: float, height: float) -> bool:
        """Fit them into a column of this width, in a view of this height; whether any changed."""
        room = (column, type_size, height)
        if room == self._room:
            return False
        self._room = room
        before = self._sizes
        self._measure()
        return before != self._sizes

    def _measure(self) -> None:
        self._sizes = {number: self._size(one) for number, one in self._pictures.items()}

    def _size(self, picture: Picture) -> QSizeF:
        column, type_size, height = self._room
        scale = max(type_size / _USUAL_TYPE, 1.0)
        scale = min(scale, column / picture.width)
        scale = min(scale, max(_MOST_OF_THE_VIEW * height, 160.0) / picture.height)
        return QSizeF(max(round(picture.width * scale), 1), max(round(picture.height * scale), 1))

    def rooms(self) -> Iterator[tuple[int, float]]:
        """The block numbers with pictures, and how much room each takes above its words."""
        for number in self._sizes:
            yield number, self.room(number)

    def room(self, number: int) -> float:
        """How much room the picture of a block takes above its words; 0 where there is none."""
        size = self._sizes.get(number)
        return 0.0 if size is None else max(size.height(), _LEAST) + _SPACE

    def picture(self, number: int) -> Picture | None:
        """The picture of a block."""
        return self._pictures.get(number)

    def rect(self, number: int, left: float, text_top: float) -> QRectF | None:
        """Where the picture of a block stands whose words begin at `text_top`, in a column that begins
        at `left`."""
        size = self._sizes.get(number)
        if size is None:
            return None
        x = left + round((self._room[0] - size.width()) / 2)
        return QRectF(QPointF(x, text_top - _SPACE - size.height()), size)

    def draw(self, painter: QPainter, number: int, corner: QPointF, theme: Theme) -> None:
        """Draw the picture of a block whose words begin at `corner`; where it is not there (yet), a quiet
        frame of its size."""
        rect = self.rect(number, corner.x(), corner.y())
        if rect is None:
            return
        picture = self._pictures[number]
        ratio = painter.device().devicePixelRatioF()
        size = round(rect.width() * ratio), round(rect.height() * ratio)
        drawn = None if self.store is None else self.store.get(picture.key, size)
        painter.save()
        if drawn is not None:
            if theme.dark:
                painter.setOpacity(CALM)
                if drawn.hasAlphaChannel():
                    painter.fillRect(rect, theme.text)  # Black lines without a ground of their own.
            if (drawn.width(), drawn.height()) != size:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(rect, drawn, QRectF(drawn.rect()))
        elif self.store is not None and self.store.is_missing(picture.key):
            self._draw_frame(painter, rect, picture, theme)
        else:
            painter.fillRect(rect, theme.panel)
        painter.restore()

    def _draw_frame(self, painter: QPainter, rect: QRectF, picture: Picture, theme: Theme) -> None:
        painter.setPen(QPen(theme.line, 1))
        painter.setBrush(theme.panel)
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(theme.quiet)
        painter.setFont(themes.interface_font(12))
        inner = rect.adjusted(8, 8, -8, -8)
        if inner.width() > 40 and inner.height() > 16:
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(inner, int(flags), picture.alt)

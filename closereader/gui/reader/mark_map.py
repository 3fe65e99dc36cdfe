"""The strip at the reader's right edge: where in the reading the view, the marks and the mentions are."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from closereader.gui.guard import guarded
from closereader.gui.popup import round_off
from closereader.gui.theme import Theme
from closereader.gui.widgets import plain_tip

WIDTH = 22
_INSET = 12
_LEAST_BOX = 14.0
_TIP_RADIUS = 5

# Heights in the document by colour (0xAARRGGBB).
Ticks = dict[int, list[float]]


@guarded
class MarkMap(QWidget):
    """Shows ticks at heights of the document and lets the reader go to one.

    `scrolled(y)`: the reader wants height `y` of the document in the middle of the view.
    """

    scrolled = Signal(float)
    wheeled = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._marks: Ticks = {}
        self._mentions: Ticks = {}
        self._total = 1.0
        self._view = (0.0, 1.0)
        self._picture: QPixmap | None = None
        self._preview: Callable[[float], str] | None = None
        self.setFixedWidth(WIDTH)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Map of marks"))
        self.setAccessibleDescription(
            self.tr(
                "Where in the reading the view, the notes and the chosen name are; click to go there"
            )
        )

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        if theme is not self._theme:
            self._theme = theme
            self._redraw()

    def set_preview(self, preview: Callable[[float], str]) -> None:
        """What stands at height `y` of the document, for the tooltip."""
        self._preview = preview

    def preview(self, y: float) -> str:
        """What the tooltip says of height `y` of the document."""
        return "" if self._preview is None else self._preview(y)

    def set_ticks(self, marks: Ticks, mentions: Ticks, total: float) -> None:
        """Ticks of marks and dots of mentions at heights of a document `total` high, by colour."""
        self._marks = marks
        self._mentions = mentions
        self._total = max(total, 1.0)
        self._redraw()

    def set_view(self, top: float, bottom: float, total: float) -> None:
        """The view shows the document from `top` to `bottom`."""
        # The ticks keep the total they were given with: a height that becomes known while the reader
        # scrolls moves none of them by a pixel, and drawing thousands takes longer than a frame.
        before = self._edges()
        self._total = max(total, 1.0)
        self._view = (top, bottom)
        # A screen further in a book is less than a pixel here.
        if self._edges() != before:
            self.update()

    def _edges(self) -> tuple[int, int]:
        """Where the view's extent is drawn, in quarters of a pixel."""
        return round(4 * self._y(self._view[0])), round(4 * self._y(self._view[1]))

    def sizeHint(self) -> QSize:
        """Qt's: as narrow as it is."""
        return QSize(WIDTH, 200)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's: the ticks from a picture made once, the view's extent over it."""
        if self._picture is None:
            self._picture = self._draw_ticks()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        frame = self.box()
        if frame is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            fill = QColor(self._theme.text)
            fill.setAlphaF(0.07)
            painter.setBrush(fill)
            painter.setPen(QPen(self._theme.quiet, 1))
            painter.drawRoundedRect(frame, 3, 3)
        painter.end()

    def box(self) -> QRectF | None:
        """Where the view is drawn: never so low that it is cut off, though it is never so small that
        it cannot be seen; None where all of the reading is in view."""
        track = self._track()
        top, bottom = self._y(self._view[0]), self._y(self._view[1])
        if bottom - top >= track.height() - 1:
            return None
        height = max(bottom - top - 1, _LEAST_BOX)
        top = min(top + 0.5, track.bottom() - height - 0.5)
        return QRectF(5.5, top, WIDTH - 11, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's: the ticks move."""
        self._picture = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt's: go where the reader points."""
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt's: go along while dragging; else say what is there."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)
        elif words := self.preview(self._document_y(event.position().y())):
            QToolTip.showText(event.globalPosition().toPoint(), plain_tip(words), self)
            for window in QApplication.topLevelWidgets():
                if window.inherits("QTipLabel"):
                    round_off(window, _TIP_RADIUS)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt's: scroll the reader."""
        self.wheeled.emit(event)

    def _go(self, event: QMouseEvent) -> None:
        self.scrolled.emit(self._document_y(event.position().y()))

    def _track(self) -> QRectF:
        return QRectF(7, _INSET, WIDTH - 14, max(self.height() - 2 * _INSET, 1))

    def _y(self, height: float) -> float:
        track = self._track()
        return track.top() + track.height() * min(max(height / self._total, 0.0), 1.0)

    def _document_y(self, y: float) -> float:
        track = self._track()
        return self._total * min(max((y - track.top()) / track.height(), 0.0), 1.0)

    def _redraw(self) -> None:
        self._picture = None
        self.update()

    def _draw_ticks(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        track = self._track()
        ground = QColor(self._theme.line)
        ground.setAlphaF(0.35)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(track, 4, 4)
        top, scale = track.top(), track.height() / self._total
        # One tick a row and colour, whatever stands there, and all of a colour in one go.
        left, width = track.left(), track.width()
        for rgba, heights in self._marks.items():
            painter.setBrush(QColor.fromRgba(rgba))
            rows = {int(top + height * scale + 0.5) for height in heights}
            painter.drawRects(
                [QRectF(left, y - 1, width, end - y + 2.5) for y, end in _runs(sorted(rows))]
            )
        for rgba, heights in self._mentions.items():
            painter.setBrush(QColor.fromRgba(rgba))
            for y in {int(top + height * scale + 0.5) for height in heights}:
                painter.drawEllipse(QPointF(track.center().x(), y), 2.2, 2.2)
        painter.end()
        return picture


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """The first and last of rows whose ticks touch: a book has thousands."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and row - runs[-1][1] <= 2:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs

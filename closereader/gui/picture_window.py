"""A picture of a reading by itself, as large as the window: nearer, farther, whole; Escape closes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.pictures import Pictures

if TYPE_CHECKING:
    from collections.abc import Callable

    from closereader.gui.theme import Theme
    from closereader.model.document import Picture

_STEP = 1.25
_LARGEST = 8.0
_SMALLEST = 0.05
# More pixels are not drawn at once, however near one looks.
_MOST_PIXELS = 36_000_000
_EDGE = 12


@guarded
class PictureWindow(QDialog):
    """Gone when it is closed. Shown whole at first, and never larger than it is until asked."""

    def __init__(
        self,
        picture: Picture,
        place: Callable[[str], Path | None],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        name = picture.alt or self.tr("Picture")
        self.setWindowTitle(name[:120])
        self.setAccessibleName(name)
        self._picture = picture
        self._pictures = Pictures(place, self._show, self)
        self._scale: float | None = None
        self._grabbed: QPoint | None = None
        self.canvas = QLabel(self)
        self.canvas.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.canvas.setAccessibleName(name)
        self.canvas.setAccessibleDescription(picture.alt)
        self._area = QScrollArea(self)
        self._area.setWidget(self.canvas)
        self._area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.viewport().installEventFilter(self)
        palette = theme.palette()
        palette.setColor(palette.ColorRole.Window, theme.page)
        self.setPalette(palette)
        self._build(picture.alt)
        screen = self.screen().availableGeometry()
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(picture.width / ratio) + 40, round(picture.height / ratio) + 110)
        self.resize(wanted.boundedTo(screen.size() * 0.9).expandedTo(QSize(420, 320)))

    def _build(self, alt: str) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(_EDGE, 0, _EDGE, _EDGE)
        words = QLabel(alt, self)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setProperty("quiet", True)
        words.setFont(themes.interface_font(12.5))
        row.addWidget(words, 1)
        for text, name, act in (
            ("−", self.tr("Smaller"), lambda: self.zoom(1 / _STEP)),
            ("+", self.tr("Larger"), lambda: self.zoom(_STEP)),
            ("1:1", self.tr("As large as it is"), lambda: self.set_scale(1.0)),
            (self.tr("Whole"), self.tr("The whole picture"), lambda: self.set_scale(None)),
            (self.tr("Close"), self.tr("Close"), self.close),
        ):
            button = QPushButton(text, self)
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area, 1)
        column.addLayout(row)
        self._area.setFocus()

    @property
    def scale(self) -> float:
        """Pixels of the screen for one of the picture."""
        return self._fitting() if self._scale is None else self._scale

    def set_scale(self, scale: float | None) -> None:
        """Show it in this size; None: whole."""
        if scale is not None:
            pixels = self._picture.width * self._picture.height
            scale = min(scale, _LARGEST, (_MOST_PIXELS / pixels) ** 0.5)
            scale = max(scale, _SMALLEST)
        self._scale = scale
        self._show()

    def zoom(self, by: float) -> None:
        """Show it larger or smaller by this factor; what is in the middle stays there."""
        bars = (self._area.horizontalScrollBar(), self._area.verticalScrollBar())
        room = self._area.viewport().size()
        half = (room.width() / 2, room.height() / 2)
        before = self.scale
        middles = [bar.value() + middle for bar, middle in zip(bars, half, strict=True)]
        self.set_scale(before * by)
        for bar, middle, at in zip(bars, half, middles, strict=True):
            bar.setValue(round(at * self.scale / before - middle))

    def _fitting(self) -> float:
        room = self._area.viewport().size() * self.devicePixelRatioF()
        across = max(room.width() - 2 * _EDGE, 1) / self._picture.width
        down = max(room.height() - 2 * _EDGE, 1) / self._picture.height
        return min(across, down, 1.0)

    def _show(self) -> None:
        scale, picture = self.scale, self._picture
        size = max(round(picture.width * scale), 1), max(round(picture.height * scale), 1)
        ratio = self.devicePixelRatioF()
        shown = self._pictures.get(picture.key, size)
        if shown is None:
            missing = self._pictures.is_missing(picture.key)
            self.canvas.setPixmap(QPixmap())
            self.canvas.setText(self.tr("This picture cannot be shown.") if missing else "")
        elif (shown.width(), shown.height()) == size:
            ready = QPixmap(shown)
            ready.setDevicePixelRatio(ratio)
            self.canvas.setPixmap(ready)
        self.canvas.resize(
            QSize(round(size[0] / ratio), round(size[1] / ratio)).expandedTo(QSize(220, 40))
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's: it has its size."""
        super().showEvent(event)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's: shown whole, it is as large as there is room."""
        super().resizeEvent(event)
        if self._scale is None:
            self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's: plus and minus, 0 for the whole, 1 for its own size; Escape closes."""
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _STEP)
        elif key == Qt.Key.Key_0:
            self.set_scale(None)
        elif key == Qt.Key.Key_1:
            self.set_scale(1.0)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's: the wheel with Ctrl goes nearer, a drag moves what is seen."""
        if (
            isinstance(event, QWheelEvent)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
            return True
        if event.type() == QEvent.Type.MouseButtonPress:
            self._grabbed = event.globalPosition().toPoint()  # type: ignore[attr-defined]
        elif event.type() == QEvent.Type.MouseMove and self._grabbed is not None:
            point = event.globalPosition().toPoint()  # type: ignore[attr-defined]
            moved, self._grabbed = point - self._grabbed, point
            for bar, by in (
                (self._area.horizontalScrollBar(), moved.x()),
                (self._area.verticalScrollBar(), moved.y()),
            ):
                bar.setValue(bar.value() - by)
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._grabbed = None
        return super().eventFilter(watched, event)

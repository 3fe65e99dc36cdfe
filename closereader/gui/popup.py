"""A small panel that opens at a button and closes when the reader looks elsewhere."""

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainterPath, QRegion, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from closereader.gui.guard import guarded

_RADIUS = 8


def round_off(window: QWidget, radius: int) -> None:
    """Give a window of its own, in which a style sheet draws rounded corners, corners that are."""
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(window.rect()), radius, radius)
    window.setMask(QRegion(outline.toFillPolygon().toPolygon()))


@guarded
class Popup(QFrame):
    """Framed in the theme's colours; Escape and a click outside close it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's: its corners move."""
        super().resizeEvent(event)
        round_off(self, _RADIUS)

    def open_by(self, mark: QRect) -> None:
        """Open under `mark` (on the screen), or above it where there is no room; never over it."""
        self.adjustSize()
        size, screen = self.sizeHint(), self.screen().availableGeometry()
        y = mark.bottom() + 6
        if y + size.height() > screen.bottom():
            y = max(mark.top() - size.height() - 6, screen.top() + 4)
        x = min(max(mark.left(), screen.left() + 4), screen.right() - size.width() - 4)
        self.move(x, y)
        self.show()

    def open_under(self, button: QWidget) -> None:
        """Open with its right edge at the button's, inside the screen."""
        self.adjustSize()
        corner = button.mapToGlobal(
            QPoint(button.width() - self.sizeHint().width(), button.height() + 6)
        )
        screen = button.screen().availableGeometry()
        x = min(max(corner.x(), screen.left() + 4), screen.right() - self.sizeHint().width() - 4)
        y = min(corner.y(), screen.bottom() - self.sizeHint().height() - 4)
        self.move(x, y)
        self.show()
        self.setFocus()

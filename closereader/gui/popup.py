"""A small panel that opens at a button and closes when the reader looks elsewhere."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QWidget


class Popup(QFrame):
    """Framed in the theme's colours; Escape and a click outside close it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

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

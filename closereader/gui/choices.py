"""A box to tick and a box to choose from, in the theme's colours in any window.

A window of its own takes no colours from the one it belongs to, and a style sheet gives none to the
signs that Qt draws: a tick would be white on white, and the arrow of a list would not be there.
"""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from closereader.gui import theme as themes
from closereader.gui.guard import guarded

_ARROW = 26


class TickBox(QCheckBox):
    """One thing that is so or not."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setFont(themes.interface_font(13))
        self.set_colours(_around(parent))

    def set_colours(self, palette: QPalette) -> None:
        """Draw the box and the tick in these: the frame is a darker shade of the ground, which in a
        dark theme would not be seen."""
        palette = QPalette(palette)
        palette.setColor(
            QPalette.ColorRole.Window, palette.color(QPalette.ColorRole.PlaceholderText)
        )
        self.setPalette(palette)


@guarded
class ChoiceBox(QComboBox):
    """One of several, with the arrow that the buttons with a menu have."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFont(themes.interface_font(13))
        self.setPalette(_around(parent))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's: and the arrow."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QPalette.ColorRole.ButtonText))
        place = QRect(self.width() - _ARROW, 0, _ARROW, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "⌄")


def _around(widget: QWidget) -> QPalette:
    """The colours of the window that the widget's own window belongs to."""
    window = widget.window()
    return (window.parentWidget() or window).palette()

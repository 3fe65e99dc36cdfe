"""The dot that shows a tag's colour, in the list of tags and on the chips of notes."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap

from closereader.gui.theme import Theme
from closereader.model.colour import Colour

SIDE = 8


def paint_dot(painter: QPainter, centre: QPointF, colour: Colour, theme: Theme) -> None:
    """A disc of that colour with a rim that is seen on every ground: the colours of the light theme
    are too pale to be seen by themselves."""
    painter.setPen(QPen(theme.quiet, 1))
    painter.setBrush(theme.edges[colour])
    half = SIDE / 2
    painter.drawEllipse(QRectF(centre.x() - half, centre.y() - half, SIDE, SIDE))


def dot_icon(colour: Colour | None, theme: Theme) -> QIcon:
    """The same for buttons and lists; of no colour, as much room."""
    side = SIDE + 2
    picture = QPixmap(2 * side, 2 * side)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if colour is not None:
        paint_dot(painter, QPointF(side / 2, side / 2), colour, theme)
    painter.end()
    icon = QIcon()
    # The same where it is selected: Qt would tint it, and its colour is its meaning.
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled, QIcon.Mode.Selected):
        icon.addPixmap(picture, mode)
    return icon

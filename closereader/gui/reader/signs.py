"""What is painted beside the letters of a block and is not of its text: hyphens, and the rules of a table."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from closereader.gui.reader.lines import SetBlock
from closereader.gui.reader.look import ReaderStyle, block_font


def draw(painter: QPainter, style: ReaderStyle, done: SetBlock, origin: QPointF) -> None:
    """Draw those of a block that was set, whose lines begin at `origin`."""
    theme = style.theme
    if done.hyphens:
        painter.setFont(block_font(style, done.look))
        painter.setPen(theme.quiet if done.look.quiet else theme.text)
        for point in done.hyphens.values():
            painter.drawText(origin + point, "-")
    for y in done.rules:
        left = origin.x() + done.rule_left
        painter.fillRect(QRectF(left, origin.y() + y, done.rule_width, 1.0), theme.quiet)

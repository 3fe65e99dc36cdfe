"""The signs beside the text: a note or a bookmark that marks no words stands next to its line, and a
question is named beside the line on which it begins.

A note on a passage has a stroke down the side of it, as one made with a pencil.

Drawn to the right of the column, in the colour of the note; where several stand on one line, side by
side, the earliest nearest to the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from closereader.gui import theme as themes
from closereader.model.annotation import Annotation, AnnotationKind

if TYPE_CHECKING:
    from closereader.gui.reader.overlay import Overlay
    from closereader.gui.session import Session
    from closereader.gui.theme import Theme

# Pixels: a sign's box, and how far it is from the text and from the next.
SIZE = 13.0
_FROM_TEXT, _APART, _EDGE = 11.0, 4.0, 2.0
_STROKE_FROM_TEXT, _STROKE = 5.0, 2.0
_SIGNED = (
    AnnotationKind.NOTE,
    AnnotationKind.BOOKMARK,
    AnnotationKind.QUESTION,
    AnnotationKind.AREA,
)

Sign = tuple[QRectF, Annotation]


class MarginSigns:
    """Of one text; asked by its overlay, block by block, and by the pointer."""

    def __init__(self, session: Session, overlay: Overlay) -> None:
        self._session = session
        self._overlay = overlay

    def of_block(self, number: int, marks: list[Annotation] | None = None) -> list[Sign]:
        """The signs beside block `number`, in coordinates of the document, of those among `marks`
        (all that touch the block) that begin in it."""
        layout, positions = self._overlay.layout, self._overlay.positions
        if positions is None or self._session.marks_hidden:
            return []
        block = layout.blocks[number]
        if marks is None:
            marks = self._session.annotations.touching(block.start, block.end)
        signed = [m for m in marks if m.kind in _SIGNED and block.start <= m.start <= block.end]
        if not signed:
            return []
        start = positions.position(block.start)
        pitch = layout.line_pitch(number)
        edge = layout.documentSize().width() - SIZE - _EDGE
        rows: dict[float, list[Annotation]] = {}
        for note in sorted(signed, key=lambda m: (m.start, m.created, m.id)):
            top = layout.line_top(number, positions.position(note.start) - start)
            rows.setdefault(top, []).append(note)
        found: list[Sign] = []
        for top, notes in rows.items():
            first = min(layout.left + layout.column + _FROM_TEXT, edge)
            # Where the margin is narrow they lie over one another; a click goes from one to the next.
            step = min(SIZE + _APART, (edge - first) / max(len(notes) - 1, 1))
            y = top + (pitch - SIZE) / 2
            found += [(QRectF(first + n * step, y, SIZE, SIZE), m) for n, m in enumerate(notes)]
        return found

    def at(self, point: QPointF) -> list[Annotation]:
        """The notes whose sign is at a point of the document, the one drawn last first."""
        layout = self._overlay.layout
        if self._overlay.positions is None or not layout.blocks:
            return []
        if point.x() < layout.left + layout.column:
            return []
        here = self.of_block(layout.number_at(point.y()))
        return [n for box, n in reversed(here) if box.adjusted(-2, -3, 2, 3).contains(point)]

    def paint(self, painter: QPainter, number: int, marks: list[Annotation]) -> None:
        """Draw those of a block."""
        theme = self._overlay.layout.style.theme
        self._paint_strokes(painter, number, marks)
        for box, note in self.of_block(number, marks):
            draw_sign(painter, box, note, theme)
            ids = (self._session.chosen_note, self._session.hovered_note)
            if note.id in ids:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.accent if note.id == ids[0] else theme.quiet, 1.4))
                painter.drawRoundedRect(box.adjusted(-2.5, -2.5, 2.5, 2.5), 4, 4)

    def _paint_strokes(self, painter: QPainter, number: int, marks: list[Annotation]) -> None:
        layout = self._overlay.layout
        x = layout.left + layout.column + _STROKE_FROM_TEXT
        for note in marks:
            rects = (
                self._overlay.rects(number, note.span) if note.kind is AnnotationKind.NOTE else []
            )
            if rects:
                top, bottom = min(r.top() for r in rects), max(r.bottom() for r in rects)
                edge = layout.style.theme.edges[note.colour]
                painter.fillRect(QRectF(x, top, _STROKE, bottom - top), edge)


def draw_sign(painter: QPainter, box: QRectF, note: Annotation, theme: Theme) -> None:
    """A sheet with two lines for a note, a ribbon for a bookmark, a mark of interrogation for a
    question, a frame for an area of a page."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = theme.edges[note.colour]
    if note.kind is AnnotationKind.BOOKMARK:
        _draw_ribbon(painter, box, theme.quiet)
    elif note.kind is AnnotationKind.AREA:
        _draw_frame(painter, box, theme.marks[note.colour], edge)
    elif note.kind is AnnotationKind.QUESTION:
        _draw_letter(painter, box, theme, theme.marks[note.colour], edge)
    else:
        _draw_sheet(painter, box, theme, theme.marks[note.colour], edge)
    painter.restore()


def _draw_ribbon(painter: QPainter, box: QRectF, colour: QColor) -> None:
    ribbon = box.adjusted(2.5, 0, -2.5, 0)
    path = QPainterPath(ribbon.topLeft())
    path.lineTo(ribbon.topRight())
    path.lineTo(ribbon.bottomRight())
    path.lineTo(QPointF(ribbon.center().x(), ribbon.bottom() - 3.5))
    path.lineTo(ribbon.bottomLeft())
    path.closeSubpath()
    painter.fillPath(path, colour)


def _draw_frame(painter: QPainter, box: QRectF, fill: QColor, edge: QColor) -> None:
    painter.setPen(QPen(edge, 1.4, Qt.PenStyle.DashLine))
    painter.setBrush(fill)
    painter.drawRect(box.adjusted(1, 2, -1, -2))


def _draw_letter(painter: QPainter, box: QRectF, theme: Theme, fill: QColor, edge: QColor) -> None:
    painter.setPen(QPen(edge, 1.2))
    painter.setBrush(fill)
    painter.drawEllipse(box.adjusted(0.6, 0.6, -0.6, -0.6))
    font = themes.interface_font(10)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(theme.text)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "?")


def _draw_sheet(painter: QPainter, box: QRectF, theme: Theme, fill: QColor, edge: QColor) -> None:
    painter.setPen(QPen(edge, 1.2))
    painter.setBrush(fill)
    painter.drawRoundedRect(box.adjusted(0.6, 1.1, -0.6, -1.1), 2.5, 2.5)
    painter.setPen(QPen(theme.text, 1.1))
    for share, right in ((0.36, 0.74), (0.62, 0.58)):
        y = round(box.top() + share * box.height()) + 0.5
        painter.drawLine(
            QPointF(box.left() + 0.26 * box.width(), y),
            QPointF(box.left() + right * box.width(), y),
        )

"""The lines that join linked passages in the margin: where each runs, and how it is drawn.

A function of heights and a width: it knows no text and no notes.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from closereader.gui import theme as themes

# Pixels: between two lines side by side, with their words and at the least; how round the corners are;
# and how near the pointer must come.
_APART, _LEAST_APART, _ROUND, _NEAR = 13.0, 4.0, 5.0, 4.0
_ARROW = 3.4
_TICK, _UPRIGHT = 9.0, 8.0
_LABEL_HEIGHT = 14.0


@dataclass(frozen=True)
class Bracket:
    """A line from a passage at height `y1` to one at `y2`, which may be above it. `x1`, `x2`: where it
    begins and ends beside the text; `lane`: how far out it runs, 0 nearest to the text."""

    x1: float
    y1: float
    x2: float
    y2: float
    lane: int = 0

    @property
    def top(self) -> float:
        """Its upper end."""
        return min(self.y1, self.y2)

    @property
    def bottom(self) -> float:
        """Its lower end."""
        return max(self.y1, self.y2)


def lanes(spans: Sequence[tuple[float, float]]) -> list[int]:
    """For each line from one height to another, which lane it takes: one round another runs outside
    of it, and none lies on another."""
    order = sorted(range(len(spans)), key=lambda n: (spans[n][1] - spans[n][0], spans[n][0]))
    taken: list[list[tuple[float, float]]] = []
    found = [0] * len(spans)
    for number in order:
        top, bottom = spans[number]
        inner = [
            lane
            for lane, others in enumerate(taken)
            if any(top <= below and bottom >= above for above, below in others)
        ]
        lane = max(inner) + 1 if inner else 0
        if lane == len(taken):
            taken.append([])
        taken[lane].append((top, bottom))
        found[number] = lane
    return found


def lane_x(lane: int, count: int, left: float, right: float) -> float:
    """Where a lane of so many runs between two edges: nearer to one another where there is little
    room."""
    apart = min(_APART, max((right - left) / max(count - 1, 1), _LEAST_APART))
    return min(left + lane * apart, right)


def path_of(bracket: Bracket, x: float) -> QPainterPath:
    """The line out to `x`, along, and back to the text; on whole pixels, so that it is crisp."""
    x, y1, y2 = (math.floor(each) + 0.5 for each in (x, bracket.y1, bracket.y2))
    down = 1.0 if bracket.y2 >= bracket.y1 else -1.0
    room = min(abs(bracket.y2 - bracket.y1) / 2, x - max(bracket.x1, bracket.x2))
    turn = max(min(_ROUND, room), 0.0)
    path = QPainterPath(QPointF(bracket.x1, y1))
    path.lineTo(x - turn, y1)
    path.quadTo(x, y1, x, y1 + down * turn)
    path.lineTo(x, y2 - down * turn)
    path.quadTo(x, y2, x - turn, y2)
    path.lineTo(bracket.x2, y2)
    return path


def is_near(bracket: Bracket, x: float, point: QPointF) -> bool:
    """Whether a point is on the line, or as good as."""
    px, py = point.x(), point.y()
    if abs(px - x) <= _NEAR and bracket.top - _NEAR <= py <= bracket.bottom + _NEAR:
        return True
    return any(
        abs(py - y) <= _NEAR and start - _NEAR <= px <= x + _NEAR
        for start, y in ((bracket.x1, bracket.y1), (bracket.x2, bracket.y2))
    )


def draw_bracket(
    painter: QPainter, bracket: Bracket, x: float, ink: QColor, *, width: float, is_directed: bool
) -> None:
    """The line; with a direction it ends in an arrow, else in a dot at either end."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, width))
    painter.drawPath(path_of(bracket, x))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawEllipse(QPointF(bracket.x1, bracket.y1), 1.8, 1.8)
    if is_directed:
        _draw_arrow(painter, QPointF(bracket.x2 - 1, bracket.y2), QPointF(-1, 0))
    else:
        painter.drawEllipse(QPointF(bracket.x2, bracket.y2), 1.8, 1.8)


def draw_tick(painter: QPainter, x: float, y: float, ink: QColor, way: QPointF) -> QRectF:
    """A short line beside the text whose arrow says where its other end is: `way` is up, down or
    aside. Returns where it is."""
    painter.setPen(QPen(ink, 1.2))
    painter.drawLine(QPointF(x, y), QPointF(x + _TICK, y))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    tip = QPointF(x + _TICK, y) + way * (_UPRIGHT if way.y() else _ARROW + 1.6)
    if way.y():
        painter.setPen(QPen(ink, 1.2))
        painter.drawLine(QPointF(x + _TICK, y), tip)
        painter.setPen(Qt.PenStyle.NoPen)
    _draw_arrow(painter, tip, way)
    return QRectF(x, y - 10, _TICK + 8, 20)


def _draw_arrow(painter: QPainter, tip: QPointF, way: QPointF) -> None:
    """A small filled head whose tip is there, pointing that way."""
    aside = QPointF(-way.y(), way.x())
    back = tip - way * (_ARROW + 0.6)
    head = QPainterPath(tip)
    head.lineTo(back + aside * (_ARROW * 0.8))
    head.lineTo(back - aside * (_ARROW * 0.8))
    head.closeSubpath()
    painter.drawPath(head)


class Labels:
    """The words beside the lines, as many as find room; the first to come have the choice."""

    def __init__(self, right: float) -> None:
        """`right`: where the margin ends."""
        self._right = right
        self._taken: list[QRectF] = []
        self._font = themes.interface_font(11)
        self._metrics = QFontMetricsF(self._font)

    def keep_free(self, rect: QRectF) -> None:
        """No words over this."""
        self._taken.append(rect)

    def draw(self, painter: QPainter, bracket: Bracket, x: float, words: str, ink: QColor) -> bool:
        """Write the words beside the line, whose room to the right must be free. False where there is
        no room."""
        width = self._metrics.horizontalAdvance(words)
        if x + 5 + width > self._right:
            return False
        for share in (0.5, 0.35, 0.65, 0.2, 0.8):
            y = bracket.top + share * (bracket.bottom - bracket.top)
            rect = QRectF(x + 5, y - _LABEL_HEIGHT / 2, width, _LABEL_HEIGHT)
            if not any(rect.intersects(other) for other in self._taken):
                self._taken.append(rect)
                painter.setFont(self._font)
                painter.setPen(ink)
                painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, words)
                return True
        return False

"""The lines of marks: under the text and through it; where marks overlap each has a line of its own,
one above the other, so that any number of them can be told apart and counted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from closereader.gui.theme import Theme
from closereader.model.annotation import Annotation, AnnotationId, AnnotationKind
from closereader.model.span import Span

# Pixels: from one line to the next while there is room for that, and how far above the lower edge of
# the bands they begin, clear of the letters' feet; how strong the lines of a kind are.
_STEP, _INSIDE = 3.0, 3.0
_UNDERLINE, _NOTE, _STRIKE, _STRIKES_APART = 2.0, 1.0, 2.0, 3.0

Rects = list[QRectF]


@dataclass(frozen=True)
class Stack:
    """Where the line of a mark lies among those it overlaps: `lane` of `count`, 0 the lowest;
    `stretches`: where others lie over or under it, in order."""

    lane: int
    count: int
    stretches: tuple[Span, ...]


def stacks(marks: Sequence[Annotation]) -> dict[AnnotationId, Stack]:
    """The marks that overlap others, by id. Of two that begin at one place the longer lies lower."""
    order = sorted(
        (mark for mark in marks if mark.start < mark.end),
        key=lambda mark: (mark.start, -mark.end, mark.created, mark.id),
    )
    shared = _shared(order)
    lanes: dict[AnnotationId, int] = {}
    counts: list[tuple[list[Annotation], int]] = []
    ends: list[int] = []
    reach = -1
    for mark in order:
        if mark.start >= reach:
            ends = []
            counts.append(([], 0))
        reach = max(reach, mark.end)
        lane = next((n for n, end in enumerate(ends) if end <= mark.start), len(ends))
        ends[lane : lane + 1] = [mark.end]
        lanes[mark.id] = lane
        members, count = counts[-1]
        members.append(mark)
        counts[-1] = (members, max(count, lane + 1))
    return {
        mark.id: Stack(lanes[mark.id], count, _within(shared, mark.span))
        for members, count in counts
        if count > 1
        for mark in members
    }


def draw_lines(
    painter: QPainter,
    marks: Sequence[Annotation],
    rects: Callable[[Span], Rects],
    pitch: float,
    theme: Theme,
) -> dict[AnnotationId, Stack]:
    """All lines of these marks; `rects` are the bands of a stretch of the text, whose lines are
    `pitch` pixels apart. Returns which of them are stacked."""
    lined = [mark for mark in marks if mark.kind is not AnnotationKind.STRIKE]
    stacked = stacks(lined)
    for mark in lined:
        stack = stacked.get(mark.id)
        own = {AnnotationKind.UNDERLINE: _UNDERLINE, AnnotationKind.NOTE: _NOTE}.get(mark.kind)
        edge = theme.edges[mark.colour]
        if stack is None:
            for rect in rects(mark.span) if own is not None else ():
                y = rect.bottom() - (own or 0.0)
                painter.fillRect(QRectF(rect.left(), y, rect.width(), own or 0.0), edge)
            continue
        # Lines of their own go on where they are alone, at the same height.
        for stretch in (mark.span,) if own is not None else stack.stretches:
            for rect in rects(stretch):
                y, width = _place(stack, rect, pitch)
                width = min(own or width, width)
                painter.fillRect(QRectF(rect.left(), y, rect.width(), width), edge)
    struck = [mark for mark in marks if mark.kind is AnnotationKind.STRIKE]
    over = stacks(struck)
    for mark in struck:
        stack = over.get(mark.id)
        raised = 0.0 if stack is None else (stack.lane - (stack.count - 1) / 2) * _STRIKES_APART
        for rect in rects(mark.span):
            y = rect.center().y() + 1 - raised
            painter.fillRect(
                QRectF(rect.left(), y, rect.width(), _STRIKE), theme.edges[mark.colour]
            )
    return stacked


def below(stack: Stack | None, rects: Rects, pitch: float) -> float:
    """How far under the lower edge of these bands there is room below the lines of a stack."""
    if stack is None or not rects:
        return 0.0
    return max(stack.count * _step(stack, rects[0], pitch) - _INSIDE, 0.0)


def _step(stack: Stack, rect: QRectF, pitch: float) -> float:
    room = _INSIDE + max(pitch - rect.height() - 1, 2.0)
    return min(_STEP, room / stack.count)


def _place(stack: Stack, rect: QRectF, pitch: float) -> tuple[float, float]:
    """Where a line lies under a band, and how strong it is: in whole pixels, so that thin ones stay
    apart."""
    step = _step(stack, rect, pitch)
    above = stack.count - 1 - stack.lane
    return round(rect.bottom() - _INSIDE + above * step), 2.0 if step >= _STEP else 1.0


def _shared(marks: Sequence[Annotation]) -> list[Span]:
    """Where at least two of them lie."""
    steps: Counter[int] = Counter()
    for mark in marks:
        steps[mark.start] += 1
        steps[mark.end] -= 1
    found: list[Span] = []
    depth, begun = 0, 0
    for place in sorted(steps):
        before, depth = depth, depth + steps[place]
        if before < 2 <= depth:
            begun = place
        elif depth < 2 <= before:
            found.append(Span(begun, place))
    return found


def _within(stretches: Sequence[Span], span: Span) -> tuple[Span, ...]:
    """The parts of these stretches that are in the span."""
    first = max(bisect_right(stretches, Span(span.start, span.start)) - 1, 0)
    found = []
    for stretch in stretches[first:]:
        if stretch.start >= span.end:
            break
        low, high = max(stretch.start, span.start), min(stretch.end, span.end)
        if low < high:
            found.append(Span(low, high))
    return tuple(found)

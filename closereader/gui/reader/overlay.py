"""Draws marks, mentions and hits on the text, as functions of rectangles and a style.

The layout says where characters are and never learns what a mark is; this draws and never lays out.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from functools import lru_cache, partial
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from closereader.gui import theme as themes
from closereader.gui.reader.boxes import Edge
from closereader.gui.reader.layout import ReaderLayout
from closereader.gui.reader.margin import MarginSigns
from closereader.gui.reader.positions import Positions
from closereader.gui.reader.stacks import below, draw_lines
from closereader.model.annotation import Annotation, AnnotationKind
from closereader.model.entity import EntityId, EntityKind, Mention
from closereader.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from closereader.gui.session import Session
    from closereader.model.address import Addresses

_ROUND = 3.0
# How strongly the sentence that is being read aloud is lit.
_SPOKEN = 0.2
# Which lines of the handout are numbered.
_EVERY = 5
# Between the window's edge, a number and the text where there is little room, in pixels; and how
# wide a digit of the interface face is, in sizes of its type.
_EDGE, _LEAST_GAP = 3.0, 6.0
_DIGIT_EM = 0.66

# What is drawn as lines, not as a band behind the words.
_LINES = (AnnotationKind.UNDERLINE, AnnotationKind.STRIKE, AnnotationKind.NOTE)

Rects = list[QRectF]
_START = attrgetter("start")


def draw_highlight(painter: QPainter, rects: Rects, colour: QColor) -> None:
    """A band behind the text; its ends are rounded, its line breaks are not."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for rect in rects:
        painter.drawRoundedRect(rect, _ROUND, _ROUND)


def draw_underline(
    painter: QPainter, rects: Rects, colour: QColor, *, width: float = 2.0, lift: float = 0.0
) -> None:
    """A line under the text, `lift` pixels above the lower edge of the band."""
    for rect in rects:
        y = rect.bottom() - width / 2 - lift
        painter.fillRect(QRectF(rect.left(), y, rect.width(), width), colour)


def draw_dotted(painter: QPainter, rects: Rects, colour: QColor) -> None:
    """The thin dotted line under a name."""
    painter.setPen(_dotted(colour.rgba()))
    for rect in rects:
        y = rect.bottom() - 0.5
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))


class Overlay:
    """What lies on one reading's text; asked by the layout, block by block."""

    def __init__(self, session: Session, layout: ReaderLayout) -> None:
        self._session = session
        self._layout = self.layout = layout
        self.signs = MarginSigns(session, self)
        self.positions: Positions | None = None
        self.addresses: Addresses | None = None
        self.hits: list[Span] = []
        self.current_hit = -1
        self.flash: Span | None = None
        self.flash_strength = 0.0
        self.spoken: Span | None = None
        self.preview: tuple[Annotation, Span] | None = None
        self.mentions_shown = True
        self._mentions: Sequence[Mention] = ()
        self._kinds: dict[EntityId, EntityKind] = {}
        self._seen: tuple[int, list[Annotation]] = (-1, [])

    def follow_entities(self) -> None:
        """Take the mentions from the session anew."""
        self._mentions = self._session.mentions()
        self._kinds = {entity.id: entity.kind for entity in self._session.entities}

    def rects(self, number: int, span: Span) -> Rects:
        """The boxes of what `span` covers of block `number`."""
        positions = self.positions
        if positions is None:
            return []
        block = self._layout.blocks[number]
        low, high = max(span.start, block.start), min(span.end, block.end)
        if low >= high:
            return []
        start = positions.position(block.start)
        return self._layout.rects(
            number, positions.position(low) - start, positions.position(high) - start
        )

    def span_rects(self, span: Span) -> Rects:
        """The boxes of a whole passage, over blocks."""
        if self.positions is None or not self._layout.blocks:
            return []
        first = self.positions.block_index(span.start)
        last = self.positions.block_index(max(span.end - 1, span.start))
        # Copies: the layout moves its own when a block above grows.
        return [
            QRectF(rect) for number in range(first, last + 1) for rect in self.rects(number, span)
        ]

    def rects_between(self, span: Span, top: float, bottom: float) -> Rects:
        """The boxes of a passage, but only of the blocks between two heights: all of a book may be
        selected."""
        if self.positions is None or not self._layout.blocks:
            return []
        first, last = self._layout.number_at(top), self._layout.number_at(bottom)
        # Copies: the layout moves its own when a block above grows.
        return [
            QRectF(rect) for number in range(first, last + 1) for rect in self.rects(number, span)
        ]

    # Asked by the layout

    def paint_behind(self, painter: QPainter, number: int) -> None:
        """Bands and flashes, below the letters."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._layout.style.theme
        if self.spoken is not None:
            # Below the marks, whose contrast with the text is as high as it should be.
            colour = QColor(theme.flash)
            colour.setAlphaF(_SPOKEN)
            draw_highlight(painter, self.rects(number, self.spoken), colour)
        self._seen = (number, self._marks(number))
        for note in self._seen[1]:
            if note.kind not in _LINES:
                draw_highlight(painter, self.rects(number, note.span), theme.marks[note.colour])
        for index, hit in self._hits(number):
            colour = QColor(theme.find)
            if index != self.current_hit:
                colour.setAlphaF(0.55)
            draw_highlight(painter, self.rects(number, hit), colour)
        if self.flash is not None and self.flash_strength > 0:
            colour = QColor(theme.flash)
            colour.setAlphaF(0.35 * self.flash_strength)
            draw_highlight(painter, self.rects(number, self.flash), colour)
        painter.restore()
        self._paint_gutter(painter, number)

    def paint_over(self, painter: QPainter, number: int) -> None:
        """Lines, above the letters."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_mentions(painter, number)
        # Asked once a block: what lies over the letters follows what lies behind them.
        marks = self._seen[1] if self._seen[0] == number else self._marks(number)
        theme = self._layout.style.theme
        pitch = self._layout.line_pitch(number)
        stacked = draw_lines(painter, marks, partial(self.rects, number), pitch, theme)
        if self.spoken is not None:
            draw_underline(
                painter, self.rects(number, self.spoken), theme.accent, width=1.4, lift=-2
            )
        for note in marks:
            if note.start == note.end:
                continue  # Its sign in the margin shows it.
            is_chosen = note.id == self._session.chosen_note
            if not is_chosen and note.id != self._session.hovered_note:
                continue
            rects, edge = self.rects(number, note.span), theme.edges[note.colour]
            lift = -2 - below(stacked.get(note.id), rects, pitch)
            draw_underline(painter, rects, edge, width=2.0 if is_chosen else 1.4, lift=lift)
            if is_chosen:
                self._paint_handles(painter, number, note)
        self.signs.paint(painter, number, marks)
        painter.restore()

    def handles(self, note: Annotation) -> tuple[QRectF, QRectF] | None:
        """Where the ends of a note's passage can be dragged; None where it has no passage."""
        if self.positions is None or not self._layout.blocks or note.start >= note.end:
            return None
        first, last = (
            QRectF(edge.x - 5, edge.top - 4, 10, edge.height + 8)
            for edge in (self._edge(note.start, at_end=False), self._edge(note.end, at_end=True))
        )
        return first, last

    # Parts

    def _marks(self, number: int) -> list[Annotation]:
        if self._session.marks_hidden:
            return []
        block = self._layout.blocks[number]
        marks = self._session.annotations.touching(block.start, block.end)
        if self.preview is not None:
            note, span = self.preview
            marks = [m for m in marks if m.id != note.id]
            if span.overlaps(block.span):
                marks.append(_moved(note, span))
        # Longer ones first, so that one inside another lies above it.
        return sorted(marks, key=lambda m: (m.start - m.end, m.created))

    def _hits(self, number: int) -> list[tuple[int, Span]]:
        if not self.hits:
            return []
        block = self._layout.blocks[number]
        index = bisect_left(self.hits, Span(block.start, block.start))
        index = max(index - 1, 0)
        found: list[tuple[int, Span]] = []
        while index < len(self.hits) and self.hits[index].start < block.end:
            if self.hits[index].end > block.start:
                found.append((index, self.hits[index]))
            index += 1
        return found

    def _paint_mentions(self, painter: QPainter, number: int) -> None:
        if self._session.marks_hidden or not self._mentions:
            return
        block = self._layout.blocks[number]
        theme = self._layout.style.theme
        index = bisect_left(self._mentions, block.start, key=_START)
        while index < len(self._mentions) and self._mentions[index].start < block.end:
            mention = self._mentions[index]
            chosen = mention.entity == self._session.chosen_entity
            if chosen or self.mentions_shown:
                rects = self.rects(number, Span(mention.start, mention.end))
                colour = theme.kinds[self._kinds[mention.entity]]
                if chosen:
                    draw_underline(painter, rects, colour, lift=-1)
                else:
                    draw_dotted(painter, rects, colour)
            index += 1

    def _paint_handles(self, painter: QPainter, number: int, note: Annotation) -> None:
        """A small bar at either end of the chosen passage, to be dragged."""
        block = self._layout.blocks[number]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._layout.style.theme.edges[note.colour])
        if block.start <= note.start < block.end:
            edge = self._edge(note.start, at_end=False)
            self._paint_handle(painter, edge, edge.top, edge.top)
        if block.start < note.end <= block.end:
            edge = self._edge(note.end, at_end=True)
            self._paint_handle(painter, edge, edge.top, edge.top + edge.height + 2)

    def _paint_handle(self, painter: QPainter, edge: Edge, top: float, knob: float) -> None:
        left = edge.x if edge.is_right else edge.x - 2
        painter.drawRoundedRect(QRectF(left, top, 2, edge.height + 2), 1, 1)
        painter.drawEllipse(QPointF(left + 1, knob), 3, 3)

    def _edge(self, offset: int, *, at_end: bool) -> Edge:
        """Where a passage begins that begins at code point `offset`, or ends that ends before it:
        not where its boxes do, which in text that runs to the left is the other end."""
        assert self.positions is not None
        letter = offset - 1 if at_end else offset
        number = self.positions.block_index(letter)
        start = self.positions.position(self._layout.blocks[number].start)
        return self._layout.edge(number, self.positions.position(letter) - start, at_end=at_end)

    def _paint_gutter(self, painter: QPainter, number: int) -> None:
        """Numbers on the baselines of their lines, right-aligned beside the column."""
        layout = self._layout
        pitch = layout.line_pitch(number)
        # Scrolling, a strip is drawn, and mostly no number is in it.
        seen = painter.clipBoundingRect()
        low, high = seen.top() - pitch, seen.bottom() + pitch
        numbers = [
            at
            for at in self.gutter_numbers(number)
            if not painter.hasClipping() or low <= at[0] <= high
        ]
        if not numbers:
            return
        font, metrics = _figures(min(max(layout.style.size * 0.54, 9.0), self._room_in_gutter()))
        painter.setFont(font)
        painter.setPen(layout.style.theme.quiet)
        drop = pitch / 2 + 0.3 * layout.style.size
        for top, shown in numbers:
            width = metrics.horizontalAdvance(shown)
            x = max(layout.left - 16 - width, _EDGE)
            painter.drawText(QPointF(x, top + drop), shown)

    def _room_in_gutter(self) -> float:
        """The size of type in which the longest number of this reading fits a narrow window."""
        most = len(self._layout.blocks)
        if self.addresses is not None and self._layout.style.numbering == "lines":
            most = self.addresses.line_count
        return (self._layout.left - _EDGE - _LEAST_GAP) / (_DIGIT_EM * len(str(most)))

    def gutter_numbers(self, number: int) -> list[tuple[float, str]]:
        """What stands beside block `number`: the tops of lines, and their numbers."""
        layout = self._layout
        match layout.style.numbering:
            case "paragraphs":
                count = layout.paragraph_number(number)
                return [(layout.text_top(number), str(count))] if count else []
            case "lines":
                return self._line_numbers(number)
        return []

    def _line_numbers(self, number: int) -> list[tuple[float, str]]:
        """Every fifth line of the handout, where it begins; of two on one line the first."""
        addresses, positions = self.addresses, self.positions
        if addresses is None or positions is None:
            return []
        block = self._layout.blocks[number]
        start = positions.position(block.start)
        lines = addresses.lines_from(block.start, block.end)
        numbers: dict[float, str] = {}
        for line in range(lines.start + -lines.start % _EVERY, lines.stop, _EVERY):
            begins = positions.position(addresses.line_span(line).start) - start
            numbers.setdefault(self._layout.line_top(number, begins), str(line))
        return list(numbers.items())


@lru_cache(maxsize=64)
def _dotted(rgba: int) -> QPen:
    pen = QPen(QColor.fromRgba(rgba), 1.3, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([1.0, 1.6])
    return pen


@lru_cache(maxsize=16)
def _figures(size: float) -> tuple[QFont, QFontMetrics]:
    font = themes.interface_font(size)
    return font, QFontMetrics(font)


def _moved(note: Annotation, span: Span) -> Annotation:
    return replace(note, start=span.start, end=span.end)

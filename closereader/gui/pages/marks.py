"""Draws on a page what the session has on its words: marks, names, hits, what is selected; and areas."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from closereader.gui.reader.margin import SIZE, draw_sign
from closereader.gui.reader.overlay import draw_dotted, draw_highlight, draw_underline
from closereader.gui.reader.stacks import below, draw_lines
from closereader.model.annotation import Annotation, AnnotationKind
from closereader.model.span import Span

if TYPE_CHECKING:
    from closereader.gui.pages.sheets import Sheets
    from closereader.gui.pages.words import Words
    from closereader.gui.reader.overlay import Overlay
    from closereader.gui.session import Session
    from closereader.gui.theme import Theme
    from closereader.model.area import Area

_LINES = (AnnotationKind.UNDERLINE, AnnotationKind.STRIKE, AnnotationKind.NOTE)
_SIGNED = (AnnotationKind.NOTE, AnnotationKind.BOOKMARK, AnnotationKind.QUESTION)
_MODE = QPainter.CompositionMode
_START = attrgetter("start")
_TINT, _HANDLE = 0.22, 4.0
_SPOKEN = 0.25
# Points from one line of print to the next, where it is set as closely as journals are.
_LINE = 11.0

Rects = list[QRectF]


class PageMarks:
    """Of one view of pages. `overlay`: the text's, which knows what is found, lit and dragged. `theme`: with
    the colours that go with the paper."""

    def __init__(self, session: Session, overlay: Overlay, sheets: Sheets, theme: Theme) -> None:
        self._session = session
        self._overlay = overlay
        self._sheets = sheets
        self.words: Words | None = None
        self.theme = theme
        # An area while it is drawn or dragged: the note it belongs to, None for a new one.
        self.area: tuple[Annotation | None, Area] | None = None
        self._areas: dict[int, list[Annotation]] | None = None

    def follow_notes(self) -> None:
        """Notes were changed, or another reading is open."""
        self._areas = None

    # Where things are, in the document

    def rects(self, page: int, span: Span) -> Rects:
        """The boxes of a passage on a page."""
        if self.words is None:
            return []
        return [self._sheets.shown(page, rect) for rect in self.words.rects(page, span)]

    def notes(self, page: int) -> list[Annotation]:
        """What marks words or a place of a page, the longer ones first."""
        if self._session.marks_hidden or self.words is None:
            return []
        found = {
            note.id: note
            for span in self.words.spans(page)
            for note in self._session.annotations.touching(span.start, span.end)
            if note.area is None
        }
        if self._overlay.preview is not None:
            note, span = self._overlay.preview
            found.pop(note.id, None)
            moved = replace(note, start=span.start, end=span.end)
            found[note.id] = moved
        return sorted(found.values(), key=lambda m: (m.start - m.end, m.created))

    def areas(self, page: int) -> list[tuple[Annotation | None, QRectF]]:
        """The areas of a page: where they are, or where they would be if the mouse were let go."""
        found: list[tuple[Annotation | None, QRectF]] = []
        dragged = self.area[0] if self.area is not None else None
        if not self._session.marks_hidden and self.words is not None:
            for note in self._areas_of(page):
                if dragged is None or note.id != dragged.id:
                    assert note.area is not None
                    found.append((note, self._sheets.shown(page, note.area.rect)))
        if self.area is not None and self.area[1].page == page:
            found.append((dragged, self._sheets.shown(page, self.area[1].rect)))
        return found

    def _areas_of(self, page: int) -> list[Annotation]:
        # By page, once a change: their places in the text are those of the nearest words, which may be
        # pages away.
        if self._areas is None:
            self._areas = {}
            for note in self._session.annotations:
                if note.area is not None:
                    self._areas.setdefault(note.area.page, []).append(note)
        return self._areas.get(page, [])

    def signs(self, page: int) -> list[tuple[QRectF, Annotation]]:
        """The signs beside the lines of a page, at its right edge."""
        signed = [note for note in self.notes(page) if note.kind in _SIGNED]
        if not signed or self.words is None:
            return []
        box = self._sheets.rect(page)
        rows: dict[int, list[Annotation]] = {}
        for note in sorted(signed, key=lambda m: (m.start, m.created, m.id)):
            there = self.words.box(note.start)
            if there is not None and there[0] == page:
                y = self._sheets.shown(page, there[1]).center().y()
                rows.setdefault(round(y), []).append(note)
        found = []
        for y, notes in rows.items():
            for index, note in enumerate(notes):
                left = box.right() - SIZE - 5 - index * (SIZE + 4)
                found.append((QRectF(left, y - SIZE / 2, SIZE, SIZE), note))
        return found

    def handles(self, note: Annotation) -> tuple[QRectF, QRectF] | None:
        """Where the ends of a note's passage can be dragged."""
        if self.words is None or note.start >= note.end:
            return None
        first, last = self.words.box(note.start), self.words.box(note.end - 1)
        if first is None or last is None:
            return None
        begin = self._sheets.shown(first[0], first[1])
        end = self._sheets.shown(last[0], last[1])
        return (
            QRectF(begin.left() - 6, begin.top() - 5, 10, begin.height() + 10),
            QRectF(end.right() - 4, end.top() - 5, 10, end.height() + 10),
        )

    # Drawing, in the document

    def paint(self, painter: QPainter, page: int) -> None:
        """All of a page, over its picture."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        notes = self.notes(page)
        self._paint_bands(painter, page, notes)
        self._paint_mentions(painter, page)
        self._paint_lines(painter, page, notes)
        self._paint_areas(painter, page)
        for box, note in self.signs(page):
            draw_sign(painter, box, note, self.theme)
            self._frame(painter, box.adjusted(-2.5, -2.5, 2.5, 2.5), note)
        painter.restore()

    def _paint_bands(self, painter: QPainter, page: int, notes: list[Annotation]) -> None:
        """What lies behind the letters: drawn over the picture so that these stay what they are."""
        theme, overlay, session = self.theme, self._overlay, self._session
        painter.save()
        painter.setCompositionMode(
            _MODE.CompositionMode_Lighten if theme.dark else _MODE.CompositionMode_Darken
        )
        for note in notes:
            if note.kind not in _LINES:
                draw_highlight(painter, self.rects(page, note.span), theme.marks[note.colour])
        for index, hit in self._hits(page):
            colour = QColor(theme.find)
            if index != overlay.current_hit:
                colour.setAlphaF(0.55)
            draw_highlight(painter, self.rects(page, hit), colour)
        if session.selection is not None:
            draw_highlight(painter, self.rects(page, session.selection), theme.selection)
        painter.restore()
        for span, strength in (
            (overlay.spoken, _SPOKEN),
            (overlay.flash, 0.4 * overlay.flash_strength),
        ):
            if span is not None and strength > 0:
                colour = QColor(theme.flash)
                colour.setAlphaF(strength)
                draw_highlight(painter, self.rects(page, span), colour)

    def _hits(self, page: int) -> list[tuple[int, Span]]:
        hits = self._overlay.hits
        if not hits or self.words is None:
            return []
        found: list[tuple[int, Span]] = []
        for span in self.words.spans(page):
            index = max(bisect_left(hits, Span(span.start, span.start)) - 1, 0)
            while index < len(hits) and hits[index].start < span.end:
                if hits[index].end > span.start:
                    found.append((index, hits[index]))
                index += 1
        return found

    def _paint_mentions(self, painter: QPainter, page: int) -> None:
        session, overlay = self._session, self._overlay
        mentions = session.mentions()
        if session.marks_hidden or not mentions or self.words is None:
            return
        for span in self.words.spans(page):
            index = bisect_left(mentions, span.start, key=_START)
            while index < len(mentions) and mentions[index].start < span.end:
                mention = mentions[index]
                index += 1
                chosen = mention.entity == session.chosen_entity
                entity = session.entity(mention.entity)
                if entity is None or not (chosen or overlay.mentions_shown):
                    continue
                rects = self.rects(page, Span(mention.start, mention.end))
                colour = self.theme.kinds[entity.kind]
                if chosen:
                    draw_underline(painter, rects, colour, lift=-1)
                else:
                    draw_dotted(painter, rects, colour)

    def _paint_lines(self, painter: QPainter, page: int, notes: list[Annotation]) -> None:
        session, theme = self._session, self.theme
        words = [note for note in notes if note.start < note.end]
        # Lines of print stand close: what is drawn below one must not reach into the next.
        pitch = _LINE * self._sheets.scale_of(page)
        stacked = draw_lines(painter, words, partial(self.rects, page), pitch, theme)
        for note in words:
            is_chosen = note.id == session.chosen_note
            if is_chosen or note.id == session.hovered_note:
                rects = self.rects(page, note.span)
                lift = -below(stacked.get(note.id), rects, pitch)
                edge = theme.edges[note.colour]
                draw_underline(painter, rects, edge, width=1.6 if is_chosen else 1.0, lift=lift)
            if is_chosen:
                self._paint_handles(painter, page, note)

    def _paint_handles(self, painter: QPainter, page: int, note: Annotation) -> None:
        """A small bar at either end of the chosen passage, to be dragged."""
        boxes = self.handles(note)
        if boxes is None or self.words is None:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.edges[note.colour])
        for box, offset, at_end in ((boxes[0], note.start, False), (boxes[1], note.end - 1, True)):
            if self.words.number_of(offset) != page:
                continue
            x = box.left() + 4 if at_end else box.right() - 6
            painter.drawRoundedRect(QRectF(x, box.top() + 4, 2, box.height() - 8), 1, 1)
            y = box.bottom() - 4 if at_end else box.top() + 4
            painter.drawEllipse(QPointF(x + 1, y), 3, 3)

    def _paint_areas(self, painter: QPainter, page: int) -> None:
        for note, box in self.areas(page):
            colour = self._session.last_colour if note is None else note.colour
            fill = QColor(self.theme.edges[colour])
            fill.setAlphaF(_TINT)
            is_chosen = note is None or note.id == self._session.chosen_note
            painter.setPen(QPen(self.theme.edges[colour], 2.0 if is_chosen else 1.4))
            painter.setBrush(fill)
            painter.drawRoundedRect(box, 2, 2)
            if note is not None and is_chosen:
                painter.setBrush(self.theme.page)
                for corner in corners(box):
                    painter.drawRect(
                        QRectF(corner.x() - _HANDLE, corner.y() - _HANDLE, 2 * _HANDLE, 2 * _HANDLE)
                    )
            elif note is not None and note.id == self._session.hovered_note:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self.theme.edges[colour], 1.0))
                painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 4, 4)

    def _frame(self, painter: QPainter, box: QRectF, note: Annotation) -> None:
        session = self._session
        if note.id in (session.chosen_note, session.hovered_note):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            is_chosen = note.id == session.chosen_note
            painter.setPen(QPen(self.theme.accent if is_chosen else self.theme.quiet, 1.4))
            painter.drawRoundedRect(box, 4, 4)


def corners(box: QRectF) -> tuple[QPointF, QPointF, QPointF, QPointF]:
    """Top left, top right, bottom right, bottom left."""
    return box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()

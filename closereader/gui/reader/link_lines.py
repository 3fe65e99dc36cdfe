"""Links in the margin: a line between two passages that are both in sight, and a tick with an arrow
beside one whose other end is elsewhere.

Only what is in sight is looked at, found by bisection; without links nothing is done.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QRegion
from PySide6.QtWidgets import QToolTip

from closereader.gui.notes.wording import Wording
from closereader.gui.reader import brackets
from closereader.gui.reader.brackets import Bracket
from closereader.gui.widgets import plain_tip, shorten
from closereader.model.annotation import AnchorState, Annotation, AnnotationId
from closereader.model.link import Linked

if TYPE_CHECKING:
    from closereader.gui.reader.view import ReaderView

# Pixels from the column: where lines begin, and where the first runs beside the signs.
_FROM_TEXT, _LANES, _EDGE = 6.0, 27.0, 5.0
_UP, _DOWN, _ASIDE = QPointF(0, -1), QPointF(0, 1), QPointF(1, 0)
_LONGEST_WORDS = 60
_ASIDE_OF_LINES, _ON_ONE_LINE = 7.0, 5.0
# More lines than that are a bundle in which none is told from another.
_MOST = 60


@dataclass
class _Line:
    """What is drawn for a link: `bracket` from one note to the other, or `tick` beside one note for
    all its links that lead out of sight."""

    note: AnnotationId
    linked: list[Linked]
    bracket: Bracket | None = None
    x: float = 0.0
    tick: QRectF = field(default_factory=QRectF)

    @property
    def ends(self) -> set[AnnotationId]:
        """The notes it is about."""
        return {self.note} | {one.note.id for one in self.linked}


class LinkLines(QObject):
    """Of one view. `link_wanted(Linked)`: the reader wants to that end."""

    link_wanted = Signal(object)

    def __init__(self, view: ReaderView) -> None:
        super().__init__(view)
        self._view = view
        self._ends: list[tuple[int, AnnotationId]] | None = None
        self._lines: list[_Line] = []
        self._hovered: frozenset[AnnotationId] = frozenset()
        session = view.session
        self._wording = Wording(session, self)
        session.linked.changed.connect(self._forget)
        session.annotations_changed.connect(lambda _changes: self._forget())
        session.reading_opened.connect(self._forget)
        view.scrolled.connect(self._scrolled)

    # Drawing

    def paint(self, region: QRegion) -> None:
        """Draw what is in sight, below the text; called while the viewport is painted."""
        session = self._view.session
        if not session.linked.has_any or session.marks_hidden or self._view.positions is None:
            self._lines = []
            return
        self._lines = self._found()
        if not self._lines:
            return
        painter = QPainter(self._view.viewport())
        painter.setClipRegion(region)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        right = self._view.viewport().width() - _EDGE
        labels = brackets.Labels(right)
        for line in self._lines:
            if line.bracket is not None:
                tall = line.bracket.bottom - line.bracket.top
                labels.keep_free(QRectF(line.x - 1, line.bracket.top, 2, tall))
        for line in sorted(self._lines, key=lambda each: self._is_lit(each)):
            self._draw(painter, line, labels)
        painter.end()

    def _draw(self, painter: QPainter, line: _Line, labels: brackets.Labels) -> None:
        theme = self._view.layout_.style.theme
        is_lit = self._is_lit(line)
        ink = QColor(theme.accent if is_lit else theme.quiet)
        if not is_lit and theme.name != "High contrast":
            ink.setAlphaF(0.7)
        if line.bracket is None:
            way = self._way(line)
            line.tick = brackets.draw_tick(painter, line.x, line.tick.center().y(), ink, way)
            return
        kind = line.linked[0].kind
        brackets.draw_bracket(
            painter,
            line.bracket,
            line.x,
            ink,
            width=1.6 if is_lit else 1.2,
            is_directed=bool(kind),
        )
        if kind:
            labels.draw(painter, line.bracket, line.x, self._words(line.linked[0]), ink)

    def _is_lit(self, line: _Line) -> bool:
        session = self._view.session
        pointed = {session.chosen_note, session.hovered_note} & line.ends
        return bool(pointed) or line.ends == self._hovered

    def _way(self, line: _Line) -> QPointF:
        session = self._view.session
        here = session.annotations.get(line.note)
        there = [session.annotations.get(one.note.id) for one in line.linked]
        if here is None or any(note is None for note in there):
            return _ASIDE
        starts = [note.start for note in there if note is not None]
        if all(start < here.start for start in starts):
            return _UP
        return _DOWN if all(start >= here.start for start in starts) else _ASIDE

    # Finding

    def _found(self) -> list[_Line]:
        view, session = self._view, self._view.session
        layout = view.layout_
        left = layout.left + layout.column + _FROM_TEXT
        right = view.viewport().width() - _EDGE
        if right - left < 8 or not layout.blocks:
            return []
        in_sight = self._in_sight()
        joined: dict[tuple[AnnotationId, AnnotationId], _Line] = {}
        ticks: list[_Line] = []
        for note_id, (x, y) in in_sight.items():
            out = []
            for one in session.linked.of(note_id):
                other = in_sight.get(one.note.id)
                if other is None or len(joined) >= _MOST:
                    out.append(one)
                elif one.is_outgoing:
                    # Two on one line begin and end a little apart.
                    apart = _ON_ONE_LINE if y == other[1] else 0.0
                    bracket = Bracket(x, y - apart, other[0], other[1] + apart)
                    joined.setdefault((note_id, one.note.id), _Line(note_id, [one], bracket))
            if out:
                ticks.append(_Line(note_id, out, x=x, tick=QRectF(x, y - 8, 16, 16)))
        lines = [line for line in joined.values() if line.bracket is not None]
        met = {each for line in lines for each in line.ends}
        for tick in ticks:
            if tick.note in met:
                # Beside the lines that meet there, on the side to which it points.
                tick.tick.translate(0, _ASIDE_OF_LINES * (self._way(tick).y() or 1))
        self._run(lines, max(min(left + _LANES - _FROM_TEXT, right), left + 4), right)
        return lines + ticks

    @staticmethod
    def _run(lines: list[_Line], left: float, right: float) -> None:
        """Say how far out each line runs."""
        found = [line.bracket for line in lines if line.bracket is not None]
        taken = brackets.lanes([(each.top, each.bottom) for each in found])
        count = max(taken, default=0) + 1
        for line, lane in zip(lines, taken, strict=True):
            line.x = brackets.lane_x(lane, count, left, right)

    def _in_sight(self) -> dict[AnnotationId, tuple[float, float]]:
        """The notes with links whose first line is in sight: where a line to it ends, in the
        viewport."""
        view = self._view
        layout, positions = view.layout_, view.positions
        assert positions is not None
        top, height = float(view.verticalScrollBar().value()), view.viewport().height()
        first, last = layout.number_at(top), layout.number_at(top + height)
        ends = self._all_ends()
        low = bisect_left(ends, (layout.blocks[first].start, AnnotationId("")))
        right = layout.left + layout.column + _FROM_TEXT
        found = {}
        boxes_of: dict[int, list[QRectF]] = {}
        for offset, note_id in ends[low:]:
            if offset > layout.blocks[last].end:
                break
            number = positions.block_index(offset)
            begin = positions.position(layout.blocks[number].start)
            line = layout.line_top(number, positions.position(offset) - begin)
            pitch = layout.line_pitch(number)
            if top - pitch / 2 <= line <= top + height - pitch / 2:
                y = line + pitch / 2
                if number not in boxes_of:
                    boxes_of[number] = [box for box, _ in view.overlay.signs.of_block(number)]
                signs = [
                    box.right() + 3
                    for box in boxes_of[number]
                    if line <= box.center().y() < line + pitch
                ]
                found[note_id] = (max([right, *signs]), y - top)
        return found

    def _all_ends(self) -> list[tuple[int, AnnotationId]]:
        if self._ends is None:
            session = self._view.session
            notes = (session.annotations.get(each) for each in session.linked.notes)
            self._ends = sorted(
                (note.start, note.id)
                for note in notes
                if note is not None and note.anchor is not AnchorState.LOST
            )
        return self._ends

    def _forget(self) -> None:
        self._ends = None
        self._view.repaint_marks()

    def _scrolled(self) -> None:
        """Qt moves the picture, and asks for what came into sight: a line may begin or end there."""
        if self._view.session.linked.has_any:
            layout, viewport = self._view.layout_, self._view.viewport()
            left = round(layout.left + layout.column)
            viewport.update(QRect(left, 0, viewport.width() - left, viewport.height()))

    # Pointer

    def hover(self, point: QPoint) -> bool:
        """Whether a link is under a point of the viewport; it is lit then, and told."""
        line = self._at(point)
        ends = frozenset(line.ends) if line is not None else frozenset()
        if ends != self._hovered:
            self._hovered = ends
            self._view.repaint_marks()
            tip = "" if line is None else self._told(line)
            QToolTip.showText(self._view.viewport().mapToGlobal(point), plain_tip(tip), self._view)
        return line is not None

    def click(self, point: QPoint) -> bool:
        """Follow the link at a point: to its other end where one is chosen or only one is in sight,
        else choose the nearer one. False where there is none."""
        line = self._at(point)
        if line is None:
            return False
        session = self._view.session
        chosen = session.chosen_note
        first, second = line.note, line.linked[0].note.id
        if line.bracket is None:
            self._follow_tick(line)
        elif chosen in (first, second):
            session.choose_note(second if chosen == first else first, go=True)
        else:
            nearer = abs(point.y() - line.bracket.y1) <= abs(point.y() - line.bracket.y2)
            session.choose_note(first if nearer else second)
        return True

    def _follow_tick(self, line: _Line) -> None:
        """Of several, that after the one that was gone to last."""
        ids = [one.note.id for one in line.linked]
        chosen = self._view.session.chosen_note
        place = ids.index(chosen) + 1 if chosen in ids else 0
        self.link_wanted.emit(line.linked[place % len(ids)])

    def _at(self, point: QPoint) -> _Line | None:
        there = QPointF(point)
        for line in self._lines:
            if line.bracket is None and line.tick.contains(there):
                return line
        near = [
            line
            for line in self._lines
            if line.bracket is not None and brackets.is_near(line.bracket, line.x, there)
        ]
        # Of two that lie near, the one whose upright part is nearer.
        return min(near, key=lambda line: abs(line.x - there.x()), default=None)

    # Words

    def _words(self, linked: Linked) -> str:
        return self._wording.link_kind(linked.kind, is_outgoing=True) or linked.kind

    def _told(self, line: _Line) -> str:
        if line.bracket is None:
            return "\n".join(
                f"{self._wording.link(one)}  {_short(one.note)}".rstrip() for one in line.linked
            )
        here = self._view.session.annotations.get(line.note)
        one = line.linked[0]
        first = "" if here is None else f"{self._wording.place(here)}  {_short(here)}"
        second = f"{self._wording.place(one.note)}  {_short(one.note)}"
        return "\n".join(filter(None, (first, self._words(one) or "↔", second)))


def _short(note: Annotation) -> str:
    words = note.quote or note.comment
    return f"“{shorten(words, _LONGEST_WORDS)}”" if words.strip() else ""

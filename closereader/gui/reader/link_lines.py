"""Links in the margin: a line between two passages that are both in sight, and a tick with an arrow
beside one whose other end is elsewhere.

Where notes stand, and where there is room, is the margin's to say (`link_margin.py`, and of pages
`gui/pages/link_margin.py`); without links nothing is done.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QRegion
from PySide6.QtWidgets import QToolTip

from closereader.gui.notes.wording import Wording
from closereader.gui.reader import brackets
from closereader.gui.reader.brackets import Bracket
from closereader.gui.widgets import plain_tip, shorten
from closereader.model.annotation import Annotation, AnnotationId
from closereader.model.link import Linked

if TYPE_CHECKING:
    from closereader.gui.reader.link_margin import LinkMargin

# Pixels from where lines begin to where the first runs beside the signs.
_LANES = 21.0
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

    def __init__(self, margin: LinkMargin, parent: QObject) -> None:
        super().__init__(parent)
        self._margin = margin
        self._lines: list[_Line] = []
        self._hovered: frozenset[AnnotationId] = frozenset()
        session = margin.session
        self._wording = Wording(session, self)
        session.linked.changed.connect(self._forget)
        # Bound, and no function beside it: it ends with this, where a view is gone before its session.
        session.annotations_changed.connect(self._forget)
        session.reading_opened.connect(self._forget)

    # Drawing

    def paint(self, region: QRegion) -> None:
        """Draw what is in sight; called while the viewport is painted."""
        session = self._margin.session
        self._lines = []
        room = self._margin.room() if session.linked.has_any and not session.marks_hidden else None
        if room is not None:
            self._lines = self._found(*room)
        if room is None or not self._lines:
            return
        painter = QPainter(self._margin.viewport)
        painter.setClipRegion(region)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        labels = brackets.Labels(room[1])
        for line in self._lines:
            if line.bracket is not None:
                tall = line.bracket.bottom - line.bracket.top
                labels.keep_free(QRectF(line.x - 1, line.bracket.top, 2, tall))
        for line in sorted(self._lines, key=lambda each: self._is_lit(each)):
            self._draw(painter, line, labels)
        painter.end()

    def _draw(self, painter: QPainter, line: _Line, labels: brackets.Labels) -> None:
        theme = self._margin.theme
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
        session = self._margin.session
        pointed = {session.chosen_note, session.hovered_note} & line.ends
        return bool(pointed) or line.ends == self._hovered

    def _way(self, line: _Line) -> QPointF:
        session = self._margin.session
        here = session.annotations.get(line.note)
        there = [session.annotations.get(one.note.id) for one in line.linked]
        if here is None or any(note is None for note in there):
            return _ASIDE
        starts = [note.start for note in there if note is not None]
        if all(start < here.start for start in starts):
            return _UP
        return _DOWN if all(start >= here.start for start in starts) else _ASIDE

    # Finding

    def _found(self, left: float, right: float) -> list[_Line]:
        if right - left < 8:
            return []
        session, in_sight = self._margin.session, self._margin.in_sight()
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
        self._run(lines, max(min(left + _LANES, right), left + 4), right)
        return lines + ticks

    @staticmethod
    def _run(lines: list[_Line], left: float, right: float) -> None:
        """Say how far out each line runs."""
        found = [line.bracket for line in lines if line.bracket is not None]
        taken = brackets.lanes([(each.top, each.bottom) for each in found])
        count = max(taken, default=0) + 1
        for line, lane in zip(lines, taken, strict=True):
            line.x = brackets.lane_x(lane, count, left, right)

    def _forget(self, _changes: object = None) -> None:
        self._margin.forget()
        self._margin.repaint()

    # Pointer

    def hover(self, point: QPoint) -> bool:
        """Whether a link is under a point of the viewport; it is lit then, and told."""
        line = self._at(point)
        ends = frozenset(line.ends) if line is not None else frozenset()
        if ends != self._hovered:
            self._hovered = ends
            self._margin.repaint()
            tip = "" if line is None else self._told(line)
            port = self._margin.viewport
            QToolTip.showText(port.mapToGlobal(point), plain_tip(tip), port)
        return line is not None

    def click(self, point: QPoint) -> bool:
        """Follow the link at a point: to its other end where one is chosen or only one is in sight,
        else choose the nearer one. False where there is none."""
        line = self._at(point)
        if line is None:
            return False
        session = self._margin.session
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
        chosen = self._margin.session.chosen_note
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
        here = self._margin.session.annotations.get(line.note)
        one = line.linked[0]
        first = "" if here is None else f"{self._wording.place(here)}  {_short(here)}"
        second = f"{self._wording.place(one.note)}  {_short(one.note)}"
        return "\n".join(filter(None, (first, self._words(one) or "↔", second)))


def _short(note: Annotation) -> str:
    words = note.quote or note.comment
    return f"“{shorten(words, _LONGEST_WORDS)}”" if words.strip() else ""

"""Dragging an end of the chosen passage to extend or shorten it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF

from closereader.model.span import Span
from closereader.text.trim import trim

if TYPE_CHECKING:
    from closereader.gui.reader.view import ReaderView
    from closereader.model.annotation import Annotation


class HandleDrag:
    """One drag: shows the passage as it would be, and changes it once, when the button is let go."""

    def __init__(self, view: ReaderView, note: Annotation, *, at_start: bool) -> None:
        self._view = view
        self._note = note
        self._fixed = note.end if at_start else note.start
        self._span = note.span

    @classmethod
    def begin(cls, view: ReaderView, point: QPoint) -> HandleDrag | None:
        """The drag that a press at `point` of the viewport begins, if it is on an end."""
        found = _end_at(view, point)
        return None if found is None else cls(view, found[0], at_start=found[1])

    @staticmethod
    def over(view: ReaderView, point: QPoint) -> bool:
        """Whether the pointer is on an end that can be dragged."""
        return _end_at(view, point) is not None

    def move(self, point: QPoint) -> None:
        """The pointer is at `point` of the viewport."""
        offset = self._view.offset_near(point)
        low, high = sorted((offset, self._fixed))
        text = self._view.session.text
        span = trim(text.text, Span(low, high)) if text is not None else None
        if span is None and text is not None:
            # The ends met: a passage keeps at least the word it stands on.
            from closereader.text.segment import word_at

            span = trim(text.text, word_at(text.text, min(self._fixed, len(text.text) - 1)))
        if span is not None and span != self._span:
            self._span = span
            self._view.overlay.preview = (self._note, span)
            self._view.repaint_marks()

    def finish(self) -> None:
        """The button was let go: save it, as one step."""
        self._view.overlay.preview = None
        if self._span != self._note.span:
            self._view.session.set_span(self._note.id, self._span)
        self._view.repaint_marks()


def _end_at(view: ReaderView, point: QPoint) -> tuple[Annotation, bool] | None:
    note = view.session.annotations.get(view.session.chosen_note)
    if note is None or view.session.marks_hidden or view.positions is None:
        return None
    boxes = view.overlay.handles(note)
    if boxes is None:
        return None
    there = QPointF(point.x(), point.y() + view.verticalScrollBar().value())
    if boxes[0].contains(there):
        return note, True
    if boxes[1].contains(there):
        return note, False
    return None

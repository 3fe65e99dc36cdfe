"""Beside what the lines of links run: the margin of the text, and which of its notes are in sight there."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QRect, QRectF
from PySide6.QtWidgets import QWidget

from closereader.model.annotation import AnchorState, Annotation, AnnotationId

if TYPE_CHECKING:
    from closereader.gui.reader.view import ReaderView
    from closereader.gui.session import Session
    from closereader.gui.theme import Theme

# Pixels from the words to where lines begin, and from the window's edge to where they end.
FROM_WORDS, EDGE = 6.0, 5.0

Ends = dict[AnnotationId, tuple[float, float]]


class LinkMargin(Protocol):
    """The margin of one view, in whose viewport all places are."""

    session: Session

    @property
    def viewport(self) -> QWidget:
        """What is painted on."""

    @property
    def theme(self) -> Theme:
        """With the colours that go with the paper."""

    def room(self) -> tuple[float, float] | None:
        """Where the margin begins and ends, from left to right; None where nothing is shown."""

    def in_sight(self) -> Ends:
        """The linked notes whose first line is in sight: where a line to it ends."""

    def forget(self) -> None:
        """Links or notes were changed."""

    def repaint(self) -> None:
        """Draw the view anew."""


def linked_notes(session: Session) -> list[Annotation]:
    """The notes of the open reading that have links, and a place."""
    notes = (session.annotations.get(each) for each in session.linked.notes)
    return [note for note in notes if note is not None and note.anchor is not AnchorState.LOST]


class TextMargin:
    """Of the text. Only what is in sight is looked at, found by bisection."""

    def __init__(self, view: ReaderView) -> None:
        self.session = view.session
        self._view = view
        self._ends: list[tuple[int, AnnotationId]] | None = None
        view.scrolled.connect(self._scrolled)

    @property
    def viewport(self) -> QWidget:
        """See `LinkMargin`."""
        return self._view.viewport()

    @property
    def theme(self) -> Theme:
        """See `LinkMargin`."""
        return self._view.layout_.style.theme

    def room(self) -> tuple[float, float] | None:
        """See `LinkMargin`."""
        view, layout = self._view, self._view.layout_
        if view.positions is None or not layout.blocks:
            return None
        return layout.left + layout.column + FROM_WORDS, view.viewport().width() - EDGE

    def in_sight(self) -> Ends:
        """See `LinkMargin`."""
        view = self._view
        layout, positions = view.layout_, view.positions
        assert positions is not None
        top, height = float(view.verticalScrollBar().value()), view.viewport().height()
        first, last = layout.number_at(top), layout.number_at(top + height)
        ends = self._all_ends()
        low = bisect_left(ends, (layout.blocks[first].start, AnnotationId("")))
        right = layout.left + layout.column + FROM_WORDS
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

    def forget(self) -> None:
        """See `LinkMargin`."""
        self._ends = None

    def repaint(self) -> None:
        """See `LinkMargin`."""
        self._view.repaint_marks()

    def _all_ends(self) -> list[tuple[int, AnnotationId]]:
        if self._ends is None:
            self._ends = sorted((note.start, note.id) for note in linked_notes(self.session))
        return self._ends

    def _scrolled(self) -> None:
        """Qt moves the picture, and asks for what came into sight: a line may begin or end there."""
        if self.session.linked.has_any:
            layout, viewport = self._view.layout_, self._view.viewport()
            left = round(layout.left + layout.column)
            viewport.update(QRect(left, 0, viewport.width() - left, viewport.height()))

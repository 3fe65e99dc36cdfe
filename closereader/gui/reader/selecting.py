"""Selecting words, sentences, paragraphs and sections without a mouse, step by step and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QRect

from closereader.gui import dragging
from closereader.model.span import Span

if TYPE_CHECKING:
    from closereader.gui.reader.view import ReaderView
    from closereader.model.widening import Extent

# Not at the top, in what follows: the first picture is drawn before rules of words are needed.


class Selecting:
    """Of one view; what is selected is told as if the reader had drawn over it."""

    def __init__(self, view: ReaderView) -> None:
        self._view = view
        self._steps: list[Span | None] = []

    def rects(self) -> list[QRect]:
        """The boxes of the selection in the viewport, of the paragraphs that are in sight."""
        view = self._view
        span, top = view.session.selection, view.verticalScrollBar().value()
        if span is None:
            return []
        rects = view.overlay.rects_between(span, top, top + view.viewport().height())
        return [rect.translated(0, -float(top)).toAlignedRect() for rect in rects]

    def select(self, extent: Extent) -> None:
        """Select the word, sentence, paragraph or section at the caret."""
        text, session = self._view.session.text, self._view.session
        if text is None:
            return
        from closereader.model.widening import round_place

        at = session.selection.start if session.selection is not None else session.caret
        self._show(round_place(text, at, extent))

    def widen(self) -> None:
        """Select more: the word, then its sentence, its paragraph, its section, everything."""
        session = self._view.session
        if session.text is None:
            return
        from closereader.model.widening import wider

        if not self._steps or self._steps[-1] != session.selection:
            self._steps = [session.selection]
        found = wider(session.text, session.selection, session.caret)
        if found is not None:
            self._show(found)
            self._steps.append(session.selection)

    def narrow(self) -> None:
        """Take the last widening back."""
        session = self._view.session
        if len(self._steps) < 2 or self._steps[-1] != session.selection:
            return
        self._steps.pop()
        before = self._steps[-1]
        if before is None:
            self._view.clear_selection()
        else:
            self._show(before)

    def carried(self) -> QMimeData:
        """What is selected, to be copied or dragged: its words as they are in the canonical text, and
        which passage they are."""
        data, session = QMimeData(), self._view.session
        if session.text is None:
            return data
        text = session.text.text
        data.setText(self._view.drawn_over(text).text_of(text))
        if session.reading is not None and session.selection is not None:
            dragging.add_passage(data, session.reading.id, session.selection)
        return data

    def _show(self, span: Span | None) -> None:
        if span is not None and len(span):
            value = self._view.verticalScrollBar().value()
            self._view.select(span)
            # A section is longer than a screen: what was being read stays in sight.
            self._view.verticalScrollBar().setValue(value)
            self._view.selected.emit(False)

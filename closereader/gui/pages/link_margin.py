"""The margin beside the words of the pages in sight, in which the lines of links run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from closereader.gui.reader.link_margin import EDGE, FROM_WORDS, Ends, linked_notes
from closereader.gui.reader.margin import SIZE

if TYPE_CHECKING:
    from closereader.gui.pages.view import PagesView
    from closereader.gui.theme import Theme
    from closereader.model.annotation import Annotation

# Less room than that beside the words is none: the lines run outside of the page then.
_LEAST = 24.0


class PageMargin:
    """See `LinkMargin`."""

    def __init__(self, view: PagesView) -> None:
        self.session = view.session
        self._view = view
        self._by_page: dict[int, list[Annotation]] | None = None

    @property
    def viewport(self) -> QWidget:
        """See `LinkMargin`."""
        return self._view.viewport()

    @property
    def theme(self) -> Theme:
        """See `LinkMargin`."""
        return self._view.marks.theme

    def room(self) -> tuple[float, float] | None:
        """See `LinkMargin`."""
        view = self._view
        pages = view.in_sight()
        if view.words is None or not pages:
            return None
        edge = view.viewport().width() - EDGE
        left = max(self._right_of_words(page) for page in pages) + FROM_WORDS
        right = min(view.sheets.rect(page).right() for page in pages) - view.shift.x() - EDGE
        if any(view.marks.signs(page) for page in pages):
            right -= SIZE + EDGE
        return left, edge if right - left < _LEAST else min(right, edge)

    def in_sight(self) -> Ends:
        """See `LinkMargin`."""
        view, found = self._view, {}
        room = view.viewport().rect()
        for page in view.in_sight():
            x = self._right_of_words(page) + FROM_WORDS
            for note in self._on(page):
                box = self._box(note)
                y = box.center().y() if box is not None else -1.0
                if room.top() <= y <= room.bottom():
                    found[note.id] = (x, y)
        return found

    def forget(self) -> None:
        """See `LinkMargin`."""
        self._by_page = None

    def repaint(self) -> None:
        """See `LinkMargin`."""
        self._view.repaint_marks()

    # Within

    def _on(self, page: int) -> list[Annotation]:
        view = self._view
        if self._by_page is None:
            self._by_page = {}
            for note in linked_notes(self.session):
                assert view.words is not None
                number = note.area.page if note.area else view.words.number_of(note.start)
                self._by_page.setdefault(number, []).append(note)
        return self._by_page.get(page, [])

    def _box(self, note: Annotation) -> QRectF | None:
        """The first line of a note's passage, or its area, in the viewport."""
        view = self._view
        assert view.words is not None
        if note.area is not None:
            there = note.area.page, note.area.rect
        else:
            found = view.words.box(note.start)
            if found is None:
                return None
            there = found
        return view.sheets.shown(*there).translated(-view.shift)

    def _right_of_words(self, page: int) -> float:
        """Where the words of a page end, in the viewport."""
        view = self._view
        assert view.words is not None
        reach = view.words.extent(page)
        box = view.sheets.rect(page) if reach is None else view.sheets.shown(page, reach)
        return float(box.right() - view.shift.x())

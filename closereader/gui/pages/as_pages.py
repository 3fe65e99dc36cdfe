"""The reading on its own pages: what the pane asks of `PagesView`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect

from closereader.gui.reader.shown import Stand
from closereader.model.page_place import PAGES, PagePlace

if TYPE_CHECKING:
    from closereader.gui.pages.view import PagesView
    from closereader.model.area import Area
    from closereader.model.span import Span

_ROOM = 10.0
# Of a source with more pages a height is told by how far into its page's text a word stands: to look
# at the lines of all of them would take long, and be less than a pixel of the map.
_EXACT = 40


class AsPages:
    """See `Shown`."""

    name = PAGES

    def __init__(self, view: PagesView) -> None:
        self.area = view
        self._view = view

    @property
    def is_holding(self) -> bool:
        """See `Shown`."""
        return self._view.is_holding

    def place(self) -> Stand:
        """See `Shown`."""
        view = self._view
        offset = view.first_in_sight()
        below = self._top(offset) - view.verticalScrollBar().value()
        return Stand(offset, below, view.place_at())

    def show_place(self, place: Stand) -> None:
        """See `Shown`."""
        if place.at is not None:
            self._view.show_at_edge(place.at)
            return
        self._turn_to(place.offset)
        self._view.verticalScrollBar().setValue(round(self._top(place.offset) - place.below))

    def show_at_top(self, offset: int) -> None:
        """See `Shown`."""
        if offset <= 0:
            self._turn_to(0)
            self._view.verticalScrollBar().setValue(0)
        else:
            self.show_place(Stand(offset, _ROOM))

    def go_to(self, span: Span, *, flash: bool, at_top: bool = False) -> None:
        """See `Shown`."""
        view = self._view
        self._turn_to(span.start)
        below = self._top(span.start) - view.verticalScrollBar().value()
        height = view.viewport().height()
        page = self._page_meant(span)
        if page is not None:
            view.show_page(page)
        elif at_top:
            self.show_at_top(span.start)
        elif not 12 <= below <= height * 0.8:
            self.show_place(Stand(span.start, height / 3))
        self._show_across(span.start)
        view.page_keys.put_caret(span.start)
        if flash:
            view.text.flash.light(span)

    def show_area(self, area: Area) -> None:
        """Show a part of a page."""
        view = self._view
        if area.page >= len(view.sheets):
            return
        box = view.sheets.shown(area.page, area.rect)
        room = view.viewport().rect().translated(view.shift.toPoint())
        if view.sheets.single not in (None, area.page) or not room.contains(box.toAlignedRect()):
            view.show_page(area.page)
            box = view.sheets.shown(area.page, area.rect)
            spare = max((room.height() - box.height()) / 3, _ROOM)
            view.verticalScrollBar().setValue(round(box.top() - spare))
            view.horizontalScrollBar().setValue(round(box.center().x() - room.width() / 2))

    def is_caret_in_sight(self) -> bool:
        """See `Shown`."""
        return self._view.page_keys.is_in_sight()

    def bring_caret_into_sight(self) -> None:
        """See `Shown`."""
        self._view.page_keys.bring_into_sight()

    def repaint(self) -> None:
        """See `Shown`."""
        self._view.repaint_marks()

    def rects(self, span: Span) -> list[QRect]:
        """See `Shown`."""
        view = self._view
        return [
            rect.translated(-view.shift).toAlignedRect()
            for page in view.in_sight()
            for rect in view.marks.rects(page, span)
        ]

    def caret_box(self) -> QRect:
        """See `Shown`."""
        return self._view.caret.box() or QRect(8, 8, 1, 1)

    def column(self) -> QRect:
        """See `Shown`."""
        view = self._view
        room = view.viewport().rect()
        if not len(view.sheets):
            return room
        box = view.sheets.rect(view.page).translated(-view.shift).toAlignedRect()
        left, right = max(box.left(), 0), min(box.right(), room.right())
        return QRect(left, room.top(), max(right - left, 1), room.height())

    def extent(self) -> tuple[float, float, float]:
        """See `Shown`."""
        view = self._view
        sheets, top = view.sheets, float(view.verticalScrollBar().value())
        if sheets.single is None:
            return top, top + view.viewport().height(), sheets.size.height()
        # A page is as good as any other on the map.
        count = max(len(sheets), 1)
        return float(sheets.single), sheets.single + 1.0, float(count)

    def heights(self) -> Callable[[int], float]:
        """See `Shown`."""
        view, words = self._view, self._view.words

        @cache
        def height(offset: int) -> float:
            if words is None or not len(view.sheets):
                return 0.0
            if len(view.sheets) <= _EXACT and view.sheets.single is None:
                return self._top(offset)
            page = words.number_of(offset)
            spans = words.spans(page)
            whole = sum(len(span) for span in spans)
            before = sum(min(max(offset - span.start, 0), len(span)) for span in spans)
            share = before / max(whole, 1)
            if view.sheets.single is not None:
                return page + share
            box = view.sheets.rect(page)
            return float(box.top() + share * box.height())

        return height

    def offset_at(self, height: float) -> int:
        """See `Shown`."""
        view = self._view
        if view.words is None or not len(view.sheets):
            return 0
        if view.sheets.single is not None:
            return view.words.text_near(min(int(height), len(view.sheets) - 1))
        page = view.sheets.at(height)
        box = view.sheets.rect(page)
        x, y = view.sheets.on_page(page, QPointF(box.left() + 0.2 * box.width(), height))
        return view.words.offset_near(PagePlace(page, x, y))

    def centre_on(self, height: float) -> None:
        """See `Shown`."""
        view = self._view
        if view.sheets.single is not None:
            view.show_page(min(int(height), len(view.sheets) - 1))
        else:
            view.verticalScrollBar().setValue(round(height - view.viewport().height() / 2))

    def zoom(self, by: int) -> bool:
        """See `Shown`."""
        self._view.zoom(by)
        return True

    # Within

    def _page_meant(self, span: Span) -> int | None:
        """The page whose words are this passage: what is wanted is the page."""
        words = self._view.words
        if words is None or len(span) < 2:
            return None
        page = words.number_of(span.start)
        spans = words.spans(page)
        is_whole = bool(spans) and span.start <= spans[0].start and span.end >= spans[-1].end
        return page if is_whole else None

    def _top(self, offset: int) -> float:
        view = self._view
        if not len(view.sheets):
            return 0.0
        found = view.words.box(offset) if view.words is not None else None
        if found is None or found[0] >= len(view.sheets):
            return view.sheets.rect(0).top()
        return float(view.sheets.shown(found[0], found[1]).top())

    def _turn_to(self, offset: int) -> None:
        """In a view of single pages, show the one a code point is on."""
        view = self._view
        if view.sheets.single is not None and view.words is not None:
            page = view.words.number_of(offset)
            if page != view.sheets.single:
                view.show_page(page)

    def _show_across(self, offset: int) -> None:
        view = self._view
        found = view.words.box(offset) if view.words is not None else None
        bar, width = view.horizontalScrollBar(), view.viewport().width()
        if found is None or not bar.maximum():
            return
        box = view.sheets.shown(*found).translated(-view.shift)
        if not 20 <= box.left() <= width - 60:
            bar.setValue(bar.value() + round(box.left() - width / 3))

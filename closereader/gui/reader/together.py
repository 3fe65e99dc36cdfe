"""Two readings that scroll together, as text or on their own pages.

Where both have as many numbered paragraphs, as a text and its translation or two versions of one have,
the same paragraph stays at the top of both; where both are shown on as many pages, the same height of
the same page. Of others each goes as far as the other, from where they stood when they were joined.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from closereader.gui.reader.shown import Stand
from closereader.model.page_place import PagePlace

if TYPE_CHECKING:
    from closereader.gui.pages.view import PagesView
    from closereader.gui.reader.view import ReaderView
    from closereader.gui.reader.views import Views
    from closereader.model.document import Block

# Where in the view the paragraph that both show is looked for, in pixels from its upper edge.
_EDGE = 24.0


class Together(QObject):
    """From when it is made until `stop`."""

    def __init__(self, first: Views, second: Views, parent: QObject) -> None:
        super().__init__(parent)
        self._views = (first, second)
        self._last = [0, 0]
        self._leading = False
        first.scrolled.connect(self._first_moved)
        second.scrolled.connect(self._second_moved)
        for views in self._views:
            views.changed.connect(self._changed)
        self._changed()

    def stop(self) -> None:
        """Let them go apart."""
        first, second = self._views
        first.scrolled.disconnect(self._first_moved)
        second.scrolled.disconnect(self._second_moved)
        for views in self._views:
            views.changed.disconnect(self._changed)
        self.deleteLater()

    def _first_moved(self) -> None:
        self._follow(0)

    def _second_moved(self) -> None:
        self._follow(1)

    def _changed(self) -> None:
        """One is shown in its other view, which has heights of its own."""
        self._last = [views.shown.area.verticalScrollBar().value() for views in self._views]

    def _follow(self, moved: int) -> None:
        leader, follower = self._views[moved], self._views[1 - moved]
        value = leader.shown.area.verticalScrollBar().value()
        distance, self._last[moved] = value - self._last[moved], value
        if self._leading or leader.shown.is_holding:
            # Our own doing, or lines above became known and nothing moved on the screen.
            return
        self._leading = True
        try:
            _bring(leader, follower, distance)
        finally:
            self._leading = False
        self._last[1 - moved] = follower.shown.area.verticalScrollBar().value()


def _bring(leader: Views, follower: Views, distance: int) -> None:
    """Show in the follower what belongs beside what the leader shows."""
    pages = [each.pages for each in (leader, follower) if each.are_pages_shown]
    if not pages:
        _bring_text(leader.text, follower.text, distance)
        return
    bar = follower.shown.area.verticalScrollBar()
    if len(pages) == 2 and pages[0] and pages[1] and len(pages[0].sheets) == len(pages[1].sheets):
        _bring_page(pages[0], pages[1])
    elif (place := _same_paragraph(leader, follower)) is not None:
        follower.shown.show_place(place)
    else:
        bar.setValue(bar.value() + distance)


def _bring_page(leader: PagesView, follower: PagesView) -> None:
    at = leader.place_at()
    if at is not None:
        (width, height), other = leader.sheets.points(at.page), follower.sheets.points(at.page)
        follower.show_at_edge(PagePlace(at.page, at.x / width * other[0], at.y / height * other[1]))


def _same_paragraph(leader: Views, follower: Views) -> Stand | None:
    """Where the follower stands at what the leader shows, by words; None where their paragraphs are not as
    many."""
    mine, others = _numbered(leader), _numbered(follower)
    if len(mine) != len(others) or len(mine) < 2:
        return None
    here = leader.shown.place()
    index = bisect_right(mine, here.offset, key=lambda block: block.start) - 1
    if index < 0:
        return Stand(0, here.below)
    ours, theirs = mine[index], others[index]
    share = min((here.offset - ours.start) / max(ours.end - ours.start, 1), 1.0)
    # Above it may be the margin of a page, which is no reason for the other to show more words there.
    below = min(here.below, _EDGE)
    return Stand(round(theirs.start + share * (theirs.end - theirs.start)), below)


def _numbered(views: Views) -> list[Block]:
    text = views.session.text
    return [] if text is None else [block for block in text.blocks if block.is_numbered]


def _bring_text(leader: ReaderView, follower: ReaderView, distance: int) -> None:
    wanted = _same_place(leader, follower)
    if wanted is None:
        wanted = follower.verticalScrollBar().value() + distance
    follower.settle_at(wanted)
    # Once more: what is in sight has its true height only now.
    exact = _same_place(leader, follower)
    follower.verticalScrollBar().setValue(round(wanted if exact is None else exact))


def _same_place(leader: ReaderView, follower: ReaderView) -> float | None:
    """The height of the follower's document that belongs at its upper edge, so that it shows what
    the leader shows; None where their paragraphs are not as many."""
    ours, theirs = leader.layout_, follower.layout_
    mine, others = ours.sketch.numbered, theirs.sketch.numbered
    if len(mine) != len(others) or len(mine) < 2:
        return None
    edge = float(leader.verticalScrollBar().value()) + _EDGE
    index = max(bisect_right(mine, ours.number_at(edge)) - 1, 0)
    # Between the tops of this paragraph and the next all goes evenly, headings too.
    here, there = ours.text_top(mine[index]), theirs.text_top(others[index])
    if index + 1 < len(mine):
        length = ours.text_top(mine[index + 1]) - here
        other_length = theirs.text_top(others[index + 1]) - there
    else:
        length = ours.bottom(mine[index]) - here
        other_length = theirs.bottom(others[index]) - there
    share = (edge - here) / length if length > 0 else 0.0
    # Before the first paragraph both have their titles, as high as they are.
    beyond = edge - here if share < 0 else share * other_length
    return there + beyond - _EDGE

"""Two texts that scroll together.

Where both have as many numbered paragraphs, as a text and its translation or two versions of one have,
the same paragraph stays at the top of both. Of other texts each goes as far as the other, from where
they stood when they were joined.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from closereader.gui.reader.view import ReaderView

# Where in the view the paragraph that both show is looked for, in pixels from its upper edge.
_EDGE = 24.0


class Together(QObject):
    """From when it is made until `stop`."""

    def __init__(self, first: ReaderView, second: ReaderView, parent: QObject) -> None:
        super().__init__(parent)
        self._views = (first, second)
        self._last = [view.verticalScrollBar().value() for view in self._views]
        self._leading = False
        first.scrolled.connect(self._first_moved)
        second.scrolled.connect(self._second_moved)

    def stop(self) -> None:
        """Let them go apart."""
        first, second = self._views
        first.scrolled.disconnect(self._first_moved)
        second.scrolled.disconnect(self._second_moved)
        self.deleteLater()

    def _first_moved(self) -> None:
        self._follow(0)

    def _second_moved(self) -> None:
        self._follow(1)

    def _follow(self, moved: int) -> None:
        leader, follower = self._views[moved], self._views[1 - moved]
        value = leader.verticalScrollBar().value()
        distance, self._last[moved] = value - self._last[moved], value
        if self._leading or leader.is_holding:
            # Our own doing, or lines above became known and nothing moved on the screen.
            return
        self._leading = True
        try:
            wanted = _same_place(leader, follower)
            if wanted is None:
                wanted = follower.verticalScrollBar().value() + distance
            follower.settle_at(wanted)
            # Once more: what is in sight has its true height only now.
            exact = _same_place(leader, follower)
            follower.verticalScrollBar().setValue(round(wanted if exact is None else exact))
        finally:
            self._leading = False
        self._last[1 - moved] = follower.verticalScrollBar().value()


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

"""What the map of marks shows of a reading: where its marks, hits and the chosen name's mentions are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from closereader.gui.reader.mark_map import MarkMap, Ticks
from closereader.gui.widgets import shorten
from closereader.model.annotation import AnchorState
from closereader.model.colour import Colour
from closereader.model.span import Span

if TYPE_CHECKING:
    from closereader.gui.reader.views import Views
    from closereader.gui.session import Session
    from closereader.gui.theme import Theme

# As many rows of ticks as a tall screen has.
_MOST_TICKS = 1600


class MapTicks:
    """Of one pane."""

    def __init__(self, session: Session, views: Views, shown_on: MarkMap) -> None:
        self._session = session
        self._views = views
        self._map = shown_on
        self._marks: list[tuple[int, Colour]] | None = None
        shown_on.set_preview(self._preview)

    def forget(self) -> None:
        """Marks were changed, or another reading is open."""
        self._marks = None

    def draw(self, theme: Theme) -> None:
        """Give the map all there is to see."""
        session, shown = self._session, self._views.shown
        total = shown.extent()[2]
        if session.text is None:
            self._map.set_ticks({}, {}, total)
            return
        height = shown.heights()
        marks: Ticks = {}
        mentions: Ticks = {}
        if not session.marks_hidden:
            for at, colour in self._marks_apart():
                marks.setdefault(theme.edges[colour].rgba(), []).append(height(at))
        hits = [height(at) for at in self.hits_apart()]
        if hits:
            marks[theme.find.rgba()] = hits
        entity = session.entity(session.chosen_entity)
        if entity is not None:
            mentions[theme.kinds[entity.kind].rgba()] = [height(m.start) for m in entity.mentions]
        self._map.set_ticks(marks, mentions, total)
        self._map.set_view(*shown.extent())

    def _step(self) -> int:
        assert self._session.text is not None
        return max(len(self._session.text.text) // _MOST_TICKS, 1)

    def _marks_apart(self) -> list[tuple[int, Colour]]:
        """Where marks of each colour are, told no finer than the map can show; kept until one
        changes."""
        if self._marks is None:
            step = self._step()
            # Marks of a row stand where the first of it does, so that its height is asked for once.
            places: dict[int, int] = {}
            rows = {
                (places.setdefault(note.start // step, note.start), note.colour): None
                for note in self._session.annotations
                if note.anchor is not AnchorState.LOST
            }
            self._marks = list(rows)
        return self._marks

    def hits_apart(self) -> list[int]:
        """Where the hits begin, but of those too near to be told apart on the map only one."""
        hits = self._views.text.overlay.hits
        step = self._step()
        found: list[int] = []
        index = 0
        while index < len(hits):
            found.append(hits[index].start)
            beyond = hits[index].start + step
            index = max(bisect_left(hits, Span(beyond, beyond)), index + 1)
        return found

    def _preview(self, y: float) -> str:
        text, addresses = self._session.text, self._session.addresses
        if text is None or addresses is None or not text.text:
            return ""
        start = min(self._views.shown.offset_at(y), len(text.text) - 1)
        index = max(bisect_right(text.blocks, start, key=lambda each: each.start) - 1, 0)
        block = text.blocks[index]
        # Pages are gone to by their words, the text by its paragraphs.
        start = start if self._views.are_pages_shown else block.start
        # A word more than is shown, so that it is known whether anything is left out.
        words = shorten(text.text[start : min(block.end, start + 120)], 90)
        return f"{addresses.of_span(Span(start, max(block.end, start)))}  {words}"

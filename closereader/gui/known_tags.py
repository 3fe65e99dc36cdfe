"""The tags of the library as the window's panes need them: how often each is borne, and its colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from closereader.library import tag_use
from closereader.model.tag import Tag, TagUse, colour_of
from closereader.model.tag_tally import TagTally

if TYPE_CHECKING:
    from closereader.gui.bus import Bus
    from closereader.gui.open_reading import OpenReading
    from closereader.model.changes import Changes
    from closereader.model.colour import Colour


class KnownTags(QObject):
    """Read when first asked for, then kept in step. `changed()`: some are borne by more or fewer
    notes; `recoloured()`: colours are others."""

    changed = Signal()
    recoloured = Signal()

    def __init__(self, session: OpenReading, bus: Bus) -> None:
        super().__init__(session)
        self._session = session
        self._tally: TagTally | None = None
        self._colours: dict[str, Colour] | None = None
        bus.changed.connect(self._follow)

    def uses(self) -> list[TagUse]:
        """Every tag and every tag above one, by name; `here` is of the open reading."""
        reading = self._session.reading
        return self._read().uses(None if reading is None else reading.id)

    def everywhere(self, tag: str) -> int:
        """How many notes of the library bear the tag or one below it."""
        return self._read().everywhere(tag)

    def own_colour(self, tag: str) -> Colour | None:
        """The colour the reader gave the tag itself."""
        return self._colour_table().get(tag)

    def colour(self, tag: str) -> Colour | None:
        """The colour it is shown in: its own, else that of the nearest tag above it."""
        return colour_of(tag, self._colour_table())

    def _read(self) -> TagTally:
        if self._tally is None:
            self._tally = tag_use.tally(self._session.library)
        return self._tally

    def _colour_table(self) -> dict[str, Colour]:
        if self._colours is None:
            self._colours = tag_use.colours(self._session.library)
        return self._colours

    def _follow(self, changes: Changes) -> None:
        if changes.external:
            self._tally = self._colours = None
            self.recoloured.emit()
            self.changed.emit()
            return
        if self._colours is not None and changes.of(Tag):
            for before, after in changes.pairs(Tag):
                if before is not None:
                    self._colours.pop(before.name, None)
                if after is not None:
                    self._colours[after.name] = after.colour
            self.recoloured.emit()
        if self._tally is not None and self._tally.take(changes.changes):
            self.changed.emit()

"""What the notes of the open reading are linked with, in it and in others; kept in step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from closereader.i18n import _
from closereader.library import queries
from closereader.model.annotation import Annotation, AnnotationId
from closereader.model.link import Linked

if TYPE_CHECKING:
    from closereader.gui.bus import Bus
    from closereader.gui.open_reading import OpenReading
    from closereader.model.changes import Changes


class LinkedNotes(QObject):
    """`changed()`: links came or went. They are looked for in a task, among all notes of the library,
    when a reading is opened and when a note that is an end of one was changed."""

    changed = Signal()

    def __init__(self, session: OpenReading, bus: Bus) -> None:
        super().__init__(session)
        self._session = session
        self._of: dict[AnnotationId, tuple[Linked, ...]] = {}
        self._ends: set[AnnotationId] = set()
        session.reading_opened.connect(self._find)
        bus.changed.connect(self._follow)

    def of(self, annotation_id: AnnotationId | None) -> tuple[Linked, ...]:
        """What that note of the open reading is linked with."""
        return () if annotation_id is None else self._of.get(annotation_id, ())

    @property
    def has_any(self) -> bool:
        """Whether any note of the open reading is linked."""
        return bool(self._of)

    @property
    def notes(self) -> list[AnnotationId]:
        """The notes of the open reading that are linked."""
        return list(self._of)

    def _follow(self, changes: Changes) -> None:
        if self._session.reading is not None and (changes.external or self._touches(changes)):
            self._find()

    def _touches(self, changes: Changes) -> bool:
        ends = self._ends
        for change in changes.of(Annotation):
            for note in (change.after, change.before):
                if isinstance(note, Annotation) and (note.links or note.id in ends):
                    return True
        return False

    def _find(self) -> None:
        reading = self._session.reading
        if reading is None:
            self._take({})
            return
        library = self._session.library

        def found(links: dict[AnnotationId, tuple[Linked, ...]]) -> None:
            if self._session.reading is not None and self._session.reading.id == reading.id:
                self._take(links)

        self._session.tasks.run(
            _("Finding links"),
            lambda _progress: queries.linked(library, reading.id),
            found,
            self._session.messages.error,
        )

    def _take(self, links: dict[AnnotationId, tuple[Linked, ...]]) -> None:
        if links != self._of:
            self._of = links
            self._ends = set(links) | {other.note.id for many in links.values() for other in many}
            self.changed.emit()

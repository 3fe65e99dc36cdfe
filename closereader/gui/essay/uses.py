"""Where essays use the notes of the open reading; kept in step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from closereader.i18n import _
from closereader.library import essay_evidence, essays
from closereader.library.essay_evidence import Use
from closereader.model.annotation import AnnotationId
from closereader.model.essay import Essay

if TYPE_CHECKING:
    from collections.abc import Mapping

    from closereader.gui.bus import Bus
    from closereader.gui.open_reading import OpenReading
    from closereader.model.changes import Changes
    from closereader.progress import Progress

_LOOK_AFTER_MS = 400


class EssayUses(QObject):
    """`changed()`: essays use notes elsewhere than before. They are looked for in a task, when the
    reading, its notes or an essay were changed and rest. `wanted(Use)`: the reader wants to see one;
    `quote_wanted(list of ids)`: the passages of these notes are to be quoted."""

    changed = Signal()
    wanted = Signal(object)
    quote_wanted = Signal(list)

    def __init__(self, session: OpenReading, bus: Bus) -> None:
        super().__init__(session)
        self._session = session
        self._of: Mapping[AnnotationId, tuple[Use, ...]] = {}
        self._are_essays = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_LOOK_AFTER_MS)
        self._soon.timeout.connect(self._find)
        session.reading_opened.connect(self._soon.start)
        session.annotations_changed.connect(self._notes_changed)
        bus.changed.connect(self._follow)

    def of(self, annotation_id: AnnotationId | None) -> tuple[Use, ...]:
        """Where essays quote the passage of that note, the first place in each essay."""
        return () if annotation_id is None else self._of.get(annotation_id, ())

    def _notes_changed(self, _changes: object) -> None:
        if self._are_essays:
            self._soon.start()

    def _follow(self, changes: Changes) -> None:
        if changes.external or changes.of(Essay):
            self._soon.start()

    def _find(self) -> None:
        session, reading = self._session, self._session.reading
        if reading is None:
            self._take({})
            return
        notes, library = list(session.annotations), session.library

        def look(_progress: Progress) -> tuple[bool, Mapping[AnnotationId, tuple[Use, ...]]]:
            written = essays.every(library)
            return bool(written), essay_evidence.uses(written, notes, reading.id)

        def found(seen: tuple[bool, Mapping[AnnotationId, tuple[Use, ...]]]) -> None:
            self._are_essays, uses = seen
            if session.reading is not None and session.reading.id == reading.id:
                self._take(uses)

        session.tasks.run(
            _("Looking through the essays"),
            look,
            found,
            session.messages.error,
        )

    def _take(self, uses: Mapping[AnnotationId, tuple[Use, ...]]) -> None:
        if uses != self._of:
            self._of = uses
            self.changed.emit()

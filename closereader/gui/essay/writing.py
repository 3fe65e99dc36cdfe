"""Which essay is written on, kept in step with the library; what is done to it goes to the library here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from closereader.gui import keys
from closereader.gui.session import Session
from closereader.i18n import _
from closereader.library import essay_check, essay_evidence, essays
from closereader.library.essay_check import EssayCheck
from closereader.library.essay_evidence import Beside
from closereader.library.essays import Passage
from closereader.library.quotations import Source, Sources
from closereader.model.annotation import Annotation, AnnotationId
from closereader.model.essay import Essay, EssayId
from closereader.model.reading import Reading, ReadingId

if TYPE_CHECKING:
    from closereader.model.changes import Changes

# Readings of so many characters together are read and looked through at once.
_SHORT = 400_000


class Writing(QObject):
    """Signals: `chosen()`: another essay is shown, or none; `followed(Essay)`: the library has the
    open one like this now; `sources_changed()`: a reading it quotes was renamed, removed or brought back."""

    chosen = Signal()
    followed = Signal(object)
    sources_changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._library = session.library
        self.sources = Sources(session.library)
        self.essay: Essay | None = None
        self._is_beginning = False
        self._asked = 0
        self._asked_beside = 0
        session.reading_opened.connect(self._reading_opened)
        session.bus.changed.connect(self._follow)

    # Which essay

    def all(self) -> list[Essay]:
        """Every essay of the library."""
        return essays.every(self._library)

    @property
    def reading_id(self) -> ReadingId | None:
        """The reading that is open beside it."""
        reading = self._session.reading
        return None if reading is None else reading.id

    def blank(self) -> Essay:
        """An essay on the open reading that is not in the library yet."""
        reading_id = self.reading_id
        return Essay(EssayId(""), "", "", () if reading_id is None else (reading_id,))

    def choose(self, essay_id: EssayId | None) -> None:
        """Write on this essay; None: on a new one, which is made with its first word."""
        self.essay = None if essay_id is None else essays.find(self._library, essay_id)
        self.chosen.emit()

    def titles_of(self, essay: Essay) -> list[str]:
        """What its readings are called, those that are still there."""
        found = (self._read(reading_id) for reading_id in essay.readings)
        return [reading.title for reading in found if reading is not None]

    def _read(self, reading_id: ReadingId) -> Reading | None:
        with self._library.read() as snapshot:
            return snapshot.get(Reading, reading_id)

    def _reading_opened(self) -> None:
        session = self._session
        if session.reading is None:
            if not session.is_opening:
                self.essay = None
                self.chosen.emit()
            return
        self._take_open_reading()
        if self.essay is not None and session.reading.id in self.essay.readings:
            self.sources_changed.emit()  # The same essay: its caret stays.
            return
        mine = essays.of_reading(self._library, session.reading.id)
        self.essay = mine[0] if mine else None
        self.chosen.emit()

    def _take_open_reading(self) -> None:
        session = self._session
        if session.reading is not None and session.text is not None and session.addresses:
            self.sources.take(Source(session.reading, session.text, session.addresses))

    # What is done to it

    def save(self, essay: Essay) -> Essay | None:
        """Keep what was typed in this essay, which need not be the one that is shown any more;
        returns it as it was kept, None where that has to wait. One that is not in the library, or no
        longer, is begun: words that were typed are never let go."""
        kept = essays.find(self._library, essay.id) if essay.id else None
        if kept is None:
            self._begin(essay)
            return None
        is_behind = self._session.turns.is_behind
        if not is_behind and (essay.text, essay.quotations) == (kept.text, kept.quotations):
            return kept
        self._session.run(
            _("Write in the essay"),
            essays.set_text,
            essay.id,
            essay.text,
            essay.quotations,
            join=f"essay:{essay.id}",
        )
        if self._session.turns.is_behind:
            return None
        return essays.find(self._library, essay.id)

    def _begin(self, essay: Essay) -> None:
        readings = [r for r in essay.readings if self._read(r) is not None]
        if self._is_beginning or not essay.text.strip():
            return
        self._is_beginning = True
        self._session.run(
            _("Begin an essay"),
            essays.begin,
            readings,
            essay.text,
            essay.quotations,
            then=self._begun,
        )
        self._is_beginning = False

    def _begun(self, essay: Essay) -> None:
        if self.essay is None and (not essay.readings or self.reading_id in essay.readings):
            self.essay = essay
            self.followed.emit(essay)

    def send(
        self,
        passages: Sequence[Passage],
        offset: int | None,
        then: Callable[[Essay, int], object],
    ) -> None:
        """Quote passages in the essay at code point `offset`, or at its end, as one step; where there
        is none it is begun. `then` gets the essay and where the caret is meant to stand."""

        def sent(result: tuple[Essay, int]) -> None:
            essay, caret = result
            if self.essay is None or self.essay.id != essay.id:
                self.essay = essay
                self.chosen.emit()
            then(essay, caret)

        self._session.run(
            _("Quote in the essay"),
            essays.send,
            None if self.essay is None else self.essay.id,
            passages,
            offset=offset,
            weight=len(passages),
            then=sent,
        )

    def rename(self, title: str) -> None:
        """Give the essay another title."""
        if self.essay is not None and title.strip() and title != self.essay.title:
            self._session.run(_("Change title"), essays.rename, self.essay.id, title)

    def add_reading(self) -> None:
        """Write on the open reading too."""
        if self.essay is not None and self.reading_id is not None:
            self._session.run(
                _("Add a reading to the essay"),
                essays.add_reading,
                self.essay.id,
                self.reading_id,
            )

    def remove(self) -> None:
        """Delete the essay; undo brings it back."""
        if self.essay is not None:
            said = _("The essay “{title}” was deleted. {undo} brings it back.").format(
                title=self.essay.title, undo=keys.told("edit.undo")
            )
            self._session.run(
                _("Delete essay"),
                essays.remove,
                self.essay.id,
                then=lambda _gone: self._session.messages.info(said),
            )

    # The check, and what stands beside

    def check(self, essay: Essay, done: Callable[[EssayCheck], object]) -> None:
        """Check the whole essay, its readings read where they are not known yet; `done` gets it, now
        or later, and only of the last that was asked for."""
        self._take_open_reading()
        self._asked += 1
        asked = self._asked
        if self._is_short(essay):
            done(essay_check.check(essay, self.sources))
            return

        def take(found: EssayCheck) -> None:
            if asked == self._asked:
                done(found)

        self._session.tasks.run(
            _("Checking quotations"),
            lambda _progress: essay_check.check(essay, self.sources),
            take,
            self._session.messages.error,
        )

    def _is_short(self, essay: Essay) -> bool:
        found = [self._read(r) for r in essay.readings if not self.sources.knows(r)]
        known = [self.sources(r) for r in essay.readings if self.sources.knows(r)]
        sizes = [reading.characters for reading in found if reading is not None]
        sizes += [len(source.text.text) for source in known if source is not None]
        return sum(sizes) <= _SHORT

    def look_beside(
        self, essay: Essay, checked: EssayCheck, done: Callable[[Beside], object]
    ) -> None:
        """Look for what the essay does not use yet; `done` gets it later."""
        self._asked_beside += 1
        asked = self._asked_beside

        def take(found: Beside) -> None:
            if asked == self._asked_beside:
                done(found)

        self._session.tasks.run(
            _("Looking for evidence"),
            lambda _progress: essay_evidence.beside(self._library, essay, checked),
            take,
            self._session.messages.error,
        )

    def note_of(self, one: essay_check.Checked) -> Annotation | None:
        """The note of the open reading that a quotation uses."""
        if one.reading_id != self.reading_id or one.source is None:
            return None
        notes = self._session.annotations
        sent = notes.get(AnnotationId(one.bound.annotation)) if one.bound is not None else None
        if sent is not None:
            return sent
        here = [note for note in notes.at(one.source.start) if note.start < note.end]
        return here[0] if here else None

    # Following the library

    def _follow(self, changes: Changes) -> None:
        if changes.external:
            self.sources.forget()
            self._take_open_reading()
            self.choose(None if self.essay is None else self.essay.id)
            return
        for before, after in changes.pairs(Reading):
            touched = after or before
            if touched is not None:
                self.sources.forget(touched.id)
                if self.essay is not None and touched.id in self.essay.readings:
                    self.sources_changed.emit()
        for essay_before, essay_after in changes.pairs(Essay):
            self._follow_essay(essay_before, essay_after)

    def _follow_essay(self, before: Essay | None, after: Essay | None) -> None:
        if self.essay is None:
            came_back = before is None and after is not None and not self._is_beginning
            if came_back and after is not None and self.reading_id in after.readings:
                self.essay = after
                self.chosen.emit()
        elif after is not None and after.id == self.essay.id:
            self.essay = after
            self.followed.emit(after)
        elif after is None and before is not None and before.id == self.essay.id:
            mine = (
                [] if self.reading_id is None else essays.of_reading(self._library, self.reading_id)
            )
            self.essay = mine[0] if mine else None
            self.chosen.emit()

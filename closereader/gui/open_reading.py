"""One reading of the library as it stands now: text, annotations, entities; kept in step with it."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from closereader.errors import CloseReaderError, NoSuchPassage
from closereader.gui import renewing
from closereader.gui.bus import Bus
from closereader.gui.loading import NO_PAGES, Loaded, load, load_notes
from closereader.gui.messages import Messages
from closereader.gui.reader.sketch import NOTHING
from closereader.gui.reading_passes import ReadingPasses, Split
from closereader.gui.tasks import Task, Tasks
from closereader.i18n import _
from closereader.library import passes, queries
from closereader.library.library import Library
from closereader.model.address import Addresses, names_lines
from closereader.model.annotation import Annotation
from closereader.model.annotation_index import AnnotationIndex
from closereader.model.changes import Changes
from closereader.model.colour import Colour
from closereader.model.entity import Entity, EntityDecision, EntityId, Mention
from closereader.model.meaning import Meaning
from closereader.model.reading import Reading, ReadingId, ReadingText
from closereader.model.reading_pass import Pass
from closereader.model.span import Span
from closereader.progress import Progress
from closereader.store.glance import glance_at
from closereader.text import hyphenate
from closereader.text.pace import Pace

# Longer readings than this, in characters, are read in a task: 200,000 take some 15 ms.
_LONG = 200_000


class OpenReading(QObject):
    """What is open, derived from the library and changed only by what the library publishes.

    Signals: `reading_opened`: another reading, or none, is open; everything is to be read anew.
    `glanced(Glance, Span or None)`: what a long reading shows at first, at that passage, while the
    rest of it is read; `reading_opened` follows. `annotations_changed(list[Change] or None)`: of
    this reading, already applied to `annotations`; None: any of them. `go_to(Span, bool)`: show the
    passage, with a flash if the flag is set. `lines_changed`: the handout's are among `addresses`.
    `renewing`: its text is about to be replaced; whoever shows it puts where it stands into `left_at`.
    """

    reading_opened = Signal()
    reading_renamed = Signal()
    glanced = Signal(object, object)
    annotations_changed = Signal(object)
    meanings_changed = Signal()
    entities_changed = Signal()
    lines_changed = Signal()
    renewing = Signal()
    go_to = Signal(object, bool)

    def __init__(
        self,
        library: Library,
        bus: Bus,
        tasks: Tasks,
        messages: Messages,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.library = library
        self.tasks = tasks
        self.messages = messages
        self.reading: Reading | None = None
        self.text: ReadingText | None = None
        self.addresses: Addresses | None = None
        self.sketch = NOTHING
        self.pace, self.page_heads = Pace(""), NO_PAGES
        self.passes = ReadingPasses(self)
        self.annotations = AnnotationIndex()
        self.meanings: dict[Colour, str] = queries.meanings(library)
        self.entities_ready = False
        self.entities_failed = False
        self._entities_asked = 0
        self._opening: ReadingId | None = None
        self._missed = False
        self.left_at = 0
        self.lines_ready = False
        self._lines_wanted = False
        self._counting: Task | None = None
        self._address = ""
        self._take_entities((), [])
        bus.changed.connect(self._follow)

    # What a session does besides

    def _opened_another(self) -> None:
        """Nothing of the former reading is chosen any more."""

    def _annotations_followed(self) -> None:
        """Annotations may be gone."""

    def _entities_followed(self) -> None:
        """Entities may be gone."""

    # Reading

    def open(
        self, reading_id: ReadingId, span: Span | None = None, loaded: Loaded | None = None
    ) -> None:
        """Read it from the library and show it, at `span` if one is given, else where its reader
        left it. A long one is glanced at, and read in a task, so that the window stays free,
        unless it was `loaded` before; its entities arrive later by `entities_changed`. What cannot
        be read is said."""
        if loaded is not None:
            self._opening, self._missed = reading_id, False
            self.show(loaded, span)
            return
        try:
            reading = queries.reading(self.library, reading_id)
        except CloseReaderError as error:
            self.messages.error(str(error))
            return
        self._opening, self._missed = reading_id, False
        if reading.characters <= _LONG:
            self.show(load(self.library, reading_id), span)
            return
        if self.reading is not None:
            self._forget()
        seen = glance_at(self.library.folder, reading_id, None if span is None else span.start)
        if seen is not None:
            self.glanced.emit(seen, span)

        def work(_progress: Progress) -> Loaded:
            hyphenate.prepare(reading.language)
            return load(self.library, reading_id)

        task = self.tasks.run(
            _("Opening the reading"),
            work,
            lambda loaded: self.show(loaded, span),
            self.messages.error,
        )
        # Whatever came between: nothing is open then.
        task.ended.connect(lambda: self.not_shown(reading_id))

    def wait_for(self, reading_id: ReadingId) -> None:
        """Show nothing until it is read (`gui/renewing.py`)."""
        self._opening, self._missed = reading_id, False
        self._forget()

    @property
    def is_opening(self) -> bool:
        """Whether a reading is on its way, and none is open yet."""
        return self.reading is None and self._opening is not None

    def not_shown(self, reading_id: ReadingId) -> None:
        """Reading it has ended; where it came to nothing, nothing is open."""
        if self.is_opening and self._opening == reading_id:
            self.close()

    def show(self, loaded: Loaded, span: Span | None = None) -> None:
        """Show what was read, unless another reading was asked for meanwhile."""
        if loaded.reading.id != self._opening:
            return
        self.reading = loaded.reading
        self.text = loaded.text
        self.addresses = loaded.addresses
        self.annotations = self.passes.take(loaded.notes)
        self._take_entities((), [])
        self._drop_lines()
        self.entities_ready = self.entities_failed = False
        self._opened_another()
        self.sketch, self.pace, self.page_heads = loaded.sketch, loaded.pace, loaded.heads
        self.reading_opened.emit()
        self.sketch = NOTHING  # It was looked at, and is as large as the book.
        if span is not None:
            self.go_to.emit(span, True)
        if self._missed:  # Something was changed while it was being read.
            self._reload()
        else:
            self.find_entities()
        if self._lines_wanted:
            self.count_lines()

    def close(self) -> None:
        """Show no reading."""
        self._opening = None
        self._forget()

    def _forget(self) -> None:
        self.reading = self.text = self.addresses = None
        self.annotations = self.passes.take(Split())
        self._take_entities((), [])
        self._drop_lines()
        self._opened_another()
        self.reading_opened.emit()

    # Addresses

    def want_lines(self, wanted: bool) -> None:
        """Whether the handout's line numbers are to be seen: they are counted for this reading, if
        one is open, and for every one that is opened."""
        self._lines_wanted = wanted
        if wanted:
            self.count_lines()

    def count_lines(self) -> None:
        """Count the handout's lines in a task, unless they are known or being counted;
        `lines_changed` tells when they are there."""
        if self.reading is None or self.lines_ready or self._counting is not None:
            return
        reading_id = self.reading.id

        def work(progress: Progress) -> tuple[Span, ...]:
            progress(0, 0, _("Counting the lines"))
            return queries.lines(self.library, reading_id, progress)

        task = self._counting = self.tasks.run(
            _("Counting the lines"),
            work,
            lambda lines: self._lines_counted(task, lines),
            lambda sentence: self._lines_not_counted(task, sentence),
        )
        task.cancelled.connect(lambda: self._lines_not_counted(task, ""))

    def _lines_counted(self, task: Task, lines: tuple[Span, ...]) -> None:
        if task is not self._counting or self.addresses is None:
            return  # Another reading was opened meanwhile.
        self._counting = None
        self.lines_ready = True
        self.addresses = self.addresses.with_lines(lines)
        self.lines_changed.emit()
        address, self._address = self._address, ""
        if address:
            self.go_to_address(address)

    def _lines_not_counted(self, task: Task, sentence: str) -> None:
        if task is self._counting:
            self._counting = None
            self._address = ""
            if sentence:
                self.messages.error(sentence)

    def _drop_lines(self) -> None:
        self.lines_ready = False
        self._address = ""
        if self._counting is not None:
            self._counting.cancel()
            self._counting = None

    def go_to_address(self, address: str) -> None:
        """Show the passage at an address; one by lines, when they are counted. Says what is wrong
        with an address that is none here."""
        if self.addresses is None:
            return
        # The latest wish counts.
        self._address = ""
        if names_lines(address) and not self.lines_ready:
            self._address = address
            self.count_lines()
            return
        try:
            self.go_to.emit(self.addresses.find(address), True)
        except NoSuchPassage as error:
            self.messages.error(str(error), passing=True)

    # Entities

    def find_entities(self) -> None:
        """Look for the names in a task; what the reader decided is replayed over them."""
        if self.reading is None:
            return
        reading_id, language = self.reading.id, self.reading.language
        asked = self._entities_asked = self._entities_asked + 1

        def work(progress: Any) -> tuple[tuple[Entity, ...], list[Mention]]:
            # First what the lines wait for: beside this it would take ten times as long.
            hyphenate.prepare(language)
            found = queries.entities(self.library, reading_id, progress)
            # Here and not in the window's thread: a book has tens of thousands.
            return found, sorted((m for e in found for m in e.mentions), key=lambda m: m.start)

        self.tasks.run(
            _("Finding names"),
            work,
            lambda found: self._entities_found(asked, *found),
            lambda sentence: self._entities_not_found(asked, sentence),
        )

    def _entities_not_found(self, asked: int, sentence: str) -> None:
        if asked == self._entities_asked and self.reading is not None:
            self.messages.error(sentence)
            self.entities_failed = True
            self.entities_changed.emit()

    def _entities_found(
        self, asked: int, entities: tuple[Entity, ...], mentions: list[Mention]
    ) -> None:
        if asked != self._entities_asked or self.reading is None:
            return  # Another reading was opened, or another decision made, meanwhile.
        self._take_entities(entities, mentions)
        self.entities_failed = False
        self.entities_ready = True
        self._entities_followed()
        self.entities_changed.emit()

    def entity(self, entity_id: EntityId | None) -> Entity | None:
        """The entity of that id in this reading."""
        return None if entity_id is None else self._by_id.get(entity_id)

    def mention_at(self, offset: int) -> tuple[Entity, int] | None:
        """The entity named at code point `offset`, and which of its mentions that is."""
        index = bisect_right(self._mentions, offset, key=lambda m: m.start) - 1
        if index < 0 or offset >= self._mentions[index].end:
            return None
        mention = self._mentions[index]
        entity = self.entity(mention.entity)
        return None if entity is None else (entity, entity.mentions.index(mention))

    def mentions(self) -> Sequence[Mention]:
        """All mentions in order of place."""
        return self._mentions

    def _take_entities(self, entities: tuple[Entity, ...], mentions: list[Mention]) -> None:
        self.entities = entities
        self._by_id = {entity.id: entity for entity in entities}
        self._mentions = mentions

    # Following the library

    def _follow(self, changes: Changes) -> None:
        self._missed = self.is_opening
        if changes.of(Meaning) or changes.external:
            self.meanings = queries.meanings(self.library)
            self.meanings_changed.emit()
        if self.reading is None:
            return
        if changes.external:
            self._reload()
            return
        reading_id = self.reading.id
        for before, after in changes.pairs(Reading):
            if before is not None and after is None and before.id == reading_id:
                self.close()
                return
            if after is not None and after.id == reading_id:
                self.reading = after
                self.reading_renamed.emit()
        if renewing.is_renewed(changes, self.text):
            renewing.renew(self)
            return
        self._follow_annotations(changes, reading_id)
        if any(
            record and record.reading_id == reading_id
            for pair in changes.pairs(Pass)
            for record in pair
        ):
            self.passes.follow(passes.of(self.library, reading_id))
        decided = [before or after for before, after in changes.pairs(EntityDecision)]
        if any(decision is not None and decision.reading_id == reading_id for decision in decided):
            self.find_entities()

    def _follow_annotations(self, changes: Changes, reading_id: ReadingId) -> None:
        mine = [
            change
            for change in changes.of(Annotation)
            if _reading_of(change.after or change.before) == reading_id
        ]
        if not mine:
            return
        seen = self.passes.sift(mine)
        self.annotations.follow(seen)
        if seen:
            self.annotations_changed.emit(seen)
            self._annotations_followed()
        self.passes.notes_followed(mine)

    def take_notes(self, notes: AnnotationIndex) -> None:
        """Those of other passes are looked at now."""
        self.annotations = notes
        self.annotations_changed.emit(None)
        self._annotations_followed()

    def _reload(self) -> None:
        assert self.reading is not None
        try:
            self.reading = queries.reading(self.library, self.reading.id)
        except CloseReaderError:
            self.close()
            return
        if renewing.is_another(self):
            renewing.renew(self)
            return
        self.take_notes(self.passes.take(load_notes(self.library, self.reading.id)))
        self.passes.changed.emit()
        self.find_entities()


def _reading_of(record: object) -> ReadingId | None:
    return record.reading_id if isinstance(record, Annotation) else None

"""The open reading and what is chosen in it: panes follow its signals and call its methods."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from closereader.errors import CloseReaderError
from closereader.gui.bus import Bus
from closereader.gui.messages import Messages
from closereader.gui.tasks import Tasks
from closereader.i18n import _
from closereader.library import annotations as commands
from closereader.library import queries
from closereader.library.library import Library
from closereader.model.address import Addresses
from closereader.model.annotation import Annotation, AnnotationId, AnnotationKind
from closereader.model.annotation_index import AnnotationIndex
from closereader.model.changes import Change, Changes
from closereader.model.colour import Colour
from closereader.model.entity import Entity, EntityDecision, EntityId, Mention
from closereader.model.meaning import Meaning
from closereader.model.reading import Reading, ReadingId, ReadingText
from closereader.model.span import Span

# Longer readings than this, in characters, are read in a task: 200,000 take some 15 ms.
_LONG = 200_000


@dataclass(frozen=True)
class _Loaded:
    reading: Reading
    text: ReadingText
    addresses: Addresses
    annotations: AnnotationIndex


def _load(library: Library, reading_id: ReadingId) -> _Loaded:
    text = queries.reading_text(library, reading_id)
    return _Loaded(
        queries.reading(library, reading_id),
        text,
        Addresses(text.text, text.blocks, text.pages),
        AnnotationIndex(queries.annotations(library, reading_id)),
    )


class Session(QObject):
    """One window's state. All of it is derived from the library and from what the reader points at.

    Signals: `reading_opened`: another reading, or none, is open; everything is to be read anew.
    `annotations_changed(list[Change])`: of this reading; already applied to `annotations`.
    `go_to(Span, bool)`: show the passage, with a flash if the flag is set.
    `edit_comment(id)`, `edit_tags(id)`: the reader wants to write there now.
    """

    reading_opened = Signal()
    reading_renamed = Signal()
    annotations_changed = Signal(object)
    meanings_changed = Signal()
    entities_changed = Signal()
    selection_changed = Signal()
    chosen_note_changed = Signal()
    hovered_note_changed = Signal()
    chosen_entity_changed = Signal()
    marks_hidden_changed = Signal()
    place_changed = Signal(int)
    go_to = Signal(object, bool)
    edit_comment = Signal(str)
    edit_tags = Signal(str)

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
        self.annotations = AnnotationIndex()
        self._opening: ReadingId | None = None
        self._take_entities(())
        self.entities_ready = False
        self.meanings: dict[Colour, str] = queries.meanings(library)
        self.selection: Span | None = None
        self.caret = 0
        self.chosen_note: AnnotationId | None = None
        self.hovered_note: AnnotationId | None = None
        self.chosen_entity: EntityId | None = None
        self.chosen_mention: int = -1
        self.last_colour = Colour.YELLOW
        self.marks_hidden = False
        bus.changed.connect(self._follow)

    # Reading

    def open(self, reading_id: ReadingId, span: Span | None = None) -> None:
        """Read it from the library and show it, at `span` if one is given, else where its reader
        left it. A long one is read in a task, so that the window stays free; its entities arrive
        later by `entities_changed`. What cannot be read is said."""
        try:
            long = queries.reading(self.library, reading_id).characters > _LONG
        except CloseReaderError as error:
            self.messages.error(str(error))
            return
        self._opening = reading_id

        def work(_progress: Any) -> _Loaded:
            return _load(self.library, reading_id)

        if long:
            self.tasks.run(
                _("Opening the reading"),
                work,
                lambda loaded: self._show(loaded, span),
                self.messages.error,
            )
        else:
            self._show(_load(self.library, reading_id), span)

    def _show(self, loaded: "_Loaded", span: Span | None) -> None:
        if loaded.reading.id != self._opening:
            return  # Another reading was asked for meanwhile.
        self.reading = loaded.reading
        self.text = loaded.text
        self.addresses = loaded.addresses
        self.annotations = loaded.annotations
        self._take_entities(())
        self.entities_ready = False
        self._choose_nothing()
        self.reading_opened.emit()
        if span is not None:
            self.go_to.emit(span, True)
        self.find_entities()

    def close(self) -> None:
        """Show no reading."""
        self.reading = self.text = self.addresses = None
        self.annotations = AnnotationIndex()
        self._opening = None
        self._take_entities(())
        self._choose_nothing()
        self.reading_opened.emit()

    def find_entities(self) -> None:
        """Look for the names in a task; what the reader decided is replayed over them."""
        if self.reading is None:
            return
        reading_id = self.reading.id

        def work(progress: Any) -> tuple[ReadingId, tuple[Entity, ...]]:
            return reading_id, queries.entities(self.library, reading_id, progress)

        self.tasks.run(_("Finding names"), work, self._entities_found, self.messages.error)

    def _entities_found(self, found: tuple[ReadingId, tuple[Entity, ...]]) -> None:
        reading_id, entities = found
        if self.reading is None or self.reading.id != reading_id:
            return  # Another reading was opened meanwhile.
        self._take_entities(entities)
        self.entities_ready = True
        if self.entity(self.chosen_entity) is None:
            self.chosen_entity = None
            self.chosen_mention = -1
            self.chosen_entity_changed.emit()
        self.entities_changed.emit()

    # What the reader points at

    def select(self, span: Span | None, caret: int) -> None:
        """The reader selected `span` (None: nothing); the caret stands at code point `caret`."""
        if (span, caret) != (self.selection, self.caret):
            self.selection = span
            self.caret = caret
            self.selection_changed.emit()

    def choose_note(self, annotation_id: AnnotationId | None, *, go: bool = False) -> None:
        """Make it the chosen note; with `go`, show its passage."""
        if annotation_id != self.chosen_note:
            self.chosen_note = annotation_id
            self.chosen_note_changed.emit()
        annotation = self.annotations.get(annotation_id)
        if go and annotation is not None:
            self.go_to.emit(annotation.span, True)

    def hover_note(self, annotation_id: AnnotationId | None) -> None:
        """The pointer is over this note, in whichever pane."""
        if annotation_id != self.hovered_note:
            self.hovered_note = annotation_id
            self.hovered_note_changed.emit()

    def choose_entity(
        self, entity_id: EntityId | None, mention: int = -1, *, go: bool = False
    ) -> None:
        """Make it the chosen entity, standing at its mention number `mention`; with `go`, show that."""
        if (entity_id, mention) != (self.chosen_entity, self.chosen_mention):
            self.chosen_entity = entity_id
            self.chosen_mention = mention
            self.chosen_entity_changed.emit()
        entity = self.entity(entity_id)
        if go and entity is not None and 0 <= mention < len(entity.mentions):
            there = entity.mentions[mention]
            self.go_to.emit(Span(there.start, there.end), True)

    def step_mention(self, by: int) -> None:
        """Go to the next (1) or previous (-1) mention of the chosen entity, round the end."""
        entity = self.entity(self.chosen_entity)
        if entity is None or not entity.mentions:
            return
        if self.chosen_mention < 0:
            after = [i for i, m in enumerate(entity.mentions) if m.start >= self.caret]
            first = after[0] if after else 0
            target = first if by > 0 else first - 1
        else:
            target = self.chosen_mention + by
        self.choose_entity(entity.id, target % len(entity.mentions), go=True)

    def step_note(self, by: int) -> None:
        """Go to the next (1) or previous (-1) note in order of place from the chosen one or the caret."""
        chosen = self.annotations.get(self.chosen_note)
        if chosen is not None:
            everything = list(self.annotations)
            target = everything[(self.annotations.position(chosen.id) + by) % len(everything)]
        else:
            found = (
                self.annotations.after(self.caret - 1)
                if by > 0
                else self.annotations.before(self.caret)
            )
            if found is None:
                return
            target = found
        self.choose_note(target.id, go=True)

    def next_under_caret(self) -> None:
        """Choose the next of the marks that cover the caret."""
        here = self.annotations.at(self.caret) or self.annotations.at(max(self.caret - 1, 0))
        if here:
            ids = [annotation.id for annotation in here]
            index = ids.index(self.chosen_note) + 1 if self.chosen_note in ids else 0
            self.choose_note(ids[index % len(ids)])

    def hide_marks(self, hidden: bool) -> None:
        """Show the bare text, or the marks again."""
        if hidden != self.marks_hidden:
            self.marks_hidden = hidden
            self.marks_hidden_changed.emit()

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

    def _take_entities(self, entities: tuple[Entity, ...]) -> None:
        self.entities = entities
        self._by_id = {entity.id: entity for entity in entities}
        self._mentions = sorted((m for e in entities for m in e.mentions), key=lambda m: m.start)

    # What the reader does

    def run(self, label: str, command: Any, *args: Any, join: str = "", **kwargs: Any) -> Any:
        """`library.run`, with a refusal shown in the window; None where it was refused."""
        try:
            return self.library.run(label, command, *args, join=join, **kwargs)
        except CloseReaderError as error:
            self.messages.error(str(error))
            return None

    def mark(
        self, kind: AnnotationKind = AnnotationKind.HIGHLIGHT, colour: Colour | None = None
    ) -> Annotation | None:
        """Mark the selection; without one, give the chosen note this colour. Returns the note."""
        colour = colour or self.last_colour
        self.last_colour = colour
        if self.selection is None:
            chosen = self.annotations.get(self.chosen_note)
            if chosen is not None and chosen.colour != colour:
                self.run(_("Change colour"), commands.recolour, [chosen.id], colour)
            return chosen
        if self.reading is None:
            return None
        label = _("Underline") if kind is AnnotationKind.UNDERLINE else _("Highlight")
        if kind is AnnotationKind.QUESTION:
            label = _("Question")
        made: Annotation | None = self.run(
            label, commands.add, self.reading.id, self.selection, kind=kind, colour=colour
        )
        if made is not None:
            self.choose_note(made.id)
        return made

    def comment(self) -> None:
        """Write a comment: on the chosen note where it is under the caret, else on a new highlight."""
        note = self._note_to_write_on()
        if note is not None:
            self.edit_comment.emit(note.id)

    def tag(self) -> None:
        """Write tags, on the same note as `comment` would choose."""
        note = self._note_to_write_on()
        if note is not None:
            self.edit_tags.emit(note.id)

    def question(self) -> None:
        """Make the selection a question and write it."""
        if self.selection is None:
            return
        note = self.mark(AnnotationKind.QUESTION, Colour.RED)
        if note is not None:
            self.edit_comment.emit(note.id)

    def set_comment(self, annotation_id: AnnotationId, comment: str) -> None:
        """Save the comment as it stands now; quick changes to one comment are one step of undo."""
        annotation = self.annotations.get(annotation_id)
        if annotation is not None and annotation.comment != comment:
            self.run(
                _("Comment"),
                commands.set_comment,
                annotation_id,
                comment,
                join=f"comment:{annotation_id}",
            )

    def set_tags(self, ids: Sequence[AnnotationId], tags: Sequence[str]) -> None:
        """Give these notes these tags."""
        self.run(_("Tag"), commands.set_tags, list(ids), list(tags))

    def set_span(self, annotation_id: AnnotationId, span: Span) -> None:
        """Extend or shorten a note's passage."""
        self.run(_("Change passage"), commands.set_span, annotation_id, span)

    def recolour(self, ids: Sequence[AnnotationId], colour: Colour) -> None:
        """Give these notes this colour."""
        self.last_colour = colour
        self.run(_("Change colour"), commands.recolour, list(ids), colour)

    def remove(self, ids: Sequence[AnnotationId]) -> None:
        """Delete these notes; undo brings them back."""
        if ids:
            self.run(_("Delete note"), commands.remove, list(ids))

    def remove_chosen(self) -> None:
        """Delete the chosen note."""
        if self.chosen_note in self.annotations:
            assert self.chosen_note is not None
            self.remove([self.chosen_note])

    def undo(self) -> None:
        """Take back the last change."""
        self._step(self.library.undo)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._step(self.library.redo)

    def _step(self, step: Any) -> None:
        try:
            changes = step()
        except CloseReaderError as error:
            self.messages.error(str(error))
            return
        if changes is None or self.reading is None:
            return
        # Show where it happened, so that nothing changes unseen.
        touched = [c.after for c in changes.of(Annotation) if isinstance(c.after, Annotation)]
        if len(touched) == 1 and touched[0].reading_id == self.reading.id:
            self.choose_note(touched[0].id)
            self.go_to.emit(touched[0].span, False)

    # Following the library

    def _follow(self, changes: Changes) -> None:
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
        self._follow_annotations(changes, reading_id)
        decided = [before or after for before, after in changes.pairs(EntityDecision)]
        if any(decision is not None and decision.reading_id == reading_id for decision in decided):
            self.find_entities()

    def _follow_annotations(self, changes: Changes, reading_id: ReadingId) -> None:
        mine: list[Change] = []
        for change in changes.of(Annotation):
            record = change.record
            if not isinstance(record, Annotation) or record.reading_id != reading_id:
                continue
            mine.append(change)
            if change.after is None:
                self.annotations.remove(record.id)
            else:
                self.annotations.put(record)
        if mine:
            self.annotations_changed.emit(mine)
            if self.chosen_note is not None and self.chosen_note not in self.annotations:
                self.choose_note(None)

    def _reload(self) -> None:
        assert self.reading is not None
        try:
            self.reading = queries.reading(self.library, self.reading.id)
        except CloseReaderError:
            self.close()
            return
        self.annotations = AnnotationIndex(queries.annotations(self.library, self.reading.id))
        self.annotations_changed.emit(None)
        self.find_entities()

    def _choose_nothing(self) -> None:
        self.selection = None
        self.caret = 0
        self.chosen_note = self.hovered_note = None
        self.chosen_entity = None
        self.chosen_mention = -1

    def _note_to_write_on(self) -> Annotation | None:
        chosen = self.annotations.get(self.chosen_note)
        if self.selection is not None:
            if chosen is not None and chosen.span == self.selection:
                return chosen
            return self.mark()
        if chosen is not None:
            return chosen
        here = self.annotations.at(self.caret)
        if here:
            self.choose_note(here[0].id)
            return here[0]
        return None

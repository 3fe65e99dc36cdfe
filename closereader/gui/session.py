"""What is chosen in the open reading and done to it: panes follow its signals and call its methods."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from closereader.gui.bus import Bus
from closereader.gui.essay.uses import EssayUses
from closereader.gui.known_tags import KnownTags
from closereader.gui.linked_notes import LinkedNotes
from closereader.gui.messages import Messages
from closereader.gui.new_note import write_new
from closereader.gui.open_reading import OpenReading
from closereader.gui.tasks import Tasks
from closereader.gui.turns import Turns
from closereader.i18n import _, ngettext
from closereader.library import annotations as commands
from closereader.library.library import Library
from closereader.model.annotation import Annotation, AnnotationId, AnnotationKind
from closereader.model.changes import Changes
from closereader.model.colour import Colour
from closereader.model.entity import EntityId
from closereader.model.essay import Essay
from closereader.model.span import Span
from closereader.model.step import Step
from closereader.progress import Progress

Then = Callable[[Annotation], object]


class Session(OpenReading):
    """One window's state: what the reader points at, and what they do with it.

    `edit_comment(id)`, `edit_tags(id)`: the reader wants to write there now. `stepped(Annotation)`:
    that note alone was changed by undo or redo, in whatever reading; `stepped_essay(Essay or None)`: an
    essay was, or is gone by it. `marked(Annotation)`: it was just made on a passage.
    """

    selection_changed = Signal()
    chosen_note_changed = Signal()
    hovered_note_changed = Signal()
    chosen_entity_changed = Signal()
    marks_hidden_changed = Signal()
    place_changed = Signal(int)
    edit_comment = Signal(str)
    edit_tags = Signal(str)
    stepped = Signal(object)
    marked = Signal(object)
    stepped_essay = Signal(object)

    def __init__(
        self,
        library: Library,
        bus: Bus,
        tasks: Tasks,
        messages: Messages,
        turns: Turns | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`turns`: those of the window, where there are several sessions on its library."""
        self.last_colour = Colour.YELLOW
        self.marks_hidden = False
        self.selection: Span | None = None
        self.spoken: Span | None = None
        self.caret = 0
        self.chosen_note: AnnotationId | None = None
        self.hovered_note: AnnotationId | None = None
        self.chosen_entity: EntityId | None = None
        self.chosen_mention = -1
        super().__init__(library, bus, tasks, messages, parent)
        self.bus = bus
        self.turns = turns or Turns(tasks, messages, self)
        self.linked = LinkedNotes(self, bus)
        self.uses = EssayUses(self, bus)
        self.known_tags = KnownTags(self, bus)

    # What the reader points at

    @property
    def passage(self) -> Span | None:
        """What there is to mark: the selection; without one, and without a chosen note, the
        sentence that is being read aloud."""
        if self.selection is not None or self.chosen_note is not None:
            return self.selection
        return self.spoken

    def select(self, span: Span | None, caret: int) -> None:
        """The reader selected `span` (None: nothing); the caret stands at code point `caret`. A
        chosen note that it left is let go: what is asked for next is about the place it is at."""
        if (span, caret) != (self.selection, self.caret):
            self.selection = span
            self.caret = caret
            self.selection_changed.emit()
            chosen = self.annotations.get(self.chosen_note)
            if chosen is not None and not chosen.start <= caret <= chosen.end:
                self.choose_note(None)

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

    def hide_marks(self, hidden: bool) -> None:
        """Show the bare text, or the marks again."""
        if hidden != self.marks_hidden:
            self.marks_hidden = hidden
            self.marks_hidden_changed.emit()

    # What the reader does

    def run(
        self,
        label: str,
        command: Any,
        *args: Any,
        join: str = "",
        weight: int = 1,
        then: Callable[[Any], object] | None = None,
        **kwargs: Any,
    ) -> Any:
        """`library.run` when all that was asked for before is done, with a refusal shown in the
        window. A change of many records, by its `weight`, is made in a task. `then` gets the
        result, if it was not refused. Returns the result if it is there at once, else None."""

        def change(progress: Progress) -> Any:
            return self.library.run(label, command, *args, join=join, progress=progress, **kwargs)

        return self.turns.change(label, change, weight, then)

    def mark(
        self,
        kind: AnnotationKind = AnnotationKind.HIGHLIGHT,
        colour: Colour | None = None,
        then: Then | None = None,
    ) -> Annotation | None:
        """Mark the selection, or the sentence that is being read aloud; without one, give the
        chosen note this colour, or make it an underline or strike it out. `then` gets the note;
        returns it if it is there at once."""
        colour = colour or self.last_colour
        self.last_colour = colour
        passage = self.passage
        if passage is not None and self.selection is None:
            # Heard and marked before, a sentence only changes its colour.
            here = self.annotations.at(passage.start)
            same = next((n for n in here if n.span == passage and n.kind is kind), None)
            if same is not None:
                self.choose_note(same.id)
                passage = None
        if passage is None:
            chosen = self.annotations.get(self.chosen_note)
            if chosen is not None:
                # Of its colour already, perhaps, but then this comes to nothing: a change under
                # way may be giving it another.
                if kind in (AnnotationKind.UNDERLINE, AnnotationKind.STRIKE):
                    self.set_kind([chosen.id], kind)
                else:
                    self.run(_("Change colour"), commands.recolour, [chosen.id], colour)
                if then is not None:
                    then(chosen)
            return chosen
        if self.reading is None:
            return None
        label = {
            AnnotationKind.UNDERLINE: _("Underline"),
            AnnotationKind.STRIKE: _("Strike out"),
        }.get(kind, _("Highlight"))

        def choose(made: Annotation) -> None:
            if made.id in self.annotations:
                self.choose_note(made.id)
                if then is not None:
                    then(made)
                self.marked.emit(made)

        made: Annotation | None = self.run(
            label, commands.add, self.reading.id, passage, kind=kind, colour=colour, then=choose
        )
        return made

    def comment(self) -> None:
        """Write a comment: on the chosen note where it is under the caret, else on a new highlight."""
        self._write_on_note(lambda note: self.edit_comment.emit(note.id))

    def tag(self) -> None:
        """Write tags, on the same note as `comment` would choose."""
        self._write_on_note(lambda note: self.edit_tags.emit(note.id))

    def question(self) -> None:
        """Ask about the selection, else about the chosen note's passage, else at the caret."""
        if self.reading is None:
            return
        chosen = self.annotations.get(self.chosen_note)
        where = self.passage or (Span(self.caret, self.caret) if chosen is None else chosen.span)
        write_new(self, _("Question"), where, AnnotationKind.QUESTION, Colour.RED)

    def set_comment(self, annotation_id: AnnotationId, comment: str) -> None:
        """Save the comment as it stands now; quick changes to one comment are one step of undo."""
        annotation = self.annotations.get(annotation_id)
        # What is under way, or waits, may be another comment: the last one counts.
        if annotation is not None and (self.turns.is_behind or annotation.comment != comment):
            self.run(
                _("Comment"),
                commands.set_comment,
                annotation_id,
                comment,
                join=f"comment:{annotation_id}",
            )

    def set_tags(self, ids: Sequence[AnnotationId], tags: Sequence[str]) -> None:
        """Give these notes these tags."""
        self.run(_("Tag"), commands.set_tags, list(ids), list(tags), weight=len(ids))

    def set_span(self, annotation_id: AnnotationId, span: Span) -> None:
        """Extend or shorten a note's passage."""
        self.run(_("Change passage"), commands.set_span, annotation_id, span)

    def recolour(self, ids: Sequence[AnnotationId], colour: Colour) -> None:
        """Give these notes this colour."""
        self.last_colour = colour
        label = ngettext("Change colour", "Change colour of {count} notes", len(ids))
        self.run(label, commands.recolour, list(ids), colour, weight=len(ids))

    def set_kind(self, ids: Sequence[AnnotationId], kind: AnnotationKind) -> None:
        """Make these notes of this kind."""
        label = ngettext("Change kind", "Change kind of {count} notes", len(ids))
        self.run(label, commands.set_kind, list(ids), kind, weight=len(ids))

    def remove(
        self, ids: Sequence[AnnotationId], then: Callable[[None], object] | None = None
    ) -> None:
        """Delete these notes; undo brings them back. `then` is called when they are gone."""
        if ids:
            label = ngettext("Delete note", "Delete {count} notes", len(ids))
            self.run(label, commands.remove, list(ids), weight=len(ids), then=then)

    def remove_chosen(self) -> None:
        """Delete the chosen note."""
        if self.chosen_note in self.annotations:
            assert self.chosen_note is not None
            self.remove([self.chosen_note])

    def undo(self) -> None:
        """Take back the last change; of those not done yet, the last asked for."""
        said = _("Undone in another reading: {what}.")
        self.turns.when_free(lambda: self._step(self.library.undoable, self.library.undo, said))

    def redo(self) -> None:
        """Do again what was taken back."""
        said = _("Done again in another reading: {what}.")
        self.turns.when_free(lambda: self._step(self.library.redoable, self.library.redo, said))

    def _step(self, step: Step | None, retrace: Callable[[Progress], Any], said: str) -> None:
        if step is not None:
            # What a notice offers to take back may be what goes now.
            self.messages.retract()
            self.turns.change(step.label, retrace, step.weight, lambda c: self._show_step(c, said))

    def _show_step(self, changes: Changes | None, said: str) -> None:
        if changes is None:
            return
        if self.reading is not None and changes.readings().isdisjoint({self.reading.id, ""}):
            self.messages.info(said.format(what=changes.label))
        # Show where it happened, so that nothing changes unseen.
        touched = [c.after for c in changes.of(Annotation) if isinstance(c.after, Annotation)]
        if len(touched) == 1:
            self.stepped.emit(touched[0])
        for essay in (c.after for c in changes.of(Essay)):
            self.stepped_essay.emit(essay)
        if self.reading is None:
            return
        if len(touched) == 1 and touched[0].reading_id == self.reading.id:
            # Where its pass is not looked at, its passage alone is shown.
            seen = touched[0].id in self.annotations
            self.choose_note(touched[0].id if seen else None)
            self.go_to.emit(touched[0].span, False)

    # Following the library

    def _opened_another(self) -> None:
        self.selection = self.spoken = None
        self.caret = 0
        self.chosen_note = self.hovered_note = None
        self.chosen_entity = None
        self.chosen_mention = -1

    def _annotations_followed(self) -> None:
        if self.chosen_note is not None and self.chosen_note not in self.annotations:
            self.choose_note(None)

    def _entities_followed(self) -> None:
        if self.chosen_entity is not None and self.entity(self.chosen_entity) is None:
            self.choose_entity(None)

    def _write_on_note(self, write: Then) -> None:
        chosen = self.annotations.get(self.chosen_note)
        if self.passage is not None:
            if chosen is not None and chosen.span == self.passage:
                write(chosen)
            else:
                self.mark(then=write)
            return
        if chosen is not None:
            write(chosen)
            return
        here = self.annotations.here(self.caret)
        if here:
            self.choose_note(here[0].id)
            write(here[0])

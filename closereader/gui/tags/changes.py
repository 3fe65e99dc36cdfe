"""What a reader does to tags and with them, each as one named step that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from closereader.errors import InputRefused
from closereader.gui.session import Session
from closereader.i18n import _, ngettext
from closereader.library import annotations as notes
from closereader.library import tags as commands
from closereader.library.wording import clean_tags
from closereader.model.annotation import Annotation, AnnotationId
from closereader.model.colour import Colour
from closereader.model.span import Span
from closereader.model.step import Step
from closereader.model.tag import is_at_or_below


class TagChanges(QObject):
    """Runs the commands, and says what they did to notes that are not in sight. `moved(old, new)`: a
    tag is called otherwise now."""

    moved = Signal(str, str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session

    # To tags

    def rename(self, old: str, new: str) -> None:
        """Call it `new`, in the whole library."""
        name = self._cleaned(new)
        if name is None or name == old:
            return
        known = self._session.known_tags.everywhere(name) > 0

        def told(count: int) -> str:
            if known:
                return _became_one(old, name, count)
            return _("“{old}” is “{new}” now, on {notes}.").format(
                old=old, new=name, notes=_notes(count)
            )

        self._change(_("Rename tag"), commands.rename, old, name, told=told, to=name)

    def merge(self, name: str, into: str) -> None:
        """Make it one with another."""
        self._change(
            _("Merge tags"),
            commands.merge,
            [name],
            into,
            told=lambda count: _became_one(name, into, count),
            old=name,
            to=into,
        )

    def put_below(self, name: str, above: str) -> None:
        """Move it below another tag; below "": to the top."""
        last = name.rpartition("/")[2]
        target = f"{above}/{last}" if above else last
        if target == name or (above and is_at_or_below(above, name)):
            return

        def told(count: int) -> str:
            if not above:
                said = _("“{tag}” stands at the top now, on {notes}.")
            else:
                said = _("“{tag}” stands below “{above}” now, on {notes}.")
            return said.format(tag=last, above=above, notes=_notes(count))

        self._change(_("Move tag"), commands.rename, name, target, told=told, to=target)

    def set_colour(self, name: str, colour: Colour | None) -> None:
        """Show it in that colour, or in none of its own."""
        self._session.run(_("Colour of a tag"), commands.set_colour, name, colour)

    def remove(self, name: str, *, keep_below: bool = False) -> None:
        """Take it off all notes of the library."""

        def told(count: int) -> str:
            return _("{notes} lost the tag “{tag}”.").format(notes=_notes(count), tag=name)

        label = _("Delete tag")
        self._change(label, commands.remove, name, told=told, keep_below=keep_below)

    def _change(
        self,
        label: str,
        command: Callable[..., int],
        first: str | list[str],
        *rest: str,
        told: Callable[[int], str],
        old: str = "",
        to: str = "",
        **options: Any,
    ) -> None:
        session = self._session
        name = old or str(first)

        def tell(count: int) -> None:
            if to:
                self.moved.emit(name, to)
            step = session.library.undoable
            if step is None:
                session.messages.info(told(count))
            else:
                session.messages.offer(told(count), _("Undo"), lambda: self._take_back(step))

        weight = max(session.known_tags.everywhere(name), 1)
        session.run(label, command, first, *rest, weight=weight, then=tell, **options)

    def _take_back(self, step: Step) -> None:
        """That very step, whatever was done since."""
        session = self._session
        last = session.library.undoable
        if last is not None and last.number == step.number:
            session.undo()
            return
        session.turns.change(
            step.label,
            lambda progress: session.library.take_back(step.number, progress),
            step.weight,
        )

    def _cleaned(self, written: str) -> str | None:
        try:
            cleaned = clean_tags([written])
        except InputRefused as error:
            self._session.messages.error(str(error))
            return None
        if not cleaned:
            self._session.messages.error(_("A tag needs a name."))
            return None
        return cleaned[0]

    # With tags

    def put_on(self, tag: str, ids: Sequence[AnnotationId]) -> None:
        """Give the tag to these notes of the open reading."""
        every = [self._session.annotations.get(one) for one in ids]
        without = [note.id for note in every if note is not None and tag not in note.tags]
        if not without:
            if ids:
                said = ngettext("The note has that tag.", "The notes have that tag.", len(ids))
                self._session.messages.info(said)
            return
        label = ngettext("Tag", "Tag {count} notes", len(without))
        self._session.run(label, notes.add_tags, without, [tag], weight=len(without))

    def put_on_passage(self, tag: str, span: Span) -> None:
        """Mark the passage in the colour used last, with this tag."""
        session = self._session
        if session.reading is None:
            return

        def choose(made: Annotation) -> None:
            if made.id in session.annotations:
                session.choose_note(made.id)

        session.run(
            _("Highlight and tag"),
            notes.add,
            session.reading.id,
            span,
            colour=session.last_colour,
            tags=[tag],
            then=choose,
        )

    def put_on_chosen(self, tag: str, ids: Sequence[AnnotationId]) -> None:
        """Give it to what the reader chose: the selected passage, else these notes."""
        if self._session.selection is not None:
            self.put_on_passage(tag, self._session.selection)
        elif ids:
            self.put_on(tag, ids)
        else:
            self._session.messages.info(_("Choose a note or select a passage first."))


def _became_one(name: str, into: str, count: int) -> str:
    return _("“{name}” became one with “{into}”, on {notes}.").format(
        name=name, into=into, notes=_notes(count)
    )


def _notes(count: int) -> str:
    return ngettext("{count} note", "{count} notes", count)

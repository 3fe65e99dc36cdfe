"""What a reader decides about names, each as one named step that can be undone."""

from collections.abc import Callable

from closereader.gui.session import Session
from closereader.i18n import _
from closereader.library import entities as commands
from closereader.model.entity import Entity, EntityId, EntityKind
from closereader.model.span import Span


class Decisions:
    """Runs the commands on the session's reading; without one nothing happens."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def rename(self, entity_id: EntityId, name: str) -> None:
        """Call it `name`."""
        self._run(_("Rename entity"), commands.rename, entity_id, name)

    def retype(self, entity_id: EntityId, kind: EntityKind) -> None:
        """Make it a person, a place …"""
        self._run(_("Change kind of entity"), commands.retype, entity_id, kind)

    def merge(self, entity_id: EntityId, other: EntityId) -> None:
        """Make `other` part of it, and show the whole."""
        if entity_id == other:
            return
        self._run(_("Merge two entities"), commands.merge, entity_id, other, show=lambda: entity_id)

    def reject(self, entity_id: EntityId) -> None:
        """It is not an entity."""
        self._run(_("Not an entity"), commands.reject, entity_id)

    def reject_mention(self, entity: Entity, mention: int) -> None:
        """This place does not name it."""
        self._run(_("Not this mention"), commands.reject, entity.id, _span(entity, mention))

    def split(self, entity: Entity, mention: int) -> None:
        """This place names another one of the same name; show that one."""
        from closereader.entities import split_target

        span = _span(entity, mention)
        name = " ".join(entity.mentions[mention].text.split())
        self._run(
            _("Split mention off"),
            commands.split,
            entity.id,
            span,
            name,
            show=lambda: split_target(entity.id, entity.kind, name),
        )

    def add_new(self, kind: EntityKind) -> None:
        """The selected passage names something that was not found."""
        # The recogniser, with its lists of names, is loaded by whoever first needs it.
        from closereader.entities import entity_id

        selection, text = self._session.selection, self._session.text
        if selection is None or text is None:
            return
        name = " ".join(selection.text_of(text.text).split())
        made = entity_id(kind, name)
        self._run(_("Add entity"), commands.add, made, selection, kind, name, show=lambda: made)

    def add_mention(self, entity: Entity) -> None:
        """The selected passage names this entity too."""
        selection = self._session.selection
        if selection is not None:
            self._run(_("Add mention"), commands.add, entity.id, selection, entity.kind)

    def _run(
        self,
        label: str,
        command: object,
        *arguments: object,
        show: Callable[[], EntityId] | None = None,
    ) -> None:
        """`show`: which entity to choose when it is done."""
        session = self._session
        reading = session.reading
        if reading is not None:
            then = None if show is None else lambda _decision: session.choose_entity(show())
            session.run(label, command, reading.id, *arguments, then=then)


def _span(entity: Entity, mention: int) -> Span:
    there = entity.mentions[mention]
    return Span(there.start, there.end)

"""What a filter asks for, in words: on the chips that take each part away, and as a name for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject

from closereader.gui.notes.wording import Wording
from closereader.gui.session import Session
from closereader.model.annotation import AnnotationKind
from closereader.model.colour import Colour
from closereader.model.entity import EntityId
from closereader.model.note_filter import NoteFilter

KINDS = (
    AnnotationKind.HIGHLIGHT,
    AnnotationKind.UNDERLINE,
    AnnotationKind.STRIKE,
    AnnotationKind.QUESTION,
    AnnotationKind.BOOKMARK,
    AnnotationKind.NOTE,
    AnnotationKind.LINK,
    AnnotationKind.AREA,
)
Part = tuple[str, NoteFilter]


class FilterWords(QObject):
    """Words for the parts of a filter on the session's reading."""

    def __init__(self, session: Session, wording: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wording = wording

    def parts(self, chosen: NoteFilter) -> list[Part]:
        """All that is chosen, the words typed aside: what it is called, and the filter without it."""
        parts: list[Part] = []

        def add(field: str, value: Any, words: str) -> None:
            less = replace(chosen, **{field: getattr(chosen, field) - {value}})
            parts.append((words, less))

        for tag in sorted(chosen.tags):
            add("tags", tag, tag)
        for colour in Colour:
            if colour in chosen.colours:
                add("colours", colour, self.colour(colour))
        for kind in KINDS:
            if kind in chosen.kinds:
                add("kinds", kind, self.kind(kind))
        for number in sorted(chosen.passes):
            add("passes", number, self.pass_(number))
        for reader in sorted(chosen.readers):
            add("readers", reader, self.reader(reader))
        for entity in sorted(chosen.entities, key=self.entity):
            add("entities", entity, self.entity(entity))
        if chosen.has_comment is not None:
            words = self.comment(has_comment=chosen.has_comment)
            parts.append((words, replace(chosen, has_comment=None)))
        if chosen.to_check:
            parts.append((self.to_check(), replace(chosen, to_check=False)))
        return parts

    def name_for(self, chosen: NoteFilter) -> str:
        """What to call it, as long as the reader has not said."""
        typed = [f"“{chosen.words.strip()}”"] if chosen.words.strip() else []
        return " · ".join([*typed, *(words for words, _less in self.parts(chosen))])

    def colour(self, colour: Colour) -> str:
        """What the reader lets the colour mean."""
        return self._wording.meaning(colour)

    def kind(self, kind: AnnotationKind) -> str:
        """Notes of that kind."""
        return {
            AnnotationKind.HIGHLIGHT: self.tr("Highlights"),
            AnnotationKind.UNDERLINE: self.tr("Underlines"),
            AnnotationKind.STRIKE: self.tr("Struck out"),
            AnnotationKind.QUESTION: self.tr("Questions"),
            AnnotationKind.BOOKMARK: self.tr("Bookmarks"),
            AnnotationKind.NOTE: self.tr("Notes in the margin"),
            AnnotationKind.LINK: self.tr("Links"),
            AnnotationKind.AREA: self.tr("Areas of a page"),
        }[kind]

    def pass_(self, number: int) -> str:
        """A reading of the text."""
        return self._session.passes.name_of(number)

    def reader(self, name: str) -> str:
        """Who made the note."""
        return name or self.tr("No name")

    def entity(self, entity_id: EntityId) -> str:
        """What is named; in a reading that does not name it, as it is known elsewhere."""
        entity = self._session.entity(entity_id)
        return entity.name if entity is not None else entity_id.rpartition(":")[2] or entity_id

    def comment(self, *, has_comment: bool) -> str:
        """Whether there is a comment."""
        return self.tr("With a comment") if has_comment else self.tr("Without a comment")

    def to_check(self) -> str:
        """Notes that are not surely on their words."""
        return self.tr("To check")

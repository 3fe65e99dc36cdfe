"""The passes of the open reading: which there are and which are looked at; what the others hide.

One place decides: the notes of passes that are not looked at are kept here and are not among the
session's annotations, so that text, map, cards, counts and steps know nothing of them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from closereader.i18n import _
from closereader.library import passes
from closereader.model.annotation import Annotation, AnnotationId
from closereader.model.annotation_index import AnnotationIndex
from closereader.model.changes import Change
from closereader.model.reading_pass import NEWEST, Pass, PassesShown, shown_numbers

if TYPE_CHECKING:
    from closereader.gui.open_reading import OpenReading


@dataclass(frozen=True)
class Split:
    """Notes parted by whether their pass is looked at. `numbers`: of all passes there are."""

    records: tuple[Pass, ...] = ()
    wanted: PassesShown = NEWEST
    numbers: tuple[int, ...] = (1,)
    shown: frozenset[int] = frozenset({1})
    seen: AnnotationIndex = field(default_factory=AnnotationIndex)
    hidden: dict[AnnotationId, Annotation] = field(default_factory=dict)


def split(records: Sequence[Pass], wanted: PassesShown, notes: Collection[Annotation]) -> Split:
    """Part the notes of one reading."""
    numbers = passes.numbers(records, notes)
    shown = shown_numbers(wanted, numbers)
    if shown.issuperset(numbers):
        seen, hidden = AnnotationIndex(notes), {}
    else:
        seen = AnnotationIndex(note for note in notes if note.pass_number in shown)
        hidden = {note.id: note for note in notes if note.pass_number not in shown}
    return Split(tuple(records), wanted, tuple(numbers), shown, seen, hidden)


class ReadingPasses(QObject):
    """`changed()`: a pass was begun or named, others are looked at, or other notes are hidden."""

    changed = Signal()

    def __init__(self, session: OpenReading) -> None:
        super().__init__(session)
        self._session = session
        self._split = Split()

    def take(self, parted: Split) -> AnnotationIndex:
        """Another reading is open, or was read anew; the notes that are to be seen."""
        self._split = parted
        return parted.seen

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of all passes, 1 first."""
        return self._split.numbers

    @property
    def shown(self) -> frozenset[int]:
        """The numbers of those looked at."""
        return self._split.shown

    @property
    def wanted(self) -> PassesShown:
        """What the reader asked to look at."""
        return self._split.wanted

    @property
    def has_several(self) -> bool:
        """Whether the text was begun more than once."""
        return len(self._split.numbers) > 1

    @property
    def hidden(self) -> Collection[Annotation]:
        """The notes of the other passes."""
        return self._split.hidden.values()

    def record(self, number: int) -> Pass | None:
        """What is kept of that pass; the first has nothing."""
        return next((each for each in self._split.records if each.number == number), None)

    def name_of(self, number: int) -> str:
        """What a pass is called: "Pass 2 – For the seminar"."""
        record = self.record(number)
        name = _("Pass {number}").format(number=number)
        return f"{name} – {record.name}" if record is not None and record.name else name

    def look_at(self, wanted: PassesShown) -> None:
        """Show the notes of these passes, now and whenever the reading is opened."""
        reading = self._session.reading
        if reading is not None and wanted != self._split.wanted:
            passes.show(self._session.library, reading.id, wanted)
            self._part_anew(self._split.records, wanted)

    def follow(self, records: Sequence[Pass]) -> None:
        """The passes of this reading are these now."""
        self._part_anew(records, self._split.wanted)

    def all_notes(self) -> list[Annotation]:
        """The notes of all passes."""
        return [*self._session.annotations, *self._split.hidden.values()]

    def _part_anew(self, records: Sequence[Pass], wanted: PassesShown) -> None:
        before = self._split.shown
        self._split = split(records, wanted, self.all_notes())
        if self._split.shown != before:
            self._session.take_notes(self._split.seen)
        self.changed.emit()

    # Following

    def sift(self, changes: list[Change]) -> list[Change]:
        """Of changes of this reading's notes, what the panes see of them."""
        hidden, shown = self._split.hidden, self._split.shown
        if not hidden and all(
            each.after.pass_number in shown
            for each in changes
            if isinstance(each.after, Annotation)
        ):
            return changes
        seen = []
        for change in changes:
            before, after = change.before, change.after
            was_seen = isinstance(before, Annotation) and before.id not in hidden
            if isinstance(after, Annotation) and after.pass_number not in shown:
                hidden[after.id] = after
                if was_seen:
                    seen.append(Change(before, None))
            else:
                for record in (before, after):
                    if isinstance(record, Annotation):
                        hidden.pop(record.id, None)
                if was_seen or after is not None:
                    seen.append(Change(before if was_seen else None, after))
        return seen

    def notes_followed(self, changes: Sequence[Change]) -> None:
        """The notes were changed: there may be another pass, and what is made now is to be seen."""
        told = [each.after for each in changes if isinstance(each.after, Annotation)]
        newest = max([*self._split.numbers, *(note.pass_number for note in told)])
        made = any(
            isinstance(each.after, Annotation)
            and each.before is None
            and each.after.pass_number == newest
            for each in changes
        )
        if made and newest not in self._split.shown and self._split.wanted != NEWEST:
            self.look_at(self._split.shown | {newest})
        elif any(note.pass_number not in self._split.numbers for note in told):
            self.follow(self._split.records)
        elif self._split.hidden or self.has_several:
            self.changed.emit()

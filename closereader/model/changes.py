"""What one command did to the library: the only thing that panes are told."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from closereader.model.annotation import Annotation
from closereader.model.entity import EntityDecision
from closereader.model.essay import Essay
from closereader.model.meaning import Meaning
from closereader.model.note_filter import SavedFilter
from closereader.model.reading import EarlierText, Reading, ReadingText
from closereader.model.reading_pass import Pass
from closereader.model.tag import Tag

Record: TypeAlias = (
    Annotation
    | Reading
    | ReadingText
    | EarlierText
    | EntityDecision
    | Meaning
    | Tag
    | Pass
    | SavedFilter
    | Essay
)

R = TypeVar(
    "R",
    Annotation,
    Reading,
    ReadingText,
    EarlierText,
    EntityDecision,
    Meaning,
    Tag,
    Pass,
    SavedFilter,
    Essay,
)


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after; `before` None: it is new; `after` None: it is gone."""

    before: Record | None
    after: Record | None

    @property
    def record(self) -> Record:
        """Whichever of the two there is, the later first."""
        record = self.after if self.after is not None else self.before
        assert record is not None
        return record


@dataclass(frozen=True, slots=True)
class Changes:
    """All that one command changed, in order. `label` names it in the reader's words ("Highlight");
    `sequence` counts up over the life of a library object."""

    label: str
    changes: tuple[Change, ...]
    sequence: int = 0
    external: bool = False
    # Sorted out by `of` when first asked: every pane asks it of the same thousands.
    _of: dict[type, list[Change]] = field(default_factory=dict, repr=False, compare=False)

    def pairs(self, kind: type[R]) -> list[tuple[R | None, R | None]]:
        """Before and after of every record of one type, in order."""
        return [
            (
                change.before if isinstance(change.before, kind) else None,
                change.after if isinstance(change.after, kind) else None,
            )
            for change in self.of(kind)
        ]

    def of(self, kind: type) -> list[Change]:
        """Only the changes to records of one type; the same list each time, to be left as it is."""
        if not self._of:
            # Not by `record`, which would take half of the time.
            for change in self.changes:
                of_one = type(change.before if change.after is None else change.after)
                self._of.setdefault(of_one, []).append(change)
        return self._of.get(kind, [])

    def readings(self) -> set[str]:
        """The readings whose records were changed; "" for what belongs to none of them."""
        return {reading_of(change.record) for change in self.changes}

    @property
    def weight(self) -> int:
        """About how many rows making these changes touches."""
        return weight_of(self.changes)


def weight_of(changes: Iterable[Change]) -> int:
    """About how many rows making these changes touches: a text is found block by block."""
    return sum(
        1 + (len(change.record.blocks) if isinstance(change.record, ReadingText) else 0)
        for change in changes
    )


def reading_of(record: Record) -> str:
    """The reading that a record belongs to; "" for one that belongs to the whole library."""
    if isinstance(record, Reading | ReadingText):
        return record.id
    if isinstance(record, Annotation | EntityDecision | Pass | EarlierText):
        return record.reading_id
    return ""

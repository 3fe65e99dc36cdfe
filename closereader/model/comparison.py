"""What a reader marked in two readings of the same text, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from closereader.model.annotation import Annotation
from closereader.model.annotation_index import AnnotationIndex, order

# Of two marks the shorter must lie in the other for at least so much to be on the same passage.
_LEAST_SHARED = 0.5


class Outcome(Enum):
    """What became of a passage from one pass to the other."""

    KEPT = auto()
    CHANGED = auto()
    ONLY_FIRST = auto()
    ONLY_SECOND = auto()


@dataclass(frozen=True, slots=True)
class Compared:
    """A passage that was marked in one pass (`first`) or in the other (`second`), or in both."""

    first: Annotation | None
    second: Annotation | None

    @property
    def outcome(self) -> Outcome:
        """KEPT: of the same meaning both times; CHANGED: another colour or kind of mark, or
        another comment where both times there is one."""
        one, other = self.first, self.second
        if one is None:
            return Outcome.ONLY_SECOND
        if other is None:
            return Outcome.ONLY_FIRST
        comments = one.comment.strip(), other.comment.strip()
        is_said_otherwise = all(comments) and comments[0] != comments[1]
        if one.colour is not other.colour or one.kind is not other.kind or is_said_otherwise:
            return Outcome.CHANGED
        return Outcome.KEPT

    @property
    def place(self) -> Annotation:
        """The mark that says where it is: the later one, if there is one."""
        found = self.second or self.first
        assert found is not None
        return found


def compare(first: Sequence[Annotation], second: Sequence[Annotation]) -> list[Compared]:
    """Every note of both, in order of place. Two notes are put together where the shorter passage
    lies for at least half of it in the other; each with one other at most, the likest first."""
    later = AnnotationIndex(second)
    pairs = []
    for note in first:
        for other in later.touching(note.start, note.end):
            shared, likeness = _overlap(note, other)
            if shared >= _LEAST_SHARED:
                pairs.append((-likeness, order(note), order(other), note, other))
    pairs.sort(key=lambda pair: pair[:3])
    paired: dict[str, Annotation] = {}
    taken: set[str] = set()
    for *_rank, note, other in pairs:
        if note.id not in paired and other.id not in taken:
            paired[note.id] = other
            taken.add(other.id)
    found = [Compared(note, paired.get(note.id)) for note in first]
    found += [Compared(None, other) for other in second if other.id not in taken]
    return sorted(found, key=lambda each: order(each.place))


def _overlap(one: Annotation, other: Annotation) -> tuple[float, float]:
    """Which part of the shorter passage both have, and how alike the two are, each up to 1."""
    if one.span == other.span:
        # Of two marks on the same words, those of one kind and colour belong together.
        return 1.0, 1.0 + (one.kind is other.kind) + (one.colour is other.colour)
    shared = min(one.end, other.end) - max(one.start, other.start)
    shorter = min(one.end - one.start, other.end - other.start)
    if shared <= 0 or shorter <= 0:
        return 0.0, 0.0
    whole = max(one.end, other.end) - min(one.start, other.start)
    return shared / shorter, shared / whole

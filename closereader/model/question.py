"""The questions among a reading's notes: their order, and what bears on them."""

from collections.abc import Iterable

from closereader.model.annotation import EVIDENCE, Annotation, AnnotationId, AnnotationKind
from closereader.model.annotation_index import order as place_order

OrderKey = tuple[int, int, int, int, str, AnnotationId]


def order(question: Annotation) -> OrderKey:
    """Sorts questions as their reader arranged them; those not placed come after, by place in the
    text."""
    return (int(question.rank == 0), question.rank, *place_order(question))


def in_order(notes: Iterable[Annotation]) -> list[Annotation]:
    """The questions among these notes, in their reader's order."""
    return sorted((note for note in notes if note.kind is AnnotationKind.QUESTION), key=order)


def evidence_of(question: Annotation) -> tuple[AnnotationId, ...]:
    """The notes that bear on it, in the order in which they were added."""
    return tuple(link.target for link in question.links if link.kind == EVIDENCE)

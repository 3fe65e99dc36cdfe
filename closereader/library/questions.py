"""Commands on questions: how far each has come, in which order they stand, and what bears on them.

A question's evidence are links of kind EVIDENCE from it to the notes on those passages, in the order
in which they were added. The notes are ordinary ones, and stay when they are evidence no longer.
"""

from collections.abc import Sequence
from dataclasses import replace

from closereader.errors import InputRefused, NoSuchPassage
from closereader.i18n import _
from closereader.library import annotations
from closereader.library.links import End
from closereader.model.annotation import (
    EVIDENCE,
    Annotation,
    AnnotationId,
    AnnotationKind,
    Link,
    QuestionState,
)
from closereader.model.question import in_order
from closereader.model.reading import ReadingId
from closereader.store import Transaction


def set_state(tx: Transaction, ids: Sequence[AnnotationId], state: QuestionState) -> None:
    """Say how far these questions have come. Raises `NoSuchPassage` where one is gone, and
    `InputRefused` where one is no question."""
    for each in _questions(tx, ids):
        if each.state is not state:
            tx.put(replace(each, state=state, modified=tx.now))


def arrange(tx: Transaction, reading_id: ReadingId, ids: Sequence[AnnotationId]) -> None:
    """Put the reading's questions into this order. Those not named come after these, as they stood;
    one that is gone is no matter."""
    there = {note.id: note for note in in_order(tx.select(Annotation, reading_id=reading_id))}
    named = dict.fromkeys(each for each in ids if each in there)
    placed = [there.pop(each) for each in named]
    tx.put_all(
        [
            replace(note, rank=rank)
            for rank, note in enumerate([*placed, *there.values()], 1)
            if note.rank != rank
        ]
    )


def add_evidence(
    tx: Transaction, question_id: AnnotationId, ends: Sequence[End]
) -> list[Annotation]:
    """Let these passages bear on the question: the notes named, else those that stand on the very
    passage, else new highlights. An open question is taken up by it. Returns the notes that were
    not its evidence before. Raises as `set_state`, `NoSuchPassage` for a passage that is not there,
    and `InputRefused` for the question's own."""
    (question,) = _questions(tx, [question_id])
    kept = {link.target: link for link in question.links}
    added = []
    for end in ends:
        note = _note_on(tx, end)
        if note is None:
            if end.reading_id == question.reading_id and end.span == question.span:
                raise _own_passage()
            note = annotations.add(tx, end.reading_id, end.span, colour=end.colour)
        elif note.id == question.id:
            raise _own_passage()
        if kept.get(note.id) != Link(note.id, EVIDENCE):
            kept[note.id] = Link(note.id, EVIDENCE)
            added.append(note)
    if added:
        state = question.state
        if state is QuestionState.OPEN:
            state = QuestionState.TAKEN_UP
        links = tuple(kept.values())
        tx.put(replace(question, links=links, state=state, modified=tx.now))
    return added


def remove_evidence(tx: Transaction, question_id: AnnotationId, note_id: AnnotationId) -> None:
    """Let that note bear on the question no longer; both stay. Raises as `set_state`."""
    (question,) = _questions(tx, [question_id])
    kept = tuple(link for link in question.links if link != Link(note_id, EVIDENCE))
    if kept != question.links:
        tx.put(replace(question, links=kept, modified=tx.now))


def _questions(tx: Transaction, ids: Sequence[AnnotationId]) -> list[Annotation]:
    notes = tx.get_all(Annotation, ids)
    if len(notes) < len(set(ids)):
        raise NoSuchPassage(_("That question is no longer there."))
    if any(note.kind is not AnnotationKind.QUESTION for note in notes):
        raise InputRefused(_("That note is no question."))
    return notes


def _note_on(tx: Transaction, end: End) -> Annotation | None:
    """The note that is meant, or that stands on the very passage and could be evidence."""
    if end.note is not None:
        there = tx.get(Annotation, end.note)
        if there is None:
            raise NoSuchPassage(_("That annotation is no longer there."))
        return there
    return annotations.standing_on(tx, end.reading_id, end.span)


def _own_passage() -> InputRefused:
    return InputRefused(_("That is the question's own passage: it stands with it already."))

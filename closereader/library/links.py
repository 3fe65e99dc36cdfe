"""Links between passages, in one reading or across two: a note at either end, one pointing to the other.

A link is kept with the note it was made from (`Annotation.links`) and seen from both. Where one of the
notes is removed the link is not shown, and is there again when undo brings the note back.
"""

from dataclasses import dataclass, replace

from closereader.errors import InputRefused
from closereader.i18n import _
from closereader.library import annotations
from closereader.model.annotation import Annotation, AnnotationId, AnnotationKind
from closereader.model.colour import Colour
from closereader.model.reading import ReadingId
from closereader.model.span import Span
from closereader.store import Transaction


@dataclass(frozen=True, slots=True)
class End:
    """A passage to be linked: `note`, or a new note of kind LINK on `span` where there is none."""

    reading_id: ReadingId
    span: Span
    note: AnnotationId | None = None
    colour: Colour = Colour.GREY


def link(tx: Transaction, first: End, second: End) -> tuple[Annotation, Annotation]:
    """Link two passages, from `first` to `second`; returns their notes. Linking what is linked
    already, in whichever direction, changes nothing. Raises `NoSuchPassage`, and `InputRefused`
    for a passage with itself."""
    if first.reading_id == second.reading_id and (
        first.span == second.span or (first.note is not None and first.note == second.note)
    ):
        raise InputRefused(_("A passage cannot be linked with itself."))
    source, target = _note(tx, first), _note(tx, second)
    if target.id not in source.links and source.id not in target.links:
        source = replace(source, links=(*source.links, target.id), modified=tx.now)
        tx.put(source)
    return source, target


def unlink(tx: Transaction, first: AnnotationId, second: AnnotationId) -> None:
    """Take the link between two notes away, whichever it is kept with; the notes stay."""
    for note in tx.get_all(Annotation, [first, second]):
        kept = tuple(other for other in note.links if other not in (first, second))
        if kept != note.links:
            tx.put(replace(note, links=kept, modified=tx.now))


def _note(tx: Transaction, end: End) -> Annotation:
    if end.note is not None:
        there = tx.get(Annotation, end.note)
        if there is not None:
            return there
    return annotations.add(
        tx, end.reading_id, end.span, kind=AnnotationKind.LINK, colour=end.colour
    )

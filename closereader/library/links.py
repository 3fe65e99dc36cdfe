"""Links between passages, in one reading or across two: a note at either end, one pointing to the other.

A link is kept with the note it was made from (`Annotation.links`) and seen from both. Where one of the
notes is removed the link is not shown, and is there again when undo brings the note back.
"""

from collections import Counter
from dataclasses import dataclass, replace

from closereader.errors import InputRefused
from closereader.i18n import _
from closereader.library import annotations
from closereader.library.library import Library
from closereader.library.wording import clean_line
from closereader.model.annotation import (
    EVIDENCE,
    LONGEST_KIND,
    Annotation,
    AnnotationId,
    AnnotationKind,
    Link,
)
from closereader.model.colour import Colour
from closereader.model.reading import ReadingId
from closereader.model.span import Span
from closereader.store import Transaction


@dataclass(frozen=True, slots=True)
class End:
    """A passage to be linked: `note`, else the mark that stands on just this `span`, else a new note
    of kind LINK."""

    reading_id: ReadingId
    span: Span
    note: AnnotationId | None = None
    colour: Colour = Colour.GREY


def link(tx: Transaction, first: End, second: End, kind: str = "") -> tuple[Annotation, Annotation]:
    """Link two passages, from `first` to `second`; `kind` says what the link is ("echoes"). Returns
    their notes. What is linked already, in whichever direction, is not linked again; it takes the
    `kind`, if there is one. Raises `NoSuchPassage`, and `InputRefused` for a passage with itself or
    a kind that is no word."""
    is_both = first.note is not None and second.note is not None
    is_one = first.note == second.note if is_both else first.span == second.span
    if first.reading_id == second.reading_id and is_one:
        raise InputRefused(_("A passage cannot be linked with itself."))
    source, target = _note(tx, first), _note(tx, second)
    if not _points(source, target) and not _points(target, source):
        link_there = Link(target.id, _clean_kind(kind))
        source = replace(source, links=(*source.links, link_there), modified=tx.now)
        tx.put(source)
    elif kind:
        set_kind(tx, source.id, target.id, kind)
        source = tx.get(Annotation, source.id) or source
        target = tx.get(Annotation, target.id) or target
    return source, target


def set_kind(tx: Transaction, first: AnnotationId, second: AnnotationId, kind: str) -> None:
    """Say what the link between two notes is, whichever it is kept with; "" for nothing. Raises
    `InputRefused`."""
    cleaned = _clean_kind(kind)
    ends = {first, second}
    for note in tx.get_all(Annotation, [first, second]):
        renamed = tuple(
            replace(one, kind=cleaned) if one.target in ends - {note.id} else one
            for one in note.links
        )
        if renamed != note.links:
            tx.put(replace(note, links=renamed, modified=tx.now))


def unlink(tx: Transaction, first: AnnotationId, second: AnnotationId) -> None:
    """Take the link between two notes away, whichever it is kept with; the notes stay."""
    for note in tx.get_all(Annotation, [first, second]):
        kept = tuple(one for one in note.links if one.target not in (first, second))
        if kept != note.links:
            tx.put(replace(note, links=kept, modified=tx.now))


def used_kinds(lib: Library) -> list[str]:
    """The kinds that links in the library have, in the order of how many have them; evidence is none
    that a reader chooses."""
    with lib.read() as snapshot:
        counts = Counter(link.kind for note in snapshot.linking() for link in note.links)
    return [kind for kind, _count in counts.most_common() if kind and kind != EVIDENCE]


def _points(source: Annotation, target: Annotation) -> bool:
    return any(one.target == target.id for one in source.links)


def _clean_kind(kind: str) -> str:
    cleaned = clean_line(kind)
    if len(cleaned) > LONGEST_KIND:
        raise InputRefused(
            _("The kind of a link may have at most {most} characters.").format(most=LONGEST_KIND)
        )
    return cleaned


def _note(tx: Transaction, end: End) -> Annotation:
    if end.note is not None:
        there = tx.get(Annotation, end.note)
        if there is not None:
            return there
    there = annotations.standing_on(tx, end.reading_id, end.span)
    return there or annotations.add(
        tx, end.reading_id, end.span, kind=AnnotationKind.LINK, colour=end.colour
    )

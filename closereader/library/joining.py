"""Two marks made one: what a reader means who goes on marking where a mark of that colour ended."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from closereader.errors import InputRefused, NoSuchPassage
from closereader.i18n import _
from closereader.library import annotations, readings
from closereader.library.wording import clean_comment
from closereader.model.annotation import (
    Annotation,
    AnnotationId,
    AnnotationKind,
    Link,
)
from closereader.model.essay import Essay, Quotation
from closereader.model.span import Span
from closereader.store import Transaction

# What can go on. A question, a note, a bookmark or the end of a link is about just where it stands.
_JOINED = (AnnotationKind.HIGHLIGHT, AnnotationKind.UNDERLINE, AnnotationKind.STRIKE)


def touching(text: str, note: Annotation, others: Iterable[Annotation]) -> list[Annotation]:
    """Those of `others` that could be made one with the note: like it in colour, kind, reader and
    pass, and overlapping it or parted from it by nothing but space; the nearest first."""
    if note.kind not in _JOINED:
        return []
    found = [
        other
        for other in others
        if other.id != note.id and _is_like(note, other) and _meet(text, note.span, other.span)
    ]
    return sorted(found, key=lambda other: (_gap(note.span, other.span), other.start))


def join(tx: Transaction, first: AnnotationId, second: AnnotationId) -> Annotation:
    """Make one mark of two: the older one, on the passage of both, with the comments, tags and links
    of both; what pointed to either, and what was quoted from it, is about that one. Returns it.
    Raises `NoSuchPassage` where one is gone, `InputRefused` where they are not alike."""
    notes = tx.get_all(Annotation, [first, second])
    if len(notes) < 2:
        raise NoSuchPassage(_("That annotation is no longer there."))
    kept, gone = sorted(notes, key=lambda note: (note.created, note.id))
    if not _is_like(kept, gone) or kept.kind not in _JOINED:
        raise InputRefused(_("Only marks of one kind and colour can be made one."))
    text = readings.require_text(tx, kept.reading_id).text
    span = Span(min(kept.start, gone.start), max(kept.end, gone.end))
    in_order = sorted(notes, key=lambda note: (note.start, note.end))
    links = _links((kept, gone), {kept.id, gone.id})
    joined = replace(
        annotations.on_passage(kept, text, span),
        comment=clean_comment("\n\n".join(_comments(in_order))),
        tags=tuple(dict.fromkeys((*kept.tags, *gone.tags))),
        links=links,
        modified=tx.now,
    )
    point_to(tx, {gone.id: kept.id})
    tx.put(joined)
    tx.remove(Annotation, gone.id)
    return joined


def _is_like(one: Annotation, other: Annotation) -> bool:
    def alike(note: Annotation) -> tuple[object, ...]:
        return (note.reading_id, note.kind, note.colour, note.reader, note.pass_number)

    return alike(one) == alike(other)


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _meet(text: str, one: Span, other: Span) -> bool:
    low, high = min(one.end, other.end), max(one.start, other.start)
    between = text[low:high] if low < high else ""
    return not between or (between.isspace() and "\n" not in between)


def _comments(notes: Sequence[Annotation]) -> list[str]:
    return list(dict.fromkeys(note.comment.strip() for note in notes if note.comment.strip()))


def _links(notes: Sequence[Annotation], own: set[AnnotationId]) -> tuple[Link, ...]:
    found: dict[AnnotationId, Link] = {}
    for note in notes:
        for link in note.links:
            if link.target not in own:
                found.setdefault(link.target, link)
    return tuple(found.values())


def point_to(tx: Transaction, kept: Mapping[AnnotationId, AnnotationId]) -> None:
    """What pointed to a note that is a key of `kept`, or was quoted from it, is about the note that is
    its value."""
    if not kept:
        return
    for source in tx.linking():
        if source.id in kept or all(link.target not in kept for link in source.links):
            continue
        turned: dict[AnnotationId, Link] = {}
        for link in source.links:
            target = kept.get(link.target, link.target)
            if target != source.id:
                turned.setdefault(target, replace(link, target=target))
        tx.put(replace(source, links=tuple(turned.values()), modified=tx.now))
    for essay in tx.select(Essay):
        quotations = tuple(_turned(each, kept) for each in essay.quotations)
        if quotations != essay.quotations:
            tx.put(replace(essay, quotations=quotations))


def _turned(quotation: Quotation, kept: Mapping[AnnotationId, AnnotationId]) -> Quotation:
    now = kept.get(AnnotationId(quotation.annotation))
    return quotation if now is None else replace(quotation, annotation=now)

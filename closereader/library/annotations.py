"""Commands on annotations: mark a passage, write on the mark, change it, take it away."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from closereader import anchoring
from closereader.anchoring import Quote
from closereader.errors import InputRefused, NoSuchPassage
from closereader.i18n import _
from closereader.library import readings
from closereader.library.wording import clean_comment, clean_line, clean_tags
from closereader.model.annotation import (
    WITHOUT_PASSAGE,
    AnchorState,
    Annotation,
    AnnotationId,
    AnnotationKind,
)
from closereader.model.colour import Colour
from closereader.model.reading import ReadingId, ReadingText
from closereader.model.reading_pass import Pass
from closereader.model.span import Span
from closereader.store import Transaction

# What a passage may be marked as. A link is what two passages were joined by; nothing becomes one by
# being called so.
_ON_A_PASSAGE = (
    AnnotationKind.HIGHLIGHT,
    AnnotationKind.UNDERLINE,
    AnnotationKind.STRIKE,
    AnnotationKind.QUESTION,
    AnnotationKind.NOTE,
    AnnotationKind.BOOKMARK,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """An annotation to be made: on `span`, or where `quote` stands (with the words before and
    after it, if it stands in several places). `span` beside a quote is a hint. `reader` "" is the
    library's own."""

    span: Span | None = None
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    kind: AnnotationKind = AnnotationKind.HIGHLIGHT
    colour: Colour = Colour.YELLOW
    comment: str = ""
    tags: tuple[str, ...] = ()
    reader: str = ""


def add(
    tx: Transaction,
    reading_id: ReadingId,
    span: Span,
    *,
    kind: AnnotationKind = AnnotationKind.HIGHLIGHT,
    colour: Colour = Colour.YELLOW,
    comment: str = "",
    tags: Sequence[str] = (),
) -> Annotation:
    """Mark `span`. Raises `NoSuchReading`, `NoSuchPassage` where the reading has no such passage,
    `InputRefused` for a tag or comment that cannot be kept."""
    text = readings.require_text(tx, reading_id)
    draft = Draft(span, kind=kind, colour=colour, comment=comment, tags=tuple(tags))
    annotation = _made(tx, text, draft, current_pass(tx, reading_id))
    tx.put(annotation)
    return annotation


def add_many(tx: Transaction, reading_id: ReadingId, drafts: Sequence[Draft]) -> list[Annotation]:
    """Make all the drafts, in their order, or none. Raises as `add`, naming the draft by its
    number."""
    text = readings.require_text(tx, reading_id)
    number_of_pass = current_pass(tx, reading_id)
    made = []
    for number, draft in enumerate(drafts, 1):
        try:
            made.append(_made(tx, text, draft, number_of_pass))
        except InputRefused as error:
            if len(drafts) == 1:
                raise
            raise type(error)(
                _("Annotation {number}: {reason}").format(number=number, reason=error)
            ) from error
    tx.put_all(made)
    return made


def recolour(tx: Transaction, ids: Sequence[AnnotationId], colour: Colour) -> None:
    """Give these annotations this colour. Raises `NoSuchPassage` where one is gone."""
    _edit(tx, ids, lambda note: replace(note, colour=colour))


def set_kind(tx: Transaction, ids: Sequence[AnnotationId], kind: AnnotationKind) -> None:
    """Make these annotations highlights, underlines, questions … Raises as `recolour`, and
    `NoSuchPassage` where one marks no words and the kind needs some."""

    def edit(note: Annotation) -> Annotation:
        if note.start == note.end and kind not in WITHOUT_PASSAGE:
            raise NoSuchPassage(
                _(
                    "A note beside the text marks no words; "
                    "it can be a note, a question or a bookmark."
                )
            )
        return replace(note, kind=kind)

    _edit(tx, ids, edit)


def possible_kinds(note: Annotation) -> tuple[AnnotationKind, ...]:
    """What the annotation can be made by `set_kind`, what it is now included."""
    if note.kind is AnnotationKind.AREA:
        return (note.kind,)
    kinds = WITHOUT_PASSAGE if note.start == note.end else _ON_A_PASSAGE
    return kinds if note.kind in kinds else (note.kind, *kinds)


def set_comment(tx: Transaction, annotation_id: AnnotationId, comment: str) -> Annotation:
    """Replace the comment. Raises as `recolour`, and `InputRefused` for one too long."""
    cleaned = clean_comment(comment)
    return _edit(tx, [annotation_id], lambda note: replace(note, comment=cleaned))[0]


def set_tags(tx: Transaction, ids: Sequence[AnnotationId], tags: Sequence[str]) -> None:
    """Give these annotations these tags and no others. Raises as `recolour`, and `InputRefused`."""
    cleaned = clean_tags(tags)
    _edit(tx, ids, lambda note: replace(note, tags=cleaned))


def add_tags(tx: Transaction, ids: Sequence[AnnotationId], tags: Sequence[str]) -> None:
    """Give these annotations these tags beside those they have. Raises as `set_tags`."""
    cleaned = clean_tags(tags)
    _edit(tx, ids, lambda note: replace(note, tags=tuple(dict.fromkeys(note.tags + cleaned))))


def take_tags(tx: Transaction, ids: Sequence[AnnotationId], tags: Collection[str]) -> None:
    """Take these tags off these annotations, where they bear them. Raises as `recolour`."""
    _edit(tx, ids, lambda note: replace(note, tags=tuple(t for t in note.tags if t not in tags)))


def set_span(tx: Transaction, annotation_id: AnnotationId, span: Span) -> Annotation:
    """Move the annotation to `span`; its quotation is taken anew. Raises as `recolour`, and
    `NoSuchPassage`."""
    (note,) = require(tx, [annotation_id])
    text = readings.require_text(tx, note.reading_id)
    _check(text, span, note.kind)
    moved = on_passage(note, text.text, span)
    return _edit(tx, [annotation_id], lambda _note: moved)[0]


def on_passage(note: Annotation, text: str, span: Span) -> Annotation:
    """The same note on another passage of its reading, with all that finds it again."""
    quote = anchoring.describe(text, span)
    return replace(
        note,
        start=span.start,
        end=span.end,
        quote=quote.exact,
        prefix=quote.prefix,
        suffix=quote.suffix,
        anchor=AnchorState.SURE,
    )


def remove(tx: Transaction, ids: Sequence[AnnotationId]) -> None:
    """Take these annotations away. One that is gone already is no matter."""
    tx.remove_all(Annotation, ids)


def current_pass(tx: Transaction, reading_id: ReadingId) -> int:
    """In which reading of the text its reader is: 1 for the first."""
    return max((each.number for each in tx.select(Pass, reading_id=reading_id)), default=1)


def standing_on(tx: Transaction, reading_id: ReadingId, span: Span) -> Annotation | None:
    """The oldest mark on the very passage that another note can point to: neither a bookmark nor a
    question."""
    # As text, which SQLite compares as the column's numbers: the index on places answers it.
    at_its_start = tx.select(Annotation, reading_id=reading_id, start=str(span.start))
    others = (AnnotationKind.BOOKMARK, AnnotationKind.QUESTION)
    return next((n for n in at_its_start if n.span == span and n.kind not in others), None)


def _made(tx: Transaction, text: ReadingText, draft: Draft, pass_number: int) -> Annotation:
    span, state = _place(text, draft)
    _check(text, span, draft.kind)
    quote = anchoring.describe(text.text, span)
    return Annotation(
        id=AnnotationId(tx.new_id()),
        reading_id=text.id,
        reader=clean_line(draft.reader) or tx.reader,
        kind=draft.kind,
        colour=draft.colour,
        start=span.start,
        end=span.end,
        quote=quote.exact,
        prefix=quote.prefix,
        suffix=quote.suffix,
        anchor=state,
        comment=clean_comment(draft.comment),
        tags=clean_tags(draft.tags),
        created=tx.now,
        modified=tx.now,
        pass_number=pass_number,
    )


def _place(text: ReadingText, draft: Draft) -> tuple[Span, AnchorState]:
    if not draft.quote:
        if draft.span is None:
            raise NoSuchPassage(_("Neither a range nor a quotation says where it belongs."))
        return draft.span, AnchorState.SURE
    anchor = anchoring.find(text.text, Quote(draft.quote, draft.prefix, draft.suffix), draft.span)
    if anchor is None:
        raise NoSuchPassage(
            _("The reading does not contain “{quote}”.").format(quote=_short(draft.quote))
        )
    return anchor.span, anchor.state


def _check(text: ReadingText, span: Span, kind: AnnotationKind) -> None:
    length = len(text.text)
    if span.end > length:
        raise NoSuchPassage(
            _("The reading has {length} characters; {start}:{end} is not in it.").format(
                length=length, start=span.start, end=span.end
            )
        )
    if span.start == span.end and kind not in WITHOUT_PASSAGE:
        raise NoSuchPassage(
            _("{start}:{end} is an empty range: there is nothing to mark.").format(
                start=span.start, end=span.end
            )
        )


def _short(quote: str) -> str:
    line = clean_line(quote)
    return line if len(line) <= 80 else f"{line[:60]}…{line[-15:]}"


def require(tx: Transaction, ids: Sequence[AnnotationId]) -> list[Annotation]:
    """These annotations, in their order. Raises `NoSuchPassage` where one is gone."""
    notes = tx.get_all(Annotation, ids)
    if len(notes) < len(set(ids)):
        raise NoSuchPassage(_("That annotation is no longer there."))
    return notes


def _edit(
    tx: Transaction, ids: Sequence[AnnotationId], edit: Callable[[Annotation], Annotation]
) -> list[Annotation]:
    """Those edited, with the time of it where anything is different."""
    notes = require(tx, ids)
    edited = [edit(note) for note in notes]
    stamped = [
        note if note == after else replace(after, modified=tx.now)
        for note, after in zip(notes, edited, strict=True)
    ]
    tx.put_all([a for n, a in zip(notes, stamped, strict=True) if a is not n], read=notes)
    return stamped

"""Notes that came with a file become the library's own: editable, of their author, and not twice."""

from collections.abc import Sequence
from datetime import UTC, datetime

from closereader import anchoring
from closereader.library.wording import (
    LONGEST_COMMENT,
    LONGEST_TAG,
    clean_comment,
    clean_line,
    clean_tags,
)
from closereader.model.annotation import (
    ANSWERS,
    LONGEST_KIND,
    WITHOUT_PASSAGE,
    AnchorState,
    Annotation,
    AnnotationId,
    AnnotationKind,
    Link,
)
from closereader.model.foreign_note import ForeignNote
from closereader.model.reading import ReadingText
from closereader.model.reading_pass import Pass
from closereader.model.span import Span
from closereader.store import Transaction
from closereader.text.trim import trim

_MOST_PASSES = 100


def take_in(
    tx: Transaction, text: ReadingText, notes: Sequence[ForeignNote], pass_number: int = 1
) -> list[Annotation]:
    """Make annotations of the notes, in their order; those of them that the reading has already, by the
    key they came with, or by author, time and words, are left out. A note that answers another points to
    it. `text`: of the reading, as the notes count."""
    had = tx.select(Annotation, reading_id=text.id)
    there = {name: each.id for each in had for name in each.names}
    # A program that saves a file another has made gives its comments new keys.
    said = {(n.reader, n.created, n.comment): n.id for n in had if n.origin and n.comment}
    for note in notes:
        same = said.get((clean_line(note.author), _moment(note.created), _comment(note)))
        if same is not None and note.created:
            there.setdefault(note.key, same)
    # The first of two of one key: of which the other is a copy.
    first = {note.key: note for note in reversed(notes)}
    new = [note for note in notes if first[note.key] is note and note.key not in there]
    ids = there | {note.key: AnnotationId(tx.new_id()) for note in new}
    made = [_made(tx, text, note, ids, pass_number) for note in new]
    tx.put_all(made)
    _add_passes(tx, text, made)
    return made


def _add_passes(tx: Transaction, text: ReadingText, made: Sequence[Annotation]) -> None:
    """The passes that the notes say they were made in."""
    there = {each.number for each in tx.select(Pass, reading_id=text.id)}
    most = min(max((note.pass_number for note in made), default=1), _MOST_PASSES)
    for number in range(2, most + 1):
        if number not in there:
            tx.put(Pass(tx.new_id(), text.id, number, "", tx.now))


def _made(
    tx: Transaction,
    text: ReadingText,
    note: ForeignNote,
    ids: dict[str, AnnotationId],
    pass_number: int,
) -> Annotation:
    span = Span(note.start, note.end)
    kind = note.kind
    if kind is not AnnotationKind.AREA:
        # A mark of another program may reach over the spaces around its words.
        span = trim(text.text, span) or Span(note.start, note.start)
        if not len(span) and kind not in WITHOUT_PASSAGE:
            kind = AnnotationKind.NOTE
    quote = anchoring.describe(text.text, span)
    exact, prefix, suffix = note.lost or (quote.exact, quote.prefix, quote.suffix)
    created, modified = _moment(note.created), _moment(note.modified)
    return Annotation(
        id=ids[note.key],
        reading_id=text.id,
        reader=clean_line(note.author) or tx.reader,
        kind=kind,
        colour=note.colour,
        start=span.start,
        end=span.end,
        quote=exact,
        prefix=prefix,
        suffix=suffix,
        anchor=AnchorState.SURE if note.lost is None else AnchorState.LOST,
        comment=_comment(note),
        tags=clean_tags(tag.replace(",", " ")[:LONGEST_TAG] for tag in note.tags),
        links=_links(note, ids),
        created=created or modified or tx.now,
        modified=modified or created or tx.now,
        state=note.state,
        rank=max(note.rank, 0),
        pass_number=note.pass_number if 0 < note.pass_number <= _MOST_PASSES else pass_number,
        area=note.area,
        origin=note.key,
    )


def _comment(note: ForeignNote) -> str:
    return clean_comment(note.comment[:LONGEST_COMMENT])


def _links(note: ForeignNote, ids: dict[str, AnnotationId]) -> tuple[Link, ...]:
    """What it points to, each once; what it answers, if its file does not say more of that."""
    told = [(key, clean_line(kind)[:LONGEST_KIND]) for key, kind in note.links]
    if note.replies_to and note.replies_to not in [key for key, _kind in told]:
        told.append((note.replies_to, ANSWERS))
    found: dict[AnnotationId, Link] = {}
    for key, kind in told:
        target = ids.get(key)
        if target is not None and target != ids[note.key]:
            found.setdefault(target, Link(target, kind))
    return tuple(found.values())


def _moment(said: str) -> str:
    """A time as the library keeps it; "" for what is none, or not one of our years."""
    try:
        moment = datetime.fromisoformat(said)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC).isoformat(timespec="microseconds")
    except (ValueError, OverflowError):
        return ""

"""Commands on entities: each stores one decision, replayed over whatever the recogniser finds."""

from datetime import datetime, timedelta

from closereader.errors import InputRefused, NoSuchPassage
from closereader.i18n import _
from closereader.library import readings
from closereader.library.wording import clean_line
from closereader.model.entity import DecisionKind, EntityDecision, EntityId, EntityKind
from closereader.model.reading import ReadingId
from closereader.model.span import Span
from closereader.store import Transaction


def rename(tx: Transaction, reading_id: ReadingId, entity: EntityId, name: str) -> EntityDecision:
    """Call the entity `name`. Raises `NoSuchReading`, `InputRefused` for an empty name."""
    return _decide(tx, reading_id, DecisionKind.RENAME, entity, name=_name(name))


def merge(
    tx: Transaction, reading_id: ReadingId, entity: EntityId, other: EntityId
) -> EntityDecision:
    """Make `other` part of `entity`. Raises `NoSuchReading`, `InputRefused` for one and the
    same."""
    if entity == other:
        raise InputRefused(_("An entity cannot be merged with itself."))
    return _decide(tx, reading_id, DecisionKind.MERGE, entity, other=other)


def retype(
    tx: Transaction, reading_id: ReadingId, entity: EntityId, kind: EntityKind
) -> EntityDecision:
    """Make the entity a person, a place … Raises `NoSuchReading`."""
    return _decide(tx, reading_id, DecisionKind.RETYPE, entity, entity_kind=kind)


def reject(
    tx: Transaction, reading_id: ReadingId, entity: EntityId, span: Span | None = None
) -> EntityDecision:
    """It is not an entity; with `span`, only that mention is not. Raises `NoSuchReading`,
    `NoSuchPassage`."""
    return _decide(tx, reading_id, DecisionKind.REJECT, entity, span=span)


def add(
    tx: Transaction,
    reading_id: ReadingId,
    entity: EntityId,
    span: Span,
    kind: EntityKind,
    name: str = "",
) -> EntityDecision:
    """`span` is a mention of the entity, which may be new: then it is of this kind, and called
    `name` or what the passage says. Raises `NoSuchReading`, `NoSuchPassage`."""
    return _decide(
        tx, reading_id, DecisionKind.ADD, entity, span=span, entity_kind=kind, name=clean_line(name)
    )


def split(
    tx: Transaction, reading_id: ReadingId, entity: EntityId, span: Span, name: str = ""
) -> EntityDecision:
    """The mention at `span` is another entity, called `name` or what the passage says. Raises
    `NoSuchReading`, `NoSuchPassage`."""
    return _decide(tx, reading_id, DecisionKind.SPLIT, entity, span=span, name=clean_line(name))


def forget(tx: Transaction, decision_id: str) -> None:
    """Take one decision back, whichever it was; one that is gone already is no matter."""
    tx.remove(EntityDecision, decision_id)


def _name(written: str) -> str:
    name = clean_line(written)
    if not name:
        raise InputRefused(_("An entity needs a name."))
    return name


def _decide(
    tx: Transaction,
    reading_id: ReadingId,
    kind: DecisionKind,
    entity: EntityId,
    *,
    span: Span | None = None,
    other: EntityId | None = None,
    entity_kind: EntityKind | None = None,
    name: str = "",
) -> EntityDecision:
    quote = ""
    if span is None:
        readings.require(tx, reading_id)
    else:
        text = readings.require_text(tx, reading_id).text
        quote = span.text_of(text)
        if span.end > len(text) or not quote.strip():
            raise NoSuchPassage(_("There are no words in that passage."))
    decision = EntityDecision(
        id=tx.new_id(),
        reading_id=reading_id,
        kind=kind,
        entity=entity,
        made=_made(tx, reading_id),
        other=other,
        name=name or (clean_line(quote) if kind in (DecisionKind.ADD, DecisionKind.SPLIT) else ""),
        entity_kind=entity_kind,
        start=-1 if span is None else span.start,
        end=-1 if span is None else span.end,
        quote=quote,
    )
    tx.put(decision)
    return decision


def _made(tx: Transaction, reading_id: ReadingId) -> str:
    """Now, but after every decision there is: they are replayed in this order, whatever the
    computer's clock did."""
    others = [decision.made for decision in tx.select(EntityDecision, reading_id=reading_id)]
    last = max(others, default="")
    if tx.now > last:
        return tx.now
    later = datetime.fromisoformat(last) + timedelta(microseconds=1)
    return later.isoformat(timespec="microseconds")

"""How each record becomes a row and a row the record again; nothing here asks the database."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache
from itertools import accumulate, product
from sys import intern
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Column, Integer, Table

from closereader.model.annotation import Annotation, Link
from closereader.model.area import Area
from closereader.model.changes import Record
from closereader.model.entity import (
    DecisionKind,
    Entity,
    EntityDecision,
    EntityId,
    EntityKind,
    Mention,
)
from closereader.model.essay import Essay
from closereader.model.meaning import Meaning
from closereader.model.note_filter import SavedFilter
from closereader.model.reading import EarlierText, Reading, ReadingId, ReadingText
from closereader.model.reading_pass import Pass
from closereader.model.span import Span
from closereader.model.tag import Tag
from closereader.store import about_notes, rows, tables
from closereader.store.about_notes import dump

R = TypeVar("R", bound=Record)
Row = Sequence[Any]


class DamagedRecord(Exception):
    """A row that no version of the program can have written: its table and key."""


@dataclass(frozen=True, slots=True)
class Mapping(Generic[R]):
    """A kind of record and its table. `order`: the columns records are given back by."""

    table: Table
    key: str
    order: tuple[str, ...]
    to_row: Callable[[R], dict[str, Any]]
    parse: Callable[[Row], R]
    types: frozenset[tuple[type, ...]]

    def from_row(self, row: Row) -> R:
        """The record a row holds. Raises `DamagedRecord`."""
        try:
            # A flipped bit can make a text of a number, of bytes or of nothing.
            if tuple(map(type, row)) not in self.types:
                raise TypeError("values of other types")
            return self.parse(row)
        except (ValueError, TypeError, LookupError) as error:
            raise DamagedRecord(f"{self.table.name} {row[0]!r}") from error

    @property
    def key_column(self) -> Column[Any]:
        """The column of the primary key."""
        return self.table.c[self.key]

    def key_of(self, record: R) -> str:
        """The record's primary key."""
        return str(getattr(record, self.key))


# Thousands of notes have the same few tags; `_value_`, as what `value` does first takes as long as the
# rest of a row.
@lru_cache(maxsize=4096)
def _dumped(strings: tuple[str, ...]) -> str:
    return dump(strings)


def _dumped_links(links: tuple[Link, ...]) -> str:
    if not links:
        return "[]"
    return dump([[link.target, link.kind] if link.kind else link.target for link in links])


def _annotation_row(record: Annotation) -> dict[str, Any]:
    return {
        "id": record.id,
        "reading_id": record.reading_id,
        "reader": record.reader,
        "kind": record.kind._value_,
        "colour": record.colour._value_,
        "start": record.start,
        "end": record.end,
        "quote": record.quote,
        "prefix": record.prefix,
        "suffix": record.suffix,
        "anchor": record.anchor._value_,
        "comment": record.comment,
        "tags": _dumped(record.tags),
        "links": _dumped_links(record.links),
        "created": record.created,
        "modified": record.modified,
        "state": record.state._value_,
        "rank": record.rank,
        "pass_number": record.pass_number,
        "area": "" if record.area is None else _dumped_area(record.area),
        "origin": record.origin,
    }


def _dumped_area(area: Area) -> str:
    return dump([area.page, *area.rect])


def _reading_row(record: Reading) -> dict[str, Any]:
    row = {name: getattr(record, name) for name in Reading.__slots__}
    row["notices"] = dump(record.notices)
    return row


def _reading_text_row(record: ReadingText) -> dict[str, Any]:
    return {
        "id": record.id,
        "text": record.text,
        **{name: dump([astuple(one) for one in getattr(record, name)]) for name in _PARTS},
        "sha256": sha256(record.text),
        "layout": record.layout,
    }


_PARTS = ("blocks", "inlines", "pages", "pictures", "outline")


def _earlier_row(record: EarlierText) -> dict[str, Any]:
    text = record.text
    parts = [[astuple(one) for one in getattr(text, name)] for name in _PARTS]
    return {
        "id": record.id,
        "reading_id": record.reading_id,
        "version": record.version,
        "replaced": record.replaced,
        "source_name": record.source_name,
        "source_hash": record.source_hash,
        "original": record.original,
        "body": dump([text.text, *parts, text.layout]),
        "sha256": sha256(text.text),
        "places": dump(record.places),
    }


def _earlier(row: Row) -> EarlierText:
    id_, reading_id, version, replaced, name, source_hash, original, body, _sha256, places = row
    return EarlierText(
        id_,
        ReadingId(reading_id),
        version,
        replaced,
        name,
        source_hash,
        original,
        rows.text_of_parts(reading_id, *json.loads(body)),
        tuple((str(note), int(start), int(end)) for note, start, end in json.loads(places)),
    )


def sha256(text: str) -> str:
    """The hash kept beside a canonical text, of its UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _decision_row(record: EntityDecision) -> dict[str, Any]:
    row = {name: getattr(record, name) for name in EntityDecision.__slots__}
    row["kind"] = record.kind.value
    row["entity_kind"] = None if record.entity_kind is None else record.entity_kind.value
    return row


def _decision(row: Row) -> EntityDecision:
    return EntityDecision(
        row[0],
        ReadingId(row[1]),
        DecisionKind(row[2]),
        EntityId(row[3]),
        row[4],
        None if row[5] is None else EntityId(row[5]),
        row[6],
        None if row[7] is None else EntityKind(row[7]),
        row[8],
        row[9],
        row[10],
    )


def _meaning_row(record: Meaning) -> dict[str, Any]:
    return {"colour": record.colour.value, "name": record.name}


def _types(table: Table) -> frozenset[tuple[type, ...]]:
    """The types a row of the table can have, one tuple for each choice of those that may lack."""
    choices: list[tuple[type, ...]] = []
    for column in table.c:
        stored = int if isinstance(column.type, Integer) else str
        choices.append((stored, type(None)) if column.nullable else (stored,))
    return frozenset(product(*choices))


def _mapping(
    table: Table,
    order: tuple[str, ...],
    to_row: Callable[[Any], dict[str, Any]],
    parse: Callable[[Row], Any],
) -> Mapping[Any]:
    (key,) = table.primary_key.columns
    return Mapping(table, key.name, order, to_row, parse, _types(table))


_MAPPINGS: dict[type[Any], Mapping[Any]] = {
    Reading: _mapping(tables.readings, ("imported", "id"), _reading_row, rows.reading),
    ReadingText: _mapping(tables.reading_texts, ("id",), _reading_text_row, rows.reading_text),
    EarlierText: _mapping(tables.earlier_texts, ("reading_id", "version"), _earlier_row, _earlier),
    Annotation: _mapping(
        tables.annotations, ("start", "end", "created", "id"), _annotation_row, rows.annotation
    ),
    EntityDecision: _mapping(tables.entity_decisions, ("made", "id"), _decision_row, _decision),
    Meaning: _mapping(tables.meanings, ("colour",), _meaning_row, rows.meaning),
    Tag: _mapping(tables.tags, ("name",), about_notes.tag_row, about_notes.tag),
    Pass: _mapping(tables.passes, ("number", "id"), about_notes.pass_row, about_notes.reading_pass),
    SavedFilter: _mapping(
        tables.filters, ("made", "id"), about_notes.filter_row, about_notes.saved_filter
    ),
    Essay: _mapping(tables.essays, ("created", "id"), about_notes.essay_row, about_notes.essay),
}

_KINDS = {each.table.name: kind for kind, each in _MAPPINGS.items()}


def mapping(kind: type[R]) -> Mapping[R]:
    """How records of this kind are stored."""
    # Typed for callers: the table holds each kind under its own type.
    return cast("Mapping[R]", _MAPPINGS[kind])


def kinds() -> tuple[type[Any], ...]:
    """Every kind of record."""
    return tuple(_MAPPINGS)


def kind_of(table: str) -> type[Any]:
    """The kind of record that the table of this name holds. Raises KeyError."""
    return _KINDS[table]


def key_of(record: Record) -> str:
    """The record's primary key."""
    return mapping(type(record)).key_of(record)


def tags_of(stored: str) -> tuple[str, ...]:
    """The tags of an annotation's row. Raises `DamagedRecord`."""
    try:
        return rows.strings(stored)
    except (ValueError, TypeError) as error:
        raise DamagedRecord("annotations") from error


def dump_entities(entities: Sequence[Entity]) -> str:
    """Entities as the JSON that `recognitions` keeps."""
    return dump(
        [
            [
                entity.id,
                entity.kind.value,
                entity.name,
                entity.aliases,
                [[m.start, m.end, m.text, m.kind.value] for m in entity.mentions],
            ]
            for entity in entities
        ]
    )


_ENTITY_KINDS = {kind.value: kind for kind in EntityKind}


def load_entities(stored: str) -> tuple[Entity, ...]:
    """The entities of `dump_entities` again."""
    return tuple(
        Entity(
            EntityId(id_),
            EntityKind(kind),
            name,
            tuple(aliases),
            tuple(
                Mention(start, end, intern(text), _ENTITY_KINDS[mention_kind], EntityId(id_))
                for start, end, text, mention_kind in mentions
            ),
        )
        for id_, kind, name, aliases, mentions in json.loads(stored)
    )


def dump_lines(lines: Sequence[Span]) -> str:
    """Lines as they are kept, five characters each."""
    told: list[int] = []
    last = 0
    for line in lines:
        told += (line.start - last, len(line))
        last = line.start
    return dump(told)


def load_lines(stored: str) -> tuple[Span, ...]:
    """The lines that `dump_lines` wrote. Raises ValueError or TypeError for anything else."""
    told = json.loads(stored)
    starts = accumulate(told[::2])
    return tuple(
        Span(start, start + length) for start, length in zip(starts, told[1::2], strict=True)
    )

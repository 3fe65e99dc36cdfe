"""What a step keeps of each record it touched, packed: enough to retrace it, and no more.

Of a record that is new the step keeps its key alone; of one that was changed the columns that were,
as they were before; of one that is gone the whole row. Beside it stands a digest of the record as the
step left it, by which is seen whether anything else has changed it since. Undoing a step packs it anew
the other way round, so that it can be redone.

    1 byte    the version of this form
    4 bytes   length of the head, big-endian
    head      JSON: what the step was about, for lists, read without the rest
    body      zlib of lines of JSON: {"hashed": {table: columns that digests are of}, "restored": …},
              then groups: [table, columns or null, [[key, digest, value …] …]]
"""

import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from hashlib import blake2b
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import Table

from closereader.model.annotation import Annotation
from closereader.model.changes import Change, Record, reading_of
from closereader.model.reading import Reading, ReadingId, ReadingText
from closereader.model.step import About
from closereader.store import records
from closereader.store.about_notes import dump
from closereader.store.chunks import CHUNK

FORM = 1
# How much of a blob surely holds the head.
HEAD_BYTES = 1200
_MOST_WORDS = 100
_LENGTH = 4
_GONE = ""


def _readers(kind: type[Any]) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    names = tuple(field.name for field in fields(kind))
    return names, attrgetter(*names)


# The fields of each kind, and what reads them all at once: thousands of records are compared by it.
_FIELDS = {kind: _readers(kind) for kind in records.kinds()}
# All columns of a row, in the order of the table.
_VALUES: dict[type[Any], Callable[[Mapping[str, Any]], tuple[Any, ...]]] = {
    kind: itemgetter(*(column.name for column in records.mapping(kind).table.c))
    for kind in records.kinds()
}


class UnreadableStep(Exception):
    """The bytes of a step that no version of this program, or only a newer one, can have written."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a step keeps of one record. `values`: None where retracing takes the record away, else the
    columns it gives back, by name. `digest`: of the columns `hashed`, "" for a record that is gone."""

    kind: type[Any]
    key: str
    digest: str
    hashed: tuple[str, ...]
    values: Mapping[str, Any] | None

    def stands(self, row: Mapping[str, Any] | None) -> bool:
        """Whether the record is as the step left it."""
        if row is None:
            return self.digest == _GONE
        return self.digest != _GONE and self.digest == _digester(self.hashed)(row)

    @property
    def is_of_change(self) -> bool:
        """Whether the record was there before the step and after it."""
        return self.values is not None and self.digest != _GONE


@dataclass(frozen=True, slots=True)
class Images:
    """All that a step keeps. `restored`: whether it brought anything back from the trash; `head`:
    to be handed to `pack` when the step was retraced."""

    kept: tuple[Kept, ...]
    restored: bool
    head: bytes


def pack(changes: Sequence[Change], *, restored: bool, about: bytes | None = None) -> bytes:
    """What must be kept to take these changes back. `about`: the head of the step, if it has one."""
    tables: dict[type[Any], _Table] = {}
    groups: list[tuple[tuple[str, _Columns], list[list[Any]]]] = []
    for change in changes:
        kind = type(change.record)
        if kind not in tables:
            tables[kind] = _Table(kind)
        columns, row = tables[kind].packed(change)
        of = (tables[kind].name, columns)
        # Short ones: the JSON of ten thousand at once would hold up all other threads.
        if not groups or groups[-1][0] != of or len(groups[-1][1]) == CHUNK:
            groups.append((of, []))
        groups[-1][1].append(row)
    hashed = {table.name: table.columns for table in tables.values()}
    lines: list[Any] = [{"hashed": hashed, "restored": restored}]
    lines += [[table, columns, rows] for (table, columns), rows in groups]
    head = _head(changes) if about is None else about
    return _blob(head, lines)


def _blob(head: bytes, lines: Sequence[Any]) -> bytes:
    packer = zlib.compressobj(1)
    body = [packer.compress(dump(line).encode("utf-8") + b"\n") for line in lines]
    return b"".join((bytes([FORM]), len(head).to_bytes(_LENGTH), head, *body, packer.flush()))


def extended(blob: bytes, changes: Sequence[Change], *, restored: bool) -> bytes | None:
    """The step of `blob` with more changes after its own. None where a record of both would have to be
    told twice, or is told otherwise by now. Raises `UnreadableStep`."""
    more = pack(changes, restored=restored)
    (first, *groups), (then, *following) = _lines(blob), _lines(more)
    keys = {(table, row[0]) for table, _columns, rows in groups for row in rows}
    hashed = first["hashed"] | then["hashed"]
    if any(hashed[table] != columns for table, columns in first["hashed"].items()) or any(
        (table, row[0]) in keys for table, _columns, rows in following for row in rows
    ):
        return None
    known, new = about(blob), about(more)
    head = {
        "records": known.records + new.records,
        "reading": known.reading if known.reading == new.reading else "",
        "start": -1,
        "words": known.words,
    }
    told = {"hashed": hashed, "restored": first["restored"] or restored}
    return _blob(dump(head).encode("utf-8", "replace"), [told, *groups, *following])


_Columns = tuple[str, ...] | None


class _Table:
    """How the changes to one kind of record are packed."""

    def __init__(self, kind: type[Any]) -> None:
        self._mapping = records.mapping(kind)
        self._names, self._values = _FIELDS[kind]
        self.name = self._mapping.table.name
        self.columns = tuple(column.name for column in self._mapping.table.c)
        self._digest = _digester(self.columns)

    def packed(self, change: Change) -> tuple[_Columns, list[Any]]:
        """The columns given back, and the row: key, digest, their values."""
        before, after = change.before, change.after
        to_row = self._mapping.to_row
        key = self._mapping.key_of(change.record)
        digest = _GONE if after is None else self._digest(to_row(after))
        if before is None:
            return None, [key, digest]
        columns = self.columns if after is None else self._changed(before, after)
        row = to_row(before)
        return columns, [key, digest, *[row[name] for name in columns]]

    def _changed(self, before: Record, after: Record) -> tuple[str, ...]:
        """The columns that differ; those of a record bear the names of its fields."""
        pairs = zip(self._names, self._values(before), self._values(after), strict=True)
        return tuple([name for name, was, now in pairs if was is not now and was != now])


@cache
def _digester(names: tuple[str, ...]) -> Callable[[Mapping[str, Any]], str]:
    """What makes the digest of these columns of a row; "" for a row without one of them."""
    if len(names) < 2:
        raise UnreadableStep("a digest of nothing")
    values = itemgetter(*names)

    def digest(row: Mapping[str, Any]) -> str:
        try:
            told = "\x1f".join(map(str, values(row)))
        except KeyError:
            return _GONE
        return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()

    return digest


def _head(changes: Sequence[Change]) -> bytes:
    first = changes[0].record
    readings = {reading_of(change.record) for change in changes} - {""}
    notes = [c.record for c in changes if isinstance(c.record, Annotation)]
    place = min(notes, key=lambda note: note.start, default=None)
    texts = sum(isinstance(change.record, ReadingText) for change in changes)
    about = {
        "records": len(changes) - texts,
        "reading": readings.pop() if len(readings) == 1 else "",
        "start": -1 if place is None else place.start,
        "words": _words(first if place is None else place),
    }
    for change in changes:
        # A reading that comes or goes is what happened, whatever came or went with it.
        if isinstance(change.record, Reading):
            about |= {"start": -1, "words": change.record.title[:_MOST_WORDS]}
    return dump(about).encode("utf-8", "replace")


def _words(record: Record) -> str:
    for name in ("quote", "comment", "title", "name"):
        said = str(getattr(record, name, "")).strip()
        if said:
            return " ".join(said[: _MOST_WORDS * 2].split())[:_MOST_WORDS]
    return ""


def _head_of(blob: bytes) -> bytes:
    start = 1 + _LENGTH
    length = int.from_bytes(blob[1:start])
    if blob[:1] != bytes([FORM]) or len(blob) < start + length:
        raise UnreadableStep("another form")
    return blob[start : start + length]


def about(blob: bytes) -> About:
    """What the step was about; the beginning of its bytes is enough. Raises `UnreadableStep`."""
    try:
        told = json.loads(_head_of(blob))
        found = About(told["records"], ReadingId(told["reading"]), told["start"], told["words"])
    except (ValueError, TypeError, LookupError) as error:
        raise UnreadableStep("its head") from error
    types = (type(found.records), type(found.reading), type(found.start), type(found.words))
    if types != (int, str, int, str):
        raise UnreadableStep("its head")
    return found


def body_of(blob: bytes) -> bytes:
    """What the step keeps, as text. Raises `UnreadableStep`."""
    try:
        return zlib.decompress(blob[1 + _LENGTH + len(_head_of(blob)) :])
    except zlib.error as error:
        raise UnreadableStep("its images") from error


def _lines(blob: bytes) -> list[Any]:
    try:
        return [json.loads(line) for line in body_of(blob).splitlines()]
    except ValueError as error:
        raise UnreadableStep("its images") from error


def unpack(blob: bytes) -> Images:
    """What `pack` packed. Raises `UnreadableStep`."""
    try:
        head = _head_of(blob)
        first, *groups = _lines(blob)
        hashed = {table: tuple(names) for table, names in first["hashed"].items()}
        kept = []
        for table, columns, rows in groups:
            kind, names = records.kind_of(table), hashed[table]
            for key, digest, *values in rows:
                given = None if columns is None else dict(zip(columns, values, strict=True))
                kept.append(Kept(kind, str(key), str(digest), names, given))
        return Images(tuple(kept), bool(first["restored"]), head)
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise UnreadableStep("its images") from error


def record_of(kind: type[Any], row: Mapping[str, Any]) -> Any:
    """The record of a row by names, perhaps of another version of the library: what it lacks is as
    the table's default says, what is unknown is left out. Raises `UnreadableStep`."""
    mapping = records.mapping(kind)
    try:
        values = _VALUES[kind](row)
    except KeyError:
        values = tuple(_with_defaults(mapping.table, row))
    try:
        return mapping.from_row(values)
    except records.DamagedRecord as error:
        raise UnreadableStep(str(error)) from error


def _with_defaults(table: Table, row: Mapping[str, Any]) -> Iterator[Any]:
    for column in table.c:
        if column.name in row:
            yield row[column.name]
        elif column.default is not None or column.nullable:
            yield getattr(column.default, "arg", None)
        else:
            raise UnreadableStep(f"{table.name}: no {column.name}")

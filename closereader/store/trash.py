"""The trash in the library's file: the rows of deleted notes, essays and readings.

It follows every transaction by what is gone and what is there again after it, so that no command, undo
or redo needs to know of it. Only what a reader made goes there for itself: annotations, essays, readings;
a reading takes its text, decisions and passes along.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select

from closereader.model.annotation import Annotation
from closereader.model.changes import Change, Record, reading_of
from closereader.model.entity import EntityDecision
from closereader.model.essay import Essay
from closereader.model.reading import Reading, ReadingId, ReadingText
from closereader.model.reading_pass import Pass
from closereader.model.trashed import Trashed, TrashedEssay, TrashedNote, TrashedReading
from closereader.progress import Progress
from closereader.store import images, records
from closereader.store.about_notes import dump
from closereader.store.chunks import chunks
from closereader.store.images import UnreadableStep
from closereader.store.tables import readings, trash

_READINGS, _ESSAYS, _ANNOTATIONS = "readings", "essays", "annotations"
_HEADS = (trash.c.kind, trash.c.key, trash.c.batch, trash.c.deleted, trash.c.label)
_PUT = (
    "INSERT OR REPLACE INTO trash(kind, key, reading_id, image, batch, deleted, label) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_PUT_COLUMNS = ("kind", "key", "reading_id", "image", "batch", "deleted", "label")
_TAKE_OUT = delete(trash).where(
    trash.c.kind == bindparam("of_kind"), trash.c.key.in_(bindparam("keys", expanding=True))
)
Row = dict[str, Any]
_Head = tuple[str, str, str, str, str]


class Trash:
    """The trash of a library, as one transaction sees it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def follow(
        self,
        changes: Sequence[Change],
        *,
        label: str,
        now: str,
        new_batch: Any,
        keep_bare: bool,
        progress: Progress,
    ) -> bool:
        """Take in what is gone after these changes, and let go what is there again; whether there
        was any of that. `keep_bare`: also notes and essays on which nothing was written."""
        there: dict[str, list[str]] = {}
        gone: list[Record] = []
        for change in changes:
            if change.after is None and change.before is not None:
                gone.append(change.before)
            elif change.before is None and change.after is not None:
                table = records.mapping(type(change.after)).table.name
                there.setdefault(table, []).append(records.key_of(change.after))
        came_back = self._take_out(there, progress)
        useful = _of_use(gone, keep_bare=keep_bare)
        if useful:
            batch = new_batch()
            for some in chunks(useful):
                progress.check()
                self._put([(*_row(record), batch, now, label) for record in some])
        return came_back > 0

    def _take_out(self, there: dict[str, list[str]], progress: Progress) -> int:
        if not there or self.is_empty():
            return 0
        count = 0
        for table, keys in there.items():
            for some in chunks(keys):
                progress.check()
                found = self._connection.execute(_TAKE_OUT, {"of_kind": table, "keys": list(some)})
                count += found.rowcount
        return count

    def is_empty(self) -> bool:
        """Whether nothing is in it."""
        return self._connection.execute(select(trash.c.kind).limit(1)).fetchone() is None

    def all(self) -> list[Trashed]:
        """What is in it, the last deleted first; a reading with all that was on it is one."""
        found: list[Trashed] = [*self._readings(), *self._notes(), *self._essays()]
        return sorted(found, key=lambda one: (one.deleted, one.key), reverse=True)

    def _readings(self) -> Iterable[Trashed]:
        counted = self._connection.execute(
            select(trash.c.batch, trash.c.reading_id, func.count())
            .where(trash.c.kind == _ANNOTATIONS)
            .group_by(trash.c.batch, trash.c.reading_id)
        )
        notes = {(batch, reading_id): count for batch, reading_id, count in counted.fetchall()}
        for head, _reading_id, reading in self._found(Reading):
            count = notes.get((head[2], reading.id), 0)
            yield TrashedReading(*head, reading.title, reading.author, count)

    def _notes(self) -> Iterable[Trashed]:
        listed = self._connection.execute(select(readings.c.id, readings.c.title))
        there: dict[str, str] = {row[0]: row[1] for row in listed.fetchall()}
        gone = {reading.id: reading.title for _head, _id, reading in self._found(Reading)}
        with_reading = trash.alias("with_reading")
        alone = ~(
            select(with_reading.c.key)
            .where(
                with_reading.c.kind == _READINGS,
                with_reading.c.key == trash.c.reading_id,
                with_reading.c.batch == trash.c.batch,
            )
            .exists()
        )
        for head, reading_id, note in self._found(Annotation, alone):
            yield TrashedNote(
                *head,
                ReadingId(reading_id),
                there.get(reading_id, gone.get(reading_id, "")),
                reading_id in there,
                note.kind,
                note.colour,
                note.start,
                note.quote,
                note.comment,
                note.tags,
            )

    def _essays(self) -> Iterable[Trashed]:
        for head, _reading_id, essay in self._found(Essay):
            yield TrashedEssay(*head, essay.title, essay.text)

    def _found(self, kind: type[Any], *where: Any) -> list[tuple[_Head, str, Any]]:
        """Heads, ids of readings and records of the rows of one kind that can be read."""
        statement = select(*_HEADS, trash.c.reading_id, trash.c.image).where(
            trash.c.kind == records.mapping(kind).table.name, *where
        )
        found: list[tuple[_Head, str, Any]] = []
        for row in self._connection.execute(statement).fetchall():
            head: _Head = (row[0], row[1], row[2], row[3], row[4])
            try:
                found.append((head, row[5], _record(kind, row[6])))
            except UnreadableStep:
                # The check tells of it.
                continue
        return found

    def rows(self, chosen: Iterable[Trashed]) -> list[Row]:
        """All rows that these stand for: of a reading, everything that went with it."""
        found: list[Row] = []
        alone: dict[str, list[str]] = {}
        for one in chosen:
            if one.kind == _READINGS:
                of_it = (trash.c.batch == one.batch) & (trash.c.reading_id == one.key)
                found += self._rows(select(trash).where(of_it))
            else:
                alone.setdefault(one.kind, []).append(one.key)
        for kind, keys in alone.items():
            for some in chunks(keys):
                of_them = (trash.c.kind == kind) & trash.c.key.in_(some)
                found += self._rows(select(trash).where(of_them))
        return found

    def _rows(self, statement: Any) -> list[Row]:
        return [dict(row) for row in self._connection.execute(statement).mappings().fetchall()]

    def records(self, rows: Sequence[Row]) -> list[Record]:
        """The records of these rows. Raises `UnreadableStep`."""
        return [self.record(row["kind"], row["image"]) for row in rows]

    @staticmethod
    def record(table: str, image: str) -> Record:
        """The record of an image. Raises `UnreadableStep`."""
        record: Record = _record(_kind(table), image)
        return record

    def delete(self, rows: Sequence[Row]) -> None:
        """Delete these rows for good."""
        there: dict[str, list[str]] = {}
        for row in rows:
            there.setdefault(row["kind"], []).append(row["key"])
        self._take_out(there, Progress())

    def put_back(self, rows: Sequence[Row]) -> None:
        """Put rows back that were deleted."""
        self._put([tuple(row[name] for name in _PUT_COLUMNS) for row in rows])

    def _put(self, rows: Sequence[tuple[str, ...]]) -> None:
        # Past SQLAlchemy, which would bring the values of each row into order.
        for some in chunks(rows):
            self._connection.exec_driver_sql(_PUT, list(some))

    def has_older(self, than: str) -> bool:
        """Whether anything was deleted before this time."""
        found = self._connection.execute(
            select(trash.c.kind).where(trash.c.deleted < than).limit(1)
        )
        return found.fetchone() is not None

    def purge(self, than: str) -> None:
        """Delete for good what was deleted before this time."""
        self._connection.execute(delete(trash).where(trash.c.deleted < than))


def _of_use(gone: Sequence[Record], *, keep_bare: bool) -> list[Record]:
    """Those that are worth keeping."""
    of_readings = {record.id for record in gone if isinstance(record, Reading)}
    kept: list[Record] = []
    for record in gone:
        if isinstance(record, Reading | ReadingText):
            kept.append(record)
        elif isinstance(record, EntityDecision | Pass):
            if record.reading_id in of_readings:
                kept.append(record)
        elif isinstance(record, Annotation):
            is_written = bool(record.comment or record.tags)
            if keep_bare or is_written or record.reading_id in of_readings:
                kept.append(record)
        elif isinstance(record, Essay) and (keep_bare or record.text.strip()):
            kept.append(record)
    return kept


def _row(record: Record) -> tuple[str, str, str, str]:
    mapping = records.mapping(type(record))
    image = dump(mapping.to_row(record))
    return mapping.table.name, mapping.key_of(record), reading_of(record), image


def _kind(table: str) -> type[Any]:
    try:
        return records.kind_of(table)
    except KeyError as error:
        raise UnreadableStep(table) from error


def _record(kind: type[Any], image: str) -> Any:
    """The record of an image. Raises `UnreadableStep`."""
    try:
        row = json.loads(image)
    except (ValueError, TypeError) as error:
        raise UnreadableStep("no JSON") from error
    if not isinstance(row, dict):
        raise UnreadableStep("not a row")
    return images.record_of(kind, row)

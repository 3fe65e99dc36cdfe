"""Writing to the library: puts and removals, each remembered with the record before."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Delete, Insert, Update, bindparam, delete, insert, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError

from closereader import log
from closereader.model.annotation import Annotation
from closereader.model.changes import Change, Record
from closereader.model.entity import Entity
from closereader.model.reading import ReadingText
from closereader.model.source_page import SourcePage, pack_lines
from closereader.model.span import Span
from closereader.progress import Progress
from closereader.store import records, search_index, tables
from closereader.store.chunks import chunks
from closereader.store.failures import says_damaged
from closereader.store.records import R
from closereader.store.snapshot import Snapshot, TextCache


class Transaction(Snapshot):
    """What a command reads and writes through. It commits nothing itself.

    `reader`: the name that new annotations bear. `progress`: asked before every handful of rows
    whether to stop; then nothing of the transaction stays.
    """

    def __init__(
        self,
        connection: Connection,
        texts: TextCache,
        *,
        now: str,
        new_id: Callable[[], str],
        new_short_id: Callable[[], str],
        reader: str,
        progress: Progress,
    ) -> None:
        super().__init__(connection, texts, now)
        self.reader = reader
        self.progress = progress
        self.new_id = new_id
        self.new_short_id = new_short_id
        self._first: dict[tuple[type[Any], str], Record | None] = {}
        self._last: dict[tuple[type[Any], str], Record | None] = {}
        self._changes: tuple[Change, ...] | None = None

    def put(self, record: Record) -> None:
        """Add the record, or replace the one with its key."""
        kind = type(record)
        mapping = records.mapping(kind)
        key = mapping.key_of(record)
        before = self.get(kind, key)
        row = mapping.to_row(record)
        if before is None:
            self._connection.execute(_insert(kind), row)
        else:
            self._connection.execute(_update(kind), {**row, "the_key": key})
        self._note(kind, key, before, record)

    def put_all(self, all_records: Sequence[R], read: Iterable[R] = ()) -> None:
        """`put` each record, in a handful of statements. All are of one kind; of two with the
        same key the later counts. `read`: as this transaction has read them, and not written since;
        those are not read again."""
        if not all_records:
            return
        kind = type(all_records[0])
        mapping = records.mapping(kind)
        keyed = {mapping.key_of(record): record for record in all_records}
        before = {mapping.key_of(r): r for r in read}
        unread = [key for key in keyed if key not in before]
        before |= {mapping.key_of(r): r for r in self.get_all(kind, unread)}
        new = [mapping.to_row(r) for key, r in keyed.items() if key not in before]
        old = [{**mapping.to_row(r), "the_key": key} for key, r in keyed.items() if key in before]
        for statement, all_rows in ((_insert(kind), new), (_update(kind), old)):
            for some in chunks(all_rows):
                self.progress.check()
                self._execute_many(statement, some)
        for key, record in keyed.items():
            self._note(kind, key, before.get(key), record)

    def _execute_many(self, statement: Insert | Update, rows: Sequence[dict[str, Any]]) -> None:
        # SQLAlchemy brings the values of each row into order, which takes as long as SQLite needs for
        # the row: these have the names of the placeholders already.
        self._connection.exec_driver_sql(_words(statement), list(rows))

    def remove(self, kind: type[R], key: str) -> None:
        """Remove the record; one that is not there is no matter."""
        self.remove_all(kind, [key])

    def remove_all(self, kind: type[R], keys: Sequence[str]) -> None:
        """Remove the records with these keys; those not there are no matter."""
        mapping = records.mapping(kind)
        gone = [(mapping.key_of(record), record) for record in self.get_all(kind, keys)]
        for some in chunks(gone):
            self.progress.check()
            self._connection.execute(_delete(kind), {"keys": [key for key, _ in some]})
        for key, record in gone:
            self._note(kind, key, record, None)

    def _note(self, kind: type[Any], key: str, before: Record | None, after: Record | None) -> None:
        self._first.setdefault((kind, key), before)
        self._last[kind, key] = after
        self._changes = None
        if kind is ReadingText:
            self._texts.forget(key)
            if before is not None and before != after:
                self._drop_derived(key)

    def _drop_derived(self, reading_id: str) -> None:
        """What was found in a text is of no use for another, whichever way that came."""
        for table in (tables.recognitions, tables.numbered_lines):
            self._connection.execute(delete(table).where(table.c.reading_id == reading_id))

    @property
    def changes(self) -> tuple[Change, ...]:
        """What was changed so far: one change a record, in the order first touched, without
        those that came to nothing."""
        if self._changes is None:
            self._changes = tuple(
                Change(before, self._last[key])
                for key, before in self._first.items()
                if before != self._last[key]
            )
        return self._changes

    def finish(self) -> None:
        """Bring the search index in step; called before the commit. A damaged index is made anew:
        it must not keep a reader from saving."""
        try:
            search_index.update(self._connection, self.changes, self.progress)
        except DBAPIError as error:
            if not says_damaged(error) or not search_index.is_in_transaction(self._connection):
                raise
            log.get(__name__).warning("the search index was damaged and is made anew: %s", error)
            search_index.make_anew(
                self._connection, self.select(ReadingText), self.select(Annotation)
            )

    # What is kept beside the records, outside undo.

    def set_place(self, reading_id: str, place: int) -> None:
        """Remember where the reader stands, in code points."""
        self._set_state(reading_id, place=place)

    def set_passes_shown(self, reading_id: str, passes: str) -> None:
        """Remember which passes the reader looks at: numbers parted by commas, "all", or ""
        for the newest."""
        self._set_state(reading_id, passes=passes)

    def set_view(self, reading_id: str, view: str) -> None:
        """Remember how the reader looks at it: as `model/page_place.py` writes it, "" for
        the usual way."""
        self._set_state(reading_id, view=view)

    def set_source_pages(self, layout: str, pages: Iterable[SourcePage]) -> None:
        """Keep the pages of a source under the key of a text's layout."""
        rows = (
            {
                "layout": layout,
                "number": page.number,
                "label": page.label,
                "width": page.width,
                "height": page.height,
                "spans": records.dump_lines(page.spans),
                "lines": pack_lines(page.lines),
            }
            for page in pages
        )
        statement = insert(tables.source_pages).prefix_with("OR REPLACE")
        for row in rows:
            self.progress.check()
            self._connection.execute(statement, row)

    def set_opened(self, reading_id: str, opened: str) -> None:
        """Remember when the reading was last opened (ISO 8601)."""
        self._set_state(reading_id, opened=opened)

    def _set_state(self, reading_id: str, **values: Any) -> None:
        place, opened = self.place(reading_id)
        row = {
            "reading_id": reading_id,
            "place": place,
            "opened": opened,
            "passes": self.passes_shown(reading_id),
            "view": self.view(reading_id),
            **values,
        }
        statement = insert(tables.places).prefix_with("OR REPLACE")
        self._connection.execute(statement, row)

    def set_recognised(self, reading_id: str, version: int, entities: Sequence[Entity]) -> None:
        """Keep what the recogniser found."""
        statement = insert(tables.recognitions).prefix_with("OR REPLACE")
        self._connection.execute(
            statement,
            {
                "reading_id": reading_id,
                "version": version,
                "entities": records.dump_entities(entities),
            },
        )

    def set_lines(self, reading_id: str, version: str, lines: Sequence[Span]) -> None:
        """Keep the reading's numbered lines."""
        statement = insert(tables.numbered_lines).prefix_with("OR REPLACE")
        self._connection.execute(
            statement,
            {"reading_id": reading_id, "version": version, "lines": records.dump_lines(lines)},
        )


_INSERT: dict[type[Any], Insert] = {}
_UPDATE: dict[type[Any], Update] = {}
_DELETE: dict[type[Any], Delete] = {}


def _insert(kind: type[Any]) -> Insert:
    if kind not in _INSERT:
        _INSERT[kind] = insert(records.mapping(kind).table)
    return _INSERT[kind]


def _update(kind: type[Any]) -> Update:
    if kind not in _UPDATE:
        mapping = records.mapping(kind)
        _UPDATE[kind] = (
            update(mapping.table)
            .where(mapping.key_column == bindparam("the_key"))
            .values({c.name: bindparam(c.name) for c in mapping.table.c})
        )
    return _UPDATE[kind]


_WORDS: dict[Insert | Update, str] = {}


def _words(statement: Insert | Update) -> str:
    """The statement as SQL with a named placeholder for each value."""
    if statement not in _WORDS:
        _WORDS[statement] = str(statement.compile(dialect=sqlite.dialect(paramstyle="named")))
    return _WORDS[statement]


def _delete(kind: type[Any]) -> Delete:
    if kind not in _DELETE:
        mapping = records.mapping(kind)
        _DELETE[kind] = delete(mapping.table).where(
            mapping.key_column.in_(bindparam("keys", expanding=True))
        )
    return _DELETE[kind]

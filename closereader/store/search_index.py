"""The search index: what of each record can be found, kept in step by every transaction.

`search_rows` holds one row a block of a reading, one a comment and one a tag; `search` is the
FTS5 index over it. Both are derived and can be made anew.
"""

from collections.abc import Iterable, Sequence
from itertools import chain, count
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from closereader.model.annotation import Annotation
from closereader.model.changes import Change
from closereader.model.reading import ReadingText
from closereader.progress import Progress
from closereader.store import tables
from closereader.store.chunks import chunks

# Noncharacters that no canonical text holds: search marks with them what matched.
OPEN, CLOSE = "\ufdd0", "\ufdd1"

_Entry = tuple[str, str, str, int, int, str]


def update(connection: Connection, changes: Iterable[Change], progress: Progress) -> None:
    """Bring the index in step with these changes; all of it or, where it is damaged, nothing.
    `progress` is asked whether to stop."""
    owners: list[str] = []
    new: list[_Entry] = []
    for change in changes:
        before, after = entries(change.before), entries(change.after)
        if before == after:
            continue
        if before:
            owners.append(before[0][0])
        new += after
    if not owners and not new:
        return
    connection.exec_driver_sql("SAVEPOINT before_search")
    try:
        _drop(connection, owners, progress)
        _add(connection, new, progress)
    except DBAPIError:
        # What was done to a damaged index before the damage showed must not stay. Some errors
        # take the whole transaction back instead.
        if is_in_transaction(connection):
            connection.exec_driver_sql("ROLLBACK TO before_search")
        raise
    connection.exec_driver_sql("RELEASE before_search")


def is_in_transaction(connection: Connection) -> bool:
    """Whether SQLite is still in the transaction begun, after an error."""
    return bool(getattr(connection.connection.dbapi_connection, "in_transaction", False))


def make_anew(
    connection: Connection, texts: Iterable[ReadingText], annotations: Iterable[Annotation]
) -> None:
    """Replace the index by one made from all the library's texts and annotations."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS search")
    connection.exec_driver_sql("DELETE FROM search_rows")
    connection.exec_driver_sql(tables.SEARCH_TABLE)
    for record in chain[ReadingText | Annotation](texts, annotations):
        _add(connection, entries(record), Progress())


def entries(record: object) -> list[_Entry]:
    """What the index holds of this record: (owner, reading, kind, start, end, body)."""
    if isinstance(record, ReadingText):
        return [
            (record.id, record.id, "passage", b.start, b.end, _plain(record.text[b.start : b.end]))
            for b in record.blocks
            if b.end > b.start
        ]
    if isinstance(record, Annotation):
        found = [("note", record.comment)] if record.comment else []
        found += [("tag", tag) for tag in record.tags]
        return [
            (record.id, record.reading_id, kind, record.start, record.end, _plain(body))
            for kind, body in found
        ]
    return []


def _plain(body: str) -> str:
    # One for one, so that offsets hold.
    return body.replace("\0", " ").replace(OPEN, " ").replace(CLOSE, " ")


def _drop(connection: Connection, owners: Sequence[str], progress: Progress) -> None:
    for chunk in chunks(owners):
        progress.check()
        some = tuple(chunk)
        among = f"owner IN ({','.join('?' * len(some))})"
        connection.exec_driver_sql(
            "INSERT INTO search(search, rowid, body) "
            f"SELECT 'delete', row, body FROM search_rows WHERE {among}",
            some,
        )
        connection.exec_driver_sql(f"DELETE FROM search_rows WHERE {among}", some)


def _add(connection: Connection, entries: Sequence[_Entry], progress: Progress) -> None:
    if not entries:
        return
    last: Any = connection.exec_driver_sql("SELECT max(row) FROM search_rows").scalar()
    rows = list(zip(count((last or 0) + 1), entries, strict=False))
    for some in chunks(rows):
        progress.check()
        connection.exec_driver_sql(
            'INSERT INTO search_rows(row, owner, reading_id, kind, start, "end", body) '
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(row, *entry) for row, entry in some],
        )
        connection.exec_driver_sql(
            "INSERT INTO search(rowid, body) VALUES (?, ?)",
            [(row, entry[5]) for row, entry in some],
        )

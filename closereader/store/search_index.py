"""The search index: what of each record can be found, kept in step by every transaction.

`search_rows` holds one row a block of a reading, one a comment and one a tag; `search` is the
FTS5 index over it. Both are derived and can be made anew.
"""

from collections.abc import Collection, Iterable, Sequence
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
    old: list[_Entry] = []
    new: list[_Entry] = []
    for change in changes:
        before, after = entries(change.before), entries(change.after)
        if before == after:
            continue
        if before and not after:
            owners.append(before[0][0])
        elif before:
            # Of a note whose tags are others the comment stays: half the time for thousands.
            kept = set(before) & set(after)
            old += [entry for entry in before if entry not in kept]
            after = [entry for entry in after if entry not in kept]
        new += after
    if not owners and not old and not new:
        return
    connection.exec_driver_sql("SAVEPOINT before_search")
    try:
        _drop(connection, owners, old, progress)
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


def _drop(
    connection: Connection, owners: Sequence[str], old: Sequence[_Entry], progress: Progress
) -> None:
    """Take out all entries of these owners, and these single ones."""
    rows: list[tuple[Any, ...]] = []
    single = set(old)
    # Thousands of notes with another tag: their comments are not even looked at.
    kinds = {entry[2] for entry in old}
    for chunk in chunks(list(dict.fromkeys(owners))):
        progress.check()
        rows += _found(connection, "row, body", f"owner IN {_some(chunk)}", chunk)
    for chunk in chunks(list(dict.fromkeys(entry[0] for entry in old))):
        progress.check()
        where = f"owner IN {_some(chunk)} AND kind IN {_some(kinds)}"
        columns = 'row, body, owner, reading_id, kind, start, "end", body'
        found = _found(connection, columns, where, (*chunk, *kinds))
        rows += [row[:2] for row in found if row[2:] in single]
    # FTS5 writes out what it has gathered whenever a row comes before the one before it.
    rows.sort()
    for some in chunks(rows):
        progress.check()
        connection.exec_driver_sql(
            "INSERT INTO search(search, rowid, body) VALUES ('delete', ?, ?)", list(some)
        )
        connection.exec_driver_sql(
            "DELETE FROM search_rows WHERE row = ?", [(row,) for row, _body in some]
        )


def _some(values: Collection[str]) -> str:
    return f"({','.join('?' * len(values))})"


def _found(
    connection: Connection, columns: str, where: str, values: Iterable[str]
) -> list[tuple[Any, ...]]:
    query = f"SELECT {columns} FROM search_rows WHERE {where}"
    return [tuple(row) for row in connection.exec_driver_sql(query, tuple(values)).fetchall()]


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

"""The open library file: one connection that writes, a few that read."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from closereader.errors import LibraryUnusable
from closereader.i18n import _
from closereader.progress import Progress
from closereader.store import header, opening, search_index, tables
from closereader.store.connection import engine, for_reading
from closereader.store.failures import read_only, translated, unwritable
from closereader.store.ids import IdSource
from closereader.store.opening import LIBRARY_FILE
from closereader.store.snapshot import Snapshot, TextCache
from closereader.store.transaction import Transaction

__all__ = ["LIBRARY_FILE", "Database", "Sources"]


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _stamp(time: datetime) -> str:
    return time.isoformat(timespec="microseconds")


@dataclass(slots=True)
class Sources:
    """What comes from outside a command: the time and fresh ids; tests hand in their own."""

    clock: Callable[[], datetime] = _utc_now
    ids: IdSource = field(default_factory=IdSource)


class BrokenLink(Exception):
    """A record would belong to a reading that is not there; nothing was written."""


class Database:
    """One library's file, open. Writing is for one thread at a time (the caller holds a lock);
    reading is for any."""

    def __init__(self, path: Path, *, is_read_only: bool, sources: Sources) -> None:
        self.path = path
        self.is_read_only = is_read_only
        self._sources = sources
        self._texts = TextCache()
        self._release = header.hold(path)
        self._engine = engine(path, mode="ro" if is_read_only else "rw")
        self._readers = for_reading(self._engine)
        self._writer: Connection | None = None
        self._is_closed = False

    @classmethod
    def open(cls, folder: Path, sources: Sources | None = None) -> "Database":
        """Open the library in `folder`, made or migrated if need be (see `opening.prepare`).

        A library that cannot be written is opened for reading. Raises `LibraryUnusable`.
        """
        path = opening.prepare(folder)
        is_read_only = not opening.is_writable(path)
        if opening.revision(path, is_read_only=is_read_only) < int(tables.HEAD):
            # Alembic costs as much to load as all the rest: only when there is work for it.
            from closereader.store.migrate import bring_up

            bring_up(path)
        try:
            return cls(path, is_read_only=is_read_only, sources=sources or Sources())
        except OSError as error:
            raise unwritable(path.parent, error) from error

    def _check_revision(self, connection: Connection) -> None:
        # A newer program may have migrated the library while this one had it open.
        revision = connection.exec_driver_sql("PRAGMA user_version").scalar()
        if revision is not None and revision > int(tables.HEAD):
            raise opening.newer(self.path)

    @contextmanager
    def read(self) -> Iterator[Snapshot]:
        """The library as it stands now; others may go on writing meanwhile."""
        self._refuse_closed()
        with translated(self.path), self._readers.connect() as connection, connection.begin():
            yield Snapshot(connection, self._texts, _stamp(self._now()))

    @contextmanager
    def write(self, reader: str, progress: Progress) -> Iterator[Transaction]:
        """A transaction, committed at the end of the block, undone by any exception, and by the
        wish to stop that `progress` tells of.

        Raises `LibraryReadOnly`, `LibraryFull`, `LibraryLocked`, `LibraryNewer` and so on, and
        `BrokenLink`.
        """
        self._refuse_closed()
        if self.is_read_only:
            raise read_only(self.path)
        connection = self._connection()
        with translated(self.path), _links_watched(), _ended(connection), connection.begin():
            self._check_revision(connection)
            now = self._now()
            transaction = Transaction(
                connection,
                self._texts,
                now=_stamp(now),
                new_id=lambda: self._sources.ids.sortable(now),
                new_short_id=self._sources.ids.short,
                reader=reader,
                progress=progress,
            )
            yield transaction
            transaction.finish()

    def _now(self) -> datetime:
        return self._sources.clock().astimezone(UTC)

    def _refuse_closed(self) -> None:
        if self._is_closed:
            raise LibraryUnusable(_("The library is closed."))

    def data_version(self) -> int:
        """A number that changes when another process has changed the file, and not when this
        `Database` has. For the thread that may write."""
        self._refuse_closed()
        with translated(self.path):
            cursor = self._connection().connection.cursor()
            try:
                return int(cursor.execute("PRAGMA data_version").fetchone()[0])
            finally:
                cursor.close()

    def _connection(self) -> Connection:
        if self._writer is None:
            self._writer = self._engine.connect()
        return self._writer

    def close(self) -> None:
        """Close every connection; a second call does nothing."""
        if self._is_closed:
            return
        self._is_closed = True
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        self._engine.dispose()
        self._release()


@contextmanager
def _ended(connection: Connection) -> Iterator[None]:
    """A commit that fails, for a link that would be broken or a reader who does not let go, leaves
    SQLite in the transaction, and SQLAlchemy out of it: the next could not begin."""
    try:
        yield
    except BaseException:
        if search_index.is_in_transaction(connection):
            connection.connection.rollback()
        raise


@contextmanager
def _links_watched() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        if getattr(error.orig, "sqlite_errorcode", 0) == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
            raise BrokenLink from error
        raise

"""How a connection to a library's file is made: the pragmas and the kinds of transaction."""

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, QueuePool

BUSY_TIMEOUT_S = 10.0
# Rollback journal: the library is one file at rest, opens on read-only media, and stays clear of
# the WAL-reset bug of SQLite before 3.51.3. EXTRA also syncs the folder after the journal's
# unlink: without it 52 of 63 simulated power cuts lost an acknowledged commit.
_PRAGMAS = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA fullfsync = ON",
    "PRAGMA cell_size_check = ON",
    # Readers are shut out while pages are written: let that be at the commit only, not as soon as
    # a long transaction outgrows the cache.
    "PRAGMA cache_spill = OFF",
    "PRAGMA journal_mode = DELETE",
)
_READING = "closereader_reading"


def connect(path: Path, *, mode: str = "rw", foreign_keys: bool = True) -> sqlite3.Connection:
    """One bare connection. `mode` as in SQLite's URIs: "rw" never makes a file, "ro" never
    writes one."""
    # Bytes, for names that are not UTF-8; a drive letter needs a slash before it.
    name = os.fsencode(path.absolute().as_posix()).lstrip(b"/")
    uri = f"file:///{quote(name, safe='/:')}?mode={mode}"
    connection = sqlite3.connect(
        uri,
        uri=True,
        timeout=BUSY_TIMEOUT_S,
        # The sqlite3 module must not begin transactions itself: schema changes would escape them.
        isolation_level=None,
        # Connections move between threads, but only one thread has one at a time.
        check_same_thread=False,
    )
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
    except BaseException:
        connection.close()
        raise
    return connection


def engine(
    path: Path, *, mode: str = "rw", foreign_keys: bool = True, pooled: bool = True
) -> Engine:
    """An engine whose transactions begin IMMEDIATE, those of `for_reading` deferred.

    Two processes that read and then write would otherwise fail with "database is locked" and
    lose what they wrote (170 of 600 transactions, measured).
    """
    made = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: connect(path, mode=mode, foreign_keys=foreign_keys),
        **({"poolclass": QueuePool, "max_overflow": -1} if pooled else {"poolclass": NullPool}),
    )

    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:
        deferred = connection.get_execution_options().get(_READING)
        connection.exec_driver_sql("BEGIN" if deferred else "BEGIN IMMEDIATE")

    return made


def for_reading(made: Engine) -> Engine:
    """The same engine for transactions that only read."""
    return made.execution_options(**{_READING: True})

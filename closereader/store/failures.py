"""What SQLite's error codes mean: the reader's world gets a sentence, the rest is our bug.

The one place where the two are told apart.
"""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError

from closereader.errors import (
    LibraryDamaged,
    LibraryFull,
    LibraryLocked,
    LibraryReadOnly,
    LibraryUnusable,
)
from closereader.i18n import _
from closereader.store import schema
from closereader.store.connection import connect
from closereader.store.records import DamagedRecord

# What SQLite under its general code, and the sqlite3 module without any, say of damaged bytes;
# everything else under that code is a mistake of ours.
_SAID_OF_DAMAGE = (
    "Could not decode",
    "malformed JSON",
    "vtable constructor failed",
    "invalid fts5 file format",
)


def _sentence(code: int, path: Path) -> LibraryUnusable | None:
    primary = code & 0xFF
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return LibraryUnusable(
            _(
                "The library {path} was moved or deleted while it was open. "
                "Put it back, then start the program again."
            ).format(path=path)
        )
    if primary == sqlite3.SQLITE_FULL:
        return LibraryFull(
            _(
                "There is no room left on the disk for the library {path}, and nothing was "
                "changed. Free some space and try again."
            ).format(path=path)
        )
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return read_only(path)
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL):
        return LibraryLocked(
            _(
                "Another program has been writing to the library {path} for more than ten "
                "seconds. Wait until it is done, or close it, and try again."
            ).format(path=path)
        )
    if primary == sqlite3.SQLITE_CANTOPEN:
        return LibraryUnusable(
            _(
                "The library {path} cannot be opened. See that its folder is there and that "
                "you may read and write in it."
            ).format(path=path)
        )
    if primary == sqlite3.SQLITE_IOERR:
        return LibraryUnusable(
            _(
                "The disk failed while the library {path} was being read or written. "
                "See that the disk is connected and sound, and try again."
            ).format(path=path)
        )
    return None


def damaged(path: Path) -> LibraryDamaged:
    """The refusal of a library whose file is not sound."""
    return LibraryDamaged(
        _(
            "The library {path} is damaged. Keep the file; `closereader check --repair` says what "
            "is wrong, and a copy from the folder “backups” beside it can take its place."
        ).format(path=path)
    )


def _lacks_tables(error: BaseException, path: Path) -> bool:
    """Whether a statement failed because the file does not have the tables of a library: then it
    is the file that is wrong, and not the statement."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    if code != sqlite3.SQLITE_ERROR or not path.is_file():
        return False
    opened = create_engine("sqlite://", creator=lambda: _only_reading(path))
    try:
        with opened.connect() as connection:
            return schema.found(connection) != schema.expected()
    except (DBAPIError, sqlite3.Error, UnicodeDecodeError):
        return True
    finally:
        opened.dispose()


def _only_reading(path: Path) -> sqlite3.Connection:
    return connect(path, mode="ro")


def read_only(path: Path) -> LibraryReadOnly:
    """The refusal of a change to a library that can only be read."""
    return LibraryReadOnly(
        _(
            "The library {path} can only be read: its folder or its disk is write-protected. "
            "Choose another folder, or allow writing there."
        ).format(path=path)
    )


def in_readers_world(error: BaseException, path: Path) -> LibraryUnusable | None:
    """The refusal that this error of SQLite's means; None where it is a fault of ours."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(cause, sqlite3.Error):
        return None
    if says_damaged(error):
        return damaged(path)
    return _sentence(getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR), path)


def says_damaged(error: BaseException) -> bool:
    """Whether SQLite says that bytes of the file are not what they must be."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code: int = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    if code == sqlite3.SQLITE_ERROR:
        return any(words in str(cause) for words in _SAID_OF_DAMAGE)
    # A constraint that is not named is one of the full-text index's own.
    return code == sqlite3.SQLITE_CONSTRAINT or code & 0xFF in (
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
    )


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the library at `path` into ours, where they are the reader's."""
    try:
        yield
    except DamagedRecord as error:
        raise damaged(path) from error
    except (DBAPIError, sqlite3.Error, UnicodeDecodeError) as error:
        # The sqlite3 module itself fails to decode a message that quotes damaged bytes.
        refusal = in_readers_world(error, path)
        if refusal is None and _lacks_tables(error, path):
            refusal = damaged(path)
        if refusal is None:
            raise
        raise refusal from error


def unwritable(folder: Path, error: OSError) -> LibraryUnusable:
    """The refusal that the operating system's error on writing in `folder` means."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return LibraryFull(
            _(
                "There is no room left on the disk for {folder}. Free some space and try again."
            ).format(folder=folder)
        )
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return read_only(folder)
    return LibraryUnusable(
        _("The folder {folder} cannot be used: {reason}. Choose another folder.").format(
            folder=folder, reason=error.strerror or type(error).__name__
        )
    )

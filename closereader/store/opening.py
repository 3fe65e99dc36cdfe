"""Finding out what lies in a library's folder before anything is opened, and making a new one."""

import contextlib
import os
from contextlib import closing
from pathlib import Path

from closereader.errors import LibraryDamaged, LibraryNewer, LibraryUnusable
from closereader.i18n import _
from closereader.store import tables
from closereader.store.connection import connect, engine
from closereader.store.durable import sync_folder
from closereader.store.failures import read_only, translated, unwritable
from closereader.store.header import FileKind, Header, read
from closereader.store.lock import setup_lock
from closereader.store.version import LIBRARY_FILE as LIBRARY_FILE

BACKUPS = "backups"
FOREIGN = Header(FileKind.FOREIGN)


def prepare(folder: Path) -> Path:
    """The path of the library in `folder`, made if there is none.

    Raises `LibraryDamaged`, `LibraryNewer`, `LibraryReadOnly`, `LibraryFull` or
    `LibraryUnusable`; then no byte in the folder was changed.
    """
    path = folder / LIBRARY_FILE
    header = _header(path)
    if header.kind is FileKind.MISSING:
        _make_folder(folder)
        _refuse_if_lost(folder)
        with setup_lock(folder):
            if not path.exists():
                _create(path)
        header = _header(path)
    refuse_foreign(path, header)
    return path


def revision(path: Path, *, is_read_only: bool) -> int:
    """The number of the library's schema, as SQLite reads it: what a crash left half done is taken
    back first. Raises `LibraryNewer`, `LibraryDamaged` and the like."""
    with translated(path), closing(connect(path, mode="ro" if is_read_only else "rw")) as opened:
        (application_id,) = opened.execute("PRAGMA application_id").fetchone()
        (number,) = opened.execute("PRAGMA user_version").fetchone()
    refuse_foreign(path, Header(FileKind.DATABASE, application_id, number))
    return int(number)


def refuse_foreign(path: Path, header: Header) -> None:
    """Raise unless the header is that of a library this program can use or migrate."""
    if header.kind is FileKind.NOT_A_FILE:
        raise LibraryUnusable(
            _("{path} is not an ordinary file. Choose another folder for the library.").format(
                path=path
            )
        )
    if header.kind is FileKind.EMPTY:
        # Never ours at birth: a new library appears by renaming a finished file.
        raise LibraryDamaged(
            _(
                "The library {path} is empty (0 bytes), so its content was lost. Put a copy from "
                "the folder “backups” in its place, or move the file away to begin anew."
            ).format(path=path)
        )
    if header.kind is FileKind.FOREIGN or (
        header.application_id != tables.APPLICATION_ID and not header.journal
    ):
        raise LibraryDamaged(
            _(
                "{path} is not a library of this program; it was left as it is. Choose another "
                "folder, or move the file away."
            ).format(path=path)
        )
    if header.user_version < 1 and not header.journal:
        refuse_foreign(path, FOREIGN)
    if header.user_version > int(tables.HEAD) and not header.journal:
        raise newer(path)


def newer(path: Path) -> LibraryNewer:
    """The refusal of a library from a newer program."""
    return LibraryNewer(
        _(
            "The library {path} was made by a newer version of closereader. Install the newest "
            "version to open it; nothing was changed."
        ).format(path=path)
    )


def backups_folder(folder: Path) -> Path:
    """Where the copies of the library in `folder` lie."""
    return folder / BACKUPS


def is_writable(path: Path) -> bool:
    """Whether the library's file and its folder can be written (the journal lies beside it)."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _header(path: Path) -> Header:
    try:
        return read(path)
    except NotADirectoryError:
        return Header(FileKind.MISSING)
    except OSError as error:
        raise LibraryUnusable(
            _("The library {path} cannot be read: {reason}.").format(
                path=path, reason=error.strerror
            )
        ) from error


def _make_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise LibraryUnusable(
            _("{folder} is a file; a library needs a folder. Choose another one.").format(
                folder=folder
            )
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(folder.parent)
    except OSError as error:
        raise unwritable(folder, error) from error
    if not os.access(folder, os.W_OK):
        raise read_only(folder)


def _refuse_if_lost(folder: Path) -> None:
    """A folder with backups but no library has lost it; a fresh one would hide that."""
    backups = backups_folder(folder)
    if any(backups.glob("*.sqlite3")):
        raise LibraryDamaged(
            _(
                "There is no library in {folder}, but copies of one lie in {backups}. Put one of "
                "them back as {name}, or move that folder away to begin anew."
            ).format(folder=folder, backups=backups, name=LIBRARY_FILE)
        )


def _create(path: Path) -> None:
    """Make a new library aside and rename it: one that exists is always whole."""
    aside = path.with_name(path.name + ".new")
    journal = aside.with_name(aside.name + "-journal")
    try:
        for left in (aside, journal):
            left.unlink(missing_ok=True)
        with translated(path):
            made = engine(aside, mode="rwc", pooled=False)
            with made.begin() as connection:
                tables.create(connection)
            made.dispose()
        aside.rename(path)
        sync_folder(path.parent)
    except OSError as error:
        raise unwritable(path.parent, error) from error
    finally:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)

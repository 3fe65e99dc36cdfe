"""Copies of a library, made while it is in use by SQLite's own call, and counted only once read."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from closereader.errors import ExportFailed, LibraryDamaged, LibraryFull, LibraryUnusable
from closereader.i18n import _
from closereader.progress import Progress
from closereader.store import header, tables
from closereader.store.connection import connect
from closereader.store.durable import sync_folder
from closereader.store.failures import translated
from closereader.store.files import Files

# 8 MB a step: long enough to be quick, short enough to stop.
_PAGES = 2048


@dataclass(frozen=True, slots=True)
class Copy:
    """A finished copy and what was read back from it. `lacking`: how many of the kept files could not
    be copied, since they are damaged."""

    path: Path
    readings: int
    annotations: int
    lacking: int = 0


def file_name(occasion: str = "library", now: datetime | None = None) -> str:
    """A name for a copy that sorts by time."""
    stamp = (now or datetime.now(UTC)).strftime("%Y-%m-%dT%H-%M-%S-%f")
    return f"{stamp}-{occasion}.sqlite3"


def copy(source: Path, target: Path, progress: Progress) -> Copy:
    """Copy the library at `source` to `target`, while others use it; its files beside it, in the folder
    "files", as they lie beside the library.

    The copy is written aside, opened and checked, then renamed. It replaces an older copy, but
    no other file. Raises `ExportFailed`, `LibraryDamaged`, `Cancelled`; then `target` is as it
    was and nothing is left beside it.
    """
    _refuse_target(source, target)
    aside = target.with_name(target.name + ".part")
    try:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            aside.unlink(missing_ok=True)
            _copy(source, aside, target, progress)
            made = _verified(aside, target)
            # After it: what it names was kept before.
            made = replace(made, lacking=_copy_files(source, target, progress))
            _sync(aside)
            aside.replace(target)
            sync_folder(target.parent)
        except OSError as error:
            raise _failed(target, error.strerror or str(error)) from error
    finally:
        for left in (aside, aside.with_name(aside.name + "-journal")):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)
    return made


def _copy_files(source: Path, target: Path, progress: Progress) -> int:
    try:
        return Files(source.parent).copy_to(target.parent, progress)
    except LibraryFull as error:
        raise _failed(target, _("there is no room left on the disk")) from error
    except LibraryUnusable as error:
        raise _failed(target, _("the files of the readings could not be put beside it")) from error


def _refuse_target(source: Path, target: Path) -> None:
    with contextlib.suppress(OSError):
        if target.exists() and target.samefile(source):
            raise _failed(target, _("that is the library itself"))
    try:
        found = header.read(target)
    except OSError as error:
        raise _failed(target, error.strerror or str(error)) from error
    is_copy = found.application_id == tables.APPLICATION_ID
    if found.kind is not header.FileKind.MISSING and not is_copy:
        raise _failed(target, _("something that is not a copy of a library is already there"))


def _copy(source: Path, aside: Path, target: Path, progress: Progress) -> None:
    def report(_status: int, remaining: int, total: int) -> None:
        progress(total - remaining, total, _("Copying the library"))

    with translated(source):
        read = connect(source)
    with closing(read), closing(sqlite3.connect(aside)) as written, _blaming(source, target):
        read.backup(written, pages=_PAGES, progress=report, sleep=0.01)


@contextmanager
def _blaming(source: Path, target: Path) -> Iterator[None]:
    """A damaged source is the library's fault, everything else the target's."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            with translated(source):
                raise
        raise _failed(target, _reason(code)) from error


def _reason(code: int) -> str:
    if code == sqlite3.SQLITE_FULL:
        return _("there is no room left on the disk")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return _("the library is being written to by another program")
    return _("the disk refused it")


def _verified(aside: Path, target: Path) -> Copy:
    with closing(connect(aside, mode="ro")) as copied:
        try:
            said = [row[0] for row in copied.execute("PRAGMA integrity_check(5)")]
            readings, notes = (
                copied.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for table in ("readings", "annotations")
            )
        except sqlite3.Error as error:
            said, readings, notes = [str(error)], 0, 0
    if said != ["ok"]:
        raise LibraryDamaged(
            _(
                "The copy {target} was not kept: what was copied is damaged, and so the library "
                "is. Run `closereader check`."
            ).format(target=target)
        )
    return Copy(target, readings, notes)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _failed(target: Path, reason: str) -> ExportFailed:
    return ExportFailed(
        _("The copy {target} could not be made: {reason}. Choose another place.").format(
            target=target, reason=reason
        )
    )

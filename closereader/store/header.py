"""What a file says it is, read from its first hundred bytes without opening it as a database."""

import struct
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from threading import Lock

from closereader.store import tables

_MAGIC = b"SQLite format 3\0"


class FileKind(Enum):
    """What lies at the library's path."""

    MISSING = "missing"
    NOT_A_FILE = "not a file"
    EMPTY = "empty"
    FOREIGN = "foreign"
    DATABASE = "database"


@dataclass(frozen=True, slots=True)
class Header:
    """The kind of file and, of a database, its application id and user version
    (SQLite file format, section 1.3). `journal`: it was not closed in peace, so that its true
    header may still lie in the journal."""

    kind: FileKind
    application_id: int = 0
    user_version: int = 0
    journal: bool = False


class _Held:
    """The files this process has open as databases. On POSIX systems, to open and close such a file
    by other means drops the locks that SQLite has on it (sqlite.org/howtocorrupt.html, 2.2)."""

    def __init__(self) -> None:
        self.lock = Lock()
        self._files: Counter[tuple[int, int]] = Counter()

    def __contains__(self, path: Path) -> bool:
        return self._files[self.key(path)] > 0

    @staticmethod
    def key(path: Path) -> tuple[int, int]:
        """What tells the file from all others, whatever its name."""
        status = path.stat()
        return status.st_dev, status.st_ino

    def add(self, key: tuple[int, int], by: int) -> None:
        """One use of the file more, or less."""
        with self.lock:
            self._files[key] += by


_held = _Held()


def hold(path: Path) -> Callable[[], None]:
    """Say, before it is opened, that the library at `path` is in use; the result ends that."""
    key = _held.key(path)
    _held.add(key, 1)
    return lambda: _held.add(key, -1)


def read(path: Path) -> Header:
    """The header of the file at `path`. Raises OSError where it cannot be read.

    Of a library that this process has open it is the header it was opened with.
    """
    if not path.exists():
        return Header(FileKind.NOT_A_FILE if path.is_symlink() else FileKind.MISSING)
    # A named pipe would hang the open below.
    if not path.is_file():
        return Header(FileKind.NOT_A_FILE)
    with _held.lock:
        if path in _held:
            return Header(FileKind.DATABASE, tables.APPLICATION_ID, int(tables.HEAD))
        with path.open("rb") as file:
            start = file.read(100)
    if not start:
        return Header(FileKind.EMPTY)
    if len(start) < 100 or not start.startswith(_MAGIC):
        return Header(FileKind.FOREIGN)
    (user_version,) = struct.unpack_from(">i", start, 60)
    (application_id,) = struct.unpack_from(">i", start, 68)
    journal = path.with_name(path.name + "-journal")
    return Header(
        FileKind.DATABASE,
        application_id,
        user_version,
        journal.exists() and journal.stat().st_size > 0,
    )

"""What a file says it is, read from its first hundred bytes without opening it as a database."""

import struct
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

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


def read(path: Path) -> Header:
    """The header of the file at `path`. Raises OSError where it cannot be read."""
    if not path.exists():
        return Header(FileKind.NOT_A_FILE if path.is_symlink() else FileKind.MISSING)
    # A named pipe would hang the open below.
    if not path.is_file():
        return Header(FileKind.NOT_A_FILE)
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

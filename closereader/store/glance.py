"""A first look at a library before anything that can change it is loaded.

Starting the program, the reading last open is on the screen in the time it takes to import
SQLAlchemy. This reads it with Python's own sqlite3, in one read transaction, and gives up without a
word wherever the usual way may have something to say: no file, another version, a damaged row.
"""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from closereader.model.annotation import Annotation
from closereader.model.reading import Reading, ReadingText
from closereader.store import rows
from closereader.store.version import LIBRARY_FILE, is_current

# A window that is already there must not be kept waiting by another program's long write.
_PATIENCE_S = 0.2


@dataclass(frozen=True, slots=True)
class Glance:
    """The reading last open, its annotations in order of place, and where its reader stood."""

    reading: Reading
    text: ReadingText
    annotations: tuple[Annotation, ...]
    place: int


def glance(folder: Path) -> Glance | None:
    """What the library in `folder` was last open on; None where that cannot be had at once."""
    path = folder / LIBRARY_FILE
    try:
        if not path.is_file():
            return None
        uri = f"{path.resolve().as_uri()}?mode=ro"
        connection = sqlite3.connect(uri, uri=True, timeout=_PATIENCE_S, isolation_level=None)
    except (OSError, sqlite3.Error, ValueError):
        return None
    try:
        connection.execute("BEGIN")
        return _last(connection)
    except (sqlite3.Error, ValueError, TypeError, LookupError, OSError, RecursionError):
        return None
    finally:
        connection.close()


def _last(connection: sqlite3.Connection) -> Glance | None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if not is_current(application, version):
        return None
    found = connection.execute(
        "SELECT p.reading_id, p.place FROM places p JOIN readings r ON r.id = p.reading_id "
        "WHERE p.opened <> '' ORDER BY p.opened DESC, p.reading_id LIMIT 1"
    ).fetchone()
    if found is None:
        return None
    reading_id, place = found
    reading = connection.execute("SELECT * FROM readings WHERE id = ?", (reading_id,)).fetchone()
    text = connection.execute("SELECT * FROM reading_texts WHERE id = ?", (reading_id,)).fetchone()
    if reading is None or text is None:
        return None
    marks = connection.execute(
        'SELECT * FROM annotations WHERE reading_id = ? ORDER BY start, "end", created, id',
        (reading_id,),
    )
    return Glance(
        rows.reading(reading),
        rows.reading_text(text),
        tuple(rows.annotation(mark) for mark in marks),
        place,
    )

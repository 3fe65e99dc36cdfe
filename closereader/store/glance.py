"""A first look at a library before anything that can change it is loaded.

Starting the program, the reading last open is on the screen in the time it takes to import
SQLAlchemy. This reads it with Python's own sqlite3, in one read transaction, and gives up without a
word wherever the usual way may have something to say: no file, another version, a damaged row.
"""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from closereader.model.annotation import Annotation
from closereader.model.document import NOT_NUMBERED
from closereader.model.page_place import KeptView, loaded_view
from closereader.model.reading import Reading, ReadingText
from closereader.model.reading_pass import load_shown, shown_numbers
from closereader.model.span import Span
from closereader.store import rows
from closereader.store.version import LIBRARY_FILE, is_current

# A window that is already there must not be kept waiting by another program's long write.
_PATIENCE_S = 0.2


# Of a longer reading only what lies round the place is looked at: a few screens of it, in code points.
_WHOLE = 60_000
_BEFORE, _AFTER = 4_000, 30_000


_AS_USUAL = KeptView()


@dataclass(frozen=True, slots=True)
class Glance:
    """A reading, its annotations in order of place, and where its reader stood.

    Of a long reading, `text` is the stretch round the place, and everything counts from its first
    character, which is code point `begin` of the whole; `numbered` blocks with a ¶ number lie
    before it. `view`: how its reader looked at it, where it has pages of its own."""

    reading: Reading
    text: ReadingText
    annotations: tuple[Annotation, ...]
    place: int
    begin: int = 0
    numbered: int = 0
    view: KeptView = _AS_USUAL


def glance(folder: Path) -> Glance | None:
    """What the library in `folder` was last open on; None where that cannot be had at once."""
    return _look(folder, _last)


def glance_at(folder: Path, reading_id: str, place: int | None = None) -> Glance | None:
    """That reading round code point `place`, or where its reader left it; None where that cannot
    be had at once."""

    def named(connection: sqlite3.Connection) -> tuple[str, int]:
        if place is not None:
            return reading_id, place
        found = connection.execute("SELECT place FROM places WHERE reading_id = ?", (reading_id,))
        (left,) = found.fetchone() or (0,)
        return reading_id, left

    return _look(folder, named)


def _look(
    folder: Path, which: Callable[[sqlite3.Connection], tuple[str, int] | None]
) -> Glance | None:
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
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        found = which(connection) if is_current(application, version) else None
        return None if found is None else _round_place(connection, *found)
    except (sqlite3.Error, ValueError, TypeError, LookupError, OSError, RecursionError):
        return None
    finally:
        connection.close()


def _last(connection: sqlite3.Connection) -> tuple[str, int] | None:
    found: tuple[str, int] | None = connection.execute(
        "SELECT p.reading_id, p.place FROM places p JOIN readings r ON r.id = p.reading_id "
        "WHERE p.opened <> '' ORDER BY p.opened DESC, p.reading_id LIMIT 1"
    ).fetchone()
    return found


def _round_place(connection: sqlite3.Connection, reading_id: str, place: int) -> Glance:
    reading = connection.execute("SELECT * FROM readings WHERE id = ?", (reading_id,)).fetchone()
    record = rows.reading(reading)
    seen = Span(0, record.characters)
    blocks, numbered = None, 0
    if record.characters > _WHOLE:
        (stored,) = connection.execute(
            "SELECT blocks FROM reading_texts WHERE id = ?", (reading_id,)
        ).fetchone()
        blocks, seen, numbered = _round(json.loads(stored), place)
    text = connection.execute(
        "SELECT id, substr(text, ?, ?), blocks, inlines, pages, sha256, pictures, outline, layout "
        "FROM reading_texts WHERE id = ?",
        (seen.start + 1, len(seen), reading_id),
    ).fetchone()
    marks = connection.execute(
        'SELECT * FROM annotations WHERE reading_id = ? AND start < ? AND "end" > ? '
        'ORDER BY start, "end", created, id',
        (reading_id, seen.end, seen.start),
    )
    whole = rows.reading_text(text) if blocks is None else _stretch(text, blocks, seen)
    notes = _looked_at(connection, reading_id, [rows.annotation(mark) for mark in marks])
    annotations = tuple(_shifted(note, seen) for note in notes)
    kept = connection.execute("SELECT view FROM places WHERE reading_id = ?", (reading_id,))
    (view,) = kept.fetchone() or ("",)
    place -= seen.start
    return Glance(record, whole, annotations, place, seen.start, numbered, loaded_view(view))


def _looked_at(
    connection: sqlite3.Connection, reading_id: str, notes: list[Annotation]
) -> list[Annotation]:
    """Those of the passes that the reader looks at."""
    begun = connection.execute("SELECT number FROM passes WHERE reading_id = ?", (reading_id,))
    there = {1, *(number for (number,) in begun), *(note.pass_number for note in notes)}
    kept = connection.execute("SELECT passes FROM places WHERE reading_id = ?", (reading_id,))
    (wanted,) = kept.fetchone() or ("",)
    shown = shown_numbers(load_shown(wanted), there)
    return [note for note in notes if note.pass_number in shown]


def _round(stored: list[list[Any]], place: int) -> tuple[list[list[Any]], Span, int]:
    """The blocks, as they are stored, a few screens round the place, what they cover, and how many
    with a number there are before them."""
    near = [row for row in stored if row[1] > place - _BEFORE and row[0] < place + _AFTER]
    first = near[0][0]
    numbered = sum(row[0] < first and row[2] not in NOT_NUMBERED for row in stored)
    return near, Span(first, near[-1][1]), numbered


def _stretch(row: rows.Row, blocks: list[list[Any]], seen: Span) -> ReadingText:
    by = seen.start
    shifted = [[start - by, end - by, *rest] for start, end, *rest in blocks]
    inlines = [
        [max(start, seen.start) - by, min(end, seen.end) - by, *rest]
        for start, end, *rest in json.loads(row[3])
        if start < seen.end and end > seen.start
    ]
    pictures = [
        [start - by, *rest] for start, *rest in json.loads(row[6]) if seen.start <= start < seen.end
    ]
    return rows.text_of_parts(row[0], row[1], shifted, inlines, [], pictures, [], row[8])


def _shifted(note: Annotation, seen: Span) -> Annotation:
    """The part of a mark that is in sight, counted from there."""
    start, end = max(note.start, seen.start), min(note.end, seen.end)
    return replace(note, start=start - seen.start, end=end - seen.start)

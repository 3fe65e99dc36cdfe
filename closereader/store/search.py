"""Full-text search over passages, notes and tags: an FTS5 table kept in step by the transaction.

`search_rows` holds one row a block of a reading, one a comment and one a tag; `search` is the
FTS5 index over it. Both are derived and can be made anew.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import chain, count
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from closereader.model.annotation import Annotation
from closereader.model.changes import Change
from closereader.model.hit import Hit, HitKind
from closereader.model.reading import ReadingId, ReadingText
from closereader.model.span import Span
from closereader.store import tables
from closereader.store.records import DamagedRecord

# Noncharacters that no canonical text holds mark what matched.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_MOST_WORDS = 40
_MOST_CHARACTERS = 1000
# Code points of context on each side of the first word found.
_CONTEXT = 60

_Entry = tuple[str, str, str, int, int, str]


def match_expression(words: str, *, as_typed: bool = False) -> str:
    """The FTS5 expression for what a person typed: every word must stand there, `"two words"` in
    this order, `constitu*` and, `as_typed`, the last word as a beginning. "" where nothing can be
    looked for. Quoting each word leaves nothing of FTS5's own syntax in force."""
    words = words[:_MOST_CHARACTERS].encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
    parts: list[str] = []
    typing = as_typed and bool(words) and not words[-1].isspace() and words[-1] != '"'
    for position, piece in enumerate(words.split('"')):
        # Odd pieces stood between quotation marks.
        for word in [piece] if position % 2 else piece.split():
            if any(_is_token(character) for character in word):
                star = "*" if position % 2 == 0 and word.endswith("*") else ""
                parts.append(f'"{word}"{star}')
    if typing and parts and not parts[-1].endswith("*"):
        parts[-1] += "*"
    return " ".join(parts[:_MOST_WORDS])


def _is_token(character: str) -> bool:
    # What FTS5's unicode61 takes as part of a word.
    category = unicodedata.category(character)
    return category[0] in "LN" or category == "Co"


def find(connection: Connection, words: str, *, as_typed: bool, limit: int) -> list[Hit]:
    """The best `limit` hits, best first. Any string may be asked for; none raises."""
    expression = match_expression(words, as_typed=as_typed)
    if not expression:
        return []
    rows = connection.exec_driver_sql(
        'SELECT owner, reading_id, kind, start, "end", highlight(search, 0, ?, ?) '
        "FROM search JOIN search_rows ON search_rows.row = search.rowid "
        "WHERE search MATCH ? ORDER BY rank, search_rows.row LIMIT ?",
        (_OPEN, _CLOSE, expression, limit),
    )
    try:
        return [_hit(*row) for row in rows.fetchall()]
    except (ValueError, TypeError) as error:
        raise DamagedRecord(f"search_rows: {error}") from error


def _hit(owner: str, reading_id: str, kind: str, start: int, end: int, marked: str) -> Hit:
    body, spans = _spans(marked)
    first = spans[0] if spans else Span(0, 0)
    left = max(0, first.start - _CONTEXT)
    right = min(len(body), first.start + 2 * _CONTEXT)
    # Whole words at both ends, unless a word is longer than the context.
    if left:
        left = max(left, body.find(" ", left, first.start) + 1)
    if right < len(body):
        right = (
            max(body.rfind(" ", first.end, right), first.end)
            if " " in body[first.end : right]
            else right
        )
    before, after = ("…" if left else ""), ("…" if right < len(body) else "")
    marks = tuple(
        Span(s.start - left + len(before), s.end - left + len(before))
        for s in spans
        if left <= s.start and s.end <= right
    )
    snippet = before + body[left:right].replace("\n", " ").replace("\t", " ") + after
    if kind == HitKind.PASSAGE:
        start, end, owner = start + first.start, start + first.end, ""
    return Hit(ReadingId(reading_id), HitKind(kind), start, end, snippet, marks, owner)


def _spans(marked: str) -> tuple[str, list[Span]]:
    """The text without marks, and what they marked."""
    pieces: list[str] = []
    spans: list[Span] = []
    length = 0
    for number, piece in enumerate(marked.split(_OPEN)):
        inside, _closed, after = piece.partition(_CLOSE) if number else ("", "", piece)
        if inside:
            spans.append(Span(length, length + len(inside)))
        pieces += (inside, after)
        length += len(inside) + len(after)
    return "".join(pieces), spans


def update(connection: Connection, changes: Iterable[Change]) -> None:
    """Bring the index in step with these changes; all of it or, where it is damaged, nothing."""
    owners: list[str] = []
    new: list[_Entry] = []
    for change in changes:
        before, after = entries(change.before), entries(change.after)
        if before == after:
            continue
        if before:
            owners.append(before[0][0])
        new += after
    if not owners and not new:
        return
    connection.exec_driver_sql("SAVEPOINT before_search")
    try:
        _drop(connection, owners)
        _add(connection, new)
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
        _add(connection, entries(record))


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
    return body.replace("\0", " ").replace(_OPEN, " ").replace(_CLOSE, " ")


def _drop(connection: Connection, owners: Sequence[str]) -> None:
    for first in range(0, len(owners), 500):
        some = tuple(owners[first : first + 500])
        among = f"owner IN ({','.join('?' * len(some))})"
        connection.exec_driver_sql(
            "INSERT INTO search(search, rowid, body) "
            f"SELECT 'delete', row, body FROM search_rows WHERE {among}",
            some,
        )
        connection.exec_driver_sql(f"DELETE FROM search_rows WHERE {among}", some)


def _add(connection: Connection, entries: Sequence[_Entry]) -> None:
    if not entries:
        return
    last: Any = connection.exec_driver_sql("SELECT max(row) FROM search_rows").scalar()
    rows = list(zip(count((last or 0) + 1), entries, strict=False))
    connection.exec_driver_sql(
        'INSERT INTO search_rows(row, owner, reading_id, kind, start, "end", body) '
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(row, *entry) for row, entry in rows],
    )
    connection.exec_driver_sql(
        "INSERT INTO search(rowid, body) VALUES (?, ?)", [(row, entry[5]) for row, entry in rows]
    )

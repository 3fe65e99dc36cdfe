"""Full-text search over passages, notes and tags: from what a person types to places.

Words are FTS5's own, whatever their case and accents. Scripts that put no spaces between words
are looked for letter by letter, as FTS5 takes a whole clause of theirs for one word.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from closereader.model.hit import Hit, HitKind
from closereader.model.reading import ReadingId
from closereader.model.span import Span
from closereader.store.records import DamagedRecord
from closereader.store.search_index import CLOSE, OPEN

_MOST_WORDS = 40
_MOST_CHARACTERS = 1000
# Code points of context before the first word found; twice as many after it.
_CONTEXT = 60
# Thai, Lao, Tibetan, Burmese, Khmer; Han, kana, bopomofo; and Hangul, whose particles are written on.
_UNSPACED = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for: an FTS5 expression ("" for none), and letters that must stand there."""

    expression: str
    letters: tuple[str, ...] = ()


def query(words: str, *, as_typed: bool = False) -> Query:
    """What a person typed, as a query: every word must stand there, `"two words"` in this order,
    `constitu*` and, `as_typed`, the last word as a beginning. Quoting each word leaves nothing of
    FTS5's own syntax in force."""
    words = words[:_MOST_CHARACTERS].encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
    parts: list[str] = []
    letters: list[str] = []
    typing = as_typed and bool(words) and not words[-1].isspace() and words[-1] != '"'
    for position, piece in enumerate(words.split('"')):
        # Odd pieces stood between quotation marks.
        for word in [piece] if position % 2 else piece.split():
            if _UNSPACED.search(word):
                letters.append(word.strip("*").strip())
            elif any(_is_token(character) for character in word):
                star = "*" if position % 2 == 0 and word.endswith("*") else ""
                parts.append(f'"{word}"{star}')
    if typing and parts and not parts[-1].endswith("*") and not _UNSPACED.search(words.split()[-1]):
        parts[-1] += "*"
    return Query(" ".join(parts[:_MOST_WORDS]), tuple(letters[:_MOST_WORDS]))


def _is_token(character: str) -> bool:
    # What FTS5's unicode61 takes as part of a word.
    category = unicodedata.category(character)
    return category[0] in "LN" or category == "Co"


def find(connection: Connection, words: str, *, as_typed: bool, limit: int) -> list[Hit]:
    """The best `limit` hits, best first; those found by letters alone in order of arrival and
    place. Any string may be asked for; none raises."""
    asked = query(words, as_typed=as_typed)
    if not asked.expression and not asked.letters:
        return []
    values: list[Any] = []
    if asked.expression:
        shown = "highlight(search, 0, ?, ?)"
        source = "search JOIN search_rows ON search_rows.row = search.rowid WHERE search MATCH ?"
        order = "rank, search_rows.row"
        values += [OPEN, CLOSE, asked.expression]
    else:
        shown, source, order = "body", "search_rows WHERE true", "row"
    for letters in asked.letters:
        source += " AND instr(search_rows.body, ?)"
        values.append(letters)
    rows = connection.exec_driver_sql(
        f'SELECT owner, reading_id, kind, start, "end", {shown} FROM {source} '
        f"ORDER BY {order} LIMIT ?",
        (*values, limit),
    )
    try:
        return [_hit(asked, *row) for row in rows.fetchall()]
    except (ValueError, TypeError) as error:
        raise DamagedRecord(f"search_rows: {error}") from error


def _hit(
    asked: Query, owner: str, reading_id: str, kind: str, start: int, end: int, marked: str
) -> Hit:
    body, spans = _spans(marked)
    for letters in asked.letters:
        spans += [Span(m.start(), m.end()) for m in re.finditer(re.escape(letters), body)]
    spans.sort()
    first = spans[0] if spans else Span(0, 0)
    snippet, marks = _snippet(body, spans, first)
    if kind == HitKind.PASSAGE:
        start, end, owner = start + first.start, start + first.end, ""
    return Hit(ReadingId(reading_id), HitKind(kind), start, end, snippet, marks, owner)


def _snippet(body: str, spans: list[Span], first: Span) -> tuple[str, tuple[Span, ...]]:
    """One line around the first word found, and what of it matched."""
    left = max(0, first.start - _CONTEXT)
    right = min(len(body), first.start + 2 * _CONTEXT)
    # Whole words at both ends, unless a word is longer than the context.
    if left:
        left = max(left, body.find(" ", left, first.start) + 1)
    if right < len(body) and " " in body[first.end : right]:
        right = body.rfind(" ", first.end, right)
    before, after = ("…" if left else ""), ("…" if right < len(body) else "")
    moved = len(before) - left
    marks = tuple(
        Span(s.start + moved, min(s.end, right) + moved) for s in spans if left <= s.start < right
    )
    line = body[left:right].replace("\n", " ").replace("\t", " ")
    return f"{before}{line}{after}", marks


def _spans(marked: str) -> tuple[str, list[Span]]:
    """The text without marks, and what they marked."""
    pieces: list[str] = []
    spans: list[Span] = []
    length = 0
    for number, piece in enumerate(marked.split(OPEN)):
        inside, _closed, after = piece.partition(CLOSE) if number else ("", "", piece)
        if inside:
            spans.append(Span(length, length + len(inside)))
        pieces += (inside, after)
        length += len(inside) + len(after)
    return "".join(pieces), spans

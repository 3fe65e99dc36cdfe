"""What a reader keeps beside their notes, as rows and back: coloured tags, passes, filters, essays.

Each parser raises ValueError, TypeError or LookupError on a row that no version of the program can
have written.
"""

import json
from collections.abc import Iterable
from typing import Any

from closereader.model.annotation import AnnotationId, AnnotationKind
from closereader.model.colour import Colour
from closereader.model.entity import EntityId
from closereader.model.essay import Essay, EssayId, Quotation
from closereader.model.note_filter import NoteFilter, SavedFilter
from closereader.model.reading import ReadingId
from closereader.model.reading_pass import Pass
from closereader.model.tag import Tag
from closereader.store.rows import Row

# Kept: `json.dumps` would make one for each of 10,000 notes.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def dump(value: Any) -> str:
    """Compact JSON; characters stay themselves."""
    return _ENCODER.encode(value) if value != () else "[]"


def tag_row(record: Tag) -> dict[str, Any]:
    """A row of `tags`."""
    return {"name": record.name, "colour": record.colour.value}


def tag(row: Row) -> Tag:
    """The tag of a row."""
    return Tag(row[0], Colour(row[1]))


def pass_row(record: Pass) -> dict[str, Any]:
    """A row of `passes`."""
    return {name: getattr(record, name) for name in Pass.__slots__}


def reading_pass(row: Row) -> Pass:
    """The pass of a row."""
    return Pass(row[0], ReadingId(row[1]), row[2], row[3], row[4])


def filter_row(record: SavedFilter) -> dict[str, Any]:
    """A row of `filters`."""
    return {
        "id": record.id,
        "name": record.name,
        "filter": dump_filter(record.filter),
        "made": record.made,
    }


def saved_filter(row: Row) -> SavedFilter:
    """The saved filter of a row."""
    return SavedFilter(row[0], row[1], load_filter(row[2]), row[3])


def dump_filter(chosen: NoteFilter) -> str:
    """A filter as JSON; the same filter gives the same text."""
    # Named only where it is asked for, so that an earlier program reads all others.
    to_check = {"to_check": True} if chosen.to_check else {}
    return dump(
        {
            "words": chosen.words,
            "tags": sorted(chosen.tags),
            "colours": _values(chosen.colours),
            "kinds": _values(chosen.kinds),
            "passes": sorted(chosen.passes),
            "readers": sorted(chosen.readers),
            "entities": sorted(chosen.entities),
            "has_comment": chosen.has_comment,
            **to_check,
        }
    )


def load_filter(stored: str) -> NoteFilter:
    """The filter that `dump_filter` wrote."""
    told = json.loads(stored)
    has_comment = told["has_comment"]
    if has_comment is not None and not isinstance(has_comment, bool):
        raise TypeError("neither yes, no nor either")
    return NoteFilter(
        _of(told["words"], str),
        frozenset(_of(t, str) for t in told["tags"]),
        frozenset(Colour(c) for c in told["colours"]),
        frozenset(AnnotationKind(k) for k in told["kinds"]),
        frozenset(_of(p, int) for p in told["passes"]),
        frozenset(_of(r, str) for r in told["readers"]),
        frozenset(EntityId(_of(e, str)) for e in told["entities"]),
        has_comment,
        _of(told.get("to_check", False), bool),
    )


def essay_row(record: Essay) -> dict[str, Any]:
    """A row of `essays`."""
    return {
        "id": record.id,
        "title": record.title,
        "text": record.text,
        "readings": dump(record.readings),
        "quotations": dump(
            [
                [q.start, q.end, q.reading_id, q.source_start, q.source_end, q.annotation]
                for q in record.quotations
            ]
        ),
        "created": record.created,
        "modified": record.modified,
    }


def essay(row: Row) -> Essay:
    """The essay of a row."""
    return Essay(
        EssayId(row[0]),
        row[1],
        row[2],
        tuple(ReadingId(_of(r, str)) for r in json.loads(row[3])),
        tuple(_quotation(*told) for told in json.loads(row[4])),
        row[5],
        row[6],
    )


def _quotation(
    start: int, end: int, reading: str, source_start: int, source_end: int, note: str
) -> Quotation:
    if not (0 <= start <= end and 0 <= source_start <= source_end):
        raise ValueError("not a span")
    reading_id, annotation = ReadingId(_of(reading, str)), AnnotationId(_of(note, str))
    return Quotation(start, end, reading_id, source_start, source_end, annotation)


def _of(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError(f"not {kind.__name__}")
    return value


def _values(chosen: Iterable[Colour] | Iterable[AnnotationKind]) -> list[str]:
    return sorted(one.value for one in chosen)

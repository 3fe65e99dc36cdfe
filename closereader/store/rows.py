"""Rows of the library's tables as records; needs no SQLAlchemy, so that a first look is quick.

The columns of a row stand in the order of `tables.py`. Each function raises ValueError, TypeError
or LookupError on a row that no version of the program can have written.
"""

import json
from collections.abc import Sequence
from typing import Any, cast

from closereader.model.annotation import AnchorState, Annotation, AnnotationId, AnnotationKind
from closereader.model.colour import Colour
from closereader.model.document import Block, BlockKind, Inline, InlineStyle, PageLabel, Role
from closereader.model.meaning import Meaning
from closereader.model.reading import Reading, ReadingId, ReadingText

Row = Sequence[Any]


def _strings(stored: str) -> tuple[str, ...]:
    # Most annotations have neither tags nor links; parsing "[]" 20,000 times is felt.
    return () if stored == "[]" else tuple(json.loads(stored))


def annotation(row: Row) -> Annotation:
    """A row of `annotations`."""
    if not 0 <= row[5] <= row[6]:
        raise ValueError("not a span")
    return Annotation(
        AnnotationId(row[0]),
        ReadingId(row[1]),
        row[2],
        AnnotationKind(row[3]),
        Colour(row[4]),
        row[5],
        row[6],
        row[7],
        row[8],
        row[9],
        AnchorState(row[10]),
        row[11],
        _strings(row[12]),
        cast("tuple[AnnotationId, ...]", _strings(row[13])),
        row[14],
        row[15],
    )


def reading(row: Row) -> Reading:
    """A row of `readings`."""
    return Reading(
        ReadingId(row[0]),
        row[1],
        row[2],
        row[3],
        row[4],
        row[5],
        row[6],
        row[7],
        row[8],
        row[9],
        _strings(row[10]),
    )


def reading_text(row: Row) -> ReadingText:
    """A row of `reading_texts`; the hash is not looked at."""
    return ReadingText(
        ReadingId(row[0]),
        row[1],
        tuple(
            Block(start, end, BlockKind(kind), level, Role(role), marker)
            for start, end, kind, level, role, marker in json.loads(row[2])
        ),
        tuple(
            Inline(start, end, InlineStyle(style), target)
            for start, end, style, target in json.loads(row[3])
        ),
        tuple(PageLabel(offset, label) for offset, label in json.loads(row[4])),
    )


def meaning(row: Row) -> Meaning:
    """A row of `meanings`."""
    return Meaning(Colour(row[0]), row[1])

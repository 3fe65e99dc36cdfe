"""Rows of the library's tables as records; needs no SQLAlchemy, so that a first look is quick.

The columns of a row stand in the order of `tables.py`. Each function raises ValueError, TypeError
or LookupError on a row that no version of the program can have written.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from sys import intern
from typing import Any

from closereader.model.annotation import (
    AnchorState,
    Annotation,
    AnnotationId,
    AnnotationKind,
    Link,
    QuestionState,
)
from closereader.model.area import Area, Rect
from closereader.model.colour import Colour
from closereader.model.document import (
    Block,
    BlockKind,
    Inline,
    InlineStyle,
    OutlineEntry,
    PageLabel,
    Picture,
    Role,
)
from closereader.model.meaning import Meaning
from closereader.model.reading import Reading, ReadingId, ReadingText

Row = Sequence[Any]


# What thousands of annotations of a book have alike is held once, and looked up, not made: half the
# time of reading them, and a quarter of what they take.
_ANNOTATION_KINDS = {kind.value: kind for kind in AnnotationKind}
_COLOURS = {colour.value: colour for colour in Colour}
_BLOCK_KINDS = {kind.value: kind for kind in BlockKind}
_ROLES = {role.value: role for role in Role}
_ANCHORS = {state.value: state for state in AnchorState}
_STATES = {state.value: state for state in QuestionState}


@lru_cache(maxsize=4096)
def strings(stored: str) -> tuple[str, ...]:
    """Strings kept as JSON."""
    return tuple(map(intern, json.loads(stored)))


@lru_cache(maxsize=4096)
def _links(stored: str) -> tuple[Link, ...]:
    """A link that says nothing is its target's id alone, as libraries of version 2 had it."""
    found = []
    for one in json.loads(stored):
        target, kind = (one, "") if isinstance(one, str) else one
        if not isinstance(target, str) or not isinstance(kind, str):
            raise TypeError("not a link")
        found.append(Link(AnnotationId(intern(target)), intern(kind)))
    return tuple(found)


def annotation(row: Row) -> Annotation:
    """A row of `annotations`."""
    (id_, reading_id, reader, kind, colour, start, end, quote, prefix, suffix, anchor, *rest) = row
    comment, tags, links, created, modified, state, rank, pass_number, area, origin = rest
    if not 0 <= start <= end:
        raise ValueError("not a span")
    return Annotation(
        id_,
        ReadingId(intern(reading_id)),
        intern(reader),
        _ANNOTATION_KINDS[kind],
        _COLOURS[colour],
        start,
        end,
        quote,
        prefix,
        suffix,
        _ANCHORS[anchor],
        comment,
        strings(tags),
        _links(links),
        created,
        created if modified == created else modified,
        _STATES[state],
        rank,
        pass_number,
        load_area(area) if area else None,
        origin,
    )


def load_area(stored: str) -> Area:
    """The area kept as JSON: page, left, top, right, bottom."""
    page, *edges = json.loads(stored)
    if type(page) is not int or len(edges) != 4:
        raise TypeError("not an area")
    return Area(page, Rect(*map(float, edges)))


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
        strings(row[10]),
        *row[11:],
    )


def reading_text(row: Row) -> ReadingText:
    """A row of `reading_texts`; the hash is not looked at."""
    id_, text, blocks, inlines, pages, _sha256, pictures, outline, layout = row
    parts = map(json.loads, (blocks, inlines, pages, pictures, outline))
    return text_of_parts(id_, text, *parts, layout)  # type: ignore[call-arg]


def text_of_parts(
    reading_id: str,
    text: str,
    blocks: list[list[Any]],
    inlines: list[list[Any]],
    pages: list[list[Any]],
    pictures: list[list[Any]],
    outline: list[list[Any]],
    layout: str,
) -> ReadingText:
    """A text whose structure was kept as JSON."""
    return ReadingText(
        ReadingId(reading_id),
        text,
        tuple(
            Block(start, end, _BLOCK_KINDS[kind], level, _ROLES[role], marker)
            for start, end, kind, level, role, marker in blocks
        ),
        tuple(
            Inline(start, end, InlineStyle(style), target) for start, end, style, target in inlines
        ),
        tuple(PageLabel(offset, label) for offset, label in pages),
        tuple(Picture(*picture) for picture in pictures),
        tuple(OutlineEntry(*entry) for entry in outline),
        layout,
    )


def meaning(row: Row) -> Meaning:
    """A row of `meanings`."""
    return Meaning(Colour(row[0]), row[1])

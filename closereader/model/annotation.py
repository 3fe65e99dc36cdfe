"""A reader's mark on a passage, and the selectors that find the passage again."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from closereader.model.colour import Colour
from closereader.model.reading import ReadingId
from closereader.model.span import Span

AnnotationId = NewType("AnnotationId", str)


class AnnotationKind(StrEnum):
    """What the mark is."""

    HIGHLIGHT = "highlight"
    UNDERLINE = "underline"
    STRIKE = "strike"
    NOTE = "note"
    BOOKMARK = "bookmark"
    QUESTION = "question"
    LINK = "link"


class AnchorState(StrEnum):
    """How surely the passage was found in the text it now stands on."""

    SURE = "sure"
    APPROXIMATE = "approximate"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotation.

    `start`, `end`: code points of the reading's canonical text (TextPositionSelector of the W3C
    Web Annotation model); `quote`, `prefix`, `suffix`: its TextQuoteSelector. `tags` are ordered,
    unique, "a/b" is below "a". `created`, `modified`: ISO 8601 in UTC, with microseconds.
    `links`: ids of annotations this one points to.
    """

    id: AnnotationId
    reading_id: ReadingId
    reader: str
    kind: AnnotationKind
    colour: Colour
    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""
    anchor: AnchorState = AnchorState.SURE
    comment: str = ""
    tags: tuple[str, ...] = ()
    links: tuple[AnnotationId, ...] = ()
    created: str = ""
    modified: str = ""

    @property
    def span(self) -> Span:
        """The passage in the canonical text."""
        return Span(self.start, self.end)


def meaning_of(annotation: Annotation, meanings: Mapping[Colour, str]) -> str:
    """What its colour means to the reader; "" for a bookmark, which marks a place and claims
    nothing, whatever its colour."""
    if annotation.kind is AnnotationKind.BOOKMARK:
        return ""
    return meanings.get(annotation.colour, "")

"""A reader's mark on a passage, and the selectors that find the passage again."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from closereader.model.area import Area
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
    AREA = "area"


# What may stand at a place without marking any words.
WITHOUT_PASSAGE = (AnnotationKind.QUESTION, AnnotationKind.NOTE, AnnotationKind.BOOKMARK)


class QuestionState(StrEnum):
    """How far a question has come."""

    OPEN = "open"
    TAKEN_UP = "taken up"
    ANSWERED = "answered"


NAMED = "closereader-"
"""What the name of an annotation of ours begins with in a PDF; its id follows."""
ATTACHED = "annotations.jsonld"
"""Under what name the exact annotations are attached to such a PDF."""

# The kinds of link the program knows by name; a reader may use any other word. Evidence is what bears
# on a question, and is pointed to by it.
LINK_KINDS = ("echoes", "contradicts", "answers", "explains")
LONGEST_KIND = 40
EVIDENCE = "evidence"
ANSWERS = "answers"


@dataclass(frozen=True, slots=True)
class Link:
    """That a note points to another. `kind`: what it says of it ("echoes"); "" for nothing."""

    target: AnnotationId
    kind: str = ""


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
    `links`: the annotations this one points to, each once. `state` says how far a question has come,
    and `rank` where the reader put it among the reading's questions, 1 first; 0: not put anywhere.
    `pass_number`: in which reading of the text it was made, 1 first. `area`: the part of a page that one
    of kind AREA marks; it stands in the text where that part does, on no words. `origin`: by what it is
    known in the file it came with, "" for one made here.
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
    links: tuple[Link, ...] = ()
    created: str = ""
    modified: str = ""
    state: QuestionState = QuestionState.OPEN
    rank: int = 0
    pass_number: int = 1
    area: Area | None = None
    origin: str = ""

    @property
    def span(self) -> Span:
        """The passage in the canonical text."""
        return Span(self.start, self.end)

    @property
    def names(self) -> tuple[str, ...]:
        """By what it may be known in a file: the name that an export gives it, and its origin."""
        own = f"{NAMED}{self.id}"
        return (own, self.origin) if self.origin and self.origin != own else (own,)


def meaning_of(annotation: Annotation, meanings: Mapping[Colour, str]) -> str:
    """What its colour means to the reader; "" for a bookmark, which marks a place and claims
    nothing, whatever its colour."""
    if annotation.kind is AnnotationKind.BOOKMARK:
        return ""
    return meanings.get(annotation.colour, "")

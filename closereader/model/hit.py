"""What a search over the library gives back."""

from dataclasses import dataclass
from enum import StrEnum

from closereader.model.reading import ReadingId
from closereader.model.span import Span


class HitKind(StrEnum):
    """Where the words were found."""

    PASSAGE = "passage"
    NOTE = "note"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Hit:
    """One place found. `start`, `end`: code points of the reading's canonical text (of a passage
    the first word found, of a note or tag its annotation's passage). `snippet`: one line around
    the words; `marks`: the code points of `snippet` that matched, in order. `owner`: id of the
    annotation, "" for a passage."""

    reading_id: ReadingId
    kind: HitKind
    start: int
    end: int
    snippet: str
    marks: tuple[Span, ...] = ()
    owner: str = ""

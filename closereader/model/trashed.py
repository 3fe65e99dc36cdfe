"""What was deleted and can still be brought back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from closereader.model.annotation import AnnotationKind
from closereader.model.colour import Colour
from closereader.model.reading import ReadingId

KEPT_DAYS = 30


def oldest_kept(now: str) -> str:
    """When what is still kept was deleted at the earliest; both ISO 8601 in UTC."""
    then = datetime.fromisoformat(now) - timedelta(days=KEPT_DAYS)
    return then.isoformat(timespec="microseconds")


@dataclass(frozen=True, slots=True)
class Trashed:
    """One thing in the trash: a note, an essay, or a reading with all that was on it. `kind`: the
    table its record was in; `batch`: which deletion took it; `deleted`: when, ISO 8601 in UTC; `label`:
    what was done, in the reader's words."""

    kind: str
    key: str
    batch: str
    deleted: str
    label: str

    def days_left(self, now: str) -> int:
        """How many days it is kept still; 1 on the last of them."""
        gone = datetime.fromisoformat(now) - datetime.fromisoformat(self.deleted)
        return max(1, KEPT_DAYS - gone.days)


@dataclass(frozen=True, slots=True)
class TrashedNote(Trashed):
    """A note. `title`: of its reading; "" where nobody knows any more. `reading_is_there`: whether
    its reading is in the library; if not, it can come back only after the reading."""

    reading_id: ReadingId
    title: str
    reading_is_there: bool
    note_kind: AnnotationKind
    colour: Colour
    start: int
    quote: str
    comment: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrashedReading(Trashed):
    """A reading; `notes`: how many went with it."""

    title: str
    author: str
    notes: int


@dataclass(frozen=True, slots=True)
class TrashedEssay(Trashed):
    """An essay."""

    title: str
    text: str

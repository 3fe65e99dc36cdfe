"""What a note must have to be shown, listed or exported; and such a choice kept under a name."""

from dataclasses import dataclass

from closereader.model.annotation import AnnotationKind
from closereader.model.colour import Colour
from closereader.model.entity import EntityId


@dataclass(frozen=True, slots=True)
class NoteFilter:
    """What a note must have to be shown. All that is asked for must hold.

    `words`: as typed, each of them anywhere in passage, comment or tags; `tags`: all of them, or one
    below each; `colours`, `kinds`, `passes`, `readers`, `entities` (named in the passage): one of
    them, where there are any; `has_comment`: with one, without one; None: either; `to_check`: only those
    that are not surely on their words."""

    words: str = ""
    tags: frozenset[str] = frozenset()
    colours: frozenset[Colour] = frozenset()
    kinds: frozenset[AnnotationKind] = frozenset()
    passes: frozenset[int] = frozenset()
    readers: frozenset[str] = frozenset()
    entities: frozenset[EntityId] = frozenset()
    has_comment: bool | None = None
    to_check: bool = False

    @property
    def is_on(self) -> bool:
        """Whether it leaves anything out."""
        chosen = (self.tags, self.colours, self.kinds, self.passes, self.readers, self.entities)
        return (
            bool(self.words.strip()) or any(chosen) or self.has_comment is not None or self.to_check
        )


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter under a name the reader gave. `made`: ISO 8601 in UTC."""

    id: str
    name: str
    filter: NoteFilter
    made: str

"""One of several readings of the same text."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, TypeAlias

from closereader.model.reading import ReadingId


@dataclass(frozen=True, slots=True)
class Pass:
    """That a reader began to read the text once more. `number`: 2 for the second reading; the first
    needs no record. `name`: what it is for, in the reader's words, or ""; `begun`: ISO 8601 in UTC."""

    id: str
    reading_id: ReadingId
    number: int
    name: str
    begun: str


# Which passes a reader looks at: their numbers, or one of these words.
NEWEST: Literal["newest"] = "newest"
EVERY: Literal["all"] = "all"
PassesShown: TypeAlias = frozenset[int] | Literal["newest", "all"]


def shown_numbers(wanted: PassesShown, there: Collection[int]) -> frozenset[int]:
    """The numbers of the passes that are looked at, of those there are; never none."""
    if wanted == EVERY:
        return frozenset(there)
    if isinstance(wanted, frozenset) and wanted & frozenset(there):
        return wanted & frozenset(there)
    return frozenset([max(there, default=1)])


def dump_shown(wanted: PassesShown) -> str:
    """In words that can be kept: "" for the newest, "all", "1,3"."""
    if isinstance(wanted, str):
        return "" if wanted == NEWEST else wanted
    return ",".join(map(str, sorted(wanted)))


def load_shown(stored: str) -> PassesShown:
    """What `dump_shown` wrote; anything else is the newest."""
    if stored == EVERY:
        return EVERY
    numbers = frozenset(int(part) for part in stored.split(",") if part.isdecimal())
    return numbers or NEWEST

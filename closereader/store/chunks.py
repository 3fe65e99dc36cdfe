"""Many rows in handfuls, each short enough for one statement."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
# Well under SQLite's limit on bound values, which was 999 before 3.32.
CHUNK = 500


def chunks(items: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """The items in lists of at most `size`."""
    for first in range(0, len(items), size):
        yield items[first : first + size]

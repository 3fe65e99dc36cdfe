"""Which rows the browser of tags consists of: a tree told from top to bottom."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from closereader.model.tag import TagUse, lineage
from closereader.model.tag_completion import folded


@dataclass(frozen=True, slots=True)
class TagRow:
    """A tag in the tree. `is_open`: what is below it is shown, if there is anything."""

    use: TagUse
    depth: int
    has_below: bool
    is_open: bool

    @property
    def name(self) -> str:
        """All of the tag."""
        return self.use.name

    @property
    def last(self) -> str:
        """What it is called below the one above it."""
        return self.use.name.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to show. `words`: as typed in the filter; `closed`: the tags whose children are not shown;
    `only_here`: no tags but those of the open reading."""

    words: str = ""
    closed: frozenset[str] = frozenset()
    only_here: bool = False


def rows(uses: Sequence[TagUse], wanted: Wanted) -> list[TagRow]:
    """The tags in order, each followed by those below it. While a filter is on, those that have its
    words with those above them, all open."""
    shown = [use for use in uses if use.here or not wanted.only_here]
    words = folded(wanted.words).split()
    if words:
        found = {use.name for use in shown if all(word in folded(use.name) for word in words)}
        kept = {above for name in found for above in lineage(name)}
        shown = [use for use in shown if use.name in kept]
    above = {use.name.rpartition("/")[0] for use in shown}
    closed: Set[str] = frozenset() if words else wanted.closed
    return [
        TagRow(use, use.name.count("/"), use.name in above, use.name not in closed)
        for use in shown
        if not any(name in closed for name in lineage(use.name)[:-1])
    ]

"""How often each tag is borne, kept in step with the library change by change."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from closereader.model.annotation import Annotation
from closereader.model.changes import Change
from closereader.model.reading import ReadingId
from closereader.model.tag import TagUse, lineage
from closereader.text.fold import Folding, fold

_FOLDING = Folding(case=True, marks=True)


class TagTally:
    """`uses` answers at once, whatever the size of the library."""

    def __init__(self, sets: Iterable[tuple[ReadingId, tuple[str, ...], int]] = ()) -> None:
        """`sets`: how many annotations of each reading bear just these tags."""
        self._counts: Counter[str] = Counter()
        self._by_reading: dict[ReadingId, Counter[str]] = {}
        for reading, tags, count in sets:
            self._add(reading, tags, count)

    def take(self, changes: Iterable[Change]) -> bool:
        """Follow these changes; returns whether any count is another now."""
        # A tag renamed on thousands of notes changes a few sets of tags, thousands of times.
        moved: Counter[tuple[ReadingId, tuple[str, ...]]] = Counter()
        for change in changes:
            before, after = change.before, change.after
            if isinstance(before, Annotation) and before.tags:
                moved[before.reading_id, before.tags] -= 1
            if isinstance(after, Annotation) and after.tags:
                moved[after.reading_id, after.tags] += 1
        is_other = False
        for (reading, tags), by in moved.items():
            if by:
                is_other = True
                self._add(reading, tags, by)
        return is_other

    def uses(self, reading: ReadingId | None = None) -> list[TagUse]:
        """Every tag and every tag above one, each followed by those below it, by name. `here` counts
        the notes of `reading`; without one it is 0."""
        here = self._by_reading.get(reading, Counter()) if reading is not None else Counter()
        names = [name for name, count in self._counts.items() if count > 0]
        return [TagUse(n, here[n], self._counts[n]) for n in sorted(names, key=sort_key)]

    def everywhere(self, tag: str) -> int:
        """How many notes of the library bear the tag or one below it."""
        return self._counts[tag]

    def _add(self, reading: ReadingId, tags: tuple[str, ...], by: int) -> None:
        here = self._by_reading.setdefault(reading, Counter())
        for name in _with_those_above(tags):
            self._counts[name] += by
            here[name] += by


@lru_cache(maxsize=4096)
def _with_those_above(tags: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name for tag in tags for name in lineage(tag))


@lru_cache(maxsize=20_000)
def sort_key(tag: str) -> tuple[tuple[str, str], ...]:
    """Sorts tags by name without regard to case and accents, those below one directly after it."""
    return tuple((fold(part, _FOLDING), part) for part in tag.split("/"))

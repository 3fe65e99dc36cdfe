"""Taking one step back out of the history, though others came after it."""

from collections.abc import Iterable, Sequence
from typing import Any

from closereader.errors import Conflict
from closereader.i18n import _
from closereader.library.retracing import images_of, record_from, standing, target
from closereader.model.changes import Change, Record
from closereader.model.step import Step
from closereader.store import Snapshot
from closereader.store.images import Kept

# Says when a record was last edited: two steps on one note both change it, and do not clash by it.
_STAMP = "modified"


class TakingBack:
    """Finds how one step can be taken back though others came after it."""

    def __init__(self, snapshot: Snapshot, step: Step) -> None:
        self._snapshot = snapshot
        self._step = step
        self._later: dict[tuple[type[Any], str], list[tuple[str, Kept]]] | None = None

    def changes(self, kept: Sequence[Kept]) -> list[Change]:
        """What is to be changed. Raises `Conflict`, naming what is in the way."""
        found = []
        for one, record, row in standing(self._snapshot, kept):
            before = self._before(one, record, row)
            if before != record:
                found.append(Change(record, before))
        return found

    def _before(
        self, one: Kept, record: Record | None, row: dict[str, Any] | None
    ) -> Record | None:
        """The record without this step."""
        label = self._step.label
        if one.stands(row):
            return target(one, row, label)
        if row == one.values:
            # Taken back already: gone again, or there again as it was.
            return record
        later = self._later_on(one)
        if row is None or not one.is_of_change or not later:
            raise _in_the_way(label, later[-1][0] if later else "")
        changed = {name: value for name, value in (one.values or {}).items() if name != _STAMP}
        # A column is as the step left it up to the first later step that changed it.
        left = {name: _first_of(later, name, row) for name in changed}
        other = {name for name in changed if row[name] != left[name]}
        if other:
            raise _in_the_way(label, _moved_away(later, other, left))
        stamp = {_STAMP: self._snapshot.now} if _STAMP in row else {}
        return record_from(one.kind, {**row, **changed, **stamp}, label)

    def _later_on(self, one: Kept) -> list[tuple[str, Kept]]:
        """What later steps keep of the same record, the oldest first."""
        if self._later is None:
            self._later = {}
            for step in reversed(self._snapshot.history.all()):
                if step.is_done and step.number > self._step.number:
                    for kept in images_of(self._snapshot, step).kept:
                        self._later.setdefault((kept.kind, kept.key), []).append((step.label, kept))
        return self._later.get((one.kind, one.key), [])


def _first_of(later: Iterable[tuple[str, Kept]], name: str, row: dict[str, Any]) -> Any:
    return next((k.values[name] for _l, k in later if k.values and name in k.values), row[name])


def _moved_away(
    later: Iterable[tuple[str, Kept]], names: Iterable[str], left: dict[str, Any]
) -> str:
    """The last step that made any of these columns other than the step had left it."""
    found = ""
    for label, kept in later:
        if any(
            kept.values and name in kept.values and kept.values[name] == left[name]
            for name in names
        ):
            found = label
    return found


def _in_the_way(label: str, later: str) -> Conflict:
    if not later:
        return Conflict(
            _(
                "“{step}” cannot be taken back: what it changed has been changed elsewhere since. "
                "Nothing was changed."
            ).format(step=label)
        )
    return Conflict(
        _(
            "“{step}” cannot be taken back: “{later}” changed the same later. Take that back first."
        ).format(step=label, later=later)
    )

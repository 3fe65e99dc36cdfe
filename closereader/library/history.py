"""The steps that can be taken back and done again."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from closereader.model.changes import Change, Changes, Record
from closereader.store.records import key_of

JOIN_WITHIN_S = 1.0
_MOST_STEPS = 1000


def joined(first: Iterable[Change], then: Iterable[Change]) -> tuple[Change, ...]:
    """Both runs of changes as one: each record from its first state to its last."""
    befores: dict[tuple[type, str], Record | None] = {}
    afters: dict[tuple[type, str], Record | None] = {}
    for change in (*first, *then):
        key = type(change.record), key_of(change.record)
        befores.setdefault(key, change.before)
        afters[key] = change.after
    return tuple(
        Change(before, afters[key]) for key, before in befores.items() if before != afters[key]
    )


class History:
    """Steps done and steps undone, newest last; kept for as long as the library is open. What can
    be undone and redone may be asked in any thread, all else by one thread at a time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._done: deque[Changes] = deque(maxlen=_MOST_STEPS)
        self._undone: list[Changes] = []
        self._last = float("-inf")

    def remember(self, changes: Changes) -> None:
        """Add a step. One with the join key of the step before it, within a second, becomes part
        of that one. What was undone can no longer be done again."""
        now = self._clock()
        before = self._done[-1] if self._done else None
        joins = (
            changes.join != ""
            and before is not None
            and before.join == changes.join
            and not self._undone
            and now - self._last < JOIN_WITHIN_S
        )
        self._undone.clear()
        self._last = now
        if before is not None and joins:
            self._done.pop()
            both = joined(before.changes, changes.changes)
            if not both:
                # Typed and taken back by typing: there is nothing to undo.
                return
            changes = replace(changes, changes=both)
        self._done.append(changes)

    @property
    def undoable(self) -> Changes | None:
        """The step that undo takes back."""
        return _last(self._done)

    @property
    def redoable(self) -> Changes | None:
        """The step that redo does again."""
        return _last(self._undone)

    def retraced(self, *, back: bool) -> None:
        """The newest step was taken back, or the step last undone was done again."""
        if back:
            self._undone.append(self._done.pop())
        else:
            self._done.append(self._undone.pop())
        # Typing on after either begins a step of its own.
        self._last = float("-inf")

    def drop(self, *, back: bool) -> None:
        """The step that would be retraced no longer can be."""
        if back:
            self._done.pop()
        else:
            self._undone.pop()


def _last(steps: Sequence[Changes]) -> Changes | None:
    # Not asked whether there is one: another thread may take it meanwhile.
    try:
        return steps[-1]
    except IndexError:
        return None

"""The steps that can be taken back and done again: one history for a library, kept in its file.

A step is written with the change it tells of, in one transaction, so that neither is ever there without
the other. Whoever changes the library, in whichever process, adds to the same history.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from closereader.errors import Conflict
from closereader.i18n import _, ngettext
from closereader.library.retracing import Overtaken, Unreadable, changes_now, images_of, make
from closereader.library.taking_back import TakingBack
from closereader.model.changes import Change, Record
from closereader.model.step import Step
from closereader.store import Transaction
from closereader.store.records import key_of
from closereader.store.steps import Steps

JOIN_WITHIN_S = 1.0


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


@dataclass(frozen=True, slots=True)
class _State:
    """What a library object knows of the history without asking. `join`, `number`, `changes`, `last`:
    of the step that quick typing would go on with, if there is one; `part_of`: of which work that step is
    made piece by piece."""

    undoable: Step | None = None
    redoable: Step | None = None
    join: str = ""
    number: int = 0
    changes: tuple[Change, ...] = ()
    restored: bool = False
    last: float = float("-inf")
    part_of: str = ""


class History:
    """The history of one open library. What can be undone and redone may be asked in any thread, all
    else by one thread at a time. What is done within a transaction counts from `settle` on, which is
    called when that is committed."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._state = self._next = _State()

    @property
    def undoable(self) -> Step | None:
        """The step that undo takes back."""
        return self._state.undoable

    @property
    def redoable(self) -> Step | None:
        """The step that redo does again."""
        return self._state.redoable

    def settle(self) -> None:
        """What was written is committed."""
        self._state = self._next

    def refresh(self, steps: Steps) -> None:
        """Look into the file: another process may have changed it."""
        self._look(steps)
        self.settle()

    def write(self, tx: Transaction, label: str, join: str = "", part_of: str = "") -> None:
        """Keep what the transaction has changed, as a step of this name. One with the join key of the
        step before it, within a second, becomes part of that one; so does one with the `part_of` of the
        step before it, however long after. What was undone can no longer be done again."""
        restored = _follow_by_trash(tx, tx.changes, label, keep_bare=True)
        if not part_of or not self._extend(tx, part_of, restored=restored):
            self._write(tx, label, join, restored=restored)
            self._next = replace(self._next, part_of=part_of)

    def _extend(self, tx: Transaction, part_of: str, *, restored: bool) -> bool:
        """Whether it became part of the step before it, of which nothing is held in memory."""
        state, last = self._state, tx.history.undoable()
        if (
            last is None
            or (state.part_of, state.number) != (part_of, last.number)
            or tx.history.redoable() is not None
            or not tx.history.extend(last, tx.changes, restored=restored)
        ):
            return False
        self._look(tx.history, "", last.number)
        self._next = replace(self._next, part_of=part_of)
        return True

    def _write(self, tx: Transaction, label: str, join: str, *, restored: bool) -> None:
        now, state, changes = self._clock(), self._state, tx.changes
        last = tx.history.undoable() if join and join == state.join else None
        if (
            last is not None
            and last.number == state.number
            and tx.history.redoable() is None
            and now - state.last < JOIN_WITHIN_S
        ):
            changes = joined(state.changes, changes)
            restored = restored or state.restored
            number = last.number
            if changes:
                tx.history.replace(number, tx.now, changes, restored=restored)
            else:
                # Typed and taken back by typing: there is nothing to undo.
                tx.history.drop(number)
            self._look(tx.history, join, number, changes, restored, now)
        else:
            step = tx.history.add(label, tx.now, changes, restored=restored)
            kept = changes if join else ()
            self._next = _State(step, None, join, step.number, kept, restored, now)

    def _look(self, steps: Steps, *typing: Any) -> None:
        self._next = _State(steps.undoable(), steps.redoable(), *typing)

    def retrace(
        self, tx: Transaction, *, back: bool, known: Step, through: int | None = None
    ) -> str:
        """Take back the newest step, or do again the one last undone; with `through`, all up to the
        step of that number. Returns what that is called. Raises `Conflict`; `Overtaken` where the
        first of them is not the `known` one."""
        steps, labels = tx.history, list[str]()
        while True:
            step = steps.undoable() if back else steps.redoable()
            if not labels and (step is None or step.number != known.number):
                raise Overtaken(step, back=back)
            if step is None:
                raise Conflict(_("That step is no longer in the history. Nothing was changed."))
            self._retrace_one(tx, step, back=back)
            labels.append(step.label)
            if through is None or step.number == through:
                break
        # Typing on after this begins a step of its own.
        self._look(steps)
        return labels[0] if len(labels) == 1 else _several(len(labels), back=back)

    def _retrace_one(self, tx: Transaction, step: Step, *, back: bool) -> None:
        images = images_of(tx, step)
        changes = changes_now(tx, images.kept, step.label)
        if changes is None:
            raise Conflict(
                _(
                    "“{step}” cannot be undone or redone: what it changed has been changed elsewhere "
                    "since. Nothing was changed."
                ).format(step=step.label)
            )
        make(tx, changes)
        # What undo takes away is no loss where nothing was written on it, unless it was kept before.
        keep_bare = not back or images.restored
        restored = _follow_by_trash(tx, changes, step.label, keep_bare=keep_bare)
        tx.history.retraced(
            step.number, changes, is_done=not back, restored=restored, head=images.head
        )

    def forget(self, tx: Transaction, step: Step, error: Exception) -> None:
        """Offer a step no longer that could not be retraced; nor, where it cannot be read, those
        behind it."""
        if isinstance(error, Unreadable):
            tx.history.drop_through(step.number)
        else:
            tx.history.drop(step.number)
        self._look(tx.history)

    def take_back(self, tx: Transaction, number: int) -> str:
        """Take back one step out of the list, as a new step, whose label is returned: each record as
        it was before, or, where it was changed since, only in what that step changed. Raises
        `Conflict` where that was changed again, or nothing is left of it."""
        step = tx.history.get(number)
        if step is None or not step.is_done:
            raise Conflict(_("That step is no longer in the history. Nothing was changed."))
        images = images_of(tx, step)
        changes = TakingBack(tx, step).changes(images.kept)
        if not changes:
            raise Conflict(
                _("Nothing is left of “{step}” that could be taken back.").format(step=step.label)
            )
        make(tx, changes)
        label = _("Take back: {step}").format(step=step.label)
        restored = _follow_by_trash(tx, changes, label, keep_bare=images.restored)
        self._write(tx, label, "", restored=restored)
        return label


def _follow_by_trash(
    tx: Transaction, changes: Sequence[Change], label: str, *, keep_bare: bool
) -> bool:
    return tx.trash.follow(
        changes,
        label=label,
        now=tx.now,
        new_batch=tx.new_short_id,
        keep_bare=keep_bare,
        progress=tx.progress,
    )


def _several(count: int, *, back: bool) -> str:
    if back:
        return ngettext("Undo {count} step", "Undo {count} steps", count)
    return ngettext("Redo {count} step", "Redo {count} steps", count)

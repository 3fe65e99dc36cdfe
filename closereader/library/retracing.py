"""What a step keeps, held against the records as they stand now; and why it cannot be retraced."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from closereader.errors import Conflict
from closereader.i18n import _
from closereader.model.changes import Change, Record
from closereader.model.step import Step
from closereader.store import Snapshot, Transaction
from closereader.store.images import Images, Kept, UnreadableStep, record_of
from closereader.store.records import key_of, mapping


class Unreadable(Conflict):
    """What was kept of a step cannot be read."""

    def __init__(self, label: str) -> None:
        super().__init__(
            _("“{step}” can no longer be taken back: what was kept of it cannot be read.").format(
                step=label
            )
        )


class Overtaken(Conflict):
    """Another process has changed the history: the step to be retraced is not the one that was
    shown."""

    def __init__(self, step: Step | None, *, back: bool) -> None:
        if step is None:
            said = _(
                "Another program has changed the library: there is nothing left to undo or redo."
            )
        elif back:
            said = _("Another program has changed the library: Undo now takes back “{step}”.")
        else:
            said = _("Another program has changed the library: Redo now does “{step}” again.")
        super().__init__(said.format(step="" if step is None else step.label))


def changes_of(snapshot: Snapshot, step: Step) -> tuple[Change, ...]:
    """What retracing the step, if it is the next, would change; nothing where it cannot be."""
    try:
        return tuple(changes_now(snapshot, images_of(snapshot, step).kept, step.label) or ())
    except Unreadable:
        return ()


def images_of(snapshot: Snapshot, step: Step) -> Images:
    """What the step keeps. Raises `Unreadable`."""
    try:
        return snapshot.history.images(step.number)
    except UnreadableStep as error:
        raise Unreadable(step.label) from error


def changes_now(snapshot: Snapshot, kept: Sequence[Kept], label: str) -> list[Change] | None:
    """What retracing changes; None where a record is not as the step left it."""
    found = []
    for one, record, row in standing(snapshot, kept):
        if not one.stands(row):
            return None
        found.append(Change(record, target(one, row, label)))
    return found


def standing(
    snapshot: Snapshot, kept: Sequence[Kept]
) -> Iterable[tuple[Kept, Record | None, dict[str, Any] | None]]:
    """Each with its record as it stands now, and the row of that, if there is one."""
    for kind, some in groupby(kept, key=lambda one: one.kind):
        those = list(some)
        to_row = mapping(kind).to_row
        there = {key_of(r): r for r in snapshot.get_all(kind, [one.key for one in those])}
        for one in those:
            record = there.get(one.key)
            yield one, record, None if record is None else to_row(record)


def target(one: Kept, row: dict[str, Any] | None, label: str) -> Record | None:
    """What retracing makes of the row; None: nothing. Raises `Unreadable`, naming the step."""
    if one.values is None:
        return None
    return record_from(one.kind, {**(row or {}), **one.values}, label)


def record_from(kind: type[Any], row: dict[str, Any], label: str) -> Record:
    """The record of a row. Raises `Unreadable`, naming the step."""
    try:
        record: Record = record_of(kind, row)
    except UnreadableStep as error:
        raise Unreadable(label) from error
    return record


def make(tx: Transaction, changes: Sequence[Change]) -> None:
    """Make these changes, in runs of one kind."""
    for kind, run in groupby(changes, key=lambda change: type(change.record)):
        some = list(run)
        tx.remove_all(kind, [key_of(c.record) for c in some if c.after is None])
        wanted = [c.after for c in some if c.after is not None]
        tx.put_all(wanted, read=[c.before for c in some if c.before is not None])


def standing_on_it() -> Conflict:
    """For what would part a record from its reading."""
    return Conflict(
        _(
            "That cannot be undone or redone: the reading is gone, or has notes that would lose it. "
            "Nothing was changed."
        )
    )

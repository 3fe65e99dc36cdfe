"""The history in the library's file: its steps, the last of them that can be undone or redone first.

Steps that are done come first, those undone after them, in the order of their numbers. All is read and
written within the transaction of a snapshot.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from closereader.model.changes import Change, weight_of
from closereader.model.step import Step
from closereader.store import images
from closereader.store.images import HEAD_BYTES, Images, UnreadableStep
from closereader.store.tables import history

MOST_STEPS = 200

_HEADS = select(
    history.c.step,
    history.c.label,
    history.c.made,
    history.c.is_done,
    history.c.weight,
    func.substr(history.c.images, 1, HEAD_BYTES),
)
_UNDOABLE = _HEADS.where(history.c.is_done == 1).order_by(history.c.step.desc()).limit(1)
_REDOABLE = _HEADS.where(history.c.is_done == 0).order_by(history.c.step).limit(1)
_TOP = _HEADS.order_by(history.c.step.desc()).limit(1)
_TOO_OLD = select(history.c.step).order_by(history.c.step.desc()).limit(1).offset(MOST_STEPS)

_IMAGES = select(history.c.images).where(history.c.step == bindparam("number"))
_INSERT = insert(history)
_DROP_UNDONE = history.delete().where(history.c.is_done == 0)


class Steps:
    """The steps of a library, as one transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def undoable(self) -> Step | None:
        """The step that undo takes back."""
        return self._first(_UNDOABLE)

    def redoable(self) -> Step | None:
        """The step that redo does again."""
        # Undone ones are the last: where the last is done there is no need to look at them all.
        top = self._first(_TOP)
        return top if top is None else None if top.is_done else self._first(_REDOABLE)

    def get(self, number: int) -> Step | None:
        """The step of this number."""
        return self._first(_HEADS.where(history.c.step == number))

    def all(self) -> list[Step]:
        """Every step that can still be retraced, newest first."""
        found: list[Step] = []
        for row in self._connection.execute(_HEADS.order_by(history.c.step.desc())).fetchall():
            step = _step(row)
            if step is not None:
                found.append(step)
            elif row[3]:
                # What cannot be read ends the history there.
                break
            else:
                found.clear()
        return found

    def images(self, number: int) -> Images:
        """What the step keeps. Raises `UnreadableStep`."""
        return images.unpack(self._blob(number))

    def add(self, label: str, made: str, changes: Sequence[Change], *, restored: bool) -> Step:
        """Keep a new step; what was undone can no longer be redone, and what is older than the last
        200 is dropped."""
        connection = self._connection
        top = connection.execute(_TOP).fetchone()
        number = 1 if top is None else int(top[0]) + 1
        if top is not None and not top[3]:
            connection.execute(_DROP_UNDONE)
        packed = images.pack(changes, restored=restored)
        step = Step(number, label, made, True, weight_of(changes), images.about(packed))
        connection.execute(
            _INSERT,
            {
                "step": number,
                "label": label,
                "made": made,
                "is_done": 1,
                "weight": step.weight,
                "images": packed,
            },
        )
        too_old = connection.execute(_TOO_OLD).scalar()
        if too_old is not None:
            connection.execute(history.delete().where(history.c.step <= too_old))
        return step

    def replace(self, number: int, made: str, changes: Sequence[Change], *, restored: bool) -> None:
        """Let the step be one of these changes, done."""
        self._update(
            number,
            made=made,
            weight=weight_of(changes),
            images=images.pack(changes, restored=restored),
        )

    def extend(self, step: Step, changes: Sequence[Change], *, restored: bool) -> bool:
        """Let the step be one of these changes too, after its own. False, and nothing is changed, where
        it cannot: it has changed one of these records already."""
        try:
            packed = images.extended(self._blob(step.number), changes, restored=restored)
        except UnreadableStep:
            return False
        if packed is None:
            return False
        self._update(step.number, weight=step.weight + weight_of(changes), images=packed)
        return True

    def retraced(
        self, number: int, changes: Sequence[Change], *, is_done: bool, restored: bool, head: bytes
    ) -> None:
        """The step was undone, or done again, by these changes; it keeps its head."""
        packed = images.pack(changes, restored=restored, about=head)
        self._update(number, is_done=int(is_done), images=packed)

    def drop(self, number: int) -> None:
        """Forget the step."""
        self._connection.execute(history.delete().where(history.c.step == number))

    def drop_through(self, number: int) -> None:
        """Forget the step, and all that could be retraced only after it."""
        is_done = select(history.c.is_done).where(history.c.step == number)
        beyond = (
            history.c.step <= number
            if self._connection.execute(is_done).scalar()
            else (history.c.step >= number) & (history.c.is_done == 0)
        )
        self._connection.execute(history.delete().where(beyond))

    def _first(self, statement: Any) -> Step | None:
        row = self._connection.execute(statement).fetchone()
        return None if row is None else _step(row)

    def _blob(self, number: int) -> bytes:
        blob = self._connection.execute(_IMAGES, {"number": number}).scalar()
        if not isinstance(blob, bytes):
            raise UnreadableStep("no bytes")
        return blob

    def _update(self, number: int, **values: Any) -> None:
        statement = update(history).where(history.c.step == bindparam("number"))
        self._connection.execute(statement, {"number": number, **values})


def _step(row: Any) -> Step | None:
    number, label, made, is_done, weight, head = row
    try:
        if (type(label), type(made), type(weight), type(head)) != (str, str, int, bytes):
            raise UnreadableStep("values of other types")
        return Step(number, label, made, bool(is_done), weight, images.about(head))
    except UnreadableStep:
        return None

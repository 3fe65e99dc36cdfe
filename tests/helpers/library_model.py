"""What a library must hold after each change, undo, redo, deletion and restart: a model in plain dicts."""

import json
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from tests.helpers.libraries import USER_TABLES, dump, index

Row = tuple
State = dict[tuple[str, str], Row]
_KEPT = timedelta(days=30)


class Step(NamedTuple):
    """One step: what stood before it, and whether it brought anything back from the trash."""

    label: str
    before: State
    restored: bool


class Thrown(NamedTuple):
    """A row in the trash."""

    row: Row
    deleted: str


def state_of(path: Path) -> State:
    """Every row of every record, by table and key, with the search index."""
    held = {(table, row[0]): row for table, rows in dump(path).items() for row in rows}
    return held | {("index", str(row)): row for row in index(path)}


def _columns(path: Path) -> dict[str, list[str]]:
    with sqlite3.connect(path) as connection:
        found = {
            table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            for table in USER_TABLES
        }
    connection.close()
    return found


class Model:
    """Follows a library from outside. `past` and `future`: the steps, the newest last in both."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.columns = _columns(path)
        self.now = state_of(path)
        self.past: list[Step] = []
        self.future: list[Step] = []
        self.trash: dict[tuple[str, str], Thrown] = {}

    # What must be so after something was done

    def changed(self, label: str, time: str, *, keep_bare: bool = True) -> bool:
        """A command ran: what it did is a step. Whether it did anything."""
        before, self.now = self.now, state_of(self.path)
        if self.now != before:
            restored = self._follow(before, self.now, time, keep_bare=keep_bare)
            self.past = [*self.past, Step(label, before, restored)][-200:]
            self.future.clear()
        return self.now != before

    def undone(self, time: str, times: int = 1) -> None:
        """Undo was asked for, so many times; the library holds what it did before."""
        for _ in range(times):
            step = self.past.pop()
            restored = self._follow(self.now, step.before, time, keep_bare=step.restored)
            self.future.append(Step(step.label, self.now, restored))
            self.now = step.before

    def redone(self, time: str, times: int = 1) -> None:
        """Redo was asked for, so many times."""
        for _ in range(times):
            step = self.future.pop()
            restored = self._follow(self.now, step.before, time, keep_bare=True)
            self.past.append(Step(step.label, self.now, restored))
            self.now = step.before

    def opened(self, oldest: str) -> None:
        """The library was opened anew: what is too old has left the trash."""
        self.trash = {key: one for key, one in self.trash.items() if one.deleted >= oldest}

    def _follow(self, before: State, after: State, time: str, *, keep_bare: bool) -> bool:
        restored = False
        for key in after.keys() - before.keys():
            restored |= self.trash.pop(key, None) is not None
        gone = before.keys() - after.keys()
        for table, key in gone:
            row = before[table, key]
            named = dict(zip(self.columns.get(table, ()), row, strict=False))
            with_reading = ("readings", named.get("reading_id", "")) in gone
            if table in ("readings", "reading_texts"):
                is_kept = True
            elif table in ("entity_decisions", "passes"):
                is_kept = with_reading
            elif table == "annotations":
                written = named["comment"] or named["tags"] != "[]"
                is_kept = keep_bare or bool(written) or with_reading
            else:
                is_kept = table == "essays" and (keep_bare or bool(named["text"].strip()))
            if is_kept:
                self.trash[table, key] = Thrown(row, time)
        return restored

    # Is it so?

    def check(self) -> None:
        """Compare the whole library with what must be in it."""
        assert state_of(self.path) == self.now
        kept = dump(self.path, ("history", "trash"))
        steps = sorted(kept["history"])
        done = [label for _number, label, _made, is_done, *_rest in steps if is_done]
        undone = [label for _number, label, _made, is_done, *_rest in steps if not is_done]
        assert done == [step.label for step in self.past]
        assert undone == [step.label for step in reversed(self.future)]
        there = {}
        for table, key, _batch, deleted, _label, _reading, image in kept["trash"]:
            row = json.loads(image)
            there[table, key] = Thrown(tuple(row[c] for c in self.columns[table]), deleted)
        assert there == self.trash

    def check_taken_back(self, step: int, before: State) -> None:
        """What the step changed is as it was before it, and nothing else is other than `before`."""
        was = self.past[step].before
        left = self.past[step + 1].before if step + 1 < len(self.past) else before
        for key in before.keys() | self.now.keys():
            if key[0] == "index":
                continue
            old, new, current = was.get(key), left.get(key), before.get(key)
            found = self.now.get(key)
            if old == new or current == old:
                assert found == current
            elif current == new:
                assert found == old
            else:
                assert None not in (old, new, current, found), "only what stood all the time"
                for name, *values in zip(
                    self.columns[key[0]], old, new, current, found, strict=True
                ):
                    then, after, now, at_last = values
                    if name != "modified":
                        assert at_last == (now if then == after else then), (key, name)

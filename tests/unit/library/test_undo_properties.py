"""Any run of changes, undos, redos and restarts ends as a model says it must."""

import os
import random
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from closereader.errors import CloseReaderError, Conflict
from closereader.library import annotations, queries, trash, upkeep
from closereader.model.span import Span
from closereader.progress import Progress
from tests.helpers.libraries import Clock, open_library
from tests.helpers.library_model import Model
from tests.helpers.random_work import WORK, NothingThere, Shelf

# Of a hundred, so many are no commands but these.
_OTHER = (
    *("undo",) * 12, *("redo",) * 9, *("restart",) * 4, *("restore",) * 4, *("take back",) * 6,
    "undo to", "redo to", "elsewhere", "elsewhere", "for good", "days",
)  # fmt: skip
_STEPS = 200
_EXAMPLES = 60 if os.environ.get("CLOSEREADER_EXPLORE") else 6


class _Reader:
    """Does operations on a library, and compares it with the model after each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = Clock()
        self.seed = 1
        self.lib = open_library(folder, self.clock, self.seed)
        self.model = Model(self.lib.path)

    @property
    def time(self) -> str:
        return self.clock.now.isoformat(timespec="microseconds")

    def do(self, what: int, work: int, *numbers: int) -> None:
        self.clock.advance(2)
        if what < len(_OTHER):
            getattr(self, "_" + _OTHER[what].replace(" ", "_"))(*numbers)
        else:
            self._change(work, numbers)
        self.model.check()

    def _change(self, work: int, numbers: tuple[int, ...]) -> None:
        labels: list[str] = []
        stop = self.lib.subscribe(lambda changes: labels.append(changes.label))
        before = self.model.now
        try:
            WORK[work](self.lib, Shelf(self.lib), numbers)
        except NothingThere:
            assert labels == []
        except CloseReaderError:
            assert not self.model.changed("refused", self.time)
        self.model.changed(labels[-1] if labels else "", self.time)
        assert bool(labels) or self.model.now == before
        stop()

    def _undo(self, *_numbers: int) -> None:
        assert (self.lib.undo() is None) == (not self.model.past)
        if self.model.past:
            self.model.undone(self.time)

    def _redo(self, *_numbers: int) -> None:
        assert (self.lib.redo() is None) == (not self.model.future)
        if self.model.future:
            self.model.redone(self.time)

    def _numbers(self, *, done: bool) -> list[int]:
        """Of the steps, as they would be retraced one after another."""
        with self.lib.read() as snapshot:
            steps = [step for step in snapshot.history.all() if step.is_done == done]
        return [step.number for step in (steps if done else reversed(steps))]

    def _undo_to(self, number: int, *_numbers: int) -> None:
        numbers = self._numbers(done=True)
        if numbers:
            times = 1 + number % min(len(numbers), 6)
            self.lib.undo(through=numbers[times - 1])
            self.model.undone(self.time, times)

    def _redo_to(self, number: int, *_numbers: int) -> None:
        numbers = self._numbers(done=False)
        if numbers:
            times = 1 + number % min(len(numbers), 6)
            self.lib.redo(through=numbers[times - 1])
            self.model.redone(self.time, times)

    def _take_back(self, number: int, *_numbers: int) -> None:
        numbers = self._numbers(done=True)
        if not numbers:
            return
        # Mostly one of the last: those long ago have had too much done since.
        back = number % min(len(numbers), 6)
        step = len(numbers) - 1 - back
        label, before = self.model.past[step].label, self.model.now
        keep_bare = self.model.past[step].restored
        try:
            self.lib.take_back(numbers[back])
        except Conflict:
            assert back, "the last step can always be taken back"
            assert not self.model.changed("refused", self.time)
        else:
            past = list(self.model.past)
            self.model.changed(f"Take back: {label}", self.time, keep_bare=keep_bare)
            added, self.model.past = self.model.past, past
            self.model.check_taken_back(step, before)
            self.model.past = added

    def _restore(self, number: int, count: int, *_numbers: int) -> None:
        listed = trash.trashed(self.lib)
        chosen = (
            [listed[(number + each) % len(listed)] for each in range(1 + count % 3)]
            if listed
            else []
        )
        chosen = trash.with_readings(self.lib, list(dict.fromkeys(chosen)))
        try:
            self.lib.run("restore", trash.restore, chosen)
        except CloseReaderError:
            assert not self.model.changed("refused", self.time)
        else:
            before = self.model.now
            thrown = {key: one.row for key, one in self.model.trash.items()}
            self.model.changed("restore", self.time)
            new = {key: row for key, row in self.model.now.items() if key not in before}
            back = {key: row for key, row in new.items() if key[0] != "index"}
            assert back.items() <= thrown.items()
            assert {(one.kind, one.key) for one in chosen} <= back.keys()

    def _for_good(self, number: int, *_numbers: int) -> None:
        listed = trash.trashed(self.lib)
        if listed:
            deleted = self.lib.run("for good", trash.delete, [listed[number % len(listed)]])
            for row in deleted.rows:
                del self.model.trash[row["kind"], row["key"]]

    def _restart(self, *_numbers: int) -> None:
        self.lib.close()
        self.seed += 1
        self.lib = open_library(self.folder, self.clock, self.seed)
        oldest = self.clock.now - timedelta(days=30)
        self.model.opened(oldest.isoformat(timespec="microseconds"))

    def _days(self, *_numbers: int) -> None:
        self.clock.advance(11 * 24 * 60 * 60)

    def _elsewhere(self, number: int, *_numbers: int) -> None:
        """Another process marks a passage, while the library is open here."""
        self.seed += 1
        other = open_library(self.folder, self.clock, self.seed)
        oldest = self.clock.now - timedelta(days=30)
        self.model.opened(oldest.isoformat(timespec="microseconds"))
        shelf = queries.readings(other)
        if shelf:
            reading = shelf[number % len(shelf)].reading
            other.run("elsewhere", annotations.add, reading.id, Span(0, 5))
            self.model.changed("elsewhere", self.time)
        other.close()
        self.lib.poll()


# A seed, and not the operations: to make 200 of them fewer, each example would have to run a hundred times.
@settings(max_examples=_EXAMPLES, phases=[Phase.generate])
@given(st.integers(0, 2**32))
def test_any_200_changes_undos_redos_and_restarts_end_as_they_must(seed):
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        reader = _Reader(Path(folder))
        try:
            for _ in range(_STEPS):
                numbers = [chance.randrange(98) for _ in range(3)]
                reader.do(chance.randrange(100), chance.randrange(len(WORK)), *numbers)
            assert upkeep.check(reader.lib, Progress()).is_sound
            last, steps = reader.model.now, len(reader.model.past)
            assert steps > 5
            for _ in range(steps):
                reader._undo()
            reader.model.check()
            reader._restart()
            assert reader.lib.undo() is None
            for _ in range(steps):
                reader._redo()
            reader.model.check()
            assert reader.model.now == last
        finally:
            reader.lib.close()

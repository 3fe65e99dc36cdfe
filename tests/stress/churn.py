"""Seeded random work on a library, through the real library layer, that says what it has saved.

    python -m tests.stress.churn --library DIR --seed N --steps K [--scenario NAME] [--from FILE]
    python -m tests.stress.churn --library DIR --verify LOG...

Every reading, annotation and decision it makes bears a token in its words (`k7x12z`: seed 7,
number 12). It prints, flushed, a line each:

    ACK token    it is saved: from now on it must be found, whatever happens
    GONE token   it is deleted: it must not be found again, unless a later ACK says so
    MAY token    the step that follows takes it away or brings it back; until the next ACK or GONE
                 of the token either is right (a kill may come between the commit and the line)
    REFUSED ...  the library said no (disk full and the like); nothing was changed
    BACKUP path  a finished copy, which holds all that was acknowledged before
    DONE n       all steps were made

`--verify` reads such logs, in the order they were written, and the library's file and its copies
past the program's own code, and ends with 0 if they agree and the library is sound.
"""

import argparse
import random
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import fields
from pathlib import Path

from closereader.errors import CloseReaderError
from closereader.library import annotations, entities, meanings, queries, readings, upkeep
from closereader.library.annotations import Draft
from closereader.library.history import History
from closereader.library.library import Library
from closereader.library.retracing import changes_of
from closereader.model.annotation import Annotation, AnnotationKind
from closereader.model.changes import Change, Changes
from closereader.model.colour import Colour
from closereader.model.document import Block, BlockKind, Document, Role
from closereader.model.entity import EntityId, EntityKind
from closereader.model.reading import Reading
from closereader.model.span import Span
from closereader.model.step import Step
from closereader.progress import Progress
from tests.stress.ledger import LIBRARY, TOKEN, say, stored_tokens, verify

_WORDS = "gas water road city council march people “quoted” señor 🎉 the of and in Bolivia".split()


def tokens_of(record: object | None) -> set[str]:
    """The tokens in all that a record says of itself. The quotation of an annotation is the
    reading's, not its own."""
    if record is None:
        return set()
    own = (getattr(record, f.name) for f in fields(record) if f.name not in _BORROWED)
    return {token for value in own for token in TOKEN.findall(str(value))}


_BORROWED = ("quote", "prefix", "suffix")


class Churn:
    """A reader who never rests. Each step is one change, undo, redo or copy."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.seed = seed
        # A step takes 0.4 s by this clock, so that typing joins the same way in every run.
        self.seconds = 0.0
        history = History(lambda: self.seconds)
        self.lib = Library.open(folder, reader="Churn", history=history)
        self.lib.subscribe(self._tell)
        self.state = dict.fromkeys(stored_tokens(folder), "ACK")
        self.between: set[str] = set()
        mine = (token for token in self.state if token.startswith(f"k{seed}x"))
        self.number = 1 + max((int(token.split("x")[1][:-1]) for token in mine), default=0)

    def token(self) -> str:
        self.number += 1
        return f"k{self.seed}x{self.number}z"

    def words(self, count: int) -> str:
        return " ".join(self.chance.choices(_WORDS, k=count))

    def run(self, scenario: str, steps: int) -> None:
        """Make `steps` steps of the scenario."""
        names, weights = zip(*SCENARIOS[scenario].items(), strict=True)
        for _ in range(steps):
            step: Callable[[], None] = getattr(self, self.chance.choices(names, weights)[0])
            self.seconds += 0.4
            try:
                step()
            except CloseReaderError as error:
                say("REFUSED", error)
            # What the step could have changed and did not.
            for token in sorted(self.between):
                say(self.state.get(token, "GONE"), token)
            self.between.clear()

    def _tell(self, changes: Changes) -> None:
        for word, tokens in (("GONE", lost(changes.changes)), ("ACK", won(changes.changes))):
            for token in sorted(tokens):
                say(word, token)
                self.state[token] = word
            self.between -= tokens

    def _may(self, tokens: Iterable[str]) -> None:
        """Say that the next step may take these away or bring them back."""
        for token in sorted(set(tokens)):
            say("MAY", token)
            self.between.add(token)

    def _shelf(self) -> list[Reading]:
        shelf = [summary.reading for summary in queries.readings(self.lib)]
        if not shelf:
            self.add_reading()
            return self._shelf()
        return shelf

    def _reading(self) -> Reading:
        return self.chance.choice(self._shelf())

    def _notes(self, most: int = 1) -> list[Annotation]:
        notes = queries.annotations(self.lib, self._reading().id)
        return self.chance.sample(notes, min(len(notes), self.chance.randint(1, most)))

    def _span(self, reading: Reading) -> Span:
        start = self.chance.randrange(reading.characters)
        return Span(start, min(start + self.chance.randint(1, 80), reading.characters))

    # Steps

    def add_reading(self) -> None:
        title = f"A reading {self.token()}"
        lines = [title, *(self.words(self.chance.randint(5, 120)) for _ in range(30))]
        blocks, start = [], 0
        for number, line in enumerate(lines):
            kind = BlockKind.PARAGRAPH if number else BlockKind.HEADING
            role = Role.NONE if number else Role.TITLE
            blocks.append(Block(start, start + len(line), kind, 0 if number else 1, role))
            start += len(line) + 1
        given = Document("\n".join(lines), tuple(blocks), title=title)
        self.lib.run("Add reading", readings.add, given)

    def rename_reading(self) -> None:
        reading = self._reading()
        self.lib.run("Rename", readings.rename, reading.id, f"{reading.title} {self.words(1)}")

    def remove_reading(self) -> None:
        reading = self._reading()
        gone: set[str] = tokens_of(reading)
        gone |= tokens_of(queries.reading_text(self.lib, reading.id))
        for record in queries.annotations(self.lib, reading.id):
            gone |= tokens_of(record)
        for decision in queries.decisions(self.lib, reading.id):
            gone |= tokens_of(decision)
        self._may(gone)
        self.lib.run("Remove reading", readings.remove, reading.id)

    def mark(self) -> None:
        reading = self._reading()
        self.lib.run(
            "Highlight",
            annotations.add,
            reading.id,
            self._span(reading),
            colour=self.chance.choice(list(Colour)),
            comment=f"{self.words(6)} {self.token()}",
        )

    def edit_comment(self) -> None:
        for note in self._notes():
            # What was acknowledged stays in it.
            comment = f"{self.words(3)} {note.comment[-2000:]} {self.token()}"
            self._may(set(TOKEN.findall(note.comment)) - set(TOKEN.findall(comment)))
            join = f"comment:{note.id}" if self.chance.random() < 0.5 else ""
            self.lib.run("Comment", annotations.set_comment, note.id, comment, join=join)

    def tag(self) -> None:
        for note in self._notes():
            tags = (*note.tags[-20:], f"theme/{self.token()}")
            self._may(set(TOKEN.findall(str(note.tags))) - set(TOKEN.findall(str(tags))))
            self.lib.run("Tag", annotations.set_tags, [note.id], tags)

    def recolour(self) -> None:
        ids = [note.id for note in self._notes(20)]
        self.lib.run("Change colour", annotations.recolour, ids, self.chance.choice(list(Colour)))

    def change_kind(self) -> None:
        ids = [note.id for note in self._notes(3)]
        kind = self.chance.choice([AnnotationKind.UNDERLINE, AnnotationKind.QUESTION])
        self.lib.run("Change kind", annotations.set_kind, ids, kind)

    def extend(self) -> None:
        for note in self._notes():
            reading = queries.reading(self.lib, note.reading_id)
            self.lib.run("Change passage", annotations.set_span, note.id, self._span(reading))

    def delete(self) -> None:
        notes = self._notes(5)
        self._may(token for note in notes for token in tokens_of(note))
        self.lib.run("Delete", annotations.remove, [note.id for note in notes])

    def bulk(self) -> None:
        reading = self._reading()
        drafts = [
            Draft(self._span(reading), comment=self.token(), tags=("taken/in",), reader="Another")
            for _ in range(self.chance.randint(20, 200))
        ]
        self.lib.run("Take in annotations", annotations.add_many, reading.id, drafts)

    def decide(self) -> None:
        reading = self._reading()
        name = f"Name {self.token()}"
        kind = self.chance.choice(list(EntityKind))
        self.lib.run("Add name", entities.add, reading.id, EntityId("e"), Span(0, 5), kind, name)

    def rename_colour(self) -> None:
        colour = self.chance.choice(list(Colour))
        self.lib.run("Rename colour", meanings.rename, colour, self.words(2))

    def undo(self) -> None:
        self._may_change(self.lib.undoable)
        self.lib.undo()

    def redo(self) -> None:
        self._may_change(self.lib.redoable)
        self.lib.redo()

    def read(self) -> None:
        reading = self._reading()
        queries.set_place(self.lib, reading.id, self.chance.randrange(reading.characters))
        queries.search(self.lib, self.words(1))

    def back_up(self) -> None:
        say("BACKUP", upkeep.backup(self.lib, None, Progress()).path)

    def check(self) -> None:
        report = upkeep.check(self.lib, Progress())
        if not report.is_sound:
            say("UNSOUND", *report.findings)

    def _may_change(self, step: Step | None) -> None:
        if step is not None:
            with self.lib.read() as snapshot:
                changes = changes_of(snapshot, step)
            self._may(won(changes) | lost(changes))


def won(changes: Iterable[Change]) -> set[str]:
    """The tokens that these changes bring."""
    changes = tuple(changes)
    return _tokens(c.after for c in changes) - _tokens(c.before for c in changes)


def lost(changes: Iterable[Change]) -> set[str]:
    """The tokens that these changes take away."""
    changes = tuple(changes)
    return _tokens(c.before for c in changes) - _tokens(c.after for c in changes)


def _tokens(records: Iterable[object | None]) -> set[str]:
    return {token for record in records for token in tokens_of(record)}


_ANNOTATE = {
    "mark": 12, "edit_comment": 8, "tag": 4, "recolour": 3, "change_kind": 1, "extend": 2,
    "delete": 2, "undo": 4, "redo": 2, "read": 1, "decide": 1, "rename_colour": 1,
}  # fmt: skip
SCENARIOS: dict[str, dict[str, float]] = {
    "annotate": _ANNOTATE,
    "import": {"add_reading": 6, "rename_reading": 2, "remove_reading": 1, "undo": 2, "redo": 1},
    "merge": {"bulk": 5, "recolour": 3, "delete": 2, "undo": 3, "redo": 2},
    "backup": {**_ANNOTATE, "back_up": 6, "check": 1},
    "delete": {"mark": 6, "delete": 8, "remove_reading": 1, "undo": 6, "redo": 3, "bulk": 1},
    "migrate": _ANNOTATE,
    "mixed": {**_ANNOTATE, "add_reading": 2, "remove_reading": 0.3, "bulk": 1, "back_up": 0.5,
              "check": 0.5, "rename_reading": 0.5},
}  # fmt: skip


def start_from(old: Path, folder: Path) -> None:
    """Put a library of an earlier version into the folder, and say what it holds."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / LIBRARY).exists():
        shutil.copyfile(old, folder / LIBRARY)
        for token in sorted(stored_tokens(folder)):
            say("ACK", token)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=100)
    parser.add_argument("--scenario", choices=sorted(SCENARIOS), default="mixed")
    parser.add_argument("--from", dest="old", type=Path, help="an old library to migrate")
    parser.add_argument("--verify", type=Path, nargs="+", metavar="LOG")
    given = parser.parse_args(arguments)
    if given.verify:
        return verify(given.library, given.verify)
    if given.old:
        start_from(given.old, given.library)
    churn = Churn(given.library, given.seed)
    churn.run(given.scenario, given.steps)
    churn.lib.close()
    say("DONE", given.steps)
    return 0


if __name__ == "__main__":
    sys.exit(main())

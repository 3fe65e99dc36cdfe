"""What churn has said, against what a library holds: read by SQLite alone, past the program's own
code."""

import re
import sqlite3
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from closereader.library import upkeep
from closereader.library.library import Library
from closereader.progress import Progress

TOKEN = re.compile(r"k\d+x\d+z")
LIBRARY = "library.sqlite3"
_TABLES = {
    "readings": ("title",),
    "reading_texts": ("text",),
    "annotations": ("comment", "tags"),
    "entity_decisions": ("name",),
}


def say(*words: object) -> None:
    """One line, at once."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def stored_tokens(folder: Path) -> set[str]:
    """Every token in the library in `folder`."""
    path = folder / LIBRARY
    return tokens_in(path) if path.exists() else set()


def tokens_in(path: Path) -> set[str]:
    """Every token in a library's file or a copy of one."""
    # Not read-only: what a crash left half done is first rolled back, as any opening does.
    connection = sqlite3.connect(path, timeout=30)
    try:
        return {
            token
            for table, columns in _TABLES.items()
            for row in connection.execute(f"SELECT {', '.join(columns)} FROM {table}")
            for value in row
            for token in TOKEN.findall(value)
        }
    finally:
        connection.close()


@dataclass
class Ledger:
    """What must be there, what must not, what may; and what each finished copy must hold."""

    must: set[str] = field(default_factory=set)
    must_not: set[str] = field(default_factory=set)
    either: set[str] = field(default_factory=set)
    copies: list[tuple[Path, set[str], set[str]]] = field(default_factory=list)

    def note(self, word: str, rest: str) -> None:
        """One line of a log."""
        if word in ("ACK", "GONE", "MAY"):
            of = {"ACK": self.must, "GONE": self.must_not, "MAY": self.either}[word]
            for tokens in (self.must, self.must_not, self.either):
                tokens.discard(rest)
            of.add(rest)
        elif word == "BACKUP":
            self.copies.append((Path(rest), set(self.must), set(self.must_not)))


def read_logs(logs: Iterable[Path]) -> Ledger:
    """The ledger of these logs, in the order they were written."""
    ledger = Ledger()
    for log in logs:
        # A line without its end was cut off by the kill.
        for line in log.read_text("utf-8").split("\n")[:-1]:
            word, _space, rest = line.partition(" ")
            ledger.note(word, rest)
    return ledger


def verify(folder: Path, logs: Iterable[Path]) -> int:
    """Say what is wrong; 0 if nothing is."""
    ledger = read_logs(logs)
    wrong = _compare("", stored_tokens(folder), ledger.must, ledger.must_not)
    for path, must, must_not in ledger.copies:
        wrong += _compare(f" in {path}", tokens_in(path), must, must_not)
    connection = sqlite3.connect(folder / LIBRARY)
    said = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    connection.close()
    lib = Library.open(folder, reader="Churn")
    report = upkeep.check(lib, Progress())
    lib.close()
    findings = [*(words for words in said if words != "ok"), *report.findings]
    for finding in findings:
        say("UNSOUND", finding)
    wrong += len(findings)
    say(
        f"{len(ledger.must)} saved, {len(ledger.must_not)} deleted, {len(ledger.either)} between, "
        f"{len(ledger.copies)} copies, {wrong} wrong"
    )
    return 1 if wrong else 0


def _compare(where: str, there: set[str], must: set[str], must_not: set[str]) -> int:
    for token in sorted(must - there):
        say(f"LOST {token}{where}")
    for token in sorted(must_not & there):
        say(f"CAME BACK {token}{where}")
    return len(must - there) + len(must_not & there)

import sqlite3
import subprocess
import sys

import pytest

from closereader.errors import LibraryLocked
from closereader.library import queries, readings, upkeep
from closereader.progress import Progress
from closereader.store import connection
from tests.helpers.libraries import document, open_library

_WRITE = """
import sys
from pathlib import Path
from closereader.library import Library, annotations, queries
from closereader.model.span import Span
lib = Library.open(Path(sys.argv[1]), reader=sys.argv[3])
for number in range(200):
    # Reads, then writes: what plain BEGIN loses.
    lib.run("H", annotations.add, sys.argv[2], Span(number % 50, 60), comment=str(number))
lib.close()
"""


def test_two_processes_write_without_an_error_or_a_loss(tmp_path):
    lib = open_library(tmp_path)
    reading, _new = lib.run("Add", readings.add, document())
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", _WRITE, str(tmp_path), reading.id, name],
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("one", "two")
    ]
    said = [writer.communicate(timeout=120)[1] for writer in writers]
    assert said == ["", ""]
    made = {(n.reader, n.comment) for n in queries.annotations(lib, reading.id)}
    assert made == {(name, str(number)) for name in ("one", "two") for number in range(200)}
    assert lib.poll()
    assert upkeep.check(lib, Progress()).is_sound
    lib.close()


def test_two_processes_that_make_the_library_make_one(tmp_path):
    program = (
        "import sys; from pathlib import Path; from closereader.library import Library\n"
        "lib = Library.open(Path(sys.argv[1])); lib.close()"
    )
    folder = tmp_path / "new"
    openers = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(folder)], stderr=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    assert [opener.communicate(timeout=60)[1] for opener in openers] == ["", "", ""]
    lib = open_library(folder)
    assert upkeep.check(lib, Progress()).is_sound
    lib.close()


def test_a_library_another_program_keeps_busy_says_so_and_is_not_hurt(tmp_path, monkeypatch):
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_S", 0.05)
    lib = open_library(tmp_path)
    busy = sqlite3.connect(lib.path, isolation_level=None)
    busy.execute("BEGIN IMMEDIATE")
    with pytest.raises(LibraryLocked, match="Another program"):
        lib.run("Add", readings.add, document())
    # Reading goes on meanwhile.
    assert queries.readings(lib) == []
    busy.execute("ROLLBACK")
    busy.close()
    lib.run("Add", readings.add, document())
    lib.close()


_TRY = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
try:
    other.execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError as error:
    print(error)
"""


def test_opening_a_library_again_does_not_open_it_to_other_writers(tmp_path):
    lib = open_library(tmp_path)

    def while_writing(tx):
        open_library(tmp_path).close()
        ran = subprocess.run(
            [sys.executable, "-c", _TRY, str(lib.path)], capture_output=True, text=True, check=True
        )
        return ran.stdout.strip()

    assert lib.run("Write", while_writing) == "database is locked"
    lib.close()

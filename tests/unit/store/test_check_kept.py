"""The check reads the history and the trash too, and a repair drops what is of no use to anybody."""

import sqlite3

import pytest

from closereader.library import annotations, queries, readings, trash, upkeep
from closereader.model.span import Span
from closereader.progress import Progress
from tests.helpers.libraries import document, open_library


@pytest.fixture
def lib(tmp_path):
    library = open_library(tmp_path / "library")
    reading, _new = library.run("Add", readings.add, document())
    for start in range(4):
        note = library.run("Mark", annotations.add, reading.id, Span(start, start + 4), comment="a")
    library.run("Delete", annotations.remove, [note.id])
    yield library
    library.close()


def _damage(lib, statement):
    connection = sqlite3.connect(lib.path)
    connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("UPDATE history SET images = x'00' WHERE step = 3", "1 step of the history cannot"),
        ("UPDATE history SET images = substr(images, 1, 90)", "6 steps of the history cannot"),
        ("UPDATE history SET label = x'ff' WHERE step = 3", "1 step of the history cannot"),
        ("UPDATE trash SET image = '{}'", "1 record in the trash cannot"),
        ("UPDATE trash SET image = replace(image, 'highlight', 'doodle')", "1 record in the trash"),
        ("UPDATE trash SET kind = 'nothing'", "1 record in the trash cannot"),
    ],
)
def test_what_cannot_be_read_of_what_is_kept_is_found_and_dropped(lib, statement, finding):
    lib.undo()
    lib.redo()
    _damage(lib, statement)
    report = upkeep.check(lib, Progress())
    assert any(finding in said for said in report.findings)
    assert report.index_is_sound
    assert not report.kept_is_sound
    mended = upkeep.check(lib, Progress(), repair=True)
    assert (mended.is_sound, len(mended.repaired)) == (True, 1)
    assert len(queries.annotations(lib, queries.readings(lib)[0].reading.id)) == 3


def test_steps_behind_one_that_cannot_be_read_are_dropped_with_it(lib):
    _damage(lib, "UPDATE history SET images = x'00' WHERE step = 3")
    upkeep.check(lib, Progress(), repair=True)
    with lib.read() as snapshot:
        assert [step.number for step in snapshot.history.all()] == [6, 5, 4]


def test_a_sound_trash_and_history_are_left_alone(lib):
    listed = trash.trashed(lib)
    report = upkeep.check(lib, Progress(), repair=True)
    assert (report.is_sound, report.repaired) == (True, ())
    assert trash.trashed(lib) == listed
    assert lib.undo().label == "Delete"


@pytest.mark.parametrize("table", ["tags", "passes", "filters", "essays", "meanings"])
def test_what_was_written_beside_the_notes_is_read_too(lib, table):
    with sqlite3.connect(lib.path) as connection:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    connection.close()
    values = ", ".join("x'ff'" if n < len(columns) - 1 else "'{'" for n in range(len(columns)))
    _damage(lib, f"INSERT INTO {table} VALUES ({values})")
    report = upkeep.check(lib, Progress())
    assert any(f"The record {table}" in said for said in report.findings)

"""Libraries that earlier versions wrote, opened by this one."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from closereader.errors import LibraryReadOnly
from closereader.library import annotations, queries, upkeep
from closereader.model.span import Span
from closereader.progress import Progress
from closereader.store import glance, header, opening, schema, tables
from tests.helpers.libraries import dump, index, open_library

OLD = sorted((Path(__file__).parents[2] / "data" / "libraries").glob("*.sqlite3"))


# Tables that every version has; each of the old libraries has something in all of them.
_OF_THE_FIRST = (
    "readings",
    "reading_texts",
    "annotations",
    "entity_decisions",
    "meanings",
    "places",
)


def _as_it_was(path: Path, like: dict[str, list[dict]] | None = None) -> dict[str, list[dict]]:
    """What a reader made, by the names of the columns; of those alone that `like` has."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        found = {
            table: [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1")]
            for table in _OF_THE_FIRST
        }
    finally:
        connection.close()
    if like is not None:
        for table, rows in found.items():
            known = like[table][0].keys()
            found[table] = [{name: row[name] for name in known} for row in rows]
    return found


@pytest.fixture(params=OLD, ids=lambda path: path.stem)
def old(request, tmp_path):
    """A copy of an old library, in a folder of its own."""
    folder = tmp_path / "library"
    folder.mkdir()
    return Path(shutil.copyfile(request.param, folder / opening.LIBRARY_FILE))


def test_there_is_one_of_every_version_before_this():
    assert [int(path.stem) for path in OLD] == list(range(1, int(tables.HEAD)))


def test_all_that_a_reader_made_is_there_after_the_update(old):
    before, derived = _as_it_was(old), dump(old, ("recognitions",))
    assert all(before[table] for table in _OF_THE_FIRST)
    lib = open_library(old.parent)
    report = upkeep.check(lib, Progress())
    found = queries.search(lib, "Mesa")
    lib.close()
    assert report.findings == ()
    assert _as_it_was(old, before) == before
    assert dump(old, ("recognitions",)) == derived
    assert found
    assert header.read(old).user_version == int(tables.HEAD)


def test_an_updated_library_has_the_tables_of_a_new_one(old):
    open_library(old.parent).close()
    engine = create_engine(f"sqlite:///{old}")
    with engine.connect() as connection:
        found = schema.found(connection)
    engine.dispose()
    assert found == schema.expected()


def test_a_copy_of_the_old_one_is_kept(old):
    before = old.read_bytes()
    was = header.read(old).user_version
    open_library(old.parent).close()
    (copy,) = opening.backups_folder(old.parent).iterdir()
    assert f"before-update-from-{was:04}" in copy.name
    assert header.read(copy).user_version == was
    kept = sqlite3.connect(copy)
    original = sqlite3.connect(":memory:")
    original.deserialize(before)
    assert list(kept.iterdump()) == list(original.iterdump())
    kept.close()
    original.close()


def test_work_goes_on_after_the_update(old):
    lib = open_library(old.parent)
    reading = queries.readings(lib)[0].reading
    note = lib.run("H", annotations.add, reading.id, Span(0, 3))
    lib.undo()
    lib.redo()
    assert queries.annotation(lib, note.id) == note
    assert queries.lines(lib, reading.id, Progress())
    lib.close()
    kept = dump(old, ("numbered_lines",))["numbered_lines"]
    assert reading.id in [row[0] for row in kept]
    again = open_library(old.parent)
    assert upkeep.check(again, Progress()).findings == ()
    again.close()


def test_an_old_library_is_not_shown_at_first_sight_but_an_updated_one_is(old):
    assert glance.glance(old.parent) is None
    open_library(old.parent).close()
    assert glance.glance(old.parent) is not None


def test_an_old_library_that_cannot_be_written_is_refused_and_left_as_it_is(old, monkeypatch):
    before = old.read_bytes()
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    with pytest.raises(LibraryReadOnly):
        open_library(old.parent)
    assert old.read_bytes() == before
    assert [path.name for path in old.parent.iterdir()] == [old.name]


def test_two_programs_that_open_it_at_once_both_find_it_updated(old):
    before, rows = _as_it_was(old), index(old)
    program = (
        "from pathlib import Path\n"
        "from closereader.library import queries\n"
        "from closereader.library.library import Library\n"
        f"lib = Library.open(Path({str(old.parent)!r}))\n"
        "print(len(queries.readings(lib)))\n"
        "lib.close()"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [process.communicate(timeout=60)[0].strip() for process in both]
    assert said == [str(len(before["readings"]))] * 2
    assert (_as_it_was(old, before), index(old)) == (before, rows)
    assert len(list(opening.backups_folder(old.parent).iterdir())) == 1

import os
import sqlite3
from pathlib import Path

import pytest

from closereader.errors import ExportFailed, LibraryDamaged
from closereader.library import annotations, queries, readings, upkeep
from closereader.model.span import Span
from closereader.progress import Cancelled, Progress
from closereader.store import backup
from tests.helpers.libraries import document, dump, open_library


@pytest.fixture
def lib(tmp_path):
    library = open_library(tmp_path / "library")
    reading, _new = library.run("Add", readings.add, document())
    library.run("H", annotations.add, reading.id, Span(0, 3), comment="kept")
    yield library
    library.close()


def _names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_a_copy_holds_everything_and_opens_as_a_library(lib, tmp_path):
    copy = upkeep.backup(lib, tmp_path / "copy.sqlite3", Progress())
    assert (copy.readings, copy.annotations) == (1, 1)
    assert dump(copy.path) == dump(lib.path)
    folder = tmp_path / "restored"
    folder.mkdir()
    copy.path.rename(folder / "library.sqlite3")
    restored = open_library(folder)
    assert queries.readings(restored) == queries.readings(lib)
    restored.close()


def test_without_a_place_the_copy_goes_beside_the_library(lib):
    first, second = (upkeep.backup(lib, None, Progress()).path for _ in range(2))
    assert first.parent == second.parent == lib.folder / "backups"
    assert first.name < second.name


def test_a_folder_gets_a_copy_of_its_own_name(lib, tmp_path):
    copy = upkeep.backup(lib, tmp_path, Progress())
    assert copy.path.parent == tmp_path
    assert copy.path.is_file()


def test_an_older_copy_is_replaced_and_another_file_is_not(lib, tmp_path):
    target = tmp_path / "copy.sqlite3"
    upkeep.backup(lib, target, Progress())
    lib.undo()
    assert upkeep.backup(lib, target, Progress()).annotations == 0
    other = tmp_path / "thesis.txt"
    other.write_text("years of work")
    with pytest.raises(ExportFailed, match="already there"):
        upkeep.backup(lib, other, Progress())
    assert other.read_text() == "years of work"


def test_the_library_is_not_copied_onto_itself(lib, tmp_path):
    link = tmp_path / "link.sqlite3"
    link.symlink_to(lib.path)
    for target in (lib.path, link):
        with pytest.raises(ExportFailed, match="the library itself"):
            upkeep.backup(lib, target, Progress())
    assert len(queries.readings(lib)) == 1


def test_a_place_that_cannot_be_written_is_named(lib, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(ExportFailed, match="below"):
        upkeep.backup(lib, tmp_path / "file" / "below" / "copy.sqlite3", Progress())


def test_a_copy_that_is_stopped_leaves_nothing(lib, tmp_path):
    target = tmp_path / "there" / "copy.sqlite3"
    with pytest.raises(Cancelled):
        upkeep.backup(lib, target, Progress(should_stop=lambda: True))
    assert _names(target.parent) == []


def test_a_copy_that_finds_no_room_leaves_nothing(lib, tmp_path, monkeypatch):
    real = sqlite3.connect

    def small(*given, **named):
        connection = real(*given, **named)
        connection.execute("PRAGMA max_page_count = 3")
        return connection

    class Small:
        connect = staticmethod(small)

        def __getattr__(self, name):
            return getattr(sqlite3, name)

    target = tmp_path / "there" / "copy.sqlite3"
    upkeep.backup(lib, target, Progress())
    before = target.read_bytes()
    monkeypatch.setattr(backup, "sqlite3", Small())
    with pytest.raises(ExportFailed, match="no room left"):
        upkeep.backup(lib, target, Progress())
    assert _names(target.parent) == ["copy.sqlite3"]
    assert target.read_bytes() == before


def test_a_damaged_library_makes_no_copy_that_counts(lib, tmp_path):
    big = document(*(f"Paragraph {n} of many." for n in range(3000)))
    lib.run("Add", readings.add, big)
    lib.close()
    stored = bytearray(lib.path.read_bytes())
    for page in range(20, len(stored) // 4096, 3):
        stored[page * 4096 : page * 4096 + 64] = os.urandom(64)
    lib.path.write_bytes(stored)
    target = tmp_path / "there" / "copy.sqlite3"
    with pytest.raises(LibraryDamaged):
        backup.copy(lib.path, target, Progress())
    assert _names(target.parent) == []


def test_a_copy_is_made_while_the_library_is_written_to(lib, tmp_path):
    reading = queries.readings(lib)[0].reading
    lib.run("Add", readings.add, document(*(f"Paragraph {n}." for n in range(8000)), title="Big"))
    written = []

    def write(_done, _total, _what):
        if not written:
            other = open_library(lib.folder, seed=9)
            written.append(other.run("H", annotations.add, reading.id, Span(4, 7)))
            other.close()

    monkey = Progress(write)
    copy = upkeep.backup(lib, tmp_path / "copy.sqlite3", monkey)
    assert written
    assert upkeep.check(lib, Progress()).is_sound
    assert copy.annotations in (1, 2)

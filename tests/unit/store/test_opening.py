import errno
import os
import sqlite3
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from closereader.errors import (
    LibraryDamaged,
    LibraryFull,
    LibraryNewer,
    LibraryReadOnly,
    LibraryUnusable,
)
from closereader.library import annotations, queries, readings
from closereader.library.library import Library
from closereader.model.span import Span
from closereader.store import LIBRARY_FILE, connection, failures, header, opening, tables
from tests.helpers.libraries import document, dump, open_library


def _contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def _foreign(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE songs (title)")
    other.commit()
    other.close()


def _cut(path: Path) -> None:
    open_library(path.parent).close()
    path.write_bytes(path.read_bytes()[:5000])


def _list_readings(folder: Path) -> None:
    lib = Library.open(folder)
    try:
        queries.readings(lib)
    finally:
        lib.close()


_NOT_LIBRARIES = {
    "text": lambda p: p.write_text("Dear diary, " * 100),
    "short text": lambda p: p.write_text("x"),
    "nothing": lambda p: p.write_bytes(b""),
    "zeros": lambda p: p.write_bytes(bytes(8192)),
    "the first words of a database alone": lambda p: p.write_bytes(b"SQLite format 3\0"),
    "another program's database": _foreign,
}


@pytest.mark.parametrize("what", _NOT_LIBRARIES)
def test_a_file_that_is_no_library_is_refused_and_left_as_it_is(tmp_path, what):
    path = tmp_path / LIBRARY_FILE
    _NOT_LIBRARIES[what](path)
    before = _contents(tmp_path)
    with pytest.raises(LibraryDamaged) as refusal:
        Library.open(tmp_path)
    assert str(path) in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert _contents(tmp_path) == before


def test_a_library_cut_short_is_refused_and_left_as_it_is(tmp_path):
    path = tmp_path / LIBRARY_FILE
    _cut(path)
    before = path.read_bytes()
    with pytest.raises(LibraryDamaged):
        _list_readings(tmp_path)
    assert path.read_bytes() == before


def test_a_newer_library_is_refused_and_left_as_it_is(tmp_path):
    lib = open_library(tmp_path)
    lib.run("Add", readings.add, document())
    lib.close()
    path = tmp_path / LIBRARY_FILE
    stored = bytearray(path.read_bytes())
    struct.pack_into(">i", stored, 60, 9999)
    path.write_bytes(stored)
    before = _contents(tmp_path)
    with pytest.raises(LibraryNewer, match="newer version"):
        Library.open(tmp_path)
    assert _contents(tmp_path) == before


def test_a_database_that_only_bears_our_mark_is_refused(tmp_path):
    path = tmp_path / LIBRARY_FILE
    _foreign(path)
    marked = sqlite3.connect(path)
    marked.execute(f"PRAGMA application_id = {tables.APPLICATION_ID}")
    marked.close()
    before = _contents(tmp_path)
    with pytest.raises(LibraryDamaged, match="not a library"):
        Library.open(tmp_path)
    assert _contents(tmp_path) == before


def test_a_library_migrated_by_a_newer_program_meanwhile_is_no_longer_written(tmp_path):
    lib = open_library(tmp_path)
    reading, _new = lib.run("Add", readings.add, document())
    newer = sqlite3.connect(lib.path)
    newer.execute("PRAGMA user_version = 9999")
    newer.close()
    with pytest.raises(LibraryNewer):
        lib.run("H", annotations.add, reading.id, Span(0, 3))
    lib.close()
    assert dump(lib.path)["annotations"] == []


def test_a_folder_that_lost_its_library_does_not_silently_get_a_new_one(tmp_path):
    lib = open_library(tmp_path)
    lib.close()
    opening.backups_folder(tmp_path).mkdir()
    lib.path.rename(opening.backups_folder(tmp_path) / "2026-11-01.sqlite3")
    with pytest.raises(LibraryDamaged, match="copies of one lie in"):
        Library.open(tmp_path)
    assert not lib.path.exists()


def test_a_folder_that_is_not_there_is_made(tmp_path):
    folder = tmp_path / "a ?#%20 strange" / "“näme”"
    lib = open_library(folder)
    lib.run("Add", readings.add, document())
    lib.close()
    assert sorted(p.name for p in folder.iterdir()) == [LIBRARY_FILE, "setup.lock"]


def test_a_name_that_is_not_utf_8_is_no_obstacle(tmp_path):
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    try:
        folder.mkdir()
    except (OSError, UnicodeError):
        pytest.skip("this file system takes UTF-8 names only")
    lib = open_library(folder)
    lib.run("Add", readings.add, document())
    lib.close()


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(LibraryUnusable):
            Library.open(folder)
    assert (tmp_path / "file").read_text() == "x"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_ordinary_file_is_refused(tmp_path):
    os.mkfifo(tmp_path / LIBRARY_FILE)
    with pytest.raises(LibraryUnusable, match="not an ordinary file"):
        Library.open(tmp_path)
    (tmp_path / LIBRARY_FILE).unlink()
    (tmp_path / LIBRARY_FILE).mkdir()
    with pytest.raises(LibraryUnusable, match="not an ordinary file"):
        Library.open(tmp_path)


def test_a_library_half_made_when_the_power_went_is_made_anew(tmp_path):
    (tmp_path / (LIBRARY_FILE + ".new")).write_bytes(b"half")
    (tmp_path / (LIBRARY_FILE + ".new-journal")).write_bytes(b"half of a journal")
    lib = open_library(tmp_path)
    lib.run("Add", readings.add, document())
    lib.close()
    assert sorted(p.name for p in tmp_path.iterdir()) == [LIBRARY_FILE, "setup.lock"]


def test_a_write_protected_library_can_be_read_but_not_changed(tmp_path, monkeypatch):
    lib = open_library(tmp_path)
    reading, _new = lib.run("Add", readings.add, document())
    lib.close()
    before = _contents(tmp_path)
    # A chmod does not hold back root: say what the system would say to others.
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    lib = open_library(tmp_path)
    assert lib.is_read_only
    assert [s.reading for s in queries.readings(lib)] == [reading]
    with pytest.raises(LibraryReadOnly, match="can only be read"):
        lib.run("H", annotations.add, reading.id, Span(0, 3))
    queries.set_place(lib, reading.id, 5)
    queries.set_opened(lib, reading.id)
    lib.close()
    assert _contents(tmp_path) == before


def test_a_library_that_turns_write_protected_says_so(tmp_path, monkeypatch):
    open_library(tmp_path).close()
    real = connection.connect
    monkeypatch.setattr(connection, "connect", lambda path, **given: real(path, mode="ro"))
    lib = open_library(tmp_path)
    with pytest.raises(LibraryReadOnly):
        lib.run("Add", readings.add, document())
    lib.close()


def test_no_library_is_made_in_a_write_protected_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    with pytest.raises(LibraryReadOnly):
        Library.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_undoes_the_change_and_says_so(tmp_path, monkeypatch):
    open_library(tmp_path).close()
    pages = os.path.getsize(tmp_path / LIBRARY_FILE) // 4096
    limited = (*connection._PRAGMAS, f"PRAGMA max_page_count = {pages + 12}")
    monkeypatch.setattr(connection, "_PRAGMAS", limited)
    lib = open_library(tmp_path)
    reading, _new = lib.run("Add", readings.add, document())
    before = dump(lib.path)
    told = []
    lib.subscribe(told.append)
    with pytest.raises(LibraryFull, match="no room left"):
        lib.run("Add", readings.add, document("word " * 50_000, title="Long"))
    assert dump(lib.path) == before
    assert (told, lib.undo_label) == ([], "Add")
    lib.close()

    monkeypatch.undo()
    lib = open_library(tmp_path)
    lib.run("H", annotations.add, reading.id, Span(0, 3))
    lib.run("Add", readings.add, document("word " * 50_000, title="Long"))
    lib.close()


def test_no_library_is_left_where_the_disk_is_full_at_its_making(tmp_path, monkeypatch):
    limited = (*connection._PRAGMAS, "PRAGMA max_page_count = 5")
    monkeypatch.setattr(connection, "_PRAGMAS", limited)
    with pytest.raises(LibraryFull):
        Library.open(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["setup.lock"]
    monkeypatch.undo()
    open_library(tmp_path).close()


@pytest.mark.parametrize(
    ("code", "refusal"),
    [(errno.ENOSPC, LibraryFull), (errno.EROFS, LibraryReadOnly), (errno.EIO, LibraryUnusable)],
)
def test_a_folder_that_cannot_be_made_is_named(tmp_path, monkeypatch, code, refusal):
    def fails(*_given, **_named):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Path, "mkdir", fails)
    with pytest.raises(refusal, match="new folder"):
        Library.open(tmp_path / "new folder")


def test_every_connection_keeps_what_it_acknowledged(tmp_path):
    open_library(tmp_path).close()
    opened = connection.connect(tmp_path / LIBRARY_FILE)
    asked = {
        pragma: opened.execute(f"PRAGMA {pragma}").fetchone()[0]
        for pragma in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "fullfsync")
    }
    opened.close()
    # 3 is EXTRA.
    assert asked == {
        "journal_mode": "delete",
        "synchronous": 3,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "fullfsync": 1,
    }


def test_a_library_moved_away_while_open_takes_no_changes(tmp_path):
    lib = open_library(tmp_path)
    reading, _new = lib.run("Add", readings.add, document())
    moved = lib.path.rename(tmp_path / "elsewhere.sqlite3")
    with pytest.raises(LibraryUnusable):
        lib.run("H", annotations.add, reading.id, Span(0, 3))
    lib.close()
    assert not lib.path.exists()
    assert dump(moved)["annotations"] == []


def test_a_journal_left_by_a_crash_is_rolled_back(tmp_path):
    lib = open_library(tmp_path)
    reading, _new = lib.run("Add", readings.add, document())
    lib.close()
    # Dies inside a transaction that has spilt to the file already.
    crash = (
        "import os, sqlite3, sys\n"
        f"c = sqlite3.connect({str(lib.path)!r}, isolation_level=None)\n"
        "c.execute('PRAGMA cache_size = 2'); c.execute('BEGIN IMMEDIATE')\n"
        "c.execute('PRAGMA user_version = 7')\n"
        "c.execute(\"UPDATE readings SET title = 'lost'\")\n"
        "for n in range(200):\n"
        "    c.execute('INSERT INTO meanings VALUES (?, ?)', (str(n), 'x' * 2000))\n"
        "os._exit(1)"
    )
    assert subprocess.run([sys.executable, "-c", crash], check=False).returncode == 1
    assert Path(f"{lib.path}-journal").stat().st_size > 0
    # Cut off one page later, the file says of itself what is not true.
    with lib.path.open("r+b") as file:
        file.seek(60)
        file.write(struct.pack(">i", 7))
    assert header.read(lib.path).user_version == 7
    lib = open_library(tmp_path)
    assert [s.reading for s in queries.readings(lib)] == [reading]
    lib.close()
    assert dump(lib.path)["meanings"] == []


def test_an_error_of_ours_is_not_put_down_to_the_disk(tmp_path):
    lib = open_library(tmp_path)
    raised = sqlite3.connect(":memory:")
    with pytest.raises(sqlite3.OperationalError), failures.translated(lib.path):
        raised.execute("SELEKT 1")
    raised.close()
    lib.close()


@pytest.mark.parametrize("code", ["BUSY", "LOCKED", "IOERR", "CANTOPEN", "CORRUPT", "PERM"])
def test_what_befalls_a_file_is_said_in_one_sentence_with_the_next_step(tmp_path, code):
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = getattr(sqlite3, f"SQLITE_{code}")
    refusal = failures.in_readers_world(error, tmp_path / LIBRARY_FILE)
    assert refusal is not None
    assert LIBRARY_FILE in str(refusal)
    assert refusal.exit_code == 3
    assert "SQLite" not in str(refusal)

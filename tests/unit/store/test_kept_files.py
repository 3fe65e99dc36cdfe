"""Originals and pictures: missed when they are gone, copied with the library, let go when nobody needs them."""

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from closereader.errors import ExportFailed
from closereader.library import adding, queries, readings, upkeep
from closereader.library.library import Library
from closereader.progress import Progress
from closereader.store import files as kept
from closereader.store.files import Files
from tests.helpers.libraries import open_library

WORDS = b"The Ferry\n\nThe ferry left at six. Nobody was on it.\n"
OLD = 41 * 24 * 3600


@pytest.fixture
def lib(tmp_path: Path) -> Library:
    made = open_library(tmp_path / "library")
    yield made
    made.close()


@pytest.fixture
def original(lib: Library, tmp_path: Path) -> Path:
    """The kept file of the one reading, which has a cover too."""
    path = tmp_path / "ferry.txt"
    path.write_bytes(WORDS)
    reading = adding.add_file(lib, path, Progress()).reading
    cover = lib.files.keep_bytes(b"a picture")
    lib.run("Cover", lambda tx: tx.put(replace(readings.require(tx, reading.id), cover=cover)))
    return lib.files.path(reading.original)


def age(lib: Library) -> None:
    """Forty-one days go by."""
    for path in lib.files.every():
        os.utime(path, (time.time() - OLD,) * 2)


def check(lib: Library, *, repair: bool = False):
    return upkeep.check(lib, Progress(), repair=repair)


def test_files_that_are_there_as_they_were_are_sound(lib, original) -> None:
    assert check(lib).is_sound


def test_what_is_missing_or_damaged_is_said_by_reading(lib, original) -> None:
    original.unlink()
    report = check(lib)
    assert report.findings == ("The file of “The Ferry” is missing.",)
    assert not report.files_are_sound
    assert report.index_is_sound
    original.write_bytes(b"x")
    cover = queries.readings(lib)[0].reading.cover
    lib.files.path(cover).write_bytes(b"y")
    assert check(lib).findings == (
        "The file of “The Ferry” is damaged.",
        "“The Ferry”: 1 picture is missing or damaged.",
    )


def test_a_backup_has_the_files_beside_it_and_is_a_library(lib, original, tmp_path) -> None:
    copy = upkeep.backup(lib, tmp_path / "stick" / "library.sqlite3", Progress())
    assert copy.lacking == 0
    restored = open_library(tmp_path / "stick")
    assert check(restored).is_sound
    reading = queries.readings(restored)[0].reading
    assert restored.files.path(reading.original).read_bytes() == WORDS
    restored.close()


def test_on_one_disk_a_backup_takes_no_room_for_files(lib, original) -> None:
    upkeep.backup(lib, None, Progress())
    upkeep.backup(lib, None, Progress())
    (copy,) = (lib.folder / "backups" / "files").rglob(original.name)
    assert copy.samefile(original)


def test_on_another_disk_they_are_copied(lib, original, tmp_path, monkeypatch) -> None:
    def refuse(*_given: object) -> None:
        raise OSError("another disk")

    monkeypatch.setattr(os, "link", refuse)
    upkeep.backup(lib, tmp_path / "stick" / "copy.sqlite3", Progress())
    (copy,) = (tmp_path / "stick" / "files").rglob(original.name)
    assert not copy.samefile(original)
    assert copy.read_bytes() == WORDS


def test_a_damaged_file_is_not_copied_and_that_is_said(lib, original, tmp_path, monkeypatch):
    monkeypatch.setattr(Files, "_link", lambda _files, _path: False)
    original.write_bytes(b"x")
    copy = upkeep.backup(lib, tmp_path / "stick" / "copy.sqlite3", Progress())
    assert copy.lacking == 1
    assert not list((tmp_path / "stick" / "files").rglob(original.name))


def test_where_there_is_no_room_for_the_files_there_is_no_copy(
    lib, original, tmp_path, monkeypatch
):
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr(kept, "_copied", full)
    with pytest.raises(ExportFailed, match="no room"):
        upkeep.backup(lib, tmp_path / "stick" / "copy.sqlite3", Progress())
    assert not (tmp_path / "stick" / "copy.sqlite3").exists()


def test_a_repair_takes_them_from_the_backups(lib, original) -> None:
    upkeep.backup(lib, None, Progress())
    original.unlink()
    report = check(lib, repair=True)
    assert report.is_sound
    assert report.repaired == ("1 file was taken from the backups.",)
    assert original.read_bytes() == WORDS


def test_what_nothing_has_named_for_forty_days_is_removed_by_a_repair(lib, original) -> None:
    stray = lib.files.path(lib.files.keep_bytes(b"a picture of nothing"))
    (lib.folder / "files" / ".new-left").write_bytes(b"by a crash")
    assert not check(lib, repair=True).repaired
    age(lib)
    assert check(lib).is_sound
    assert stray.exists()
    assert check(lib, repair=True).repaired == (
        "2 files that nothing needs any more were removed.",
    )
    assert not stray.exists()
    assert original.exists()


def test_what_the_trash_or_a_step_could_bring_back_stays(lib, original) -> None:
    reading = queries.readings(lib)[0].reading
    lib.run("Remove reading", readings.remove, reading.id)
    age(lib)
    assert not check(lib, repair=True).repaired
    lib.undo()
    lib.undo()
    lib.undo()
    assert not queries.readings(lib)
    age(lib)
    assert not check(lib, repair=True).repaired
    lib.redo()
    assert lib.files.is_sound(queries.readings(lib)[0].reading.original)


def test_while_it_is_not_sure_nothing_is_removed(lib, original) -> None:
    stray = lib.files.path(lib.files.keep_bytes(b"a picture of nothing"))
    age(lib)
    with lib._database.write("", Progress()) as tx:
        tx._connection.exec_driver_sql("UPDATE history SET images = x'00'")
    files = lib.files
    from closereader.store import kept_files

    with lib.read() as snapshot:
        assert kept_files.unnamed(snapshot._connection, files, time.time()) is None
    assert stray.exists()


def test_a_file_that_is_brought_again_is_not_taken_for_an_old_one(lib, original, tmp_path) -> None:
    stray = lib.files.path(lib.files.keep_bytes(b"a picture of nothing"))
    age(lib)
    lib.files.keep_bytes(b"a picture of nothing")
    assert not check(lib, repair=True).repaired
    assert stray.exists()

import contextlib
import random
import sqlite3

import pytest

from closereader.errors import CloseReaderError, LibraryDamaged
from closereader.library import annotations, queries, readings, upkeep
from closereader.model.span import Span
from closereader.progress import Progress
from closereader.store import check
from tests.helpers.libraries import document, index, open_library


@pytest.fixture
def lib(tmp_path):
    library = open_library(tmp_path / "library")
    reading, _new = library.run("Add", readings.add, document())
    for start in range(10):
        library.run(
            "H", annotations.add, reading.id, Span(start, start + 4), comment="a", tags=["b"]
        )
    yield library
    library.close()


def _damage(lib, *statements):
    connection = sqlite3.connect(lib.path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def _read_everything(lib):
    for summary in queries.readings(lib):
        queries.reading_text(lib, summary.reading.id)
        queries.annotations(lib, summary.reading.id)
        queries.decisions(lib, summary.reading.id)
    queries.search(lib, "gas")
    queries.tags(lib)


def test_a_sound_library_is_said_to_be_sound_and_is_counted(lib):
    before = lib.path.read_bytes()
    report = upkeep.check(lib, Progress())
    assert report.is_sound
    assert (report.readings, report.annotations) == (1, 10)
    assert lib.path.read_bytes() == before


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("UPDATE reading_texts SET text = replace(text, 'gas', 'oil')", "not what was imported"),
        ("UPDATE reading_texts SET blocks = '[[5, 1]]'", "structure"),
        ('UPDATE reading_texts SET blocks = \'[[0, 9999, "paragraph", 0, "", 0]]\'', "structure"),
        ("DELETE FROM reading_texts", "lost its text"),
        ("DELETE FROM readings", "belong to readings that are not there"),
        ("UPDATE annotations SET quote = 'x' WHERE start = 3", "stand on its words"),
        ('UPDATE annotations SET "end" = 9999 WHERE start = 3', "stand on its words"),
        ("UPDATE annotations SET quote = 'x'", "5 more like it"),
        ("UPDATE annotations SET kind = 'doodle'", "cannot be read"),
        ("UPDATE annotations SET tags = '{'", "cannot be read"),
        ("CREATE TRIGGER t AFTER INSERT ON annotations BEGIN SELECT 1; END", "trigger t"),
        ("CREATE VIEW v AS SELECT 1", "view v"),
        ("DROP INDEX annotations_by_place", "lacks “index annotations_by_place”"),
        ("DROP TABLE places", "lacks “table places”"),
        ("UPDATE alembic_version SET version_num = '0000'", "stamped"),
    ],
)
def test_what_is_wrong_is_named(lib, statement, finding):
    _damage(lib, statement)
    report = upkeep.check(lib, Progress())
    assert not report.is_sound
    assert any(finding in said for said in report.findings)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM search_rows WHERE kind = 'note'",
        "UPDATE search_rows SET body = 'other words' WHERE kind = 'tag'",
        "INSERT INTO search(rowid, body) VALUES (999, 'stray')",
        "DELETE FROM search_data WHERE id > 10",
        "DROP TABLE search",
    ],
)
def test_a_search_index_out_of_step_is_found_and_mended(lib, statement):
    right = index(lib.path)
    _damage(lib, statement)
    report = upkeep.check(lib, Progress())
    assert not report.index_is_sound
    mended = upkeep.check(lib, Progress(), repair=True)
    assert mended.is_sound
    assert mended.repaired
    assert index(lib.path) == right
    assert len(queries.search(lib, "gas")) == 4
    assert upkeep.check(lib, Progress(), repair=True).repaired == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE annotations SET kind = 'doodle'",
        "UPDATE annotations SET comment = x'ff'",
        "UPDATE annotations SET tags = '[}'",
        "UPDATE reading_texts SET blocks = '[[1]]'",
        "UPDATE search_rows SET kind = 'passige'",
    ],
)
def test_a_record_that_cannot_be_read_is_said_in_a_sentence(lib, statement):
    reading = queries.readings(lib)[0].reading
    lib.close()
    _damage(lib, statement)
    again = open_library(lib.folder)
    with pytest.raises(LibraryDamaged, match="check --repair"):
        _read_everything(again)
    assert queries.reading(again, reading.id) == reading
    again.close()


def test_a_damaged_search_index_does_not_keep_a_reader_from_saving(lib):
    reading = queries.readings(lib)[0].reading
    note = queries.annotations(lib, reading.id)[0]
    _damage(lib, "DELETE FROM search_data WHERE id > 1", "UPDATE search_data SET block = x'00ff00'")
    lib.run("Comment", annotations.set_comment, note.id, "saved all the same")
    assert queries.search(lib, "saved")
    assert upkeep.check(lib, Progress()).is_sound


def test_a_library_that_can_only_be_read_is_checked_too(lib, monkeypatch):
    monkeypatch.setattr(check.opening, "is_writable", lambda _path: False)
    assert upkeep.check(lib, Progress()).is_sound


_QUESTIONS = (
    lambda lib: upkeep.check(lib, Progress()),
    _read_everything,
    lambda lib: lib.run("Add", readings.add, document("New.")),
    lambda lib: upkeep.check(lib, Progress(), repair=True),
)


def test_bytes_flipped_at_random_end_in_a_sentence(lib):
    lib.close()
    whole = lib.path.read_bytes()
    chance = random.Random(3)
    for _ in range(40):
        stored = bytearray(whole)
        for _flip in range(chance.choice((1, 8, 64))):
            stored[chance.randrange(len(stored))] ^= 1 << chance.randrange(8)
        lib.path.write_bytes(stored)
        try:
            opened = open_library(lib.folder)
        except CloseReaderError:
            continue
        try:
            for ask in _QUESTIONS:
                with contextlib.suppress(CloseReaderError):
                    ask(opened)
        finally:
            opened.close()

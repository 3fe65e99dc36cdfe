"""Numbered lines are counted once and kept beside the records."""

import sqlite3

import pytest

from closereader.errors import NoSuchReading
from closereader.library import queries, readings, upkeep
from closereader.model.span import Span
from closereader.progress import Cancelled, Progress
from closereader.typeset import numbered_lines
from tests.helpers.libraries import document, dump, open_library

LINES = (Span(17, 89), Span(90, 100), Span(100, 172), Span(174, 228))


@pytest.fixture
def counted(monkeypatch):
    """How often lines were counted; the counting itself is left out."""
    calls = []

    def count(text, language, progress):
        progress(1, 1, "Counting")
        calls.append((text.id, language))
        return LINES

    monkeypatch.setattr(numbered_lines, "numbered_lines", count)
    return calls


@pytest.fixture
def shelf(tmp_path):
    lib = open_library(tmp_path)
    reading, _new = lib.run("Add", readings.add, document())
    yield lib, reading
    lib.close()


def _rows(lib):
    return dump(lib.path, ("numbered_lines",))["numbered_lines"]


def test_the_lines_of_a_reading_are_those_of_its_handout(shelf):
    lib, reading = shelf
    text = queries.reading_text(lib, reading.id).text
    lines = [line.text_of(text) for line in queries.lines(lib, reading.id, Progress())]
    assert len(lines) == 4
    assert " ".join(lines).split() == text.split("\n", 1)[1].split()


def test_lines_are_counted_once_and_found_again(shelf, counted):
    lib, reading = shelf
    assert queries.lines(lib, reading.id, Progress()) == LINES
    assert queries.lines(lib, reading.id, Progress()) == LINES
    lib.close()
    again = open_library(lib.folder)
    assert queries.lines(again, reading.id, Progress()) == LINES
    again.close()
    assert counted == [(reading.id, reading.language)]


def test_another_layout_counts_anew_and_replaces_what_was_kept(shelf, counted, monkeypatch):
    lib, reading = shelf
    queries.lines(lib, reading.id, Progress())
    monkeypatch.setattr(numbered_lines, "version", lambda: "another")
    queries.lines(lib, reading.id, Progress())
    assert len(counted) == 2
    assert [row[1] for row in _rows(lib)] == ["another"]


def test_counting_is_no_change(shelf, counted):
    lib, reading = shelf
    told = []
    lib.subscribe(told.append)
    queries.lines(lib, reading.id, Progress())
    assert told == []
    assert lib.undo_label == "Add"
    lib.undo()
    assert _rows(lib) == []
    lib.redo()
    assert queries.lines(lib, reading.id, Progress()) == LINES
    assert upkeep.check(lib, Progress()).findings == ()


def test_no_transaction_is_open_while_lines_are_counted(shelf, monkeypatch):
    lib, reading = shelf

    def count(text, language, progress):
        other = open_library(lib.folder)
        other.run("Remove", readings.remove, reading.id)
        other.close()
        return LINES

    monkeypatch.setattr(numbered_lines, "numbered_lines", count)
    assert queries.lines(lib, reading.id, Progress()) == LINES
    assert _rows(lib) == []


def test_counting_that_is_stopped_keeps_nothing(shelf, counted):
    lib, reading = shelf
    with pytest.raises(Cancelled):
        queries.lines(lib, reading.id, Progress(should_stop=lambda: True))
    assert _rows(lib) == []


@pytest.mark.parametrize("stored", ["", "[", "[1]", "[-1,2]", '["a",1]', "{}", "7", "[5,-1]"])
def test_lines_that_cannot_be_read_are_counted_anew(shelf, counted, stored):
    lib, reading = shelf
    queries.lines(lib, reading.id, Progress())
    other = sqlite3.connect(lib.path)
    other.execute("UPDATE numbered_lines SET lines = ?", (stored,))
    other.commit()
    other.close()
    assert queries.lines(lib, reading.id, Progress()) == LINES
    assert len(counted) == 2


def test_a_library_that_can_only_be_read_counts_without_keeping(shelf, counted, monkeypatch):
    lib, reading = shelf
    lib.close()
    monkeypatch.setattr("os.access", lambda _path, _mode: False)
    fixed = open_library(lib.folder)
    assert queries.lines(fixed, reading.id, Progress()) == LINES
    fixed.close()
    assert _rows(lib) == []


def test_a_reading_that_is_not_there_has_no_lines(shelf, counted):
    lib, _reading = shelf
    with pytest.raises(NoSuchReading):
        queries.lines(lib, "no-such-id", Progress())

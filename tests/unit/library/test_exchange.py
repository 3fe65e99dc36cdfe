import json
import sqlite3

import pytest

from closereader import entities as recogniser
from closereader.errors import ExportFailed, NoSuchReading
from closereader.exporting import ExportOptions
from closereader.library import annotations, exchange, queries
from closereader.library.entities import rename
from closereader.model.span import Span
from closereader.progress import Cancelled, Progress


def test_an_export_holds_the_text_and_the_notes(lib, reading, tmp_path):
    lib.run("H", annotations.add, reading.id, Span(0, 3), comment="Which one?", tags=["a/b"])
    target = tmp_path / "out.json"
    report = exchange.export_reading(lib, reading.id, target, ExportOptions(), Progress())
    assert report.path == target
    stored = target.read_text("utf-8")
    assert json.loads(stored)
    assert "Which one?" in stored
    assert "a/b" in stored


def test_an_export_that_cannot_be_leaves_what_was_there(lib, reading, tmp_path):
    target = tmp_path / "out.unknown"
    target.write_text("mine")
    with pytest.raises(ExportFailed):
        exchange.export_reading(lib, reading.id, target, ExportOptions(), Progress())
    with pytest.raises(NoSuchReading):
        exchange.export_reading(lib, "nothing", target, ExportOptions(), Progress())
    assert target.read_text() == "mine"


def test_names_are_looked_for_once_and_decisions_replayed(lib, reading, monkeypatch):
    asked = []
    real = recogniser.recognise

    def counting(*given):
        asked.append(given)
        return real(*given)

    monkeypatch.setattr(recogniser, "recognise", counting)
    found = queries.entities(lib, reading.id, Progress())
    assert found == queries.entities(lib, reading.id, Progress())
    assert len(asked) == 1
    mesa = next(e for e in found if "Mesa" in e.name)
    lib.run("Rename", rename, reading.id, mesa.id, "Carlos Mesa")
    assert "Carlos Mesa" in {e.name for e in queries.entities(lib, reading.id, Progress())}
    lib.undo()
    assert queries.entities(lib, reading.id, Progress()) == found
    assert len(asked) == 1
    monkeypatch.setattr(recogniser, "VERSION", recogniser.VERSION + 1)
    queries.entities(lib, reading.id, Progress())
    assert len(asked) == 2


def test_looking_for_names_can_be_stopped_and_stores_nothing(lib, reading, monkeypatch):
    def stopped(*_given):
        raise Cancelled

    with monkeypatch.context() as patched:
        patched.setattr(recogniser, "recognise", stopped)
        with pytest.raises(Cancelled):
            queries.entities(lib, reading.id, Progress())
    assert queries.entities(lib, reading.id, Progress())


def test_kept_names_that_cannot_be_read_are_looked_for_again(lib, reading):
    found = queries.entities(lib, reading.id, Progress())
    damaged = sqlite3.connect(lib.path)
    damaged.execute("UPDATE recognitions SET entities = '[[1]'")
    damaged.commit()
    damaged.close()
    assert queries.entities(lib, reading.id, Progress()) == found


def test_looking_for_names_is_no_step_of_undo(lib, reading):
    queries.entities(lib, reading.id, Progress())
    assert lib.undo_label == "Add reading"
    lib.undo()
    with pytest.raises(NoSuchReading):
        queries.entities(lib, reading.id, Progress())

"""A reading that is opened for the first time: its words are broken before its names are looked for."""

import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from closereader.gui.main_window import MainWindow
from closereader.library import queries
from closereader.text import hyphenate

WORDS = "An uncommonly interesting understanding of hyphenation. "


def test_a_reading_that_was_just_added_is_shown_with_its_words_broken_already(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hyphenate, "_ready", set())
    page = tmp_path / "page.html"
    page.write_text(f"<html lang=en><h1>Long Lines</h1><p>{WORDS * 40}</p>", encoding="utf-8")
    seen: list[str] = []
    window.session.reading_opened.connect(lambda: seen.append(window.reader.view.layout_.language))
    window.adding.add([str(page)])
    qtbot.waitUntil(lambda: window.header.title.text() == "Long Lines", timeout=20_000)
    assert seen == ["en"]


def test_names_are_looked_for_when_the_words_can_be_broken(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both at once took seconds, in which the lines stood unbroken and then moved."""
    patterns = hyphenate._patterns

    def slowly(language: str) -> object:
        time.sleep(0.3)
        return patterns(language)

    monkeypatch.setattr(hyphenate, "_ready", set())
    monkeypatch.setattr(hyphenate, "_patterns", slowly)
    language = window.session.reading.language
    ready: list[bool] = []
    entities = queries.entities

    def look(*given: object) -> object:
        ready.append(hyphenate.is_ready(language))
        return entities(*given)

    monkeypatch.setattr(queries, "entities", look)
    window.session.open(window.session.reading.id)
    qtbot.waitUntil(lambda: bool(ready), timeout=20_000)
    assert ready == [True]

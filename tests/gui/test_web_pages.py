"""A saved page is shown as its article, and all of it when its reader asks, in the same reading."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from closereader.gui.main_window import MainWindow
from closereader.library import annotations, queries
from closereader.model.annotation import AnchorState
from closereader.model.span import Span
from tests.helpers.pages import PNG, site

SAID = "the ledger was closed"
NOISE = "A reader says that this is wrong"


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """The window with a saved page open, of which comments were left out, and a picture beside it."""
    figure = '<figure><img src="page_files/a.png"><figcaption>The ferry.</figcaption></figure>'
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / "a.png").write_bytes(PNG)
    path = tmp_path / "page.html"
    path.write_text(site(f"<p>That winter {SAID}, and nobody asked.</p>{figure}", comments=30))
    window.adding.add([str(path)])
    qtbot.waitUntil(lambda: shows(window, SAID), timeout=15_000)
    return window


def shows(window: MainWindow, words: str) -> bool:
    """Whether the text of the reading has these words, and nothing is being done."""
    reading = window.session.reading
    if reading is None or window.tasks.running:
        return False
    return words in queries.reading_text(window.library, reading.id).text


def test_the_whole_page_comes_with_its_notes_and_pictures_and_goes_again(
    page: MainWindow, qtbot: QtBot
) -> None:
    reading = page.session.reading
    assert reading is not None
    before = queries.reading_text(page.library, reading.id).text
    assert NOISE not in before
    at = before.index(SAID)
    note = page.library.run("", annotations.add, reading.id, Span(at, at + len(SAID)))

    page.trigger("file.whole_page")
    qtbot.waitUntil(lambda: shows(page, NOISE), timeout=15_000)
    text = queries.reading_text(page.library, reading.id)
    (found,) = queries.annotations(page.library, reading.id)
    assert found.id == note.id
    assert found.anchor is AnchorState.SURE
    assert text.text[found.start : found.end] == SAID
    assert [text.text[p.offset :].startswith("The ferry.") for p in text.pictures] == [True]
    assert [one.reading.id for one in queries.readings(page.library)].count(reading.id) == 1

    page.trigger("file.article")
    qtbot.waitUntil(lambda: not shows(page, NOISE) and shows(page, SAID), timeout=15_000)
    page.trigger("edit.undo")
    qtbot.waitUntil(lambda: shows(page, NOISE), timeout=15_000)


def test_what_was_left_out_is_said_with_a_button_that_brings_it(
    page: MainWindow, qtbot: QtBot
) -> None:
    def button() -> QPushButton | None:
        found = [b for b in page.findChildren(QPushButton) if b.text() == "Show the whole page"]
        return next((b for b in found if b.isVisible()), None)

    qtbot.waitUntil(lambda: button() is not None, timeout=15_000)
    qtbot.mouseClick(button(), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shows(page, NOISE), timeout=15_000)

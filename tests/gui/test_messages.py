"""How long what the window says stays: errors as long as they are true of what the reader does."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog
from pytestqt.qtbot import QtBot

from closereader.gui.main_window import MainWindow
from closereader.gui.notice_bar import NoticeBar
from tests.helpers.window import press, quote


@pytest.fixture
def bar(window: MainWindow) -> NoticeBar:
    found = window.findChild(NoticeBar)
    assert isinstance(found, NoticeBar)
    return found


def go_to_address(window: MainWindow, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args, **_kw: (address, True))
    window.trigger("go.address")
    QApplication.processEvents()
    QTest.qWait(80)


def test_an_address_that_is_none_is_forgotten_when_one_is_found(
    window: MainWindow, bar: NoticeBar, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_to_address(window, monkeypatch, "¶99999")
    assert bar.isVisible()
    assert "99999" in bar.text.text()
    go_to_address(window, monkeypatch, "¶2")
    assert not bar.isVisible()


def test_an_address_that_is_none_is_forgotten_when_the_reader_moves_on(
    window: MainWindow, bar: NoticeBar, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_to_address(window, monkeypatch, "¶99999")
    assert bar.isVisible()
    press(window, "Down")
    assert not bar.isVisible()


def test_a_file_that_was_refused_is_told_until_something_succeeds(
    qtbot: QtBot, window: MainWindow, bar: NoticeBar, tmp_path: Path
) -> None:
    bad = tmp_path / "picture.txt"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    window.adding.add([str(bad)])
    qtbot.waitUntil(bar.isVisible, timeout=20_000)
    press(window, "Down")
    window.trigger("view.left")
    assert bar.isVisible(), "that the reader reads on does not mean it was read"
    window.reader.view.select(quote(window, "half the town"))
    press(window, "1")
    assert not bar.isVisible()


def test_what_succeeded_later_covers_an_error(window: MainWindow, bar: NoticeBar) -> None:
    window.messages.error("The file could not be written.")
    window.messages.info("News of the same thing.")
    assert bar.text.text() == "The file could not be written."
    window.reader.view.select(quote(window, "half the town"))
    press(window, "Ctrl+Shift+C")
    assert bar.text.text() == "Copied with its citation."
    QTest.keyClick(window.reader.view, Qt.Key.Key_Escape)


def test_what_can_be_taken_back_is_offered_no_longer_once_it_was(
    qtbot: QtBot, window: MainWindow, bar: NoticeBar
) -> None:
    window.reader.view.select(quote(window, "the town"))
    window.trigger("note.mark_alike")
    qtbot.waitUntil(bar.isVisible)
    assert "Ctrl+Z" in bar.text.text()
    window.trigger("edit.undo")
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_two_marks_are_offered_to_be_one_until_they_are(
    qtbot: QtBot, window: MainWindow, bar: NoticeBar
) -> None:
    for words in ("Nobody had seen them", " for"):
        window.reader.view.select(quote(window, words))
        press(window, "1")
    assert bar.isVisible()
    assert "Shift+E" in bar._offer.text()
    press(window, "Shift+E")
    qtbot.waitUntil(lambda: not bar.isVisible())

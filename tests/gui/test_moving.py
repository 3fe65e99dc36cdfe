"""Going from place to place: what has the keyboard then, what counts as here, and the way back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog
from pytestqt.qtbot import QtBot

from closereader.gui.main_window import MainWindow
from tests.helpers.window import press, window_on

_SENTENCE = "The river rose, and those who lived beside it went up to the houses on the hill. "


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """Ten chapters of six paragraphs; a link in ¶1 to the last chapter."""
    chapters = "".join(
        f'<h2 id="c{n}">Chapter {n}</h2>' + f"<p>{_SENTENCE * 4}</p>" * 6 for n in range(1, 11)
    )
    page = f'<h1>The River</h1><p>{_SENTENCE * 3} It is told <a href="#c9">far below</a>.</p>{chapters}'
    with window_on(qtbot, tmp_path, page) as window:
        window.left.show_outline()
        QApplication.processEvents()
        yield window


def go_to_address(window: MainWindow, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args, **_kw: (address, True))
    window.trigger("go.address")


def click_heading(window: MainWindow, row: int) -> None:
    view = window.outline.view
    index = window.outline.model.index(row)
    view.scrollTo(index)
    rect = view.visualRect(index)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    QTest.qWait(80)  # What follows the text is told a moment later.


def test_ctrl_g_puts_the_keyboard_on_the_text_with_its_caret_in_sight(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.outline.take_focus()
    go_to_address(window, monkeypatch, "¶30")
    assert window.focusWidget() is window.reader.view
    assert window.reader.view.caret.is_in_sight()
    assert window.session.caret == window.session.addresses.find("¶30").start


@pytest.mark.parametrize("row", [0, 3, 7, 10])
def test_a_heading_chosen_in_the_outline_is_the_current_one(window: MainWindow, row: int) -> None:
    click_heading(window, row)
    assert window.outline.model.current == row
    assert window.status.place.text().endswith(window.outline.model.heading(row).text)


def test_a_heading_that_was_gone_to_stands_near_the_top(window: MainWindow) -> None:
    click_heading(window, 4)
    view = window.reader.view
    below = view.cursorRect().top()
    assert 0 <= below < 40


def test_a_link_leads_to_the_section_that_is_current_then(qtbot: QtBot, window: MainWindow) -> None:
    there = window.session.text.text.index("far below")
    window.reader.view.put_caret(there + 2)
    window.reader.view.setFocus()
    press(window, "Return")
    qtbot.waitUntil(lambda: window.outline.model.current == 9, timeout=2_000)


def test_alt_left_brings_back_the_link_with_the_caret_in_it(window: MainWindow) -> None:
    view = window.reader.view
    there = window.session.text.text.index("far below") + 2
    view.put_caret(there)
    view.setFocus()
    value = view.verticalScrollBar().value()
    press(window, "Return")
    assert view.verticalScrollBar().value() != value
    press(window, "Alt+Left")
    assert view.verticalScrollBar().value() == value
    assert window.session.caret == there
    press(window, "Alt+Right")
    assert window.session.caret == window.session.text.text.index("Chapter 9")


def test_back_to_a_caret_that_was_out_of_sight_puts_it_where_the_reader_was(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = window.reader.view
    view.verticalScrollBar().setValue(3000)
    go_to_address(window, monkeypatch, "¶55")
    press(window, "Alt+Left")
    assert abs(view.verticalScrollBar().value() - 3000) < 2
    assert view.caret.is_in_sight()


@pytest.mark.parametrize("key", ["Ctrl+Home", "Ctrl+Shift+Home"])
def test_ctrl_home_goes_to_the_very_top(window: MainWindow, key: str) -> None:
    view = window.reader.view
    view.verticalScrollBar().setValue(3000)
    view.setFocus()
    press(window, "Down")
    press(window, key)
    assert view.verticalScrollBar().value() == 0
    assert window.session.caret == 0
    assert (window.session.selection is not None) == ("Shift" in key)


def test_ctrl_end_goes_to_the_very_end(window: MainWindow) -> None:
    view = window.reader.view
    view.setFocus()
    press(window, "Ctrl+End")
    QApplication.processEvents()
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    assert window.session.caret == len(window.session.text.text)


def test_the_status_line_names_the_place_as_soon_as_a_reading_is_open(window: MainWindow) -> None:
    assert window.status.place.text() == "¶ 1 of 61 · The River"
    assert window.status.notes.text() == "0 notes"
    assert window.status.share.text().startswith("0 %")


def test_at_a_heading_the_status_line_names_the_paragraph_below_it(window: MainWindow) -> None:
    click_heading(window, 2)
    assert window.status.place.text() == "¶ 8 of 61 · Chapter 2"

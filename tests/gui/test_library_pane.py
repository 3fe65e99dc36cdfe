"""The library by keyboard: what has the focus, what is chosen, and what the window is called."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from closereader.gui import theme as themes
from closereader.gui.library.model import ID_ROLE, Column, Shelf
from closereader.gui.main_window import MainWindow
from closereader.library import queries


@pytest.fixture
def three(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> MainWindow:
    """The window on the last of three readings."""
    for name in ("Alder", "Birch"):
        page = tmp_path / f"{name}.html"
        page.write_text(f"<h1>{name}</h1><p>With a sentence in it.</p>", encoding="utf-8")
        window.adding.add([str(page)])
        qtbot.waitUntil(lambda n=name: window.header.title.text() == n, timeout=20_000)
    return window


def key(window: MainWindow, pressed: Qt.Key, count: int = 1) -> None:
    """What the keyboard does: the key goes to whatever has the focus."""
    for _ in range(count):
        focus = window.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, pressed)


def chosen(window: MainWindow) -> str:
    rows = window.library_pane.table.selectionModel().selectedRows()
    return str(rows[0].data()) if rows else ""


def test_ctrl_l_puts_the_keyboard_on_the_reading_one_came_from(three: MainWindow) -> None:
    three.open_reading(
        next(s.reading.id for s in queries.readings(three.library) if s.reading.title[0] == "A")
    )
    three.trigger("file.library")
    assert three.focusWidget() is three.library_pane.table
    assert chosen(three) == "Alder"
    key(three, Qt.Key.Key_Return)
    assert three.pages.currentIndex() == 1
    assert three.session.reading.title == "Alder"


def test_arrows_move_along_the_readings_and_enter_opens(three: MainWindow) -> None:
    three.trigger("file.library")
    pane = three.library_pane
    rows = [pane.shelf.index(row, 0).data() for row in range(pane.shelf.rowCount())]
    at = rows.index(chosen(three))
    move = Qt.Key.Key_Down if at + 1 < len(rows) else Qt.Key.Key_Up
    key(three, move)
    wanted = rows[at + (1 if move is Qt.Key.Key_Down else -1)]
    assert chosen(three) == wanted
    key(three, Qt.Key.Key_Return)
    assert three.session.reading.title == wanted


def test_arrows_in_the_shelves_leave_a_reading_chosen(three: MainWindow) -> None:
    three.trigger("file.library")
    pane = three.library_pane
    pane.shelves.list.setFocus()
    for pressed in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up):
        key(three, pressed)
        assert chosen(three), Shelf(pane.shelf.shelf)
    assert chosen(three) == "Birch"


def test_tab_goes_through_the_library_as_it_is_read(three: MainWindow) -> None:
    three.trigger("file.library")
    pane = three.library_pane
    order = [pane.search_field, pane.shelves.list, pane.table]
    visited: list[QWidget] = []
    pane.search_field.setFocus()
    for _ in range(8):
        visited.append(three.focusWidget())
        key(three, Qt.Key.Key_Tab)
    assert [w for w in visited if w in order][:3] == order


def test_the_frame_of_the_keyboard_is_seen_on_the_chosen_row(
    qtbot: QtBot, three: MainWindow
) -> None:
    three.trigger("file.library")
    table = three.library_pane.table
    three.activateWindow()
    qtbot.waitUntil(table.hasFocus, timeout=5_000)
    rect = table.visualRect(table.currentIndex().siblingAtColumn(0))
    picture = table.viewport().grab().toImage()
    assert picture.pixelColor(rect.left() + 40, rect.top()) == three.theme.accent


def test_the_title_of_the_window_is_of_what_it_shows(three: MainWindow) -> None:
    assert three.windowTitle() == "Birch – closereader"
    three.trigger("file.library")
    assert three.windowTitle() == "Library – closereader"
    key(three, Qt.Key.Key_Return)
    assert three.windowTitle() == "Birch – closereader"


def test_an_empty_library_puts_the_keyboard_on_the_first_way_to_begin(window: MainWindow) -> None:
    window.trigger("file.remove")
    QApplication.processEvents()
    assert window.library_pane.welcome.isAncestorOf(window.focusWidget())


def test_a_reading_that_is_gone_leaves_another_chosen(three: MainWindow) -> None:
    three.trigger("file.remove")
    assert chosen(three) in ("Alder", "The Bridge at Low Water")
    assert three.library_pane.table.currentIndex().data(ID_ROLE)


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_what_the_readings_are_sorted_by_is_said_in_the_ink_of_the_head(
    window: MainWindow, theme: str
) -> None:
    window.trigger(f"view.theme.{theme}")
    window.trigger("file.library")
    table = window.library_pane.table
    header = table.horizontalHeader()
    at = header.sectionViewportPosition(0) + 30
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at, 12))
    model = table.model()
    names = [str(model.headerData(c, Qt.Orientation.Horizontal)) for c in range(6)]
    assert names[0] == "Title ↑"
    assert not any("↑" in name or "↓" in name for name in names[1:])
    picture = header.grab().toImage()
    darkest = min(
        picture.pixelColor(x, y).lightness()
        for x in range(picture.width())
        for y in range(picture.height())
    )
    if window.theme.dark:
        assert darkest >= min(window.theme.panel.lightness(), window.theme.line.lightness()) - 2


def test_an_author_is_shown_whole_where_titles_leave_room(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    page = tmp_path / "names.html"
    author = "Cecilia Ana Maria Vasconcelos"
    page.write_text(
        f'<html><head><meta name="author" content="{author}"></head><body><h1>Names</h1>'
        "<p>With a sentence in it.</p></body></html>",
        encoding="utf-8",
    )
    window.adding.add([str(page)])
    qtbot.waitUntil(lambda: window.header.title.text() == "Names", timeout=20_000)
    window.resize(1200, 800)
    window.trigger("file.library")
    QApplication.processEvents()
    header = window.library_pane.table.horizontalHeader()
    metrics = QFontMetrics(themes.interface_font(13))
    assert header.sectionSize(Column.AUTHOR) - 24 >= metrics.horizontalAdvance(author)
    assert header.sectionSize(Column.TITLE) > header.sectionSize(Column.AUTHOR)

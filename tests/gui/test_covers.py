"""A reading is known by its cover in the library; one without it has a slip with its kind."""

from pathlib import Path

from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from closereader.gui import theme as themes
from closereader.gui.library.model import Column
from closereader.gui.main_window import MainWindow
from tests.helpers.books import Book
from tests.helpers.pictures import png


def grey_at_cover(window: MainWindow, title: str) -> int:
    """How light the middle of a reading's cover is in the list."""
    table, shelf = window.library_pane.table, window.library_pane.shelf
    row = next(r for r in range(shelf.rowCount()) if shelf.index(r, 0).data() == title)
    cell = table.visualRect(shelf.index(row, Column.TITLE))
    seen = table.viewport().grab().toImage()
    return seen.pixelColor(QPoint(cell.left() + 12 + 8, cell.center().y() - 12)).value()


def test_a_book_shows_its_cover_in_the_library(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    book = Book(
        {"a.xhtml": "<p>Words of it.</p>"}, {"c.png": png(300, 400, 40)}, properties={"c.png": "cover-image"}
    )  # fmt: skip
    file = tmp_path / "rivers.epub"
    file.write_bytes(book.data())
    before = window.session.reading.title
    window.adding.add([str(file)])
    qtbot.waitUntil(lambda: window.session.reading.title == "A Book of Rivers", timeout=20_000)
    window.trigger("file.library")
    window.show()
    qtbot.waitUntil(lambda: abs(grey_at_cover(window, "A Book of Rivers") - 40) <= 2, timeout=5000)
    assert abs(grey_at_cover(window, before) - themes.load("light").panel.value()) <= 2

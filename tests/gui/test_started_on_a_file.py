"""The program started on a PDF: its pages are there before the library is."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from closereader.gui.app import Start
from closereader.gui.main_window import LIBRARY, MainWindow
from closereader.gui.pages.sheets_view import SheetsView
from closereader.library import queries, readings
from closereader.library.library import Library
from closereader.model.document import Block, BlockKind, Document
from tests.helpers.own_pages import BRIDGE, pages_of
from tests.helpers.pdfs import typeset

Begin = Callable[[bytes], MainWindow]


@pytest.fixture
def begin(qtbot: QtBot, tmp_path: Path) -> Iterator[Begin]:
    begun: list[Start] = []

    def start(data: bytes) -> MainWindow:
        file = tmp_path / "bridge.pdf"
        file.write_bytes(data)
        folder = tmp_path / "library"
        begun.append(Start(folder, [str(file)], None if folder.exists() else Library.open(folder)))
        begun[0].begin()
        return begun[0].window

    yield start
    window = begun[0].window
    qtbot.waitUntil(lambda: not window.tasks.running, timeout=20_000)
    window.close()
    window.library.close()
    window.deleteLater()


def test_its_pages_are_drawn_before_the_library_is_loaded(qtbot: QtBot, begin: Begin) -> None:
    window = begin(typeset(BRIDGE))
    assert not window.is_attached
    first = window.centralWidget()
    assert first is window.first_pages
    assert window.windowTitle().startswith("bridge.pdf")
    drawn: list[int] = []
    first.view.pictures.changed.connect(drawn.append)
    first.view.pictures.opened.connect(lambda _sizes: first.view.show_page(1))
    qtbot.waitUntil(lambda: window.is_attached, timeout=20_000)
    qtbot.waitUntil(lambda: window.session.reading is not None, timeout=20_000)
    assert drawn
    # The reading goes on where they were scrolled to.
    assert pages_of(window).page == 1
    assert window.first_pages is None


def test_nothing_of_the_library_is_loaded_for_it() -> None:
    code = (
        "import sys, closereader.gui.app, closereader.gui.first_sight, "
        "closereader.gui.pages.first_pages; print('sqlalchemy' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert told.stdout.strip() == "False"


def test_the_reading_last_open_is_first_seen_on_its_pages(
    qtbot: QtBot, tmp_path: Path, begin: Begin
) -> None:
    window = begin(typeset(BRIDGE))
    qtbot.waitUntil(lambda: window.is_attached, timeout=20_000)
    qtbot.waitUntil(lambda: window.session.entities_ready, timeout=20_000)
    pages_of(window).show_page(2)
    window.close()
    window.library.close()
    start = Start(tmp_path / "library", [], None)
    start.begin()
    sheets = start.sight.view
    assert isinstance(sheets, SheetsView)
    qtbot.waitUntil(lambda: start.window.is_attached, timeout=20_000)
    assert pages_of(start.window).page == 2
    qtbot.waitUntil(lambda: not start.window.tasks.running, timeout=20_000)
    start.window.close()
    start.window.library.close()
    start.window.deleteLater()


def test_a_damaged_one_is_said_and_the_library_shown(qtbot: QtBot, begin: Begin) -> None:
    window = begin(b"%PDF-1.7\nand no more of it")
    qtbot.waitUntil(lambda: window.is_attached, timeout=20_000)
    qtbot.waitUntil(lambda: not window.tasks.running, timeout=20_000)
    assert window.pages.currentIndex() == LIBRARY
    assert window.windowTitle().startswith("Library")


def test_after_a_damaged_one_the_reading_last_open_is_shown(
    qtbot: QtBot, tmp_path: Path, begin: Begin
) -> None:
    library = Library.open(tmp_path / "library")
    document = Document("A text.", (Block(0, 7, BlockKind.PARAGRAPH),), title="Kept")
    kept, _is_new = library.run("Add", readings.add, document)
    queries.set_opened(library, kept.id)
    library.close()
    window = begin(b"%PDF-1.7\nand no more of it")
    qtbot.waitUntil(lambda: window.is_attached, timeout=20_000)
    qtbot.waitUntil(lambda: not window.tasks.running, timeout=20_000)
    assert window.session.reading.title == "Kept"
    assert window.windowTitle().startswith("Kept")

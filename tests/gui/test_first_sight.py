"""The reading last open is on the screen before the library is, and then gives way to the window's own."""

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closereader.gui.app import Start, open_window
from closereader.library import queries, readings
from closereader.library.library import Library
from closereader.model.document import Block, BlockKind, Document

TEXT = "\n".join(f"Paragraph {number}, of some words. " * 12 for number in range(1, 80))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library whose reading was last left in its middle."""
    blocks, start = [], 0
    for line in TEXT.split("\n"):
        blocks.append(Block(start, start + len(line), BlockKind.PARAGRAPH))
        start += len(line) + 1
    library = Library.open(tmp_path / "library")
    reading, _is_new = library.run(
        "Add", readings.add, Document(text=TEXT, blocks=tuple(blocks), title="Paragraphs")
    )
    queries.set_place(library, reading.id, len(TEXT) // 2)
    queries.set_opened(library, reading.id)
    library.close()
    return tmp_path / "library"


@pytest.fixture
def start(qtbot: QtBot, folder: Path) -> Iterator[Start]:
    begun = Start(folder, [], None)
    begun.begin()
    yield begun
    qtbot.waitUntil(lambda: begun.window.is_attached, timeout=20_000)
    begun.window.close()
    begun.window.library.close()
    begun.window.deleteLater()


def test_the_reading_is_shown_where_it_was_left_before_the_library_is_loaded(start: Start) -> None:
    assert not start.window.is_attached
    assert start.sight is not None
    assert start.sight.view.place()[0] == pytest.approx(len(TEXT) // 2, abs=600)


def test_the_window_keeps_the_line_that_was_scrolled_to_at_first_sight(
    qtbot: QtBot, start: Start
) -> None:
    start.sight.view.show_offset_at_top(len(TEXT) // 4)
    line = start.sight.view.place()[0]
    qtbot.waitUntil(lambda: start.window.is_attached, timeout=20_000)
    QApplication.processEvents()
    assert start.window.reader.view.place()[0] == line


def test_what_was_shown_at_first_sight_is_let_go(qtbot: QtBot, start: Start) -> None:
    sight = weakref.ref(start.sight)
    qtbot.waitUntil(lambda: start.window.is_attached, timeout=20_000)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert sight() is None


def test_opening_and_closing_again_and_again_does_not_move_the_text(
    qtbot: QtBot, folder: Path
) -> None:
    places = []
    for _ in range(4):
        library = Library.open(folder)
        window = open_window(library)
        qtbot.addWidget(window)
        QApplication.processEvents()
        places.append(window.reader.view.place()[0])
        window.close()
        library.close()
    # The first time the words are not broken yet, and the same line begins with another letter.
    assert len(set(places[1:])) == 1
    assert places[0] == pytest.approx(places[1], abs=60)

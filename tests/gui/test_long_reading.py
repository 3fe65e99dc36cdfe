"""A book is on the screen at once, and all of it a moment later, where its reader is by then."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closereader import settings
from closereader.gui.main_window import LIBRARY, READING, MainWindow
from closereader.gui.reader.view import ReaderView
from closereader.library import annotations, queries, readings
from closereader.library.library import Library
from closereader.model.document import Block, BlockKind, Document
from closereader.model.reading import ReadingId
from closereader.model.span import Span

CHAPTERS, PARAGRAPHS = 30, 30
# More than is read in the window's thread.
WORDS = "The ledger of the river was kept by the widow of the miller, who counted boats. " * 4


def book() -> Document:
    blocks, pieces, start = [], [], 0
    for chapter in range(CHAPTERS):
        for number in range(PARAGRAPHS):
            line = f"Chapter {chapter}" if not number else f"{chapter}.{number} {WORDS}".strip()
            kind = BlockKind.PARAGRAPH if number else BlockKind.HEADING
            blocks.append(Block(start, start + len(line), kind, 0 if number else 1))
            pieces.append(line)
            start += len(line) + 1
    return Document(text="\n".join(pieces), blocks=tuple(blocks), title="The Ledger")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """In the library, which holds the book, left in its middle."""
    library = Library.open(tmp_path / "library")
    reading, _ = library.run("Add", readings.add, book())
    assert reading.characters > 200_000
    queries.set_place(library, reading.id, reading.characters // 2)
    made = MainWindow(library, settings.load())
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    yield made
    qtbot.waitUntil(lambda: not made.tasks.running, timeout=20_000)
    made.close()
    library.close()


def the_book(window: MainWindow) -> ReadingId:
    return queries.readings(window.library)[0].reading.id


def text_in_sight(window: MainWindow) -> ReaderView:
    """The text that a person sees in the middle of the window now."""
    middle = window.reader.mapTo(window, window.reader.rect().center())
    seen = window.childAt(middle)
    while seen is not None and not isinstance(seen, ReaderView):
        seen = seen.parentWidget()
    assert seen is not None
    return seen


def until_open(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.session.reading is not None, timeout=20_000)


def first_words(view: ReaderView) -> str:
    """What stands at its top."""
    at = view.place()[0]
    return view.document().toPlainText()[at : at + 60]


def test_a_book_is_seen_before_all_of_it_is_read(qtbot: QtBot, window: MainWindow) -> None:
    window.open_reading(the_book(window))
    assert window.session.reading is None
    seen = text_in_sight(window)
    assert seen is not window.reader.view
    words = first_words(seen)
    assert words
    assert window.windowTitle().startswith("The Ledger")
    until_open(qtbot, window)
    assert text_in_sight(window) is window.reader.view
    assert first_words(window.reader.view) == words


def test_the_numbers_beside_it_are_those_of_the_whole(qtbot: QtBot, window: MainWindow) -> None:
    window.open_reading(the_book(window))
    seen = text_in_sight(window)
    numbers = [seen.layout_.paragraph_number(number) for number in range(len(seen.layout_.blocks))]
    first = next(number for number in numbers if number)
    start = seen.layout_.blocks[numbers.index(first)].start
    words = seen.document().toPlainText()[start : start + 12]
    until_open(qtbot, window)
    assert window.session.text is not None
    assert window.session.addresses is not None
    assert first > 1
    there = window.session.text.text.index(words)
    assert window.session.addresses.paragraph(there) == first


def test_it_stays_where_it_was_scrolled_to_meanwhile(qtbot: QtBot, window: MainWindow) -> None:
    window.open_reading(the_book(window))
    seen = text_in_sight(window)
    bar = seen.verticalScrollBar()
    bar.setValue(bar.value() + 700)
    words = first_words(seen)
    until_open(qtbot, window)
    QApplication.processEvents()
    assert first_words(window.reader.view) == words


def test_opened_at_a_passage_it_shows_the_passage(qtbot: QtBot, window: MainWindow) -> None:
    at = book().text.index("25.7 ")
    window.open_at(the_book(window), Span(at, at + 20))
    seen = text_in_sight(window)
    top, height = seen.verticalScrollBar().value(), seen.viewport().height()
    shown = seen.document().toPlainText()
    block = seen.document().findBlock(shown.index("25.7 ")).blockNumber()
    assert top < seen.layout_.top(block) < top + height
    until_open(qtbot, window)
    assert window.session.caret == at


def test_what_is_marked_while_it_is_read_is_there(qtbot: QtBot, window: MainWindow) -> None:
    window.open_reading(the_book(window))
    note = window.library.run("Mark", annotations.add, the_book(window), Span(10, 60))
    until_open(qtbot, window)
    qtbot.waitUntil(lambda: note.id in window.session.annotations)


def test_a_book_removed_while_it_is_read_leaves_the_library(
    qtbot: QtBot, window: MainWindow
) -> None:
    reading = the_book(window)
    window.open_reading(reading)
    assert window.pages.currentIndex() == READING
    window.library.run("Remove", readings.remove, reading)
    qtbot.waitUntil(lambda: window.pages.currentIndex() == LIBRARY, timeout=20_000)
    assert window.session.reading is None
    assert not window.session.is_opening


def test_a_key_that_marks_does_nothing_to_what_is_only_seen(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.open_reading(the_book(window))
    seen = text_in_sight(window)
    seen.select(Span(10, 60))
    qtbot.keyClick(seen, "1")
    until_open(qtbot, window)
    assert not len(window.session.annotations)

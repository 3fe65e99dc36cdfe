"""What a person does in the window, and what is in the library after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from closereader.gui.app import open_window
from closereader.gui.main_window import MainWindow
from closereader.library import queries
from closereader.library.library import Library
from closereader.model.annotation import Annotation
from closereader.model.span import Span

TEXT = """The Bridge at Low Water

By Ann Example

In March 1998 the river fell so low that the old bridge showed its feet. Nobody had seen them for
forty years, and half the town came to look.

What the council said

The council said nothing for a week. Then it said that the bridge was sound, that it had always
been sound, and that nobody should walk on it.

What the town said

The town walked on it.
"""


@contextmanager
def window_on(qtbot: QtBot, folder: Path, page: str) -> Iterator[MainWindow]:
    """A window with this page of HTML open in it, its names known."""
    file = folder / "river.html"
    file.write_text(page, encoding="utf-8")
    library = Library.open(folder / "library", reader="Reader")
    window = open_window(library, [str(file)])
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.session.entities_ready, timeout=20_000)
    yield window
    window.close()
    library.close()


def quote(window: MainWindow, words: str) -> Span:
    start = window.session.text.text.index(words)
    return Span(start, start + len(words))


def press(window: MainWindow, key: str) -> None:
    """What the keyboard does: the key goes to whatever has the focus."""
    combination = QKeySequence(key)[0]
    QTest.keyClick(window.reader.view, combination.key(), combination.keyboardModifiers())


def notes(window: MainWindow) -> list[Annotation]:
    """The notes of the open reading, as the library has them."""
    return queries.annotations(window.library, window.session.reading.id)

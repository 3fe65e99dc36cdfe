"""What a person does in the window, and what is in the library after it."""

from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from closereader.gui.main_window import MainWindow
from closereader.library import queries
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

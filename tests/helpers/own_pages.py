"""A PDF shown on its own pages in a window, and what a reader does on them."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from closereader.gui.app import open_window
from closereader.gui.main_window import MainWindow
from closereader.gui.pages.view import PagesView
from closereader.library.library import Library
from closereader.model.span import Span

WORDS = """
The river fell so low that the old bridge showed its feet. Nobody had seen them for forty years, and half
the town came to look. Boys climbed down to the piers, and an old man told whoever would listen how the last
stones were set.

The council said nothing for a week. Then it said that the bridge was sound, that it had always been sound,
and that nobody should walk on it.
"""
BRIDGE = f"""
#set page(width: 420pt, height: 560pt, margin: 48pt, columns: 2, numbering: "1")
#set text(size: 11pt, lang: "en")
#set par(justify: true)
= At low water
{WORDS}
#colbreak()
The town walked on it. By evening two hundred people stood on the bridge and sang, and the river went by
below them as if nothing had happened.
#pagebreak()
= What was left
{WORDS.replace("river", "stream").replace("bridge", "footbridge")}
#pagebreak()
#rect(width: 100pt, height: 80pt, fill: gray)
"""


def window_on(
    qtbot: QtBot, folder: Path, pdf: bytes, name: str = "bridge.pdf"
) -> Iterator[MainWindow]:
    """A window on a library of its own to which this PDF was added, until its names are found."""
    file = folder / name
    file.write_bytes(pdf)
    library = Library.open(folder / "library", reader="Reader")
    window = open_window(library, [str(file)])
    qtbot.addWidget(window)
    window.resize(1300, 800)
    qtbot.waitUntil(lambda: window.session.entities_ready, timeout=20_000)
    window.reader.take_focus()
    yield window
    window.close()
    library.close()


def pages_of(window: MainWindow) -> PagesView:
    assert window.reader.views.are_pages_shown
    return window.reader.views.pages


def span_of(window: MainWindow, words: str) -> Span:
    text = window.session.text.text
    start = text.replace("\n", " ").index(words)
    return Span(start, start + len(words))


def point_of(window: MainWindow, words: str, *, at_end: bool = False) -> QPoint:
    """Where the first letter of some words is in the viewport, or where the last one ends."""
    span = span_of(window, words)
    letter = Span(span.end - 1, span.end) if at_end else Span(span.start, span.start + 1)
    box = window.reader.views.shown.rects(letter)[0]
    return QPoint(box.right() - 1 if at_end else box.left() + 1, box.center().y())


def drag(window: MainWindow, start: QPoint, end: QPoint) -> None:
    port = pages_of(window).viewport()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(port, left, none, start)
    QTest.mouseMove(port, (start + end) / 2)
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, left, none, end)


def click(window: MainWindow, point: QPoint) -> None:
    QTest.mouseClick(
        pages_of(window).viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        point,
    )


def press(window: MainWindow, key: str) -> None:
    combination = QKeySequence(key)[0]
    QTest.keyClick(
        window.reader.views.shown.area, combination.key(), combination.keyboardModifiers()
    )


def said(window: MainWindow) -> str:
    selection = window.session.selection
    return "" if selection is None else selection.text_of(window.session.text.text)

"""What a person does with an essay in the window, and what is in the library after it."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from closereader.gui.main_window import MainWindow
from closereader.library import essays
from closereader.model.essay import Essay
from closereader.model.span import Span
from tests.helpers.window import press, quote

PAGE = """<html><head><title>The Bridge at Low Water</title></head><body>
<h1>The Bridge at Low Water</h1>
<p>In March 1998 the river fell so low that the old bridge showed its feet. 🎉 Nobody had seen them
for forty years, and half the town came to look.</p>
<p>The council said nothing for a week. Then it said that the bridge was sound.</p></body></html>"""
FIRST, SECOND = "the river fell so low", "The council said nothing"


def select(window: MainWindow, words: str) -> Span:
    span = quote(window, words)
    window.reader.view.select(span)
    return span


def kept(window: MainWindow) -> Essay:
    """The one essay, as the library has it."""
    (essay,) = essays.every(window.library)
    return essay


def write(window: MainWindow, words: str) -> None:
    """Go into the essay and type; wait until it is kept."""
    edit = window.right.essay.edit
    window.trigger("view.essay")
    for letter in words:
        # Not QTest's clicks, which know no curly marks.
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(edit, event)
    window.right.essay.flush()


def key(window: MainWindow, combination: str) -> None:
    pressed = QKeySequence(combination)[0]
    QTest.keyClick(window.right.essay.edit, pressed.key(), pressed.keyboardModifiers())


def send(window: MainWindow, words: str) -> None:
    select(window, words)
    press(window, "Ctrl+E")


def place_of(window: MainWindow, words: str) -> QPoint:
    """The middle of the first place of these words in the essay's field."""
    edit = window.right.essay.edit
    start = edit.text.index(words) + len(words) // 2
    cursor = QTextCursor(edit.document())
    cursor.setPosition(edit.units.position(start))
    return edit.cursorRect(cursor).center() + QPoint(2, 0)


def underlined(window: MainWindow) -> str:
    """What has a wave below it."""
    edit = window.right.essay.edit
    found, block = "", edit.document().begin()
    while block.isValid():
        for run in block.layout().formats():
            if run.format.underlineStyle() is QTextCharFormat.UnderlineStyle.WaveUnderline:
                found += block.text()[run.start : run.start + run.length]
        block = block.next()
    return found

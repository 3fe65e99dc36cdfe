"""A reader pane with a text of any blocks in it, and where its characters are."""

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QTextLayout, QTextLine
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closereader.gui import theme as themes
from closereader.gui.reader.look import ReaderStyle
from closereader.gui.reader.pane import ReaderPane
from closereader.gui.session import Session
from closereader.library import readings
from closereader.model.document import Block, BlockKind, Document, Inline, InlineStyle
from closereader.model.span import Span

Piece = tuple[BlockKind, str] | tuple[BlockKind, str, int, int]


def reader_pane(qtbot: QtBot, session: Session) -> ReaderPane:
    """A pane with the usual style, on the screen, without a reading of its own yet."""
    pane = ReaderPane(session, ReaderStyle(themes.load("light")))
    qtbot.addWidget(pane)
    pane.resize(760, 620)
    pane.show()
    return pane


def drag(pane: ReaderPane, start: QPoint, end: QPoint) -> None:
    """Draw over the text with the left button, from point to point of the viewport."""
    view = pane.view.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(view, (start + end) / 2)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)


def show(pane: ReaderPane, *pieces: Piece, styles: tuple[tuple[str, InlineStyle], ...] = ()) -> str:
    """Open a reading of these blocks (kind, words, then level and length of the marker), in which
    the first of these words have these styles; its text."""
    blocks, start = [], 0
    for kind, words, *more in pieces:
        level, marker = more or (0, 0)
        blocks.append(Block(start, start + len(words), kind, level, marker=marker))
        start += len(words) + 1
    text = "\n".join(piece[1] for piece in pieces)
    inlines = tuple(
        Inline(text.index(words), text.index(words) + len(words), style) for words, style in styles
    )
    key = str(hash((text, tuple(blocks), inlines)))
    document = Document(text, tuple(blocks), inlines, title="T", source_hash=key)
    reading, _ = pane.session.library.run("Add", readings.add, document)
    pane.session.open(reading.id)
    QApplication.processEvents()
    return text


def boxes(pane: ReaderPane, start: int, end: int) -> list[QRectF]:
    """The boxes of code points `start` to `end`."""
    return pane.view.overlay.span_rects(Span(start, end))


def boxes_of(pane: ReaderPane, words: str) -> list[QRectF]:
    """The boxes of the first place with these words."""
    assert pane.session.text is not None
    start = pane.session.text.text.index(words)
    return boxes(pane, start, start + len(words))


def layout_of(pane: ReaderPane, number: int) -> QTextLayout:
    """The lines of block `number`, set."""
    pane.view.layout_.lay(number)
    return pane.view.document().findBlockByNumber(number).layout()


def lines_of(pane: ReaderPane, number: int) -> list[QTextLine]:
    """The same, one by one."""
    layout = layout_of(pane, number)
    return [layout.lineAt(index) for index in range(layout.lineCount())]


def words_of(pane: ReaderPane, number: int) -> list[str]:
    """What stands on each line of block `number`."""
    units = pane.view.document().findBlockByNumber(number).text().encode("utf-16-le")
    return [
        units[2 * line.textStart() : 2 * (line.textStart() + line.textLength())].decode("utf-16-le")
        for line in lines_of(pane, number)
    ]


def ink_of(line: QTextLine) -> tuple[float, float]:
    """Left and right of all letters of a line but the space it ends with, in the block."""
    extents = [run.boundingRect() for run in line.glyphRuns()]
    extents = [box for box in extents if box.width() > 0]
    return min(box.left() for box in extents), max(box.right() for box in extents)

"""Pictures stand above their words, have their room before they are there, and open large."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closereader.gui import theme as themes
from closereader.gui.picture_window import PictureWindow
from closereader.gui.reader.look import ReaderStyle
from closereader.gui.reader.pane import ReaderPane
from closereader.gui.session import Session
from closereader.library import readings
from closereader.model.document import Block, BlockKind, Document, Picture
from closereader.model.span import Span
from tests.helpers.pictures import png, png_saying
from tests.helpers.reader import boxes_of, reader_pane

BEFORE = "The river rose in the night and carried the bridge away."
CAPTION = "The bridge at low water."


def pane_with(
    qtbot: QtBot, session: Session, data: bytes, width: int, height: int, *, alt: str = "A bridge"
) -> ReaderPane:
    """A pane with a paragraph, a picture with a caption, and more paragraphs, all in sight."""
    pane = reader_pane(qtbot, session)
    key = session.library.files.keep_bytes(data) if data else "0" * 64
    blocks, start = [], 0
    for kind, words in (
        (BlockKind.PARAGRAPH, BEFORE), (BlockKind.FIGURE, CAPTION), *[(BlockKind.PARAGRAPH, BEFORE)] * 30,
    ):  # fmt: skip
        blocks.append(Block(start, start + len(words), kind))
        start += len(words) + 1
    text = "\n".join([BEFORE, CAPTION, *[BEFORE] * 30])
    document = Document(
        text, tuple(blocks), title="T", source_hash=key,
        pictures=(Picture(blocks[1].start, key, width, height, alt),),
    )  # fmt: skip
    reading, _ = session.library.run("Add", readings.add, document)
    session.open(reading.id)
    QApplication.processEvents()
    return pane


def place_of(pane: ReaderPane, number: int = 1) -> QRectF:
    """Where the picture of a block stands in the viewport."""
    layout = pane.view.layout_
    layout.lay(number)
    rect = layout.figures.rect(number, layout.left, layout.text_top(number))
    assert rect is not None
    return rect.translated(0, -pane.view.verticalScrollBar().value())


def middle(pane: ReaderPane) -> QPoint:
    return place_of(pane).center().toPoint()


def grey_at(pane: ReaderPane, point: QPoint) -> int:
    return pane.view.viewport().grab().toImage().pixelColor(point).value()


def wait_for_picture(qtbot: QtBot, pane: ReaderPane, grey: int) -> None:
    qtbot.waitUntil(lambda: abs(grey_at(pane, middle(pane)) - grey) <= 2, timeout=5000)


def test_a_picture_stands_between_the_text_before_it_and_its_words(
    qtbot: QtBot, session: Session
) -> None:
    pane = pane_with(qtbot, session, png(200, 100, 90), 200, 100)
    room = place_of(pane)
    above, below = boxes_of(pane, "carried the bridge away")[-1], boxes_of(pane, CAPTION)[0]
    assert above.bottom() < room.top()
    assert room.bottom() < below.top()
    column = pane.view.layout_.left + pane.view.layout_.column / 2
    assert abs(room.center().x() - column) <= 1
    assert abs(below.center().x() - column) <= 4
    assert room.width() / room.height() == pytest.approx(2.0, rel=0.02)


def test_nothing_moves_when_the_picture_comes(qtbot: QtBot, session: Session) -> None:
    pane = pane_with(qtbot, session, png(300, 200, 90), 300, 200)
    before = pane.view.layout_.tops()
    wait_for_picture(qtbot, pane, 90)
    assert pane.view.layout_.tops() == before


def test_it_is_never_wider_than_the_column_or_higher_than_most_of_the_view(
    qtbot: QtBot, session: Session
) -> None:
    pane = pane_with(qtbot, session, b"", 3000, 2900)
    height = pane.view.viewport().height()
    assert place_of(pane).width() <= pane.view.layout_.column
    assert place_of(pane).height() <= 0.8 * height + 1
    pane.resize(700, 420)
    QApplication.processEvents()
    assert place_of(pane).height() <= 0.8 * pane.view.viewport().height() + 1
    assert pane.view.viewport().height() < height


def test_in_the_dark_it_is_calmer(qtbot: QtBot, session: Session) -> None:
    pane = pane_with(qtbot, session, png(200, 100, 255), 200, 100)
    wait_for_picture(qtbot, pane, 255)
    pane.set_style(ReaderStyle(themes.load("dark")))
    QApplication.processEvents()
    assert 150 < grey_at(pane, middle(pane)) < 240


def test_words_of_a_picture_are_selected_and_found_as_others_are(
    qtbot: QtBot, session: Session
) -> None:
    pane = pane_with(qtbot, session, png(), 400, 300)
    box = boxes_of(pane, CAPTION)[0].translated(0, -pane.view.verticalScrollBar().value())
    QTest.mousePress(
        pane.view.viewport(), Qt.MouseButton.LeftButton, pos=QPointF(box.left() + 1, box.center().y()).toPoint()
    )  # fmt: skip
    QTest.mouseMove(pane.view.viewport(), box.center().toPoint())
    end = QPointF(box.right() + 2, box.center().y()).toPoint()
    QTest.mouseMove(pane.view.viewport(), end)
    QTest.mouseRelease(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    start = len(BEFORE) + 1
    assert session.selection == Span(start, start + len(CAPTION))
    assert pane.view.offset_at(middle(pane)) is None


def test_a_click_shows_it_large_and_escape_puts_it_away(qtbot: QtBot, session: Session) -> None:
    pane = pane_with(qtbot, session, png(), 400, 300)
    QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=middle(pane))
    shown = pane.findChild(PictureWindow)
    assert shown.isVisible()
    assert shown.accessibleName() == "A bridge"
    qtbot.waitUntil(lambda: not shown.canvas.pixmap().isNull(), timeout=5000)
    first = shown.scale
    QTest.keyClick(shown, Qt.Key.Key_Plus)
    assert shown.scale > first
    QTest.keyClick(shown, Qt.Key.Key_0)
    assert shown.scale == first
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: pane.findChild(PictureWindow) is None, timeout=2000)


def test_the_keyboard_shows_it_too(qtbot: QtBot, session: Session) -> None:
    pane = pane_with(qtbot, session, png(), 400, 300)
    pane.view.put_caret(len(BEFORE) + 3)
    assert pane.view.links.follow_at_caret()
    assert pane.findChild(PictureWindow).isVisible()
    pane.view.put_caret(3)
    assert not pane.view.links.follow_at_caret()


@pytest.mark.parametrize("data", [b"", b"no picture", png_saying(60_000, 60_000)])
def test_what_cannot_be_shown_is_an_empty_frame(
    qtbot: QtBot, session: Session, data: bytes
) -> None:
    pane = pane_with(qtbot, session, data, 300, 200)
    pictures = pane.view.layout_.figures.store
    key = session.text.pictures[0].key
    pane.view.viewport().grab()
    qtbot.waitUntil(lambda: pictures.is_missing(key), timeout=5000)
    pane.view.viewport().grab()
    assert place_of(pane).height() > 100


def test_going_to_its_words_shows_the_picture(qtbot: QtBot, session: Session) -> None:
    pane = pane_with(qtbot, session, b"", 400, 400)
    start = len(BEFORE) + 1
    pane.view.show_offset_at_top(len(session.text.text) - 5)
    pane.view.go_to(Span(start, start + 4), flash=False, at_top=True)
    assert place_of(pane).top() >= 0
    pane.view.show_offset_at_top(len(session.text.text) - 5)
    pane.view.go_to(Span(start, start + 4), flash=False)
    assert place_of(pane).top() >= 0

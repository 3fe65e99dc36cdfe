"""Reading and marking without a mouse: the caret, selecting by extents, and every action by keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closereader import settings
from closereader.gui.actions import ACTIONS
from closereader.gui.main_window import MainWindow
from closereader.gui.reader.pane import ReaderPane
from closereader.gui.session import Session
from closereader.library import readings
from closereader.model.document import Block, BlockKind, Document
from closereader.model.span import Span
from tests.helpers.reader import reader_pane
from tests.helpers.window import notes, press, quote

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def pane(qtbot: QtBot, session: Session) -> ReaderPane:
    pane = reader_pane(qtbot, session)
    pane.resize(760, 420)
    pane.view.setFocus()
    return pane


def show(pane: ReaderPane, *pieces: tuple[BlockKind, str, int]) -> str:
    """Open a reading of these blocks, each with the length of its marker; its text."""
    blocks, start = [], 0
    for kind, words, marker in pieces:
        blocks.append(Block(start, start + len(words), kind, 1, marker=marker))
        start += len(words) + 1
    text = "\n".join(words for _, words, _ in pieces)
    document = Document(text, tuple(blocks), title="T", source_hash=str(hash(text)))
    reading, _ = pane.session.library.run("Add", readings.add, document)
    pane.session.open(reading.id)
    QApplication.processEvents()
    return text


def show_long(pane: ReaderPane) -> str:
    words = "The river fell so low that the old bridge showed its feet to whoever came to look. "
    return show(pane, *((BlockKind.PARAGRAPH, f"{n}. {words * 5}".strip(), 0) for n in range(60)))


def caret_is_seen(pane: ReaderPane) -> bool:
    return pane.view.viewport().rect().contains(pane.view.cursorRect().center())


def put(pane: ReaderPane, offset: int) -> None:
    pane.view.go_to(Span(offset, offset), flash=False)


def test_down_and_up_go_from_row_to_row_and_come_back(pane: ReaderPane) -> None:
    show_long(pane)
    put(pane, 20)
    seen = [pane.session.caret]
    for _ in range(30):
        QTest.keyClick(pane.view, Qt.Key.Key_Down)
        assert caret_is_seen(pane)
        assert pane.session.caret > seen[-1]
        seen.append(pane.session.caret)
    for expected in reversed(seen[:-1]):
        QTest.keyClick(pane.view, Qt.Key.Key_Up)
        assert abs(pane.session.caret - expected) <= 1
        assert caret_is_seen(pane)


def test_down_passes_by_the_number_of_a_list(pane: ReaderPane) -> None:
    item = BlockKind.LIST_ITEM
    text = show(pane, (item, "1. Water for all.", 3), (item, "2. Bread.", 3))
    put(pane, 0)
    QTest.keyClick(pane.view, Qt.Key.Key_Down)
    assert pane.session.caret == text.index("2.")


def test_shift_and_down_select_rows(pane: ReaderPane) -> None:
    show_long(pane)
    put(pane, 22)
    QTest.keyClick(pane.view, Qt.Key.Key_Down, SHIFT)
    assert pane.session.selection is not None
    assert pane.session.selection.start == 22
    assert len(pane.session.selection) > 30


def test_pages_go_down_and_back_with_the_caret(pane: ReaderPane) -> None:
    show_long(pane)
    put(pane, 0)
    for key, modifier in ((Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier),) * 3 + (
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier),
    ):
        before, top = pane.session.caret, pane.view.verticalScrollBar().value()
        QTest.keyClick(pane.view, key, modifier)
        assert pane.session.caret > before + 300
        assert pane.view.verticalScrollBar().value() > top + 200
        assert caret_is_seen(pane)
    for _ in range(6):
        QTest.keyClick(pane.view, Qt.Key.Key_Space, SHIFT)
        assert caret_is_seen(pane)
    assert pane.view.verticalScrollBar().value() == 0
    assert pane.session.selection is None


def test_the_ends_are_reached(pane: ReaderPane) -> None:
    text = show_long(pane)
    QTest.keyClick(pane.view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert pane.session.caret == len(text)
    assert caret_is_seen(pane)
    QTest.keyClick(pane.view, Qt.Key.Key_Down)
    assert pane.session.caret == len(text)
    QTest.keyClick(pane.view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert pane.session.caret == 0
    assert caret_is_seen(pane)


def test_after_scrolling_away_the_caret_goes_on_from_what_is_seen(pane: ReaderPane) -> None:
    show_long(pane)
    put(pane, 0)
    pane.view.verticalScrollBar().setValue(3000)
    QApplication.processEvents()
    QTest.keyClick(pane.view, Qt.Key.Key_Down)
    assert caret_is_seen(pane)
    assert abs(pane.view.verticalScrollBar().value() - 3000) < 60


def test_with_the_caret_off_plain_keys_scroll_and_shift_still_selects(pane: ReaderPane) -> None:
    show_long(pane)
    put(pane, 0)
    pane.view.caret.use(False)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Space):
        top = pane.view.verticalScrollBar().value()
        QTest.keyClick(pane.view, key)
        assert pane.view.verticalScrollBar().value() > top
    assert pane.session.caret == 0
    QTest.keyClick(pane.view, Qt.Key.Key_Home)
    QTest.keyClick(pane.view, Qt.Key.Key_Right, SHIFT)
    assert pane.session.selection == Span(0, 1)
    pane.view.clear_selection()
    pane.view.verticalScrollBar().setValue(2000)
    pane.view.caret.use(True)
    assert pane.session.caret > 500, "where the reader is"


def test_f7_is_remembered(window: MainWindow) -> None:
    assert window.actions_["view.caret"].isChecked()
    press(window, "F7")
    assert not window.reader.view.caret.is_on
    assert window.settings.get(settings.CARET) is False
    press(window, "F7")
    assert window.reader.view.caret.is_on


def test_word_sentence_paragraph_are_selected_by_keys(window: MainWindow) -> None:
    text = window.session.text.text
    window.reader.view.go_to(quote(window, "that the bridge was sound"), flash=False)
    for key, words in (
        ("Ctrl+Shift+W", "that"),
        ("Ctrl+Shift+S", "Then it said"),
        ("Ctrl+Shift+P", "The council said nothing"),
    ):
        press(window, key)
        assert window.session.selection.text_of(text).startswith(words)
        assert window.reader.bar.isVisible()


def test_widening_goes_step_by_step_and_back(window: MainWindow) -> None:
    window.reader.view.go_to(quote(window, "bridge was sound"), flash=False)
    spans = []
    for _ in range(4):
        press(window, "W")
        spans.append(window.session.selection)
    assert [len(span) for span in spans] == sorted({len(span) for span in spans})
    for span in reversed(spans[:-1]):
        press(window, "Shift+W")
        assert window.session.selection == span
    press(window, "Shift+W")
    assert window.session.selection is None


def test_the_bar_is_entered_by_tab_and_chosen_in_by_enter(window: MainWindow) -> None:
    window.activateWindow()
    window.reader.view.select(quote(window, "old bridge"))
    press(window, "Ctrl+Shift+W")
    QTest.keyClick(window.reader.view, Qt.Key.Key_Tab)
    dot = window.focusWidget()
    assert window.reader.bar.isAncestorOf(dot)
    QTest.keyClick(dot, Qt.Key.Key_Return)
    assert [note.quote for note in notes(window)] == ["old"]
    assert window.focusWidget() is window.reader.view


def test_escape_leaves_the_bar_for_the_text(window: MainWindow) -> None:
    window.reader.view.go_to(quote(window, "old bridge"), flash=False)
    press(window, "W")
    QTest.keyClick(window.reader.view, Qt.Key.Key_Tab)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert not window.reader.bar.isVisible()
    assert window.focusWidget() is window.reader.view


def test_the_menu_key_opens_the_menu_at_the_caret(qtbot: QtBot, window: MainWindow) -> None:
    view = window.reader.view
    view.go_to(quote(window, "old bridge"), flash=False)
    view.menu_wanted.disconnect()
    with qtbot.waitSignal(view.menu_wanted) as wanted:
        QApplication.sendEvent(
            view.viewport(),
            QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()),
        )
    at = view.viewport().mapFromGlobal(wanted.args[0])
    assert (at - view.cursorRect().bottomLeft()).manhattanLength() < 4


def test_every_action_of_the_text_answers_to_its_keys(window: MainWindow) -> None:
    silent = []
    for row in ACTIONS:
        if not row.in_reader:
            continue
        action = window.actions_[row.id]
        action.setEnabled(True)
        action.triggered.disconnect()
        done: list[str] = []
        action.triggered.connect(lambda _=False, done=done, row=row: done.append(row.id))
        for key in row.keys:
            press(window, key)
        if done != [row.id] * len(row.keys):
            silent.append(row.id)
    assert silent == []


def test_every_action_is_in_a_menu_or_has_a_key_of_its_own() -> None:
    assert [row.id for row in ACTIONS if not row.menu and not row.keys] == []
    keys = [QKeySequence(key).toString() for row in ACTIONS for key in row.keys]
    assert len(keys) == len(set(keys))


def test_everything_can_be_selected_and_only_what_is_seen_is_set(pane: ReaderPane) -> None:
    text = show_long(pane)
    pane.view.select(Span(0, len(text)))
    pane.view.selected.emit(False)
    rects = pane.view.selecting.rects()
    assert pane.bar.isVisible()
    assert rects
    assert all(rect.top() < pane.view.height() + 400 for rect in rects)

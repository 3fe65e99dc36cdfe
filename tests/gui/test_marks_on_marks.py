"""Several marks on a spot: listed, chosen by keys; and marks that meet, made one when asked."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from closereader.gui.main_window import MainWindow
from closereader.gui.notice_bar import NoticeBar
from closereader.model.annotation import Annotation
from tests.helpers.window import notes, press, quote

LONG, SHORT, SHORTER = "the bridge was sound, that it had always", "was sound", "sound"


@pytest.fixture
def three(window: MainWindow) -> list[Annotation]:
    """Three marks on one word, the longest first."""
    for key, words in (("1", LONG), ("2", SHORT), ("3", SHORTER)):
        window.reader.view.select(quote(window, words))
        press(window, key)
    window.session.choose_note(None)
    return sorted(notes(window), key=lambda note: note.start - note.end)


def put_caret(window: MainWindow, words: str) -> None:
    window.reader.view.put_caret(quote(window, words).start + 1)


def point_on(window: MainWindow, words: str) -> QPoint:
    view = window.reader.view
    box = view.overlay.span_rects(quote(window, words))[0]
    return QPoint(
        round(box.center().x()), round(box.center().y()) - view.verticalScrollBar().value()
    )


def rows(window: MainWindow) -> list[str]:
    listed = window.reader.marks.popup.rows
    return [listed.item(n).text() for n in range(listed.count())]


def key(window: MainWindow, which: Qt.Key) -> None:
    QTest.keyClick(window.reader.marks.popup.rows, which)


def test_shift_o_lists_the_marks_under_the_caret(
    window: MainWindow, three: list[Annotation]
) -> None:
    put_caret(window, SHORTER)
    press(window, "Shift+O")
    assert len(rows(window)) == 3
    assert rows(window)[0].startswith("¶2 · Voice · sound")
    assert window.session.chosen_note == three[2].id


def test_arrows_choose_and_each_is_lit_meanwhile(
    window: MainWindow, three: list[Annotation]
) -> None:
    put_caret(window, SHORTER)
    press(window, "Shift+O")
    seen = [window.session.chosen_note]
    for step in (Qt.Key.Key_Down, Qt.Key.Key_O, Qt.Key.Key_Down, Qt.Key.Key_Up):
        key(window, step)
        seen.append(window.session.chosen_note)
    longest, middle, shortest = (note.id for note in three)
    assert seen == [shortest, middle, longest, shortest, longest]
    key(window, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert window.session.chosen_note == longest
    assert window.reader.marks.popup is None or not window.reader.marks.popup.isVisible()


def test_escape_keeps_what_was_chosen_before(
    qtbot: QtBot, window: MainWindow, three: list[Annotation]
) -> None:
    window.session.choose_note(three[1].id)
    put_caret(window, SHORTER)
    press(window, "Shift+O")
    key(window, Qt.Key.Key_Down)
    key(window, Qt.Key.Key_Escape)
    assert window.session.chosen_note == three[1].id


def test_a_click_where_several_lie_lists_them_a_moment_later(
    qtbot: QtBot, window: MainWindow, three: list[Annotation]
) -> None:
    view = window.reader.view.viewport()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=point_on(window, SHORTER))
    assert window.session.chosen_note == three[2].id
    assert window.reader.marks.popup is None
    qtbot.waitUntil(lambda: window.reader.marks.popup is not None)
    assert len(rows(window)) == 3


def test_a_click_on_one_mark_lists_nothing(
    qtbot: QtBot, window: MainWindow, three: list[Annotation]
) -> None:
    view = window.reader.view.viewport()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=point_on(window, "always"))
    assert window.session.chosen_note == three[0].id
    qtbot.wait(QApplication.doubleClickInterval() + 120)
    assert window.reader.marks.popup is None


def test_a_double_click_selects_the_word_and_lists_nothing(
    qtbot: QtBot, window: MainWindow, three: list[Annotation]
) -> None:
    view, point = window.reader.view.viewport(), point_on(window, SHORTER)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=point)
    qtbot.wait(QApplication.doubleClickInterval() + 120)
    assert window.reader.marks.popup is None
    assert window.session.selection == quote(window, SHORTER)


def test_one_mark_or_none_needs_no_list(window: MainWindow, three: list[Annotation]) -> None:
    said: list[str] = []
    window.messages.said.connect(lambda sentence, _details, _error: said.append(sentence))
    put_caret(window, "always")
    press(window, "Shift+O")
    assert window.session.chosen_note == three[0].id
    put_caret(window, "half the town")
    press(window, "Shift+O")
    assert said == ["There is one mark here.", "There is no mark at the caret."]


def offer(window: MainWindow) -> QPushButton | None:
    bar = window.findChild(NoticeBar)
    return bar._offer if bar.isVisible() and bar._offer.isVisible() else None


def mark(window: MainWindow, words: str, which: str = "1") -> None:
    window.reader.view.select(quote(window, words))
    press(window, which)


def test_a_mark_that_meets_another_of_its_colour_offers_to_extend_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    mark(window, "the bridge was")
    mark(window, "sound, that it")
    assert len(notes(window)) == 2
    button = offer(window)
    assert "Extend" in button.text()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    (one,) = notes(window)
    assert one.quote == "the bridge was sound, that it"
    assert window.session.chosen_note == one.id
    window.trigger("edit.undo")
    assert [note.quote for note in notes(window)] == ["the bridge was", "sound, that it"]


def test_a_key_does_so_too(window: MainWindow) -> None:
    mark(window, "the bridge was")
    mark(window, "was sound, that it")
    press(window, "Shift+E")
    assert [note.quote for note in notes(window)] == ["the bridge was sound, that it"]


def test_nothing_merges_by_itself(window: MainWindow) -> None:
    mark(window, "the bridge was")
    mark(window, "sound, that it")
    mark(window, "had always")
    assert len(notes(window)) == 3


def test_other_colours_and_places_offer_nothing(window: MainWindow) -> None:
    mark(window, "the bridge was")
    mark(window, "sound, that it", "2")
    assert offer(window) is None
    mark(window, "half the town")
    assert offer(window) is None
    press(window, "Shift+E")
    assert len(notes(window)) == 3


def test_after_one_the_mark_at_the_other_end_is_offered(qtbot: QtBot, window: MainWindow) -> None:
    mark(window, "the bridge")
    mark(window, "sound, that it")
    mark(window, "was")
    qtbot.mouseClick(offer(window), Qt.MouseButton.LeftButton)
    press(window, "Shift+E")
    assert [note.quote for note in notes(window)] == ["the bridge was sound, that it"]

"""L here, L there: passages linked within a text and across two, seen and followed from both ends."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from closereader.gui.main_window import MainWindow
from closereader.gui.notes import card as cards
from closereader.library import queries, readings
from closereader.model.annotation import AnnotationKind
from closereader.model.document import Block, BlockKind, Document
from closereader.model.reading import ReadingId
from tests.helpers.window import notes, press, quote

OTHER = "A reply was printed in the same week. It said that the bridge was not sound at all."


@pytest.fixture
def other(window: MainWindow) -> ReadingId:
    """A second reading in the library."""
    document = Document(
        text=OTHER, blocks=(Block(0, len(OTHER), BlockKind.PARAGRAPH),), title="A Reply"
    )
    reading, _ = window.library.run("Add", readings.add, document)
    return reading.id


def press_ends(qtbot: QtBot, window: MainWindow, first: str, second: str) -> QWidget:
    """L here, L there; the field that asks then what the link says."""
    window.reader.view.select(quote(window, first))
    press(window, "L")
    window.reader.view.select(quote(window, second))
    press(window, "L")
    qtbot.waitUntil(lambda: window.linking.popup is not None)
    return window.linking.popup.field


def mark_ends(qtbot: QtBot, window: MainWindow, first: str, second: str) -> None:
    """Link these words, and say nothing of the link."""
    press_ends(qtbot, window, first, second)
    say_nothing(qtbot, window)


def say_nothing(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.linking.popup is not None)
    QTest.keyClick(window.linking.popup.field, Qt.Key.Key_Escape)
    assert window.linking.popup is None


def until_linked(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: bool(window.session.linked.of(window.session.chosen_note)))


def beside(window: MainWindow, other: ReadingId, qtbot: QtBot) -> None:
    window.desks.open_beside(other)
    qtbot.waitUntil(lambda: not window.tasks.running, timeout=20_000)


def test_l_here_and_l_there_links_two_passages(qtbot: QtBot, window: MainWindow) -> None:
    mark_ends(qtbot, window, "the bridge was sound", "The town walked on it.")
    until_linked(qtbot, window)
    assert [note.kind for note in notes(window)] == [AnnotationKind.LINK] * 2
    first, second = notes(window)
    (there,) = window.session.linked.of(first.id)
    assert there.note == second
    # One step of undo takes it all.
    window.trigger("edit.undo")
    assert notes(window) == []


def test_the_key_goes_from_either_end_to_the_other(qtbot: QtBot, window: MainWindow) -> None:
    mark_ends(qtbot, window, "In March 1998", "The town walked on it.")
    until_linked(qtbot, window)
    first, second = notes(window)
    window.session.choose_note(first.id)
    press(window, "Shift+L")
    assert window.session.chosen_note == second.id
    press(window, "Shift+L")
    assert window.session.chosen_note == first.id


def test_enter_at_the_mark_follows_its_link(qtbot: QtBot, window: MainWindow) -> None:
    mark_ends(qtbot, window, "In March 1998", "The town walked on it.")
    until_linked(qtbot, window)
    first, second = notes(window)
    window.session.choose_note(None)
    window.reader.view.go_to(first.span, flash=False)
    press(window, "Return")
    assert window.session.chosen_note == second.id


def test_a_link_across_two_readings_side_by_side(
    qtbot: QtBot, window: MainWindow, other: ReadingId
) -> None:
    left = window.desks.active
    window.reader.view.select(quote(window, "the bridge was sound"))
    press(window, "L")
    beside(window, other, qtbot)
    right = window.desks.active
    right.reader.view.select(quote(window, "not sound at all"))
    press(window, "L")
    say_nothing(qtbot, window)
    qtbot.waitUntil(lambda: bool(left.session.linked.of(left.session.chosen_note)))
    qtbot.waitUntil(lambda: bool(right.session.linked.of(right.session.chosen_note)))
    (there,) = left.session.linked.of(left.session.chosen_note)
    assert (there.reading.title, there.note.quote) == ("A Reply", "not sound at all")
    # Followed from the right, the left has the keyboard and shows the passage.
    press(window, "Shift+L")
    assert window.desks.active is left
    assert window.session.annotations.get(window.session.chosen_note).quote == (
        "the bridge was sound"
    )


def test_a_link_to_a_closed_reading_opens_it_beside(
    qtbot: QtBot, window: MainWindow, other: ReadingId
) -> None:
    window.reader.view.select(quote(window, "the bridge was sound"))
    press(window, "L")
    beside(window, other, qtbot)
    window.reader.view.select(quote(window, "not sound at all"))
    press(window, "L")
    say_nothing(qtbot, window)
    window.trigger("view.close_side")
    qtbot.waitUntil(lambda: not window.tasks.running, timeout=20_000)
    note = notes(window)[0]
    window.session.choose_note(note.id)
    assert window.session.linked.of(note.id)
    press(window, "Shift+L")
    assert len(window.desks.shown) == 2
    assert window.session.reading.id == other
    assert window.session.caret == OTHER.index("not sound")


def test_a_click_on_the_chip_of_a_card_goes_there(qtbot: QtBot, window: MainWindow) -> None:
    mark_ends(qtbot, window, "In March 1998", "The town walked on it.")
    until_linked(qtbot, window)
    first, second = notes(window)
    view = window.notes.view
    window.session.choose_note(first.id)
    QApplication.processEvents()
    index = view.model().index(0)
    delegate = view.itemDelegate()
    rect = view.visualRect(index)
    (chip,) = delegate.card(first, rect.width()).chips
    assert chip.text == "↔ ¶4"
    corner = rect.topLeft() + chip.rect.center().toPoint()
    view.references.point_at(index, rect.topLeft().toPointF() + QPointF(30, 12))
    assert view.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor
    view.references.point_at(index, corner.toPointF() + QPointF(cards.SIDE, 1))
    assert view.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=corner)
    assert window.session.chosen_note == second.id


def test_a_link_is_removed_and_comes_back(qtbot: QtBot, window: MainWindow) -> None:
    mark_ends(qtbot, window, "In March 1998", "The town walked on it.")
    until_linked(qtbot, window)
    first, second = notes(window)
    window.notes.view.unlink_wanted.emit(second.id, first.id)
    qtbot.waitUntil(lambda: not window.session.linked.of(first.id))
    assert len(notes(window)) == 2
    window.trigger("edit.undo")
    qtbot.waitUntil(lambda: bool(window.session.linked.of(first.id)))


def test_without_a_passage_l_says_what_to_do(window: MainWindow) -> None:
    said: list[str] = []
    window.messages.said.connect(lambda sentence, _details, _error: said.append(sentence))
    press(window, "L")
    assert "press L" in said[-1]
    press(window, "Shift+L")
    assert "Nothing is linked here" in said[-1]
    assert notes(window) == []


def test_the_first_end_can_be_given_up(window: MainWindow) -> None:
    window.reader.view.select(quote(window, "In March 1998"))
    press(window, "L")
    window.linking.give_up()
    window.reader.view.select(quote(window, "The town walked on it."))
    press(window, "L")
    assert notes(window) == []


def test_a_keyboard_of_single_keys_switched_off_links_by_the_bar(window: MainWindow) -> None:
    view = window.reader.view
    view.select(quote(window, "In March 1998"))
    view.selected.emit(False)
    (button,) = [b for b in window.reader.bar.findChildren(type(window.reader.bar._words[0]))
                 if b.text() == "Link"]  # fmt: skip
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    view.select(quote(window, "The town walked on it."))
    view.selected.emit(False)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(queries.annotations(window.library, window.session.reading.id)) == 2

"""Essays beside readings and notes: which there are, what they use, and where the cards say so."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from closereader.gui.essay.beside import Row
from closereader.gui.main_window import MainWindow
from closereader.library import annotations, essays, readings
from closereader.library.essay_check import Standing
from closereader.model.colour import Colour
from tests.helpers.essay import (
    FIRST,
    PAGE,
    SECOND,
    kept,
    key,
    select,
    send,
    write,
)
from tests.helpers.libraries import document
from tests.helpers.window import press, quote, window_on


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with window_on(qtbot, tmp_path, PAGE) as made:
        yield made


def test_the_title_is_edited_in_place(window: MainWindow) -> None:
    write(window, "Word")
    title = window.right.essay.title
    title.setFocus()
    title.selectAll()
    QTest.keyClicks(title, "On bridges")
    QTest.keyClick(title, Qt.Key.Key_Return)
    assert kept(window).title == "On bridges"
    assert window.focusWidget() is window.right.essay.edit


def test_essays_are_chosen_begun_and_deleted_by_the_menu(window: MainWindow) -> None:
    pane = window.right.essay
    write(window, "First")

    def entry(words: str) -> None:
        menu = pane.menu_button.menu()
        menu.aboutToShow.emit()
        next(a for a in menu.actions() if a.text().startswith(words)).trigger()

    entry("New essay")
    assert pane.edit.text == ""
    write(window, "Second")
    texts = [essay.text for essay in essays.every(window.library)]
    assert texts == ["First", "Second"]
    pane.title.setText("Other")
    pane.title.editingFinished.emit()
    entry("My essay")
    assert pane.edit.text == "First"
    entry("Delete this essay")
    assert [essay.title for essay in essays.every(window.library)] == ["Other"]
    assert pane.edit.text == "Second"
    window.session.undo()
    assert len(essays.every(window.library)) == 2


def test_an_essay_on_two_readings_names_them(qtbot: QtBot, window: MainWindow) -> None:
    send(window, FIRST)
    other, _new = window.library.run("Add", readings.add, document())
    first = window.session.reading
    window.open_reading(other.id)
    qtbot.waitUntil(lambda: window.session.entities_ready, timeout=20_000)
    pane = window.right.essay
    assert pane.edit.text == ""
    pane.choose(kept(window).id)
    send(window, "the city ran out of gas")
    assert kept(window).text.endswith("“the city ran out of gas” (The Gas Question, ¶1)")
    assert f"({first.title}, ¶1)" in kept(window).text
    assert pane.edit.check.exact == 2
    pane.go_to(pane.edit.check.quotations[0])
    assert window.session.reading.id == first.id
    assert pane.writing.essay is not None


def test_a_removed_reading_leaves_its_quotations_and_says_so(window: MainWindow) -> None:
    send(window, FIRST)
    essay = kept(window)
    other, _new = window.library.run("Add", readings.add, document())
    first = window.session.reading
    window.open_reading(other.id)
    window.right.essay.choose(essay.id)
    window.library.run("Remove", readings.remove, first.id)
    pane = window.right.essay
    assert pane.edit.check.quotations[0].standing is Standing.GONE
    assert kept(window).text == essay.text


def test_below_stands_what_is_not_used_and_goes_there_or_into_the_text(
    qtbot: QtBot, window: MainWindow
) -> None:
    reading = window.session.reading.id
    run = window.library.run
    claim = run("Mark", annotations.add, reading, quote(window, SECOND), colour=Colour.GREEN)
    run("Mark", annotations.add, reading, quote(window, FIRST))
    window.trigger("view.essay")
    strip = window.right.essay.beside
    qtbot.waitUntil(lambda: strip.unused_button.text().startswith("Not used yet · 2"))
    assert strip.bare_button.text().startswith("Without evidence · 1")
    strip.bare_button.click()
    assert strip.model.rows == [Row(claim)]
    strip.unused_button.click()
    assert [row.note.quote for row in strip.model.rows] == [FIRST, SECOND]
    strip.list.setFocus()
    with qtbot.waitSignal(window.session.go_to):
        QTest.keyClick(strip.list, Qt.Key.Key_Return)
    strip.list.setFocus()
    QTest.keyClick(strip.list, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert kept(window).text == f"“{FIRST}” (¶1)"
    qtbot.waitUntil(lambda: strip.unused_button.text().startswith("Not used yet · 1"))


def test_what_is_not_used_is_gone_through_and_quoted_by_keys(
    qtbot: QtBot, window: MainWindow
) -> None:
    for words in (FIRST, SECOND):
        window.library.run("Mark", annotations.add, window.session.reading.id, quote(window, words))
    window.trigger("view.essay")
    strip = window.right.essay.beside
    qtbot.waitUntil(lambda: strip.unused_button.text().startswith("Not used yet · 2"))
    strip.unused_button.setFocus()
    QTest.keyClick(strip.unused_button, Qt.Key.Key_Down)
    assert strip.list.hasFocus()
    assert strip.list.chosen.note.quote == FIRST
    place = strip.list.visualRect(strip.list.currentIndex())
    other = strip.list.visualRect(strip.model.index(1))
    assert ground(strip.list, place) != ground(strip.list, other)
    QTest.keyClick(strip.list, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: strip.unused_button.text().startswith("Not used yet · 1"))
    assert strip.list.chosen.note.quote == SECOND


def ground(widget: QWidget, place: QRect) -> QColor:
    """The colour of a row at its right end, behind the words."""
    picture = widget.viewport().grab(place).toImage()
    return picture.pixelColor(picture.width() - 12, picture.height() // 2)


def test_another_window_is_followed_and_the_caret_stays(window: MainWindow) -> None:
    write(window, "One two three")
    edit = window.right.essay.edit
    edit.put_caret(len("One two"))
    essay = kept(window)
    window.library.run("Write", essays.set_text, essay.id, "Zero one two three", ())
    assert edit.text == "Zero one two three"
    assert edit.text[: edit.caret].endswith("two")


def test_enter_twice_leaves_a_blank_line(window: MainWindow) -> None:
    window.trigger("view.essay")
    edit = window.right.essay.edit
    for words in ("One", "Two"):
        QTest.keyClicks(edit, words)
        key(window, "Return")
        key(window, "Return")
    assert edit.text == "One\n\nTwo\n\n"


def test_the_card_says_where_the_essay_uses_it_and_leads_there(
    qtbot: QtBot, window: MainWindow
) -> None:
    select(window, FIRST)
    press(window, "1")
    press(window, "Ctrl+E")
    note = window.session.annotations.get(window.session.chosen_note)
    qtbot.waitUntil(lambda: len(window.session.uses.of(note.id)) == 1, timeout=5000)
    view = window.notes.view
    index = view.model().index(0, 0)
    card = view.itemDelegate().card(note, view.visualRect(index).width())
    assert [chip.text for chip in card.chips] == ["in my essay ¶1"]
    window.right.show_notes(note.id)
    place = card.chips[0].rect.center() + view.visualRect(index).topLeft() + QPoint(12, 1)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert window.focusWidget() is window.right.essay.edit
    assert window.right.essay.edit.caret == 1
    window.session.undo()
    qtbot.waitUntil(lambda: not window.session.uses.of(note.id), timeout=5000)


def test_several_notes_are_sent_as_one_step(window: MainWindow) -> None:
    reading = window.session.reading.id
    for words in (FIRST, SECOND):
        window.library.run("Mark", annotations.add, reading, quote(window, words))
    view = window.notes.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert kept(window).text == f"“{FIRST}” (¶1)\n\n“{SECOND}” (¶2)"
    window.session.undo()
    assert essays.every(window.library) == []


def test_what_is_taken_back_in_a_hidden_essay_is_shown(window: MainWindow) -> None:
    write(window, "Words.")
    window.right.show_notes("")
    send(window, FIRST)
    assert not window.right.essay.isVisible()
    window.session.undo()
    assert window.right.essay.isVisible()
    assert window.right.essay.edit.text == "Words."


def test_words_typed_just_before_another_reading_opens_are_kept(window: MainWindow) -> None:
    other, _new = window.library.run("Add", readings.add, document())
    write(window, "Some")
    edit = window.right.essay.edit
    QTest.keyClicks(edit, " more")
    window.session.open(other.id)
    assert kept(window).text == "Some more"
    assert edit.text == ""


def test_words_typed_in_an_essay_that_is_deleted_elsewhere_are_kept(window: MainWindow) -> None:
    write(window, "Some")
    edit = window.right.essay.edit
    QTest.keyClicks(edit, " more")
    window.library.run("Delete", essays.remove, kept(window).id)
    assert kept(window).text == "Some more"


def test_the_caret_stays_while_the_other_reading_of_the_essay_is_opened(
    qtbot: QtBot, window: MainWindow
) -> None:
    send(window, FIRST)
    other, _new = window.library.run("Add", readings.add, document())
    window.library.run("Add", essays.add_reading, kept(window).id, other.id)
    edit = window.right.essay.edit
    edit.put_caret(5)
    window.open_reading(other.id)
    assert edit.caret == 5
    assert edit.check.exact == 1


def test_the_menu_over_a_changed_quotation_mends_it(window: MainWindow) -> None:
    send(window, FIRST)
    pane = window.right.essay
    window.trigger("view.essay")
    pane.edit.put_caret(5)
    QTest.keyClicks(pane.edit, "xx")
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(pane.edit.viewport(), asked)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    entries = {action.text(): action for action in menu.actions()}
    assert "Go to the passage" in entries
    entries["Put in the exact words"].trigger()
    menu.close()
    assert pane.edit.text == f"“{FIRST}” (¶1)"


def test_an_essay_begun_by_typing_goes_and_comes_back_by_undo_and_redo(window: MainWindow) -> None:
    write(window, "Words")
    edit = window.right.essay.edit
    key(window, "Ctrl+Z")
    assert essays.every(window.library) == []
    assert edit.text == ""
    key(window, "Ctrl+Y")
    assert edit.text == "Words"
    write(window, " more")
    assert kept(window).text == "Words more"


def test_a_passage_of_the_other_reading_joins_the_essay_that_is_chosen_there(
    qtbot: QtBot, window: MainWindow
) -> None:
    write(window, "See ")
    other, _new = window.library.run("Add", readings.add, document())
    window.desks.open_beside(other.id)
    qtbot.waitUntil(lambda: window.session.reading is not None)
    window.right.essay.choose(kept(window).id)
    send(window, "the roads")
    assert kept(window).text == "See “the roads” (The Gas Question, ¶1)"
    first = next(desk for desk in window.desks.shown if desk is not window.desks.active)
    assert first.right.essay.edit.text == kept(window).text
    assert len(first.right.essay.edit.check.quotations) == 1

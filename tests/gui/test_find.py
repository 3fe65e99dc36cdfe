"""Find in the reading, as it is typed; and marking all that is found."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closereader.gui.main_window import MainWindow
from closereader.gui.reader import finding
from closereader.gui.reader.pane import ReaderPane
from closereader.gui.session import Session
from closereader.model.annotation import AnnotationKind
from closereader.model.colour import Colour
from tests.helpers.reader import reader_pane
from tests.helpers.window import notes, press, quote


@pytest.fixture
def pane(qtbot: QtBot, session: Session) -> ReaderPane:
    pane = reader_pane(qtbot, session)
    session.open(session.reading.id)
    pane.view.setFocus()
    QApplication.processEvents()
    return pane


def look_for(qtbot: QtBot, pane: ReaderPane, words: str, count: str) -> list[str]:
    """Type the words into the bar, wait until it says `count`; what is found."""
    if not pane.find_bar.isVisible():
        pane.finding.open()
    pane.find_bar.field.clear()
    pane.find_bar.field.insert(words)
    qtbot.waitUntil(lambda: pane.find_bar.count.text() == count, timeout=5_000)
    text = pane.session.text.text
    return [hit.text_of(text) for hit in pane.finding.hits]


def test_accents_are_found_without_typing_them_but_not_the_other_way(
    qtbot: QtBot, pane: ReaderPane
) -> None:
    assert look_for(qtbot, pane, "tomas", "1 of 1") == ["Tomás"]
    assert look_for(qtbot, pane, "spríng", "Not found") == []


def test_a_pattern_is_found(qtbot: QtBot, pane: ReaderPane) -> None:
    pane.finding.open()
    pane.find_bar.pattern.setChecked(True)
    assert look_for(qtbot, pane, r"\b\d{4}\b", "1 of 1") == ["1999"]


def test_a_wrong_pattern_is_told_in_the_bar(qtbot: QtBot, pane: ReaderPane) -> None:
    pane.finding.open()
    pane.find_bar.pattern.setChecked(True)
    QTest.keyClicks(pane.find_bar.field, "(spring")
    qtbot.waitUntil(lambda: "wrong: missing )" in pane.find_bar.problem.text(), timeout=5_000)
    assert pane.find_bar.problem.isVisible()
    assert pane.finding.hits == []
    QTest.keyClicks(pane.find_bar.field, ")")
    qtbot.waitUntil(lambda: pane.find_bar.count.text() == "1 of 2", timeout=5_000)
    assert not pane.find_bar.problem.isVisible()


def test_a_long_text_is_searched_in_a_task_and_only_the_last_words_count(
    qtbot: QtBot, pane: ReaderPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "_LONG", 100)
    started = []
    pane.session.tasks.started.connect(lambda task: started.append(task.what))
    pane.finding.open()
    field = pane.find_bar.field
    for words in ("the", "ledesma", "ibarra"):
        field.setText(words)
        pane.finding.step(1)  # Enter: now
    qtbot.waitUntil(lambda: pane.find_bar.count.text() == "1 of 2", timeout=5_000)
    text = pane.session.text.text
    assert [hit.text_of(text) for hit in pane.finding.hits] == ["Ibarra", "Ibarra"]
    assert "Finding" in started


def test_hits_of_another_reading_are_dropped(
    qtbot: QtBot, pane: ReaderPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "_LONG", 100)
    pane.finding.open()
    pane.find_bar.field.setText("ledesma")
    pane.finding.step(1)
    pane.session.close()
    qtbot.waitUntil(lambda: not pane.session.tasks.running, timeout=5_000)
    assert pane.finding.hits == []


def test_the_map_shows_each_region_that_has_a_hit(qtbot: QtBot, pane: ReaderPane) -> None:
    look_for(qtbot, pane, "e", f"1 of {pane.session.text.text.lower().count('e')}")
    apart = pane.ticks.hits_apart()
    assert apart[0] == pane.finding.hits[0].start
    assert set(apart) <= {hit.start for hit in pane.finding.hits}


def test_all_hits_are_marked_at_once_and_taken_back_at_once(
    qtbot: QtBot, window: MainWindow
) -> None:
    look_for(qtbot, window.reader, "the council", "1 of 2")
    window.session.last_colour = Colour.TEAL
    QTest.mouseClick(window.reader.find_bar.mark, Qt.MouseButton.LeftButton)
    made = notes(window)
    assert [note.quote for note in made] == ["the council", "The council"]
    assert {(note.colour, note.kind) for note in made} == {(Colour.TEAL, AnnotationKind.HIGHLIGHT)}
    assert window.library.undo_label == "Mark all like this"
    window.trigger("note.mark_hits")
    assert len(notes(window)) == 2, "what is marked already is marked again"
    window.trigger("edit.undo")
    assert notes(window) == []


def test_all_like_the_selection_are_whole_words(qtbot: QtBot, window: MainWindow) -> None:
    window.reader.view.select(quote(window, "town"))
    press(window, "Ctrl+Shift+M")
    qtbot.waitUntil(lambda: len(notes(window)) == 3, timeout=5_000)
    assert {note.quote for note in notes(window)} == {"town"}
    assert window.session.selection is None


def test_with_nothing_chosen_it_says_what_to_do(window: MainWindow) -> None:
    window.trigger("note.mark_alike")
    assert notes(window) == []


def test_the_field_of_the_header_opens_the_bar(qtbot: QtBot, window: MainWindow) -> None:
    window.header.field.setFocus()
    window.header.field.setText("bridge")
    QTest.keyClick(window.header.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.reader.find_bar.count.text() == "1 of 3", timeout=5_000)
    assert window.focusWidget() is window.reader.find_bar.field


def test_one_letter_of_an_alphabet_waits_for_enter_in_a_long_text(
    qtbot: QtBot, pane: ReaderPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "_LONG", 100)
    pane.finding.open()
    QTest.keyClicks(pane.find_bar.field, "q")
    qtbot.waitUntil(lambda: pane.find_bar.count.text() == "Type two letters", timeout=5_000)
    assert pane.finding.hits == []
    QTest.keyClick(pane.find_bar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pane.find_bar.count.text() == "1 of 1", timeout=5_000)
    QTest.keyClick(pane.find_bar.field, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: pane.find_bar.count.text() == "", timeout=5_000)


@pytest.mark.parametrize("word", ["水", "か", "ア", "물"])
def test_a_word_of_one_sign_is_found_as_it_is_typed_in_a_long_text(
    qtbot: QtBot, pane: ReaderPane, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    monkeypatch.setattr(finding, "_LONG", 100)
    assert look_for(qtbot, pane, word, "Not found") == []


def test_no_two_buttons_bear_the_same_sign(window: MainWindow) -> None:
    window.trigger("edit.find")
    assert window.reader.find_bar.case.text() != window.header.type_button.text()

"""Marking a passage in the window: keys, comments, tags, colours, undo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog
from pytestqt.qtbot import QtBot

from closereader.gui.dialogs.meanings import MeaningsDialog
from closereader.gui.main_window import MainWindow
from closereader.library import queries
from closereader.model.annotation import EVIDENCE, AnnotationKind, Link
from closereader.model.colour import Colour
from tests.helpers.window import notes, press, quote


def test_a_digit_highlights_the_selection_in_that_colour(window: MainWindow) -> None:
    window.reader.view.select(quote(window, "showed its feet"))
    press(window, "3")
    (note,) = notes(window)
    assert (note.quote, note.colour, note.kind) == (
        "showed its feet",
        Colour.BLUE,
        AnnotationKind.HIGHLIGHT,
    )


def test_every_colour_has_its_key(window: MainWindow) -> None:
    for number, colour in enumerate(Colour, start=1):
        window.reader.view.select(quote(window, "half the town"))
        press(window, str(number))
        assert window.session.annotations.get(window.session.chosen_note).colour is colour


def test_single_keys_do_nothing_while_another_pane_has_the_focus(window: MainWindow) -> None:
    window.reader.view.select(quote(window, "half the town"))
    window.right.take_focus()
    assert not window.reader.view.hasFocus()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_1)
    assert notes(window) == []


def test_c_writes_a_comment_that_is_saved_as_it_is_typed(qtbot: QtBot, window: MainWindow) -> None:
    window.reader.view.select(quote(window, "nobody should walk on it"))
    press(window, "C")
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "Said twice, meant once.")
    qtbot.waitUntil(lambda: notes(window)[0].comment == "Said twice, meant once.")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert window.reader.view.hasFocus()


def test_t_gives_a_tag_of_a_hierarchy(qtbot: QtBot, window: MainWindow) -> None:
    window.reader.view.select(quote(window, "always"))
    press(window, "T")
    field = QApplication.focusWidget()
    QTest.keyClicks(field, "theme/supply")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: notes(window)[0].tags == ("theme/supply",))


def test_undo_and_redo_are_named_and_go_through_every_step(window: MainWindow) -> None:
    window.reader.view.select(quote(window, "forty years"))
    press(window, "1")
    press(window, "2")
    press(window, "Delete")
    undo = window.actions_["edit.undo"]
    seen = []
    while undo.isEnabled() and notes(window) != [None]:
        seen.append(undo.text())
        window.trigger("edit.undo")
        if len(seen) == 3:
            break
    assert seen == ["Undo: Delete note", "Undo: Change colour", "Undo: Highlight"]
    assert notes(window) == []
    for _ in range(2):
        window.trigger("edit.redo")
    (note,) = notes(window)
    assert note.colour is Colour.GREEN


def test_the_passage_is_extended_and_shortened_by_keys(window: MainWindow) -> None:
    window.reader.view.select(quote(window, "old bridge"))
    press(window, "1")
    press(window, "Alt+Shift+Right")
    assert notes(window)[0].quote == "old bridge showed"
    press(window, "Alt+Shift+Up")
    assert notes(window)[0].quote == "the old bridge showed"
    press(window, "Alt+Shift+Left")
    press(window, "Alt+Shift+Down")
    assert notes(window)[0].quote == "old bridge"


def test_a_citation_names_author_title_and_paragraph(window: MainWindow) -> None:
    window.reader.view.select(quote(window, "The council said nothing"))
    window.trigger("edit.cite")
    assert (
        QGuiApplication.clipboard().text()
        == "“The council said nothing” (Ann Example, “The Bridge at Low Water”, ¶2)"
    )


def test_a_colour_is_given_another_meaning_everywhere(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(dialog: MeaningsDialog) -> int:
        field = dialog._fields[Colour.GREEN]
        field.clear()
        QTest.keyClicks(field, "Thesis")
        return 1

    monkeypatch.setattr(MeaningsDialog, "exec", write)
    window.reader.view.select(quote(window, "nobody should walk"))
    press(window, "2")
    window.trigger("mark.meanings")
    assert queries.meanings(window.library)[Colour.GREEN] == "Thesis"
    assert "Thesis" in window.actions_["highlight.2"].text()
    card = window.notes.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Thesis" in card
    window.trigger("edit.undo")
    assert queries.meanings(window.library)[Colour.GREEN] == "Claim"


def test_what_is_asked_for_after_a_jump_is_about_the_place_jumped_to(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.reader.view.select(quote(window, "half the town"))
    press(window, "4")
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args, **_kw: ("¶3", True))
    window.trigger("go.address")
    press(window, "Q")
    marked, asked = notes(window)
    assert asked.kind is AnnotationKind.QUESTION
    assert asked.start == quote(window, "What the town said").start
    assert marked.colour is Colour.RED


def test_a_note_the_caret_leaves_is_not_changed_by_the_next_key(window: MainWindow) -> None:
    window.reader.view.select(quote(window, "half the town"))
    press(window, "1")
    press(window, "Right")
    press(window, "2")
    press(window, "Delete")
    assert [note.colour for note in notes(window)] == [Colour.YELLOW]


def test_evidence_and_links_are_about_the_mark_at_the_caret(window: MainWindow) -> None:
    view = window.reader.view
    for words, key in (("half the town", "1"), ("forty years", "1"), ("old bridge", "Q")):
        view.select(quote(window, words))
        press(window, key)
        view.setFocus()
        view.clear_selection()
    asked, forty, half = sorted(notes(window), key=lambda note: note.start)
    view.put_caret(half.start + 2)
    press(window, "E")
    view.put_caret(forty.start + 2)
    press(window, "L")
    view.put_caret(half.start + 2)
    press(window, "L")
    kept = {note.id: note.links for note in notes(window)}
    assert kept[asked.id] == (Link(half.id, EVIDENCE),)
    assert [link.target for link in kept[forty.id]] == [half.id]
    assert len(kept) == 3


def test_in_its_passage_the_caret_keeps_the_chosen_note(window: MainWindow) -> None:
    window.reader.view.select(quote(window, "half the town"))
    press(window, "1")
    press(window, "Left")
    press(window, "2")
    assert [note.colour for note in notes(window)] == [Colour.GREEN]

"""What a link says: asked for after the second L, chosen by keys, read from either end."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from closereader.gui.main_window import MainWindow
from closereader.library import links
from closereader.model.annotation import Annotation, Link
from tests.gui.test_linking import press_ends, until_linked
from tests.helpers.window import notes, press, quote

FIRST, SECOND = "the bridge was sound", "The town walked on it."


def linked(window: MainWindow) -> tuple[Annotation, Annotation]:
    """The two notes: that which points, and its target."""
    source = next(note for note in notes(window) if note.links)
    return source, next(note for note in notes(window) if note.id == source.links[0].target)


def kind_of(window: MainWindow) -> str:
    return linked(window)[0].links[0].kind


def words_of(window: MainWindow, note: Annotation) -> str:
    (there,) = window.session.linked.of(note.id)
    return str(window.notes.model.wording.link(there))


@pytest.fixture
def field(qtbot: QtBot, window: MainWindow) -> QWidget:
    return press_ends(qtbot, window, FIRST, SECOND)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("1", "echoes"),
        ("2", "contradicts"),
        ("3", "answers"),
        ("4", "explains"),
        ("an\r", "answers"),
        ("E\x1b", ""),
        ("\r", ""),
        ("mirrors\r", "mirrors"),
        ("echo\r", "echoes"),
    ],
)
def test_a_kind_is_chosen_by_number_or_letters_or_typed(
    window: MainWindow, field: QWidget, typed: str, kind: str
) -> None:
    for sign in typed:
        keys = {"\r": Qt.Key.Key_Return, "\x1b": Qt.Key.Key_Escape}
        if sign in keys:
            QTest.keyClick(field, keys[sign])
        else:
            QTest.keyClicks(field, sign)
    assert kind_of(window) == kind
    assert window.linking.popup is None
    assert window.reader.view.hasFocus()


def test_a_word_that_begins_like_a_kind_can_be_ones_own(window: MainWindow, field: QWidget) -> None:
    QTest.keyClicks(field, "echo")
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert kind_of(window) == "echo"


def test_the_kind_is_a_step_of_its_own(window: MainWindow, field: QWidget) -> None:
    QTest.keyClicks(field, "1")
    window.trigger("edit.undo")
    assert kind_of(window) == ""
    window.trigger("edit.undo")
    assert notes(window) == []


def test_a_kind_that_was_used_before_comes_first(
    qtbot: QtBot, window: MainWindow, field: QWidget
) -> None:
    QTest.keyClicks(field, "mirrors")
    QTest.keyClick(field, Qt.Key.Key_Return)
    again = press_ends(qtbot, window, "forty years", "half the town")
    rows = window.linking.popup.rows
    assert [rows.item(n).text().split()[-1] for n in range(5)] == [
        "mirrors",
        "echoes",
        "contradicts",
        "answers",
        "explains",
    ]
    QTest.keyClicks(again, "1")
    kinds = [note.links[0].kind for note in notes(window) if note.links]
    assert kinds == ["mirrors", "mirrors"]
    assert links.used_kinds(window.library) == ["mirrors"]


def test_each_end_reads_the_link_its_own_way(
    qtbot: QtBot, window: MainWindow, field: QWidget
) -> None:
    QTest.keyClicks(field, "3")
    source, target = linked(window)
    qtbot.waitUntil(lambda: words_of(window, source) == "↔ ¶4 answers")
    assert words_of(window, target) == "↔ ¶2 answered by"


def test_a_word_of_ones_own_has_a_direction(
    qtbot: QtBot, window: MainWindow, field: QWidget
) -> None:
    QTest.keyClicks(field, "mirrors")
    QTest.keyClick(field, Qt.Key.Key_Return)
    source, target = linked(window)
    qtbot.waitUntil(lambda: words_of(window, source) == "→ ¶4 mirrors")
    assert words_of(window, target) == "← ¶2 mirrors"


def entry(menu: QMenu, words: str) -> QMenu:
    action = next(a for a in menu.actions() if a.text().startswith(words))
    return action.menu() if action.menu() is not None else action


@pytest.mark.parametrize("from_target", [False, True])
def test_the_kind_is_changed_from_the_card_of_either_end(
    qtbot: QtBot, window: MainWindow, field: QWidget, from_target: bool
) -> None:
    QTest.keyClicks(field, "1")
    until_linked(qtbot, window)
    source, target = linked(window)
    qtbot.waitUntil(lambda: window.session.linked.of(target.id)[0].kind == "echoes")
    note = target if from_target else source
    menu = window.notes.view._menu(note)
    said = "explained by" if from_target else "explains"
    entry(entry(menu, "↔"), said).trigger()
    assert linked(window)[0].links == (Link(target.id, "explains"),)
    menu.close()


def test_another_word_is_asked_for_from_the_card(
    qtbot: QtBot, window: MainWindow, field: QWidget
) -> None:
    QTest.keyClicks(field, "1")
    source, _target = linked(window)
    qtbot.waitUntil(lambda: "echoes" in words_of(window, source))
    menu = window.notes.view._menu(source)
    entry(entry(menu, "↔"), "Another word").trigger()
    qtbot.waitUntil(lambda: window.linking.popup is not None)
    asked = window.linking.popup.field
    QTest.keyClicks(asked, "prepares")
    QTest.keyClick(asked, Qt.Key.Key_Return)
    assert kind_of(window) == "prepares"
    menu.close()


def test_linking_again_what_has_a_kind_asks_nothing(
    qtbot: QtBot, window: MainWindow, field: QWidget
) -> None:
    QTest.keyClicks(field, "1")
    source, target = linked(window)
    for note in (source, target):
        window.session.choose_note(note.id)
        window.reader.view.select(quote(window, note.quote))
        press(window, "L")
    qtbot.wait(50)
    assert window.linking.popup is None
    assert kind_of(window) == "echoes"

"""Keys can be found, changed, taken over, switched off and reset; all that names or obeys one follows."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from closereader import settings
from closereader.gui import keys
from closereader.gui.actions import ACTIONS
from closereader.gui.command_palette import CommandPalette
from closereader.gui.dialogs.keys import KeysDialog
from closereader.gui.keys import Keys
from closereader.gui.main_window import MainWindow
from closereader.gui.notes.menu import note_menu
from closereader.library import essays, meanings
from closereader.model.annotation import AnnotationKind
from closereader.model.colour import Colour
from closereader.settings import Settings
from tests.helpers.window import notes, press, quote


@pytest.fixture(autouse=True)
def _usual_again(window: MainWindow) -> Iterator[None]:
    """What one test binds is not bound in the next."""
    yield
    window.keys.let_singles_act(True)
    window.keys.reset_all()


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow) -> KeysDialog:
    made = KeysDialog(window.keys, window.actions_, window)
    made.show()
    qtbot.waitActive(made)
    return made


def back(window: MainWindow, dialog: KeysDialog) -> None:
    """Close the dialog and go on in the text."""
    dialog.close()
    window.activateWindow()
    window.reader.view.setFocus()
    QTest.qWait(20)


def choose(dialog: KeysDialog, action: str) -> None:
    dialog.tree.setCurrentItem(dialog._items[action])


def record(field: object, key: str) -> None:
    combination = QKeySequence(key)[0]
    QTest.keyClick(field, combination.key(), combination.keyboardModifiers())


def test_no_two_actions_have_one_key_at_first() -> None:
    all_keys = [QKeySequence(key).toString() for row in ACTIONS for key in row.keys]
    assert len(all_keys) == len(set(all_keys))
    assert [key for key in all_keys if keys.why_not(key)] == []


def test_a_new_key_acts_at_once_and_after_the_next_start(
    window: MainWindow, dialog: KeysDialog
) -> None:
    choose(dialog, "note.underline")
    record(dialog.recorder, "Z")
    assert window.settings.get(settings.KEYS) == '{"note.underline": ["U", "Z"]}'
    back(window, dialog)
    window.reader.view.select(quote(window, "half the town"))
    press(window, "Z")
    assert notes(window)[0].kind is AnnotationKind.UNDERLINE
    again = Keys(window.actions_, Settings(window.settings._path))
    assert again.all_of("note.underline") == ("U", "Z")


def test_a_key_that_has_an_owner_is_taken_over_only_when_asked(
    window: MainWindow, dialog: KeysDialog
) -> None:
    choose(dialog, "note.underline")
    record(dialog.recorder, "W")
    assert "“Widen the selection”" in dialog.told.text()
    assert keys.of("note.underline") == ("U",)
    assert dialog.take_over.isVisible()
    QTest.mouseClick(dialog.take_over, Qt.MouseButton.LeftButton)
    assert keys.of("note.underline") == ("U", "W")
    assert keys.of("select.wider") == ()
    assert [k.toString() for k in window.actions_["select.wider"].shortcuts()] == []
    choose(dialog, "select.wider")
    QTest.mouseClick(dialog.usual, Qt.MouseButton.LeftButton)
    assert keys.of("select.wider") == ("W",)
    assert keys.of("note.underline") == ("U",)
    assert window.settings.get(settings.KEYS) == ""


@pytest.mark.parametrize("key", ["Left", "Shift+Down", "Ctrl+Home", "Ctrl+C", "F10", "Alt+F"])
def test_keys_that_belong_to_all_are_refused_with_a_reason(dialog: KeysDialog, key: str) -> None:
    choose(dialog, "note.underline")
    record(dialog.recorder, key)
    assert dialog.told.text()
    assert not dialog.take_over.isVisible()
    assert keys.of("note.underline") == ("U",)


def test_a_key_is_removed_by_its_button(dialog: KeysDialog) -> None:
    choose(dialog, "note.comment")
    QTest.qWait(20)
    buttons = [b for b in dialog.findChildren(QPushButton) if b.isVisible()]
    chips = [b for b in buttons if b.text().endswith("×")]
    QTest.mouseClick(next(b for b in chips if b.text().startswith("C")), Qt.MouseButton.LeftButton)
    assert keys.of("note.comment") == ("A",)


def test_escape_gives_a_key_up_and_then_closes(dialog: KeysDialog) -> None:
    choose(dialog, "note.underline")
    dialog.recorder.setFocus()
    record(dialog.recorder, "W")
    QTest.keyClick(dialog.recorder, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert not dialog.take_over.isVisible()
    QTest.keyClick(dialog.recorder, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_escape_empties_the_filter_and_then_closes_and_down_leads_to_the_list(
    dialog: KeysDialog,
) -> None:
    QTest.keyClicks(dialog.words, "bookmark")
    QTest.keyClick(dialog.words, Qt.Key.Key_Down)
    assert dialog.tree.hasFocus()
    QTest.keyClick(dialog.words, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    QTest.keyClick(dialog.words, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_an_action_is_found_by_name_by_initials_and_by_pressing_its_key(
    dialog: KeysDialog,
) -> None:
    def shown() -> list[str]:
        return [action for action, item in dialog._items.items() if not item.isHidden()]

    QTest.keyClicks(dialog.words, "mal")
    assert shown()[:1] == ["note.mark_alike"]
    dialog.words.clear()
    record(dialog.finder, "Ctrl+Shift+W")
    assert shown() == ["select.word"]
    assert dialog.chosen == "select.word"
    QTest.keyClick(dialog.finder, Qt.Key.Key_Escape)
    assert len(shown()) == len(ACTIONS)


def test_single_keys_are_switched_off_everywhere(window: MainWindow, dialog: KeysDialog) -> None:
    dialog.singles.click()
    back(window, dialog)
    view = window.reader.view
    view.select(quote(window, "half the town"))
    press(window, "1")
    assert notes(window) == []
    window.keys.add("highlight.1", "Ctrl+1")
    press(window, "Ctrl+1")
    assert len(notes(window)) == 1, "a key that is not single acts"
    window.right.take_focus()
    QTest.keyClick(window.notes.view, Qt.Key.Key_2)
    assert notes(window)[0].colour.value == "yellow", "nor on the cards"
    assert "Ctrl+1" in window.reader.bar._dots[0].words
    assert (
        window.reader.bar._dots[1].words
        == window.session.meanings[list(window.session.meanings)[1]]
    )


def test_cards_menus_palette_tips_and_hints_follow(window: MainWindow) -> None:
    for action, key in (
        ("note.comment", "Y"),
        ("highlight.3", "Ctrl+3"),
        ("note.delete", "Ctrl+D"),
        ("edit.find", "Ctrl+T"),
    ):
        for old in keys.of(action):
            window.keys.remove(action, old)
        window.keys.add(action, key)
    assert "press 1 to highlight it, Y to comment" in window.notes._why_nothing(0)
    assert window.header.field.placeholderText().endswith("Ctrl T")
    assert window.reader.bar._dots[2].words.startswith("Ctrl+3 ")
    window.reader.view.select(quote(window, "half the town"))
    press(window, "2")
    note = notes(window)[0]
    menu = note_menu(window.notes.view, window.session, note, window.theme)
    assert any(action.text() == "Delete\tCtrl+D" for action in menu.actions())
    palette = CommandPalette(window.actions_, window.settings, window)
    asides = {row.data: row.aside for row in palette._rows}
    assert asides["note.comment"] == "Y"
    window.notes.view.focus_list()
    QTest.keyClick(window.notes.view, Qt.Key.Key_C)
    assert window.notes.view.editor.note is None
    QTest.keyClick(window.notes.view, Qt.Key.Key_Y)
    assert window.notes.view.editor.note == note.id


def test_hints_in_the_panes_follow_at_once(window: MainWindow) -> None:
    desk = window.desks.active
    window.keys.add("note.tag", "Y")
    window.keys.remove("note.tag", "T")
    assert desk.tags._nothing.text().endswith("press Y.")
    window.reader.view.select(quote(window, "half the town"))
    press(window, "Q")
    assert desk.questions._gathers.text().startswith("E adds")
    window.keys.let_singles_act(False)
    assert desk.questions._gathers.text().startswith("“Evidence for the chosen question” adds")


def test_undo_in_the_essay_follows_too(qtbot: QtBot, window: MainWindow) -> None:
    window.keys.remove("edit.undo", "Ctrl+Z")
    window.keys.add("edit.undo", "Ctrl+U")
    window.reader.view.select(quote(window, "half the town"))
    press(window, "Ctrl+E")
    press(window, "F4")
    edit = window.right.essay.edit
    QTest.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(essays.every(window.library)) == 1
    QTest.keyClick(edit, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not essays.every(window.library))


def test_undo_in_the_field_follows_too(qtbot: QtBot, window: MainWindow) -> None:
    window.keys.remove("edit.undo", "Ctrl+Z")
    window.keys.add("edit.undo", "Ctrl+U")
    window.reader.view.select(quote(window, "half the town"))
    press(window, "C")
    field = QApplication.focusWidget()
    QTest.keyClicks(field, "one")
    field.flush()
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert notes(window)[0].comment == "one"
    QTest.keyClick(field, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: notes(window)[0].comment == "")


@pytest.mark.parametrize(
    "kept",
    [
        "{",
        "[]",
        '{"note.underline": "Z"}',
        '{"note.underline": ["no such key at all"]}',
        '{"note.underline": [7]}',
        '{"no.such": ["Z"]}',
        '{"note.underline": ["Z, Z"]}',
        "[" * 5000,
    ],
)
def test_what_was_stored_badly_leaves_the_usual_keys(window: MainWindow, kept: str) -> None:
    window.settings.set(settings.KEYS, kept)
    made = Keys(window.actions_, window.settings)
    assert all(made.is_usual(row.id) for row in ACTIONS)


def test_of_two_that_were_stored_with_one_key_only_one_has_it(window: MainWindow) -> None:
    window.settings.set(settings.KEYS, json.dumps({"note.tag": ["Z", "U"], "note.link": ["Z"]}))
    Keys(window.actions_, window.settings)
    assert keys.of("note.tag") == ("Z", "U")
    assert keys.of("note.link") == ()
    assert keys.of("note.underline") == ()


# The palette


def palette_of(window: MainWindow) -> CommandPalette:
    made = CommandPalette(window.actions_, window.settings, window)
    made.show()
    QTest.qWait(20)
    return made


def listed(palette: CommandPalette) -> list[str]:
    role = Qt.ItemDataRole.UserRole
    return [palette._list.item(row).data(role) for row in range(palette._list.count())]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("mal", "note.mark_alike"),
        ("mark all li", "note.mark_alike"),
        ("like mark", "note.mark_alike"),
        ("strike", "note.strike"),
        ("nit", "note.margin"),
        ("ctrl+g", "go.address"),
    ],
)
def test_the_palette_finds_by_words_and_by_initials(
    window: MainWindow, typed: str, first: str
) -> None:
    palette = palette_of(window)
    QTest.keyClicks(palette._field, typed)
    assert listed(palette)[0] == first


def test_the_palette_offers_no_undo_for_the_words_of_what_it_would_undo(window: MainWindow) -> None:
    window.library.run("Open the sample reading", meanings.rename, Colour.RED, "Doubt")
    palette = palette_of(window)
    QTest.keyClicks(palette._field, "sample reading")
    assert listed(palette) == ["help.sample"]
    palette._field.clear()
    QTest.keyClicks(palette._field, "undo")
    assert palette._list.item(0).text() == "Undo: Open the sample reading"


def test_what_was_used_last_is_listed_first(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    for typed in ("zoom nothing", "larger type", "text only"):

        def take(palette: CommandPalette, words: str = typed) -> int:
            palette.show()
            QTest.qWait(20)
            palette._field.setFocus()
            QTest.keyClicks(palette._field, words)
            QTest.keyClick(palette._field, Qt.Key.Key_Return)
            return 1

        monkeypatch.setattr(CommandPalette, "exec", take)
        CommandPalette.ask(window.actions_, window.settings, window)
    assert listed(palette_of(window))[:2] == ["view.text_only", "view.larger"]


def test_what_cannot_be_done_now_is_greyed_and_says_why(window: MainWindow) -> None:
    palette = palette_of(window)
    QTest.keyClicks(palette._field, "scroll both")
    item = palette._list.item(0)
    assert not item.flags() & Qt.ItemFlag.ItemIsEnabled
    assert "two readings" in palette._rows[listed_row(palette, "view.together")].aside
    QTest.keyClick(palette._field, Qt.Key.Key_Return)
    assert palette.isVisible()
    assert palette.chosen is None


def listed_row(palette: CommandPalette, action: str) -> int:
    return next(n for n, row in enumerate(palette._rows) if row.data == action)


def test_settings_are_read_from_the_file_of_the_reader(tmp_path: Path) -> None:
    stored = Settings(tmp_path / "settings.json")
    stored.set(settings.KEYS, '{"note.tag": ["G"]}')
    assert Settings(tmp_path / "settings.json").get(settings.KEYS) == '{"note.tag": ["G"]}'

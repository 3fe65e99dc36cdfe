"""The list of recent changes, as a reader uses it: from the menu, by the keyboard, while they work on."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest

from closereader.gui.dialogs.recent_changes import RecentChanges
from closereader.gui.moments import moment
from closereader.library import annotations, readings
from closereader.model.annotation import AnnotationKind
from closereader.model.colour import Colour
from tests.helpers.libraries import document
from tests.helpers.window import notes, quote


@pytest.fixture
def marked(window):
    """Two notes, the first of them blue."""
    made = []
    for words in ("the old bridge", "nobody should walk on it"):
        window.session.select(quote(window, words), 0)
        made.append(window.session.mark(AnnotationKind.HIGHLIGHT, Colour.YELLOW))
    window.session.recolour([made[0].id], Colour.BLUE)
    return made


@pytest.fixture
def dialog(qtbot, window, marked):
    window.actions_["edit.recent"].trigger()
    (found,) = window.findChildren(RecentChanges)
    qtbot.waitUntil(lambda: found.model.rowCount() == 4)
    return found


def _lines(dialog):
    return [(line.heading, line.below) for line in dialog.model.lines]


def _press(dialog, key, where=None):
    QTest.keyClick(where or dialog.list, key)


def test_what_was_changed_is_listed_with_its_place_the_newest_first(dialog):
    assert _lines(dialog) == [
        ("Change colour", "¶1 · The Bridge at Low Water · “the old bridge”"),
        ("Highlight", "¶2 · The Bridge at Low Water · “nobody should walk on it”"),
        ("Highlight", "¶1 · The Bridge at Low Water · “the old bridge”"),
        ("Add reading", "“The Bridge at Low Water”"),
    ]


def test_one_change_is_taken_back_by_the_keyboard_and_the_later_stay(qtbot, window, dialog):
    _press(dialog, Qt.Key.Key_Down)
    assert dialog.take_back.isEnabled()
    _press(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 5)
    assert _lines(dialog)[0][0] == "Take back: Highlight"
    assert [note.colour for note in notes(window)] == [Colour.BLUE]
    assert window.library.undo_label == "Take back: Highlight"


def test_what_is_in_the_way_is_said_in_the_list_itself(qtbot, window, dialog):
    for _ in range(2):
        _press(dialog, Qt.Key.Key_Down)
    _press(dialog, Qt.Key.Key_Return)
    assert "“Change colour” changed the same later" in dialog.told.text()
    assert dialog.told.isVisible()
    assert len(notes(window)) == 2


def test_all_down_to_one_is_undone_and_stands_above_as_undone(qtbot, window, dialog):
    _press(dialog, Qt.Key.Key_Down)
    qtbot.mouseClick(dialog.through, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.model.lines[1].is_faded)
    assert [line.heading for line in dialog.model.lines] == [
        "Change colour (undone)",
        "Highlight (undone)",
        "Highlight",
        "Add reading",
    ]
    assert [note.colour for note in notes(window)] == [Colour.YELLOW]
    assert dialog.through.text() == "Redo to here", "the step that was chosen is still chosen"
    assert not dialog.take_back.isEnabled()
    qtbot.mouseClick(dialog.through, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.model.lines[1].is_faded)
    assert len(notes(window)) == 2


def test_the_list_follows_what_is_done_meanwhile(qtbot, window, dialog, marked):
    window.session.set_comment(marked[1].id, "by whose word?")
    qtbot.waitUntil(lambda: _lines(dialog)[0][0] == "Comment")
    window.actions_["edit.undo"].trigger()
    qtbot.waitUntil(lambda: _lines(dialog)[0][0] == "Comment (undone)")


def test_the_list_can_be_narrowed_by_words(dialog):
    QTest.keyClicks(dialog.field, "colour")
    assert [head for head, _below in _lines(dialog)] == ["Change colour"]
    QTest.keyClicks(dialog.field, "zzz")
    assert dialog.nothing.isVisible()
    assert "Nothing has these words" in dialog.nothing.text()
    _press(dialog, Qt.Key.Key_Escape, dialog.field)
    assert dialog.model.rowCount() == 4


def test_many_changes_are_undone_in_a_task(qtbot, window, dialog):
    drafts = [annotations.Draft(quote(window, "the old bridge")) for _ in range(300)]
    window.session.run(
        "Mark", annotations.add_many, window.session.reading.id, drafts, weight=len(drafts)
    )
    qtbot.waitUntil(lambda: _lines(dialog)[0][0] == "Mark")
    assert _lines(dialog)[0][1].startswith("300 notes")
    dialog._choose([1])
    qtbot.mouseClick(dialog.through, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.model.lines[1].is_faded)
    assert len(notes(window)) == 2


def test_asked_for_again_the_same_list_comes_to_the_front(window, dialog):
    window.actions_["edit.recent"].trigger()
    assert len(window.findChildren(RecentChanges)) == 1


def test_each_row_is_told_in_one_sentence_to_those_who_hear_it(dialog):
    spoken = dialog.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Change colour, ")
    assert dialog.list.accessibleName() == "Recent changes"


def test_what_is_undone_where_it_cannot_be_seen_is_said(window, marked):
    said = []
    window.messages.said.connect(lambda sentence, *_: said.append(sentence))
    other = document("A Second Text", "Nobody has opened it.", title="A Second Text")
    window.library.run("Add reading", readings.add, other)
    for key in ("edit.undo", "edit.redo", "edit.undo"):
        window.actions_[key].trigger()
    assert said == [
        "Undone in another reading: Add reading.",
        "Done again in another reading: Add reading.",
        "Undone in another reading: Add reading.",
    ]
    window.actions_["edit.undo"].trigger()
    assert len(said) == 3, "a change of colour in the open reading is seen"


def test_moments_are_told_briefly():
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    now = datetime(2026, 11, 24, 12, 4, tzinfo=UTC).astimezone()
    told = [moment((now - timedelta(days=days)).isoformat(), now) for days in (0, 1, 6, 400)]
    QLocale.setDefault(before)
    time = f"{now:%H:%M}"
    assert told == [time, f"yesterday {time}", f"18 November {time}", f"20 October 2025 {time}"]

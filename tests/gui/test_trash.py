"""The trash, as a reader uses it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from closereader.gui.dialogs.trash import TrashDialog
from closereader.library import essays, queries, readings, trash
from closereader.model.annotation import AnnotationKind
from closereader.model.colour import Colour
from tests.helpers.window import notes, quote


def _mark(window, words, comment):
    window.session.select(quote(window, words), 0)
    made = window.session.mark(AnnotationKind.HIGHLIGHT, Colour.YELLOW)
    window.session.set_comment(made.id, comment)
    return made


@pytest.fixture
def deleted(window):
    """Two notes in the trash."""
    made = [
        _mark(window, "the old bridge", "a footing"),
        _mark(window, "nobody should walk on it", "by *whose* word?"),
    ]
    for note in made:
        window.session.remove([note.id])
    return made


@pytest.fixture
def dialog(qtbot, window, deleted):
    return _open(qtbot, window, 2)


def _open(qtbot, window, count):
    window.actions_["file.trash"].trigger()
    (found,) = window.findChildren(TrashDialog)
    qtbot.waitUntil(lambda: found.model.rowCount() == count)
    return found


def _press(dialog, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(dialog.list, key, modifier)


def test_what_was_deleted_is_listed_the_last_first(dialog):
    first, second = dialog.model.lines
    assert (first.heading, second.heading) == ("nobody should walk on it", "the old bridge")
    assert first.below.startswith("by whose word? · ")
    assert first.aside == "30 days left"


def test_a_note_comes_back_by_enter_and_goes_again_by_undo(qtbot, window, dialog, deleted):
    _press(dialog, Qt.Key.Key_Down)
    _press(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    assert [note.comment for note in notes(window)] == ["a footing"]
    assert dialog.told.text() == "“the old bridge” is back."
    assert window.library.undo_label == "Restore"
    window.actions_["edit.undo"].trigger()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 2)


def test_several_come_back_at_once(qtbot, window, dialog):
    _press(dialog, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(dialog.chosen()) == 2
    qtbot.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 0)
    assert len(notes(window)) == 2
    assert "empty" in dialog.nothing.text()
    assert not dialog.restore.isEnabled()
    assert not dialog.empty.isEnabled()


def test_what_is_deleted_for_good_can_be_put_back_while_the_list_is_open(qtbot, window, dialog):
    _press(dialog, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    assert "1 thing was deleted for good" in dialog.told.text()
    assert len(trash.trashed(window.library)) == 1
    qtbot.mouseClick(dialog.put_back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 2)
    assert not dialog.put_back.isVisible()


def test_the_whole_trash_is_emptied_and_put_back(qtbot, window, dialog):
    QTest.keyClicks(dialog.field, "footing")
    qtbot.mouseClick(dialog.empty, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: trash.trashed(window.library) == [])
    assert "2 things were deleted for good" in dialog.told.text()
    qtbot.mouseClick(dialog.put_back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(trash.trashed(window.library)) == 2)


def test_a_removed_reading_is_one_row_and_brings_its_notes_back(qtbot, window):
    _mark(window, "the old bridge", "a footing")
    window.session.run("Remove reading", readings.remove, window.session.reading.id)
    dialog = _open(qtbot, window, 1)
    (line,) = dialog.model.lines
    assert line.heading == "The Bridge at Low Water"
    assert line.below.startswith("Reading · Ann Example · 1 note")
    _press(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 0)
    (summary,) = queries.readings(window.library)
    assert summary.annotations == 1


def test_a_note_brings_its_reading_along_and_says_so(qtbot, window, deleted):
    window.session.run("Remove reading", readings.remove, window.session.reading.id)
    dialog = _open(qtbot, window, 3)
    assert "removed too" in dialog.model.lines[1].below
    _press(dialog, Qt.Key.Key_Down)
    _press(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    assert "the reading that it belongs to" in dialog.told.text()
    (summary,) = queries.readings(window.library)
    assert summary.annotations == 1


def test_an_essay_is_told_by_its_title(qtbot, window):
    essay = window.library.run("New", essays.make, [window.session.reading.id], "On bridges")
    window.library.run("Write", essays.set_text, essay.id, "Known by its feet.", ())
    window.library.run("Delete", essays.remove, essay.id)
    dialog = _open(qtbot, window, 1)
    (line,) = dialog.model.lines
    assert line.heading == "On bridges"
    assert line.below.startswith("Essay · Known by its feet.")


def test_the_trash_opens_without_a_reading_and_says_that_it_is_empty(qtbot, window):
    window.show_library()
    dialog = _open(qtbot, window, 0)
    qtbot.waitUntil(lambda: "thirty days" in dialog.nothing.text())
    assert dialog.nothing.isVisible()

"""Notes from paper: typed in a box beside the text, previewed, added in one step."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from closereader.gui.dialogs.paper import PaperDialog
from closereader.gui.main_window import MainWindow
from closereader.model.annotation import AnnotationKind
from tests.helpers.window import notes, press, quote


def dialog_of(window: MainWindow) -> PaperDialog:
    window.trigger("mark.paper")
    QApplication.processEvents()
    (dialog,) = [d for d in window.findChildren(QDialog) if isinstance(d, PaperDialog)]
    return dialog


@pytest.fixture
def dialog(window: MainWindow) -> PaperDialog:
    return dialog_of(window)


def write(dialog: PaperDialog, typed: str) -> None:
    for number, line in enumerate(typed.split("\n")):
        if number:
            QTest.keyClick(dialog.box, Qt.Key.Key_Return)
        QTest.keyClicks(dialog.box, line)
    QTest.qWait(200)


def rows(dialog: PaperDialog) -> list[list[str]]:
    tree = dialog.preview
    return [
        [tree.topLevelItem(row).text(column) for column in range(5)]
        for row in range(tree.topLevelItemCount())
    ]


def test_what_is_typed_is_previewed_and_added_in_one_step(
    window: MainWindow, dialog: PaperDialog
) -> None:
    write(dialog, '¶1.2 ? who is "Nobody"\n¶2 [cl] "sound" #theme/bridge twice')
    assert rows(dialog) == [
        ["¶1.2", "Nobody", "Question", "", 'who is "Nobody"'],
        ["¶2", "sound", "Claim", "theme/bridge", "twice"],
    ]
    assert dialog.add_button.text() == "Add 2 notes"
    assert notes(window) == [], "nothing is made before it is asked for"
    QTest.keyClick(dialog.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    first, second = notes(window)
    assert (first.kind, first.quote) == (AnnotationKind.QUESTION, "Nobody")
    assert second.tags == ("theme/bridge",)
    assert not dialog.isVisible(), "nothing is left to be mended"
    assert window.actions_["edit.undo"].text() == "Undo: Notes from paper"
    window.trigger("edit.undo")
    assert notes(window) == []


def test_a_line_that_is_not_understood_says_why_and_stays_to_be_mended(
    window: MainWindow, dialog: PaperDialog
) -> None:
    write(dialog, "¶1: fine\n¶33: far\n¶2: fine too")
    told = rows(dialog)[1][0]
    assert told.startswith("¶33: far – ")
    assert "there is no ¶33" in told
    assert "1 line was not understood" in dialog.told.text()
    QTest.mouseClick(dialog.add_button, Qt.MouseButton.LeftButton)
    assert [note.comment for note in notes(window)] == ["fine", "fine too"]
    assert dialog.isVisible()
    assert dialog.box.toPlainText() == "¶33: far\n"
    dialog.box.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClick(dialog.box, Qt.Key.Key_Right)
    QTest.keyClick(dialog.box, Qt.Key.Key_Delete)
    QTest.qWait(200)
    assert dialog.add_button.text() == "Add 1 note"


def test_lines_are_counted_when_one_is_named(
    qtbot: QtBot, window: MainWindow, dialog: PaperDialog
) -> None:
    write(dialog, "2: half the town")
    qtbot.waitUntil(lambda: bool(dialog.understood), timeout=60_000)
    (entry,) = dialog.understood
    assert entry.span == window.session.addresses.line_span(2)


def test_what_was_typed_is_there_again_when_the_dialog_was_closed(
    window: MainWindow, dialog: PaperDialog
) -> None:
    write(dialog, "¶1: unfinished")
    QTest.keyClick(dialog.box, Qt.Key.Key_Escape)
    QTest.qWait(20)
    assert dialog_of(window).box.toPlainText() == "¶1: unfinished"


def test_a_click_on_a_row_shows_the_passage_and_its_line(
    window: MainWindow, dialog: PaperDialog
) -> None:
    write(dialog, '¶1: one\n¶2 "nobody": two')
    tree = dialog.preview
    rect = tree.visualItemRect(tree.topLevelItem(1))
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert window.session.caret == quote(window, "nobody should walk").start
    assert dialog.box.textCursor().blockNumber() == 1


def test_the_key_opens_it_only_with_a_reading(window: MainWindow) -> None:
    press(window, "Ctrl+Shift+N")
    assert any(isinstance(d, PaperDialog) for d in window.findChildren(QDialog))
    window.show_library()
    assert not window.actions_["mark.paper"].isEnabled()

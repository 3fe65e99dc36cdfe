"""The side panes' tabs."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closereader.gui import theme as themes
from closereader.gui.entities import EntitiesPane
from closereader.gui.essay.pane import EssayPane
from closereader.gui.notes import NotesPane
from closereader.gui.outline import OutlinePane
from closereader.gui.pages.thumbnails import PagesPane
from closereader.gui.questions.pane import QuestionsPane
from closereader.gui.sheet import window_sheet
from closereader.gui.side_panes import LeftPane, RightPane
from closereader.gui.tags.pane import TagsPane
from closereader.gui.widgets import TabRow
from closereader.model.annotation import AnnotationKind
from closereader.model.colour import Colour
from tests.helpers.reader import reader_pane
from tests.helpers.window import press, quote


@pytest.fixture
def right(qtbot, session):
    made = RightPane(NotesPane(session), QuestionsPane(session), EssayPane(session))
    qtbot.addWidget(made)
    made.resize(335, 700)
    made.show()
    return made


@pytest.fixture
def left(qtbot, session):
    small = PagesPane(session, reader_pane(qtbot, session).views)
    made = LeftPane(OutlinePane(session), EntitiesPane(session), TagsPane(session, list), small)
    qtbot.addWidget(made)
    made.resize(286, 700)
    made.show()
    return made


def test_the_tabs_count_notes_and_questions_as_they_come_and_go(session, right, note):
    note("bread was short")
    note("unpaid promise", kind=AnnotationKind.QUESTION, colour=Colour.RED)
    assert [right.tabs.tabText(n) for n in (0, 1)] == ["Notes · 2", "Questions · 1"]
    session.undo()
    assert [right.tabs.tabText(n) for n in (0, 1)] == ["Notes · 1", "Questions · 0"]


def test_the_questions_have_a_tab_of_their_own(qtbot, right, note):
    note("bread was short")
    qtbot.mouseClick(right.tabs, Qt.MouseButton.LeftButton, pos=right.tabs.tabRect(1).center())
    assert right.questions.isVisible()
    assert right.questions.model.rowCount() == 0
    assert "press Q" in right.questions._nothing.text()
    right.tabs.setFocus()
    qtbot.keyClick(right.tabs, Qt.Key.Key_Left)
    assert right.notes.isVisible()
    assert right.notes.model.rowCount() == 1


def test_writing_on_a_note_leaves_the_questions(session, right, note):
    plain = note("bread was short")
    question = note("unpaid promise", kind=AnnotationKind.QUESTION)
    right.show_questions()
    session.edit_comment.emit(question.id)
    right.show_notes(question.id)
    assert right.tabs.currentIndex() == 1
    assert right.questions.view.editor.note == question.id
    assert right.notes.view.editor.note is None
    session.edit_comment.emit(plain.id)
    right.show_notes(plain.id)
    assert right.tabs.currentIndex() == 0
    assert right.notes.view.editor.note == plain.id
    assert right.notes.view.editor.comment.hasFocus()


def test_outline_and_entities_change_places(left):
    assert left.entities.isVisible()
    left.show_outline()
    assert left.outline.isVisible()
    assert not left.entities.isVisible()


@pytest.mark.parametrize("name", ["light", "dark", "sepia", "contrast"])
def test_both_panes_take_a_theme_at_once(left, right, name):
    theme = themes.load(name)
    for pane in (left, right):
        pane.set_theme(theme)
        # Of the window, as in the program.
        pane.setStyleSheet(window_sheet(theme))
        picture = pane.grab().toImage()
        assert picture.pixelColor(pane.width() - 6, 20) == theme.panel
        assert picture.pixelColor(4, pane.height() - 60) == theme.panel


def test_a_tab_the_pointer_has_left_is_lit_no_longer(qtbot: QtBot, right) -> None:
    painted: list[bool] = []

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                painted.append(True)
            return False

    qtbot.waitExposed(right)
    watch, tabs = Watch(right), right.tabs
    tabs.installEventFilter(watch)
    for place in (tabs.mapTo(right, tabs.tabRect(1).center()), QPoint(100, 600)):
        QApplication.processEvents()
        painted.clear()
        QTest.mouseMove(right.windowHandle(), place)
        qtbot.waitUntil(lambda: bool(painted))


def test_another_tab_takes_the_keyboard_to_what_it_shows(qtbot: QtBot, right, note) -> None:
    note("unpaid promise", kind=AnnotationKind.QUESTION, colour=Colour.RED)
    right.activateWindow()
    right.notes.take_focus()
    qtbot.waitUntil(right.notes.view.hasFocus)
    right.show_questions()
    assert right.questions.view.hasFocus()
    right.show_essay()
    assert right.essay.edit.hasFocus()
    right.show_notes("")
    assert right.notes.view.hasFocus()


def test_in_a_narrow_pane_no_tab_is_cut(qtbot: QtBot) -> None:
    tabs = TabRow()
    qtbot.addWidget(tabs)
    for words in ("", "", "My essay"):
        tabs.addTab(words)
    tabs.resize(330, 38)
    tabs.show()
    for notes, questions, narrow in ((10_000, 25, 330), (26, 3, 221), (10_000, 25, 221)):
        tabs.resize(narrow, 38)
        tabs.setTabText(0, f"Notes · {notes}")
        tabs.setTabText(1, f"Questions · {questions}")
        for tab in (0, 1, 2, 0):
            tabs.setCurrentIndex(tab)
            QApplication.processEvents()
            assert tabs.tabRect(0).left() == 0
            assert tabs.tabRect(2).right() <= tabs.width()
        shown = [tabs.shown(n) for n in range(3)]
        full = [f"Notes · {notes}", f"Questions · {questions}", "My essay"]
        if narrow == 330:
            assert shown == full
        else:
            assert shown[1:] == ["Questions", "My essay"]
            assert shown[0] == ("Notes · 26" if notes == 26 else "Notes")


def test_tab_comes_to_the_row_of_tabs_before_what_is_below_it(qtbot, window):
    window.resize(1400, 900)
    qtbot.waitUntil(lambda: window.right.isVisible() and window.left.isVisible())
    for side, pages in (
        (window.left, (window.left.outline, window.left.entities, window.left.tags)),
        (window.right, (window.right.notes, window.right.questions, window.right.essay)),
    ):
        for number, page in enumerate(pages):
            side.tabs.setCurrentIndex(number)
            side.tabs.setFocus()
            QTest.keyClick(side.tabs, Qt.Key.Key_Tab)
            assert page.isAncestorOf(window.focusWidget())


def test_notes_and_questions_are_reached_by_keys_from_the_text(window):
    window.reader.view.select(quote(window, "half the town"))
    press(window, "1")
    window.trigger("view.questions")
    window.reader.view.setFocus()
    window.trigger("view.notes")
    assert window.notes.view.hasFocus()

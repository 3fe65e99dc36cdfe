"""In the window: Q asks, E lets a passage bear on a question."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closereader.gui.dialogs.filtered_list import FilteredList
from closereader.gui.main_window import MainWindow
from closereader.model.annotation import Annotation, AnnotationKind, QuestionState
from closereader.model.question import evidence_of
from tests.helpers.window import notes, press, quote

QUESTION = AnnotationKind.QUESTION


def ask(window: MainWindow, words: str, comment: str) -> Annotation:
    """Select these words, press Q, write, and come back to the text."""
    window.reader.view.setFocus()
    window.reader.view.select(quote(window, words))
    press(window, "Q")
    field = QApplication.focusWidget()
    QTest.keyClicks(field, comment)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    return questions(window)[-1]


def questions(window: MainWindow) -> list[Annotation]:
    found = [note for note in notes(window) if note.kind is QUESTION]
    return sorted(found, key=lambda note: note.created)


def test_q_asks_about_the_selection(window: MainWindow) -> None:
    asked = ask(window, "the bridge was sound", "Says who?")
    assert (asked.quote, asked.comment) == ("the bridge was sound", "Says who?")


def test_a_question_not_yet_put_into_words_is_told_by_dots(window: MainWindow) -> None:
    window.reader.view.clear_selection()
    window.reader.view.go_to(quote(window, "half the town"), flash=False)
    window.right.show_questions()
    window.right.questions.ask_wanted.emit()
    assert questions(window)[-1].comment == ""
    assert "“…”" in window.right.questions._gathers.text()


def test_q_without_a_selection_asks_at_the_caret(window: MainWindow) -> None:
    place = quote(window, "half the town").start
    window.reader.view.put_caret(place)
    press(window, "Q")
    (asked,) = questions(window)
    assert (asked.start, asked.end) == (place, place)


def test_q_on_a_chosen_note_asks_about_its_passage(window: MainWindow) -> None:
    window.reader.view.select(quote(window, "half the town"))
    press(window, "1")
    press(window, "Q")
    assert [note.quote for note in questions(window)] == ["half the town"]
    assert len(notes(window)) == 2


def test_e_makes_the_selection_evidence_for_the_chosen_question(window: MainWindow) -> None:
    ask(window, "the bridge was sound", "Says who?")
    window.reader.view.select(quote(window, "The council said nothing"))
    press(window, "E")
    (asked,) = questions(window)
    (found,) = evidence_of(asked)
    note = window.session.annotations.get(found)
    assert (note.quote, note.kind) == ("The council said nothing", AnnotationKind.HIGHLIGHT)
    assert asked.state is QuestionState.TAKEN_UP
    assert window.session.selection is None
    window.trigger("edit.undo")
    assert questions(window)[0].state is QuestionState.OPEN
    assert len(notes(window)) == 1


def test_e_takes_the_chosen_note(window: MainWindow) -> None:
    ask(window, "the bridge was sound", "Says who?")
    window.reader.view.select(quote(window, "half the town"))
    press(window, "2")
    note = window.session.chosen_note
    press(window, "E")
    assert evidence_of(questions(window)[0]) == (note,)


def test_without_a_question_e_says_what_to_do(window: MainWindow) -> None:
    said: list[str] = []
    window.messages.said.connect(lambda sentence, _details, _error: said.append(sentence))
    window.reader.view.select(quote(window, "half the town"))
    press(window, "E")
    assert "Q asks one" in said[-1]
    window.reader.view.clear_selection()
    press(window, "E")
    assert "press E" in said[-1]
    assert notes(window) == []


@pytest.mark.parametrize("taken", [True, False])
def test_where_none_is_chosen_a_list_asks_which(window: MainWindow, taken: bool) -> None:
    ask(window, "the bridge was sound", "Says who?")
    ask(window, "The town walked on it.", "Was it sound then?")
    window.session.choose_note(None)
    window.desks.active.questions.gathering.let_go()

    def choose() -> None:
        (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, FilteredList)]
        field = dialog._field
        QTest.keyClicks(field, "says")
        QTest.keyClick(field, Qt.Key.Key_Return if taken else Qt.Key.Key_Escape)

    QTimer.singleShot(200, window, choose)
    window.reader.view.select(quote(window, "half the town"))
    press(window, "E")
    first, second = questions(window)
    assert len(evidence_of(first)) == (1 if taken else 0)
    assert evidence_of(second) == ()


def test_a_question_has_its_tab_and_the_keyboard_there(window: MainWindow) -> None:
    asked = ask(window, "the bridge was sound", "Says who?")
    window.trigger("view.questions")
    pane = window.right.questions
    assert pane.isVisible()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_S)
    assert questions(window)[0].state is QuestionState.TAKEN_UP
    window.session.choose_note(asked.id)
    QTest.keyClick(pane.view, Qt.Key.Key_Escape)
    assert window.reader.view.hasFocus()
    press(window, "Shift+Q")
    assert questions(window)[0].state is QuestionState.ANSWERED


def test_a_question_asked_among_the_questions_is_written_there(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.right.show_questions()
    window.reader.view.setFocus()
    window.reader.view.select(quote(window, "half the town"))
    press(window, "Q")
    pane = window.right.questions
    assert pane.isVisible()
    assert pane.view.editor.comment.hasFocus()
    qtbot.mouseClick(pane.ask, Qt.MouseButton.LeftButton)
    assert len(questions(window)) == 2


def test_evidence_of_another_reading_stands_beside(qtbot: QtBot, window: MainWindow) -> None:
    from closereader.library import readings
    from closereader.model.document import Block, BlockKind, Document

    words = "A reply was printed. It said that nobody had walked there."
    block = Block(0, len(words), BlockKind.PARAGRAPH)
    other, _ = window.library.run("Add", readings.add, Document(words, (block,), title="A Reply"))
    asked = ask(window, "the bridge was sound", "Says who?")
    left = window.desks.active
    window.desks.open_beside(other.id)
    qtbot.waitUntil(lambda: not window.tasks.running, timeout=20_000)
    window.reader.view.select(quote(window, "nobody had walked there"))
    press(window, "E")
    qtbot.waitUntil(lambda: bool(left.questions.view.evidence(asked)))
    (there,) = left.questions.view.evidence(asked)
    assert (there.reading.title, there.note.quote) == ("A Reply", "nobody had walked there")

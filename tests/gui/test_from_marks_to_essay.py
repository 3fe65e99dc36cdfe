"""The whole way by keys alone: sixty notes of all kinds, a question with evidence, an essay with its
quotations, all of it taken back and done again, also after a restart."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closereader.gui.app import open_window
from closereader.gui.main_window import MainWindow
from closereader.library import essay_check, essays, queries
from closereader.library.essay_check import Standing
from closereader.library.library import Library
from closereader.library.quotations import Sources
from closereader.model.annotation import EVIDENCE, Annotation, AnnotationKind, QuestionState
from tests.helpers.libraries import dump
from tests.helpers.window import notes, press, window_on

SENTENCE = "On day {number} the ferry crossed {count} times. The ferryman kept no book of it."
PAGE = (
    "<html><head><title>The Ferry</title></head><body><h1>The Ferry</h1>"
    + "".join(f"<p>{SENTENCE.format(number=n, count=n * 3)}</p>" for n in range(1, 61))
    + "</body></html>"
)
KINDS = (
    *("1", "2", "3", "4", "5", "6", "7", "8", "H", "U", "X", "B"),
    *("question", "comment", "tag", "margin"),
)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with window_on(qtbot, tmp_path, PAGE) as made:
        yield made


def type_on(words: str, *, end: str) -> None:
    """Type where the focus is, then the last key."""
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, words)
    last = QKeySequence(end)[0]
    QTest.keyClick(field, last.key(), last.keyboardModifiers())


def go(window: MainWindow, address: str) -> None:
    window.session.go_to_address(address)
    window.reader.view.setFocus()


def mark(window: MainWindow, number: int, kind: str) -> None:
    """A note of that kind on paragraph `number`, as the keys make it."""
    go(window, f"¶{number}")
    if kind == "margin":
        press(window, "M")
        type_on(f"see ¶{number}", end="Escape")
        return
    if kind == "B":
        press(window, "B")
        return
    press(window, "Ctrl+Shift+S")
    if kind == "question":
        press(window, "Q")
        type_on("who counted", end="Escape")
    elif kind == "comment":
        press(window, "C")
        type_on("he did not", end="Escape")
    elif kind == "tag":
        press(window, "T")
        type_on("work/ferry", end="Return")
        type_on("", end="Escape")
    else:
        press(window, kind)


def mark_all(qtbot: QtBot, window: MainWindow) -> None:
    for number in range(1, 59):
        mark(window, number, KINDS[number % len(KINDS)])
    go(window, "¶59.1")
    press(window, "Ctrl+Shift+S")
    press(window, "L")
    go(window, "¶60.1")
    press(window, "Ctrl+Shift+S")
    press(window, "L")
    qtbot.waitUntil(lambda: window.linking.popup is not None)
    QTest.keyClicks(window.linking.popup.field, "2")


def restarted(qtbot: QtBot, window: MainWindow) -> MainWindow:
    folder = window.library.folder
    window.close()
    window.library.close()
    again = open_window(Library.open(folder, reader="Reader"), [])
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: again.session.entities_ready, timeout=20_000)
    return again


def undo_all(window: MainWindow) -> int:
    steps = 0
    while window.library.undoable is not None:
        QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        steps += 1
        assert steps <= 200, "undo does not come to an end"
    return steps


def of_kind(window: MainWindow, kind: AnnotationKind) -> list[Annotation]:
    return [note for note in notes(window) if note.kind is kind]


def test_sixty_notes_of_all_kinds_are_made_taken_back_and_done_again_by_keys(
    qtbot: QtBot, window: MainWindow
) -> None:
    mark_all(qtbot, window)
    made = notes(window)
    assert len(made) == 60
    # All but an area, which needs the pages of a source.
    assert {note.kind for note in made} == set(AnnotationKind) - {AnnotationKind.AREA}
    assert len({note.colour for note in made}) == 8
    assert [link.kind for note in made for link in note.links] == ["contradicts"]
    assert Counter(tag for note in made for tag in note.tags) == {"work/ferry": 3}
    assert {note.comment for note in made if note.kind is AnnotationKind.QUESTION} == {
        "who counted"
    }
    held = dump(window.library.path, ("annotations",))

    again = restarted(qtbot, window)
    steps = undo_all(again)
    assert queries.readings(again.library) == []
    for _ in range(steps):
        QTest.keyClick(again, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert dump(again.library.path, ("annotations",)) == held
    again.close()
    again.library.close()


def test_a_question_gathers_evidence_and_an_essay_quotes_it_by_keys(
    qtbot: QtBot, window: MainWindow
) -> None:
    mark(window, 3, "question")
    for address in ("¶7.2", "¶9.2"):
        go(window, address)
        press(window, "Ctrl+Shift+S")
        press(window, "E")
    (question,) = of_kind(window, AnnotationKind.QUESTION)
    assert question.state is QuestionState.TAKEN_UP
    assert [link.kind for link in question.links] == [EVIDENCE, EVIDENCE]

    for note in question.links:
        window.session.choose_note(note.target)
        press(window, "Ctrl+E")
    go(window, "¶12.1")
    press(window, "Ctrl+Shift+S")
    press(window, "Ctrl+E")
    press(window, "F4")
    type_on(" Nobody else did.", end="Escape")
    (essay,) = essays.every(window.library)
    checked = essay_check.check(essay, Sources(window.library))
    assert [one.standing for one in checked.quotations] == [Standing.EXACT] * 3
    assert essay.text.endswith("Nobody else did.")
    assert window.reader.view.hasFocus() or window.focusWidget() is window.reader.view

    again = restarted(qtbot, window)
    undo_all(again)
    assert essays.every(again.library) == []
    while again.library.redoable is not None:
        QTest.keyClick(again, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert essays.every(again.library) == [essay]
    again.close()
    again.library.close()


def test_single_keys_do_nothing_to_the_notes_while_a_comment_is_typed(window: MainWindow) -> None:
    mark(window, 5, "comment")
    go(window, "¶5.1")
    press(window, "Ctrl+Shift+S")
    press(window, "C")
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, " 1x8q")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    (note,) = notes(window)
    assert note.comment == "he did not 1x8q"

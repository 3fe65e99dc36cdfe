"""The questions: states, order and evidence, by keys, by clicks and by dragging."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from closereader.gui import dragging
from closereader.gui.notes import card as cards
from closereader.gui.questions.pane import QuestionsPane
from closereader.library import questions
from closereader.library.links import End
from closereader.model.annotation import AnnotationKind, QuestionState
from closereader.model.question import evidence_of
from closereader.model.span import Span
from tests.helpers.notes import shown, stored

QUESTION = AnnotationKind.QUESTION


@pytest.fixture
def pane(qtbot, session):
    made = QuestionsPane(session)
    qtbot.addWidget(made)
    made.resize(335, 700)
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.show()
    return made


@pytest.fixture
def asked(note):
    return [
        note(words, kind=QUESTION, comment=comment)
        for words, comment in (
            ("bread was short", "Why bread?"),
            ("unpaid promise", "Whose promise?"),
            ("government of the streets", "Whose phrase?"),
        )
    ]


def bear(qtbot, session, question, *notes):
    """Make these notes evidence for the question."""
    ends = [End(each.reading_id, each.span, each.id) for each in notes]
    session.run("Evidence", questions.add_evidence, question.id, ends)
    linked = session.linked
    qtbot.waitUntil(lambda: len(linked.of(question.id)) == len(notes))


def state(session, question):
    return stored(session, question).state


def on_card(pane, question, within):
    """Where a point of the question's card is in the list."""
    index = pane.model.index(pane.model.row_of(question.id))
    return pane.view.visualRect(index).topLeft() + QPoint(cards.SIDE, 1) + within.toPoint()


def card_of(pane, question):
    note = pane.model.note(pane.model.row_of(question.id))
    return pane.view.itemDelegate().question_card(note, pane.view.row_width)


def click(pane, where):
    QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=where)


def drop(pane, data, where):
    """What a drag that ends there does; Qt delivers its events only while one is under way."""
    event = QDropEvent(
        QPointF(where),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    pane.view.dropEvent(event)


def test_questions_alone_are_shown_in_order_of_place(pane, note, asked):
    note("Four demands")
    assert shown(pane) == [each.quote for each in asked]


def test_a_click_on_the_state_takes_the_question_up_then_answers_it(session, pane, asked):
    first = asked[0]
    for expected in (QuestionState.TAKEN_UP, QuestionState.ANSWERED, QuestionState.OPEN):
        click(pane, on_card(pane, first, card_of(pane, first).state.center()))
        assert state(session, first) is expected
    session.undo()
    assert state(session, first) is QuestionState.ANSWERED


@pytest.mark.parametrize("key", [Qt.Key.Key_S, Qt.Key.Key_Space])
def test_a_key_does_so_too(qtbot, session, pane, asked, key):
    session.choose_note(asked[1].id)
    pane.view.setFocus()
    qtbot.keyClick(pane.view, key)
    assert state(session, asked[1]) is QuestionState.TAKEN_UP
    assert session.library.undo_label == "Question: taken up"


def test_who_hears_a_question_hears_its_state_and_evidence(qtbot, session, pane, note, asked):
    bear(qtbot, session, asked[0], note("Four demands"))
    spoken = pane.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Taken up: ")
    assert "Why bread?" in spoken
    assert "¶4 evidence" in spoken


def test_states_filter_and_say_how_many_there_are(qtbot, session, pane, asked):
    session.run("State", questions.set_state, [asked[1].id], QuestionState.ANSWERED)
    answered = pane.states[QuestionState.ANSWERED]
    assert answered.accessibleName() == "Answered: 1"
    qtbot.mouseClick(answered, Qt.MouseButton.LeftButton)
    assert shown(pane) == ["unpaid promise"]
    qtbot.mouseClick(pane.states[QuestionState.OPEN], Qt.MouseButton.LeftButton)
    assert len(shown(pane)) == 3
    qtbot.mouseClick(answered, Qt.MouseButton.LeftButton)
    assert shown(pane) == ["bread was short", "government of the streets"]


def test_a_state_without_questions_says_so(qtbot, session, pane, asked):
    qtbot.mouseClick(pane.states[QuestionState.ANSWERED], Qt.MouseButton.LeftButton)
    assert not pane.view.isVisible()
    assert "No question is in this state" in pane._nothing.text()


def test_alt_with_arrows_moves_a_question(qtbot, session, pane, asked):
    first, second, third = (each.quote for each in asked)
    session.choose_note(asked[0].id)
    pane.view.setFocus()
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(pane.view, Qt.Key.Key_Down, alt)
    assert shown(pane) == [second, first, third]
    assert session.chosen_note == asked[0].id
    qtbot.keyClick(pane.view, Qt.Key.Key_Down, alt)
    qtbot.keyClick(pane.view, Qt.Key.Key_Down, alt)  # No further than the end.
    assert shown(pane) == [second, third, first]
    qtbot.keyClick(pane.view, Qt.Key.Key_Up, alt)
    assert shown(pane) == [second, first, third]
    session.undo()
    session.undo()
    session.undo()
    assert shown(pane) == [first, second, third]


@pytest.mark.parametrize(("target", "share", "expected"), [(0, 0.1, "201"), (1, 0.9, "012")])
def test_a_question_is_dragged_before_or_after_another(
    session, pane, asked, target, share, expected
):
    rect = pane.view.visualRect(pane.model.index(target))
    where = QPoint(60, round(rect.top() + share * (rect.height() - cards.GAP)))
    drop(pane, dragging.with_notes([asked[2].id]), where)
    assert shown(pane) == [asked[int(n)].quote for n in expected]


def test_dropped_below_all_it_becomes_the_last(session, pane, asked):
    drop(pane, dragging.with_notes([asked[0].id]), QPoint(60, pane.view.viewport().height() - 4))
    assert shown(pane) == [asked[n].quote for n in (1, 2, 0)]
    assert session.library.undo_label == "Arrange questions"


def test_moving_leaves_questions_that_are_filtered_out_where_they_were(qtbot, session, pane, asked):
    session.run("State", questions.set_state, [asked[1].id], QuestionState.ANSWERED)
    qtbot.mouseClick(pane.states[QuestionState.OPEN], Qt.MouseButton.LeftButton)
    session.choose_note(asked[2].id)
    pane.view.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.mouseClick(pane.states[QuestionState.OPEN], Qt.MouseButton.LeftButton)
    assert shown(pane) == [asked[n].quote for n in (2, 0, 1)]


def test_evidence_is_listed_and_a_click_goes_there(qtbot, session, pane, note, asked):
    roads, list_ = note("The roads into the town"), note("the list")
    bear(qtbot, session, asked[0], list_, roads)
    lines = card_of(pane, asked[0]).evidence
    assert [line.linked.note.id for line in lines] == [list_.id, roads.id]
    wanted = []
    pane.view.link_wanted.connect(wanted.append)
    click(pane, on_card(pane, asked[0], lines[1].rect.center()))
    assert [one.note.id for one in wanted] == [roads.id]
    assert session.chosen_note == asked[0].id


def test_a_click_on_the_cross_removes_evidence_and_keeps_the_note(
    qtbot, session, pane, note, asked
):
    roads = note("The roads into the town")
    bear(qtbot, session, asked[0], roads)
    (line,) = card_of(pane, asked[0]).evidence
    click(pane, on_card(pane, asked[0], line.remove.center()))
    assert evidence_of(stored(session, asked[0])) == ()
    assert stored(session, roads) == roads
    qtbot.waitUntil(lambda: not card_of(pane, asked[0]).evidence)


def test_evidence_is_reached_and_removed_by_keys(qtbot, session, pane, note, asked):
    roads, list_ = note("The roads into the town"), note("the list")
    bear(qtbot, session, asked[0], roads, list_)
    session.choose_note(asked[0].id)
    pane.view.setFocus()
    wanted = []
    pane.view.link_wanted.connect(wanted.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(pane.view, key)
    assert [one.note.id for one in wanted] == [list_.id]
    qtbot.keyClick(pane.view, Qt.Key.Key_Delete)
    assert evidence_of(stored(session, asked[0])) == (roads.id,)
    qtbot.keyClick(pane.view, Qt.Key.Key_Left)
    qtbot.keyClick(pane.view, Qt.Key.Key_Down)
    assert session.chosen_note == asked[1].id


def test_evidence_stands_in_its_lines_and_not_among_the_chips(qtbot, session, pane, note, asked):
    bear(qtbot, session, asked[0], note("The roads into the town"))
    made = card_of(pane, asked[0])
    assert made.chips == ()
    assert made.height > cards.make(asked[0], made.width, pane.view._theme).height


def test_a_note_that_is_dropped_on_a_question_becomes_its_evidence(session, pane, note, asked):
    roads = note("The roads into the town")
    drop(pane, dragging.with_notes([roads.id]), on_card(pane, asked[1], QPointF(60, 30)))
    kept = stored(session, asked[1])
    assert evidence_of(kept) == (roads.id,)
    assert kept.state is QuestionState.TAKEN_UP
    session.undo()
    assert stored(session, asked[1]) == asked[1]


def test_a_passage_that_is_dropped_on_a_question_becomes_its_evidence(session, pane, asked):
    start = session.text.text.index("Four demands")
    data = QMimeData()
    dragging.add_passage(data, session.reading.id, Span(start, start + 12))
    drop(pane, data, on_card(pane, asked[1], QPointF(60, 30)))
    (made,) = evidence_of(stored(session, asked[1]))
    assert session.annotations.get(made).quote == "Four demands"


def test_what_cannot_be_evidence_is_not_taken(session, pane, asked):
    data = QMimeData()
    data.setText("words from elsewhere")
    drop(pane, data, on_card(pane, asked[1], QPointF(60, 30)))
    assert stored(session, asked[1]) == asked[1]


def test_the_question_chosen_last_takes_evidence_until_it_is_let_go(
    qtbot, session, pane, note, asked
):
    assert not pane._strip.isVisible()
    session.choose_note(asked[0].id)
    plain = note("Four demands")
    session.choose_note(plain.id)
    assert pane.gathering.question.id == asked[0].id
    assert "Why bread?" in pane._gathers.text()
    qtbot.mouseClick(pane._let_go, Qt.MouseButton.LeftButton)
    assert pane.gathering.question is None
    assert not pane._strip.isVisible()


def test_a_question_is_written_on_where_it_stands(qtbot, session, pane, asked):
    session.choose_note(asked[0].id)
    pane.view.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_C)
    qtbot.keyClicks(pane.view.editor.comment, " Really?")
    pane.flush()
    assert stored(session, asked[0]).comment == "Why bread? Really?"


def test_a_narrow_pane_shows_signs_and_counts(qtbot, pane, asked):
    opened = pane.states[QuestionState.OPEN]
    assert opened.text() == "Open 3"
    pane.resize(230, 700)
    qtbot.waitUntil(lambda: opened.text() == "3")
    assert opened.toolTip() == "Open 3"
    assert not opened.icon().isNull()


def test_a_card_is_carried_away_by_drawing_it(monkeypatch, pane, asked):
    carried = []
    monkeypatch.setattr(
        "closereader.gui.notes.choosing.QDrag.exec",
        lambda drag, _action: carried.append(dragging.notes_of(drag.mimeData())),
    )
    viewport, where = pane.view.viewport(), on_card(pane, asked[1], QPointF(60, 30))
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=where)
    for step in (4, 12, 30):
        move_pressed(viewport, where + QPoint(0, step))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=where)
    assert carried == [(asked[1].id,)]


def move_pressed(viewport, where):
    """What Qt's own test events leave out: that the button is held down meanwhile."""
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(where),
        QPointF(viewport.mapToGlobal(where)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(viewport, event)


def test_counts_of_states_keep_in_step(session, pane, note, asked):
    opened = pane.states[QuestionState.OPEN]
    assert opened.text() == "Open 3"
    session.run("State", questions.set_state, [each.id for each in asked], QuestionState.TAKEN_UP)
    assert opened.text() == "Open 0"
    session.undo()
    session.remove([asked[0].id])
    note("Four demands", kind=QUESTION)
    note("the list")
    assert opened.text() == "Open 3"
    session.undo()
    session.undo()
    session.undo()
    assert opened.text() == "Open 3"


def test_among_the_notes_a_question_says_how_far_it_has_come(session, pane, asked):
    wording = pane.model.wording
    assert wording.head(asked[0]) == "¶1 · Evidence · question"
    session.run("State", questions.set_state, [asked[0].id], QuestionState.ANSWERED)
    assert wording.head(stored(session, asked[0])) == "¶1 · Evidence · question · answered"

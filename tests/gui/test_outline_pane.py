"""The pane of headings, as a reader uses it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester

from closereader.gui.outline import OutlinePane
from closereader.model.span import Span


@pytest.fixture
def pane(qtbot, session):
    made = OutlinePane(session)
    qtbot.addWidget(made)
    made.resize(286, 500)
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.show()
    return made


def test_headings_stand_in_order_with_their_depth(pane):
    found = [pane.model.heading(row) for row in range(pane.model.rowCount())]
    assert [(h.text, h.depth) for h in found] == [
        ("A Town and Its Water", 0),
        ("The blockade", 1),
        ("The vote", 1),
    ]


def test_a_click_goes_to_the_heading(qtbot, session, pane):
    index = pane.model.index(1)
    start = session.text.text.index("The blockade")
    with qtbot.waitSignal(session.go_to) as went:
        qtbot.mouseClick(
            pane.view.viewport(),
            Qt.MouseButton.LeftButton,
            pos=pane.view.visualRect(index).center(),
        )
    assert went.args == [Span(start, start + len("The blockade")), False]


def test_a_heading_that_half_shows_is_reached_by_one_click(qtbot, session, pane):
    pane.resize(286, 84)
    index = pane.model.index(2)
    rect = pane.view.visualRect(index)
    assert not pane.view.is_in_sight(index)
    assert rect.top() < pane.view.viewport().height()
    with qtbot.waitSignal(session.go_to) as went:
        qtbot.mouseClick(
            pane.view.viewport(),
            Qt.MouseButton.LeftButton,
            pos=QPoint(60, pane.view.viewport().height() - 2),
        )
    assert went.args[0].text_of(session.text.text) == "The vote"


def test_the_keyboard_goes_there_and_back(qtbot, session, pane):
    pane.take_focus()
    qtbot.keyClick(pane.view, Qt.Key.Key_Down)
    with qtbot.waitSignal(session.go_to) as went:
        qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert went.args[0].text_of(session.text.text) == "The blockade"
    with qtbot.waitSignal(pane.left):
        qtbot.keyClick(pane.view, Qt.Key.Key_Escape)


def test_the_section_the_reader_stands_in_is_marked(session, pane):
    offset = session.text.text.index("Four demands")
    session.place_changed.emit(offset)
    assert pane.model.current == 1
    spoken = pane.model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "The blockade, level 2, current section"
    assert pane.section_at(offset) == "The blockade"


def test_notes_are_counted_in_their_section_and_follow_undo(session, pane, note):
    note("bread was short")
    note("Four demands")
    note("its three roads")
    assert [pane.model.notes(row) for row in range(3)] == [1, 2, 0]
    session.undo()
    assert [pane.model.notes(row) for row in range(3)] == [1, 1, 0]


def test_without_a_reading_the_pane_says_what_will_be_here(session, pane):
    session.close()
    assert pane._nothing.text() == "Open a reading to see its headings here."
    assert pane.section_at(0) == ""


def test_a_place_told_before_the_headings_are_read_is_kept(session):
    # The reader hears first of the reading that is opened, and goes to its place at once.
    reading, session_text = session.reading.id, session.text.text
    session.close()
    offset = session_text.index("By December")
    go = session.reading_opened.connect(lambda: session.place_changed.emit(offset))
    pane = OutlinePane(session)
    session.open(reading)
    session.reading_opened.disconnect(go)
    assert pane.section_at(pane.model.heading(pane.model.current).span.start) == "The vote"
    pane.deleteLater()

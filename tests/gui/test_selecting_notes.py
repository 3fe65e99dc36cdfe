"""Several cards selected: by keys and pointer, and what is done with all of them."""

import json

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from closereader.gui import dragging
from closereader.gui.notes import several
from closereader.library import annotations
from closereader.library.annotations import Draft
from closereader.model.annotation import AnnotationKind
from closereader.model.colour import Colour
from closereader.model.span import Span
from tests.helpers.notes import shown, stored

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def click(pane, row, modifiers=Qt.KeyboardModifier.NoModifier, *, button=Qt.MouseButton.LeftButton):
    """Click on the card in that row, as a person does."""
    index = pane.model.index(row)
    pane.view.scrollTo(index)
    where = pane.view.visualRect(index).topLeft() + QPoint(60, 20)
    QTest.mouseClick(pane.view.viewport(), button, modifiers, where)


def selected(pane):
    """The rows that are selected."""
    return [pane.model.row_of(one) for one in pane.view.selected_ids()]


def told_to_qt(pane):
    """What a screen reader is told is selected."""
    return sorted(index.row() for index in pane.view.selectionModel().selectedIndexes())


# Selecting


def test_the_chosen_note_is_the_selection_at_first(pane, three):
    click(pane, 1)
    assert selected(pane) == [1]
    assert not pane.view.has_several
    assert pane.selected_bar.isHidden()


def test_a_click_with_control_adds_and_takes_away(session, pane, three):
    click(pane, 0)
    click(pane, 2, CONTROL)
    click(pane, 3, CONTROL)
    assert selected(pane) == [0, 2, 3]
    click(pane, 2, CONTROL)
    assert selected(pane) == told_to_qt(pane) == [0, 3]
    assert pane.selected_bar.isVisible()
    assert pane.selected_bar.count.text() == "2 notes selected"


def test_a_click_with_control_moves_no_text(qtbot, session, pane, three):
    click(pane, 0)
    with qtbot.assertNotEmitted(session.go_to):
        click(pane, 2, CONTROL)


def test_a_click_with_shift_selects_all_between(pane, three):
    click(pane, 2)
    click(pane, 0, SHIFT)
    assert selected(pane) == [0, 1, 2]
    click(pane, 3, SHIFT)
    assert selected(pane) == told_to_qt(pane) == [2, 3]


def test_a_plain_click_goes_back_to_one(qtbot, session, pane, three):
    click(pane, 0)
    click(pane, 2, SHIFT)
    with qtbot.waitSignal(session.go_to):
        click(pane, 1)
    assert selected(pane) == told_to_qt(pane) == [1]
    assert pane.selected_bar.isHidden()


def test_arrows_with_shift_extend_and_shrink(qtbot, session, pane, three):
    pane.take_focus()
    qtbot.keyClick(pane.view, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(pane.view, Qt.Key.Key_Down, SHIFT)
    assert selected(pane) == [0, 1, 2]
    qtbot.keyClick(pane.view, Qt.Key.Key_Up, SHIFT)
    assert selected(pane) == [0, 1]
    qtbot.keyClick(pane.view, Qt.Key.Key_End, SHIFT)
    assert selected(pane) == [0, 1, 2, 3]
    qtbot.keyClick(pane.view, Qt.Key.Key_Up)
    assert selected(pane) == [2]


def test_control_space_selects_cards_that_do_not_touch(qtbot, pane, three):
    pane.take_focus()
    for _ in range(2):
        qtbot.keyClick(pane.view, Qt.Key.Key_Down, CONTROL)
    assert selected(pane) == [0]
    qtbot.keyClick(pane.view, Qt.Key.Key_Space, CONTROL)
    assert selected(pane) == [0, 2]
    qtbot.keyClick(pane.view, Qt.Key.Key_Space, CONTROL)
    assert selected(pane) == [0]


def test_control_a_selects_what_the_filter_shows_and_escape_ends_it(qtbot, session, pane, three):
    qtbot.keyClicks(pane.filter_row.field, "diction")
    pane.take_focus()
    qtbot.keyClick(pane.view, Qt.Key.Key_A, CONTROL)
    assert pane.view.selected_ids() == [three[1].id, three[2].id]
    with qtbot.assertNotEmitted(pane.left):
        qtbot.keyClick(pane.view, Qt.Key.Key_Escape)
    assert pane.view.selected_ids() == [session.chosen_note]
    with qtbot.waitSignal(pane.left):
        qtbot.keyClick(pane.view, Qt.Key.Key_Escape)


def test_what_the_filter_hides_is_not_selected_any_more(qtbot, pane, three):
    click(pane, 0)
    click(pane, 3, SHIFT)
    qtbot.keyClicks(pane.filter_row.field, "diction")
    assert pane.view.selected_ids() == [three[1].id, three[2].id]
    assert told_to_qt(pane) == [0, 1]


def test_a_note_chosen_in_the_text_ends_the_selection(session, pane, three):
    click(pane, 0)
    click(pane, 2, SHIFT)
    session.choose_note(three[2].id)
    assert pane.view.selected_ids() == [three[2].id]
    assert pane.selected_bar.isHidden()


# Doing something with all


def test_a_digit_recolours_all_in_one_named_step(qtbot, session, pane, three):
    pane.take_focus()
    qtbot.keyClick(pane.view, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(pane.view, Qt.Key.Key_7)
    assert {stored(session, note).colour for note in three} == {Colour.TEAL}
    assert session.library.undo_label == "Change colour of 4 notes"
    assert selected(pane) == [0, 1, 2, 3]
    session.undo()
    assert [stored(session, note).colour for note in three] == [note.colour for note in three]


def test_delete_removes_all_and_goes_on_to_the_next(qtbot, session, pane, three):
    click(pane, 1)
    click(pane, 2, SHIFT)
    qtbot.keyClick(pane.view, Qt.Key.Key_Delete)
    assert shown(pane) == ["The roads into the town", "government of the streets"]
    assert session.chosen_note == three[2].id
    assert session.library.undo_label == "Delete 2 notes"
    session.undo()
    assert len(shown(pane)) == 4


def test_when_the_last_ones_go_the_one_before_is_chosen(qtbot, session, pane, three):
    click(pane, 2)
    click(pane, 3, SHIFT)
    qtbot.keyClick(pane.view, Qt.Key.Key_Delete)
    assert session.chosen_note == three[3].id


def test_t_tags_all_and_shows_what_they_share(qtbot, session, pane, three):
    click(pane, 2)
    click(pane, 3, SHIFT)
    qtbot.keyClick(pane.view, Qt.Key.Key_T)
    bar = pane.selected_bar
    assert bar.tags.line.hasFocus()
    assert bar.tags.tags == ["diction"]
    qtbot.keyClicks(bar.tags.line, "seminar")
    qtbot.keyClick(bar.tags.line, Qt.Key.Key_Return)
    assert stored(session, three[1]).tags == ("diction", "seminar")
    assert stored(session, three[2]).tags == ("theme/voice", "diction", "seminar")
    assert bar.tags.tags == ["diction", "seminar"]
    assert session.library.undo_label == "Tag 2 notes"


def test_a_shared_tag_is_taken_off_all(qtbot, session, pane, three):
    click(pane, 2)
    click(pane, 3, SHIFT)
    pane.selected_bar.tag.click()
    chip = pane.selected_bar.tags._chips[0]
    assert chip.accessibleName() == "Remove tag diction"
    chip.click()
    assert stored(session, three[1]).tags == ()
    assert stored(session, three[2]).tags == ("theme/voice",)
    assert session.library.undo_label == "Remove a tag from 2 notes"


def test_escape_leads_from_the_tag_line_to_the_cards(qtbot, pane, three):
    click(pane, 2)
    click(pane, 3, SHIFT)
    qtbot.keyClick(pane.view, Qt.Key.Key_T)
    qtbot.keyClick(pane.selected_bar.tags.line, Qt.Key.Key_Escape)
    assert pane.view.hasFocus()
    assert selected(pane) == [2, 3]


def test_the_kind_is_changed_where_a_passage_is_marked(session, pane, three):
    place = session.library.run(
        "Bookmark",
        annotations.add,
        session.reading.id,
        Span(3, 3),
        kind=AnnotationKind.BOOKMARK,
    )
    pane.view.select_all()
    menu = pane.selected_bar.kinds.menu()
    menu.aboutToShow.emit()
    next(a for a in menu.actions() if a.text() == "Underline").trigger()
    assert {stored(session, note).kind for note in three} == {AnnotationKind.UNDERLINE}
    assert stored(session, place).kind is AnnotationKind.BOOKMARK


def test_the_menu_of_one_of_several_acts_on_all(session, pane, three):
    click(pane, 0)
    click(pane, 1, SHIFT)
    menu = several.menu(pane.view, session, pane.view._theme)
    assert menu.actions()[0].text() == "2 notes selected"
    next(a for a in menu.actions() if a.text().startswith("Delete")).trigger()
    assert shown(pane) == ["unpaid promise", "government of the streets"]


def test_a_right_click_on_one_of_several_keeps_them(session, pane, three):
    click(pane, 0)
    click(pane, 1, SHIFT)
    click(pane, 1, button=Qt.MouseButton.RightButton)
    assert selected(pane) == [0, 1]


def test_the_bar_says_what_its_buttons_do_and_tab_reaches_them(pane, three):
    pane.view.select_all()
    bar = pane.selected_bar
    for button in (bar.colours, bar.kinds, bar.tag, bar.export, bar.delete, bar.one):
        assert button.text()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_hundreds_are_changed_in_one_step(qtbot, session, pane):
    drafts = [Draft(Span(i, i + 5)) for i in range(300)]
    session.library.run("Many", annotations.add_many, session.reading.id, drafts)
    pane.view.select_all()
    session.recolour(pane.view.selected_ids(), Colour.RED)
    qtbot.waitUntil(lambda: not session.turns.is_busy)
    assert {note.colour for note in session.annotations} == {Colour.RED}
    assert len(pane.view.selected_ids()) == 300
    pane.view.remove(pane.view.selected_ids())
    qtbot.waitUntil(lambda: not len(session.annotations))
    assert session.library.undo_label == "Delete 300 notes"


# Carrying them elsewhere


def test_all_that_is_selected_is_carried(monkeypatch, pane, three):
    carried = []
    monkeypatch.setattr(
        "closereader.gui.notes.choosing.QDrag.exec",
        lambda drag, _action: carried.append(dragging.notes_of(drag.mimeData())),
    )
    click(pane, 0)
    click(pane, 1, SHIFT)
    viewport = pane.view.viewport()
    where = pane.view.visualRect(pane.model.index(1)).center()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=where)
    for step in (8, 16, 40):
        move = QMouseEvent(
            QMouseEvent.Type.MouseMove,
            QPointF(where + QPoint(0, step)),
            QPointF(viewport.mapToGlobal(where + QPoint(0, step))),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(viewport, move)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=where)
    assert carried == [(three[0].id, three[3].id)]
    assert selected(pane) == [0, 1]


# Exporting them


def test_the_selected_notes_alone_are_exported(qtbot, monkeypatch, tmp_path, window):
    text = window.session.text.text
    for words in ("old bridge", "half the town", "The town walked"):
        start = text.index(words)
        window.session.run(
            "Highlight",
            annotations.add,
            window.session.reading.id,
            Span(start, start + len(words)),
        )
    target = tmp_path / "some.json"
    asked = []

    def answer(_parent, title, proposed, kinds):
        asked.append(title)
        return str(target), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    view = window.notes.view
    view.select_notes([window.notes.model.note(0).id, window.notes.model.note(2).id])
    window.notes.selected_bar.export.click()
    qtbot.waitUntil(target.exists, timeout=10_000)
    assert asked == ["Export only the 2 selected notes"]
    written = target.read_text(encoding="utf-8")
    assert "half the town" not in [
        note.get("quote") for note in json.loads(written).get("annotations", [])
    ]
    assert len(json.loads(written)["annotations"]) == 2

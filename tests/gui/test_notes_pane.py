"""The pane of notes, as a reader uses it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget

from closereader.gui import theme as themes
from closereader.gui.notes import NotesPane
from closereader.gui.notes.filter import NoteOrder
from closereader.library import annotations, queries
from closereader.library.annotations import Draft
from closereader.model.annotation import AnnotationKind
from closereader.model.changes import Change
from closereader.model.colour import Colour
from closereader.model.span import Span


@pytest.fixture
def pane(qtbot, session):
    made = NotesPane(session)
    qtbot.addWidget(made)
    made.resize(335, 700)
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.show()
    return made


@pytest.fixture
def three(note):
    """A note in each of three paragraphs, and a question."""
    return [
        note("The roads into the town", comment="Material pressure first", tags=("theme/supply",)),
        note("unpaid promise", colour=Colour.GREEN, comment="Diction", tags=("diction",)),
        note("government of the streets", colour=Colour.BLUE, tags=("theme/voice", "diction")),
        note("bread was short", colour=Colour.RED, kind=AnnotationKind.QUESTION, comment="Why?"),
    ]


def shown(pane):
    return [pane.model.note(row).quote for row in range(pane.model.rowCount())]


def stored(session, note):
    return queries.annotation(session.library, note.id)


def click_card(qtbot, pane, note, *, twice=False):
    index = pane.model.index(pane.model.row_of(note.id))
    pane.view.scrollTo(index)
    where = pane.view.visualRect(index).topLeft() + QPoint(60, 20)
    act = qtbot.mouseDClick if twice else qtbot.mouseClick
    act(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=where)


def tick(menu, words):
    """Switch the entry of a menu that begins with `words`."""
    menu.aboutToShow.emit()
    entry = next(a for a in menu.actions() if a.text().strip().startswith(words))
    entry.trigger()


# What is shown


def test_notes_stand_in_order_of_place(pane, three):
    assert shown(pane) == [
        "The roads into the town",
        "bread was short",
        "unpaid promise",
        "government of the streets",
    ]


def test_by_time_the_newest_stands_first(pane, three):
    tick(pane.filter_row.order.menu(), "By time")
    assert shown(pane)[0] == "bread was short"
    assert pane.model.order is NoteOrder.TIME


def test_without_notes_the_pane_says_how_to_make_one(pane):
    assert "press 1" in pane._nothing.text()
    assert pane._nothing.isVisible()


def test_a_new_note_becomes_a_row_without_a_reset(qtbot, pane, three, note):
    with (
        qtbot.assertNotEmitted(pane.model.modelReset),
        qtbot.waitSignal(pane.model.rowsInserted) as inserted,
    ):
        note("its three roads")
    assert inserted.args[1] == 3


def test_a_changed_note_stays_in_its_row(qtbot, session, pane, three):
    with (
        qtbot.assertNotEmitted(pane.model.rowsInserted),
        qtbot.waitSignal(pane.model.dataChanged) as changed,
    ):
        session.recolour([three[1].id], Colour.TEAL)
    assert changed.args[0].row() == 2


def test_many_changes_at_once_are_one_reset(qtbot, session, pane):
    drafts = [Draft(Span(i, i + 5)) for i in range(300)]
    with (
        qtbot.assertNotEmitted(pane.model.rowsInserted),
        qtbot.waitSignal(pane.model.modelReset),
    ):
        session.library.run("Many", annotations.add_many, session.reading.id, drafts)
    assert pane.model.rowCount() == 300


def test_a_card_says_all_of_the_note_to_those_who_hear_it(pane, three):
    spoken = pane.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "Evidence, paragraph 1, “The roads into the town”, Material pressure first, "
        "tags: theme/supply"
    )


def test_the_questions_can_be_shown_alone(pane, three):
    pane.show_only(AnnotationKind.QUESTION)
    assert shown(pane) == ["bread was short"]
    pane.show_only(None)
    assert len(shown(pane)) == 4


# Filter


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("MATERIAL", ["The roads into the town"]),
        ("first roads", ["The roads into the town"]),
        ("diction", ["unpaid promise", "government of the streets"]),
        ("theme/voice", ["government of the streets"]),
        ("nowhere", []),
    ],
)
def test_the_filter_looks_at_passage_comment_and_tags(qtbot, pane, three, words, found):
    qtbot.keyClicks(pane.filter_row.field, words)
    assert shown(pane) == found


def test_accents_need_not_be_typed(qtbot, pane, note):
    note("Tomás Ibarra")
    qtbot.keyClicks(pane.filter_row.field, "tomas")
    assert shown(pane) == ["Tomás Ibarra"]


def test_a_filter_that_is_on_says_so_and_can_be_cleared(qtbot, pane, three):
    qtbot.keyClicks(pane.filter_row.field, "diction")
    assert pane.filter_row.found.text() == "2 of 4 notes"
    assert pane.filter_row.clear.isVisible()
    pane.filter_row.clear.click()
    assert len(shown(pane)) == 4
    assert not pane.filter_row.clear.isVisible()


def test_escape_clears_the_filter_and_then_leads_back_to_the_text(qtbot, pane, three):
    field = pane.filter_row.field
    qtbot.keyClicks(field, "x")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    with qtbot.waitSignal(pane.left):
        qtbot.keyClick(field, Qt.Key.Key_Escape)


def test_a_tag_takes_in_all_below_it(pane, three):
    tick(pane.filter_row.tags.menu(), "theme/")
    assert shown(pane) == ["The roads into the town", "government of the streets"]
    tick(pane.filter_row.tags.menu(), "diction")
    assert shown(pane) == ["government of the streets"]
    assert pane.filter_row.found.text() == "1 of 4 notes · diction, theme"


def test_colours_are_chosen_by_their_meaning(pane, three):
    tick(pane.filter_row.marks.menu(), "Claim")
    tick(pane.filter_row.marks.menu(), "Voice")
    assert shown(pane) == ["unpaid promise", "government of the streets"]
    assert "Claim, Voice" in pane.filter_row.found.text()


def test_a_kind_can_be_chosen(pane, three):
    tick(pane.filter_row.marks.menu(), "Questions")
    assert shown(pane) == ["bread was short"]


def test_where_nothing_matches_the_pane_says_so(qtbot, pane, three):
    qtbot.keyClicks(pane.filter_row.field, "nowhere")
    assert pane._nothing.text() == "No note matches the filter."


def test_a_note_that_no_longer_matches_leaves(qtbot, session, pane, three):
    qtbot.keyClicks(pane.filter_row.field, "material")
    session.set_comment(three[0].id, "Something else")
    assert shown(pane) == []


def test_clearing_the_filter_keeps_the_uppermost_note_in_its_place(qtbot, pane, note):
    for number in range(30):
        note("The roads into the town", comment=f"number {number} " * 12)
    pane.view.scrollTo(pane.model.index(20), pane.view.ScrollHint.PositionAtTop)
    uppermost = pane.model.note(pane.view.rows_in_sight().start)
    pane.filter_row.field.setText("number")
    pane.filter_row.field.clear()
    assert pane.model.note(pane.view.rows_in_sight().start) == uppermost


# Choosing


def test_a_click_chooses_the_note_and_goes_to_its_passage(qtbot, session, pane, three):
    with qtbot.waitSignal(session.go_to) as went:
        click_card(qtbot, pane, three[2])
    assert session.chosen_note == three[2].id
    assert went.args == [three[2].span, True]


def test_up_and_down_choose_and_enter_goes(qtbot, session, pane, three):
    pane.take_focus()
    assert session.chosen_note == three[0].id
    with qtbot.assertNotEmitted(session.go_to):
        qtbot.keyClick(pane.view, Qt.Key.Key_Down)
    assert session.chosen_note == three[3].id
    with qtbot.waitSignal(session.go_to):
        qtbot.keyClick(pane.view, Qt.Key.Key_Return)


def test_the_pointer_over_a_card_lights_its_mark(qtbot, session, pane, three):
    index = pane.model.index(1)
    where = pane.view.visualRect(index).center()
    qtbot.mouseMove(pane.view.viewport(), where)
    qtbot.waitUntil(lambda: session.hovered_note == three[3].id)


def test_a_chosen_note_is_brought_into_view(session, pane, note):
    made = [note("The quarrel was", comment="word " * 30) for _ in range(30)]
    session.choose_note(made[-1].id)
    assert pane.view.is_in_sight(pane.model.index(pane.model.row_of(made[-1].id)))


def test_scrolling_the_text_keeps_the_nearest_note_in_view(qtbot, session, pane, note):
    for _ in range(20):
        note("The roads into the town", comment="word " * 30)
    last = note("printed the song")
    session.choose_note(pane.model.note(0).id)
    session.place_changed.emit(last.start - 3)
    index = pane.model.index(pane.model.row_of(last.id))
    qtbot.waitUntil(lambda: pane.view.is_in_sight(index))
    assert session.chosen_note == pane.model.note(0).id


def test_a_jump_from_a_card_does_not_move_the_cards(qtbot, session, pane, note):
    for _ in range(20):
        note("The roads into the town", comment="word " * 30)
    last = note("printed the song")
    session.go_to.connect(lambda _span, _flash: session.place_changed.emit(last.start))
    before = pane.view.verticalScrollBar().value()
    click_card(qtbot, pane, pane.model.note(0))
    qtbot.waitUntil(lambda: not pane._follow_soon.isActive())
    assert pane.view.verticalScrollBar().value() == before


# Keys that change


def test_digits_recolour_the_chosen_note(qtbot, session, pane, three):
    session.choose_note(three[0].id)
    qtbot.keyClick(pane.view, Qt.Key.Key_5)
    assert stored(session, three[0]).colour is Colour.VIOLET


def test_delete_removes_the_note_and_undo_brings_it_back(qtbot, session, pane, three):
    session.choose_note(three[3].id)
    qtbot.keyClick(pane.view, Qt.Key.Key_Delete)
    assert "bread was short" not in shown(pane)
    assert session.chosen_note == three[1].id
    session.undo()
    assert shown(pane)[1] == "bread was short"
    assert session.chosen_note == three[3].id


def test_the_context_menu_recolours_and_copies(qtbot, session, pane, three):
    from closereader.gui.notes.menu import note_menu

    menu = note_menu(pane.view, session, three[1], themes.load("dark"))
    texts = [action.text().partition("\t")[0] for action in menu.actions()]
    assert texts == ["Edit comment", "Tags…", "Colour", "Copy quotation", "", "Delete"]
    colours = menu.actions()[2].menu().actions()
    next(a for a in colours if a.text().startswith("Form")).trigger()
    menu.actions()[3].trigger()
    assert stored(session, three[1]).colour is Colour.VIOLET
    assert QGuiApplication.clipboard().text() == "unpaid promise"
    menu.deleteLater()


# Writing comments


def test_a_comment_is_saved_while_it_is_typed(qtbot, session, pane, three):
    session.edit_comment.emit(three[2].id)
    editor = pane.view.editor
    assert editor.comment.hasFocus()
    qtbot.keyClicks(editor.comment, "Whose phrase? ")
    qtbot.waitUntil(lambda: stored(session, three[2]).comment == "Whose phrase? ")
    qtbot.keyClicks(editor.comment, "His")
    assert editor.comment.toPlainText() == "Whose phrase? His"


def test_a_double_click_writes_on_the_card(qtbot, session, pane, three):
    click_card(qtbot, pane, three[1], twice=True)
    assert pane.view.editor.note == three[1].id
    assert pane.view.editor.comment.toPlainText() == "Diction"


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_leaving_the_comment_saves_it_at_once(qtbot, session, pane, three, key, modifier):
    session.edit_comment.emit(three[0].id)
    qtbot.keyClicks(pane.view.editor.comment, " and more")
    with qtbot.waitSignal(pane.left):
        qtbot.keyClick(pane.view.editor.comment, key, modifier)
    assert stored(session, three[0]).comment == "Material pressure first and more"
    assert pane.view.editor.note is None


def test_when_the_focus_goes_elsewhere_the_comment_is_saved(qtbot, session, pane, three):
    session.edit_comment.emit(three[0].id)
    qtbot.keyClicks(pane.view.editor.comment, "!")
    pane.filter_row.field.setFocus()
    assert stored(session, three[0]).comment == "Material pressure first!"
    qtbot.waitUntil(lambda: pane.view.editor.note is None)


def test_writing_on_another_card_saves_the_first(qtbot, session, pane, three):
    session.edit_comment.emit(three[0].id)
    qtbot.keyClicks(pane.view.editor.comment, "!")
    session.edit_comment.emit(three[1].id)
    assert stored(session, three[0]).comment == "Material pressure first!"
    assert pane.view.editor.comment.toPlainText() == "Diction"


def test_another_reading_loses_nothing_of_what_is_being_typed(qtbot, session, pane, three):
    session.edit_comment.emit(three[0].id)
    qtbot.keyClicks(pane.view.editor.comment, "!")
    session.close()
    assert stored(session, three[0]).comment == "Material pressure first!"


def test_the_caret_stays_when_the_comment_comes_back_from_the_library(qtbot, session, pane, three):
    session.edit_comment.emit(three[0].id)
    edit = pane.view.editor.comment
    qtbot.keyClick(edit, Qt.Key.Key_Home)
    qtbot.keyClicks(edit, "Yes. ")
    qtbot.waitUntil(lambda: stored(session, three[0]).comment.startswith("Yes. "))
    assert edit.textCursor().position() == 5


def test_undo_elsewhere_puts_the_text_in_and_keeps_the_caret_in_its_words(
    qtbot, session, pane, three
):
    session.edit_comment.emit(three[0].id)
    edit = pane.view.editor.comment
    cursor = edit.textCursor()
    cursor.setPosition(len("Material"))
    edit.setTextCursor(cursor)
    session.set_comment(three[0].id, "Material 🔥 pressure comes first")
    assert edit.toPlainText() == "Material 🔥 pressure comes first"
    assert edit.textCursor().position() == len("Material")
    session.undo()
    assert edit.toPlainText() == "Material pressure first"
    assert edit.textCursor().position() == len("Material")


def test_undo_in_the_comment_takes_back_a_step_of_the_library(qtbot, session, pane, three):
    session.edit_comment.emit(three[0].id)
    qtbot.keyClicks(pane.view.editor.comment, " typed")
    qtbot.keyClick(pane.view.editor.comment, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert stored(session, three[0]).comment == "Material pressure first"
    assert pane.view.editor.comment.toPlainText() == "Material pressure first"


def test_a_note_hidden_by_the_filter_is_shown_while_it_is_written_on(qtbot, session, pane, three):
    qtbot.keyClicks(pane.filter_row.field, "diction")
    session.edit_comment.emit(three[0].id)
    assert "The roads into the town" in shown(pane)
    qtbot.keyClick(pane.view.editor.comment, Qt.Key.Key_Escape)
    assert "The roads into the town" not in shown(pane)


def test_the_card_grows_with_what_is_written(qtbot, session, pane, three):
    session.edit_comment.emit(three[1].id)
    index = pane.model.index(pane.model.row_of(three[1].id))
    before = pane.view.visualRect(index).height()
    qtbot.keyClicks(pane.view.editor.comment, " one\rtwo\rthree")
    assert pane.view.visualRect(index).height() > before + 30
    assert stored(session, three[1]) is not None


def test_the_editor_closes_when_its_note_is_undone_away(qtbot, session, pane, note):
    made = note("bread was short")
    session.edit_comment.emit(made.id)
    session.undo()
    assert pane.view.editor.note is None
    assert shown(pane) == []


# Tags


def test_tags_are_added_by_enter_and_comma(qtbot, session, pane, three):
    session.edit_tags.emit(three[1].id)
    line = pane.view.editor.tags.line
    assert line.hasFocus()
    qtbot.keyClicks(line, " theme / law ")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClicks(line, "cause,")
    assert stored(session, three[1]).tags == ("diction", "theme/law", "cause")
    assert line.text() == ""


def test_a_tag_is_completed_from_an_inner_part(qtbot, session, pane, three):
    session.edit_tags.emit(three[1].id)
    tags = pane.view.editor.tags
    qtbot.keyClicks(tags.line, "sup")
    assert tags._offered.stringList() == ["theme/supply"]
    qtbot.waitUntil(tags._popup.isVisible)
    qtbot.keyClick(tags._popup, Qt.Key.Key_Down)
    qtbot.keyClick(tags._popup, Qt.Key.Key_Return)
    assert stored(session, three[1]).tags == ("diction", "theme/supply")
    assert tags.line.text() == ""


def test_enter_takes_what_was_typed_and_tab_what_is_offered(qtbot, session, pane, three):
    session.edit_tags.emit(three[1].id)
    line = pane.view.editor.tags.line
    qtbot.keyClicks(line, "theme")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClicks(line, "voi")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert stored(session, three[1]).tags == ("diction", "theme", "theme/voice")


def test_backspace_in_an_empty_line_takes_the_last_tag_away(qtbot, session, pane, three):
    session.edit_tags.emit(three[2].id)
    qtbot.keyClick(pane.view.editor.tags.line, Qt.Key.Key_Backspace)
    assert stored(session, three[2]).tags == ("theme/voice",)


def test_a_chip_s_cross_takes_its_tag_away(qtbot, session, pane, three):
    session.edit_tags.emit(three[2].id)
    pane.view.editor.tags._chips[0].click()
    assert stored(session, three[2]).tags == ("diction",)
    assert pane.view.editor.note == three[2].id


def test_tab_leads_from_the_comment_to_the_tags(qtbot, session, pane, three):
    session.edit_comment.emit(three[1].id)
    qtbot.keyClick(pane.view.editor.comment, Qt.Key.Key_Tab)
    focus = pane.focusWidget()
    assert isinstance(focus, QWidget)
    assert pane.view.editor.tags.isAncestorOf(focus)
    assert pane.view.editor.note == three[1].id


# Many


def test_ten_thousand_notes_take_one_more_as_one_row(qtbot, session, pane, note):
    first = note("The roads into the town")
    length = len(session.text.text) - 40
    for number in range(10_000):
        start = number * 7919 % length
        session.annotations.put(replace(first, id=f"n{number}", start=start, end=start + 30))
    session.annotations_changed.emit(None)
    assert pane.model.rowCount() == 10_001
    extra = replace(first, id="extra", start=length, end=length + 5)
    session.annotations.put(extra)
    with qtbot.assertNotEmitted(pane.model.modelReset):
        session.annotations_changed.emit([Change(None, extra)])
    assert pane.model.note(pane.model.row_of("extra")) is extra
    # Only what is in sight was ever laid out.
    assert len(pane.view._delegate._heights) < 700


def test_themes_change_at_once(qtbot, pane, three):
    def corner():
        return pane.view.viewport().grab().toImage().pixelColor(4, 300)

    for name in ("light", "dark", "sepia", "contrast"):
        pane.set_theme(themes.load(name))
        assert corner().name() == themes.load(name).panel.name()

"""Changing notes in their pane: keys, menu, comment, tags."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from closereader.gui import theme as themes
from closereader.model.colour import Colour
from tests.helpers.notes import click_card, shown, stored

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
    first = ["Edit comment", "Tags…", "Colour", "Kind"]
    assert texts == [*first, "Send to my essay", "Copy quotation", "", "Delete"]
    colours = menu.actions()[2].menu().actions()
    next(a for a in colours if a.text().startswith("Form")).trigger()
    menu.actions()[5].trigger()
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
    click_card(pane, three[1], twice=True)
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
    qtbot.waitUntil(lambda: tags.offers.offered[:1] == ["theme/supply"])
    popup = QApplication.activePopupWidget()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
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


def test_a_slash_after_a_tag_offers_what_is_below_it(qtbot, session, pane, three):
    session.edit_tags.emit(three[1].id)
    tags = pane.view.editor.tags
    qtbot.keyClicks(tags.line, "THE")
    assert tags.offers.offered[:3] == ["theme", "theme/supply", "theme/voice"]
    popup = QApplication.activePopupWidget()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClicks(popup, "/")
    assert tags.line.text() == "theme/"
    assert tags.offers.offered == ["theme/supply", "theme/voice"]
    qtbot.keyClicks(tags.line, "v")
    qtbot.keyClick(tags.line, Qt.Key.Key_Tab)
    assert stored(session, three[1]).tags == ("diction", "theme/voice")


def test_a_slash_in_the_empty_line_goes_on_from_the_last_tag(qtbot, session, pane, three):
    session.edit_tags.emit(three[1].id)
    line = pane.view.editor.tags.line
    qtbot.keyClicks(line, "/verbs")
    assert line.text() == "diction/verbs"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert stored(session, three[1]).tags == ("diction/verbs",)


def test_a_tag_taken_up_again_and_given_up_stays_as_it_was(qtbot, session, pane, three):
    session.edit_tags.emit(three[1].id)
    line = pane.view.editor.tags.line
    qtbot.keyClicks(line, "/")
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    qtbot.keyClicks(line, "cause")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert stored(session, three[1]).tags == ("diction", "cause")


def test_a_known_tag_in_other_letters_is_that_tag(qtbot, session, pane, three):
    session.edit_tags.emit(three[0].id)
    line = pane.view.editor.tags.line
    qtbot.keyClicks(line, "DICTION")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClicks(line, "Theme/New")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert stored(session, three[0]).tags == ("theme/supply", "diction", "theme/New")


def test_other_letters_are_another_tag_where_the_list_says_so(qtbot, session, pane, three):
    session.edit_tags.emit(three[0].id)
    tags = pane.view.editor.tags
    qtbot.keyClicks(tags.line, "Diction")
    assert tags.offers.offered == ["diction", "New tag “Diction”"]
    popup = QApplication.activePopupWidget()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    print("CH", tags.offers.chosen, tags.line.text())
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert stored(session, three[0]).tags == ("theme/supply", "Diction")


def test_backspace_in_an_empty_line_takes_the_last_tag_away(qtbot, session, pane, three):
    session.edit_tags.emit(three[2].id)
    qtbot.keyClick(pane.view.editor.tags.line, Qt.Key.Key_Backspace)
    assert stored(session, three[2]).tags == ("theme/voice",)


def test_a_chip_s_cross_takes_its_tag_away(qtbot, session, pane, three):
    session.edit_tags.emit(three[2].id)
    pane.view.editor.tags._chips[0].click()
    assert stored(session, three[2]).tags == ("diction",)
    assert pane.view.editor.note == three[2].id


def test_tab_leads_from_the_comment_to_a_new_tag_and_to_those_there_are(
    qtbot, session, pane, three
):
    session.edit_comment.emit(three[1].id)
    tags = pane.view.editor.tags
    qtbot.keyClick(pane.view.editor.comment, Qt.Key.Key_Tab)
    assert tags.line.hasFocus()
    qtbot.keyClick(tags.line, Qt.Key.Key_Tab)
    assert tags._chips[0].hasFocus()
    assert pane.view.editor.note == three[1].id

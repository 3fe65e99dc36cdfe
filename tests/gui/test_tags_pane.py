"""The browser of tags, as a reader uses it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit

from closereader.gui import theme as themes
from closereader.gui.tags.menu import tag_menu
from closereader.gui.tags.pane import TagsPane
from closereader.library import annotations, readings, tag_use, tags
from closereader.model.colour import Colour
from closereader.model.span import Span
from tests.gui.test_themes import contrast
from tests.helpers.drops import drag_over, drop
from tests.helpers.libraries import document
from tests.helpers.notes import click_card, stored


@pytest.fixture
def browser(qtbot, session, three, pane):
    """Beside the pane of notes; a second reading has tags of its own."""
    other, _ = session.library.run("Add", readings.add, document(title="Another"))
    for place, borne in enumerate((["theme/roads"], ["theme/supply", "form"])):
        span = Span(place, place + 3)
        session.library.run("Mark", annotations.add, other.id, span, tags=borne)
    made = TagsPane(session, pane.view.selected_ids)
    qtbot.addWidget(made)
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.resize(286, 700)
    made.show()
    row = pane.filter_row
    made.filter_wanted.connect(lambda tag: row.change(tags=frozenset({tag} if tag else ())))
    pane.filter_row.changed.connect(lambda chosen: made.show_chosen(chosen.tags))
    return made


def row_of(browser, tag):
    return browser.model.index_of(tag)


def names(browser):
    every = (browser.model.row(browser.model.index(n)) for n in range(browser.model.rowCount()))
    return [row.name for row in every]


def told(browser, tag):
    return browser.model.data(row_of(browser, tag), Qt.ItemDataRole.AccessibleTextRole)


def centre(browser, tag):
    return browser.view.visualRect(row_of(browser, tag)).center()


def click(qtbot, browser, tag):
    view = browser.view.viewport()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=centre(browser, tag))


def stand_on(browser, tag):
    browser.view.setFocus()
    browser.view.setCurrentIndex(row_of(browser, tag))


def shown(pane):
    return [pane.model.note(row).quote for row in range(pane.model.rowCount())]


def in_library(session):
    return [use.name for use in tag_use.uses(session.library)]


ALL = ["diction", "form", "theme", "theme/roads", "theme/supply", "theme/voice"]


# What is shown


def test_all_tags_are_shown_as_a_tree_with_what_this_reading_has(browser):
    assert names(browser) == ALL
    assert told(browser, "theme") == "theme, 2 notes here, 4 in the library, open"
    assert told(browser, "diction") == "diction, 2 notes here"
    assert told(browser, "form") == "form, 1 note in the library"
    assert browser.field.placeholderText() == "Filter 6 tags…"


def test_tags_of_this_reading_alone_can_be_shown(browser):
    entry = next(a for a in browser.scope.menu().actions() if a.text() == "Tags of this reading")
    entry.trigger()
    assert names(browser) == ["diction", "theme", "theme/supply", "theme/voice"]


def test_the_filter_keeps_those_above_what_it_finds(qtbot, browser):
    qtbot.keyClicks(browser.field, "SUPP")
    assert names(browser) == ["theme", "theme/supply"]
    qtbot.keyClicks(browser.field, "x")
    assert browser._nothing.text() == "No tag has that name."
    qtbot.keyClick(browser.field, Qt.Key.Key_Escape)
    assert names(browser) == ALL


def test_without_tags_the_browser_says_how_one_is_made(qtbot, session):
    made = TagsPane(session, list)
    qtbot.addWidget(made)
    made.show()
    assert made._nothing.isVisible()
    assert made._nothing.text() == "No tags yet. Select a passage and press T."


def test_tags_come_and_go_with_the_notes_also_while_nobody_looks(browser, session, note):
    note("The vote", tags=("law/vote",))
    assert names(browser)[2:4] == ["law", "law/vote"]
    browser.hide()
    session.undo()
    browser.show()
    assert names(browser) == ALL


def test_arrows_close_and_open_and_lead_up_and_down(qtbot, browser):
    stand_on(browser, "theme")
    qtbot.keyClick(browser.view, Qt.Key.Key_Left)
    assert names(browser) == ["diction", "form", "theme"]
    assert told(browser, "theme").endswith("closed")
    qtbot.keyClick(browser.view, Qt.Key.Key_Right)
    qtbot.keyClick(browser.view, Qt.Key.Key_Right)
    assert browser.view.current_row().name == "theme/roads"
    qtbot.keyClick(browser.view, Qt.Key.Key_Left)
    assert browser.view.current_row().name == "theme"


def test_a_click_on_the_arrow_closes_and_shows_no_notes(qtbot, browser, pane):
    index = row_of(browser, "theme")
    arrow = browser.view.delegate.arrow_rect(
        browser.view.visualRect(index), browser.model.row(index)
    )
    qtbot.mouseClick(browser.view.viewport(), Qt.MouseButton.LeftButton, pos=arrow.center())
    assert "theme/roads" not in names(browser)
    assert not pane.model.filter.is_on


# Showing notes


def test_a_click_shows_the_notes_and_another_all_again(qtbot, browser, pane):
    click(qtbot, browser, "theme")
    assert shown(pane) == ["The roads into the town", "government of the streets"]
    assert browser.view.delegate.chosen == {"theme"}
    click(qtbot, browser, "diction")
    assert shown(pane) == ["unpaid promise", "government of the streets"]
    click(qtbot, browser, "diction")
    assert len(shown(pane)) == 4


def test_enter_shows_the_notes(qtbot, browser, pane):
    stand_on(browser, "theme/voice")
    qtbot.keyClick(browser.view, Qt.Key.Key_Return)
    assert shown(pane) == ["government of the streets"]


# Renaming, moving, merging, deleting


def rename(qtbot, browser, tag, typed):
    stand_on(browser, tag)
    qtbot.keyClick(browser.view, Qt.Key.Key_F2)
    line = browser.view.findChild(QLineEdit)
    qtbot.keyClicks(line, typed)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: browser.view.findChild(QLineEdit) is None)
    QApplication.processEvents()


def test_a_tag_is_renamed_where_it_stands_in_the_whole_library(qtbot, session, browser, pane):
    said = []
    session.messages.said.connect(lambda sentence, *_: said.append(sentence))
    click(qtbot, browser, "theme")
    rename(qtbot, browser, "theme", "topic")
    assert in_library(session) == ["diction", "form", "topic"] + [
        f"topic/{last}" for last in ("roads", "supply", "voice")
    ]
    assert said == ["“theme” is “topic” now, on 4 notes."]
    assert browser.view.current_row().name == "topic"
    assert browser.view.hasFocus()
    # The notes that were shown are still shown.
    assert browser.view.delegate.chosen == {"topic"}
    assert len(shown(pane)) == 2
    session.undo()
    assert names(browser) == ALL


def test_only_the_last_part_is_selected_so_that_typing_keeps_what_is_above(qtbot, session, browser):
    rename(qtbot, browser, "theme/roads", "streets")
    assert "theme/streets" in in_library(session)


def test_a_name_that_no_tag_can_have_is_refused_in_words(qtbot, session, browser):
    said = []
    session.messages.said.connect(lambda sentence, *_: said.append(sentence))
    rename(qtbot, browser, "diction", "a, b")
    assert "comma" in said[0]
    assert names(browser) == ALL


def test_the_offer_after_a_change_takes_back_that_change_whatever_was_done_since(
    qtbot, session, browser, three
):
    offered = []
    session.messages.offered.connect(lambda _label, act: offered.append(act))
    rename(qtbot, browser, "diction", "words")
    session.recolour([three[0].id], Colour.TEAL)
    offered[0]()
    assert stored(session, three[0]).colour is Colour.TEAL
    assert stored(session, three[1]).tags == ("diction",)
    rename(qtbot, browser, "diction", "wording")
    offered[1]()
    assert stored(session, three[1]).tags == ("diction",)
    assert stored(session, three[0]).colour is Colour.TEAL


def test_an_offer_is_refused_in_words_where_the_tags_are_others_since(
    qtbot, session, browser, three
):
    offered, said = [], []
    session.messages.offered.connect(lambda _label, act: offered.append(act))
    rename(qtbot, browser, "diction", "words")
    session.set_tags([three[1].id], ["none of these"])
    session.messages.said.connect(lambda sentence, *_: said.append(sentence))
    offered[0]()
    assert stored(session, three[1]).tags == ("none of these",)
    assert stored(session, three[2]).tags == ("theme/voice", "words")
    assert len(said) == 1


def test_a_tag_is_merged_by_picking_the_other(qtbot, session, browser, three):
    stand_on(browser, "diction")
    qtbot.keyClick(browser.view, Qt.Key.Key_M)
    qtbot.keyClicks(browser.picker.field, "voi")
    qtbot.keyClick(browser.picker.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "diction" not in names(browser))
    assert stored(session, three[2]).tags == ("theme/voice",)
    assert session.library.undo_label == "Merge tags"


def test_delete_takes_the_tag_off_and_says_off_how_many(qtbot, session, browser, three):
    said = []
    session.messages.said.connect(lambda sentence, *_: said.append(sentence))
    stand_on(browser, "theme")
    qtbot.keyClick(browser.view, Qt.Key.Key_Delete)
    assert names(browser) == ["diction", "form"]
    assert said == ["4 notes lost the tag “theme”."]
    assert stored(session, three[2]).tags == ("diction",)
    assert browser.view.current_row().name == "form"
    session.undo()
    assert names(browser) == ALL


def test_the_menu_deletes_a_tag_and_keeps_what_is_below(browser, session):
    row = browser.model.row(row_of(browser, "theme"))
    menu = tag_menu(browser, row, themes.load("light"))
    next(a for a in menu.actions() if a.text().startswith("Delete, but keep")).trigger()
    menu.deleteLater()
    assert in_library(session) == ["diction", "form", "roads", "supply", "voice"]


def test_digits_and_the_menu_colour_a_tag(qtbot, browser, session):
    stand_on(browser, "theme")
    qtbot.keyClick(browser.view, Qt.Key.Key_4)
    assert tag_use.colours(session.library) == {"theme": Colour.RED}
    assert told(browser, "theme/supply") == "theme/supply, 1 note here, 2 in the library, red"
    menu = tag_menu(browser, browser.view.current_row(), themes.load("light"))
    colours = next(a for a in menu.actions() if a.text() == "Colour").menu().actions()
    assert [a.text().partition("\t")[0] for a in colours if a.isChecked()] == ["red"]
    next(a for a in colours if a.text().startswith("None")).trigger()
    menu.deleteLater()
    assert tag_use.colours(session.library) == {}


# Dragging


def test_a_tag_dropped_on_another_goes_below_it(browser, session):
    drop(browser.view.viewport(), "diction", centre(browser, "form"))
    assert in_library(session)[:2] == ["form", "form/diction"]
    assert session.library.undo_label == "Move tag"
    session.undo()
    assert names(browser) == ALL


def test_a_tag_dropped_under_the_last_one_goes_to_the_top(browser, session):
    drop(browser.view.viewport(), "theme/voice", QPoint(60, 600))
    assert in_library(session)[-1] == "voice"


def test_a_tag_cannot_be_dropped_below_itself_nor_where_it_is(browser, session):
    view = browser.view.viewport()
    assert not drag_over(view, "theme", centre(browser, "theme/supply"))
    assert not drag_over(view, "theme", centre(browser, "theme"))
    assert not drag_over(view, "theme/supply", centre(browser, "theme"))
    assert drag_over(view, "theme/supply", centre(browser, "form"))
    before = session.library.undo_label
    drop(view, "theme", centre(browser, "theme/supply"))
    assert session.library.undo_label == before


def point_on(pane, note):
    return pane.view.visualRect(pane.model.index(pane.model.row_of(note.id))).center()


def test_a_tag_dropped_on_a_card_is_put_on_its_note(browser, pane, session, three):
    where = point_on(pane, three[1])
    assert drag_over(pane.view.viewport(), "form", where)
    assert pane.view.itemDelegate().lit == {three[1].id}
    drop(pane.view.viewport(), "form", where)
    assert pane.view.itemDelegate().lit == frozenset()
    assert stored(session, three[1]).tags == ("diction", "form")
    assert session.library.undo_label == "Tag"
    session.undo()
    assert stored(session, three[1]).tags == ("diction",)


def test_a_tag_dropped_on_one_of_several_selected_is_put_on_all(browser, pane, session, three):
    pane.view.select_notes([three[0].id, three[1].id])
    drop(pane.view.viewport(), "form", point_on(pane, three[1]))
    assert [stored(session, note).tags[-1] for note in three[:2]] == ["form", "form"]
    assert session.library.undo_label == "Tag 2 notes"
    drop(pane.view.viewport(), "form", point_on(pane, three[2]))
    assert stored(session, three[2]).tags[-1] == "form"


def test_a_tag_dropped_beside_the_cards_changes_nothing(browser, pane, session):
    before = session.library.undo_label
    assert not drag_over(pane.view.viewport(), "form", QPoint(60, 690))
    drop(pane.view.viewport(), "form", QPoint(60, 690))
    assert session.library.undo_label == before


@pytest.mark.parametrize("key", ["Ctrl+Return", "T"])
def test_a_tag_is_put_on_the_chosen_note_by_a_key(qtbot, browser, pane, session, three, key):
    click_card(pane, three[1])
    stand_on(browser, "form")
    control = Qt.KeyboardModifier.ControlModifier
    if key == "T":
        qtbot.keyClick(browser.view, Qt.Key.Key_T)
    else:
        qtbot.keyClick(browser.view, Qt.Key.Key_Return, control)
    assert stored(session, three[1]).tags == ("diction", "form")


def test_a_tag_is_put_on_the_selected_passage_by_a_key(qtbot, browser, session):
    start = session.text.text.index("The vote")
    session.select(Span(start, start + 8), start + 8)
    stand_on(browser, "form")
    qtbot.keyClick(browser.view, Qt.Key.Key_T)
    made = session.annotations.get(session.chosen_note)
    assert (made.quote, made.tags, made.colour) == ("The vote", ("form",), session.last_colour)


# Colours on chips


def test_chips_show_the_colour_of_their_tag_or_of_one_above_it(browser, pane, session, three):
    delegate = pane.view.itemDelegate()
    before = delegate.card(three[0], 335).chips[0]
    session.library.run("Colour", tags.set_colour, "theme", Colour.RED)
    after = delegate.card(three[0], 335).chips[0]
    assert (before.colour, after.colour) == (None, Colour.RED)
    assert after.rect.width() > before.rect.width()
    assert delegate.card(three[1], 335).chips[0].colour is None


@pytest.mark.parametrize("name", ["light", "sepia", "dark", "contrast"])
def test_the_rim_of_a_dot_is_seen_on_every_ground(name):
    theme = themes.load(name)
    for ground in (theme.panel, theme.hover, theme.chosen, theme.card):
        assert contrast(theme.quiet, ground) >= 3

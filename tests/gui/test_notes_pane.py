"""The pane of notes, as a reader uses it."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import QLocale, Qt

from closereader.gui import theme as themes
from closereader.gui.notes.filter import NoteOrder
from closereader.library import annotations
from closereader.library.annotations import Draft
from closereader.model.annotation import AnnotationKind
from closereader.model.changes import Change
from closereader.model.colour import Colour
from closereader.model.span import Span
from tests.helpers.notes import click_card, shown, tick


@pytest.fixture
def british():
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(before)


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


def test_what_is_heard_of_a_question_has_its_state_and_no_signs_of_markdown(session, pane, note):
    asked = note("bread was short", colour=Colour.RED, kind=AnnotationKind.QUESTION)
    session.set_comment(asked.id, "Why **so** short?")
    spoken = pane.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Open: Question, paragraph 1, “bread was short”, Why so short?"


@pytest.mark.parametrize(
    ("today", "expected"),
    [(date(2026, 11, 3), "12:04"), (date(2026, 11, 24), "3 Nov"), (date(2027, 1, 1), "3 Nov 2026")],
)
def test_the_time_is_told_as_briefly_as_can_be(pane, three, british, today, expected):
    made = datetime(2026, 11, 3, 12, 4).astimezone().isoformat()
    old = replace(three[0], created=made, modified=made)
    assert pane.model.wording.when(old, today) == expected
    assert pane.model.wording.stamp(old) == "Made 3 November 2026, 12:04"


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
    assert pane.filter_row.line.found.text() == "2 of 4 notes"
    assert pane.filter_row.line.clear.isVisible()
    pane.filter_row.line.clear.click()
    assert len(shown(pane)) == 4
    assert not pane.filter_row.line.clear.isVisible()


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
    assert pane.filter_row.line.found.text() == "1 of 4 notes"
    assert pane.filter_row.line.said() == ["diction", "theme"]


def test_colours_are_chosen_by_their_meaning(pane, three):
    tick(pane.filter_row.marks.menu(), "Claim")
    tick(pane.filter_row.marks.menu(), "Voice")
    assert shown(pane) == ["unpaid promise", "government of the streets"]
    assert pane.filter_row.line.said() == ["Claim", "Voice"]


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
        click_card(pane, three[2])
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


def test_the_keyboard_is_seen_to_be_on_the_chosen_card(qtbot, session, pane, three):
    session.choose_note(three[0].id)
    place = pane.view.visualRect(pane.model.index(0, 0))

    def looks():
        return pane.view.grab(place).toImage()

    pane.filter_row.field.setFocus()
    elsewhere = looks()
    pane.view.setFocus()
    assert looks() != elsewhere


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
    click_card(pane, pane.model.note(0))
    qtbot.waitUntil(lambda: not pane._follow_soon.isActive())
    assert pane.view.verticalScrollBar().value() == before


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

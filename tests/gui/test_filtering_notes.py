"""Filters that combine, are taken apart again, and are kept under a name."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog

from closereader.gui.notes.filter import NoteOrder, Stretches, notes_naming, sort_key
from closereader.library import annotations, entities, filters, passes
from closereader.library.annotations import Draft
from closereader.model.annotation import AnnotationKind
from closereader.model.colour import Colour
from closereader.model.entity import EntityId, EntityKind, Mention
from closereader.model.note_filter import NoteFilter
from closereader.model.reading_pass import EVERY
from closereader.model.span import Span
from tests.helpers.notes import shown, tick

LEDESMA, IBARRA = EntityId("PERSON:Ana Ledesma"), EntityId("PERSON:Tomás Ibarra")


@pytest.fixture
def named(qtbot, session, pane, three):
    """The pane when the names of the reading are known."""
    qtbot.waitUntil(lambda: session.entities_ready)
    return pane


def inner(pane, title):
    """A menu inside that of the dots, filled as when it is opened."""
    menu = pane.filter_row.marks.menu()
    menu.aboutToShow.emit()
    return next(a.menu() for a in menu.actions() if a.menu() and a.text() == title)


def entries(menu):
    menu.aboutToShow.emit()
    return [a.text() for a in menu.actions() if not a.isSeparator()]


# What can be asked for


def test_notes_with_a_comment_or_without_one(pane, three):
    tick(inner(pane, "Comment"), "Without")
    assert shown(pane) == ["government of the streets"]
    tick(inner(pane, "Comment"), "With a")
    assert "government of the streets" not in shown(pane)
    assert pane.filter_row.line.said() == ["With a comment"]


def test_a_kind_that_no_note_is_of_can_be_asked_for_and_taken_back(pane, three):
    pane.filter_row.set_filter(NoteFilter(kinds=frozenset({AnnotationKind.STRIKE})))
    assert "Struck out\t0" in entries(pane.filter_row.marks.menu())
    tick(pane.filter_row.marks.menu(), "Struck out")
    assert pane.filter_row.filter == NoteFilter()


def test_only_one_of_with_and_without_is_ticked(pane, three):
    menu = inner(pane, "Comment")
    tick(menu, "Without")
    without, with_one = menu.actions()[1], menu.actions()[0]
    with_one.trigger()
    assert (with_one.isChecked(), without.isChecked()) == (True, False)
    assert pane.filter_row.filter.has_comment is True


def test_readers_are_offered_where_there_are_several(session, pane, three):
    titles = [a.text() for a in pane.filter_row.marks.menu().actions() if a.menu()]
    assert "Readers" not in titles
    span = session.annotations.get(three[0].id).span
    session.library.run(
        "Add", annotations.add_many, session.reading.id, [Draft(span, reader="Another")]
    )
    assert entries(inner(pane, "Readers")) == ["Reader\t4", "Another\t1"]
    tick(inner(pane, "Readers"), "Another")
    assert len(shown(pane)) == 1
    assert pane.filter_row.line.said() == ["Another"]


def test_notes_are_chosen_by_the_names_in_their_passage(named, note):
    note("Ledesma asked for a vote")
    note("Ibarra left for the coast")
    tick(inner(named, "Names in the passage"), "Ana Ledesma")
    assert shown(named) == ["Ledesma asked for a vote"]
    tick(inner(named, "Names in the passage"), "Tomás Ibarra")
    assert shown(named) == ["Ledesma asked for a vote", "Ibarra left for the coast"]
    assert named.filter_row.line.said() == ["Ana Ledesma", "Tomás Ibarra"]


def test_the_chosen_name_is_offered_first(session, named, note):
    note("Ibarra left for the coast")
    assert entries(inner(named, "Names in the passage"))[0] == "Tomás Ibarra\t1"
    session.choose_entity(LEDESMA)
    assert entries(inner(named, "Names in the passage"))[0] == "Ana Ledesma\t0"


def test_a_new_decision_on_a_name_is_followed(qtbot, session, named, note):
    made = note("Four demands were read")
    named.filter_row.show_entity(LEDESMA)
    assert shown(named) == []
    session.library.run(
        "Add mention",
        entities.add,
        session.reading.id,
        LEDESMA,
        made.span,
        EntityKind.PERSON,
    )
    qtbot.waitUntil(lambda: shown(named) == ["Four demands were read"])


def test_all_that_is_asked_for_must_hold(qtbot, pane, three):
    tick(pane.filter_row.tags.menu(), "theme/")
    tick(pane.filter_row.marks.menu(), "Evidence")
    tick(inner(pane, "Comment"), "With a")
    qtbot.keyClicks(pane.filter_row.field, "roads")
    assert shown(pane) == ["The roads into the town"]
    assert pane.filter_row.line.said() == ["theme", "Evidence", "With a comment"]
    assert pane.filter_row.line.found.text() == "1 of 4 notes"


# Taking it apart


def test_each_part_is_clicked_away(pane, three):
    pane.filter_row.set_filter(
        NoteFilter(tags=frozenset({"theme"}), colours=frozenset({Colour.BLUE}))
    )
    assert shown(pane) == ["government of the streets"]
    pane.filter_row.line.take("Voice")
    assert len(shown(pane)) == 2
    pane.filter_row.line.take("theme")
    assert len(shown(pane)) == 4
    assert pane.filter_row.line.isHidden()


def test_a_chip_keeps_the_words_that_are_typed(qtbot, pane, three):
    tick(pane.filter_row.marks.menu(), "Evidence")
    qtbot.keyClicks(pane.filter_row.field, "diction")
    pane.filter_row.line.take("Evidence")
    assert pane.filter_row.field.text() == "diction"
    assert len(shown(pane)) == 2


def test_chips_are_reached_and_used_by_keys(qtbot, pane, three):
    pane.filter_row.set_filter(NoteFilter(tags=frozenset({"theme", "diction"})))
    chip = pane.filter_row.line._chips[0]
    assert chip.accessibleName() == "Take “diction” out of the filter"
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert pane.filter_row.line.said() == ["theme"]
    assert pane.filter_row.line._chips[0].hasFocus()


def test_the_menu_opens_and_ticks_by_keys(qtbot, pane, three):
    tick(pane.filter_row.marks.menu(), "Claim")
    menu = pane.filter_row.marks.menu()
    menu.popup(pane.mapToGlobal(pane.rect().center()))
    menu.setActiveAction(menu.actions()[0])
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert menu.isVisible()
    assert pane.filter_row.filter.colours == {Colour.YELLOW, Colour.GREEN}
    menu.close()


def test_a_tag_asked_for_from_elsewhere_is_shown_alone(qtbot, pane, three):
    qtbot.keyClicks(pane.filter_row.field, "nowhere")
    pane.filter_row.show_tag("diction")
    assert shown(pane) == ["unpaid promise", "government of the streets"]
    assert pane.filter_row.field.text() == ""


# Kept under a name


def test_a_filter_is_saved_asked_for_again_and_deleted(monkeypatch, qtbot, session, pane, three):
    pane.filter_row.set_filter(NoteFilter(words="vote", tags=frozenset({"theme"})))
    asked = []

    def name(_parent, _title, _label, text=""):
        asked.append(text)
        return "About the vote", True

    monkeypatch.setattr(QInputDialog, "getText", name)
    tick(inner(pane, "Saved filters"), "Save this filter")
    assert asked == ["“vote” · theme"]
    assert session.library.undo_label == "Save filter"
    pane.filter_row.reset()
    assert entries(inner(pane, "Saved filters")) == [
        "About the vote",
        "Save this filter…",
        "Rename",
        "Delete",
    ]
    tick(inner(pane, "Saved filters"), "About the vote")
    assert pane.filter_row.filter == NoteFilter(words="vote", tags=frozenset({"theme"}))
    deleting = next(
        a.menu() for a in inner(pane, "Saved filters").actions() if a.text() == "Delete"
    )
    pane.filter_row.menus.saved.menu.aboutToShow.emit()
    deleting.actions()[0].trigger()
    assert filters.saved(session.library) == []
    session.undo()
    assert [each.name for each in filters.saved(session.library)] == ["About the vote"]


def test_a_filter_is_renamed(monkeypatch, session, pane, three):
    kept = session.library.run("Save", filters.save, "Old", NoteFilter(words="vote"))
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args, **_kw: ("New", True))
    pane.filter_row.menus.saved.rename(kept)
    assert [each.name for each in filters.saved(session.library)] == ["New"]


def test_a_saved_filter_is_among_the_commands(qtbot, window):
    window.library.run("Save", filters.save, "On the vote", NoteFilter(words="vote"))

    def choose():
        palette = QApplication.activeModalWidget()
        qtbot.keyClicks(palette.focusWidget(), "filter notes on the vote")
        qtbot.keyClick(palette.focusWidget(), Qt.Key.Key_Return)

    QTimer.singleShot(50, choose)
    window.trigger("view.palette")
    assert window.notes.filter_row.filter == NoteFilter(words="vote")


def test_with_nothing_chosen_there_is_nothing_to_save(pane, three):
    menu = inner(pane, "Saved filters")
    menu.aboutToShow.emit()
    assert not menu.actions()[0].isEnabled()


# Order


def test_by_colour_they_stand_in_the_order_of_the_keys(session, pane, three):
    session.library.run(
        "Bookmark",
        annotations.add,
        session.reading.id,
        three[0].span,
        kind=AnnotationKind.BOOKMARK,
        colour=Colour.YELLOW,
    )
    tick(pane.filter_row.order.menu(), "By colour")
    assert pane.model.order is NoteOrder.COLOUR
    assert shown(pane) == [
        "The roads into the town",
        "unpaid promise",
        "government of the streets",
        "bread was short",
        "The roads into the town",
    ]


def test_a_note_of_another_colour_moves_to_its_place(session, pane, three):
    tick(pane.filter_row.order.menu(), "By colour")
    session.recolour([three[0].id], Colour.GREY)
    assert shown(pane)[-1] == "The roads into the town"


# From the pane of names


def test_the_notes_that_mention_a_name_are_shown(window):
    text = window.session.text.text
    for words in ("In March 1998 the river fell", "The town walked"):
        start = text.index(words)
        window.session.run(
            "Highlight",
            annotations.add,
            window.session.reading.id,
            Span(start, start + len(words)),
        )
    entity = next(e for e in window.session.entities if "1998" in e.name)
    menu = window.entities.menus.of_entity(entity, window.theme)
    next(a for a in menu.actions() if a.text() == "Notes that mention it").trigger()
    assert shown(window.notes) == ["In March 1998 the river fell"]


# Which passages touch which stretches

pieces = st.lists(
    st.tuples(st.integers(0, 80), st.integers(0, 12)).map(lambda p: (p[0], p[0] + p[1]))
)


@given(pieces, pieces)
def test_a_passage_touches_a_stretch_where_they_share_a_character(stretches, passages):
    made = Stretches(stretches)
    covered = {at for start, end in stretches for at in range(start, end)}
    for start, end in passages:
        assert made.touch(start, end) is bool(covered & set(range(start, end)))


def test_notes_are_counted_by_the_names_in_their_passage(three):
    start, end = three[0].start, three[0].end
    mentions = [
        Mention(start - 9, start, "x", EntityKind.PERSON, LEDESMA),
        Mention(start, start + 2, "x", EntityKind.PERSON, LEDESMA),
        Mention(start + 4, start + 6, "x", EntityKind.PERSON, LEDESMA),
        Mention(end - 1, end + 5, "x", EntityKind.PERSON, IBARRA),
        Mention(end + 6, end + 9, "x", EntityKind.PERSON, IBARRA),
    ]
    assert notes_naming([three[0]], mentions) == {LEDESMA: 1, IBARRA: 1}


# Passes


def test_passes_are_offered_where_there_are_several(session, pane, three, note):
    session.library.run("New pass", passes.start, session.reading.id)
    note("its three roads")
    session.passes.look_at(EVERY)
    assert entries(inner(pane, "Passes")) == ["Pass 1\t4", "Pass 2\t1"]
    pane.filter_row.set_filter(NoteFilter(passes=frozenset({2})))
    assert shown(pane) == ["its three roads"]
    assert pane.filter_row.line.said() == ["Pass 2"]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2026-03-01T10:00:00.000001+00:00", "2026-03-01T10:00:00.000002+00:00"),
        ("2026-03-01T10:00:00+00:00", "2026-03-01T10:00:00.000002+00:00"),
        ("2026-03-01T12:30:00+02:00", "2026-03-01T10:45:00Z"),
        ("2026-03-01T10:00:00", "2026-03-01T10:00:00.000002+00:00"),
        ("never", "2026-03-01T10:00:00.000001+00:00"),
        ("", "0900-03-01T10:00:00.000001+00:00"),
        ("x" * 26 + "+00:00", "2026-03-01T10:00:00.000001+00:00"),
    ],
)
def test_the_newest_stands_first_however_its_time_is_written(three, earlier, later):
    old, new = (replace(three[0], created=stamp) for stamp in (earlier, later))
    assert sort_key(new, NoteOrder.TIME) < sort_key(old, NoteOrder.TIME)


def test_tab_goes_from_the_order_through_what_is_asked_for_to_the_cards(qtbot, pane, three):
    line = pane.filter_row.line
    wanted = NoteFilter(colours=frozenset({Colour.YELLOW}), tags=frozenset({"theme"}))
    pane.filter_row.set_filter(wanted)
    order = [pane.filter_row.order, *line._chips, line.clear, pane.view]
    order[0].setFocus()
    for before, after in pairwise(order):
        qtbot.keyClick(before, Qt.Key.Key_Tab)
        assert pane.focusWidget() is after

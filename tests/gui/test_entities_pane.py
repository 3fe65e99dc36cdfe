"""The pane of names, as a reader uses it."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit

from closereader.errors import LibraryDamaged
from closereader.gui.entities import EntitiesPane
from closereader.gui.entities.concordance import context
from closereader.gui.entities.rows import FIRST_MENTIONS, RowKind
from closereader.gui.entities.view import _DRAGGED
from closereader.library import queries
from closereader.model.document import Block, BlockKind
from closereader.model.entity import DecisionKind, Entity, EntityId, EntityKind, Mention
from closereader.model.span import Span

ANA, TOMAS = EntityId("PERSON:Ana Ledesma"), EntityId("PERSON:Tomás Ibarra")
TOWN, LEAGUE = EntityId("PLACE:Vilcabuena"), EntityId("ORG:Water League")


@pytest.fixture
def pane(qtbot, session):
    qtbot.waitUntil(lambda: session.entities_ready)
    made = EntitiesPane(session)
    qtbot.addWidget(made)
    made.resize(286, 800)
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.show()
    return made


def names(pane):
    rows = (pane.model.row(pane.model.index(n)) for n in range(pane.model.rowCount()))
    return [row.entity.name for row in rows if row.kind is RowKind.ENTITY]


def kinds(pane):
    rows = (pane.model.row(pane.model.index(n)) for n in range(pane.model.rowCount()))
    return [row.kind for row in rows]


def click(qtbot, pane, index, *, x=60):
    rect = pane.view.visualRect(index)
    where = QPoint(x, rect.center().y())
    qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=where)


def heading(pane, kind):
    return next(
        pane.model.index(n)
        for n in range(pane.model.rowCount())
        if (row := pane.model.row(pane.model.index(n))).kind is RowKind.HEADING
        and row.group is kind
    )


def decided(session):
    return queries.decisions(session.library, session.reading.id)


def entry(menu, words):
    return next(action for action in menu.actions() if action.text().startswith(words))


# What is shown


def test_names_stand_in_groups_the_most_mentioned_first(pane):
    assert names(pane) == [
        "Ana Ledesma",
        "Tomás Ibarra",
        "Vilcabuena",
        "Water League",
        "spring of 1999",
    ]
    assert pane.model.index(0).data() == "People, 2, open"
    assert pane.field.placeholderText() == "Filter 5 entities…"


def test_the_filter_finds_other_names_too_and_without_accents(qtbot, pane):
    qtbot.keyClicks(pane.field, "tomas")
    assert names(pane) == ["Tomás Ibarra"]
    pane.field.setText("nobody")
    assert pane._nothing.text() == "No entity has that name."


def test_names_can_be_sorted_by_name_and_by_place(pane, session):
    entry(pane.order.menu(), "By name").trigger()
    assert names(pane)[:2] == ["Ana Ledesma", "Tomás Ibarra"]
    entry(pane.order.menu(), "By first place").trigger()
    assert names(pane)[:2] == ["Ana Ledesma", "Tomás Ibarra"]


def test_a_group_closes_and_opens(qtbot, pane):
    click(qtbot, pane, heading(pane, EntityKind.PERSON))
    assert "Ana Ledesma" not in names(pane)
    assert pane.model.index(0).data() == "People, 2, closed"
    click(qtbot, pane, heading(pane, EntityKind.PERSON))
    assert "Ana Ledesma" in names(pane)


def test_while_names_are_sought_the_pane_says_so(qtbot, session):
    session.close()
    pane = EntitiesPane(session)
    qtbot.addWidget(pane)
    assert pane._nothing.text().startswith("Open a reading")


# Choosing


def test_a_chosen_name_opens_to_names_strip_and_lines(qtbot, session, pane):
    click(qtbot, pane, pane.model.index_of(ANA))
    assert session.chosen_entity == ANA
    assert kinds(pane)[:7] == [
        RowKind.HEADING,
        RowKind.ENTITY,
        RowKind.ALSO,
        RowKind.STRIP,
        RowKind.MENTION,
        RowKind.MENTION,
        RowKind.MENTION,
    ]
    line = pane.model.index_of(ANA, RowKind.MENTION, 1).data()
    assert line.startswith("¶3 …of the fields below. Ledesma asked for a vote")
    click(qtbot, pane, pane.model.index_of(ANA))
    assert session.chosen_entity is None


def test_a_concordance_line_goes_to_its_place(qtbot, session, pane):
    session.choose_entity(ANA)
    with qtbot.waitSignal(session.go_to) as went:
        click(qtbot, pane, pane.model.index_of(ANA, RowKind.MENTION, 2), x=120)
    there = session.entity(ANA).mentions[2]
    assert went.args == [Span(there.start, there.end), True]
    assert session.chosen_mention == 2


def test_the_strip_goes_to_the_nearest_mention(qtbot, session, pane):
    session.choose_entity(ANA)
    index = pane.model.index_of(ANA, RowKind.STRIP)
    rect = pane.view.visualRect(index)
    last = session.entity(ANA).mentions[-1]
    with qtbot.waitSignal(session.go_to):
        click(qtbot, pane, index, x=pane.view.delegate.strip_x(rect, last.start) + 4)
    assert session.chosen_mention == len(session.entity(ANA).mentions) - 1


def test_the_keyboard_does_all_of_it(qtbot, session, pane):
    view = pane.view
    pane.take_focus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert session.chosen_entity == ANA
    with qtbot.waitSignal(session.go_to):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    first = session.chosen_mention
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert session.chosen_mention != first
    with qtbot.waitSignal(pane.left):
        qtbot.keyClick(view, Qt.Key.Key_Escape)


def test_a_name_chosen_in_the_text_is_shown_and_its_place_marked(session, pane):
    session.choose_entity(LEAGUE, 1)
    assert pane.view.current_row().mention == 1
    assert pane.view.is_in_sight(pane.model.index_of(LEAGUE, RowKind.MENTION, 1))


def test_many_mentions_are_shown_on_request(qtbot, session, pane):
    mentions = tuple(Mention(n, n + 2, "In", EntityKind.WORK, EntityId("w")) for n in range(40))
    entity = Entity(EntityId("w"), EntityKind.WORK, "A Song", (), mentions)
    session._take_entities((entity,), list(mentions))
    session.entities_changed.emit()
    session.choose_entity(entity.id)
    assert kinds(pane).count(RowKind.MENTION) == FIRST_MENTIONS
    more = pane.model.index(pane.model.rowCount() - 1)
    assert more.data() == "All 40 mentions"
    click(qtbot, pane, more)
    assert kinds(pane).count(RowKind.MENTION) == 40


def test_a_mention_beyond_the_first_lines_opens_them_all(session, pane):
    mentions = tuple(Mention(n, n + 2, "In", EntityKind.WORK, EntityId("w")) for n in range(40))
    entity = Entity(EntityId("w"), EntityKind.WORK, "A Song", (), mentions)
    session._take_entities((entity,), list(mentions))
    session.entities_changed.emit()
    session.choose_entity(EntityId("w"), 33, go=True)
    assert pane.model.index_of(EntityId("w"), RowKind.MENTION, 33).isValid()


# Deciding


def test_a_name_is_edited_where_it_stands_and_undone(qtbot, session, pane):
    session.choose_entity(ANA)
    pane.view.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_F2)
    line = pane.view.viewport().findChild(QLineEdit)
    assert line.text() == "Ana Ledesma"
    line.selectAll()
    qtbot.keyClicks(line, "Dr Ledesma")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Dr Ledesma" in names(pane))
    assert decided(session)[0].kind is DecisionKind.RENAME
    assert session.library.undo_label == "Rename entity"
    session.undo()
    qtbot.waitUntil(lambda: "Ana Ledesma" in names(pane))


def test_the_kind_is_changed_from_the_menu(qtbot, session, pane):
    menu = pane.menus.of_entity(session.entity(LEAGUE), pane._theme)
    entry(entry(menu, "Change kind").menu(), "Group").trigger()
    menu.deleteLater()
    qtbot.waitUntil(lambda: "Groups, 1, open" in [pane.model.index(n).data() for n in range(12)])
    assert decided(session)[0].entity_kind is EntityKind.GROUP


def test_a_name_is_merged_by_picking_the_other(qtbot, session, pane):
    pane.pick_merge(session.entity(TOMAS))
    qtbot.keyClicks(pane.picker.field, "ledes")
    qtbot.keyClick(pane.picker.field, Qt.Key.Key_Return)
    decision = decided(session)[0]
    assert (decision.kind, decision.entity, decision.other) == (DecisionKind.MERGE, ANA, TOMAS)
    qtbot.waitUntil(lambda: "Tomás Ibarra" not in names(pane))
    assert session.chosen_entity == ANA


def test_a_name_is_merged_by_dropping_it_on_the_other(qtbot, session, pane):
    data = QMimeData()
    data.setData(_DRAGGED, TOMAS.encode())
    where = QPointF(pane.view.visualRect(pane.model.index_of(ANA)).center())
    pane.view.dropEvent(
        QDropEvent(
            where,
            Qt.DropAction.LinkAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    qtbot.waitUntil(lambda: "Tomás Ibarra" not in names(pane))


def test_delete_says_it_is_not_an_entity(qtbot, session, pane):
    session.choose_entity(LEAGUE)
    pane.view.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "Water League" not in names(pane))
    session.undo()
    qtbot.waitUntil(lambda: "Water League" in names(pane))


def test_delete_on_a_line_rejects_that_mention_alone(qtbot, session, pane):
    session.choose_entity(ANA, 1)
    pane.view.setFocus()
    before = len(session.entity(ANA).mentions)
    qtbot.keyClick(pane.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(session.entity(ANA).mentions) == before - 1)
    assert decided(session)[0].quote == "Ledesma"


def test_a_mention_is_split_off(qtbot, session, pane):
    menu = pane.menus.of_mention(session.entity(ANA), 1, pane._theme)
    entry(menu, "Split").trigger()
    menu.deleteLater()
    qtbot.waitUntil(lambda: names(pane).count("Ledesma") == 1)


def test_the_selected_text_is_added_as_an_entity(qtbot, session, pane):
    assert not pane.add.isVisible()
    start = session.text.text.index("the council")
    session.select(Span(start + 4, start + 11), start + 11)
    assert pane.add.text() == "Add “council” as ⌄"
    pane.add.menu().aboutToShow.emit()
    entry(pane.add.menu(), "Organisation").trigger()
    qtbot.waitUntil(lambda: "council" in names(pane))
    assert session.entity(session.chosen_entity).name == "council"
    session.select(None, 0)
    assert not pane.add.isVisible()


def test_the_selected_text_is_added_as_a_mention_of_the_chosen(qtbot, session, pane):
    session.choose_entity(TOMAS)
    start = session.text.text.index("her deputy")
    session.select(Span(start, start + 10), start + 10)
    pane.add.menu().aboutToShow.emit()
    entry(pane.add.menu(), "Another mention of").trigger()
    qtbot.waitUntil(lambda: len(session.entity(TOMAS).mentions) == 3)


# Concordance lines


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Mesa spoke.", "Mesa", "Mesa spoke."),
        ("One two three four five six Mesa seven eight nine", "Mesa", "…five six Mesa seven…"),
        ("The end of it\nMesa", "Mesa", "Mesa"),
        ("(Mesa)", "Mesa", "(Mesa)"),
        ("Überlangeswortohneleerzeichen–Mesa–nochmehrwort", "Mesa", "…Mesa…"),
    ],
)
def test_a_line_is_cut_at_words_and_inside_its_block(text, name, expected):
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block(at, at + len(line), BlockKind.PARAGRAPH))
        at += len(line) + 1
    start = text.index(name)
    mention = Mention(start, start + len(name), name, EntityKind.PERSON, EntityId("x"))
    line = context(text, blocks, mention, before=9, after=7)
    assert line.text == expected
    assert line.text[line.start : line.end] == name


# What goes wrong


def test_an_older_search_for_names_does_not_undo_a_newer_one(qtbot, session, pane):
    older = session._entities_asked
    session.find_entities()
    session._entities_found(older, (), [])
    assert session.entities
    assert len(names(pane)) == 5


def test_where_names_cannot_be_found_the_pane_says_so(qtbot, session, monkeypatch):
    def refuse(*_arguments):
        raise LibraryDamaged("The library is damaged.")

    monkeypatch.setattr(queries, "entities", refuse)
    session.close()
    said = []
    session.messages.said.connect(lambda sentence, *_: said.append(sentence))
    session.open(queries.readings(session.library)[0].reading.id)
    pane = EntitiesPane(session)
    qtbot.addWidget(pane)
    assert pane._nothing.text() == "Finding names…"
    qtbot.waitUntil(lambda: session.entities_failed)
    assert said == ["The library is damaged."]
    assert pane._nothing.text().startswith("The names could not be found")


def test_all_mentions_are_marked_in_one_step(qtbot, session, pane):
    menu = pane.menus.of_entity(session.entity(ANA), pane._theme)
    entry(menu, "Mark all 3 mentions").trigger()
    made = queries.annotations(session.library, session.reading.id)
    assert [note.quote for note in made] == ["Ana Ledesma", "Ledesma", "Ledesma"]
    assert session.library.undo_label == "Mark all like this"
    session.undo()
    assert queries.annotations(session.library, session.reading.id) == []


def test_one_mention_and_chosen_lines_are_marked(qtbot, session, pane, monkeypatch):
    from closereader.gui.dialogs.marking_lines import MarkingLines

    menu = pane.menus.of_mention(session.entity(ANA), 1, pane._theme)
    entry(menu, "Mark this mention").trigger()
    seen = []

    def tick(dialog):
        dialog.show()
        seen.extend(dialog.list.item(n).text() for n in range(dialog.list.count()))
        assert dialog.mark.text() == "Mark 2 places"
        dialog.list.setCurrentRow(0)
        qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
        assert dialog.mark.text() == "Mark 1 place"
        return 1

    monkeypatch.setattr(MarkingLines, "exec", tick)
    entry(menu, "Choose mentions to mark").trigger()
    assert "Ana Ledesma" in seen[0]
    assert seen[1].endswith("(marked already)")
    made = queries.annotations(session.library, session.reading.id)
    third = session.entity(ANA).mentions[2]
    assert [note.start for note in made] == sorted(
        [session.entity(ANA).mentions[1].start, third.start]
    )

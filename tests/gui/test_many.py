"""Changes to thousands of notes at once: the window goes on turning, and loses nothing meanwhile."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from closereader.gui.main_window import MainWindow
from closereader.gui.marking import mark_all
from closereader.gui.tasks import Task
from closereader.library import meanings, queries, readers
from closereader.model.annotation import AnnotationKind
from closereader.model.changes import Changes
from closereader.model.colour import Colour
from closereader.model.span import Span
from closereader.text.find import find_all
from tests.helpers.window import notes, press, quote

COUNT = 3_000


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """So many towns, in sixty paragraphs."""
    path = tmp_path / "towns.txt"
    line = "Town and river, hill and field; " * (COUNT // 60)
    path.write_text("\n\n".join(f"{n}. {line.strip()}" for n in range(60)), encoding="utf-8")
    return path


@pytest.fixture
def towns(window: MainWindow) -> list[Span]:
    found = find_all(window.session.text.text, "Town")
    assert len(found) == COUNT
    return found


@pytest.fixture
def rivers(window: MainWindow) -> list[Span]:
    return find_all(window.session.text.text, "river")


class Watched:
    """What came to the panes, in which threads it was made, and how often the event loop turned."""

    def __init__(self, window: MainWindow) -> None:
        self.sequences: list[int] = []
        self.makers: set[int] = set()
        self.turns = 0
        self._timer = QTimer(window)
        self._timer.timeout.connect(self._turn)
        self._timer.start(0)
        window.bus.changed.connect(lambda changes: self.sequences.append(changes.sequence))
        window.library.subscribe(self._made)

    def _made(self, _changes: Changes) -> None:
        self.makers.add(threading.get_ident())

    def _turn(self) -> None:
        self.turns += 1

    def begin(self) -> None:
        self.turns = 0
        self.makers.clear()


def rest(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(
        lambda: not window.session.turns.is_busy and not window.tasks.running, timeout=30_000
    )


def agree(window: MainWindow) -> None:
    """All that shows notes shows those the library has."""
    stored = notes(window)
    assert list(window.session.annotations) == stored
    model = window.notes.model
    assert [model.note(row) for row in range(model.rowCount())] == stored
    assert model.total == len(stored)
    assert str(len(stored)) in window.status.notes.text().replace(",", "")


def test_thousands_are_marked_undone_and_redone_while_the_window_turns(
    qtbot: QtBot, window: MainWindow, towns: list[Span]
) -> None:
    watched, session = Watched(window), window.session
    session.last_colour = Colour.TEAL
    steps: list[tuple[Callable[[], None], int, str, str]] = [
        (lambda: mark_all(session, towns), COUNT, "Undo: Mark all like this", "Redo"),
        (lambda: window.trigger("edit.undo"), 0, "Undo", "Redo: Mark all like this"),
        (lambda: window.trigger("edit.redo"), COUNT, "Undo: Mark all like this", "Redo"),
    ]
    for act, count, undo, redo in steps:
        watched.begin()
        act()
        assert watched.turns == 0
        assert session.turns.is_busy, "it was done while the window stood still"
        rest(qtbot, window)
        assert watched.turns > 1
        assert threading.get_ident() not in watched.makers
        assert len(watched.makers) == 1
        assert len(notes(window)) == count
        assert window.actions_["edit.undo"].text().startswith(undo)
        assert window.actions_["edit.redo"].text().startswith(redo)
        agree(window)
    assert {(n.colour, n.quote) for n in notes(window)} == {(Colour.TEAL, "Town")}


def test_thousands_are_recoloured_tagged_and_deleted(
    qtbot: QtBot, window: MainWindow, towns: list[Span]
) -> None:
    session = window.session
    mark_all(session, towns)
    rest(qtbot, window)
    made = notes(window)
    ids = [note.id for note in made]
    session.choose_note(ids[7])
    watched = Watched(window)
    session.recolour(ids, Colour.RED)
    session.set_tags(ids, ["place"])
    rest(qtbot, window)
    assert {(n.colour, n.tags) for n in notes(window)} == {(Colour.RED, ("place",))}
    agree(window)
    assert session.chosen_note == ids[7]
    session.remove(ids)
    rest(qtbot, window)
    agree(window)
    assert (notes(window), session.chosen_note) == ([], None)
    for _step in range(3):
        window.trigger("edit.undo")
    rest(qtbot, window)
    assert notes(window) == made
    agree(window)
    assert threading.get_ident() not in watched.makers


def test_a_filter_holds_through_a_large_change(
    qtbot: QtBot, window: MainWindow, towns: list[Span]
) -> None:
    session, model = window.session, window.notes.model
    mark_all(session, towns)
    rest(qtbot, window)
    ids = [note.id for note in notes(window)]
    window.notes.filter_row.field.setText("town")
    assert model.rowCount() == COUNT
    session.recolour(ids, Colour.RED)
    session.set_tags(ids[:1_000], ["place"])
    rest(qtbot, window)
    assert [model.note(row) for row in range(COUNT)] == notes(window)
    window.notes.filter_row.field.setText("place")
    assert [model.note(row).id for row in range(model.rowCount())] == ids[:1_000]
    window.trigger("edit.undo")
    rest(qtbot, window)
    assert model.rowCount() == 0
    window.notes.filter_row.reset()
    agree(window)


def test_what_is_asked_meanwhile_takes_its_turn(
    qtbot: QtBot, window: MainWindow, towns: list[Span], rivers: list[Span]
) -> None:
    watched, session = Watched(window), window.session
    mark_all(session, towns)
    mark_all(session, rivers)
    window.reader.view.select(quote(window, "hill and field"))
    press(window, "3")
    assert session.selection is None, "the key was used"
    window.trigger("edit.undo")
    window.trigger("edit.undo")
    assert session.turns.is_busy
    rest(qtbot, window)
    assert {note.quote for note in notes(window)} == {"Town"}
    assert window.library.redo_label == "Mark all like this"
    window.trigger("edit.redo")
    window.trigger("edit.redo")
    rest(qtbot, window)
    assert {note.quote for note in notes(window)} == {"Town", "river", "hill and field"}
    assert window.library.undo_label == "Highlight"
    assert watched.sequences == sorted(watched.sequences)
    agree(window)


def test_a_mark_made_meanwhile_is_chosen_and_written_on(
    qtbot: QtBot, window: MainWindow, towns: list[Span]
) -> None:
    session = window.session
    mark_all(session, towns)
    window.reader.view.select(quote(window, "hill and field"))
    press(window, "Q")
    rest(qtbot, window)
    (question,) = [note for note in notes(window) if note.kind is AnnotationKind.QUESTION]
    assert session.chosen_note == question.id
    assert window.notes.view.editor.note == question.id


def test_what_is_typed_meanwhile_is_kept(
    qtbot: QtBot, window: MainWindow, towns: list[Span]
) -> None:
    session = window.session
    window.reader.view.select(quote(window, "hill and field"))
    press(window, "C")
    field = window.notes.view.editor.comment
    qtbot.keyClicks(field, "As it was.")
    field.flush()
    mark_all(session, towns)
    qtbot.keyClicks(field, " And more")
    field.flush()
    field.selectAll()
    qtbot.keyClicks(field, "As it was.")
    field.flush()
    assert session.turns.is_busy
    heard: list[str] = []
    session.annotations_changed.connect(lambda _changes: heard.append(field.toPlainText()))
    rest(qtbot, window)
    (note,) = [note for note in notes(window) if note.quote == "hill and field"]
    assert note.comment == "As it was."
    assert set(heard) == {"As it was."}, "what was typed was taken back for a moment"
    assert len(notes(window)) == COUNT + 1


def test_the_same_places_are_not_marked_twice(
    qtbot: QtBot, window: MainWindow, towns: list[Span]
) -> None:
    said: list[str] = []
    window.messages.said.connect(lambda sentence, _details, _is_error: said.append(sentence))
    mark_all(window.session, towns)
    mark_all(window.session, towns)
    rest(qtbot, window)
    assert len(notes(window)) == COUNT
    assert said[-1] == "All these places are marked already."


def test_a_large_step_that_is_stopped_leaves_all_as_it_was(
    qtbot: QtBot, window: MainWindow, towns: list[Span]
) -> None:
    mark_all(window.session, towns)
    rest(qtbot, window)
    made = notes(window)
    window.tasks.started.connect(Task.cancel)
    window.trigger("edit.undo")
    rest(qtbot, window)
    assert notes(window) == made
    assert window.library.undo_label == "Mark all like this"
    agree(window)
    window.tasks.started.disconnect(Task.cancel)
    window.trigger("edit.undo")
    rest(qtbot, window)
    assert notes(window) == []


def test_a_refusal_in_a_task_is_said_and_the_next_goes_on(
    qtbot: QtBot, window: MainWindow, towns: list[Span]
) -> None:
    said: list[tuple[str, bool]] = []
    window.messages.said.connect(lambda what, _details, is_error: said.append((what, is_error)))
    session = window.session
    mark_all(session, towns)
    rest(qtbot, window)
    ids = [note.id for note in notes(window)]
    session.remove(ids)
    session.recolour(ids, Colour.RED)
    session.run("Name", meanings.rename_all, {Colour.RED: "Claim"})
    rest(qtbot, window)
    assert ("That annotation is no longer there.", True) in said
    assert queries.meanings(window.library)[Colour.RED] == "Claim"
    assert session.meanings[Colour.RED] == "Claim"


def test_a_window_closed_meanwhile_does_all_that_was_asked(
    window: MainWindow, towns: list[Span]
) -> None:
    session, library = window.session, window.library
    reading_id = session.reading.id
    mark_all(session, towns)
    session.run("Name", readers.rename, library.reader, "Zoe")
    window.reader.view.select(quote(window, "hill and field"))
    press(window, "3")
    window.close()
    kept = queries.annotations(library, reading_id)
    assert len(kept) == COUNT + 1
    assert {note.reader for note in kept if note.quote == "Town"} == {"Zoe"}


def test_a_reading_is_removed_and_brought_back_in_tasks(
    qtbot: QtBot, window: MainWindow, towns: list[Span]
) -> None:
    mark_all(window.session, towns)
    rest(qtbot, window)
    made, watched = notes(window), Watched(window)
    reading_id = window.session.reading.id
    window.trigger("file.remove")
    rest(qtbot, window)
    assert window.session.reading is None
    window.trigger("edit.undo")
    rest(qtbot, window)
    assert queries.annotations(window.library, reading_id) == made
    assert threading.get_ident() not in watched.makers


def test_a_few_are_changed_at_once(window: MainWindow, towns: list[Span]) -> None:
    mark_all(window.session, towns[:20])
    assert len(notes(window)) == 20
    window.trigger("edit.undo")
    assert notes(window) == []
    agree(window)

"""What can be undone, redone and taken back, and that it is the same after a restart."""

import contextlib
import os
import sqlite3

import pytest

from closereader.errors import Conflict
from closereader.library import annotations, meanings, queries, readings
from closereader.library.history import joined
from closereader.library.library import Library
from closereader.model.changes import Change
from closereader.model.colour import Colour
from closereader.model.meaning import Meaning
from closereader.model.span import Span
from closereader.progress import Progress
from tests.helpers.libraries import document, dump, index, open_library


def _meaning(name, colour=Colour.RED):
    return None if name is None else Meaning(colour, name)


def _name(lib, name, join="", label="Rename colour"):
    lib.run(label, meanings.rename, Colour.RED, name, join=join)


def _named(lib):
    return queries.meanings(lib)[Colour.RED]


def _mark(lib, reading, start=17, end=27, **given):
    return lib.run("Highlight", annotations.add, reading.id, Span(start, end), **given)


def _again(lib, clock):
    lib.close()
    return open_library(lib.folder, clock, seed=7)


def _held(lib):
    return {**dump(lib.path), "index": index(lib.path)}


def _steps(lib):
    with lib.read() as snapshot:
        return [step.label for step in snapshot.history.all()]


# Typing


def test_steps_with_one_key_within_a_second_are_one(lib, clock):
    for name in ("a", "ab", "abc"):
        _name(lib, name, join="k")
        clock.advance(0.9)
    assert len(_steps(lib)) == 1
    lib.undo()
    assert (_named(lib), lib.undo_label) == ("Question", None)
    lib.redo()
    assert _named(lib) == "abc"


@pytest.mark.parametrize(
    ("wait", "first", "second"), [(1.0, "k", "k"), (0.1, "k", "o"), (0.1, "", ""), (0.1, "k", "")]
)
def test_steps_apart_in_time_or_key_stay_apart(lib, clock, wait, first, second):
    _name(lib, "a", join=first)
    clock.advance(wait)
    _name(lib, "b", join=second)
    lib.undo()
    assert _named(lib) == "a"


def test_typing_after_an_undo_or_redo_is_a_step_of_its_own(lib):
    _name(lib, "a", join="k")
    lib.undo()
    lib.redo()
    _name(lib, "b", join="k")
    assert len(_steps(lib)) == 2
    lib.undo()
    _name(lib, "c", join="k")
    lib.undo()
    assert _named(lib) == "a"


def test_typing_after_a_change_by_another_process_is_a_step_of_its_own(lib, reading):
    _name(lib, "a", join="k")
    other = open_library(lib.folder, seed=2)
    _mark(other, reading)
    other.close()
    _name(lib, "b", join="k")
    lib.undo()
    assert (_named(lib), lib.undo_label) == ("a", "Highlight")


def test_what_is_typed_and_taken_back_by_typing_is_no_step(lib):
    _name(lib, "a", join="k")
    _name(lib, "Question", join="k")
    assert _steps(lib) == []
    assert lib.undo_label is None


def test_a_new_step_ends_what_could_be_done_again(lib):
    _name(lib, "a")
    lib.undo()
    assert lib.redo_label is not None
    _name(lib, "b")
    assert (lib.redo_label, lib.redo()) == (None, None)


def test_joined_changes_go_from_the_first_state_to_the_last():
    blue = Meaning(Colour.BLUE, "x")
    first = (Change(None, _meaning("a")), Change(blue, None))
    then = (Change(_meaning("a"), _meaning("b")), Change(None, blue))
    assert joined(first, then) == (Change(None, _meaning("b")),)


# Restarts


def test_what_was_done_can_be_undone_and_redone_after_a_restart(lib, reading, clock):
    states = [_held(lib)]
    note = _mark(lib, reading, comment="why?")
    states.append(_held(lib))
    lib.run("Tag", annotations.set_tags, [note.id], ["gas"])
    states.append(_held(lib))
    lib.run("Remove reading", readings.remove, reading.id)
    gone = _held(lib)
    for state, label in zip(reversed(states), ("Remove reading", "Tag", "Highlight"), strict=True):
        lib = _again(lib, clock)
        assert lib.undo_label == label
        lib.undo()
        assert _held(lib) == state
    for state in (*states[1:], gone):
        lib = _again(lib, clock)
        lib.redo()
        assert _held(lib) == state
    assert lib.redo() is None
    lib.close()


def test_the_last_200_steps_are_kept(lib, clock):
    for number in range(230):
        _name(lib, f"name {number}")
    lib = _again(lib, clock)
    undone = 0
    while lib.undo() is not None:
        undone += 1
    assert (undone, _named(lib)) == (200, "name 29")
    while lib.redo() is not None:
        pass
    assert _named(lib) == "name 229"
    lib.close()


def test_steps_that_were_undone_do_not_count_among_the_200(lib):
    for number in range(150):
        _name(lib, f"name {number}")
    for _ in range(100):
        lib.undo()
    for number in range(150):
        _name(lib, f"then {number}")
    undone = 0
    while lib.undo() is not None:
        undone += 1
    assert (undone, _named(lib)) == (200, "Question")


def test_a_step_costs_what_it_changes_and_not_what_it_adds(lib):
    long = document("A long reading", *("gas and water and roads " * 400 for _ in range(40)))
    added, _new = lib.run("Add reading", readings.add, long)
    note = _mark(lib, added, comment="c" * 20_000)
    lib.run("Change colour", annotations.recolour, [note.id], Colour.BLUE)
    assert sum(len(row[-1]) for row in dump(lib.path, ("history",))["history"]) < 3000


def test_a_library_for_reading_only_has_nothing_to_undo(lib, reading, monkeypatch):
    _mark(lib, reading)
    lib.close()
    # A chmod does not hold back root: say what the system would say to others.
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    again = Library.open(lib.folder)
    assert again.is_read_only
    assert (again.undo_label, again.undo(), again.redo()) == (None, None, None)
    again.close()


# Two processes


def test_undo_takes_back_the_newest_change_whoever_made_it(lib, reading):
    mine = _mark(lib, reading)
    other = open_library(lib.folder, seed=2)
    theirs = _mark(other, reading, 30, 40)
    assert lib.poll()
    assert lib.undo_label == "Highlight"
    lib.undo()
    assert queries.annotations(lib, reading.id) == [mine]
    other.poll()
    other.undo()
    assert queries.annotations(lib, reading.id) == []
    lib.poll()
    assert [lib.redo().label, lib.redo().label] == ["Highlight", "Highlight"]
    assert queries.annotations(lib, reading.id) == [mine, theirs]
    other.close()


def test_undo_does_what_was_said_or_says_what_it_would_do(lib, reading):
    """Another process has added a step that nobody here has seen yet."""
    note = _mark(lib, reading)
    other = open_library(lib.folder, seed=2)
    other.run("Comment", annotations.set_comment, note.id, "from elsewhere")
    other.close()
    with pytest.raises(Conflict, match="Undo now takes back “Comment”"):
        lib.undo()
    assert queries.annotation(lib, note.id).comment == "from elsewhere"
    assert lib.undo_label == "Comment"
    lib.undo()
    lib.undo()
    assert queries.annotations(lib, reading.id) == []


def test_a_redo_overtaken_by_another_process_is_not_made(lib, reading):
    note = _mark(lib, reading)
    lib.run("Comment", annotations.set_comment, note.id, "mine")
    lib.undo()
    other = open_library(lib.folder, seed=2)
    other.run("Comment", annotations.set_comment, note.id, "theirs")
    other.close()
    with pytest.raises(Conflict, match="nothing left"):
        lib.redo()
    assert (lib.undo_label, lib.redo_label) == ("Comment", None)
    assert queries.annotation(lib, note.id).comment == "theirs"


# What was changed past the history, or cannot be read


def _past_it(lib, *statements):
    with sqlite3.connect(lib.path) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_undo_of_what_was_changed_past_it_is_refused_and_forgotten(lib, reading):
    note = _mark(lib, reading)
    _past_it(lib, "UPDATE annotations SET comment = 'from elsewhere'")
    with pytest.raises(Conflict, match="“Highlight” cannot be undone"):
        lib.undo()
    assert queries.annotation(lib, note.id).comment == "from elsewhere"
    assert lib.undo_label == "Add reading"


def test_redo_of_what_was_changed_past_it_is_refused_and_forgotten(lib, reading):
    note = _mark(lib, reading)
    lib.run("Comment", annotations.set_comment, note.id, "mine")
    lib.undo()
    _past_it(lib, "UPDATE annotations SET comment = 'theirs'")
    with pytest.raises(Conflict):
        lib.redo()
    assert lib.redo_label is None
    assert queries.annotation(lib, note.id).comment == "theirs"


def test_a_reading_that_has_notes_past_the_history_cannot_be_undone_away(lib, reading):
    note = _mark(lib, reading)
    _past_it(lib, "DELETE FROM history WHERE label = 'Highlight'")
    again = open_library(lib.folder, seed=2)
    with pytest.raises(Conflict, match="notes that would lose it"):
        again.undo()
    assert queries.annotations(again, reading.id) == [note]
    assert again.undo_label is None
    again.close()


@pytest.mark.parametrize(
    "damage",
    [
        "x''",
        "x'01'",
        "x'07' || substr(images, 2)",
        "substr(images, 1, 20)",
        "substr(images, 1, length(images) - 9)",
        "'text'",
        "zeroblob(length(images))",
    ],
)
def test_a_step_that_cannot_be_read_ends_the_history_there(lib, reading, clock, damage):
    _mark(lib, reading)
    note = _mark(lib, reading, 30, 40)
    lib.run("Comment", annotations.set_comment, note.id, "kept")
    _past_it(lib, f"UPDATE history SET images = {damage} WHERE step = 3")
    lib = _again(lib, clock)
    assert lib.undo_label == "Comment"
    lib.undo()
    before = _held(lib)
    with contextlib.suppress(Conflict):
        assert lib.undo() is None
    assert _held(lib) == before
    assert (lib.undo_label, lib.undo()) == (None, None)
    lib.redo()
    assert queries.annotation(lib, note.id).comment == "kept"
    lib.close()


def test_a_row_kept_before_a_column_came_has_what_the_column_is_at_first(lib, reading):
    """A later version may have added a column, and taken another away."""
    note = _mark(lib, reading, comment="kept")
    lib.run("Delete note", annotations.remove, [note.id])
    with lib.read() as snapshot:
        (step, *_older) = snapshot.history.all()
        (kept,) = snapshot.history.images(step.number).kept
    from closereader.store.images import record_of

    values = {name: value for name, value in kept.values.items() if name != "pass_number"}
    assert record_of(kept.kind, {**values, "of_old": 3}) == note


# Several at once


def test_all_steps_down_to_one_are_undone_in_one_go(lib, reading, clock):
    states = [_held(lib)]
    for start in range(10, 40, 10):
        _mark(lib, reading, start, start + 5)
        states.append(_held(lib))
    told = []
    lib.subscribe(told.append)
    with lib.read() as snapshot:
        numbers = [step.number for step in reversed(snapshot.history.all())]
    lib.undo(through=numbers[2])
    assert (_held(lib), len(told), told[0].label) == (states[1], 1, "Undo 2 steps")
    lib = _again(lib, clock)
    lib.redo(through=numbers[3])
    assert _held(lib) == states[3]
    lib.undo(Progress(), through=numbers[3])
    assert _held(lib) == states[2]
    lib.close()


def test_undoing_through_a_step_that_is_gone_changes_nothing(lib, reading):
    _mark(lib, reading)
    before = _held(lib)
    with pytest.raises(Conflict):
        lib.undo(through=99)
    assert (_held(lib), lib.undo_label) == (before, "Highlight")

"""What is deleted stays in the trash for thirty days, and comes back as it was."""

import sqlite3

import pytest

from closereader.errors import InputRefused
from closereader.library import annotations, entities, queries, readings, trash
from closereader.library.annotations import Draft
from closereader.library.retracing import changes_of
from closereader.model.entity import EntityId
from closereader.model.essay import Essay, EssayId
from closereader.model.reading_pass import Pass
from closereader.model.span import Span
from closereader.model.trashed import TrashedEssay, TrashedNote, TrashedReading
from tests.helpers.libraries import dump, index, open_library

DAY = 24 * 60 * 60


def _mark(lib, reading, start=17, end=27, **given):
    return lib.run("Highlight", annotations.add, reading.id, Span(start, end), **given)


def _delete(lib, *notes):
    lib.run("Delete note", annotations.remove, [note.id for note in notes])


def _now(clock):
    return clock.now.isoformat(timespec="microseconds")


def _held(lib):
    return {**dump(lib.path), "index": index(lib.path)}


def test_a_deleted_note_can_be_told_from_others_and_comes_back_as_it_was(lib, reading, clock):
    note = _mark(lib, reading, comment="why?", tags=["gas"])
    before = _held(lib)
    _delete(lib, note)
    (one,) = trash.trashed(lib)
    assert isinstance(one, TrashedNote)
    assert (one.title, one.quote, one.comment, one.tags, one.label, one.reading_is_there) == (
        "The Gas Question",
        note.quote,
        "why?",
        ("gas",),
        "Delete note",
        True,
    )
    clock.advance(DAY)
    assert lib.run("Restore", trash.restore, [one]) == 1
    assert _held(lib) == before
    assert trash.trashed(lib) == []


def test_bringing_back_is_undone_and_redone_like_any_change(lib, reading):
    note = _mark(lib, reading)
    _delete(lib, note)
    deleted = _held(lib)
    lib.run("Restore", trash.restore, trash.trashed(lib))
    lib.undo()
    assert _held(lib) == deleted
    assert [one.key for one in trash.trashed(lib)] == [note.id]
    lib.redo()
    assert trash.trashed(lib) == []
    assert queries.annotations(lib, reading.id) == [note]


def test_a_removed_reading_is_one_thing_and_comes_back_with_all_that_was_on_it(lib, reading):
    early = _mark(lib, reading, comment="deleted before")
    _delete(lib, early)
    lib.run("Mark", annotations.add_many, reading.id, [Draft(Span(n, n + 3)) for n in range(40)])
    lib.run("Name", entities.rename, reading.id, EntityId("e"), "Mesa")
    lib.run("Pass", lambda tx: tx.put(Pass("p", reading.id, 2, "for the form", tx.now)))
    before = _held(lib)
    lib.run("Remove reading", readings.remove, reading.id)
    by_kind = {type(one): one for one in trash.trashed(lib)}
    assert set(by_kind) == {TrashedReading, TrashedNote}
    removed, note = by_kind[TrashedReading], by_kind[TrashedNote]
    assert (removed.title, removed.notes) == ("The Gas Question", 40)
    assert (note.title, note.comment, note.reading_is_there) == (
        "The Gas Question",
        "deleted before",
        False,
    )
    lib.run("Restore", trash.restore, [removed])
    assert _held(lib) == before
    assert [one.key for one in trash.trashed(lib)] == [early.id]


def test_a_note_whose_reading_is_gone_brings_the_reading_along(lib, reading):
    note = _mark(lib, reading, comment="kept")
    _delete(lib, note)
    lib.run("Remove reading", readings.remove, reading.id)
    alone = [one for one in trash.trashed(lib) if isinstance(one, TrashedNote)]
    before = _held(lib)
    with pytest.raises(InputRefused, match="bring the reading back first"):
        lib.run("Restore", trash.restore, alone)
    assert _held(lib) == before
    lib.run("Restore", trash.restore, trash.with_readings(lib, alone))
    assert queries.annotations(lib, reading.id) == [note]
    assert trash.trashed(lib) == []


def test_an_essay_comes_back(lib):
    essay = Essay(EssayId("e"), "On gas", "The roads were closed.", (), created="1", modified="1")
    lib.run("New essay", lambda tx: tx.put(essay))
    lib.run("Delete essay", lambda tx: tx.remove(Essay, essay.id))
    (one,) = trash.trashed(lib)
    assert isinstance(one, TrashedEssay)
    assert (one.title, one.text) == ("On gas", "The roads were closed.")
    lib.run("Restore", trash.restore, [one])
    with lib.read() as snapshot:
        assert snapshot.get(Essay, "e") == essay


def test_what_undo_takes_away_is_kept_only_if_something_was_written_on_it(lib, reading):
    _mark(lib, reading)
    lib.undo()
    assert trash.trashed(lib) == []
    _mark(lib, reading, comment="thought about for an hour")
    lib.undo()
    assert [one.comment for one in trash.trashed(lib)] == ["thought about for an hour"]
    lib.redo()
    assert trash.trashed(lib) == []


def test_a_mark_without_words_that_was_deleted_is_kept(lib, reading):
    _delete(lib, _mark(lib, reading))
    assert len(trash.trashed(lib)) == 1
    lib.undo()
    assert trash.trashed(lib) == []
    lib.redo()
    assert len(trash.trashed(lib)) == 1


def test_what_was_deleted_is_kept_for_thirty_days(lib, reading, clock):
    _delete(lib, _mark(lib, reading))
    clock.advance(DAY)
    _delete(lib, _mark(lib, reading, 30, 40))
    assert [one.days_left(_now(clock)) for one in trash.trashed(lib)] == [30, 29]
    clock.advance(28.9 * DAY)
    assert [one.days_left(_now(clock)) for one in trash.trashed(lib)] == [2, 1]
    clock.advance(0.2 * DAY)
    assert len(trash.trashed(lib)) == 1, "the older is no longer shown"
    lib.close()
    again = open_library(lib.folder, clock)
    assert len(dump(again.path, ("trash",))["trash"]) == 1, "nor kept"
    again.close()


def test_what_is_deleted_for_good_is_gone_until_one_thinks_better_of_it(lib, reading):
    note = _mark(lib, reading, comment="kept")
    _delete(lib, note)
    before, steps = trash.trashed(lib), lib.undoable
    deleted = lib.run("Delete for good", trash.delete, before)
    assert trash.trashed(lib) == []
    assert lib.undoable == steps, "it is no step"
    lib.run("Put back", trash.put_back, deleted)
    assert trash.trashed(lib) == before


def test_undo_brings_back_soundly_what_was_deleted_for_good(lib, reading):
    note = _mark(lib, reading, comment="kept")
    _delete(lib, note)
    deleted = lib.run("Delete for good", trash.delete, trash.trashed(lib))
    lib.undo()
    assert queries.annotations(lib, reading.id) == [note]
    lib.run("Put back", trash.put_back, deleted)
    assert trash.trashed(lib) == [], "what is in the library is not in the trash"


def test_a_reading_deleted_for_good_goes_with_all_its_rows(lib, reading):
    _mark(lib, reading)
    lib.run("Remove reading", readings.remove, reading.id)
    lib.run("Delete for good", trash.delete, trash.trashed(lib))
    assert dump(lib.path, ("trash",))["trash"] == []


def test_what_cannot_be_read_in_the_trash_keeps_nothing_else_from_coming_back(lib, reading):
    notes = [_mark(lib, reading), _mark(lib, reading, 30, 40)]
    _delete(lib, *notes)
    listed = trash.trashed(lib)
    with sqlite3.connect(lib.path) as connection:
        connection.execute("UPDATE trash SET image = '{' WHERE key = ?", (notes[0].id,))
    connection.close()
    assert [one.key for one in trash.trashed(lib)] == [notes[1].id]
    with pytest.raises(InputRefused, match="cannot be read"):
        lib.run("Restore", trash.restore, listed)
    lib.run("Restore", trash.restore, trash.trashed(lib))
    assert queries.annotations(lib, reading.id) == [notes[1]]


def test_what_left_the_trash_meanwhile_is_not_brought_back_twice(lib, reading):
    _delete(lib, _mark(lib, reading))
    listed = trash.trashed(lib)
    lib.undo()
    with pytest.raises(InputRefused, match="no longer in the trash"):
        lib.run("Restore", trash.restore, listed)


def test_what_a_step_would_change_can_be_asked_without_changing_it(lib, reading):
    note = _mark(lib, reading)
    with lib.read() as snapshot:
        (change,) = changes_of(snapshot, lib.undoable)
    assert (change.before, change.after) == (note, None)

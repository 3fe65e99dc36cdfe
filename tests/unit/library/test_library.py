import subprocess
import sys
import threading

import pytest

from closereader.errors import Conflict, LibraryUnusable, NoSuchReading
from closereader.library import annotations, meanings, queries, readings
from closereader.library.library import Library
from closereader.model.annotation import Annotation
from closereader.model.colour import Colour
from closereader.model.span import Span
from closereader.progress import Cancelled, Progress
from tests.helpers.libraries import document, dump, index, open_library


def _mark(lib, reading, start=17, end=27, **given):
    return lib.run("Highlight", annotations.add, reading.id, Span(start, end), **given)


def test_everything_is_there_after_opening_again(lib, reading, tmp_path):
    note = _mark(lib, reading, comment="kept")
    lib.close()
    again = open_library(lib.folder)
    assert queries.annotations(again, reading.id) == [note]
    assert again.undo_label == "Highlight"
    again.close()


def test_a_command_that_raises_leaves_nothing_and_tells_nobody(lib, reading):
    def half_done(tx):
        annotations.add(tx, reading.id, Span(0, 3), comment="half")
        raise RuntimeError("stop")

    told = []
    lib.subscribe(told.append)
    before, index_before = dump(lib.path), index(lib.path)
    with pytest.raises(RuntimeError, match="stop"):
        lib.run("Half", half_done)
    assert (dump(lib.path), index(lib.path)) == (before, index_before)
    assert told == []
    assert lib.undo_label == "Add reading"
    assert _mark(lib, reading).id


def test_a_command_that_is_cancelled_leaves_nothing(lib, reading):
    def cancelled(tx):
        tx.remove_all(Annotation, [note.id])
        raise Cancelled

    note = _mark(lib, reading)
    with pytest.raises(Cancelled):
        lib.run("Delete", cancelled)
    assert queries.annotations(lib, reading.id) == [note]


@pytest.mark.parametrize("back", [True, False])
def test_a_large_step_can_be_stopped_anywhere_before_its_commit(lib, reading, back):
    drafts = [
        annotations.Draft(Span(n % 40, n % 40 + 5), comment=f"number {n}") for n in range(1200)
    ]
    lib.run("Mark", annotations.add_many, reading.id, drafts)
    if not back:
        lib.undo()
    told = []
    lib.subscribe(told.append)
    before = dump(lib.path), index(lib.path), lib.undo_label, lib.redo_label
    stops = 0
    while True:
        asked = iter(range(stops))
        progress = Progress(should_stop=lambda left=asked: next(left, None) is None)
        try:
            changes = lib.undo(progress) if back else lib.redo(progress)
        except Cancelled:
            stops += 1
            after = dump(lib.path), index(lib.path), lib.undo_label, lib.redo_label
            assert after == before
        else:
            break
    assert stops >= 6, "asked at every handful of rows and of entries to be found"
    assert told == [changes]
    assert len(queries.annotations(lib, reading.id)) == (0 if back else 1200)


def test_a_command_cannot_run_a_command(lib, reading):
    with pytest.raises(RuntimeError):
        lib.run("Outer", lambda tx: _mark(lib, reading))
    assert queries.annotations(lib, reading.id) == []


def test_subscribers_hear_what_was_committed_in_order(lib, reading):
    told = []
    unsubscribe = lib.subscribe(told.append)
    note = _mark(lib, reading)
    lib.undo()
    lib.redo()
    assert [(c.label, [(x.before, x.after) for x in c.changes]) for c in told] == [
        ("Highlight", [(None, note)]),
        ("Highlight", [(note, None)]),
        ("Highlight", [(None, note)]),
    ]
    assert told[0].sequence < told[1].sequence < told[2].sequence
    unsubscribe()
    unsubscribe()
    lib.undo()
    assert len(told) == 3


def test_a_subscriber_finds_the_library_as_it_was_told(lib, reading):
    counts = []
    lib.subscribe(lambda _changes: counts.append(len(queries.annotations(lib, reading.id))))
    _mark(lib, reading)
    assert counts == [1]


def test_a_subscriber_may_change_the_library(lib, reading):
    def answer(changes):
        for change in changes.of(Annotation):
            if change.before is None and not change.after.comment:
                lib.run("Comment", annotations.set_comment, change.after.id, "seen")

    told = []
    lib.subscribe(answer)
    lib.subscribe(lambda changes: told.append(changes.label))
    note = _mark(lib, reading)
    assert queries.annotation(lib, note.id).comment == "seen"
    assert sorted(told) == ["Comment", "Highlight"]


def test_undo_and_redo_are_named_and_end(lib, reading):
    assert (lib.undo_label, lib.redo_label) == ("Add reading", None)
    note = _mark(lib, reading)
    assert lib.undo_label == "Highlight"
    assert lib.undo().changes[0].before == note
    assert (lib.undo_label, lib.redo_label) == ("Add reading", "Highlight")
    lib.undo()
    assert (lib.undo(), lib.undo_label) == (None, None)
    assert [lib.redo().label, lib.redo().label] == ["Add reading", "Highlight"]
    assert lib.redo() is None
    assert queries.annotations(lib, reading.id) == [note]


def test_typing_a_comment_is_one_step(lib, reading, clock):
    note = _mark(lib, reading)
    for typed in ("w", "wh", "why", "why?"):
        lib.run("Comment", annotations.set_comment, note.id, typed, join=f"comment:{note.id}")
        clock.advance(0.5)
    clock.advance(2)
    lib.run("Comment", annotations.set_comment, note.id, "why? so", join=f"comment:{note.id}")
    lib.undo()
    assert queries.annotation(lib, note.id).comment == "why?"
    lib.undo()
    assert queries.annotation(lib, note.id) == note
    lib.redo()
    assert queries.annotation(lib, note.id).comment == "why?"


def test_a_reading_removed_elsewhere_is_gone_here_too(lib, reading):
    queries.reading_text(lib, reading.id)
    other = open_library(lib.folder, seed=2)
    other.run("Remove", readings.remove, reading.id)
    other.close()
    with pytest.raises(NoSuchReading):
        queries.reading_text(lib, reading.id)
    with pytest.raises(NoSuchReading):
        _mark(lib, reading)
    with pytest.raises(Conflict):
        lib.undo()


def test_another_process_is_noticed_and_our_own_changes_are_not(lib, reading):
    told = []
    lib.subscribe(told.append)
    _mark(lib, reading)
    assert not lib.poll()
    other = open_library(lib.folder, seed=2)
    _mark(other, reading)
    other.close()
    assert lib.poll()
    assert (told[-1].external, told[-1].changes) == (True, ())
    assert not lib.poll()


def test_our_own_change_does_not_hide_that_of_another_process(lib, reading):
    other = open_library(lib.folder, seed=2)
    _mark(other, reading)
    _mark(lib, reading)
    assert lib.poll()
    other.close()


def test_threads_change_and_read_at_once(lib, reading):
    failures, told = [], []
    lib.subscribe(told.append)

    def work():
        try:
            for _ in range(15):
                note = _mark(lib, reading)
                lib.run("Comment", annotations.set_comment, note.id, "x")
                assert queries.annotation(lib, note.id).comment == "x"
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(queries.annotations(lib, reading.id)) == 60
    assert [c.sequence for c in told] == sorted(c.sequence for c in told)
    assert len(told) == 120


def test_what_is_kept_beside_the_records_is_not_undone(lib, reading):
    told = []
    lib.subscribe(told.append)
    queries.set_place(lib, reading.id, 40)
    queries.set_opened(lib, reading.id)
    assert (queries.place(lib, reading.id), told) == (40, [])
    assert lib.undo_label == "Add reading"
    (summary,) = queries.readings(lib)
    assert (summary.place, summary.opened) == (40, "2026-11-24T12:00:00.000000+00:00")


def test_a_change_to_the_colours_is_undone(lib):
    lib.run("Rename colour", meanings.rename, Colour.RED, "Doubt")
    assert queries.meanings(lib)[Colour.RED] == "Doubt"
    lib.undo()
    assert queries.meanings(lib)[Colour.RED] == "Question"


def test_new_annotations_bear_the_name_set(lib, reading):
    lib.reader = "  Another\nname "
    assert _mark(lib, reading).reader == "Another name"


def test_a_subscriber_that_fails_keeps_neither_the_change_nor_the_others_from_it(lib, reading):
    def fails(changes):
        if changes.label == "Highlight":
            raise ZeroDivisionError

    def answers(changes):
        if changes.label == "Highlight":
            lib.run("Another", meanings.rename, Colour.RED, "Doubt")

    told = []
    for subscriber in (answers, fails, lambda changes: told.append(changes.label)):
        lib.subscribe(subscriber)
    with pytest.raises(ZeroDivisionError):
        _mark(lib, reading)
    assert len(queries.annotations(lib, reading.id)) == 1
    assert sorted(told) == ["Another", "Highlight"]


def test_remembering_the_place_does_not_wait_for_a_long_change(lib, reading):
    begun, go_on = threading.Event(), threading.Event()

    def long(_tx):
        begun.set()
        assert go_on.wait(20)

    thread = threading.Thread(target=lib.run, args=("Long", long))
    thread.start()
    assert begun.wait(20)
    for place in (10, 20, 30):
        queries.set_place(lib, reading.id, place)
    assert not lib.poll()
    go_on.set()
    thread.join()
    assert queries.place(lib, reading.id) == 30


def test_a_place_that_cannot_be_stored_is_let_go(lib, reading, monkeypatch):
    note = _mark(lib, reading)
    with monkeypatch.context() as patched:
        patched.setattr("closereader.store.database.tables.HEAD", "0000")
        queries.set_place(lib, reading.id, 9)
        queries.set_opened(lib, reading.id)
    assert queries.place(lib, reading.id) == 0
    assert queries.annotation(lib, note.id) == note


def test_a_place_set_by_a_command_is_kept_with_the_next_change(lib, reading):
    lib.run("Odd", lambda _tx: queries.set_place(lib, reading.id, 9))
    _mark(lib, reading)
    assert queries.place(lib, reading.id) == 9


def test_a_place_that_waits_is_kept_on_closing(lib, reading):
    lib.close()
    again = open_library(lib.folder)
    with again._lock:
        thread = threading.Thread(target=queries.set_place, args=(again, reading.id, 12))
        thread.start()
        thread.join()
    again.close()
    assert dump(lib.path)["places"] == [(reading.id, 12, "", "", "")]


def test_without_a_name_that_of_the_settings_is_taken(tmp_path, monkeypatch):
    monkeypatch.setattr("closereader.paths.settings_folder", lambda: tmp_path / "settings")
    lib = Library.open(tmp_path / "library")
    reading, _new = lib.run("Add", readings.add, document())
    assert _mark(lib, reading).reader == "Reader"
    lib.close()


def test_a_closed_library_refuses_and_closes_twice(lib, reading):
    lib.close()
    lib.close()
    with pytest.raises(LibraryUnusable):
        queries.readings(lib)
    with pytest.raises(LibraryUnusable):
        lib.run("Add", readings.add, document("x"))


def test_reading_the_list_loads_neither_alembic_nor_recogniser(lib, reading):
    program = (
        "import sys; from pathlib import Path\n"
        "from closereader.library import Library, queries\n"
        f"lib = Library.open(Path({str(lib.folder)!r}))\n"
        "assert len(queries.readings(lib)) == 1; lib.close()\n"
        "heavy = {'alembic', 'PySide6', 'lxml', 'typst', 'pikepdf', 'closereader.entities',"
        " 'closereader.importing', 'closereader.exporting', 'regex'}\n"
        "print(sorted(heavy & sys.modules.keys()))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"

"""Reading a text several times."""

import pytest

from closereader.errors import InputRefused, NoSuchReading
from closereader.library import annotations, passes, queries
from closereader.model.reading_pass import EVERY, NEWEST
from closereader.model.span import Span


def test_notes_bear_the_pass_they_were_made_in(lib, reading):
    first = lib.run("Highlight", annotations.add, reading.id, Span(0, 4))
    begun = lib.run("New pass", passes.start, reading.id, " For  the seminar ")
    second = lib.run("Highlight", annotations.add, reading.id, Span(0, 4))
    assert (begun.number, begun.name) == (2, "For the seminar")
    assert (first.pass_number, second.pass_number) == (1, 2)
    assert passes.of(lib, reading.id) == [begun]
    assert passes.numbers([begun], queries.annotations(lib, reading.id)) == [1, 2]


def test_a_pass_is_renamed_and_the_latest_taken_back(lib, reading):
    second = lib.run("New pass", passes.start, reading.id)
    third = lib.run("New pass", passes.start, reading.id)
    lib.run("Rename pass", passes.rename, second.id, "slowly")
    assert [each.name for each in passes.of(lib, reading.id)] == ["slowly", ""]
    with pytest.raises(InputRefused, match="latest"):
        lib.run("Remove pass", passes.remove, second.id)
    lib.run("Remove pass", passes.remove, third.id)
    assert [each.number for each in passes.of(lib, reading.id)] == [2]
    lib.undo()
    assert [each.number for each in passes.of(lib, reading.id)] == [2, 3]


def test_a_pass_with_notes_is_not_taken_back(lib, reading):
    begun = lib.run("New pass", passes.start, reading.id)
    note = lib.run("Highlight", annotations.add, reading.id, Span(0, 4))
    with pytest.raises(InputRefused, match="Pass 2 has notes"):
        lib.run("Remove pass", passes.remove, begun.id)
    lib.run("Delete note", annotations.remove, [note.id])
    lib.run("Remove pass", passes.remove, begun.id)
    assert passes.of(lib, reading.id) == []


def test_what_cannot_be_begun_or_named_is_refused(lib, reading):
    with pytest.raises(NoSuchReading):
        lib.run("New pass", passes.start, "nothing")
    with pytest.raises(InputRefused, match="60"):
        lib.run("New pass", passes.start, reading.id, "x" * 61)
    with pytest.raises(InputRefused, match="no longer"):
        lib.run("Rename pass", passes.rename, "gone", "x")
    assert passes.of(lib, reading.id) == []


def test_which_passes_are_shown_is_remembered_outside_undo(lib, reading):
    assert passes.shown(lib, reading.id) == NEWEST
    steps = lib.undo_label
    for wanted in (EVERY, frozenset({1, 3}), NEWEST):
        passes.show(lib, reading.id, wanted)
        assert passes.shown(lib, reading.id) == wanted
    assert lib.undo_label == steps

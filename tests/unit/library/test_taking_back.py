"""One step is taken back out of the history, though others came after it."""

import pytest

from closereader.errors import Conflict
from closereader.library import annotations, queries
from closereader.model.annotation import AnnotationKind
from closereader.model.colour import Colour
from closereader.model.span import Span
from tests.helpers.libraries import dump, index, open_library


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


def _number(lib, label):
    with lib.read() as snapshot:
        return next(step.number for step in snapshot.history.all() if step.label == label)


def test_one_step_is_taken_back_and_the_later_ones_stay(lib, reading, clock):
    first = _mark(lib, reading, comment="first")
    lib.run("Tag", annotations.set_tags, [first.id], ["gas"])
    second = _mark(lib, reading, 30, 40)
    lib = _again(lib, clock)
    taken = lib.take_back(_number(lib, "Tag"))
    assert taken.label == lib.undo_label == "Take back: Tag"
    assert queries.annotations(lib, reading.id) == [first, second]
    lib.undo()
    assert queries.annotation(lib, first.id).tags == ("gas",)
    lib.redo()
    assert queries.annotation(lib, first.id) == first
    lib.close()


def test_of_a_note_changed_since_only_what_the_step_changed_is_taken_back(lib, reading, clock):
    note = _mark(lib, reading)
    lib.run("Change colour", annotations.recolour, [note.id], Colour.BLUE)
    lib.run("Comment", annotations.set_comment, note.id, "later")
    clock.advance(60)
    lib.take_back(_number(lib, "Change colour"))
    now = queries.annotation(lib, note.id)
    assert (now.colour, now.comment) == (Colour.YELLOW, "later")
    assert now.modified > note.modified
    lib.undo()
    assert queries.annotation(lib, note.id).colour is Colour.BLUE


def test_what_was_changed_again_since_is_in_the_way_and_is_named(lib, reading):
    note = _mark(lib, reading)
    lib.run("Change colour", annotations.recolour, [note.id], Colour.BLUE)
    lib.run("Comment", annotations.set_comment, note.id, "later")
    lib.run("Colour once more", annotations.recolour, [note.id], Colour.RED)
    before, steps = _held(lib), _steps(lib)
    with pytest.raises(Conflict, match=r"“Change colour” .* “Colour once more” changed the same"):
        lib.take_back(_number(lib, "Change colour"))
    with pytest.raises(Conflict, match="“Highlight” cannot be taken back: “Colour once more”"):
        lib.take_back(_number(lib, "Highlight"))
    assert (_held(lib), _steps(lib)) == (before, steps)
    lib.take_back(_number(lib, "Colour once more"))
    lib.take_back(_number(lib, "Change colour"))
    assert queries.annotation(lib, note.id).colour is Colour.YELLOW


def test_a_step_on_many_notes_is_taken_back_on_all_or_on_none(lib, reading):
    notes = [_mark(lib, reading, start, start + 5) for start in (10, 20, 30)]
    ids = [note.id for note in notes]
    lib.run("Change kind", annotations.set_kind, ids, AnnotationKind.UNDERLINE)
    lib.run("Comment", annotations.set_comment, ids[1], "later")
    lib.run("Delete note", annotations.remove, [ids[2]])
    with pytest.raises(Conflict, match="Delete note"):
        lib.take_back(_number(lib, "Change kind"))
    lib.undo()
    lib.take_back(_number(lib, "Change kind"))
    there = queries.annotations(lib, reading.id)
    assert {note.kind for note in there} == {AnnotationKind.HIGHLIGHT}
    assert there[1].comment == "later"


def test_a_removal_is_taken_back_out_of_the_middle(lib, reading):
    note = _mark(lib, reading, comment="kept")
    lib.run("Delete note", annotations.remove, [note.id])
    other = _mark(lib, reading, 30, 40)
    lib.take_back(_number(lib, "Delete note"))
    assert queries.annotations(lib, reading.id) == [note, other]
    with pytest.raises(Conflict, match="Nothing is left"):
        lib.take_back(_number(lib, "Delete note"))


def test_a_reading_with_notes_cannot_be_taken_back_alone(lib, reading):
    note = _mark(lib, reading)
    with pytest.raises(Conflict, match="notes that would lose it"):
        lib.take_back(_number(lib, "Add reading"))
    lib.take_back(_number(lib, "Highlight"))
    lib.take_back(_number(lib, "Add reading"))
    assert queries.readings(lib) == []
    with pytest.raises(Conflict):
        lib.take_back(_number(lib, "Highlight"))
    lib.undo()
    lib.undo()
    assert queries.annotations(lib, reading.id) == [note]


def test_a_step_undone_or_gone_cannot_be_taken_back(lib, reading):
    _mark(lib, reading)
    number = _number(lib, "Highlight")
    lib.undo()
    for gone in (number, 99):
        with pytest.raises(Conflict, match="no longer in the history"):
            lib.take_back(gone)

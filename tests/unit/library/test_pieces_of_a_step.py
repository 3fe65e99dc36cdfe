"""Work that is done piece by piece, such as adding thirty files, is one step of undo."""

from closereader.library import meanings, queries, readings
from closereader.model.colour import Colour
from tests.helpers.libraries import document, dump, index, open_library


def _name(lib, name):
    lib.run("Rename colour", meanings.rename, Colour.RED, name)


def _again(lib, clock):
    lib.close()
    return open_library(lib.folder, clock, seed=7)


def _held(lib):
    return {**dump(lib.path), "index": index(lib.path)}


def _add_all(lib, *names):
    for name in names:
        lib.run("Add readings", readings.add, document(name, title=name), part_of="a folder")


def _titles(lib):
    return [summary.reading.title for summary in queries.readings(lib)]


def test_what_is_added_piece_by_piece_is_one_step_however_long_it_takes(lib, clock):
    for name in ("One", "Two", "Three"):
        _add_all(lib, name)
        clock.advance(100)
    held = _held(lib)
    assert lib.undo_label == "Add readings"
    lib.undo()
    assert (_titles(lib), lib.undo_label) == ([], None)
    lib = _again(lib, clock)
    lib.redo()
    assert _held(lib) == held
    lib.close()


def test_what_is_changed_in_between_parts_the_pieces(lib):
    _add_all(lib, "One", "Two")
    _name(lib, "gold")
    _add_all(lib, "Three", "Four")
    lib.undo()
    assert sorted(_titles(lib)) == ["One", "Two"]
    lib.undo()
    assert sorted(_titles(lib)) == ["One", "Two"]
    lib.undo()
    assert _titles(lib) == []


def test_after_undo_the_next_piece_is_a_step_of_its_own(lib):
    _add_all(lib, "One", "Two")
    lib.undo()
    _add_all(lib, "Three")
    assert _titles(lib) == ["Three"]
    lib.undo()
    assert (_titles(lib), lib.undo_label) == ([], None)


def test_a_piece_that_changes_what_an_earlier_one_made_is_a_step_of_its_own(lib):
    added, _new = lib.run("Add", readings.add, document("One"), part_of="a folder")
    lib.run("Add", readings.rename, added.id, "Uno", part_of="a folder")
    lib.undo()
    assert _titles(lib) == ["The Gas Question"]
    lib.undo()
    assert _titles(lib) == []


def test_many_pieces_keep_as_little_as_one_step(lib):
    _add_all(lib, *(f"Reading {number}" for number in range(40)))
    rows = dump(lib.path, ("history",))["history"]
    assert len(rows) == 1
    assert len(rows[0][-1]) < 6000

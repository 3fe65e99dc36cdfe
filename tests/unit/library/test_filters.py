"""Filters kept under a name."""

import pytest

from closereader.errors import InputRefused
from closereader.library import filters
from closereader.model.annotation import AnnotationKind
from closereader.model.colour import Colour
from closereader.model.note_filter import NoteFilter

SOME = NoteFilter(
    words="river",
    tags=frozenset({"theme/water"}),
    colours=frozenset({Colour.RED, Colour.TEAL}),
    kinds=frozenset({AnnotationKind.QUESTION}),
    passes=frozenset({1, 2}),
    readers=frozenset({"Reader"}),
    entities=frozenset({"PLACE:la paz"}),
    has_comment=False,
)


def test_a_filter_is_kept_whole(lib):
    kept = lib.run("Save filter", filters.save, "  Of the  river ", SOME)
    assert kept.name == "Of the river"
    assert filters.saved(lib) == [kept]
    assert kept.filter == SOME


def test_filters_are_listed_by_name(lib):
    for name in ("zeal", "Échos", "apples"):
        lib.run("Save filter", filters.save, name, SOME)
    assert [each.name for each in filters.saved(lib)] == ["apples", "Échos", "zeal"]


def test_saving_under_a_name_that_is_there_replaces_it(lib):
    first = lib.run("Save filter", filters.save, "Water", SOME)
    other = NoteFilter(words="lake")
    lib.run("Save filter", filters.save, "water", other)
    (kept,) = filters.saved(lib)
    assert (kept.id, kept.name, kept.filter) == (first.id, "water", other)
    lib.undo()
    assert filters.saved(lib) == [first]


def test_a_filter_is_renamed_and_removed_and_both_can_be_undone(lib):
    kept = lib.run("Save filter", filters.save, "Water", SOME)
    lib.run("Rename filter", filters.rename, kept.id, "Rivers")
    assert [each.name for each in filters.saved(lib)] == ["Rivers"]
    lib.run("Delete filter", filters.remove, kept.id)
    assert filters.saved(lib) == []
    lib.undo()
    lib.undo()
    assert filters.saved(lib) == [kept]


def test_a_name_can_change_its_case(lib):
    kept = lib.run("Save filter", filters.save, "water", SOME)
    assert lib.run("Rename filter", filters.rename, kept.id, "WATER").name == "WATER"


@pytest.mark.parametrize(
    ("name", "chosen", "reason"),
    [
        ("  ", SOME, "name"),
        ("x" * 61, SOME, "60"),
        ("All", NoteFilter(words="  "), "leaves nothing out"),
    ],
)
def test_what_cannot_be_kept_is_refused(lib, name, chosen, reason):
    with pytest.raises(InputRefused, match=reason):
        lib.run("Save filter", filters.save, name, chosen)
    assert filters.saved(lib) == []


def test_another_filters_name_is_refused(lib):
    lib.run("Save filter", filters.save, "Water", SOME)
    other = lib.run("Save filter", filters.save, "Fire", SOME)
    with pytest.raises(InputRefused, match="Water"):
        lib.run("Rename filter", filters.rename, other.id, "wáter")
    with pytest.raises(InputRefused, match="no longer"):
        lib.run("Rename filter", filters.rename, "gone", "Air")

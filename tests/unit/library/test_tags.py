"""Tags over the whole library."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closereader.errors import InputRefused
from closereader.library import annotations, readings, tag_use, tags
from closereader.library.annotations import Draft
from closereader.model.annotation import Annotation
from closereader.model.colour import Colour
from closereader.model.note_filter import NoteFilter, SavedFilter
from closereader.model.span import Span
from closereader.model.tag import Tag, TagUse
from tests.helpers.libraries import Clock, document, dump, index, open_library


def bear(lib, *sets, text="Another text of gas and roads."):
    """A reading with one note for each of these sets of tags, written with spaces."""
    added, _ = lib.run("Add", readings.add, document(text, title=text))
    drafts = [Draft(Span(n, n + 3), tags=tuple(each.split())) for n, each in enumerate(sets)]
    lib.run("Mark", annotations.add_many, added.id, drafts)
    return added


def borne(lib):
    """The tags of every note, as `bear` writes them, in the order they were made."""
    with lib.read() as snapshot:
        notes = snapshot.select(Annotation)
    return [" ".join(note.tags) for note in sorted(notes, key=lambda n: (n.reading_id, n.start))]


def kept(lib, kind):
    with lib.read() as snapshot:
        return snapshot.select(kind)


def save(lib, *names):
    saved = SavedFilter("f", "Mine", NoteFilter(words="gas", tags=frozenset(names)), "2026")
    lib.run("Save", lambda tx: tx.put(saved))


def filtered(lib):
    (saved,) = kept(lib, SavedFilter)
    assert saved.filter.words == "gas"
    return saved.filter.tags


# Renaming


def test_a_tag_is_renamed_in_every_reading_with_what_is_below_it(lib):
    bear(lib, "theme voice", "voice theme/supply", "themes")
    bear(lib, "theme/supply/gas", text="A second text.")
    assert lib.run("Rename", tags.rename, "theme", "topic") == 3
    assert sorted(borne(lib)) == sorted(
        ["topic voice", "voice topic/supply", "themes", "topic/supply/gas"]
    )
    assert lib.undo_label == "Rename"
    lib.undo()
    assert "theme/supply/gas" in borne(lib)


def test_a_renamed_note_was_changed_then_and_no_other(lib, clock):
    bear(lib, "theme", "voice")
    made = clock.now
    clock.advance(60)
    lib.run("Rename", tags.rename, "theme", "topic")
    stamps = {note.tags: note.modified > note.created for note in kept(lib, Annotation)}
    assert stamps == {("topic",): True, ("voice",): False}
    assert made < clock.now


def test_a_name_in_use_takes_the_renamed_one_in_and_no_note_has_it_twice(lib):
    bear(lib, "a theme b topic c", "topic/supply theme/supply", "theme")
    lib.run("Rename", tags.rename, "theme", "topic")
    assert borne(lib) == ["a topic b c", "topic/supply", "topic"]


def test_a_tag_is_renamed_to_something_below_itself(lib):
    bear(lib, "theme", "theme/supply", "theme/main/gas", "theme/main")
    lib.run("Rename", tags.rename, "theme", "theme/main")
    assert borne(lib) == ["theme/main", "theme/main/supply", "theme/main/gas", "theme/main"]


def test_a_tag_is_renamed_to_the_one_above_it(lib):
    bear(lib, "theme/supply", "theme/supply/gas", "theme")
    lib.run("Rename", tags.rename, "theme/supply", "theme")
    assert borne(lib) == ["theme", "theme/gas", "theme"]


def test_upper_case_alone_is_another_name(lib):
    bear(lib, "theme", "Theme")
    lib.run("Rename", tags.rename, "theme", "Theme")
    assert borne(lib) == ["Theme", "Theme"]


def test_signs_that_databases_take_for_patterns_are_letters(lib):
    bear(lib, "a%", "abc", "a_/x", "ab/x", "a*/x", "a[b]/x")
    lib.run("Rename", tags.rename, "a%", "p")
    lib.run("Rename", tags.rename, "a_", "q")
    lib.run("Rename", tags.rename, "a*", "r")
    lib.run("Rename", tags.rename, "a[b]", "s")
    assert borne(lib) == ["p", "abc", "q/x", "ab/x", "r/x", "s/x"]


def test_a_name_is_brought_into_the_form_tags_have(lib):
    bear(lib, "theme/supply")
    lib.run("Rename", tags.rename, " theme / supply ", "  #topic /  on supply ")
    assert borne(lib) == ["topic/on supply"]


@pytest.mark.parametrize("name", ["", "  ", " / ", "a, b", "x" * 201, "x" * 195])
def test_a_name_no_tag_can_have_is_refused_and_nothing_changes(lib, name):
    bear(lib, "theme", "theme/supply")
    before = dump(lib.path), index(lib.path)
    with pytest.raises(InputRefused):
        lib.run("Rename", tags.rename, "theme", name)
    with pytest.raises(InputRefused):
        lib.run("Merge", tags.merge, ["theme"], name)
    assert (dump(lib.path), index(lib.path)) == before


def test_a_tag_nobody_bears_comes_to_nothing(lib):
    bear(lib, "theme")
    assert lib.run("Rename", tags.rename, "other", "topic") == 0
    assert lib.run("Rename", tags.rename, "theme", "theme") == 0
    assert lib.undo_label == "Mark"


# Merging


def test_several_tags_become_one_with_what_is_below_them(lib):
    bear(lib, "gas fuel", "oil/crude voice", "fuel/tax gas/tax", "energy")
    lib.run("Merge", tags.merge, ["gas", "fuel", "oil"], "energy")
    assert borne(lib) == ["energy", "energy/crude voice", "energy/tax", "energy"]
    lib.undo()
    assert borne(lib)[0] == "gas fuel"


def test_of_two_merged_below_one_another_each_goes_with_the_nearer(lib):
    bear(lib, "theme/gas/tax", "theme/road", "theme/gas")
    lib.run("Merge", tags.merge, ["theme", "theme/gas"], "topic")
    assert borne(lib) == ["topic/tax", "topic/road", "topic"]


# Removing


def test_a_removed_tag_goes_with_what_is_below_it(lib):
    bear(lib, "voice theme", "theme/supply", "themes")
    save(lib, "theme/supply", "voice")
    lib.run("Colour", tags.set_colour, "theme/supply", Colour.RED)
    before = dump(lib.path)
    assert lib.run("Remove", tags.remove, "theme") == 2
    assert borne(lib) == ["voice", "", "themes"]
    assert kept(lib, Tag) == []
    assert filtered(lib) == {"voice"}
    lib.undo()
    assert dump(lib.path) == before


def test_what_is_below_a_removed_tag_may_go_up_in_its_place(lib):
    bear(lib, "theme", "theme/supply/gas", "supply theme/supply", "a/theme/x")
    lib.run("Colour", tags.set_colour, "theme/supply", Colour.RED)
    lib.run("Remove", tags.remove, "theme", keep_below=True)
    lib.run("Remove", tags.remove, "a/theme", keep_below=True)
    assert borne(lib) == ["", "supply/gas", "supply", "a/x"]
    assert kept(lib, Tag) == [Tag("supply", Colour.RED)]


# Colours and filters


def test_a_colour_is_given_and_taken(lib):
    bear(lib, "theme")
    lib.run("Colour", tags.set_colour, "theme", Colour.RED)
    lib.run("Colour", tags.set_colour, "theme", Colour.TEAL)
    assert tag_use.colours(lib) == {"theme": Colour.TEAL}
    lib.run("Colour", tags.set_colour, "theme", None)
    assert tag_use.colours(lib) == {}
    lib.undo()
    assert tag_use.colours(lib) == {"theme": Colour.TEAL}


def test_colours_and_filters_follow_a_renamed_tag(lib):
    bear(lib, "theme/supply")
    save(lib, "theme", "voice")
    lib.run("Colour", tags.set_colour, "theme", Colour.RED)
    lib.run("Colour", tags.set_colour, "theme/supply", Colour.TEAL)
    lib.run("Rename", tags.rename, "theme", "topic")
    assert tag_use.colours(lib) == {"topic": Colour.RED, "topic/supply": Colour.TEAL}
    assert filtered(lib) == {"topic", "voice"}


def test_what_several_become_keeps_its_colour_else_has_the_first_ones(lib):
    bear(lib, "a b c")
    for name, colour in (("a", Colour.RED), ("b", Colour.TEAL)):
        lib.run("Colour", tags.set_colour, name, colour)
    lib.run("Merge", tags.merge, ["b", "a"], "c")
    assert tag_use.colours(lib) == {"c": Colour.TEAL}
    lib.undo()
    lib.run("Colour", tags.set_colour, "c", Colour.GREY)
    lib.run("Merge", tags.merge, ["b", "a"], "c")
    assert tag_use.colours(lib) == {"c": Colour.GREY}


# Counts


def test_tags_are_counted_with_those_above_them_and_each_note_once(lib):
    here = bear(lib, "theme/supply theme/gas", "theme", "Éa")
    bear(lib, "theme/gas ea", text="A second text.")
    assert tag_use.tally(lib).uses(here.id) == [
        TagUse("ea", 0, 1),
        TagUse("Éa", 1, 1),
        TagUse("theme", 2, 3),
        TagUse("theme/gas", 1, 2),
        TagUse("theme/supply", 1, 1),
    ]
    assert [(use.name, use.here) for use in tag_use.uses(lib)][-1] == ("theme/supply", 0)


# Against a model

_NAMES = st.sampled_from(["a", "b", "a/b", "a/b/c", "a/c", "b/a", "ab", "a/b/c/d", "A"])
_SETS = st.lists(_NAMES, max_size=4, unique=True)
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("rename"), _NAMES, _NAMES),
        st.tuples(st.just("merge"), st.lists(_NAMES, min_size=1, max_size=3), _NAMES),
        st.tuples(st.just("remove"), _NAMES, st.booleans()),
        st.tuples(st.just("colour"), _NAMES, st.sampled_from([None, *Colour])),
    ),
    max_size=8,
)


def expected(step, tag):
    """What becomes of one tag, told path by path; None where it goes."""
    path = tag.split("/")
    if step[0] == "remove":
        gone = step[1].split("/")
        if path[: len(gone)] != gone:
            return tag
        if not step[2] or path == gone:
            return None
        return "/".join(gone[:-1] + path[len(gone) :])
    sources, target = ([step[1]], step[2]) if step[0] == "rename" else (step[1], step[2])
    for depth in range(len(path), 0, -1):
        if "/".join(path[:depth]) in {target, *sources}:
            return "/".join([target, *path[depth:]])
    return tag


@settings(max_examples=60, deadline=None)
@given(st.lists(_SETS, min_size=1, max_size=6), _SETS, _STEPS)
def test_any_run_of_changes_to_tags_ends_as_a_model_says_and_is_taken_back(sets, asked, steps):
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        lib = open_library(Path(folder), clock)
        try:
            bear(lib, *(" ".join(each) for each in sets))
            save(lib, *asked)
            past = [dump(lib.path)]
            tally, told = tag_use.tally(lib), []
            lib.subscribe(told.append)
            wanted, asked = [list(each) for each in sets], set(asked)
            for step in steps:
                clock.advance(2)
                if step[0] == "colour":
                    lib.run("Colour", tags.set_colour, step[1], step[2])
                else:
                    command = {"rename": tags.rename, "merge": tags.merge, "remove": tags.remove}
                    keep = {"keep_below": step[2]} if step[0] == "remove" else {}
                    given_ = step[1:2] if step[0] == "remove" else step[1:]
                    lib.run(step[0], command[step[0]], *given_, **keep)
                    wanted = [
                        list(dict.fromkeys(n for t in one if (n := expected(step, t)) is not None))
                        for one in wanted
                    ]
                    asked = {n for t in asked if (n := expected(step, t)) is not None}
                assert borne(lib) == [" ".join(each) for each in wanted]
                assert filtered(lib) == asked
                if dump(lib.path) != past[-1]:
                    past.append(dump(lib.path))
            for changes in told:
                tally.take(changes.changes)
            assert tally.uses() == tag_use.uses(lib)
            while len(past) > 1:
                past.pop()
                lib.undo()
                assert dump(lib.path) == past[-1]
        finally:
            lib.close()

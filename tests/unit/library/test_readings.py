from dataclasses import replace

import pytest

from closereader.errors import NoSuchReading
from closereader.library import annotations, entities, queries, readings
from closereader.library.annotations import Draft
from closereader.model.document import Inline, InlineStyle, PageLabel
from closereader.model.entity import EntityId, EntityKind
from closereader.model.span import Span
from tests.helpers.libraries import document, dump, index


def _filled(lib, reading):
    drafts = [Draft(Span(n, n + 4), comment=f"note {n}", tags=("theme/supply",)) for n in range(20)]
    lib.run("Annotate", annotations.add_many, reading.id, drafts)
    lib.run("Add name", entities.add, reading.id, EntityId("e1"), Span(40, 46), EntityKind.PLACE)
    queries.set_place(lib, reading.id, 33)


def test_a_document_comes_back_as_it_went_in(lib):
    given = replace(
        document(),
        author="A. Author",
        date="2004",
        language="en",
        format="markdown",
        source_name="gas.md",
        inlines=(Inline(0, 3, InlineStyle.EMPHASIS), Inline(4, 7, InlineStyle.LINK, "#12")),
        pages=(PageLabel(0, "31"), PageLabel(40, "xii")),
        notices=("2 characters could not be read.",),
    )
    reading, is_new = lib.run("Add reading", readings.add, given)
    text = queries.reading_text(lib, reading.id)
    assert is_new
    assert (text.text, text.blocks) == (given.text, given.blocks)
    assert (text.inlines, text.pages) == (given.inlines, given.pages)
    assert queries.reading(lib, reading.id) == reading
    assert (reading.author, reading.date, reading.notices) == ("A. Author", "2004", given.notices)
    assert reading.characters == len(given.text)


def test_the_same_bytes_twice_are_one_reading(lib, reading):
    again, is_new = lib.run("Add reading", readings.add, document())
    assert (again, is_new) == (reading, False)
    assert len(queries.readings(lib)) == 1


def test_a_reading_without_a_title_is_called_after_its_file(lib):
    named = replace(document("Text."), title=" ", source_name="essay.txt")
    assert lib.run("Add", readings.add, named)[0].title == "essay.txt"
    unnamed = replace(document("Other text."), title="")
    assert lib.run("Add", readings.add, unnamed)[0].title == "Untitled"


def test_a_title_is_one_line(lib):
    given = replace(document("Text."), title="Two\nlines \x07 and a bell")
    assert lib.run("Add", readings.add, given)[0].title == "Two lines and a bell"


def test_a_title_keeps_its_joined_letters(lib):
    for title in ("👩\u200d🚀 می\u200cخواهم", "e\u0301"):
        given = replace(document(f"Text {title}."), title=title)
        assert lib.run("Add", readings.add, given)[0].title == title


def test_renaming_keeps_what_is_not_given(lib, reading):
    renamed = lib.run("Rename", readings.rename, reading.id, author="B. Writer")
    assert (renamed.title, renamed.author) == (reading.title, "B. Writer")
    assert lib.run("Rename", readings.rename, reading.id, "  ").title == reading.title
    assert lib.run("Rename", readings.rename, reading.id, "New name").title == "New name"
    assert queries.reading(lib, reading.id).title == "New name"


def test_removing_takes_everything_of_the_reading_and_undo_brings_it_back(lib, reading):
    other, _new = lib.run("Add", readings.add, document("Another text.", title="Other"))
    before_filling = dump(lib.path)
    _filled(lib, reading)
    before, index_before = dump(lib.path), index(lib.path)
    lib.run("Remove reading", readings.remove, reading.id)
    assert [s.reading for s in queries.readings(lib)] == [other]
    assert dump(lib.path)["annotations"] == before_filling["annotations"] == []
    assert queries.search(lib, "supply") == []
    lib.undo()
    assert dump(lib.path) == before
    assert index(lib.path) == index_before
    assert queries.place(lib, reading.id) == 33
    lib.redo()
    assert [s.reading for s in queries.readings(lib)] == [other]


def test_undo_of_adding_leaves_nothing(lib, reading):
    lib.undo()
    assert queries.readings(lib) == []
    assert index(lib.path) == []
    assert not any(dump(lib.path).values())
    lib.redo()
    assert queries.reading(lib, reading.id) == reading


def test_removing_what_is_not_there_is_refused(lib, reading):
    with pytest.raises(NoSuchReading):
        lib.run("Remove reading", readings.remove, "nothing")
    with pytest.raises(NoSuchReading):
        lib.run("Rename", readings.rename, "nothing", "x")

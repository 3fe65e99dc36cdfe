"""Notes of other programs, as the library's own."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closereader.library import queries, readings, taking_in
from closereader.library.library import Library
from closereader.model.annotation import AnnotationKind, Link
from closereader.model.area import Area, Rect
from closereader.model.colour import Colour
from closereader.model.document import Document
from closereader.model.foreign_note import ForeignNote
from closereader.model.span import Span
from tests.helpers.libraries import PARAGRAPHS, document, open_library

TEXT = "\n".join(PARAGRAPHS)
ROADS = TEXT.index("the roads")


def note(key: str, **named: object) -> ForeignNote:
    given = {"kind": AnnotationKind.HIGHLIGHT, "start": ROADS, "end": ROADS + 9} | named
    return ForeignNote(key, **given)


def placed(key: str, places: tuple[int, int], **named: object) -> ForeignNote:
    return note(key, start=min(places), end=max(places), **named)


@pytest.fixture
def lib(tmp_path) -> Library:
    made = open_library(tmp_path / "library")
    yield made
    made.close()


def add(lib: Library, *notes: ForeignNote) -> list:
    given: Document = replace(document(), notes=notes)
    reading, _new = lib.run("Add reading", readings.add, given)
    return queries.annotations(lib, reading.id)


def test_a_note_keeps_its_author_words_colour_and_time(lib: Library) -> None:
    (made,) = add(
        lib,
        note(
            "a",
            author="Ida\nBrandt",
            comment="Why?\r\nHow?",
            colour=Colour.BLUE,
            created="2021-03-04T10:00:00+02:00",
            tags=("economy, gas",),
        ),
    )
    assert (made.quote, made.reader, made.colour) == ("the roads", "Ida Brandt", Colour.BLUE)
    assert (made.comment, made.tags) == ("Why?\nHow?", ("economy gas",))
    assert made.created == made.modified == "2021-03-04T08:00:00.000000+00:00"
    assert made.origin == "a"


def test_a_note_that_does_not_say_whose_it_is_is_the_readers(lib: Library) -> None:
    assert add(lib, note("a"))[0].reader == "Reader"


def test_spaces_round_a_marked_passage_are_let_go(lib: Library) -> None:
    (made,) = add(lib, note("a", start=ROADS - 1, end=ROADS + 10))
    assert made.quote == "the roads"


def test_a_mark_on_nothing_but_spaces_is_a_note_at_its_place(lib: Library) -> None:
    (made,) = add(lib, note("a", start=ROADS - 1, end=ROADS, comment="Here"))
    assert (made.kind, made.span) == (AnnotationKind.NOTE, Span(ROADS - 1, ROADS - 1))


def test_an_area_keeps_its_place_on_the_page(lib: Library) -> None:
    area = Area(2, Rect(10, 20, 110, 220))
    (made,) = add(lib, note("a", kind=AnnotationKind.AREA, end=ROADS, area=area))
    assert (made.kind, made.area) == (AnnotationKind.AREA, area)


def test_a_reply_points_to_what_it_answers_and_to_nothing_that_is_not_there(lib: Library) -> None:
    asked, reply, lost, alone = add(
        lib,
        note("asked"),
        note("reply", start=ROADS + 1, replies_to="asked"),
        note("lost", start=ROADS + 2, replies_to="never seen"),
        note("alone", start=ROADS + 3, replies_to="alone"),
    )
    assert reply.links == (Link(asked.id, "answers"),)
    assert asked.links == lost.links == alone.links == ()


def test_what_is_there_already_is_not_taken_twice(lib: Library) -> None:
    made = add(lib, note("a"), note("b", comment="first"), note("b", comment="second"))
    assert [one.comment for one in made] == ["", "first"]
    text = queries.reading_text(lib, made[0].reading_id)
    again = lib.run("Take in", taking_in.take_in, text, [note("a"), note("c")])
    assert [one.origin for one in again] == ["c"]
    assert len(queries.annotations(lib, made[0].reading_id)) == 3


def test_a_comment_that_another_program_gave_another_key_is_not_taken_twice(lib: Library) -> None:
    told = {"author": "Ida", "created": "2021-03-04T10:00:00Z", "comment": "Why?"}
    (made,) = add(lib, note("a", **told))
    text = queries.reading_text(lib, made.reading_id)
    later = told | {"created": "2021-03-05T10:00:00Z"}
    notes = [note("b", **told), note("c", **later), note("d", start=ROADS + 1, replies_to="b")]
    again = lib.run("Take in", taking_in.take_in, text, notes)
    assert [one.origin for one in again] == ["c", "d"]
    assert again[1].links == (Link(made.id, "answers"),)


def test_a_comment_longer_than_any_is_cut_and_refuses_nothing(lib: Library) -> None:
    (made,) = add(lib, note("a", comment="x" * 1_000_001, tags=("y" * 300,)))
    assert (len(made.comment), len(made.tags[0])) == (1_000_000, 200)


@settings(max_examples=25)
@given(
    st.lists(
        st.builds(
            placed,
            key=st.text(min_size=1, max_size=4),
            kind=st.sampled_from([k for k in AnnotationKind if k is not AnnotationKind.AREA]),
            places=st.tuples(*[st.integers(0, len(TEXT))] * 2),
            comment=st.text(max_size=20),
            author=st.text(max_size=5),
            created=st.one_of(st.text(max_size=10), st.datetimes().map(lambda d: d.isoformat())),
            replies_to=st.text(max_size=2),
            tags=st.lists(st.text(max_size=5), max_size=2).map(tuple),
        ),
        max_size=5,
    )
)
def test_whatever_a_file_says_is_taken_in_and_stands_in_the_text(tmp_path_factory, notes) -> None:
    lib = open_library(tmp_path_factory.mktemp("library"))
    made = add(lib, *notes)
    assert {one.origin for one in made} == {one.key for one in notes}
    for one in made:
        assert 0 <= one.start <= one.end <= len(TEXT)
        assert one.quote == TEXT[one.start : one.end]
    lib.close()

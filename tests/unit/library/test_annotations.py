from dataclasses import replace

import pytest

from closereader.errors import InputRefused, NoSuchPassage, NoSuchReading
from closereader.library import annotations, queries
from closereader.library.annotations import Draft
from closereader.model.annotation import AnchorState, AnnotationKind
from closereader.model.colour import Colour
from closereader.model.span import Span


def _mark(lib, reading, start=17, end=27, **given):
    return lib.run("Highlight", annotations.add, reading.id, Span(start, end), **given)


def _text(lib, reading):
    return queries.reading_text(lib, reading.id).text


def test_a_mark_keeps_its_words_and_those_beside_it(lib, reading, clock):
    text = _text(lib, reading)
    start = text.index("closed")
    note = _mark(lib, reading, start, start + 6, kind=AnnotationKind.UNDERLINE, colour=Colour.BLUE)
    assert (note.quote, note.kind, note.colour) == ("closed", AnnotationKind.UNDERLINE, Colour.BLUE)
    assert note.prefix
    assert text[: note.start].endswith(note.prefix)
    assert text[note.end :].startswith(note.suffix)
    assert note.created == note.modified == "2026-11-24T12:00:00.000000+00:00"
    assert queries.annotation(lib, note.id) == note


def test_offsets_are_code_points_also_behind_an_emoji(lib, reading):
    text = _text(lib, reading)
    start = text.index("¿De quién")
    assert "🎉" in text[:start]
    assert _mark(lib, reading, start, start + 9).quote == "¿De quién"


def test_annotations_come_in_order_of_place(lib, reading):
    third, first = _mark(lib, reading, 50, 60), _mark(lib, reading, 0, 3)
    second = _mark(lib, reading, 0, 8)
    assert queries.annotations(lib, reading.id) == [first, second, third]


def test_marks_on_one_passage_stay_apart(lib, reading):
    made = {_mark(lib, reading).id for _ in range(3)}
    assert {note.id for note in queries.annotations(lib, reading.id)} == made
    assert len(made) == 3


@pytest.mark.parametrize("span", [Span(0, 10_000), Span(10_000, 10_001), Span(5, 5)])
def test_a_passage_that_is_not_there_is_refused(lib, reading, span):
    with pytest.raises(NoSuchPassage):
        lib.run("Highlight", annotations.add, reading.id, span)
    assert queries.annotations(lib, reading.id) == []


def test_a_bookmark_may_stand_between_two_characters(lib, reading):
    note = _mark(lib, reading, 5, 5, kind=AnnotationKind.BOOKMARK)
    assert note.span == Span(5, 5)


def test_a_reading_that_is_gone_takes_no_marks(lib):
    with pytest.raises(NoSuchReading):
        lib.run("Highlight", annotations.add, "nothing", Span(0, 1))


def test_a_quotation_finds_its_place(lib, reading):
    drafts = [Draft(quote="the gas", prefix="spoke of ")]
    (note,) = lib.run("Annotate", annotations.add_many, reading.id, drafts)
    assert _text(lib, reading)[: note.start].endswith("spoke of ")
    assert (note.quote, note.anchor) == ("the gas", AnchorState.SURE)


def test_of_many_drafts_all_or_none_are_made(lib, reading):
    drafts = [
        Draft(quote="referendum"),
        Draft(Span(0, 3)),
        Draft(quote="nowhere to be found at all"),
    ]
    with pytest.raises(NoSuchPassage, match=r"Annotation 3: .*nowhere"):
        lib.run("Annotate", annotations.add_many, reading.id, drafts)
    assert queries.annotations(lib, reading.id) == []
    lib.run("Annotate", annotations.add_many, reading.id, drafts[:2])
    assert len(queries.annotations(lib, reading.id)) == 2
    lib.undo()
    assert queries.annotations(lib, reading.id) == []


def test_drafts_are_made_in_their_order(lib, reading):
    drafts = [Draft(Span(4, 8), comment=str(number)) for number in range(50)]
    made = lib.run("Annotate", annotations.add_many, reading.id, drafts)
    assert [note.comment for note in made] == [str(number) for number in range(50)]
    assert queries.annotations(lib, reading.id) == made


def test_a_draft_without_a_place_is_refused(lib, reading):
    with pytest.raises(NoSuchPassage):
        lib.run("Annotate", annotations.add_many, reading.id, [Draft(comment="where?")])


def test_recolouring_changes_the_colour_and_the_time_alone(lib, reading, clock):
    notes = [_mark(lib, reading), _mark(lib, reading, 0, 3)]
    clock.advance(60)
    lib.run("Change colour", annotations.recolour, [n.id for n in notes], Colour.RED)
    for note in notes:
        after = queries.annotation(lib, note.id)
        assert after.modified > note.modified
        assert replace(after, modified=note.modified) == replace(note, colour=Colour.RED)


def test_what_changes_nothing_is_no_step(lib, reading, clock):
    note = _mark(lib, reading, colour=Colour.RED)
    told = []
    lib.subscribe(told.append)
    clock.advance(60)
    lib.run("Change colour", annotations.recolour, [note.id], Colour.RED)
    lib.run("Comment", annotations.set_comment, note.id, "")
    assert queries.annotation(lib, note.id) == note
    assert lib.undo_label == "Highlight"
    assert told == []


def test_extending_takes_the_quotation_anew(lib, reading):
    note = _mark(lib, reading, 17, 19)
    moved = lib.run("Change passage", annotations.set_span, note.id, Span(17, 27))
    assert moved.quote == _text(lib, reading)[17:27]
    assert queries.annotation(lib, note.id) == moved
    with pytest.raises(NoSuchPassage):
        lib.run("Change passage", annotations.set_span, note.id, Span(17, 9999))


def test_a_change_of_kind_is_kept(lib, reading):
    note = _mark(lib, reading)
    lib.run("Question", annotations.set_kind, [note.id], AnnotationKind.QUESTION)
    assert queries.annotation(lib, note.id).kind is AnnotationKind.QUESTION


def test_tags_are_trimmed_unique_and_in_order(lib, reading):
    note = _mark(lib, reading, tags=[" theme / supply ", "#gas", "theme//supply/", "  ", "/"])
    assert note.tags == ("theme/supply", "gas")
    lib.run("Tag", annotations.add_tags, [note.id], ["gas", "voice"])
    assert queries.annotation(lib, note.id).tags == ("theme/supply", "gas", "voice")
    lib.run("Tag", annotations.set_tags, [note.id], [])
    assert queries.annotation(lib, note.id).tags == ()


def test_a_tag_is_taken_off_those_that_bear_it(lib, reading):
    one = _mark(lib, reading, tags=["gas", "theme/supply", "voice"])
    other = _mark(lib, reading, 0, 3, tags=["voice"])
    lib.run("Tag", annotations.take_tags, [one.id, other.id], ["gas", "theme/supply"])
    assert queries.annotation(lib, one.id).tags == ("voice",)
    assert queries.annotation(lib, other.id) == other
    lib.undo()
    assert queries.annotation(lib, one.id).tags == ("gas", "theme/supply", "voice")


@pytest.mark.parametrize("tag", ["a, b", "x" * 201])
def test_a_tag_that_cannot_be_kept_is_refused(lib, reading, tag):
    note = _mark(lib, reading)
    with pytest.raises(InputRefused):
        lib.run("Tag", annotations.set_tags, [note.id], [tag])
    assert queries.annotation(lib, note.id) == note


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("two\r\nlines\rand\u2028more", "two\nlines\nand\nmore"),
        ("nul \0 and a lone \ud800", "nul \ufffd and a lone \ufffd"),
        ("a zero-width\u200djoiner and 👩‍🚀", "a zero-width\u200djoiner and 👩‍🚀"),
        ("  kept as typed  ", "  kept as typed  "),
    ],
)
def test_a_comment_is_kept_as_it_can_be_stored(lib, reading, written, kept):
    note = _mark(lib, reading)
    assert lib.run("Comment", annotations.set_comment, note.id, written).comment == kept
    assert queries.annotation(lib, note.id).comment == kept


def test_a_comment_longer_than_a_book_is_refused(lib, reading):
    note = _mark(lib, reading)
    with pytest.raises(InputRefused):
        lib.run("Comment", annotations.set_comment, note.id, "x" * 1_000_001)


def test_changing_an_annotation_that_is_gone_is_refused(lib, reading):
    note = _mark(lib, reading)
    lib.run("Delete", annotations.remove, [note.id])
    with pytest.raises(NoSuchPassage):
        lib.run("Comment", annotations.set_comment, note.id, "late")
    with pytest.raises(NoSuchPassage):
        queries.annotation(lib, note.id)
    # Deleting what is gone comes to what was wanted.
    lib.run("Delete", annotations.remove, [note.id])


def test_a_draft_can_name_its_reader(lib, reading):
    drafts = [Draft(Span(0, 3), reader="Someone else"), Draft(Span(0, 3))]
    other, mine = lib.run("Annotate", annotations.add_many, reading.id, drafts)
    assert (other.reader, mine.reader) == ("Someone else", "Reader")

"""Two marks made one, when a reader asks for it."""

import pytest

from closereader.errors import InputRefused, NoSuchPassage
from closereader.library import annotations, joining, links, queries
from closereader.library.links import End
from closereader.model.annotation import AnnotationId, AnnotationKind, Link
from closereader.model.colour import Colour
from closereader.model.essay import Essay, EssayId, Quotation
from closereader.model.span import Span


def mark(lib, reading, start, end, **given):
    return lib.run("Highlight", annotations.add, reading.id, Span(start, end), **given)


def touching(lib, reading, note):
    text = queries.reading_text(lib, reading.id).text
    return joining.touching(text, note, queries.annotations(lib, reading.id))


def words(lib, reading, *some):
    """The span from the first of these words to the last."""
    text = queries.reading_text(lib, reading.id).text
    return text.index(some[0]), text.index(some[-1]) + len(some[-1])


def test_one_mark_takes_the_passage_of_both_and_all_that_was_said(lib, reading, clock):
    first = mark(lib, reading, *words(lib, reading, "closed"), comment="before", tags=("a", "b"))
    clock.advance(5)
    second = mark(
        lib, reading, *words(lib, reading, "and the city"), comment="after", tags=("b", "c")
    )
    joined = lib.run("Extend", joining.join, second.id, first.id)
    assert joined.id == first.id
    assert joined.quote == "closed, and the city"
    assert joined.comment == "before\n\nafter"
    assert joined.tags == ("a", "b", "c")
    assert joined.created == first.created
    assert queries.annotations(lib, reading.id) == [joined]


def test_it_is_one_step_of_undo(lib, reading):
    notes = [mark(lib, reading, 20, 30), mark(lib, reading, 28, 40)]
    lib.run("Extend", joining.join, notes[0].id, notes[1].id)
    lib.undo()
    assert queries.annotations(lib, reading.id) == notes


def test_links_of_both_and_to_both_stay(lib, reading, clock):
    first = mark(lib, reading, 20, 30)
    clock.advance(5)
    second = mark(lib, reading, 28, 40)
    far, near = mark(lib, reading, 60, 65), mark(lib, reading, 70, 75)

    def end(note):
        return End(reading.id, note.span, note.id)

    lib.run("Link", links.link, end(second), end(far), "echoes")
    lib.run("Link", links.link, end(near), end(second), "answers")
    lib.run("Link", links.link, end(first), end(second))
    joined = lib.run("Extend", joining.join, first.id, second.id)
    assert joined.links == (Link(far.id, "echoes"),)
    assert queries.annotation(lib, near.id).links == (Link(first.id, "answers"),)
    ends = {one.note.id: one.kind for one in queries.linked(lib, reading.id)[first.id]}
    assert ends == {far.id: "echoes", near.id: "answers"}


def test_what_was_quoted_from_either_is_quoted_from_the_one(lib, reading, clock):
    first = mark(lib, reading, 20, 30)
    clock.advance(5)
    second = mark(lib, reading, 28, 40)
    quotation = Quotation(0, 5, reading.id, 28, 33, second.id)
    essay = Essay(EssayId("e"), "On gas", "words", (reading.id,), (quotation,))
    lib.run("Essay", lambda tx: tx.put(essay))
    lib.run("Extend", joining.join, first.id, second.id)
    with lib.read() as snapshot:
        (kept,) = snapshot.get(Essay, "e").quotations
    assert kept.annotation == first.id


def test_one_comment_is_not_said_twice(lib, reading):
    notes = [
        mark(lib, reading, 20, 30, comment="same"),
        mark(lib, reading, 28, 40, comment="same "),
    ]
    assert lib.run("Extend", joining.join, notes[0].id, notes[1].id).comment == "same"


@pytest.mark.parametrize(
    "unlike",
    [
        {"colour": Colour.BLUE},
        {"kind": AnnotationKind.UNDERLINE},
        {"kind": AnnotationKind.QUESTION},
    ],
)
def test_marks_that_are_not_alike_stay_two(lib, reading, unlike):
    first, second = mark(lib, reading, 20, 30), mark(lib, reading, 28, 40, **unlike)
    assert touching(lib, reading, second) == []
    with pytest.raises(InputRefused):
        lib.run("Extend", joining.join, first.id, second.id)
    assert len(queries.annotations(lib, reading.id)) == 2


def test_a_mark_that_is_gone_is_not_made_one(lib, reading):
    first = mark(lib, reading, 20, 30)
    with pytest.raises(NoSuchPassage):
        lib.run("Extend", joining.join, first.id, AnnotationId("gone"))


def test_marks_meet_where_only_a_space_parts_them(lib, reading):
    first = mark(lib, reading, *words(lib, reading, "the city"))
    second = mark(lib, reading, *words(lib, reading, "ran out"))
    assert touching(lib, reading, second) == [first]
    assert touching(lib, reading, first) == [second]


def test_marks_do_not_meet_over_a_word_nor_over_paragraphs(lib, reading):
    text = queries.reading_text(lib, reading.id).text
    first = mark(lib, reading, *words(lib, reading, "the city"))
    mark(lib, reading, *words(lib, reading, "out of gas"))
    assert touching(lib, reading, first) == []
    end = text.index("\n", 30)
    last, following = mark(lib, reading, end - 4, end), mark(lib, reading, end + 1, end + 6)
    assert following not in touching(lib, reading, last)


def test_the_nearest_comes_first(lib, reading):
    over, beside = mark(lib, reading, 20, 30), mark(lib, reading, 41, 45)
    note = mark(lib, reading, 28, 40)
    text = queries.reading_text(lib, reading.id).text
    found = joining.touching(text, note, [beside, over])
    assert found[0] == over


def test_a_mark_of_another_reader_is_not_offered(lib, reading):
    mark(lib, reading, 20, 30)
    lib.reader = "Somebody else"
    second = mark(lib, reading, 28, 40)
    assert touching(lib, reading, second) == []

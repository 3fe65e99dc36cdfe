"""What was marked in two readings of the same text."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closereader.model.annotation import Annotation, AnnotationKind
from closereader.model.colour import Colour
from closereader.model.comparison import Outcome, compare


def mark(name, start, end, **details):
    return replace(
        Annotation(name, "r", "Reader", AnnotationKind.HIGHLIGHT, Colour.YELLOW, start, end, ""),
        **details,
    )


def outcomes(first, second):
    return [
        (each.first and each.first.id, each.second and each.second.id, each.outcome)
        for each in compare(first, second)
    ]


def test_marks_of_one_pass_alone_are_told_by_place():
    assert outcomes([mark("a", 0, 5)], [mark("b", 20, 30)]) == [
        ("a", None, Outcome.ONLY_FIRST),
        (None, "b", Outcome.ONLY_SECOND),
    ]


@pytest.mark.parametrize(
    ("second", "outcome"),
    [
        (mark("b", 0, 20), Outcome.KEPT),
        (mark("b", 5, 22), Outcome.KEPT),
        (mark("b", 0, 20, comment="now with words"), Outcome.KEPT),
        (mark("b", 0, 20, colour=Colour.RED), Outcome.CHANGED),
        (mark("b", 0, 20, kind=AnnotationKind.QUESTION), Outcome.CHANGED),
    ],
)
def test_the_same_passage_is_kept_or_changed(second, outcome):
    assert outcomes([mark("a", 0, 20)], [second]) == [("a", "b", outcome)]


def test_another_comment_is_a_changed_mind():
    first = mark("a", 0, 20, comment="Who speaks?")
    second = mark("b", 0, 20, comment="The town does.")
    assert outcomes([first], [second]) == [("a", "b", Outcome.CHANGED)]


def test_a_passage_that_is_hardly_touched_is_another():
    assert [outcome for *_, outcome in outcomes([mark("a", 0, 20)], [mark("b", 15, 40)])] == [
        Outcome.ONLY_FIRST,
        Outcome.ONLY_SECOND,
    ]


def test_each_note_is_put_with_the_likest_one():
    first = [mark("a", 0, 20), mark("b", 0, 20, colour=Colour.RED)]
    second = [mark("c", 0, 20, colour=Colour.RED), mark("d", 0, 18)]
    assert outcomes(first, second) == [
        ("a", "d", Outcome.KEPT),
        ("b", "c", Outcome.KEPT),
    ]


def test_places_without_a_passage_are_compared_too():
    first = mark("a", 7, 7, kind=AnnotationKind.NOTE)
    second = mark("b", 7, 7, kind=AnnotationKind.NOTE)
    assert outcomes([first], [second]) == [("a", "b", Outcome.KEPT)]


marks = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 15), st.sampled_from(list(Colour))), max_size=12
)


@given(marks, marks)
def test_every_note_of_both_passes_is_told_once(first, second):
    before = [mark(f"a{n}", s, s + size, colour=c) for n, (s, size, c) in enumerate(first)]
    after = [mark(f"b{n}", s, s + size, colour=c) for n, (s, size, c) in enumerate(second)]
    found = compare(before, after)
    assert sorted(e.first.id for e in found if e.first) == sorted(n.id for n in before)
    assert sorted(e.second.id for e in found if e.second) == sorted(n.id for n in after)
    places = [each.place.start for each in found]
    assert places == sorted(places)

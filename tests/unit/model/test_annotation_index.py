import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closereader.model.annotation import Annotation, AnnotationId, AnnotationKind
from closereader.model.annotation_index import AnnotationIndex, order
from closereader.model.colour import Colour
from closereader.model.reading import ReadingId


def note(name, start, end, created=""):
    return Annotation(
        AnnotationId(name),
        ReadingId("r"),
        "Ana",
        AnnotationKind.HIGHLIGHT,
        Colour.BLUE,
        start,
        end,
        "",
        created=created,
    )


notes = st.builds(
    lambda name, start, length, created: note(name, start, start + length, created),
    st.sampled_from("abcdefgh"),
    st.integers(0, 3000),
    st.sampled_from([0, 1, 30, 1024, 2500]),
    st.sampled_from(["", "2026-01-01"]),
)
steps = st.lists(st.one_of(notes, st.sampled_from("abcdefgh")), max_size=20)


@given(steps, st.integers(0, 5000), st.sampled_from([0, 1, 10, 2000]))
@settings(max_examples=150, deadline=None)
def test_the_index_answers_as_a_search_of_all_does(steps, start, length):
    index, kept = AnnotationIndex(), {}
    for step in steps:
        if isinstance(step, str):
            index.remove(AnnotationId(step))
            kept.pop(step, None)
        else:
            index.put(step)
            kept[step.id] = step
    everything = sorted(kept.values(), key=order)
    end = start + length
    assert list(index) == everything
    assert len(index) == len(everything)
    assert list(AnnotationIndex(everything)) == everything
    assert index.touching(start, end) == [
        a
        for a in everything
        if (a.start < end and a.end > start) or (a.start == a.end and start <= a.start <= end)
    ]
    holding = [a for a in everything if a.start <= start < a.end]
    assert index.at(start) == sorted(holding, key=lambda a: (a.end - a.start, order(a)))
    assert index.after(start) == next((a for a in everything if a.start > start), None)
    assert index.before(start) == next((a for a in reversed(everything) if a.start < start), None)
    assert [index.position(a.id) for a in everything] == list(range(len(everything)))


@given(
    st.lists(notes, max_size=12),
    st.lists(notes, max_size=12),
    st.lists(st.sampled_from("abcdefgh"), max_size=6),
    st.integers(0, 5000),
)
@settings(max_examples=300, deadline=None)
def test_many_taken_at_once_are_as_many_one_by_one(there, puts, removals, start):
    one_by_one, at_once = AnnotationIndex(), AnnotationIndex()
    for before in there:
        one_by_one.put(before)
        at_once.put(before)
    list(at_once)  # What was asked before the change is not answered again after it.
    for name in removals:
        one_by_one.remove(AnnotationId(name))
    for after in puts:
        one_by_one.put(after)
    at_once.take(puts, [AnnotationId(name) for name in removals])
    assert list(at_once) == list(one_by_one)
    assert list(at_once.keys()) == [order(a) for a in one_by_one]
    for length in (0, 10, 2000):
        end = start + length
        assert at_once.touching(start, end) == one_by_one.touching(start, end)
    assert at_once.at(start) == one_by_one.at(start)
    assert at_once.after(start) == one_by_one.after(start)
    assert at_once.before(start) == one_by_one.before(start)
    # What is left of those gone would be found, or missed, by the next change.
    for gone in list(one_by_one):
        one_by_one.remove(gone.id)
        at_once.remove(gone.id)
        assert list(at_once) == list(one_by_one)
        assert at_once.touching(0, 9000) == one_by_one.touching(0, 9000)


def test_a_note_is_known_by_its_id():
    first = note("a", 5, 9)
    index = AnnotationIndex([first])
    assert AnnotationId("a") in index
    assert index.get(AnnotationId("a")) is first
    assert index.get(AnnotationId("b")) is None
    assert index.get(None) is None
    with pytest.raises(KeyError):
        index.position(AnnotationId("b"))


def test_a_note_put_again_takes_its_new_place():
    index = AnnotationIndex([note("a", 5, 9), note("b", 7, 8)])
    index.put(note("a", 3000, 3009))
    assert [a.id for a in index] == ["b", "a"]
    assert index.touching(0, 100) == [index.get(AnnotationId("b"))]

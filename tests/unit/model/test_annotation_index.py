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

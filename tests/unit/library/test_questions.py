"""Questions: how far they have come, their order, and the passages that bear on them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from closereader.errors import InputRefused, NoSuchPassage
from closereader.library import annotations, queries, questions, readings
from closereader.library.links import End
from closereader.model.annotation import (
    EVIDENCE,
    Annotation,
    AnnotationId,
    AnnotationKind,
    Link,
    QuestionState,
)
from closereader.model.colour import Colour
from closereader.model.question import evidence_of, in_order
from closereader.model.span import Span
from tests.helpers.libraries import document


def ask(lib, reading, start, end=None, comment="Why?") -> Annotation:
    span = Span(start, start + 5 if end is None else end)
    kind = AnnotationKind.QUESTION
    return lib.run("Question", annotations.add, reading.id, span, kind=kind, comment=comment)


def mark(lib, reading, start, end, **given) -> Annotation:
    return lib.run("Highlight", annotations.add, reading.id, Span(start, end), **given)


def now(lib, note) -> Annotation:
    return queries.annotation(lib, note.id)


def order_of(lib, reading) -> list[AnnotationId]:
    return [note.id for note in in_order(queries.annotations(lib, reading.id))]


def test_a_new_question_is_open(lib, reading):
    assert ask(lib, reading, 4).state is QuestionState.OPEN


def test_a_question_may_stand_at_a_place_without_a_passage(lib, reading):
    asked = ask(lib, reading, 20, 20)
    assert (asked.quote, asked.span) == ("", Span(20, 20))


def test_a_state_is_kept_and_taken_back(lib, reading):
    asked = ask(lib, reading, 4)
    lib.run("State", questions.set_state, [asked.id], QuestionState.ANSWERED)
    assert now(lib, asked).state is QuestionState.ANSWERED
    lib.undo()
    assert now(lib, asked) == asked


def test_what_is_no_question_has_no_state(lib, reading):
    note = mark(lib, reading, 0, 3)
    with pytest.raises(InputRefused):
        lib.run("State", questions.set_state, [note.id], QuestionState.ANSWERED)
    assert now(lib, note) == note


def test_questions_stand_in_order_of_place_until_they_are_arranged(lib, reading):
    third, first, second = ask(lib, reading, 60), ask(lib, reading, 2), ask(lib, reading, 30)
    assert order_of(lib, reading) == [first.id, second.id, third.id]
    lib.run("Order", questions.arrange, reading.id, [third.id, first.id, second.id])
    assert order_of(lib, reading) == [third.id, first.id, second.id]
    lib.undo()
    assert order_of(lib, reading) == [first.id, second.id, third.id]


def test_a_new_question_comes_after_those_arranged(lib, reading):
    first, second = ask(lib, reading, 2), ask(lib, reading, 30)
    lib.run("Order", questions.arrange, reading.id, [second.id, first.id])
    new = ask(lib, reading, 0)
    assert order_of(lib, reading) == [second.id, first.id, new.id]


def test_questions_that_are_not_named_keep_their_order_after_the_rest(lib, reading):
    first, second, third = (ask(lib, reading, start) for start in (2, 30, 60))
    other = mark(lib, reading, 5, 9)
    lib.run("Order", questions.arrange, reading.id, [third.id, other.id, AnnotationId("gone")])
    assert order_of(lib, reading) == [third.id, first.id, second.id]
    assert now(lib, other) == other


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.permutations(range(5)), st.permutations(range(5)))
def test_any_order_is_kept_and_the_one_before_comes_back(lib, reading, one, other):
    for note in queries.annotations(lib, reading.id):
        lib.run("Delete", annotations.remove, [note.id])
    asked = [ask(lib, reading, 10 * start).id for start in range(5)]
    for wanted in ([asked[n] for n in one], [asked[n] for n in other]):
        before = order_of(lib, reading)
        lib.run("Order", questions.arrange, reading.id, wanted)
        assert order_of(lib, reading) == wanted
    if one != other:
        lib.undo()
        assert order_of(lib, reading) == before


def test_a_passage_becomes_evidence_and_is_seen_in_the_text(lib, reading):
    asked = ask(lib, reading, 4)
    end = End(reading.id, Span(30, 40), colour=Colour.GREEN)
    (made,) = lib.run("Evidence", questions.add_evidence, asked.id, [end])
    assert (made.kind, made.colour, made.span) == (
        AnnotationKind.HIGHLIGHT,
        Colour.GREEN,
        Span(30, 40),
    )
    kept = now(lib, asked)
    assert kept.links == (Link(made.id, EVIDENCE),)
    assert evidence_of(kept) == (made.id,)


def test_evidence_takes_an_open_question_up_in_one_step(lib, reading):
    asked = ask(lib, reading, 4)
    lib.run("Evidence", questions.add_evidence, asked.id, [End(reading.id, Span(30, 40))])
    assert now(lib, asked).state is QuestionState.TAKEN_UP
    lib.undo()
    assert now(lib, asked) == asked
    assert queries.annotations(lib, reading.id) == [asked]


def test_an_answered_question_stays_answered(lib, reading):
    asked = ask(lib, reading, 4)
    lib.run("State", questions.set_state, [asked.id], QuestionState.ANSWERED)
    lib.run("Evidence", questions.add_evidence, asked.id, [End(reading.id, Span(30, 40))])
    assert now(lib, asked).state is QuestionState.ANSWERED


def test_a_note_on_the_very_passage_is_the_evidence(lib, reading):
    asked, note = ask(lib, reading, 4), mark(lib, reading, 30, 40, comment="mine")
    added = lib.run("Evidence", questions.add_evidence, asked.id, [End(reading.id, note.span)])
    assert added == [note]
    assert len(queries.annotations(lib, reading.id)) == 2


def test_what_is_evidence_already_changes_nothing(lib, reading):
    asked, note = ask(lib, reading, 4), mark(lib, reading, 30, 40)
    end = End(reading.id, note.span, note.id)
    lib.run("Evidence", questions.add_evidence, asked.id, [end])
    before = lib.undoable
    assert lib.run("Evidence", questions.add_evidence, asked.id, [end]) == []
    assert lib.undoable == before


def test_several_notes_and_passages_of_another_reading_are_evidence(lib, reading):
    other, _ = lib.run(
        "Add", readings.add, document("Reply", "Gas was never short.", title="Reply")
    )
    asked, note = ask(lib, reading, 4), mark(lib, reading, 30, 40)
    ends = [End(reading.id, note.span, note.id), End(other.id, Span(6, 9))]
    _, far = lib.run("Evidence", questions.add_evidence, asked.id, ends)
    assert evidence_of(now(lib, asked)) == (note.id, far.id)
    assert far.reading_id == other.id


@pytest.mark.parametrize("by_note", [True, False])
def test_a_question_is_no_evidence_of_itself(lib, reading, by_note):
    asked = ask(lib, reading, 4)
    end = End(reading.id, asked.span, asked.id if by_note else None)
    with pytest.raises(InputRefused):
        lib.run("Evidence", questions.add_evidence, asked.id, [end])
    assert queries.annotations(lib, reading.id) == [asked]


def test_one_bad_passage_adds_none(lib, reading):
    asked = ask(lib, reading, 4)
    ends = [End(reading.id, Span(30, 40)), End(reading.id, Span(10_000, 10_001))]
    with pytest.raises(NoSuchPassage):
        lib.run("Evidence", questions.add_evidence, asked.id, ends)
    assert queries.annotations(lib, reading.id) == [asked]


def test_evidence_is_taken_away_and_the_note_stays(lib, reading):
    asked, note = ask(lib, reading, 4), mark(lib, reading, 30, 40)
    end = End(reading.id, note.span, note.id)
    lib.run("Evidence", questions.add_evidence, asked.id, [end])
    lib.run("No evidence", questions.remove_evidence, asked.id, note.id)
    assert evidence_of(now(lib, asked)) == ()
    assert now(lib, note) == note
    lib.undo()
    assert evidence_of(now(lib, asked)) == (note.id,)

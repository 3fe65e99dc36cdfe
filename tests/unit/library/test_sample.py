from collections import Counter

from closereader.library import annotations, queries, sample
from closereader.model.annotation import EVIDENCE, AnchorState, AnnotationKind, QuestionState
from closereader.progress import Progress


def test_the_sample_comes_already_annotated_and_every_mark_stands_on_its_words(lib):
    reading_id = sample.add_sample(lib, Progress())
    text = queries.reading_text(lib, reading_id).text
    notes = queries.annotations(lib, reading_id)
    assert len(notes) >= 5
    assert all(note.anchor is AnchorState.SURE for note in notes)
    assert all(note.span.text_of(text) == note.quote for note in notes)
    assert {note.reader for note in notes} == {"Reader"}
    assert queries.tags(lib)


def test_the_sample_shows_links_and_a_question_with_its_evidence(lib):
    notes = queries.annotations(lib, sample.add_sample(lib, Progress()))
    kinds = Counter(link.kind for note in notes for link in note.links)
    assert set(kinds) == {"echoes", "answers", EVIDENCE}
    asked = [note for note in notes if note.kind is AnnotationKind.QUESTION]
    assert {question.state for question in asked} == {QuestionState.OPEN, QuestionState.TAKEN_UP}


def test_the_sample_is_added_in_one_step_and_only_once(lib):
    reading_id = sample.add_sample(lib, Progress())
    first = queries.annotations(lib, reading_id)[0]
    lib.run("Comment", annotations.set_comment, first.id, "Mine now.")
    assert sample.add_sample(lib, Progress()) == reading_id
    assert queries.annotation(lib, first.id).comment == "Mine now."
    assert len(queries.readings(lib)) == 1
    lib.undo()
    lib.undo()
    assert queries.readings(lib) == []

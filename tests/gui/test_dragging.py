"""What is dragged arrives as it was, and nothing else is taken for it."""

import pytest
from PySide6.QtCore import QMimeData

from closereader.gui import dragging
from closereader.model.annotation import AnnotationId
from closereader.model.reading import ReadingId
from closereader.model.span import Span


def test_notes_arrive_in_their_order_with_words_for_others():
    ids = [AnnotationId("b"), AnnotationId("a")]
    data = dragging.with_notes(ids, "two notes")
    assert dragging.notes_of(data) == tuple(ids)
    assert data.text() == "two notes"
    assert dragging.passage_of(data) is None


def test_a_passage_arrives_with_its_reading():
    data = QMimeData()
    dragging.add_passage(data, ReadingId("r"), Span(3, 9))
    assert dragging.passage_of(data) == (ReadingId("r"), Span(3, 9))
    assert dragging.notes_of(data) == ()


@pytest.mark.parametrize("form", [dragging.NOTES, dragging.PASSAGE])
@pytest.mark.parametrize(
    "value", [b"", b"{", b"3", b'["a", 3]', b'{"reading": "r", "start": 9, "end": 3}', b"\xff"]
)
def test_what_is_something_else_is_nothing(form, value):
    data = QMimeData()
    data.setData(form, value)
    assert set(dragging.notes_of(data)) <= {"a"}
    assert dragging.passage_of(data) is None

"""A note's kind can be changed, but only to what its place allows."""

import pytest

from closereader.errors import NoSuchPassage
from closereader.library import annotations, queries
from closereader.library.library import Library
from closereader.model.annotation import AnnotationKind
from closereader.model.reading import Reading
from closereader.model.span import Span

K = AnnotationKind


def test_a_passage_can_be_any_kind_but_a_link(lib: Library, reading: Reading) -> None:
    note = lib.run("Mark", annotations.add, reading.id, Span(3, 9))
    assert K.LINK not in annotations.possible_kinds(note)
    for kind in annotations.possible_kinds(note):
        lib.run("Kind", annotations.set_kind, [note.id], kind)
        assert queries.annotation(lib, note.id).kind is kind
    lib.undo()
    assert queries.annotation(lib, note.id).kind is annotations.possible_kinds(note)[-2]


def test_a_note_beside_the_text_is_never_made_a_mark(lib: Library, reading: Reading) -> None:
    beside = lib.run("Note", annotations.add, reading.id, Span(3, 3), kind=K.NOTE)
    marked = lib.run("Mark", annotations.add, reading.id, Span(3, 9))
    assert annotations.possible_kinds(beside) == (K.QUESTION, K.NOTE, K.BOOKMARK)
    with pytest.raises(NoSuchPassage, match="marks no words"):
        lib.run("Kind", annotations.set_kind, [marked.id, beside.id], K.STRIKE)
    assert queries.annotation(lib, marked.id).kind is K.HIGHLIGHT, "all or none"

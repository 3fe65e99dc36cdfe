"""Links between passages: kept once, seen from both ends, and gone with undo."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from closereader.errors import InputRefused
from closereader.library import annotations, links, queries, readings
from closereader.library.library import Library
from closereader.library.links import End
from closereader.model.annotation import AnnotationKind
from closereader.model.document import Block, BlockKind, Document
from closereader.model.reading import ReadingId
from closereader.model.span import Span


def document(title: str) -> Document:
    text = f"{title} is a text of one paragraph, with words enough to be linked."
    return Document(text=text, blocks=(Block(0, len(text), BlockKind.PARAGRAPH),), title=title)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = Library.open(tmp_path / "library")
    for title in ("Verse", "Prose"):
        made.run("Add", readings.add, document(title))
    yield made
    made.close()


def ids(library: Library) -> tuple[ReadingId, ReadingId]:
    first, second = (summary.reading.id for summary in queries.readings(library))
    return first, second


def test_a_link_across_readings_is_seen_from_both_ends(library: Library) -> None:
    verse, prose = ids(library)
    ends = End(verse, Span(0, 5)), End(prose, Span(6, 15))
    source, target = library.run("Link", links.link, *ends)
    assert (source.kind, target.kind) == (AnnotationKind.LINK, AnnotationKind.LINK)
    (there,) = queries.linked(library, verse)[source.id]
    assert (there.note, there.reading.title, there.is_outgoing) == (target, "Prose", True)
    (back,) = queries.linked(library, prose)[target.id]
    assert (back.note.id, back.reading.title, back.is_outgoing) == (source.id, "Verse", False)


def test_notes_that_are_there_are_linked_as_they_are(library: Library) -> None:
    verse, _prose = ids(library)
    note = library.run("Mark", annotations.add, verse, Span(0, 5), comment="why so?")
    library.run("Link", links.link, End(verse, Span(6, 8)), End(verse, note.span, note.id))
    kept = queries.annotation(library, note.id)
    assert (kept.comment, kept.kind) == ("why so?", AnnotationKind.HIGHLIGHT)
    assert len(queries.annotations(library, verse)) == 2


def test_a_mark_on_just_the_passage_is_linked_as_it_is(library: Library) -> None:
    verse, prose = ids(library)
    library.run("Ask", annotations.add, verse, Span(0, 5), kind=AnnotationKind.QUESTION)
    library.run("Mark", annotations.add, verse, Span(0, 4))
    note = library.run("Mark", annotations.add, verse, Span(0, 5), comment="why so?")
    source, _target = library.run(
        "Link", links.link, End(verse, Span(0, 5)), End(prose, Span(0, 5))
    )
    assert source.id == note.id
    assert len(queries.annotations(library, verse)) == 3


def test_linking_twice_or_back_makes_no_second_link(library: Library) -> None:
    verse, prose = ids(library)
    source, target = library.run("Link", links.link, End(verse, Span(0, 5)), End(prose, Span(0, 5)))
    here, there = End(verse, source.span, source.id), End(prose, target.span, target.id)
    library.run("Link", links.link, here, there)
    library.run("Link", links.link, there, here)
    assert len(queries.linked(library, verse)[source.id]) == 1


def test_a_passage_is_not_linked_with_itself(library: Library) -> None:
    verse, _prose = ids(library)
    with pytest.raises(InputRefused):
        library.run("Link", links.link, End(verse, Span(0, 5)), End(verse, Span(0, 5)))
    assert not queries.annotations(library, verse)


@pytest.mark.parametrize("is_turned", [False, True])
def test_a_link_is_taken_away_from_either_end(library: Library, is_turned: bool) -> None:
    verse, prose = ids(library)
    notes = library.run("Link", links.link, End(verse, Span(0, 5)), End(prose, Span(0, 5)))
    first, second = reversed(notes) if is_turned else notes
    library.run("Remove link", links.unlink, first.id, second.id)
    assert queries.linked(library, verse) == queries.linked(library, prose) == {}
    library.undo()
    assert notes[0].id in queries.linked(library, verse)


def test_undo_takes_the_link_and_both_its_new_notes(library: Library) -> None:
    verse, prose = ids(library)
    library.run("Link", links.link, End(verse, Span(0, 5)), End(prose, Span(0, 5)))
    library.undo()
    assert not queries.annotations(library, verse)
    assert not queries.annotations(library, prose)
    assert queries.linked(library, verse) == {}


def test_removing_one_end_hides_the_link_until_undo(library: Library) -> None:
    verse, prose = ids(library)
    source, target = library.run("Link", links.link, End(verse, Span(0, 5)), End(prose, Span(0, 5)))
    library.run("Delete", annotations.remove, [target.id])
    assert queries.linked(library, verse) == {}
    library.undo()
    assert queries.linked(library, verse)[source.id][0].note == target

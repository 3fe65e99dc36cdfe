"""A reading that was added by itself becomes the new version of another: nothing written on it is gone."""

from dataclasses import replace

from closereader.library import (
    absorbing,
    annotations,
    earlier_texts,
    entities,
    essays,
    links,
    queries,
    readings,
    versions,
)
from closereader.library.library import Library
from closereader.model.annotation import AnchorState, AnnotationKind
from closereader.model.entity import EntityId, EntityKind
from closereader.model.foreign_note import ForeignNote
from closereader.model.reading import Reading
from closereader.model.span import Span
from closereader.progress import Progress
from closereader.store import check
from tests.helpers.libraries import PARAGRAPHS, Clock, document, dump
from tests.helpers.renewing import LATER, mark, renew, span_of


def _brought(lib: Library, *paragraphs: str, **named: object) -> Reading:
    """A reading whose file brought a note on “people asked”, and one that answers it."""
    made = document(*paragraphs, **named)
    start = made.text.index("people asked")
    first = ForeignNote("a1", AnnotationKind.HIGHLIGHT, start, start + 12, comment="Whose?")
    answer = replace(first, key="a2", comment="Theirs.", replies_to="a1")
    added = lib.run("Add", readings.add, replace(made, notes=(first, answer)))
    reading: Reading = added[0]
    return reading


def test_a_reading_added_as_its_own_can_become_the_new_version(
    lib: Library, reading: Reading
) -> None:
    note = mark(lib, reading, "people asked", comment="who?")
    other = lib.run("Add", readings.add, document(*LATER, title="Another"))[0]
    own = mark(lib, other, "A preface")
    essay = lib.run("Essay", essays.make, [other.id])
    lib.run("Quote", essays.quote, essay.id, other.id, span_of(lib, other, "A preface"))
    assert versions.alike(lib, other.id, Progress()) is None
    lib.run("Name", readings.rename, other.id, reading.title.upper())
    assert versions.alike(lib, other.id, Progress()) == reading
    before = dump(lib.path)
    taken = absorbing.absorb_reading(lib, reading.id, other.id, Progress())
    assert (taken.sure, taken.came, taken.reading.version) == (1, 1, 2)
    assert [each.reading.id for each in queries.readings(lib)] == [reading.id]
    assert {n.id for n in queries.annotations(lib, reading.id)} == {note.id, own.id}
    (quotation,) = essays.every(lib)[0].quotations
    assert quotation.reading_id == reading.id
    assert quotation.source == span_of(lib, reading, "A preface")
    assert check.check(lib.path, Progress()).is_sound
    lib.undo()
    assert dump(lib.path) == before


def test_what_both_files_brought_is_there_once_unless_its_reader_wrote_on_it(
    lib: Library, clock: Clock
) -> None:
    reading = _brought(lib, *PARAGRAPHS)
    other = _brought(lib, *LATER, title="Another")
    first, answer = queries.annotations(lib, other.id)
    mine = mark(lib, other, "A preface")
    ends = [links.End(other.id, note.span, note.id) for note in (mine, first)]
    lib.run("Link", links.link, *ends)
    clock.advance(60)
    lib.run("Write", annotations.set_comment, answer.id, "Theirs. And ours!")
    absorbing.absorb_reading(lib, reading.id, other.id, Progress())
    now = {note.id: note for note in queries.annotations(lib, reading.id)}
    comments = sorted(note.comment for note in now.values())
    assert comments == ["", "Theirs.", "Theirs. And ours!", "Whose?"]
    (link,) = now[mine.id].links
    assert now[link.target].comment == "Whose?"
    assert check.check(lib.path, Progress()).is_sound


def test_all_that_was_done_with_the_other_reading_goes_over(lib: Library, reading: Reading) -> None:
    other = lib.run("Add", readings.add, document(*PARAGRAPHS[1:], title="Another"))[0]
    note = mark(lib, other, "President Mesa spoke of a referendum")
    span = span_of(lib, other, "La Paz")
    lib.run("Add name", entities.add, other.id, EntityId("PLACE:la-paz"), span, EntityKind.PLACE)
    essay = lib.run("Essay", essays.make, [other.id, reading.id])
    renew(lib, other)
    absorbing.absorb_reading(lib, reading.id, other.id, Progress())
    assert essays.every(lib)[0].readings == (reading.id,)
    assert essays.every(lib)[0].id == essay.id
    (decision,) = queries.decisions(lib, reading.id)
    assert Span(decision.start, decision.end) == span_of(lib, reading, "La Paz")
    earlier = earlier_texts.earlier(lib, reading.id)
    assert [each.version for each in earlier] == [2, 1]
    assert queries.reading(lib, reading.id).version == 3
    (lost,) = queries.annotations(lib, reading.id)
    found = earlier_texts.EarlierPlaces(earlier).of(lost)
    assert found is not None
    assert found[1].text_of(found[0].text.text) == note.quote


def test_a_note_of_the_file_that_is_lost_stands_where_the_file_has_it(lib: Library) -> None:
    reading = _brought(lib, "The Gas Question", "Whose is it, people asked.", "Nobody knew.")
    later = document("The Gas Question", "Much was said in the town of this.", "Nobody knew.")
    start = later.text.index("in the town")
    moved = ForeignNote("a1", AnnotationKind.HIGHLIGHT, start, start + 11, comment="Whose?")
    versions.take_document(lib, reading.id, replace(later, notes=(moved,)), Progress())
    now = {note.origin: note for note in queries.annotations(lib, reading.id)}
    assert (now["a1"].quote, now["a1"].anchor) == ("in the town", AnchorState.APPROXIMATE)
    assert now["a2"].anchor is AnchorState.LOST

"""A new version of a reading's source: what becomes of its text, notes, essays, and of undo."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from closereader.errors import InputRefused
from closereader.library import (
    adding,
    annotations,
    earlier_texts,
    entities,
    essay_check,
    essays,
    queries,
    readings,
    returning,
    versions,
)
from closereader.library.essay_check import Standing
from closereader.library.library import Library
from closereader.library.quotations import Sources
from closereader.model.annotation import AnchorState, Annotation, AnnotationId, AnnotationKind
from closereader.model.area import Area, Rect
from closereader.model.colour import Colour
from closereader.model.document import Document
from closereader.model.entity import EntityId, EntityKind
from closereader.model.foreign_note import ForeignNote
from closereader.model.reading import Reading, ReadingText
from closereader.model.source_page import PageLine, SourcePage
from closereader.model.span import Span
from closereader.progress import Progress
from closereader.store import Transaction, check
from tests.helpers.editions import edited, wrong
from tests.helpers.libraries import PARAGRAPHS, document, dump
from tests.helpers.renewing import LATER, mark, renew, span_of


def test_notes_are_sure_approximate_or_lost_and_none_is_gone(
    lib: Library, reading: Reading
) -> None:
    sure = mark(lib, reading, "people asked", comment="who?")
    changed = mark(lib, reading, "the roads to La Paz were closed")
    lost = mark(lib, reading, "President Mesa spoke of a referendum", tags=("power",))
    taken = renew(lib, reading)
    assert (taken.sure, taken.approximate, taken.lost, taken.to_check) == (1, 1, 1, 2)
    now = {note.id: note for note in queries.annotations(lib, reading.id)}
    assert now[sure.id].anchor is AnchorState.SURE
    assert now[sure.id].span == span_of(lib, reading, "people asked")
    assert now[changed.id].anchor is AnchorState.APPROXIMATE
    assert now[changed.id].quote == "the highways to La Paz were closed"
    gone = now[lost.id]
    assert (gone.anchor, gone.quote, gone.tags) == (AnchorState.LOST, lost.quote, ("power",))
    assert (gone.prefix, gone.suffix) == (lost.prefix, lost.suffix)
    assert len(gone.span) == 0
    assert check.check(lib.path, Progress()).is_sound


def test_the_reading_stays_the_same_one_and_counts_its_versions(
    lib: Library, reading: Reading
) -> None:
    lib.run("Name", readings.rename, reading.id, "My title", "Someone")
    taken = renew(lib, reading)
    now = queries.reading(lib, reading.id)
    assert taken.is_new
    assert taken.reading == now
    assert (now.id, now.title, now.author, now.version) == (reading.id, "My title", "Someone", 2)
    assert now.characters == len("\n".join(LATER))
    assert now.imported == reading.imported
    assert len(queries.readings(lib)) == 1


def test_the_text_before_is_kept_with_the_places_of_its_notes(
    lib: Library, reading: Reading
) -> None:
    note = mark(lib, reading, "the roads to La Paz were closed")
    text = queries.reading_text(lib, reading.id)
    renew(lib, reading)
    (before,) = earlier_texts.earlier(lib, reading.id)
    assert (before.version, before.text) == (1, text)
    (now,) = queries.annotations(lib, reading.id)
    found = earlier_texts.EarlierPlaces([before]).of(now)
    assert found == (before, note.span)


def test_one_undo_brings_text_and_notes_back_and_redo_the_version(
    lib: Library, reading: Reading
) -> None:
    for words in ("people asked", "the roads to La Paz", "President Mesa spoke of a referendum"):
        mark(lib, reading, words, comment="a thought")
    before = dump(lib.path)
    renew(lib, reading)
    after = dump(lib.path)
    lib.undo()
    assert dump(lib.path) == before
    assert earlier_texts.earlier(lib, reading.id) == []
    lib.redo()
    assert dump(lib.path) == after
    assert len(earlier_texts.earlier(lib, reading.id)) == 1


def test_the_same_file_is_the_version_there_is(lib: Library, reading: Reading) -> None:
    taken = versions.take_document(lib, reading.id, document(), Progress())
    assert (taken.is_new, taken.reading) == (False, reading)
    assert lib.undo_label == "Add reading"


def test_the_same_file_read_another_way_is_a_version(lib: Library, reading: Reading) -> None:
    again = replace(document(*LATER), source_hash=reading.source_hash)
    assert versions.take_document(lib, reading.id, again, Progress()).is_new


def test_another_readings_file_is_refused(lib: Library, reading: Reading) -> None:
    lib.run("Add", readings.add, document(*LATER, title="Another"))
    with pytest.raises(InputRefused, match="Another"):
        renew(lib, reading)


def test_what_is_found_by_searching_is_the_new_text(lib: Library, reading: Reading) -> None:
    mark(lib, reading, "people asked", comment="remarkable")
    assert queries.search(lib, "referendum")
    renew(lib, reading)
    assert not queries.search(lib, "referendum")
    assert queries.search(lib, "preface")
    (hit,) = queries.search(lib, "remarkable")
    assert Span(hit.start, hit.end) == span_of(lib, reading, "people asked")


def test_what_was_recognised_is_recognised_anew_also_after_undo(
    lib: Library, reading: Reading
) -> None:
    def names() -> set[str]:
        return {e.name for e in queries.entities(lib, reading.id, Progress())}

    first = names()
    assert any("Mesa" in name for name in first)
    renew(lib, reading)
    assert not any("Mesa" in name for name in names())
    lib.undo()
    assert names() == first


def test_a_decision_about_a_name_follows_its_passage(lib: Library, reading: Reading) -> None:
    span = span_of(lib, reading, "La Paz")
    lib.run("Add name", entities.add, reading.id, EntityId("PLACE:la-paz"), span, EntityKind.PLACE)
    renew(lib, reading)
    (decision,) = queries.decisions(lib, reading.id)
    assert Span(decision.start, decision.end) == span_of(lib, reading, "La Paz")


def test_what_an_essay_quotes_follows(lib: Library, reading: Reading) -> None:
    span = span_of(lib, reading, "people asked. Nobody answered")
    essay = lib.run("Essay", essays.make, [reading.id])
    lib.run("Quote", essays.quote, essay.id, reading.id, span)
    renew(lib, reading)
    (quotation,) = essays.every(lib)[0].quotations
    assert quotation.source == span_of(lib, reading, "people asked. Nobody answered")


def test_what_an_essay_quotes_that_is_gone_is_said_to_be_changed(
    lib: Library, reading: Reading
) -> None:
    essay = lib.run("Essay", essays.make, [reading.id])
    for words in ("President Mesa spoke of a referendum", "the roads to La Paz were closed"):
        lib.run("Quote", essays.quote, essay.id, reading.id, span_of(lib, reading, words))
    renew(lib, reading)
    now = essays.every(lib)[0]
    checked = essay_check.check(now, Sources(lib))
    assert [one.standing for one in checked.quotations] == [Standing.CHANGED] * 2
    assert len(checked.quotations) == len(now.quotations) == 2


def test_the_place_the_reader_stood_at_follows(lib: Library, reading: Reading) -> None:
    queries.set_place(lib, reading.id, span_of(lib, reading, "people asked").start)
    renew(lib, reading)
    there = span_of(lib, reading, "people asked").start
    assert queries.place(lib, reading.id) == there


def test_notes_that_come_with_the_file_are_taken_in_once(lib: Library, reading: Reading) -> None:
    def with_note(*paragraphs: str) -> versions.Taken:
        made = document(*paragraphs)
        start = made.text.index("people asked")
        note = ForeignNote(
            "a1", AnnotationKind.HIGHLIGHT, start, start + 12, Colour.BLUE, "Whose?", "A colleague"
        )
        return versions.take_document(lib, reading.id, replace(made, notes=(note,)), Progress())

    assert with_note(*LATER).came == 1
    assert with_note(*LATER, "One more paragraph.").came == 0
    (note,) = queries.annotations(lib, reading.id)
    assert (note.reader, note.comment, note.quote) == ("A colleague", "Whose?", "people asked")


def test_an_uncertain_note_stays_so_until_its_reader_accepts_it(
    lib: Library, reading: Reading
) -> None:
    note = mark(lib, reading, "the roads to La Paz were closed")
    renew(lib, reading)
    renew(lib, reading, *LATER, "One more paragraph.")
    (now,) = queries.annotations(lib, reading.id)
    assert now.anchor is AnchorState.APPROXIMATE
    assert lib.run("Accept", versions.accept, [note.id]) == 1
    (now,) = queries.annotations(lib, reading.id)
    assert now.anchor is AnchorState.SURE
    lib.undo()
    (now,) = queries.annotations(lib, reading.id)
    assert now.anchor is AnchorState.APPROXIMATE


def test_a_lost_note_keeps_its_words_through_versions_and_finds_them_again(
    lib: Library, reading: Reading
) -> None:
    note = mark(lib, reading, "President Mesa spoke of a referendum")
    renew(lib, reading)
    renew(lib, reading, *LATER, "One more paragraph.")
    (lost,) = queries.annotations(lib, reading.id)
    assert (lost.anchor, lost.quote) == (AnchorState.LOST, note.quote)
    found = earlier_texts.EarlierPlaces(earlier_texts.earlier(lib, reading.id)).of(lost)
    assert found is not None
    assert (found[0].version, found[1]) == (1, note.span)
    renew(lib, reading, *PARAGRAPHS, "And an end.")
    (back,) = queries.annotations(lib, reading.id)
    assert back.span == span_of(lib, reading, note.quote)


def test_notes_that_a_wrong_file_lost_are_all_found_in_the_next_version(
    lib: Library, reading: Reading
) -> None:
    for words in ("gas", "people asked", "of", "the roads to La Paz", "the gas", "a referendum"):
        mark(lib, reading, words)
    point = lib.run("Mark", annotations.add, reading.id, Span(40, 40), kind=AnnotationKind.BOOKMARK)
    before = {note.id: note for note in queries.annotations(lib, reading.id)}
    assert renew(lib, reading, "Nothing of it is here, nor was it ever.").lost == len(before)
    taken = renew(lib, reading, "A preface.", *PARAGRAPHS)
    assert (taken.sure, taken.lost) == (6, 0)
    now = {note.id: note for note in queries.annotations(lib, reading.id)}
    assert all(now[key].quote == note.quote for key, note in before.items())
    assert now[point.id].start == 40 + len("A preface.\n")
    assert now[point.id].anchor is AnchorState.APPROXIMATE


def test_a_reading_returns_to_a_text_it_had_and_its_notes_to_their_places(
    lib: Library, reading: Reading
) -> None:
    for words in ("people asked", "the roads to La Paz", "President Mesa spoke of a referendum"):
        mark(lib, reading, words, comment="a thought")
    text, before = queries.reading_text(lib, reading.id), queries.annotations(lib, reading.id)
    renew(lib, reading)
    between = dump(lib.path)
    taken = returning.return_reading(lib, earlier_texts.earlier(lib, reading.id)[0], Progress())
    assert (taken.to_check, taken.reading.version) == (0, 3)
    assert queries.reading_text(lib, reading.id) == text
    now = {note.id: note for note in queries.annotations(lib, reading.id)}
    assert [now[note.id].span for note in before] == [note.span for note in before]
    assert [each.version for each in earlier_texts.earlier(lib, reading.id)] == [2, 1]
    assert check.check(lib.path, Progress()).is_sound
    lib.undo()
    assert dump(lib.path) == between


def test_a_lost_note_can_be_put_on_a_passage(lib: Library, reading: Reading) -> None:
    note = mark(lib, reading, "President Mesa spoke of a referendum")
    renew(lib, reading)
    lib.run("Place", versions.put_on, note.id, span_of(lib, reading, "A preface"))
    (now,) = queries.annotations(lib, reading.id)
    assert (now.anchor, now.quote) == (AnchorState.SURE, "A preface")


def _paged(*paragraphs: str, sizes: tuple[tuple[float, float], ...]) -> Document:
    made = document(*paragraphs)
    pages, start = [], 0
    for number, (width, height) in enumerate(sizes):
        count = len(paragraphs[number])
        lefts = [float(n) for n in range(count)]
        line = PageLine(start, 10, 20, lefts, [n + 1 for n in lefts])
        pages.append(SourcePage(number, str(number + 1), width, height, (line,)))
        start += count + 1
    return replace(made, source_pages=tuple(pages))


def test_a_marked_part_of_a_page_stays_on_its_page(lib: Library) -> None:
    first = _paged("One page.", "And another page.", sizes=((600, 800), (600, 800)))
    reading = lib.run("Add", readings.add, first)[0]
    area = Area(1, Rect(10, 10, 500, 700))

    def put(tx: Transaction) -> None:
        tx.put(
            Annotation(
                AnnotationId("n1"),
                reading.id,
                "Reader",
                AnnotationKind.AREA,
                Colour.RED,
                10,
                10,
                "",
                area=area,
            )
        )

    lib.run("Mark", put)
    same = _paged("One page!", "And another page.", sizes=((600, 800), (600, 800)))
    versions.take_document(lib, reading.id, same, Progress())
    (note,) = queries.annotations(lib, reading.id)
    assert (note.area, note.anchor) == (area, AnchorState.SURE)
    smaller = _paged("One page!", "And another page!", sizes=((300, 400), (300, 400)))
    versions.take_document(lib, reading.id, smaller, Progress())
    (note,) = queries.annotations(lib, reading.id)
    assert note.anchor is AnchorState.APPROXIMATE
    assert note.area == Area(1, Rect(10, 10, 300, 400))
    behind = _paged(
        "A cover.", "One page!", "And another page!", sizes=((9, 9), (300, 400), (300, 400))
    )
    versions.take_document(lib, reading.id, behind, Progress())
    (note,) = queries.annotations(lib, reading.id)
    assert (note.area, note.anchor) == (Area(2, Rect(10, 10, 300, 400)), AnchorState.APPROXIMATE)
    lib.undo()
    fewer = _paged("One page!", sizes=((300, 400),))
    versions.take_document(lib, reading.id, fewer, Progress())
    (note,) = queries.annotations(lib, reading.id)
    assert (note.anchor, note.area) == (AnchorState.LOST, Area(1, Rect(10, 10, 300, 400)))
    lib.run("Place", versions.put_on, note.id, Span(0, 8))
    (note,) = queries.annotations(lib, reading.id)
    assert (note.kind, note.area, note.quote) == (AnnotationKind.NOTE, None, "One page")


def test_a_file_is_taken_as_a_new_version(lib: Library, tmp_path: Path) -> None:
    path = tmp_path / "gas.md"
    path.write_text("# Gas\n\nWhose is the gas? Nobody knows.\n", "utf-8")
    reading = adding.add_file(lib, path, Progress()).reading
    mark(lib, reading, "Whose is the gas?")
    path.write_text("# Gas\n\nBy the way: whose is the gas? Nobody knows at all.\n", "utf-8")
    taken = versions.take_file(lib, reading.id, path, Progress())
    assert taken.is_new
    assert taken.reading.version == 2
    assert lib.files.path(taken.reading.original).read_bytes() == path.read_bytes()
    (before,) = earlier_texts.earlier(lib, reading.id)
    assert lib.files.path(before.original).is_file()
    assert not versions.take_file(lib, reading.id, path, Progress()).is_new


def test_of_many_notes_none_stands_on_another_passage_unsaid(lib: Library) -> None:
    chance = random.Random(3)
    said = "the a river council bridge, gas town paid water vote. road spring of and nobody".split()
    lines = [" ".join(chance.choices(said, k=chance.randrange(8, 40))) for _ in range(200)]
    reading = lib.run("Add", readings.add, document(*lines))[0]
    length = len("\n".join(lines)) - 60
    places = [
        (start := chance.randrange(length), start + chance.randrange(1, 60)) for _ in range(400)
    ]
    lib.run("Mark", annotations.add_many, reading.id, [annotations.Draft(Span(*p)) for p in places])
    notes = {note.id: note for note in queries.annotations(lib, reading.id)}
    later = edited("\n".join(lines), 0.5)
    taken = versions.take_document(lib, reading.id, later.document(), Progress())
    now = queries.annotations(lib, reading.id)
    assert len(now) == len(notes) == taken.sure + taken.approximate + taken.lost
    assert taken.sure > 200
    assert wrong("\n".join(lines), later, notes, now) == 0
    assert check.check(lib.path, Progress()).is_sound


def test_texts_are_versions_of_each_other_by_their_words(lib: Library) -> None:
    one = "\n".join(PARAGRAPHS)
    assert versions.is_version_of(one, "\n".join(LATER))
    assert not versions.is_version_of(one, "Quite another text of no likeness. " * 6)
    assert not versions.is_version_of(one, "")


def test_the_text_of_a_reading_is_the_one_of_its_record(lib: Library, reading: Reading) -> None:
    queries.reading_text(lib, reading.id)
    renew(lib, reading)
    with lib.read() as snapshot:
        text = snapshot.get(ReadingText, reading.id)
    assert text is not None
    assert text.text == "\n".join(LATER)

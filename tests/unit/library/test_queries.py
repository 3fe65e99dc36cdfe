from dataclasses import replace

import pytest

from closereader.errors import NoSuchReading
from closereader.library import annotations, queries, readings
from closereader.model.colour import Colour
from closereader.model.hit import HitKind
from closereader.model.span import Span
from tests.helpers.libraries import document

TITLES = ("Water", "Water and Power", "Élégie", "The Gas War", "The Gas Question", "Twice", "Twice")


@pytest.fixture
def shelf(lib):
    return [
        lib.run("Add", readings.add, document(f"Text {n}.", title=title))[0]
        for n, title in enumerate(TITLES)
    ]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Water", "Water"),
        ("water and", "Water and Power"),
        ("ELEGIE", "Élégie"),
        ("  the   gas w", "The Gas War"),
        ("The Gas Question", "The Gas Question"),
    ],
)
def test_a_reading_is_found_by_its_title(lib, shelf, words, title):
    assert queries.find_reading(lib, words).title == title


def test_a_reading_is_found_by_its_id_and_by_the_start_of_it(lib, shelf):
    for reading in shelf:
        assert queries.find_reading(lib, reading.id) == reading
        assert queries.find_reading(lib, f" {reading.id[:6].upper()} ") == reading


def test_of_several_readings_none_is_chosen_and_all_are_named(lib, shelf):
    with pytest.raises(NoSuchReading) as refusal:
        queries.find_reading(lib, "the gas")
    assert "The Gas War" in str(refusal.value)
    assert shelf[4].id in str(refusal.value)
    with pytest.raises(NoSuchReading, match="Twice"):
        queries.find_reading(lib, "Twice")


@pytest.mark.parametrize("words", ["", "   ", "nothing like it", "\u0301"])
def test_no_reading_is_said_in_one_sentence(lib, shelf, words):
    with pytest.raises(NoSuchReading, match="There is no reading"):
        queries.find_reading(lib, words)


def test_an_empty_library_says_that_it_is_empty(lib):
    with pytest.raises(NoSuchReading, match="empty"):
        queries.find_reading(lib, "Water")


def test_what_is_not_there_is_refused(lib):
    for ask in (queries.reading, queries.reading_text):
        with pytest.raises(NoSuchReading):
            ask(lib, "nothing")


def test_readings_come_in_order_of_arrival_with_their_counts(lib, clock):
    first = lib.run("Add", readings.add, document("One."))[0]
    clock.advance(1)
    second = lib.run("Add", readings.add, document("Two."))[0]
    lib.run("Highlight", annotations.add, second.id, Span(0, 3))
    summaries = queries.readings(lib)
    assert [s.reading for s in summaries] == [first, second]
    assert [s.annotations for s in summaries] == [0, 1]
    assert [(s.place, s.opened) for s in summaries] == [(0, ""), (0, "")]


def test_tags_are_counted_over_the_library_and_in_one_reading(lib):
    one, two = (lib.run("Add", readings.add, document(t))[0] for t in ("One.", "Two."))
    for reading, tags in ((one, ["voice", "theme/gas"]), (one, ["voice"]), (two, ["voice"])):
        lib.run("Highlight", annotations.add, reading.id, Span(0, 3), tags=tags)
    assert queries.tags(lib) == [("theme/gas", 1), ("voice", 3)]
    assert queries.tags(lib, two.id) == [("voice", 1)]


def test_every_colour_has_a_meaning_in_the_order_of_the_keys(lib):
    assert list(queries.meanings(lib)) == list(Colour)
    assert all(queries.meanings(lib).values())


def test_the_reading_opened_last_is_remembered_while_it_is_there(lib, clock):
    assert queries.last_opened(lib) is None
    one, two = (lib.run("Add", readings.add, document(t))[0] for t in ("One.", "Two."))
    for reading in (two, one):
        clock.advance(1)
        queries.set_opened(lib, reading.id)
    assert queries.last_opened(lib) == one.id
    assert queries.opened(lib, one.id) > queries.opened(lib, two.id) > ""
    lib.run("Remove", readings.remove, one.id)
    assert queries.last_opened(lib) == two.id


def test_search_finds_passages_notes_and_tags(lib, reading):
    span = Span(17, 27)
    note = lib.run(
        "H", annotations.add, reading.id, span, comment="Who owns it?", tags=["gas/owners"]
    )
    (found,) = queries.search(lib, "owns")
    assert (found.kind, found.owner, Span(found.start, found.end)) == (HitKind.NOTE, note.id, span)
    (found,) = queries.search(lib, "OWNERS")
    assert (found.kind, found.snippet) == (HitKind.TAG, "gas/owners")
    text = queries.reading_text(lib, reading.id).text
    passages = [h for h in queries.search(lib, "gas") if h.kind is HitKind.PASSAGE]
    assert len(passages) == 4
    for hit in passages:
        assert text[hit.start : hit.end].casefold() == "gas"
        assert hit.snippet[hit.marks[0].start : hit.marks[0].end].casefold() == "gas"


def test_search_passes_over_case_and_accents(lib, reading):
    text = queries.reading_text(lib, reading.id).text
    (hit,) = queries.search(lib, "QUIEN")
    assert text[hit.start : hit.end] == "quién"


def test_search_wants_all_words_and_phrases_together(lib, reading):
    assert queries.search(lib, "referendum assembly")
    assert not queries.search(lib, "referendum roads")
    assert queries.search(lib, '"the assembly"')
    assert not queries.search(lib, '"assembly the"')
    assert not queries.search(lib, "referen")
    assert queries.search(lib, "referen*")
    assert queries.search(lib, "referen", as_typed=True)
    assert not queries.search(lib, "referen ", as_typed=True)


def test_search_follows_every_change(lib, reading):
    note = lib.run("H", annotations.add, reading.id, Span(0, 3), comment="walrus", tags=["x"])
    lib.run("C", annotations.set_comment, note.id, "tapir")
    assert not queries.search(lib, "walrus")
    assert queries.search(lib, "tapir")
    lib.run("S", annotations.set_span, note.id, Span(4, 7))
    assert queries.search(lib, "tapir")[0].start == 4
    lib.undo()
    lib.undo()
    assert queries.search(lib, "walrus")[0].start == 0
    lib.run("D", annotations.remove, [note.id])
    assert not queries.search(lib, "walrus")
    assert not queries.search(lib, "x")


def test_a_snippet_is_one_line_around_the_words(lib):
    long = " ".join(f"word{n}" for n in range(200)) + " needle " + "more " * 200
    given = replace(document(long), title="Long")
    reading, _new = lib.run("Add", readings.add, given)
    (hit,) = queries.search(lib, "needle")
    assert hit.snippet.startswith("…word")
    assert hit.snippet.endswith("more…")
    assert len(hit.snippet) < 250
    (mark,) = hit.marks
    assert hit.snippet[mark.start : mark.end] == "needle"
    assert queries.reading_text(lib, reading.id).text[hit.start : hit.end] == "needle"


def test_a_snippet_of_one_endless_word_is_still_short(lib):
    lib.run("Add", readings.add, document("x" * 5000 + " " + "y" * 5000))
    (hit,) = queries.search(lib, "y*")
    assert len(hit.snippet) <= 5200


def test_search_gives_no_more_than_asked(lib):
    lib.run("Add", readings.add, document(*(f"gas {n}" for n in range(30))))
    assert len(queries.search(lib, "gas", limit=7)) == 7

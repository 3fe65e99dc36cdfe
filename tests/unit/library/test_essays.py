"""Essays: quotations put in and bound, followed and checked; undone, and outliving their readings."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from closereader.errors import InputRefused, NoSuchPassage
from closereader.library import annotations, essay_check, essays, links, queries, readings
from closereader.library.essay_check import Standing
from closereader.library.essay_evidence import beside, paragraphs, uses
from closereader.library.essays import Passage
from closereader.library.library import Library
from closereader.library.links import End
from closereader.library.quotations import Sources, follow, insert, short_titles
from closereader.model.annotation import AnnotationKind
from closereader.model.colour import Colour
from closereader.model.document import Block, BlockKind, Document
from closereader.model.essay import Essay, EssayId
from closereader.model.reading import Reading
from closereader.model.span import Span
from closereader.text.difference import difference
from tests.helpers.libraries import document

SPEECH = "Speech: to the town"


@pytest.fixture
def essay(lib: Library, reading: Reading) -> Essay:
    made: Essay = lib.run("Essay", essays.make, [reading.id])
    return made


@pytest.fixture
def speech(lib: Library) -> Reading:
    other = document("Speech", "The water rose *slowly*, and “we” went.", title=SPEECH)
    added, _is_new = lib.run("Add", readings.add, other)
    return added


def span_of(lib: Library, reading: Reading, words: str) -> Span:
    start = queries.reading_text(lib, reading.id).text.index(words)
    return Span(start, start + len(words))


def send(lib: Library, essay: Essay, reading: Reading, words: str, offset: int | None = None):
    span = span_of(lib, reading, words)
    sent, _caret = lib.run("Quote", essays.quote, essay.id, reading.id, span, offset=offset)
    return sent


def write(lib: Library, essay: Essay, text: str) -> Essay:
    """Type the text, ranges followed as the editor follows them."""
    kept = follow(essay.quotations, difference(essay.text, text))
    written: Essay = lib.run("Write", essays.set_text, essay.id, text, kept)
    return written


def quoted(essay: Essay) -> list[str]:
    return [quotation.span.text_of(essay.text) for quotation in essay.quotations]


def test_a_passage_sent_stands_in_marks_with_its_address(lib, essay, reading) -> None:
    sent = send(lib, essay, reading, "the city ran out of gas")
    assert sent.text == "“the city ran out of gas” (¶1)"
    (quotation,) = sent.quotations
    assert quotation.span.text_of(sent.text) == "the city ran out of gas"
    assert quotation.source == span_of(lib, reading, "the city ran out of gas")
    assert lib.undo() is not None
    assert essays.find(lib, essay.id) == essay


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("He says that", "He says that “the roads” (¶1)"),
        ("He says that ", "He says that “the roads” (¶1)"),
        ("He is clear.", "He is clear.\n\n“the roads” (¶1)"),
        ("He is clear.\n", "He is clear.\n\n“the roads” (¶1)"),
        ("# Roads\n\n", "# Roads\n\n“the roads” (¶1)"),
    ],
)
def test_what_is_sent_goes_on_a_sentence_or_begins_a_paragraph(
    lib, essay, reading, before: str, after: str
) -> None:
    assert send(lib, write(lib, essay, before), reading, "the roads").text == after


def test_what_is_sent_into_a_quotation_goes_behind_it(lib, essay, reading) -> None:
    first = send(lib, write(lib, essay, "As "), reading, "the roads")
    second = send(lib, first, reading, "the city", offset=8)
    assert quoted(second) == ["the roads", "the city"]
    assert second.text.startswith("As “the roads” (¶1)")


def test_a_long_passage_is_set_apart(lib, essay, reading) -> None:
    whole = Span(0, len(queries.reading_text(lib, reading.id).text))
    sent, caret = lib.run("Quote", essays.quote, essay.id, reading.id, whole)
    assert sent.text.startswith("> The Gas Question\n>\n> In October")
    assert sent.text.endswith("Nobody answered. (¶1–3)\n\n")
    assert caret == len(sent.text)
    (one,) = essay_check.check(sent, Sources(lib)).quotations
    assert one.standing is Standing.EXACT


def test_verse_in_the_line_has_slashes(lib) -> None:
    text = "Song\nthe river fell\nand rose"
    verse = Document(
        text, (Block(0, 4, BlockKind.HEADING), Block(5, len(text), BlockKind.VERSE)), title="Song"
    )
    song, _new = lib.run("Add", readings.add, verse)
    made = lib.run("Essay", essays.make, [song.id])
    sent, _caret = lib.run("Quote", essays.quote, made.id, song.id, Span(9, len(text)))
    assert sent.text == "“river fell / and rose” (¶1)"
    assert essay_check.check(sent, Sources(lib)).exact == 1


def test_a_second_reading_gives_every_address_its_title(lib, essay, reading, speech) -> None:
    sent = send(lib, write(lib, essay, "See "), reading, "the roads")
    sent = send(lib, sent, speech, "“we” went", offset=len(sent.text))
    assert sent.text == "See “the roads” (The Gas Question, ¶1)\n\n“‘we’ went” (Speech, ¶1)"
    assert sent.readings == (reading.id, speech.id)
    assert quoted(sent) == ["the roads", "‘we’ went"]
    assert essay_check.check(sent, Sources(lib)).exact == 2


def test_signs_that_mean_something_in_markdown_are_kept_as_signs(lib, essay, speech) -> None:
    sent = send(lib, essay, speech, "rose *slowly*")
    assert sent.text == "“rose \\*slowly\\*” (Speech, ¶1)"
    assert essay_check.check(sent, Sources(lib)).exact == 1


def test_readings_called_alike_are_told_apart() -> None:
    first = Reading(*("a", "On Rivers: one", "A. Stone", "", "", "", "", "", 0, ""))
    second = Reading(*("b", "On Rivers: two", "B. Wood", "", "", "", "", "", 0, ""))
    assert short_titles([first, second]) == {"a": "Stone, On Rivers", "b": "Wood, On Rivers"}


def test_an_edited_quotation_is_changed_and_says_how(lib, essay, reading) -> None:
    sent = send(lib, essay, reading, "the city ran out of gas")
    edited = write(lib, sent, sent.text.replace("ran out", "runs out"))
    (one,) = essay_check.check(edited, Sources(lib)).wrong
    assert one.standing is Standing.CHANGED
    (difference_,) = one.differences
    assert (difference_.said, difference_.source) == ("runs", "ran")
    assert difference_.span.text_of(edited.text) == "runs"
    lawful = write(lib, edited, edited.text.replace("runs out", "[runs] out"))
    assert essay_check.check(lawful, Sources(lib)).exact == 1


def test_a_quotation_deleted_loses_its_binding_and_undo_brings_both_back(
    lib, essay, reading, clock
) -> None:
    sent = send(lib, write(lib, essay, "As "), reading, "the roads")
    clock.advance(5)
    assert write(lib, sent, "As ").quotations == ()
    lib.undo()
    assert essays.find(lib, essay.id) == sent


def test_typed_quotations_are_checked_and_bound_where_they_have_an_address(
    lib, essay, reading
) -> None:
    typed = write(
        lib,
        essay,
        "“the city ran out of gas” (¶1), so “called”, “a thing never said there”, "
        "“spoke of a referendum”, “the city ran from gas” (¶1)",
    )
    found = essay_check.check(typed, Sources(lib))
    assert [one.standing.name for one in found.quotations] == [
        "EXACT",
        "NOT_FOUND",
        "EXACT",
        "CHANGED",
    ]
    assert (found.exact, found.changed, found.not_found) == (2, 1, 1)
    bound = essay_check.bind(typed, found)
    assert [q.source for q in bound] == [span_of(lib, reading, "the city ran out of gas")]


def test_an_essay_outlives_its_reading(lib, essay, reading) -> None:
    sent = send(lib, essay, reading, "the roads")
    lib.run("Remove", readings.remove, reading.id)
    assert essays.find(lib, essay.id) == sent
    (one,) = essay_check.check(sent, Sources(lib)).quotations
    assert one.standing is Standing.GONE


def test_text_is_kept_in_the_form_of_all_texts_with_its_ranges(lib, essay, reading) -> None:
    sent = send(lib, essay, reading, "the roads")
    text = "soft\xadened " + sent.text
    moved = follow(sent.quotations, difference(sent.text, text))
    kept = lib.run("Write", essays.set_text, essay.id, text, moved)
    assert kept.text == "softened " + sent.text
    assert quoted(kept) == ["the roads"]


def test_ranges_that_cannot_be_are_let_go(lib, essay, reading) -> None:
    sent = send(lib, essay, reading, "the roads")
    kept = lib.run("Write", essays.set_text, essay.id, "x", sent.quotations * 2)
    assert kept.quotations == ()


def test_what_cannot_be_is_refused_and_changes_nothing(lib, essay, reading) -> None:
    for refused in (
        lambda: lib.run("Quote", essays.quote, essay.id, reading.id, Span(0, 99_999)),
        lambda: lib.run("Quote", essays.quote, essay.id, reading.id, Span(3, 4)),
    ):
        with pytest.raises(NoSuchPassage):
            refused()
    with pytest.raises(InputRefused):
        lib.run("Write", essays.set_text, essay.id, "x" * 2_000_001, ())
    many = [Passage(reading.id, Span(0, 3))] * (essays.MOST_AT_ONCE + 1)
    for passages in ([], many):
        with pytest.raises(InputRefused):
            lib.run("Quote", essays.send, essay.id, passages)
    lib.run("Delete", essays.remove, essay.id)
    with pytest.raises(InputRefused):
        lib.run("Write", essays.rename, essay.id, "Again")


def test_essays_are_told_by_reading(lib, essay, reading, speech, clock) -> None:
    clock.advance(5)
    both = lib.run("Essay", essays.make, [speech.id], "On speeches")
    lib.run("Add", essays.add_reading, both.id, reading.id)
    lib.run("Name", essays.rename, both.id, "  On  both\n")
    assert [e.title for e in essays.every(lib)] == ["My essay", "On both"]
    assert [e.title for e in essays.of_reading(lib, reading.id)] == ["On both", "My essay"]
    assert [e.title for e in essays.of_reading(lib, speech.id)] == ["On both"]


def test_beside_the_essay_stand_notes_unused_and_claims_without_evidence(
    lib, essay, reading
) -> None:
    def mark(words: str, colour: Colour, kind: AnnotationKind = AnnotationKind.HIGHLIGHT):
        span = span_of(lib, reading, words)
        return lib.run("Mark", annotations.add, reading.id, span, colour=colour, kind=kind)

    voice = mark("the roads", Colour.BLUE)
    used = mark("ran out of gas", Colour.YELLOW)
    evidence = mark("spoke of the gas", Colour.YELLOW)
    claim = mark("the assembly", Colour.GREEN)
    proven = mark("a referendum", Colour.GREEN)
    mark("Nobody", Colour.GREY, AnnotationKind.BOOKMARK)
    ends = (End(reading.id, n.span, n.id) for n in (proven, evidence))
    lib.run("Link", links.link, *ends, "evidence")
    sent = send(lib, essay, reading, "the city ran out of gas")
    bare = "This paragraph says a great deal about everything without quoting a single word " * 2
    sent = write(lib, sent, f"{sent.text}\n\n{bare.strip()}\n\nAnd so on.")
    sent = write(lib, sent, f"# Title\n\n{sent.text}")
    there = beside(lib, sent, essay_check.check(sent, Sources(lib)))
    assert there.unused[0].id == evidence.id
    assert used.id not in {note.id for note in there.unused}
    assert voice.id in {note.id for note in there.unused}
    assert [note.id for note in there.claims] == [claim.id]
    assert [span.text_of(sent.text) for span in there.paragraphs] == [bare.strip()]
    found = uses([sent], queries.annotations(lib, reading.id), reading.id)
    assert set(found) == {used.id}
    assert (found[used.id][0].title, found[used.id][0].paragraph) == ("My essay", 1)


def test_a_quotation_set_apart_belongs_to_its_paragraph() -> None:
    text = "# Head\n\nOne\ntwo\n\n> apart\n> (¶1)\n\nThree\n"
    assert [span.text_of(text) for span in paragraphs(text)] == [
        "One\ntwo\n\n> apart\n> (¶1)",
        "Three",
    ]


_PIECES = st.sampled_from(
    [
        "“the roads” (¶1)",
        "“the city ran out of gas” (¶1)",
        "“the city runs” (¶1)",
        "“so called”",
        "“words that stand nowhere”",
        "plain words",
        "\n\n",
        "\n",
        "> spoke of the gas (¶2)\n",
        "“",
        "”",
        " ",
        "(¶2)",
    ]
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(_PIECES, max_size=12), st.lists(_PIECES, max_size=3), st.data())
def test_a_check_of_what_was_touched_is_the_check_of_all(lib, reading, pieces, put, data) -> None:
    sources = Sources(lib)
    text = "".join(pieces)
    essay = Essay(EssayId("e"), "E", text, (reading.id,))
    essay = replace(
        essay, quotations=essay_check.bind(essay, essay_check.check(essay, sources))[::2]
    )
    before = essay_check.check(essay, sources)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    after = text[:start] + "".join(put) + text[end:]
    change = difference(text, after)
    if change is None:
        return
    changed = replace(essay, text=after, quotations=follow(essay.quotations, change))
    found = essay_check.recheck(before, changed, change, sources, search=True)
    assert found.quotations == essay_check.check(changed, sources).quotations


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(_PIECES, max_size=10), st.lists(st.tuples(*[st.integers(0, 400)] * 3), max_size=4))
def test_wherever_passages_are_put_in_they_are_exact_and_every_word_stays(
    lib, reading, pieces, places
) -> None:
    sources = Sources(lib)
    source = sources(reading.id)
    text, bound = "".join(pieces), ()
    for offset, start, length in places:
        end = min(start + length, len(source.text.text))
        try:
            put = insert(text, bound, offset, source, Span(min(start, end), end))
        except NoSuchPassage:
            continue
        change = difference(text, put.text)
        assert change is not None
        assert change.start == change.end
        assert 0 <= put.caret <= len(put.text)
        before = {q.source: q.span.text_of(text) for q in bound}
        text, bound = put.text, put.quotations
        assert all(
            q.span.text_of(text) == before.get(q.source, q.span.text_of(text)) for q in bound
        )
        essay = Essay(EssayId("e"), "E", text, (reading.id,), bound)
        whole_words = [one for one in bound if _is_whole(source.text.text, one.source)]
        found = {one.bound: one for one in essay_check.check(essay, sources).quotations}
        assert all(found[one].is_right for one in whole_words)


def _is_whole(text: str, span: Span) -> bool:
    """Whether a passage begins and ends between words."""

    def cuts(at: int) -> bool:
        return 0 < at < len(text) and all(c.isalnum() or c in "’" for c in text[at - 1 : at + 1])

    return not cuts(span.start) and not cuts(span.end)

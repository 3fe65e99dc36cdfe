"""Notes from paper: what a person writes beside the lines of a handout becomes drafts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closereader.library import annotations, paper, queries, readings
from closereader.library.paper import NotUnderstood, Understood
from closereader.library.paper_places import Unit, read_places
from closereader.model.address import Addresses
from closereader.model.annotation import AnnotationKind
from closereader.model.colour import FIRST_MEANINGS, Colour
from closereader.model.document import PageLabel
from closereader.model.span import Span
from tests.helpers.libraries import document

LINES = (
    "The water rose in the night. Nobody slept, and we said nothing.",
    "“Who opened the gate?” asked the elder. The water kept its counsel.",
    "In the morning the bridge was gone. We counted the boats: seven.",
)
MADE = document("The Gate", *LINES)
TEXT = MADE.text


def _lines() -> list[Span]:
    """Lines of about thirty letters, as a narrow handout would have them."""
    spans = []
    for block in MADE.blocks[1:]:
        start = block.start
        while start < block.end:
            stop = TEXT.rfind(" ", start, start + 34) if block.end - start > 34 else block.end
            spans.append(Span(start, stop))
            start = stop + 1
    return spans


ADDRESSES = Addresses(
    TEXT, MADE.blocks, (PageLabel(0, "30"), PageLabel(MADE.blocks[2].start, "31"))
).with_lines(_lines())
MEANINGS = dict(FIRST_MEANINGS)


def parsed(typed: str) -> list[paper.Entry]:
    return paper.parse(typed, TEXT, ADDRESSES, MEANINGS)


def one(typed: str) -> Understood:
    (entry,) = parsed(typed)
    assert isinstance(entry, Understood), entry
    return entry


def words(entry: Understood) -> str:
    return entry.span.text_of(TEXT)


@pytest.mark.parametrize(
    ("written", "address", "rest"),
    [
        ("145: tone shifts here", "l. 145", "tone shifts here"),
        ("145 tone", "l. 145", "tone"),
        ("145. tone", "l. 145", "tone"),
        ("145 - tone", "l. 145", "tone"),
        ("145 – 3 demands", "l. 145", "3 demands"),
        ("145 – 148: tone", "l. 145–148", "tone"),
        ("145-8: tone", "l. 145–148", "tone"),
        ("l. 145 tone", "l. 145", "tone"),
        ("l145: tone", "l. 145", "tone"),
        ("Line 145, tone", "l. 145", "tone"),
        ("ll. 145–8) tone", "l. 145–148", "tone"),
        ("lines 3 to 7: tone", "l. 3–7", "tone"),
        ("ll. 145ff. tone", "l. 145–147", "tone"),
        ("145f tone", "l. 145–146", "tone"),
        ("¶12: tone", "¶12", "tone"),
        ("¶ 12.3 ? who", "¶12.3", "? who"),
        ("§12 tone", "¶12", "tone"),
        ("¶¶12-14 tone", "¶12–14", "tone"),
        ("para 12 tone", "¶12", "tone"),
        ("Paras. 12-4. tone", "¶12–14", "tone"),
        ("12.3 tone", "¶12.3", "tone"),
        ("12.3-5: tone", "¶12.3–5", "tone"),
        ("p. 31: tone", "p. 31", "tone"),
        ("pp. 3–4 tone", "p. 3–4", "tone"),
        ("p. xii tone", "p. xii", "tone"),
        ("p. 31f. tone", "p. 31–32", "tone"),
        ("• 145: tone", "l. 145", "tone"),
        ("- 145: tone", "l. 145", "tone"),
        ("145?", "l. 145", "?"),
        ("145: 3 demands", "l. 145", "3 demands"),
        ("145", "l. 145", ""),
    ],
)
def test_a_place_is_read_as_people_write_it(written: str, address: str, rest: str) -> None:
    found = read_places(written)
    assert found is not None
    ((place,), behind) = found
    assert (place.address, behind) == (address, rest)


def test_several_places_may_share_a_remark() -> None:
    found = read_places("1, 4 and 6-7: water again")
    assert found is not None
    assert [place.address for place in found[0]] == ["l. 1", "l. 4", "l. 6–7"]
    assert all(place.unit is Unit.LINE for place in found[0])
    assert [e.address for e in parsed("1, 3: water")] == ["l. 1", "l. 3"]
    assert one("1, 3 boats only").draft.comment == "3 boats only"


@pytest.mark.parametrize(
    "written", ["tone shifts", "12th of June", "1990s", "p.m. tone", "", "¶", "145a x"]
)
def test_what_begins_with_no_place_is_not_read_as_one(written: str) -> None:
    assert read_places(written) is None


def test_a_remark_alone_is_a_note_in_the_margin_of_its_line() -> None:
    entry = one("2: tone shifts here")
    assert entry.draft.kind is AnnotationKind.NOTE
    assert entry.draft.comment == "tone shifts here"
    assert entry.draft.colour is Colour.GREY
    assert words(entry) == "Nobody slept, and we said nothing."


def test_a_question_is_narrowed_to_the_words_it_quotes() -> None:
    entry = one('¶1.2 ? who is "we"')
    assert (entry.draft.kind, entry.draft.comment) == (AnnotationKind.QUESTION, 'who is "we"')
    assert words(entry) == "we"


@pytest.mark.parametrize(
    ("written", "passage", "comment"),
    [
        ("¶3 “the bridge”: no more", "the bridge", "no more"),
        ("¶3 'x", "In the morning the bridge was gone. We counted the boats: seven.", "'x"),
        ("¶3 ‘the boats’ seven", "the boats", "seven"),
        ('¶3 "we … boats" a count', "We counted the boats", "a count"),
        ('¶2.1 "who opened the gate?"', "Who opened the gate?", ""),
        ('1 "night. nobody slept" on two lines', "night. Nobody slept", "on two lines"),
        ('¶3 "the mornin the bridge"', "the morning the bridge", ""),
    ],
)
def test_quoted_words_narrow_the_passage(written: str, passage: str, comment: str) -> None:
    entry = one(written)
    assert (words(entry), entry.draft.comment) == (passage, comment)


def test_words_found_otherwise_than_written_are_to_be_looked_at() -> None:
    assert "the morning the bridge" in one('¶3 "the mornin the bridge"').notice
    assert one('¶3 "the bridge"').notice == ""


@pytest.mark.parametrize(
    ("written", "colour", "comment"),
    [
        ("1 [ev] bread", Colour.YELLOW, "bread"),
        ("1 (Voice): hers", Colour.BLUE, "hers"),
        ("1 {2} hers", Colour.GREEN, "hers"),
        ("1 [teal] hers", Colour.TEAL, "hers"),
        ("1 evidence: hers", Colour.YELLOW, "hers"),
        ("1 hers [voi]", Colour.BLUE, "hers"),
        ("1 ! hers", Colour.YELLOW, "hers"),
        ("1 * hers", Colour.YELLOW, "hers"),
        ("1 (sic) hers", Colour.GREY, "(sic) hers"),
        ("1 *hers* now", Colour.GREY, "*hers* now"),
        ("1 [9] hers", Colour.GREY, "[9] hers"),
    ],
)
def test_a_meaning_is_named_by_letters_or_key(written: str, colour: Colour, comment: str) -> None:
    entry = one(written)
    assert (entry.draft.colour, entry.draft.comment) == (colour, comment)
    marked = colour is not Colour.GREY
    kind = AnnotationKind.HIGHLIGHT if marked else AnnotationKind.NOTE
    assert entry.draft.kind is kind


def test_letters_of_two_meanings_are_no_guess() -> None:
    (entry,) = parsed("1 [c] hers")
    assert isinstance(entry, NotUnderstood)
    assert "Claim or Context" in entry.reason


def test_tags_are_taken_out_of_the_remark() -> None:
    entry = one("1 #theme/water the flood, #two again #2")
    assert entry.draft.tags == ("theme/water", "two")
    assert entry.draft.comment == "the flood, again #2"


def test_a_remark_goes_on_in_indented_lines() -> None:
    first, second = parsed("1: the flood\n   - rises\n   - falls\n\n   and ¶2\n2: next")
    assert isinstance(first, Understood)
    assert isinstance(second, Understood)
    assert first.draft.comment == "the flood\n- rises\n- falls\n\nand ¶2"
    assert (second.line, second.draft.comment) == (5, "next")


def test_a_list_that_is_indented_as_a_whole_is_a_list() -> None:
    assert len(parsed("  1: one\n  2: two\n    3: three")) == 3


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("Notes on the flood", "Begin with a place"),
        ("¶99: far", "This reading has 3 paragraphs; there is no ¶99."),
        ("¶1.9: far", "¶1 has 2 sentences; there is no ¶1.9."),
        ("999: far", "there is no l. 999."),
        ("p. 77: far", "there is no p. 77."),
        ('¶1 "the boats were gone by then"', "is not in ¶1"),
    ],
)
def test_what_is_not_understood_says_why_and_keeps_its_words(written: str, reason: str) -> None:
    entries = parsed(f"1: fine\n{written}\n   more of it\n2: fine too")
    bad = [entry for entry in entries if isinstance(entry, NotUnderstood)]
    assert len(bad) == 1
    assert reason in bad[0].reason
    assert bad[0].line == 1
    assert paper.left_over(f"1: fine\n{written}\n   more of it\n2: fine too", entries) == (
        f"{written}\n   more of it\n"
    )


def test_lines_are_counted_only_where_they_are_named() -> None:
    assert paper.names_lines("¶1: a\n145: b")
    assert not paper.names_lines("¶1: see l. 145\np. 3: b\n12.3: c")


def test_all_become_annotations_in_one_step(lib) -> None:
    reading, _new = lib.run("Add", readings.add, MADE)
    entries = [e for e in parsed("1: a\n¶2 ! b\n3 ? c") if isinstance(e, Understood)]
    lib.run("Notes from paper", annotations.add_many, reading.id, [e.draft for e in entries])
    made = queries.annotations(lib, reading.id)
    assert {note.comment for note in made} == {"a", "b", "c"}
    lib.undo()
    assert queries.annotations(lib, reading.id) == []


PLACES = ["1", "2-4", "¶1", "¶1.2", "12.3", "p. 31", "l.", "ll. 3-", "999", "¶", "§12", "f.", "to"]
SIGNS = [":", " - ", ". ", " ", "\n", "\n  ", "?", "!", "*", "(", "#", "…", ",", '"', "\t", "\x00"]
REMARKS = [
    '"we"',
    "“the boats”",
    "[ev]",
    "[c]",
    "{2}",
    "#tag",
    "tone shifts",
    "Evidence:",
    "🎉",
    "\ud800",
]
PIECES = st.sampled_from([*PLACES, *SIGNS, *REMARKS])


@given(st.lists(PIECES | st.text(max_size=8), max_size=14).map("".join))
def test_nothing_typed_breaks_it_and_every_note_stands_in_the_text(typed: str) -> None:
    for entry in parsed(typed):
        if isinstance(entry, Understood):
            assert 0 <= entry.span.start < entry.span.end <= len(TEXT)
            assert words(entry) == words(entry).strip()
            assert entry.draft.span == entry.span
        else:
            assert entry.reason
    paper.names_lines(typed)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_every_line_is_either_understood_or_left_over(typed: str) -> None:
    entries = parsed(typed)
    again = parsed(paper.left_over(typed, entries))
    bad = [e.source for e in entries if isinstance(e, NotUnderstood)]
    assert [e.source for e in again if isinstance(e, NotUnderstood)] == bad

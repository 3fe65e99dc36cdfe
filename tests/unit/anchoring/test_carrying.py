"""Passages carried to a later version of their text: on their words, near them and said so, or lost."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from closereader.anchoring import Quote, carriage, describe
from closereader.model.annotation import AnchorState
from closereader.model.span import Span
from closereader.text.fold import fold

TEXT = "\n".join(
    (
        "The Gas Question",
        "In October the roads to La Paz were closed, and the city ran out of gas.",
        "President Mesa spoke of a referendum; the assembly spoke of the gas and of nothing else.",
        "“¿De quién es el gas?” people asked. Nobody answered them before the spring.",
        "The referendum was held in July, and five questions stood on the paper.",
    )
)


def _span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _carried(after: str, words: str, before: str = TEXT) -> tuple[str, AnchorState]:
    found = carriage(before, after).carry(_span(words, before))
    return found.span.text_of(after), found.state


def test_a_passage_stands_on_its_words_after_something_was_put_before_it() -> None:
    after = "A preface, new in this version.\n" + TEXT
    assert _carried(after, "people asked") == ("people asked", AnchorState.SURE)


def test_a_paragraph_moved_elsewhere_takes_its_passage_with_it() -> None:
    lines = TEXT.split("\n")
    after = "\n".join([*lines[:1], *lines[2:], lines[1]])
    found = carriage(TEXT, after).carry(_span("the city ran out"))
    assert found == (_span("the city ran out", after), AnchorState.SURE)


def test_a_passage_with_a_changed_word_is_offered_with_the_words_of_now() -> None:
    after = TEXT.replace("roads to La Paz", "highways to La Paz")
    assert _carried(after, "the roads to La Paz were closed") == (
        "the highways to La Paz were closed",
        AnchorState.APPROXIMATE,
    )


def test_a_passage_whose_first_word_changed_is_offered_whole() -> None:
    after = TEXT.replace("Nobody answered them", "None answered them")
    assert _carried(after, "Nobody answered them before") == (
        "None answered them before",
        AnchorState.APPROXIMATE,
    )


def test_a_passage_that_was_taken_out_is_lost_where_it_stood() -> None:
    lines = TEXT.split("\n")
    after = "\n".join([*lines[:3], *lines[4:]])
    found = carriage(TEXT, after).carry(_span("people asked. Nobody answered"))
    assert found.state is AnchorState.LOST
    assert len(found.span) == 0
    assert abs(found.span.start - len("\n".join(lines[:3]))) <= 1


def test_words_that_stand_elsewhere_as_another_passage_are_not_taken_for_it() -> None:
    before = TEXT + "\nIn the end the city ran out of gas again, as it had before."
    after = before.replace("closed, and the city ran out of gas.", "closed.")
    found = carriage(before, after).carry(_span("and the city ran out of gas", before))
    assert found.state is not AnchorState.SURE
    assert "again" not in after[found.span.start : found.span.end + 10]


def test_other_quotation_marks_and_line_ends_leave_a_passage_sure() -> None:
    after = TEXT.replace("“", '"').replace("”", '"').replace("of gas.\n", "of\tgas.\n")
    words, state = _carried(after, "“¿De quién es el gas?” people")
    assert (fold(words), state) == (fold('"¿De quién es el gas?" people'), AnchorState.SURE)


def test_a_text_set_in_other_lines_keeps_its_passages() -> None:
    after = TEXT.replace("\n", " ").replace(", ", ",\n")
    for words in ("ran out of gas", "La Paz were closed, and the city", "in July, and five"):
        there, state = _carried(after, words)
        assert (fold(there), state) == (fold(words), AnchorState.SURE)


def test_a_place_between_paragraphs_follows_them() -> None:
    after = "A preface, new in this version.\n" + TEXT
    start = TEXT.index("President")
    found = carriage(TEXT, after).carry(Span(start, start))
    there = after.index("President")
    assert found == (Span(there, there), AnchorState.SURE)


def test_a_place_in_a_paragraph_that_is_gone_is_lost() -> None:
    after = "\n".join(TEXT.split("\n")[:1] + TEXT.split("\n")[4:])
    place = TEXT.index("people asked")
    assert carriage(TEXT, after).carry(Span(place, place)).state is AnchorState.LOST


def test_a_lost_passage_is_found_when_its_words_are_back() -> None:
    without = TEXT.replace(" Nobody answered them before the spring.", "")
    quote = describe(TEXT, _span("Nobody answered them before the spring"))
    found = carriage(without, TEXT).carry(Span(10, 10), quote)
    assert found.span == _span("Nobody answered them before the spring")


def test_a_lost_word_is_not_sought_all_over_the_text() -> None:
    assert (
        carriage(TEXT, TEXT + "\nGas!").carry(Span(3, 3), Quote("Gas!")).state is AnchorState.LOST
    )


WORDS = ("the", "gas", "of", "Mesa", "roads", "the", "a", "paper", "é", "🎉", "spring", "July,")
PARAGRAPH = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join)
BOOK = st.lists(PARAGRAPH, min_size=1, max_size=12)


@st.composite
def _edited(draw: st.DrawFn) -> tuple[str, str, list[int]]:
    """A text, the text after some edits, and for every code point of that which one it was, else -1."""
    paragraphs = draw(BOOK)
    before = "\n".join(paragraphs)
    start, pieces = 0, []
    for each in paragraphs:
        pieces.append(list(zip(each, range(start, start + len(each)), strict=True)))
        start += len(each) + 1
    chance = random.Random(draw(st.integers(0, 10**6)))
    for _edit in range(draw(st.integers(0, 6))):
        at = chance.randrange(len(pieces) + 1)
        what = chance.randrange(5)
        if what == 0:
            pieces.insert(at, [(c, -1) for c in draw(PARAGRAPH)])
        elif pieces and at < len(pieces):
            if what == 1:
                del pieces[at]
            elif what == 2:
                pieces.insert(chance.randrange(len(pieces)), pieces.pop(at))
            else:
                low = chance.randrange(len(pieces[at]) + 1)
                high = min(low + chance.randrange(12), len(pieces[at]))
                new = [(c, -1) for c in chance.choice(("", "gas ", "of Mesa"))]
                pieces[at] = pieces[at][:low] + new + pieces[at][high:]
    told: list[tuple[str, int]] = []
    for number, piece in enumerate(pieces):
        told += ([("\n", -1)] if number else []) + piece
    return before, "".join(c for c, _ in told), [i for _, i in told]


@settings(max_examples=150, deadline=None)
@given(_edited(), st.integers(0, 10**6))
def test_no_passage_lands_on_other_words_unsaid(
    edited: tuple[str, str, list[int]], seed: int
) -> None:
    before, after, _was = edited
    chance = random.Random(seed)
    both = carriage(before, after)
    for _passage in range(12):
        start = chance.randrange(len(before) + 1)
        span = Span(start, min(start + chance.randrange(40), len(before)))
        found = both.carry(span)
        assert 0 <= found.span.start <= found.span.end <= len(after)
        if found.state is AnchorState.SURE:
            assert fold(found.span.text_of(after)) == fold(span.text_of(before))
        elif found.state is AnchorState.LOST:
            assert not len(found.span)
        else:
            assert len(found.span) or not len(span)
        assert 0 <= both.place(start) <= len(after)


@settings(max_examples=60, deadline=None)
@given(BOOK)
def test_every_passage_of_a_text_that_did_not_change_is_sure_where_it_is(book: list[str]) -> None:
    text = "\n".join(book)
    both = carriage(text, text)
    for start in range(0, len(text), 7):
        span = Span(start, min(start + 9, len(text)))
        assert both.carry(span) == (span, AnchorState.SURE)

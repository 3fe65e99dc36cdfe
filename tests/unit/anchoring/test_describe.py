import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from closereader.anchoring import Quote, describe
from closereader.text.span import Span

TEXT = (
    "On the evening of the sixth of June the president spoke for the second time. The roads into "
    "the city had been closed for two weeks, fuel was short, and the parliament could not meet."
)


def test_the_words_and_what_is_beside_them_are_kept():
    start = TEXT.index("The roads")
    quote = describe(TEXT, Span(start, start + 9))
    assert quote == Quote(
        "The roads", "spoke for the second time. ", " into the city had been closed"
    )


def test_context_is_as_long_as_asked():
    start = TEXT.index("The roads")
    quote = describe(TEXT, Span(start, start + 9), context=12)
    assert quote == Quote("The roads", "time. ", " into the")
    assert describe(TEXT, Span(5, 9), context=0) == Quote(TEXT[5:9])


def test_at_the_ends_of_the_text_there_is_less_context():
    assert describe("one two three", Span(0, 3)) == Quote("one", "", " two three")
    assert describe("one two three", Span(8, 13)) == Quote("three", "one two ", "")
    assert describe("", Span(0, 0)) == Quote("")


def test_a_span_past_the_end_is_held_inside():
    assert describe("one two", Span(4, 99)) == Quote("two", "one ", "")
    assert describe("one", Span(50, 99)) == Quote("", "one", "")


def test_a_text_without_spaces_is_cut_between_characters():
    text = "猫" * 50
    quote = describe(text, Span(40, 42))
    assert (len(quote.prefix), len(quote.suffix)) == (32, 8)


@pytest.mark.parametrize(
    "whole", ["e\u0301\u0323", "👩‍👩‍👧‍👦", "👩🏽‍🚀", "🇧🇴", "नि", "가\u11a8", "\r\n"]
)
def test_context_never_parts_what_is_one_character_to_a_reader(whole):
    text = whole * 99
    middle = len(whole) * 49
    for context in range(1, 40):
        quote = describe(text, Span(middle, middle + len(whole)), context)
        assert quote.prefix == whole * (context // len(whole))
        assert quote.suffix == whole * (context // len(whole))


texts = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("ab \n\u0301\u200d👩𓀀")),
    max_size=120,
)


@given(texts, st.integers(0, 40), st.data())
@settings(max_examples=200, deadline=None)
def test_prefix_words_and_suffix_stand_in_the_text_as_they_are(text, context, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = describe(text, Span(start, end), context)
    assert quote.exact == text[start:end]
    assert text[:start].endswith(quote.prefix)
    assert text[end:].startswith(quote.suffix)
    assert max(len(quote.prefix), len(quote.suffix)) <= context
    borders = {match.end() for match in regex.finditer(r"\X", text[end:])} | {0}
    assert len(quote.suffix) in borders

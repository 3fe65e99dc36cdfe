import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closereader.text.span import Span
from closereader.text.trim import trim


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("words", "words"),
        ("  words and more\t", "words and more"),
        ("\nthe next block\n", "the next block"),
        ("\u00a0no-break\u202f", "no-break"),
        ("\u200bzero\ufeff", "zero"),
        (" e\u0301 ", "e\u0301"),
        ("“quoted” ", "“quoted”"),
    ],
)
def test_white_space_at_the_ends_goes(text, kept):
    span = trim(text, Span(0, len(text)))
    assert span is not None
    assert span.text_of(text) == kept


@pytest.mark.parametrize("text", ["", " ", " \n\t\u00a0\u200b"])
def test_nothing_is_left_of_white_space_alone(text):
    assert trim(text, Span(0, len(text))) is None


def test_only_the_span_is_looked_at():
    assert trim("one two three", Span(3, 8)) == Span(4, 7)


def test_a_span_past_the_end_is_held_inside():
    assert trim("word ", Span(0, 99)) == Span(0, 4)
    assert trim("word", Span(50, 99)) is None


@given(st.text(st.sampled_from(" \n\tab\u00a0"), max_size=20), st.data())
@settings(max_examples=100, deadline=None)
def test_trimming_keeps_all_that_is_seen(text, data):
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    trimmed = trim(text, span)
    if trimmed is None:
        assert not span.text_of(text).strip()
    else:
        assert trimmed.text_of(text) == span.text_of(text).strip()
        assert trim(text, trimmed) == trimmed

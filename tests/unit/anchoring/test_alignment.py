import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from closereader.anchoring.alignment import align


def fewest_errors(pattern, text):
    """By trying every stretch."""
    return min(
        Levenshtein.distance(pattern, text[start:end])
        for start in range(len(text) + 1)
        for end in range(start, len(text) + 1)
    )


letters = st.text(st.sampled_from("abc d"), max_size=14)


@given(letters.filter(bool), letters, st.integers(0, 6))
@settings(max_examples=300, deadline=None)
def test_no_other_stretch_needs_fewer_errors(pattern, text, most):
    found = align(pattern, text, most)
    fewest = fewest_errors(pattern, text)
    if found is None:
        # A pattern of which nothing is left is no find.
        assert fewest > most or fewest >= len(pattern)
    else:
        assert found.errors == fewest <= most
        assert Levenshtein.distance(pattern, text[found.start : found.end]) == fewest


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("the roads were closed", "all the roads was closed now", "the roads was closed"),
        ("the roads were closed", "so the roads were all closed", "the roads were all closed"),
        ("closed for weeks.", "were closed for week. Then", "closed for week."),
        ("president", "the presidents spoke", "president"),
    ],
)
def test_of_equal_stretches_that_of_whole_words_is_taken(pattern, text, found):
    aligned = align(pattern, text, len(pattern) // 2)
    assert aligned is not None
    assert text[aligned.start : aligned.end] == found


def test_a_pattern_longer_than_a_machine_word_is_aligned():
    pattern = "".join(chr(97 + i * 7 % 26) for i in range(1000))
    text = "x" * 300 + pattern[:500] + "?" + pattern[501:] + "y" * 300
    assert align(pattern, text, 10) == (300, 1300, 1)

"""Words are broken where their language allows, and the text itself never changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closereader.text.hyphenate import break_points, prepare


@pytest.mark.parametrize(
    ("word", "language", "broken"),
    [
        ("simultaneously", "en", "si-mul-ta-ne-ously"),
        ("neighborhood", "en", "neigh-bor-hood"),
        ("revolución", "es", "re-vo-lu-ción"),
        ("gesellschaft", "de", "ge-sell-schaft"),
    ],
)
def test_a_word_is_broken_by_its_language(word: str, language: str, broken: str) -> None:
    points = break_points(word, language)
    pieces = [word[a:b] for a, b in zip((0, *points), (*points, len(word)), strict=True)]
    assert "-".join(pieces) == broken


@pytest.mark.parametrize("word", ["Bolivia", "COB", "gas", "don’t", "v2formats", "re-elected", ""])
def test_names_short_words_and_signs_are_never_broken(word: str) -> None:
    assert break_points(word, "en") == ()


def test_an_unknown_language_breaks_nothing() -> None:
    assert not prepare("xx")
    assert break_points("simultaneously", "xx") == ()
    assert break_points("simultaneously", "") == ()


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzàéíñü", max_size=30))
def test_breaks_are_inside_the_word_and_leave_two_and_three_letters(word: str) -> None:
    for point in break_points(word, "en"):
        assert 2 <= point <= len(word) - 3

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closereader.errors import InputRefused
from closereader.text import patterns
from closereader.text.patterns import find_pattern

TEXT = "In 1998 the river fell.\nIn 2005 the River rose; résumé."


def hits(pattern, **how):
    return [span.text_of(TEXT) for span in find_pattern(TEXT, pattern, **how)]


def test_a_pattern_is_found_wherever_it_matches():
    assert hits(r"\d{4}") == ["1998", "2005"]


def test_letters_match_in_both_cases_unless_asked():
    assert hits("river") == ["river", "River"]
    assert hits("river", match_case=True) == ["river"]


def test_the_ends_of_a_block_are_ends_of_a_line():
    assert hits(r"^In \d+") == ["In 1998", "In 2005"]


def test_whole_words_hold_for_each_alternative():
    assert hits("rive|fell", whole_words=True) == ["fell"]


def test_places_without_a_character_are_no_hits():
    assert hits("x*") == []
    assert hits("") == []


@pytest.mark.parametrize(
    "pattern",
    ["(", "[a", "a{2,1}", "*", "\\", r"\p{Foo}", "(?P<a", "(" * 900, "a" * 2_000, "[[:foo:]]"],
)
def test_a_wrong_pattern_says_what_is_wrong(pattern):
    with pytest.raises(InputRefused) as refused:
        find_pattern(TEXT, pattern)
    assert str(refused.value).startswith("This pattern ")


def test_a_pattern_that_would_never_end_is_given_up(monkeypatch):
    began = time.monotonic()
    with pytest.raises(InputRefused, match="too long"):
        find_pattern("a" * 40 + "!", r"(a|aa)+$|(a|a?)+$", seconds=0.1)
    assert time.monotonic() - began < 30  # else it would be days


def test_too_many_hits_are_refused(monkeypatch):
    monkeypatch.setattr(patterns, "MOST_HITS", 5)
    with pytest.raises(InputRefused, match="more than 5 times"):
        find_pattern(TEXT, ".")


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from(r"ab([{*+?|\)]}^$.,<P=!:1-"), max_size=12))
def test_any_pattern_gives_hits_or_a_sentence(pattern):
    try:
        found = find_pattern(TEXT, pattern, seconds=0.5)
    except InputRefused:
        return
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(span.start < span.end for span in found)

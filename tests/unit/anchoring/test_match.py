from itertools import pairwise

import pytest

from closereader.anchoring.match import context_agreement, score
from closereader.anchoring.quote import Quote
from closereader.text.span import Span

TEXT = "The roads into the city had been closed for two weeks, and fuel was short."
SPAN = Span(TEXT.index("city"), TEXT.index("city") + 4)

PREFIXES = ["many a mile of ", "roses upon the ", "roads up to the ", "roads unto the "]
PREFIXES += ["roads into the "]
SUFFIXES = [" of the dead is ", " has been shut f", " had been shut f", " had been closer"]
SUFFIXES += [" had been closed"]
FAR_TO_NEAR = [Span(70, 74), Span(50, 54), Span(20, 24), SPAN]


@pytest.mark.parametrize(("worse", "better"), [*pairwise(PREFIXES)])
def test_a_likelier_prefix_scores_higher(worse, better):
    assert score(TEXT, SPAN, Quote("city", prefix=better), None) > score(
        TEXT, SPAN, Quote("city", prefix=worse), None
    )


@pytest.mark.parametrize(("worse", "better"), [*pairwise(SUFFIXES)])
def test_a_likelier_suffix_scores_higher(worse, better):
    assert score(TEXT, SPAN, Quote("city", suffix=better), None) > score(
        TEXT, SPAN, Quote("city", suffix=worse), None
    )


@pytest.mark.parametrize(("farther", "nearer"), [*pairwise(FAR_TO_NEAR)])
def test_a_nearer_place_scores_higher(farther, nearer):
    quote = Quote("city")
    assert score(TEXT, SPAN, quote, nearer) > score(TEXT, SPAN, quote, farther)


@pytest.mark.parametrize(("more", "fewer"), [*pairwise([4, 3, 2, 1, 0])])
def test_fewer_errors_score_higher(more, fewer):
    quote = Quote("city", "the ", " had")
    assert score(TEXT, SPAN, quote, SPAN, fewer) > score(TEXT, SPAN, quote, SPAN, more)


def test_words_count_more_than_both_sides_and_those_more_than_the_place():
    right, wrong = Quote("city", "the ", " had"), Quote("city", "qqqq", "qqqq")
    changed_words = score(TEXT, SPAN, right, SPAN, errors=4)
    changed_sides = score(TEXT, SPAN, wrong, SPAN)
    changed_place = score(TEXT, SPAN, right, Span(70, 74))
    assert changed_words < changed_sides < changed_place < 1


def test_full_agreement_scores_one():
    assert score(TEXT, SPAN, Quote("city", "the ", " had"), SPAN) == 1
    assert score(TEXT, SPAN, Quote("city"), None) == 1


def test_sides_that_differ_in_spaces_and_quotation_marks_agree():
    text = "so “the city” \u00a0fell."
    span = Span(text.index("city"), text.index("city") + 4)
    assert context_agreement(text, span, Quote("city", 'so "the ', '"  fell.')) == 1


def test_without_sides_there_is_no_agreement_to_speak_of():
    assert context_agreement(TEXT, SPAN, Quote("city")) is None

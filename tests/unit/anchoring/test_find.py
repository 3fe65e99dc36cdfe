import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from closereader.anchoring import Quote, describe, find
from closereader.model.annotation import AnchorState
from closereader.text.fold import fold
from closereader.text.span import Span

SURE, APPROXIMATE = AnchorState.SURE, AnchorState.APPROXIMATE
TEXT = """\
On the evening of the sixth of June the president offered to resign for the second time in three \
months. The roads into the city had been closed for two weeks, fuel was short, and the parliament \
could not meet in its own building.
The quarrel was older than the man. A protest over the export of natural gas had ended the term of \
the president before him; his deputy inherited the office, the unpaid promise of a referendum, and \
a country divided between the highlands and the lowland east.
Whoever holds the three roads above the capital holds the supply of the city below. The \
neighbourhood councils took turns at the barricades by the hour, and the runner-up in the last \
vote asked for an election rather than a government of the streets.
Four demands were read aloud at each assembly, always in the same order, so that a listener who \
had missed the first could join at the second. A historian may notice the form before the content: \
a list is easier to carry than an argument.
"""


def span_of(words, text=TEXT):
    start = text.index(words)
    return Span(start, start + len(words))


def found_words(text, quote, hint=None):
    anchor = find(text, quote, hint)
    return anchor and (anchor.state, anchor.span.text_of(text))


# Where it was


def test_a_passage_where_it_was_is_sure():
    span = span_of("the unpaid promise of a referendum")
    anchor = find(TEXT, describe(TEXT, span), span)
    assert (anchor.span, anchor.state, anchor.score) == (span, SURE, 1)


def test_without_a_hint_it_is_found_by_its_words():
    span = span_of("the unpaid promise of a referendum")
    assert find(TEXT, describe(TEXT, span), None).span == span


def test_of_equal_passages_that_at_the_hint_is_meant():
    text = "So it goes on and on. " * 20
    span = Span(22 * 9, 22 * 9 + 5)
    anchor = find(text, describe(text, span), span)
    assert (anchor.span, anchor.state) == (span, SURE)


def test_a_hint_from_elsewhere_does_not_mislead():
    span = span_of("referendum")
    quote = describe(TEXT, span)
    for hint in (Span(0, 0), Span(5, 15), Span(10**9, 10**9 + 10), span_of("president")):
        assert find(TEXT, quote, hint).span == span


# Moved


def test_a_quote_moved_two_paragraphs_down_is_found():
    span = span_of("the unpaid promise of a referendum")
    text = "A new paragraph.\nAnd another one.\n" + TEXT
    assert found_words(text, describe(TEXT, span), span) == (SURE, span.text_of(TEXT))


def test_a_word_that_stands_often_is_told_by_its_context():
    places = [i for i in range(len(TEXT)) if TEXT.startswith("the ", i)]
    text = "New words first. " + TEXT.replace("second time", "third time")
    for place in places:
        span = Span(place, place + 3)
        anchor = find(text, describe(TEXT, span), span)
        if anchor is not None:
            assert anchor.span.text_of(text) == "the"
            moved = len(text) - len(TEXT) if place > TEXT.index("second time") else 17
            assert anchor.span.start == place + moved
    assert find(text, describe(TEXT, Span(places[-1], places[-1] + 3)), None).state is SURE


def test_a_sentence_found_once_is_sure_whatever_is_beside_it():
    sentence = "a list is easier to carry than an argument"
    text = f"Somebody else once wrote that {sentence}, and was believed."
    assert found_words(text, describe(TEXT, span_of(sentence))) == (SURE, sentence)


def test_equal_passages_that_cannot_be_told_apart_are_approximate():
    text = "So it goes on and on. " * 20
    quote = describe(text, Span(22 * 9, 22 * 9 + 5))
    moved = "X " + text
    anchor = find(moved, quote, Span(22 * 9, 22 * 9 + 5))
    assert (anchor.span, anchor.state) == (Span(22 * 9 + 2, 22 * 9 + 7), APPROXIMATE)
    assert find(moved, quote, None).state is APPROXIMATE


def test_a_quotation_without_context_is_sure_only_where_it_stands_once():
    assert found_words(TEXT, Quote("referendum")) == (SURE, "referendum")
    assert found_words(TEXT, Quote("president"))[0] is APPROXIMATE
    assert find(TEXT, Quote("president"), span_of("president before")).span == Span(
        TEXT.index("president before"), TEXT.index("president before") + 9
    )


def test_the_context_decides_against_a_hint_where_the_words_stand_too():
    first, second = span_of("president offered"), span_of("president before")
    quote = describe(TEXT, Span(second.start, second.start + 9))
    anchor = find(TEXT, quote, Span(first.start, first.start + 9))
    assert (anchor.span.start, anchor.state) == (second.start, SURE)


def test_words_at_the_hint_with_changed_sides_are_taken():
    span = span_of("referendum")
    text = TEXT[: span.start - 14].upper() + TEXT[span.start - 14 : span.end] + ": qqq. qqq"
    text += ". A referendum is qqq."
    assert find(text, describe(TEXT, span), span).span == span


# The same letters in another dress


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (" ", "\n"),
        (" ", "  "),
        (" ", "\u00a0"),
        ("'", "’"),
        ("“", '"'),
        ("-", "‑"),
        ("easier", "eas\u00adier"),
        ("é", "e\u0301"),
        ("…", "..."),
    ],
)
def test_spaces_marks_and_hyphens_make_no_other_passage(old, new):
    before = "He wrote: “it’s a café-like place… easier than one's own”, and so on he went."
    passage = "it’s a café-like place… easier than one's own"
    text = "And now. " + before.replace(old, new)
    state, words = found_words(text, describe(before, span_of(passage, before)))
    assert state is SURE
    assert words == passage.replace(old, new)


def test_a_part_of_a_character_is_no_passage():
    assert find("So he waits… and waits…", Quote("waits."), None) is None


# Changed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("two weeks", "three weeks"),
        ("fuel", "petrol"),
        (" had been", " were"),
        ("closed", "closd"),
        ("The roads", "All the roads"),
        ("was short", "was very short indeed"),
    ],
)
def test_changed_words_are_found_approximately(old, new):
    passage = "The roads into the city had been closed for two weeks, fuel was short"
    text = "Something new.\n" + TEXT.replace(old, new)
    state, words = found_words(text, describe(TEXT, span_of(passage)), span_of(passage))
    assert state is APPROXIMATE
    assert words in passage.replace(old, new)
    assert len(words) > len(passage) - 5


def test_a_changed_word_in_its_place_is_found():
    text = TEXT.replace("neighbourhood", "neighborhood")
    assert found_words(text, describe(TEXT, span_of("neighbourhood"))) == (
        APPROXIMATE,
        "neighborhood",
    )


def test_a_quotation_typed_with_a_slip_is_found():
    quote = Quote("the unpaid promice of a refrendum")
    assert found_words(TEXT, quote) == (APPROXIMATE, "the unpaid promise of a referendum")


def test_a_long_passage_is_found_by_its_ends():
    rng = random.Random(3)
    words = [f"{w}{rng.randrange(100)}" for w in TEXT.split()]
    text = " ".join(rng.choice(words) for _ in range(4000))
    span = Span(3003, 17013)
    changed = text[:9000] + " with words put in " + text[9050:]
    anchor = find("New. " + changed, describe(text, span), span)
    assert anchor.state is APPROXIMATE
    assert anchor.span.start == span.start + 5
    assert anchor.span.end == span.end + 5 + len(changed) - len(text)


# Lost


@pytest.mark.parametrize(
    "passage",
    [
        "The roads into the city had been closed for two weeks, fuel was short",
        "The quarrel was older than the man.",
        "neighbourhood",
        "hour",
        "(",
    ],
)
def test_a_passage_taken_out_is_lost(passage):
    before = TEXT.replace("older than", "(older) than")
    if passage == "The quarrel was older than the man.":
        before = TEXT
    span = span_of(passage, before)
    text = before[: span.start] + before[span.end :]
    assert find(text, describe(before, span), span) is None


def test_a_short_word_is_not_found_in_another_sentence():
    span = span_of("hour")
    quote = describe(TEXT, span)
    assert find("An hour is long. Every man has one, and a woman too.", quote, span) is None


def test_letters_that_stand_everywhere_need_their_context():
    assert find(TEXT * 20, Quote("e", "qqqqqqqq", "xxxxxxxx"), None) is None


def test_of_a_letter_with_thousands_of_places_the_nearest_are_weighed():
    text = TEXT * 60
    span = Span(len(TEXT) * 30 + 3, len(TEXT) * 30 + 4)
    assert text.count("e") > 4000
    hint = Span(span.start + 40, span.end + 40)
    quote = Quote("e", "argument.\nOn th", " evening of a second")
    anchor = find(text, quote, hint)
    assert (anchor.span.start, anchor.state) == (
        text.index("On the", span.start - 5) + 5,
        APPROXIMATE,
    )
    assert find(text, quote, None).span.text_of(text) == "e"


def test_nothing_is_found_in_another_text():
    other = "It is a truth that a man of fortune wants a wife, whatever the neighbours think. " * 30
    for words in TEXT.split("\n"):
        if words:
            quote = describe(TEXT, span_of(words))
            assert find(other, quote, span_of(words)) is None


def test_nothing_is_found_in_an_empty_text():
    assert find("", Quote("words", "some ", " more"), Span(3, 8)) is None
    assert find("", Quote("x"), None) is None


# Points


def test_an_empty_quotation_is_a_point_between_its_sides():
    point = Span(100, 100)
    quote = describe(TEXT, point)
    assert find(TEXT, quote, point).span == point
    assert find(TEXT, quote, None).span == point
    assert find("New. " + TEXT, quote, point).span == Span(105, 105)


def test_a_point_without_sides_is_only_at_its_hint():
    assert find(TEXT, Quote(""), Span(7, 7)).span == Span(7, 7)
    assert find(TEXT, Quote(""), None) is None
    assert find("x", Quote(""), Span(7, 7)) is None


# Whatever the text


texts = st.text(
    st.one_of(
        st.sampled_from("abcde .\n"),
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("é\u0301’“…\u00ad\u00a0𓀀👩\u200d"),
    ),
    min_size=1,
    max_size=120,
)


@given(texts, st.data())
@settings(max_examples=200, deadline=None)
def test_what_was_described_is_found_again(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    quote = describe(text, span)
    at_hint = find(text, quote, span)
    assert (at_hint.span, at_hint.state) == (span, SURE)
    anywhere = find(text, quote, None)
    whole = quote.prefix + quote.exact + quote.suffix
    if text.find(whole) == text.rfind(whole):
        assert (anywhere.span, anywhere.state) == (span, SURE)
    else:
        assert anywhere.state is APPROXIMATE
        assert anywhere.span.text_of(text) == quote.exact


edits = st.lists(
    st.tuples(
        st.floats(0, 1), st.integers(0, 40), st.sampled_from(["", "x", "new words ", "the "])
    ),
    max_size=6,
)


def edited(text, changes):
    """`text` with stretches taken out and words put in, each a share of the way through."""
    for share, cut, words in changes:
        at = int(share * len(text))
        text = text[:at] + words + text[at + cut :]
    return text


@given(edits, st.floats(0, 1), st.integers(1, 150), st.booleans())
@settings(max_examples=150, deadline=None)
def test_after_edits_it_is_never_another_quotation(changes, share, length, hinted):
    start = int(share * (len(TEXT) - length))
    span = Span(start, start + length)
    text = edited(TEXT, changes)
    quote = describe(TEXT, span)
    anchor = find(text, quote, span if hinted else None)
    if anchor is None:
        return
    there, meant = fold(anchor.span.text_of(text)), fold(quote.exact)
    if anchor.state is SURE:
        assert there == meant
    assert Levenshtein.distance(there, meant) <= min(256, length // 2)


@given(edits, st.floats(0, 1), st.integers(12, 150))
@settings(max_examples=100, deadline=None)
def test_a_passage_that_nobody_touched_is_never_lost(changes, share, length):
    start = int(share * (len(TEXT) - length))
    passage = TEXT[start : start + length]
    before, after = edited(TEXT[:start], changes[:3]), edited(TEXT[start + length :], changes[3:])
    text = before + passage + after
    anchor = find(text, describe(TEXT, Span(start, start + length)), None)
    assert anchor is not None
    assert fold(anchor.span.text_of(text)) == fold(passage)
    if text.count(passage) == 1 and length >= 24:
        assert (anchor.span.start, anchor.state) == (len(before), SURE)

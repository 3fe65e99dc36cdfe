import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closereader.text.fold import TYPOGRAPHY, Folded, Folding, fold
from closereader.text.span import Span

ALL = Folding(case=True, marks=True)
texts = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("aAéßøŒ \n\u00a0’“…—\u00ad\u0301\u0323\u200dﬁİςΣ한"),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("a\u00a0b\nc\td", "a b c d"),
        ("two  \n  spaces", "two spaces"),
        ("‘curly’ “quotes” «too»", '\'curly\' "quotes" "too"'),
        ("left‑wing – and — so", "left-wing - and - so"),
        ("re\u00adsign", "resign"),
        ("wait…", "wait..."),
        ("e\u0301", "é"),
        ("Éß", "Éß"),
    ],
)
def test_typography_alone_keeps_every_letter(typed, folded):
    assert fold(typed, TYPOGRAPHY) == folded


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Sánchez", "sanchez"),
        ("Sa\u0301nchez", "sanchez"),
        ("STRASSE Straße", "strasse strasse"),
        ("Øre łódź Đorđe", "ore lodz dorde"),
        ("Œuvre Ærø", "oeuvre aero"),
        ("ﬁn", "fin"),
        ("Ἀχιλλεύς", "αχιλλευσ"),
        ("Йод", "иод"),
        ("שָׁלוֹם", "שלום"),
        ("مُحَمَّد", "محمد"),
        ("Việt", "viet"),
    ],
)
def test_case_and_marks_are_folded(typed, folded):
    assert fold(typed, ALL) == folded


@pytest.mark.parametrize("word", ["हिन्दी", "ไม้", "がぎ", "한국어", "தமிழ்"])
def test_marks_that_make_the_letter_stay(word):
    assert fold(word, ALL) == unicodedata.normalize("NFC", word)


def test_a_folded_stretch_leads_back_to_the_original():
    text = "The Straße… of Sa\u0301nchez\u00a0 now"
    folded = Folded(text, ALL)
    for word, original in [
        ("strasse", "Straße"),
        ("...", "…"),
        ("sanchez", "Sa\u0301nchez"),
        ("a", "a\u0301"),
        ("now", "now"),
    ]:
        start = folded.folded.rindex(word) if word != "a" else folded.folded.index("sanchez") + 1
        assert folded.span(start, start + len(word)).text_of(text) == original


def test_half_of_what_one_character_became_leads_to_the_whole():
    text = "Straße"
    folded = Folded(text, ALL)
    assert folded.span(4, 5).text_of(text) == "ß"
    assert folded.span(5, 6).text_of(text) == "ß"


@given(texts, st.sampled_from([TYPOGRAPHY, ALL, Folding(case=True), Folding(marks=True)]))
@settings(max_examples=200, deadline=None)
def test_folding_twice_is_folding_once(text, folding):
    once = fold(text, folding)
    assert fold(once, folding) == once


@given(texts, st.data())
@settings(max_examples=200, deadline=None)
def test_the_way_back_stays_in_order_and_inside(text, data):
    folded = Folded(text, data.draw(st.sampled_from([TYPOGRAPHY, ALL])))
    last = 0
    for position in range(len(folded.folded)):
        span = folded.span(position, position + 1)
        assert last <= span.start < span.end <= len(text)
        last = span.start


@given(texts)
@settings(max_examples=200, deadline=None)
def test_a_position_leads_to_its_offset_and_back(text):
    folded = Folded(text, ALL)
    positions = [folded.position(offset) for offset in range(len(text) + 2)]
    assert positions == sorted(positions)
    assert positions[-1] == len(folded.folded)
    for position in range(len(folded.folded)):
        assert folded.position(folded.span(position, position + 1).start) <= position


@given(texts, st.data())
@settings(max_examples=100, deadline=None)
def test_many_stretches_lead_back_as_each_does(text, data):
    folded = Folded(text, ALL)
    size = len(folded.folded)
    cuts = sorted(data.draw(st.lists(st.integers(0, size), max_size=8, unique=True)))
    stretches = list(pairwise(cuts))
    expected: list[Span] = []
    for stretch in stretches:
        span = folded.span(*stretch)
        if not expected or expected[-1].end <= span.start:
            expected.append(span)
    assert folded.spans(stretches) == expected


def test_a_text_in_which_every_length_changes_is_mapped():
    text = "ß" * 500
    assert Folded(text, ALL).span(998, 1000) == Span(499, 500)


def test_many_different_letters_are_folded_alike():
    letters = "".join(chr(c) for c in range(0xC0, 0x250) if unicodedata.decomposition(chr(c)))
    assert fold(letters, ALL) == "".join(fold(letter, ALL) for letter in letters)

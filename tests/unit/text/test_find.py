import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closereader.text.find import Finder, find_all
from closereader.text.span import Span


def hits(text, query, **how):
    return [span.text_of(text) for span in find_all(text, query, **how)]


def test_every_place_is_found_in_order():
    assert find_all("gas, gas and gas", "gas") == [Span(0, 3), Span(5, 8), Span(13, 16)]


def test_places_do_not_overlap():
    assert find_all("aaaa", "aa") == [Span(0, 2), Span(2, 4)]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("the end\nof it", "end of"),
        ("La\u00a0Paz", "la paz"),
        ("La Paz", "La\u00a0Paz"),
        ("the people’s war", "people's"),
        ("the people's war", "people’s"),
        ("“All power”", '"all power"'),
        ("left‑wing – and", "left-wing - and"),
        ("re\u00adsign", "resign"),
        ("re\u200bsign", "resign"),
        ("wait…", "wait..."),
        ("two  \n  lines", "two lines"),
        ("STRASSE", "straße"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("ΟΔΥΣΣΕΥΣ", "οδυσσευς"),
    ],
)
def test_what_looks_alike_is_found(text, query):
    assert len(hits(text, query)) == 1


def test_a_plain_letter_finds_every_accent():
    text = "Sánchez, Sa\u0301nchez, Sanchez, SÁNCHEZ"
    assert hits(text, "sanchez") == ["Sánchez", "Sa\u0301nchez", "Sanchez", "SÁNCHEZ"]


def test_an_accent_typed_finds_only_itself():
    text = "résumé, resumé, resume, re\u0301sume\u0301, RÉSUMÉ"
    assert hits(text, "resumé") == ["résumé", "resumé", "re\u0301sume\u0301", "RÉSUMÉ"]
    assert hits(text, "résumé") == ["résumé", "re\u0301sume\u0301", "RÉSUMÉ"]
    assert hits(text, "re\u0301sume\u0301") == hits(text, "résumé")


def test_a_stroke_typed_finds_only_itself():
    assert hits("Ørsted and Orsted", "ørsted") == ["Ørsted"]
    assert hits("Ørsted and Orsted", "orsted") == ["Ørsted", "Orsted"]


def test_marks_that_do_not_compose_are_passed_over():
    text = "x\u030cé xé"
    assert hits(text, "xé") == ["x\u030cé", "xé"]


def test_without_folding_accents_count():
    assert hits("Sánchez, Sanchez", "sanchez", fold=False) == ["Sanchez"]
    assert hits("Sánchez, Sanchez", "sánchez", fold=False) == ["Sánchez"]


def test_case_counts_when_asked():
    assert hits("Mesa, mesa", "mesa", match_case=True) == ["mesa"]
    assert hits("Mesa, mesa, Mésa", "Mesa", match_case=True) == ["Mesa", "Mésa"]


def test_whole_words_have_no_letter_beside_them():
    text = "Mesa, Mesas, AMesa, Mesa’s, (Mesa) Mesa_2"
    starts = [span.start for span in find_all(text, "mesa", whole_words=True)]
    assert starts == [0, 20, 29]


def test_whole_words_know_marks_that_belong_to_letters():
    assert find_all("हिन्दी हिन्द", "हिन्द", whole_words=True) == [Span(7, 12)]


def test_whole_words_may_end_in_a_sign():
    assert find_all("c++ and c++11, xc++", "c++", whole_words=True) == [Span(0, 3), Span(8, 11)]
    assert hits("(a) b", "(a)", whole_words=True) == ["(a)"]


def test_a_whole_word_after_a_false_start_is_found():
    assert find_all("aa a a", "a a", whole_words=True) == [Span(3, 6)]


def test_one_character_that_stands_for_several_is_one_place():
    assert find_all("wait… ß", ".") == [Span(4, 5)]
    assert find_all("wait… ß", "s") == [Span(6, 7)]


@pytest.mark.parametrize("query", ["", "\u00ad", "\u200b\u200d"])
def test_an_empty_query_finds_nothing(query):
    assert find_all("text\u00ad", query) == []


def test_nothing_is_found_in_an_empty_text():
    assert find_all("", "a") == []


anything = st.text(
    st.one_of(st.characters(), st.sampled_from("aAeéE\u0301 \nß…’'-\\[](){}*+?.^$|&~#")),
    max_size=30,
)


@given(anything, anything, st.booleans(), st.booleans(), st.booleans())
@settings(max_examples=300, deadline=None)
def test_no_query_raises_and_every_hit_lies_inside(text, query, whole, case, fold):
    found = find_all(text, query, whole_words=whole, match_case=case, fold=fold)
    assert all(span.end <= len(text) and len(span) for span in found)
    assert [s.start for s in found] == sorted(s.start for s in found)


words = st.text(st.sampled_from("aAbBéßøŒ…—’”.*(ς"), min_size=1, max_size=4)
prose = st.lists(words, min_size=1, max_size=8).map(" ".join)


@given(prose, st.booleans(), st.booleans(), st.data())
@settings(max_examples=200, deadline=None)
def test_words_copied_from_a_text_are_found_in_it(text, case, fold, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = find_all(text, text[start:end], match_case=case, fold=fold)
    # An earlier hit may overlap the place, as "aa" at 0 does that at 1 in "aaa".
    assert any(span.start <= start < span.end for span in found)


@given(prose, st.sampled_from(["a", "b b", "É", "ss", "...", '"']), st.booleans())
@settings(max_examples=100, deadline=None)
def test_a_finder_kept_answers_as_a_single_search_does(text, query, whole):
    finder = Finder(text)
    finder.find_all("anything else", whole_words=True)
    expected = find_all(text, query, whole_words=whole)
    assert finder.find_all(query, whole_words=whole) == expected
    assert finder.find_all(query, whole_words=whole) == expected

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closereader.text.words import fold, is_boundary, word_at, words

CASES = [
    ("Power has passed.", ["Power", "has", "passed"]),
    ("the workers’ and people’s power", ["the", "workers", "and", "people’s", "power"]),
    ("d'Estaing, O’Higgins; rock’n’roll", ["d'Estaing", "O’Higgins", "rock’n’roll"]),
    ("class-consciousness and half- hearts", ["class-consciousness", "and", "half", "hearts"]),
    ("Mr.\u00a0Mesa\u2009said\u202fno", ["Mr", "Mesa", "said", "no"]),
    ("Boli\u00advia and Vene\u2060zuela", ["Boli\u00advia", "and", "Vene\u2060zuela"]),
    ("1,500 men, 53.7 per cent, 1989-90", ["1,500", "men", "53.7", "per", "cent", "1989-90"]),
    ("streets—squares–roads--houses", ["streets", "squares", "roads", "houses"]),
    ("“Quoted” ‘twice’ 'thrice'", ["Quoted", "twice", "thrice"]),
    ("Gonzalo Sánchez, Łódź, Zürich", ["Gonzalo", "Sánchez", "Łódź", "Zürich"]),
    ("Cafe\u0301 decomposed", ["Cafe\u0301", "decomposed"]),
    ("col·legi català", ["col·legi", "català"]),
    ("Ленин и Троцкий", ["Ленин", "и", "Троцкий"]),
    ("Ο Μαρξ είπε", ["Ο", "Μαρξ", "είπε"]),
    ("ثورة في بوليفيا", ["ثورة", "في", "بوليفيا"]),
    ("צה״ל ברחוב", ["צה״ל", "ברחוב"]),
    ("क्रांति का अर्थ", ["क्रांति", "का", "अर्थ"]),
    ("玻利维亚", ["玻", "利", "维", "亚"]),
    ("ボリビアの革命", ["ボリビア", "の", "革", "命"]),
    ("การปฏิวัติ", ["การปฏิวัติ"]),
    ("혁명은 끝났다", ["혁명은", "끝났다"]),
    ("🙂 x²", ["x²"]),
    ("… — !", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_words_of_every_script_are_found_whole(text, expected):
    assert [text[word.start : word.end] for word in words(text)] == expected


def test_words_are_counted_from_the_start_of_the_text_in_a_stretch_of_it():
    text = "one two three"
    assert [text[w.start : w.end] for w in words(text, 4, 9)] == ["two", "t"]


@pytest.mark.parametrize("offset", [4, 6, 8])
def test_the_word_at_an_offset_includes_its_own_end(offset):
    found = word_at("the coup", offset)
    assert found is not None
    assert (found.start, found.end) == (4, 8)


def test_at_a_gap_the_word_before_is_taken_and_between_gaps_none():
    assert word_at("a — b", 1) == (0, 1)
    assert word_at("a — b", 2) is None
    assert word_at("a — b", 99) is None


def test_a_boundary_is_where_no_word_goes_on():
    text = "people’s power"
    assert [i for i in range(len(text) + 1) if is_boundary(text, i)] == [0, 8, 9, 14]


def test_a_word_is_found_far_into_a_line_without_spaces():
    text = "革" * 5000
    found = word_at(text, 3000)
    assert found is not None
    assert found.end - found.start == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sánchez", "SANCHEZ"),
        ("people’s", "People's"),
        ("Boli\u00advia", "bolivia"),
        ("La\u00a0Paz", "la paz"),
        ("Cafe\u0301", "café"),
        ("class‐consciousness", "class-consciousness"),
        ("Straße", "STRASSE"),
    ],
)
def test_spellings_of_one_word_fold_alike(one, other):
    assert fold(one) == fold(other)


@settings(max_examples=80)
@given(st.text(max_size=60))
def test_words_never_overlap_are_never_empty_and_stay_in_the_text(text):
    last = 0
    for word in words(text):
        assert last <= word.start < word.end <= len(text)
        last = word.end


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)

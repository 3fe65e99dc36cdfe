"""What is to be spelt rightly, and what a spelling program says."""

from hypothesis import given
from hypothesis import strategies as st

from closereader.text import spelling

SAID = """@(#) International Ispell Version 3.2.06 (but really Hunspell 1.7.1)
& tezt 5 1: text, test, teat

*

*
*

# xqzzy 1

*
& fuul 2 6: full, fuel

"""


def test_code_addresses_tags_numbers_and_capitals_are_not_words_to_spell() -> None:
    text = "See ¶9 and l. 145, `lenn()`, https://exampel.org/foo, #thema, NATO, 3rd and a tezt."
    checked = [text[word.start : word.end] for word in spelling.to_check(text)]
    assert checked == ["See", "and", "and", "tezt"]


def test_each_answer_belongs_to_its_word() -> None:
    asked = ["tezt", "right", "we’re", "xqzzy", "half-fuul"]
    assert spelling.asked(asked[:2]) == "^tezt\n^right\n"
    assert spelling.answers(SAID, asked) == {
        "tezt": ("text", "test", "teat"),
        "right": None,
        "we’re": None,
        "xqzzy": (),
        "half-fuul": (),
    }


def test_what_was_not_answered_is_not_known() -> None:
    assert spelling.answers("banner\n*\n\n", ["one", "two"]) == {"one": None}
    assert spelling.answers("", ["one"]) == {}


def test_dictionaries_are_chosen_by_language_and_country() -> None:
    told = (
        "SEARCH PATH:\n.::/usr/share\nAVAILABLE:\n/usr/share/hunspell/en_US\n/x/en_GB\n/x/de_DE\n"
    )
    there = spelling.dictionaries(told)
    assert there == ["en_US", "en_GB", "de_DE"]
    assert spelling.chosen(there, ("en", "en_GB")) == ["en_GB"]
    assert spelling.chosen(there, ("de", "C")) == ["de_DE"]
    assert spelling.chosen(there, ("", "en_AU")) == ["en_US"]
    assert spelling.chosen(there, ("fr",)) == []


@given(st.text(), st.lists(st.text(min_size=1), max_size=5))
def test_no_answer_breaks_it(told: str, asked: list[str]) -> None:
    assert set(spelling.answers(told, asked)) <= set(asked)
    spelling.dictionaries(told)

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closereader.library import annotations, queries, readings
from closereader.model.span import Span
from closereader.store.search import Query, query
from tests.helpers.libraries import document, open_library

# What people type, and what is typed by those who look for trouble.
_NATURAL = (
    '"', '""', '"""', "*", "**", "c++", "o'brien", "AND", "OR", "NOT", "NEAR", "a NEAR b",
    "NEAR(a b, 2)", "fox-", "-fox", "#tag", "http://x.org/?a=b&c", "", " ", "\0", "a\0b", "(", ")",
    "(a", "a)", "[a]", "{a b}", "^a", "a^", "a:b", "body:gas", "body : gas", "col-umn:", "a+b",
    "a + b", "\\", "%", "_", "'", "''; DROP TABLE search; --", "1=1", "é", "e\u0301", "\u0301",
    "ﬁ", "日本", "ไทย", "🎉", "\ud800", "\udfff a", "\ufdd0gas\ufdd1", "\ufeffgas", "gas\u200b",
    "undefined", "null", "<script>", "../../etc/passwd", "%s%s%n", "{0}", "${HOME}", "¿quién?",
    "gas*", "*gas", "g*s", '"gas', 'gas"', '"a b" c', '"a b"*', "a" * 5000, "a " * 3000, '" ' * 999,
    "\u202egas", "-1", "1e309", "0x0", "İ", "ß", "Ω", "ﷺ", "\n", "\t", "\x1b[31m", "\x7f",
)  # fmt: skip


@pytest.fixture(scope="module")
def lib(tmp_path_factory):
    library = open_library(tmp_path_factory.mktemp("library"))
    reading, _new = library.run("Add", readings.add, document())
    library.run("H", annotations.add, reading.id, Span(0, 3), comment="c++ o'brien", tags=["a/b"])
    yield library
    library.close()


@pytest.mark.parametrize("words", _NATURAL)
def test_what_people_type_is_never_taken_for_syntax(lib, words):
    for as_typed in (False, True):
        for hit in queries.search(lib, words, as_typed=as_typed):
            assert hit.snippet


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_no_string_makes_search_raise(lib, words):
    queries.search(lib, words)
    queries.search(lib, words, as_typed=True)


def test_strings_of_syntax_alone_do_not_make_search_raise(lib):
    chance = random.Random(7)
    for _ in range(1500):
        queries.search(lib, "".join(chance.choices("\"*()^:+-{}' AORNDTE,.#ga\0", k=12)))


def test_words_beside_signs_are_still_found(lib):
    assert queries.search(lib, "o'brien")
    assert queries.search(lib, "(gas)")
    assert queries.search(lib, "gas, question!")
    assert queries.search(lib, "AND gas")


def test_signs_alone_find_nothing(lib):
    for words in ("*", '"', "…", "🎉", "+ +"):
        assert queries.search(lib, words) == []


@pytest.mark.parametrize(
    ("words", "expression"),
    [
        ("two words", '"two" "words"'),
        ('say "two words"', '"say" "two words"'),
        ("constitu*", '"constitu*"*'),
        ('"constitu"*', '"constitu"'),
        ("un do ", '"un" "do"'),
        ("?!", ""),
    ],
)
def test_every_word_is_quoted(words, expression):
    assert query(words) == Query(expression)


def test_the_last_word_of_what_is_being_typed_is_a_beginning():
    for typed, expression in (
        ("gas wa", '"gas" "wa"*'),
        ("gas wa ", '"gas" "wa"'),
        ("wa*", '"wa*"*'),
        ('"gas wa"', '"gas wa"'),
        ("gas 戦", '"gas"'),
    ):
        assert query(typed, as_typed=True).expression == expression


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("戦争", "戦争"),
        ("争は", "争は"),
        ("ガス 戦争", "戦争"),
        ("gas 戦争", "戦争"),
        ("รักษา", "รักษา"),
        ("가스", "가스"),
        ("戦*", "戦"),
        ("平和", None),
        ("water 戦争", None),
    ],
)
def test_scripts_without_spaces_are_searched_by_their_letters(tmp_path, words, found):
    library = open_library(tmp_path)
    line = "ボリビアのガス戦争は長かった。gas การรักษา 가스는"
    reading, _new = library.run("Add", readings.add, document("X", line))
    hits = queries.search(library, words)
    text = queries.reading_text(library, reading.id).text
    library.close()
    assert bool(hits) == (found is not None)
    for hit in hits:
        marked = {hit.snippet[m.start : m.end] for m in hit.marks}
        assert found in marked
        assert text[hit.start : hit.end] in marked


def test_a_word_longer_than_a_line_is_marked_as_far_as_it_is_shown(tmp_path):
    library = open_library(tmp_path)
    library.run("Add", readings.add, document("X", "x" * 3000))
    (hit,) = queries.search(library, "xxx*")
    library.close()
    assert (hit.start, hit.end) == (2, 3002)
    assert [hit.snippet[m.start : m.end] for m in hit.marks] == ["x" * 120]

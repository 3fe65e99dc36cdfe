import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closereader.library import annotations, queries, readings
from closereader.model.span import Span
from closereader.store.search import match_expression
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
    assert match_expression(words) == expression


def test_the_last_word_of_what_is_being_typed_is_a_beginning():
    assert match_expression("gas wa", as_typed=True) == '"gas" "wa"*'
    assert match_expression("gas wa ", as_typed=True) == '"gas" "wa"'
    assert match_expression("wa*", as_typed=True) == '"wa*"*'

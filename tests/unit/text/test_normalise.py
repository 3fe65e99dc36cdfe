"""The one form of every text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closereader.text.normalise import normalise

HARD_CASES = {
    "Windows line ends": ("a\r\nb", "a\nb", 0),
    "old Mac line ends": ("a\rb", "a\nb", 0),
    "Unicode line and paragraph separators": ("a\u2028b\u2029c", "a\nb\nc", 0),
    "form feed, vertical tab, NEL": ("a\x0cb\x0bc\x85d", "a\nb\nc\nd", 0),
    "NUL": ("a\x00b", "a\ufffdb", 1),
    "controls": ("\x01\x1f\x7f\x80\x9f", "\ufffd" * 5, 5),
    "tabs and line feeds stay": ("a\tb\nc", "a\tb\nc", 0),
    "characters that Qt keeps for itself": ("\ufdd0\ufdd1", "\ufffd\ufffd", 2),
    "noncharacters of other planes": ("\uffff\U0001ffff\U0010fffe", "\ufffd" * 3, 3),
    "lone surrogates": ("a\ud800b\udfff", "a\ufffdb\ufffd", 2),
    "U+FFFD that stood there counts for nothing": ("a\ufffdb", "a\ufffdb", 0),
    "soft hyphens go": ("re\u00adading", "reading", 0),
    "a word parted by a soft hyphen is joined": ("read\u00ad\n  ing on", "reading on", 0),
    "marks of a file joined to another go": ("a\ufeffb", "ab", 0),
    "no composition": ("e\u0301", "e\u0301", 0),
    "no-break spaces stay": ("a\u00a0b", "a\u00a0b", 0),
    "bidirectional controls stay": ("\u202ea\u202c", "\u202ea\u202c", 0),
}


@pytest.mark.parametrize(
    ("given_text", "text", "replaced"), HARD_CASES.values(), ids=HARD_CASES.keys()
)
def test_a_hard_case_has_one_form(given_text: str, text: str, replaced: int) -> None:
    normal = normalise(given_text)
    assert (normal.text, normal.replaced) == (text, replaced)


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=80))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    twice = normalise(once.text)
    assert (twice.text, twice.replaced) == (once.text, 0)


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=80))
def test_what_is_normal_can_be_stored_and_sent(text: str) -> None:
    normal = normalise(text).text
    normal.encode("utf-8")
    assert not set(normal) & set("\r\x00\x0b\x0c\x85\u2028\u2029\ufdd0")

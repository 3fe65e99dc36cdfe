"""Where an essay quotes, by its marks alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closereader.text.difference import difference
from closereader.text.quotation_marks import address_after, find_quoted
from closereader.text.span import Span


@pytest.mark.parametrize(
    ("text", "words", "address", "title"),
    [
        ("as “they fell” (¶3) says", "they fell", "¶3", ""),
        ('as "they fell" (¶3.2) says', "they fell", "¶3.2", ""),
        ("as “they fell”\n(Bridge, ¶3–4).", "they fell", "¶3–4", "Bridge"),
        ("„sie fielen“ (p. 31)", "sie fielen", "p. 31", ""),
        ("« ils » (l. 145)", " ils ", "l. 145", ""),
        ("“in a heading” (before ¶12)", "in a heading", "before ¶12", ""),
        ("“they “fell” so” there", "they “fell” so", "", ""),
        ("> they fell\n> so low (¶3)\n", "they fell\n> so low", "¶3", ""),
        ("> one\n>\n> two (Speech, p. 9–10)", "one\n>\n> two", "p. 9–10", "Speech"),
        ("> no address", "no address", "", ""),
    ],
)
def test_marks_and_addresses_are_understood(
    text: str, words: str, address: str, title: str
) -> None:
    (quoted,) = find_quoted(text)
    assert quoted.words.text_of(text) == words
    assert (quoted.address, quoted.title) == (address, title)
    if address:
        assert quoted.inside is not None
        assert quoted.inside.text_of(text) == f"{title}, {address}" if title else address


@pytest.mark.parametrize(
    "text", ["“not closed", "closed” only", "“not\n\nin one” paragraph", "“”", ""]
)
def test_what_is_not_closed_quotes_nothing(text: str) -> None:
    assert list(find_quoted(text)) == []


def test_a_remark_in_brackets_is_no_address() -> None:
    (quoted,) = find_quoted("“they fell” (so it seems)")
    assert quoted.address == ""
    assert address_after(" (so)", 0) is None


@given(st.text(alphabet='“”"„«» >a(¶3)\n', max_size=80))
def test_stretches_are_in_order_and_in_the_text(text: str) -> None:
    last = 0
    for quoted in find_quoted(text):
        assert last <= quoted.whole.start <= quoted.words.start <= quoted.words.end
        assert quoted.words.end <= quoted.whole.end <= len(text)
        last = quoted.whole.end


@given(st.text(alphabet="ab", max_size=20), st.text(alphabet="ab", max_size=20))
def test_the_difference_makes_the_one_text_the_other(before: str, after: str) -> None:
    change = difference(before, after)
    if change is None:
        assert before == after
        return
    put = after[change.start : change.now]
    assert before[: change.start] + put + before[change.end :] == after


@pytest.mark.parametrize(
    ("after", "words"),
    [
        ("xxx “abc” yyy", "abc"),
        ("xx “abc” yyy zzz", "abc"),
        ("xx “aXbc” yyy", "aXbc"),
        ("xx “abcX” yyy", "abcX"),
        ("xx “Xabc” yyy", "Xabc"),
        ("xx “ac” yyy", "ac"),
        ("xxbc” yyy", "bc"),
        ("xx “ab", "ab"),
        ("xx  yyy", None),
        ("", None),
    ],
)
def test_a_stretch_follows_the_typing_around_and_in_it(after: str, words: str | None) -> None:
    before = "xx “abc” yyy"
    change = difference(before, after)
    assert change is not None
    moved = change.moved(Span(4, 7))
    assert (None if moved is None else moved.text_of(after)) == words

"""Formatting keys on Markdown: what they put in they take away, and nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closereader.text.comment import Style, paragraphs
from closereader.text.writing import EMPHASIS, STRIKE, STRONG, new_line, toggle, toggle_list


def pressed(marked: str, mark: str) -> str:
    """`marked` with its selection between ‹ and ›, or its caret at |, after the key."""
    return shown(*at(marked, lambda text, low, high: toggle(text, low, high, mark)))


def at(marked, change):
    if "|" in marked:
        low = high = marked.index("|")
        text = marked.replace("|", "")
    else:
        low, high = marked.index("‹"), marked.index("›") - 1
        text = marked.replace("‹", "").replace("›", "")
    return text, change(text, low, high)


def shown(text, edit):
    after = edit.applied_to(text)
    if edit.low == edit.high:
        return f"{after[: edit.low]}|{after[edit.low :]}"
    return f"{after[: edit.low]}‹{after[edit.low : edit.high]}›{after[edit.high :]}"


@pytest.mark.parametrize(
    ("before", "mark", "after"),
    [
        ("a ‹few words› here", STRONG, "a **‹few words›** here"),
        ("a **‹few words›** here", STRONG, "a ‹few words› here"),
        ("a ‹**few words**› here", STRONG, "a ‹few words› here"),
        ("a **‹few words›** here", EMPHASIS, "a ***‹few words›*** here"),
        ("a ***‹few words›*** here", EMPHASIS, "a **‹few words›** here"),
        ("a ***‹few words›*** here", STRONG, "a *‹few words›* here"),
        ("a ‹few words ›here", EMPHASIS, "a *‹few words›* here"),
        ("the wo|rd here", EMPHASIS, "the *wo|rd* here"),
        ("the *wo|rd* here", EMPHASIS, "the wo|rd here"),
        ("the word| here", STRONG, "the **word|** here"),
        ("the | here", STRONG, "the **|** here"),
        ("the **|** here", STRONG, "the | here"),
        ("|", EMPHASIS, "*|*"),
        ("**word|** here", STRONG, "**word**| here"),
        ("**some words|**", STRONG, "**some words**|"),
        ("**some *words|***", EMPHASIS, "**some *words*|**"),
        ("- ~~wo|rd~~", STRIKE, "- wo|rd"),
        ("~~so~~ and ~~on|~~", STRIKE, "~~so~~ and ~~on~~|"),
        ("- ‹one\n- two›", STRONG, "- **‹one**\n- **two›**"),
        ("- **‹one**\n- **two›**", STRONG, "- ‹one\n- two›"),
        ("‹one\n\ntwo›", STRIKE, "~~‹one~~\n\n~~two›~~"),
        ("‹🎉 feast›", STRONG, "**‹🎉 feast›**"),
    ],
)
def test_a_mark_is_put_on_and_taken_off(before: str, mark: str, after: str) -> None:
    assert pressed(before, mark) == after


TEXTS = st.text(alphabet=st.sampled_from("ab *~_\n-1.> é🎉"), max_size=30)


@given(TEXTS, st.integers(0, 30), st.integers(0, 30), st.sampled_from([STRONG, EMPHASIS, STRIKE]))
def test_no_letter_is_lost_or_made(text: str, one: int, other: int, mark: str) -> None:
    low, high = sorted((min(one, len(text)), min(other, len(text))))
    edit = toggle(text, low, high, mark)
    after = edit.applied_to(text)
    without = str.maketrans("", "", "*~")
    assert after.translate(without) == text.translate(without)
    assert 0 <= edit.low <= edit.high <= len(after)


WORDS = st.lists(st.text(alphabet="abé🎉", min_size=1, max_size=6), min_size=1, max_size=5)


@given(WORDS, st.data(), st.sampled_from([STRONG, EMPHASIS, STRIKE]))
def test_twice_is_as_before_and_once_is_rendered(words: list[str], data, mark: str) -> None:
    text = " ".join(words)
    ends = sorted(data.draw(st.lists(st.integers(0, len(words) - 1), min_size=2, max_size=2)))
    low = len(" ".join(words[: ends[0]])) + (ends[0] > 0)
    high = len(" ".join(words[: ends[1] + 1]))
    once = toggle(text, low, high, mark)
    marked = once.applied_to(text)
    style = {STRONG: Style.STRONG, EMPHASIS: Style.EMPHASIS, STRIKE: Style.STRIKE}[mark]
    (paragraph,) = paragraphs(marked)
    (stretch,) = paragraph.stretches
    assert (paragraph.text, stretch.styles) == (text, {style})
    assert paragraph.text[stretch.start : stretch.end] == text[low:high]
    again = toggle(marked, once.low, once.high, mark)
    assert again.applied_to(marked) == text
    assert (again.low, again.high) == (low, high)


@pytest.mark.parametrize(
    ("before", "numbered", "after"),
    [
        ("on|e", False, "- on|e"),
        ("- on|e", False, "on|e"),
        ("‹one\ntwo›", True, "‹1. one\n2. two›"),
        ("‹- one\n- two›", True, "‹1. one\n2. two›"),
        ("‹1. one\n2. two›", True, "‹one\ntwo›"),
        ("‹one\n\ntwo›", False, "‹- one\n\n- two›"),
    ],
)
def test_lines_become_items_and_plain_again(before: str, numbered: bool, after: str) -> None:
    made = at(before, lambda text, low, high: toggle_list(text, low, high, numbered=numbered))
    assert shown(*made) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- one|", "- one\n- |"),
        ("  9) one|", "  9) one\n  10) |"),
        ("1. o|ne\nx", "1. o\n2. |ne\nx"),
        ("1. one | two", "1. one \n2. |two"),
        ("- *one|*", "- *one*\n- |"),
        ("> said|", "> said\n> |"),
        ("- one\n- |", "- one\n|"),
        ("> |", "|"),
        ("plain|", None),
        ("-| one", None),
        ("-one|", None),
        ("1999 was long|", None),
    ],
)
def test_enter_goes_on_with_a_list_and_ends_it(before: str, after: str | None) -> None:
    text, edit = at(before, lambda text, low, _high: new_line(text, low))
    assert (None if edit is None else shown(text, edit)) == after

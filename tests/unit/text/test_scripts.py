"""Which way a text runs, and what of it has no italic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closereader.text.scripts import (
    has_both_directions,
    has_letters_without_spaces,
    is_ornament,
    is_right_to_left,
    runs_left,
    split_upright,
    upright,
)
from closereader.text.span import Span


@pytest.mark.parametrize(
    ("text", "runs", "begins"),
    [
        ("", False, False),
        ("plain", False, False),
        ("naïve “words” — Москва", False, False),
        ("שלום", True, True),
        ("12, שלום abc", True, True),
        ("abc שלום", True, False),
        ("مرحبا", True, True),
        ("\ufb2c \ufdfa", True, True),
        ("❤️ and 3️⃣", False, False),
        ("ＡＢ（全）", False, False),
        ("𐤀𐤁 Phoenician", True, True),
        ("𞤀 Adlam", True, True),
        ("right\u200fmark", True, False),
    ],
)
def test_which_way_a_text_runs(text: str, runs: bool, begins: bool) -> None:
    assert runs_left(text) == runs
    assert is_right_to_left(text) == begins


@pytest.mark.parametrize(
    ("text", "both"),
    [("שלום 12, (!)", False), ("שלום abc", True), ("abc 1", False), ("مرحبا é", True)],
)
def test_both_directions_need_letters_of_both(text: str, both: bool) -> None:
    assert has_both_directions(text) == both


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Plain Ελληνικά Привет Հայ ‘é’", []),
        ("and كان التاجر, and", ["كان التاجر"]),
        ("吾輩は猫である。x", ["吾輩は猫である。"]),
        ("בְּרֵאשִׁית הָיָה", ["בְּרֵאשִׁית הָיָה"]),
        ("a 😀 b", ["😀"]),
        ("flags 🇵🇹🇮🇹.", ["🇵🇹🇮🇹"]),
        ("heart ❤️ 👩🏾\u200d🚀!", ["❤️ 👩🏾\u200d🚀"]),
        ("กำลัง क्षत्रिय", ["กำลัง क्षत्रिय"]),
        ("𓂀𓆣 x 한국", ["𓂀𓆣", "한국"]),
        ("© 1893 → x", []),
    ],
)
def test_what_has_no_italic(text: str, wanted: list[str]) -> None:
    assert [text[span.start : span.end] for span in upright(text)] == wanted


@given(st.text(st.sampled_from("ab שלוםع漢 .,\u0301\U0001f600é"), max_size=30), st.data())
def test_cutting_at_what_is_upright_loses_nothing(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    pieces = split_upright(text, [Span(0, at), Span(at, len(text))])
    assert "".join(text[span.start : span.end] for span, _ in pieces) == text
    for span, is_upright in pieces:
        inside = upright(text)
        for offset in range(span.start, span.end):
            assert is_upright == any(run.contains(offset) for run in inside)


@pytest.mark.parametrize("text", ["* * *", "***", "⁂", "•", "— — —", "-----", "❦", "* \u00a0 *"])
def test_asterisks_dashes_and_bullets_alone_are_an_ornament(text: str) -> None:
    assert is_ornament(text)


@pytest.mark.parametrize("text", ["", "   ", "* a", "1", "…?", "*" * 200, "!"])
def test_anything_else_is_not(text: str) -> None:
    assert not is_ornament(text)


def test_han_kana_and_hangul_stand_without_spaces() -> None:
    assert all(map(has_letters_without_spaces, ("漢字", "かな", "カナ", "한국", "x𠀀")))
    assert not any(map(has_letters_without_spaces, ("", "abc", "é", "Привет", "שלום", "“”")))

"""An end inside a character moves to its edge; any other stays."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from closereader.text.clusters import whole
from closereader.text.span import Span


@pytest.mark.parametrize(
    ("text", "start", "end", "wanted"),
    [
        ("abc", 1, 2, "b"),
        ("ae\u0301b", 1, 2, "e\u0301"),
        ("ae\u0301b", 2, 4, "e\u0301b"),
        ("🇵🇹🇮🇹", 1, 2, "🇵🇹"),
        ("🇵🇹🇮🇹", 2, 3, "🇮🇹"),
        ("x👩\u200d🚀y", 2, 4, "👩\u200d🚀y"[:3]),
        ("a\u0308\u0323", 2, 3, "a\u0308\u0323"),
        ("漢字", 0, 1, "漢"),
        ("שָׁלוֹם", 1, 2, "שָׁ"),
    ],
)
def test_characters_are_taken_whole(text: str, start: int, end: int, wanted: str) -> None:
    assert whole(text, Span(start, end)).text_of(text) == wanted


pieces = st.sampled_from(
    ["a", " ", "\n", "é", "e\u0301", "🇵", "🇹", "👩", "\u200d", "🚀", "🏽", "漢", "ש", "\u05b8"]
)


@given(text=st.lists(pieces, max_size=40).map("".join), data=st.data())
def test_both_ends_are_edges_of_characters_and_nothing_is_lost(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    edges = {0, *(cluster.end() for cluster in regex.finditer(r"\X", text))}
    found = whole(text, Span(start, end))
    assert found.start in edges
    assert found.end in edges
    assert found.start <= start
    assert found.end >= end
    assert found.start == start or start not in edges
    assert found.end == end or end not in edges

"""Where the text stands on the pages of its source, and that it is kept so."""

import math
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closereader.model.area import Rect
from closereader.model.source_page import (
    PageLine,
    SourcePage,
    head_of,
    pack_lines,
    page_starts,
    unpack_lines,
)
from closereader.model.span import Span


@st.composite
def lines(draw, furthest: float = 3000.0) -> PageLine:
    points = st.floats(0, furthest)
    edges = draw(st.lists(st.tuples(points, st.floats(0, 200)), min_size=1, max_size=12))
    top = draw(points)
    return PageLine(
        draw(st.integers(0, 2**31)),
        top,
        top + draw(st.floats(0, 40)),
        [left for left, _width in edges],
        [left + width for left, width in edges],
        draw(st.sampled_from([0, 90, 180, 270])),
    )


def is_near(one: PageLine, other: PageLine, by: float) -> bool:
    return (one.start, one.turn) == (other.start, other.turn) and all(
        abs(a - b) <= by
        for a, b in zip(
            (one.top, one.bottom, *one.lefts, *one.rights),
            (other.top, other.bottom, *other.lefts, *other.rights),
            strict=True,
        )
    )


@given(st.lists(lines(), max_size=6))
def test_lines_come_back_to_a_twentieth_of_a_point(given_lines: list[PageLine]) -> None:
    back = unpack_lines(pack_lines(given_lines))
    assert len(back) == len(given_lines)
    assert all(is_near(a, b, 1 / 20 + 1e-9) for a, b in zip(back, given_lines, strict=True))


@given(lines(furthest=14_000.0))
def test_on_the_largest_page_there_can_be_they_come_back_to_half_a_point(line: PageLine) -> None:
    (back,) = unpack_lines(pack_lines([line]))
    assert is_near(back, line, 0.5)


@given(st.binary(max_size=60))
def test_other_bytes_are_refused(data: bytes) -> None:
    for packed in (data, zlib.compress(data)):
        try:
            unpack_lines(packed)
        except ValueError:
            continue


@given(st.lists(lines(), min_size=1, max_size=3), st.data())
def test_bytes_cut_short_are_refused(given_lines: list[PageLine], draw) -> None:
    whole = zlib.decompress(pack_lines(given_lines))
    cut = draw.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(ValueError):
        unpack_lines(zlib.compress(whole[:cut]))


def test_what_stands_nowhere_or_beyond_every_page_does_not_break_the_page() -> None:
    line = PageLine(0, -4.0, math.inf, [math.nan, 5.0], [6.0, math.inf])
    (back,) = unpack_lines(pack_lines([line]))
    assert back.top == 0
    assert all(map(math.isfinite, (back.bottom, *back.lefts, *back.rights)))


def word_by_word(start: int, words: str, top: float, turn: int = 0) -> PageLine:
    lefts = [10.0 * index for index in range(len(words))]
    return PageLine(start, top, top + 10, lefts, [left + 9 for left in lefts], turn)


PAGE = SourcePage(
    3,
    "iv",
    500,
    700,
    (
        word_by_word(0, "Of the first", 100),
        word_by_word(13, "line and", 120),
        word_by_word(40, "apart", 140),
    ),
)


def test_a_passage_is_a_box_on_each_of_its_lines() -> None:
    assert PAGE.rects(Span(7, 17)) == [Rect(70, 100, 119, 110), Rect(0, 120, 39, 130)]
    assert PAGE.rects(Span(12, 13)) == []
    assert PAGE.rects(Span(21, 40)) == []
    assert PAGE.rects(Span(0, 100)) == [line.box for line in PAGE.lines]


def test_writing_up_the_page_has_its_box_along_the_page() -> None:
    assert word_by_word(0, "Table", 30, turn=90).box == Rect(30, 0, 40, 49)


def test_a_page_tells_which_stretches_of_the_text_stand_on_it() -> None:
    assert PAGE.spans == (Span(0, 21), Span(40, 45))
    head = head_of(PAGE)
    assert (head.number, head.label, head.spans, head.has_text) == (3, "iv", PAGE.spans, True)
    assert page_starts([head]) == [(0, 3), (40, 3)]


@given(st.lists(lines(), max_size=5), st.integers(0, 2**31), st.integers(0, 40))
def test_every_box_of_a_passage_lies_within_its_line(given_lines, start: int, length: int) -> None:
    page = SourcePage(0, "1", 600, 800, tuple(given_lines))
    assert len(page.rects(Span(start, start + length))) <= len(given_lines)

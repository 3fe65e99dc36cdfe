"""Drawings are made into pictures, and cannot fetch, run, or draw for ever."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closereader.importing import picture_size, svg
from closereader.importing.svg import Drawn

SPACE = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SQUARE = '<rect width="60" height="60" fill="#a00"/>'


def drawn(inside: str = SQUARE, size: str = 'width="120" height="60"') -> Drawn | None:
    return svg.drawn(f"<svg {SPACE} {size}>{inside}</svg>".encode())


@pytest.mark.parametrize(
    ("said", "size"),
    [
        ('width="120" height="60"', (120, 60)),
        ('width="90pt" height="1in"', (120, 96)),
        ('viewBox="0 0 300 200"', (300, 200)),
        ('width="100%" height="100%" viewBox="0 0 300 200"', (300, 200)),
        ('width="150" viewBox="0 0 300 200"', (150, 100)),
        ('width="18000" height="9000"', (1800, 900)),
        ("", (640, 480)),
        ('viewBox="0 0 90 4294967295"', (640, 480)),
        ('width="9" height="1" viewBox="0 0 90 4294967295"', (9, 1)),
    ],
)
def test_a_drawing_is_shown_at_the_size_it_asks_for(said: str, size: tuple[int, int]) -> None:
    made = drawn(size=said)
    assert made is not None
    assert (made.width, made.height) == size
    found = picture_size.measure(made.png)
    assert found is not None
    assert found.width >= made.width


def test_nothing_is_fetched_and_nothing_runs() -> None:
    elsewhere = (
        "<image {}='file:///etc/hostname' width='9' height='9'/><script>alert(1)</script>"
        "<use {}='other.svg#a'/><foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>"
    )
    bare = drawn()
    assert bare is not None
    for name in ("href", "xlink:href"):
        assert drawn(SQUARE + elsewhere.format(name, name)) == bare


def test_copies_of_copies_are_counted_before_they_are_drawn() -> None:
    shapes = [SQUARE] + [f"<use href='#g{n}'/>" * 10 for n in range(11)]
    levels = "".join(f"<g id='g{n}'>{shape}</g>" for n, shape in enumerate(shapes))
    assert drawn(f"<defs>{levels}</defs><use href='#g11'/>") is None
    assert drawn("<g id='a'><use href='#a'/></g><use href='#a'/>") is not None
    few = levels[: levels.index("<g id='g3'")]
    assert drawn(f"<defs>{few}</defs><use href='#g2'/>") is not None


def test_one_that_needs_all_memory_there_is_ends_nothing_but_itself() -> None:
    endless = (
        "<pattern id='p' width='1e6' height='1e6' patternUnits='userSpaceOnUse'>"
        "<rect width='1e6' height='1e6'/></pattern><rect width='90' height='90' fill='url(#p)'/>"
    )
    assert drawn(endless) is None
    small = endless.replace("1e6", "9")
    assert drawn(small) is not None


def test_what_is_no_drawing_is_none() -> None:
    assert svg.drawn(b"<html><svg/></html>") is None
    assert svg.drawn(f"<svg {SPACE}/>".encode()) is None
    assert svg.drawn(b"\x89PNG") is None
    assert drawn("<rect/>" * 40_000) is None


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 500), st.integers(32, 126)), max_size=6))
def test_a_damaged_one_is_a_picture_or_none(changes: list[tuple[int, int]]) -> None:
    data = bytearray(
        f"<svg {SPACE} viewBox='0 0 9 9'><g id='a'>{SQUARE}</g><use href='#a'/><text>a</text></svg>".encode()
    )
    for at, byte in changes:
        data[at % len(data)] = byte
    made = svg.drawn(bytes(data))
    assert made is None or picture_size.measure(made.png) is not None

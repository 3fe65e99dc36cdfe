"""Pages as readers name them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closereader.errors import InputRefused
from closereader.model.page_range import pages_in, told_pages


@pytest.mark.parametrize(
    ("said", "pages"),
    [
        ("3", (2,)),
        ("1-3, 7", (0, 1, 2, 6)),
        (" 2 – 4 ; 2", (1, 2, 3)),
        ("9-", (8, 9)),
        ("-2", (0, 1)),
    ],
)
def test_pages_are_named_as_on_paper(said: str, pages: tuple[int, ...]) -> None:
    assert pages_in(said, 10) == pages


@pytest.mark.parametrize("said", ["", " , ", "x", "0", "11", "5-2", "1-99", "-", "1.5"])
def test_what_names_no_page_is_refused_in_a_sentence(said: str) -> None:
    with pytest.raises(InputRefused, match="page"):
        pages_in(said, 10)


@given(st.sets(st.integers(0, 400), min_size=1))
def test_told_pages_name_the_same_pages_again(pages: set[int]) -> None:
    assert pages_in(told_pages(pages), 401) == tuple(sorted(pages))

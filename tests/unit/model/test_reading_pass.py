"""Which passes are looked at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closereader.model.reading_pass import EVERY, NEWEST, dump_shown, load_shown, shown_numbers


@pytest.mark.parametrize(
    ("wanted", "there", "shown"),
    [
        (NEWEST, [1, 2, 3], {3}),
        (NEWEST, [], {1}),
        (EVERY, [1, 2], {1, 2}),
        (frozenset({1, 3}), [1, 2, 3], {1, 3}),
        (frozenset({1, 3}), [1, 2], {1}),
        (frozenset({3}), [1, 2], {2}),
    ],
)
def test_of_the_passes_there_are_some_are_always_shown(wanted, there, shown):
    assert shown_numbers(wanted, there) == shown


@given(
    st.sampled_from([NEWEST, EVERY])
    | st.frozensets(st.integers(min_value=1, max_value=999), min_size=1)
)
def test_what_is_kept_is_what_was_chosen(wanted):
    assert load_shown(dump_shown(wanted)) == wanted


@given(st.text())
def test_anything_else_that_is_kept_is_understood(stored):
    assert shown_numbers(load_shown(stored), [1, 2])

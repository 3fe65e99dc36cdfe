from hypothesis import given
from hypothesis import strategies as st

from closereader.text.pace import WORDS_A_MINUTE, Pace

MINUTE = "word " * WORDS_A_MINUTE


def test_a_text_of_ten_minutes_takes_ten():
    assert Pace(MINUTE * 10).minutes_left(0) in (10, 11)


def test_half_of_it_is_left_in_the_middle():
    text = MINUTE * 12
    assert Pace(text).minutes_left(len(text) // 2) in (6, 7)


def test_a_moment_is_one_minute_and_the_end_none():
    assert Pace("A few words.").minutes_left(0) == 1
    assert Pace("A few words.").minutes_left(12) == 0
    assert Pace("").minutes_left(0) == 0


def test_long_times_are_rounded_as_they_are_said():
    assert Pace(MINUTE * 47).minutes_left(0) == 45
    assert Pace(MINUTE * 600).minutes_left(0) % 30 == 0


@given(st.text(max_size=300), st.integers(0, 400), st.integers(0, 400))
def test_less_is_left_further_on(text, first, second):
    pace = Pace(text)
    assert pace.minutes_left(max(first, second)) <= pace.minutes_left(min(first, second))

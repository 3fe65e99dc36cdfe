"""How things are printed: widths, one line, nothing that steers the terminal; and the bar."""

import io
import sys
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from closereader.cli.output import Bar, Terminal, columns, fitted, shown
from closereader.cli.passages import shorten
from closereader.cli.readings import shortest_starts

FEW = settings(max_examples=60, deadline=None)


@FEW
@given(st.text())
def test_what_is_shown_is_one_line_without_controls(text):
    line = shown(text)
    assert len(line.splitlines()) <= 1
    assert not any(unicodedata.category(c) == "Cc" for c in line)
    assert "\u202e" not in line


def test_what_joins_letters_stays():
    assert shown("می\u200cخواهم 👩\u200d🏫") == "می\u200cخواهم 👩\u200d🏫"


@FEW
@given(st.text(), st.integers(1, 30))
def test_a_fitted_text_takes_no_more_columns_than_there_are(text, width):
    assert columns(fitted(shown(text), width)) <= width


@FEW
@given(st.text(min_size=1), st.integers(24, 80))
def test_a_shortened_quotation_is_no_longer_than_asked(text, width):
    assert len(shorten(text, width)) <= width


def test_wide_characters_take_two_columns_and_accents_none():
    assert [columns(text) for text in ("日本", "e\u0301", "abc", "🌉")] == [4, 1, 3, 2]


@FEW
@given(st.lists(st.text("ab", min_size=8, max_size=12), unique=True, min_size=1, max_size=12))
def test_a_shortened_id_starts_one_id_only(ids):
    for short, whole in zip(shortest_starts(ids, least=2), ids, strict=True):
        assert whole.startswith(short)
        assert short == whole or [i for i in ids if i.startswith(short)] == [whole]


class FakeTerminal(io.StringIO):
    def isatty(self):
        return True


def test_a_table_on_a_terminal_fits_it(monkeypatch):
    screen = FakeTerminal()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("COLUMNS", "50")
    Terminal().table([["1", "words " * 30, "日本" * 20], ["22", "x", "y"]], indent="  ")
    assert all(columns(line) <= 50 for line in screen.getvalue().splitlines())


def test_short_work_draws_no_bar(monkeypatch):
    stream = FakeTerminal()
    with Bar(stream, is_drawn=True) as progress:
        progress(1, 2, "Reading")
    assert stream.getvalue() == ""


def test_long_work_draws_a_bar_and_takes_it_away(monkeypatch):
    now = [100.0]
    monkeypatch.setattr("closereader.cli.output.time.monotonic", lambda: now[0])
    monkeypatch.setenv("COLUMNS", "60")
    stream = FakeTerminal()
    with Bar(stream, is_drawn=True) as progress:
        now[0] += 5
        progress(1, 2, "Reading")
    assert "Reading [############            ]  50 %" in stream.getvalue()
    assert stream.getvalue().endswith("\r\x1b[K")


def test_a_pipe_gets_no_bar():
    stream = io.StringIO()
    with Bar(stream, is_drawn=False) as progress:
        progress(1, 1, "Reading")
    assert stream.getvalue() == ""

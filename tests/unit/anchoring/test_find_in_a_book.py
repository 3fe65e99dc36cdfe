"""Passages of a book of 3 MB: what is searched for, and what is found."""

import random

import pytest

from closereader.anchoring import describe, find
from closereader.model.annotation import AnchorState
from closereader.text.span import Span

WORDS = """\
On the evening of the sixth of June the president offered to resign for the second time in three \
months. The roads into the city had been closed for two weeks, fuel was short, and the parliament \
could not meet in its own building. Whoever holds the three roads above the capital holds the \
supply of the city below. The neighbourhood councils took turns at the barricades by the hour.
""".split()


@pytest.fixture(scope="module")
def book():
    rng = random.Random(5)
    return "\n".join(" ".join(rng.choices(WORDS, k=60)) for _ in range(9300))


class Searched(str):
    """A text that counts how often it was searched."""

    searches = 0

    def find(self, *sought):
        self.searches += 1
        return super().find(*sought)


def test_passages_where_they_were_are_found_without_a_search(book):
    text = Searched(book)
    rng = random.Random(7)
    spans = [Span(at, at + 80) for at in (rng.randrange(len(book) - 80) for _ in range(2000))]
    quotes = [describe(text, span) for span in spans]
    text.searches = 0
    anchors = [find(text, quote, span) for quote, span in zip(quotes, spans, strict=True)]
    assert all(anchor.span == span for anchor, span in zip(anchors, spans, strict=True))
    assert text.searches == 0


def test_a_passage_that_moved_whole_takes_two_searches(book):
    span = Span(1_500_000, 1_500_400)
    text = Searched(f"New words. {book}")
    anchor = find(text, describe(book, span), span)
    assert (anchor.span, anchor.state) == (Span(1_500_011, 1_500_411), AnchorState.SURE)
    # The second is for another of its kind behind it.
    assert text.searches == 2


def test_a_changed_passage_of_a_book_is_found(book):
    assert len(book) > 3_000_000
    span = Span(1_500_000, 1_500_400)
    words = list(book[span.start : span.end])
    rng = random.Random(9)
    for at in rng.sample(range(len(words)), 40):
        words[at] = rng.choice("xyz")
    text = book[: span.start] + "".join(words) + book[span.end :]
    anchor = find(text, describe(book, span), None)
    assert (anchor.span, anchor.state) == (span, AnchorState.APPROXIMATE)


def test_a_passage_that_is_gone_from_a_book_is_given_up(book):
    span = Span(1_500_000, 1_500_400)
    text = book[: span.start - 100] + book[span.end + 100 :]
    assert find(text, describe(book, span), span) is None

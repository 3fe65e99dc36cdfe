import pytest

from closereader.model.span import Span
from closereader.text import span as of_text


def test_the_model_and_the_text_mean_the_same_class():
    assert Span is of_text.Span


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (3, 2)])
def test_a_span_that_is_none_is_refused(start, end):
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_a_span_covers_its_start_and_not_its_end():
    span = Span(2, 5)
    assert len(span) == 3
    assert [span.contains(offset) for offset in (1, 2, 4, 5)] == [False, True, True, False]
    assert span.text_of("abcdefg") == "cde"


def test_spans_overlap_when_they_share_a_character():
    assert Span(2, 5).overlaps(Span(4, 9))
    assert not Span(2, 5).overlaps(Span(5, 9))
    assert not Span(2, 5).overlaps(Span(0, 2))


def test_spans_are_in_order_of_place_then_of_length():
    assert sorted([Span(3, 4), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(3, 4)]

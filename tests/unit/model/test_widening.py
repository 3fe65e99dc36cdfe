import pytest
from hypothesis import given
from hypothesis import strategies as st

from closereader.model.document import Block, BlockKind
from closereader.model.reading import ReadingId, ReadingText
from closereader.model.span import Span
from closereader.model.widening import Extent, round_place, wider

PIECES = (
    (BlockKind.PARAGRAPH, 0, "Before all."),
    (BlockKind.HEADING, 1, "One"),
    (BlockKind.PARAGRAPH, 0, "Mr. Hale came late. He sat down, and said nothing."),
    (BlockKind.HEADING, 2, "One and a half"),
    (BlockKind.PARAGRAPH, 0, "More."),
    (BlockKind.HEADING, 1, "Two"),
    (BlockKind.PARAGRAPH, 0, "The end."),
)


def build():
    blocks, offset = [], 0
    for kind, level, words in PIECES:
        blocks.append(Block(offset, offset + len(words), kind, level))
        offset += len(words) + 1
    text = "\n".join(words for _, _, words in PIECES)
    return ReadingText(ReadingId("r"), text, tuple(blocks), ())


READING = build()


def shown(span):
    return None if span is None else span.text_of(READING.text)


@pytest.mark.parametrize(
    ("extent", "words"),
    [
        (Extent.WORD, "sat"),
        (Extent.SENTENCE, "He sat down, and said nothing."),
        (Extent.PARAGRAPH, PIECES[2][2]),
        (Extent.SECTION, "\n".join(words for _, _, words in PIECES[1:5])),
    ],
)
def test_each_extent_is_found_round_a_place(extent, words):
    assert shown(round_place(READING, READING.text.index("sat") + 1, extent)) == words


def test_before_the_first_heading_the_section_ends_at_it():
    assert shown(round_place(READING, 2, Extent.SECTION)) == "Before all."


def test_a_section_goes_to_the_next_heading_of_its_rank():
    at = READING.text.index("More")
    assert shown(round_place(READING, at, Extent.SECTION)) == "One and a half\nMore."


def test_repeating_grows_from_the_word_to_everything():
    span, steps = None, []
    while (span := wider(READING, span, READING.text.index("sat"))) is not None:
        steps.append(shown(span)[:8])
    assert steps == ["sat", "He sat d", "Mr. Hale", "One\nMr. ", "Before a"]


def test_a_passage_over_two_sentences_grows_to_both():
    start, end = READING.text.index("late"), READING.text.index(" down")
    assert shown(wider(READING, Span(start, end), 0)) == PIECES[2][2]


@given(st.integers(0, len(READING.text)), st.integers(0, len(READING.text)))
def test_it_always_grows_and_always_ends(start, end):
    span = Span(min(start, end), max(start, end))
    before = span if len(span) else None
    for _ in range(8):
        after = wider(READING, before, span.start)
        if after is None:
            break
        assert before is None or (after.start <= before.start and before.end <= after.end)
        assert before is None or len(after) > len(before)
        before = after
    else:
        raise AssertionError("it does not end")

"""From the caret to the word, the sentence, the paragraph, the section and the whole reading."""

from bisect import bisect_right
from collections.abc import Iterator
from enum import StrEnum

from closereader.model.document import Block, BlockKind
from closereader.model.reading import ReadingText
from closereader.text.segment import sentence_at, word_at
from closereader.text.span import Span
from closereader.text.trim import trim


class Extent(StrEnum):
    """How much of a reading round a place."""

    WORD = "word"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    SECTION = "section"


def round_place(reading: ReadingText, offset: int, extent: Extent) -> Span | None:
    """The word, sentence, … that holds code point `offset`, without white space at its ends; None
    where there is none. A section goes from its heading to the next one of its rank; before the
    first heading it is what stands there."""
    block = _block_at(reading, offset)
    if block is None:
        return None
    text = reading.text
    match extent:
        case Extent.WORD:
            span: Span | None = word_at(text, offset)
            if span is not None and not trim(text, span) and offset:
                span = word_at(text, offset - 1)
        case Extent.SENTENCE:
            span = sentence_at(text, offset, block.start, block.end)
        case Extent.PARAGRAPH:
            span = block.span
        case Extent.SECTION:
            span = _section(reading, block)
    return None if span is None else trim(text, span)


def wider(reading: ReadingText, span: Span | None, caret: int) -> Span | None:
    """The next larger extent that holds `span` and more; None if it is all there is. Without a
    span, the word at the caret. A passage over two sentences grows to both, over two paragraphs to
    both, and so on."""
    now = span or Span(caret, caret)
    for found in _growing(reading, now):
        if found.start <= now.start and now.end <= found.end and len(found) > len(now):
            return found
    return None


def _growing(reading: ReadingText, now: Span) -> Iterator[Span]:
    last = max(now.end - 1, now.start)
    for extent in Extent:
        first, second = (round_place(reading, at, extent) for at in (now.start, last))
        if first is not None and second is not None:
            yield Span(min(first.start, second.start), max(first.end, second.end))
    whole = trim(reading.text, Span(0, len(reading.text)))
    if whole is not None:
        yield whole


def _block_at(reading: ReadingText, offset: int) -> Block | None:
    index = bisect_right(reading.blocks, offset, key=lambda block: block.start) - 1
    return reading.blocks[index] if index >= 0 else None


def _section(reading: ReadingText, block: Block) -> Span:
    blocks = reading.blocks
    begin = at = blocks.index(block)
    while begin >= 0 and blocks[begin].kind is not BlockKind.HEADING:
        begin -= 1
    rank = blocks[begin].level if begin >= 0 else 6
    end = at + 1
    while end < len(blocks) and not (
        blocks[end].kind is BlockKind.HEADING and blocks[end].level <= rank
    ):
        end += 1
    return Span(blocks[max(begin, 0)].start, blocks[end - 1].end)

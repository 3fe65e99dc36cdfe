"""A mention with the words around it, cut at words and inside its own block."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from closereader.model.document import Block
from closereader.model.entity import Mention

_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Context:
    """One concordance line: `text` with the mention's code points `start` to `end` in it."""

    text: str
    start: int
    end: int


def context(
    text: str, blocks: Sequence[Block], mention: Mention, before: int = 26, after: int = 70
) -> Context:
    """The mention's words, with about so many characters before and after them."""
    index = max(bisect_right(blocks, mention.start, key=lambda block: block.start) - 1, 0)
    first, last = (blocks[index].start, blocks[index].end) if blocks else (0, len(text))
    last = max(last, mention.end)
    left = _from_word(text, max(first, mention.start - before), first, mention.start)
    right = _to_word(text, min(last, mention.end + after), last, mention.end)
    lead = " ".join(text[left : mention.start].split())
    if lead and text[mention.start - 1 : mention.start].isspace():
        lead += " "
    lead = (_ELLIPSIS if left > first else "") + lead
    words = " ".join(mention.text.split())
    tail = text[mention.end : right]
    tail = (" " if tail[:1].isspace() else "") + " ".join(tail.split())
    tail += _ELLIPSIS if right < last else ""
    return Context(lead + words + tail, len(lead), len(lead) + len(words))


def _from_word(text: str, start: int, first: int, stop: int) -> int:
    """Where the next word begins, so that none is cut at the left."""
    if start <= first or text[start - 1].isspace():
        return start
    while start < stop and not text[start].isspace():
        start += 1
    while start < stop and text[start].isspace():
        start += 1
    return start


def _to_word(text: str, end: int, last: int, stop: int) -> int:
    """Where the last whole word ends."""
    if end >= last or text[end].isspace():
        return end
    while end > stop and not text[end - 1].isspace():
        end -= 1
    while end > stop and text[end - 1].isspace():
        end -= 1
    return end

"""From the edge of a passage to the next edge of a word."""

from closereader.text.segment import word_at


def next_word_edge(text: str, offset: int, by: int, *, at_start: bool) -> int:
    """From code point `offset`, the nearest beginning (or end) of a word in the direction `by`."""
    here = offset
    while 0 <= here + (by if by < 0 else 0) < len(text):
        here += by
        if not 0 < here < len(text):
            return min(max(here, 0), len(text))
        word = word_at(text, here if at_start else here - 1)
        edge = word.start if at_start else word.end
        if edge == here and any(c.isalnum() for c in word.text_of(text)):
            return here
    return offset

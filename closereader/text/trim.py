"""Cutting white space off the ends of a passage."""

from closereader.text.span import Span

# Not white space for `str.isspace`, and just as invisible at the end of a passage.
_INVISIBLE = frozenset("\u200b\u2060\ufeff")


def trim(text: str, span: Span) -> Span | None:
    """`span` of `text` without the white space at its ends (spaces, tabs, the LF between blocks,
    zero-width spaces); None when nothing else is in it. A span past the end is held inside."""
    start, end = span.start, min(span.end, len(text))
    while start < end and _is_blank(text[start]):
        start += 1
    while end > start and _is_blank(text[end - 1]):
        end -= 1
    return Span(start, end) if start < end else None


def _is_blank(character: str) -> bool:
    return character.isspace() or character in _INVISIBLE

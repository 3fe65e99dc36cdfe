"""Passages of whole characters as a reader sees them: grapheme clusters of UAX #29.

A flag is two code points, a family of emoji seven, a letter with two accents three. The widget lets the
mouse stop inside some of them.
"""

from closereader.text.span import Span

# From here on code points can belong to the character before them (combining marks come first).
_FIRST = "\u0300"
# No character is longer; a row of flags can be, and is then cut somewhere.
_FARTHEST = 400


def whole(text: str, span: Span) -> Span:
    """`span` of `text`, widened where an end lies inside a character. A span past the end is held
    inside."""
    start, end = min(span.start, len(text)), min(span.end, len(text))
    return Span(_edge(text, start, at_start=True), _edge(text, end, at_start=False))


def _edge(text: str, offset: int, *, at_start: bool) -> int:
    if offset in (0, len(text)) or (text[offset] < _FIRST and text[offset - 1] < _FIRST):
        return offset
    # Not at the top: it takes longer to load than most programs have, and few texts need it.
    import regex

    begin = offset
    while begin > 0 and offset - begin < _FARTHEST and text[begin] >= _FIRST:
        begin -= 1
    for cluster in regex.finditer(r"\X", text, pos=begin):
        if cluster.end() >= offset:
            inside = cluster.start() < offset < cluster.end()
            return (cluster.start() if at_start else cluster.end()) if inside else offset
    return offset

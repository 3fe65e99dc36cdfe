"""From a passage to the quotation it can be found by."""

import regex

from closereader.anchoring.quote import Quote
from closereader.text.span import Span

_CLUSTER = regex.compile(r"\X")
# So far back a cluster that reaches into the context may begin.
_RUN_UP = 64


def describe(text: str, span: Span, context: int = 32) -> Quote:
    """The quotation of `span`: its words, and up to `context` code points on either side.

    The context is cut between words where that leaves at least half of it, else between
    characters as a reader sees them (a letter with its accents, a whole emoji). A span that
    leaves the text is held inside.
    """
    start, end = min(span.start, len(text)), min(span.end, len(text))
    return Quote(text[start:end], _before(text, start, context), _after(text, end, context))


def _before(text: str, start: int, context: int) -> str:
    earliest = max(start - context, 0)
    if earliest == 0:
        return text[:start]
    borders = (
        match.start() for match in _CLUSTER.finditer(text, max(earliest - _RUN_UP, 0), start)
    )
    cut = min((border for border in borders if border >= earliest), default=start)
    for border in range(cut, start - max(context // 2, 1) + 1):
        if text[border - 1].isspace() and not text[border].isspace():
            return text[border:start]
    return text[cut:start]


def _after(text: str, end: int, context: int) -> str:
    latest = min(end + context, len(text))
    if latest == len(text):
        return text[end:]
    borders = (
        match.end() for match in _CLUSTER.finditer(text, end, min(latest + _RUN_UP, len(text)))
    )
    cut = max((border for border in borders if border <= latest), default=end)
    for border in range(cut, end + max(context // 2, 1) - 1, -1):
        if text[border].isspace() and not text[border - 1].isspace():
            return text[end:border]
    return text[end:cut]

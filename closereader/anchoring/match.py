"""How well a stretch of text agrees with a quotation: words, context and place."""

from closereader.anchoring.distance import likeness
from closereader.anchoring.quote import Quote
from closereader.text.fold import fold
from closereader.text.span import Span

# What counts how much; the Hypothesis client's weights.
_QUOTE_WEIGHT = 50
_PREFIX_WEIGHT = 20
_SUFFIX_WEIGHT = 20
_POSITION_WEIGHT = 2
# Unrelated English of 32 characters is about this similar.
_UNRELATED = 0.3


def score(text: str, span: Span, quote: Quote, hint: Span | None, errors: int = 0) -> float:
    """How well `span` of `text` agrees with `quote`, 0 to 1.

    `errors`: by how many characters its words differ. Sides without context and a missing hint
    do not count.
    """
    parts = [(_QUOTE_WEIGHT, 1 - errors / max(len(quote.exact), 1))]
    if quote.prefix:
        parts.append((_PREFIX_WEIGHT, prefix_agreement(text, span.start, quote.prefix)))
    if quote.suffix:
        parts.append((_SUFFIX_WEIGHT, suffix_agreement(text, span.end, quote.suffix)))
    if hint is not None:
        away = abs(span.start - hint.start) / max(len(text), 1)
        parts.append((_POSITION_WEIGHT, 1 - min(away, 1)))
    return sum(weight * value for weight, value in parts) / sum(weight for weight, _ in parts)


def context_agreement(text: str, span: Span, quote: Quote) -> float | None:
    """How well the words beside `span` agree with the quotation's, 0 to 1; None without any."""
    sides = []
    if quote.prefix:
        sides.append(prefix_agreement(text, span.start, quote.prefix))
    if quote.suffix:
        sides.append(suffix_agreement(text, span.end, quote.suffix))
    return sum(sides) / len(sides) if sides else None


def prefix_agreement(text: str, start: int, prefix: str) -> float:
    """How well what stands before `start` agrees with `prefix`, 0 to 1."""
    there = text[max(start - len(prefix), 0) : start]
    # What is nearest to the passage says most, so both sides are read away from it.
    return 1.0 if there == prefix else _agreement(prefix[::-1], there[::-1])


def suffix_agreement(text: str, end: int, suffix: str) -> float:
    """How well what stands from `end` on agrees with `suffix`, 0 to 1."""
    there = text[end : end + len(suffix)]
    return 1.0 if there == suffix else _agreement(suffix, there)


def _agreement(expected: str, there: str) -> float:
    """The better of two measures: the share that agrees from the passage on without a break, and
    the likeness of the whole beyond that of unrelated words."""
    expected, there = fold(expected), fold(there)
    if expected == there:
        return 1.0
    longest = max(len(expected), 1)
    run = next(
        (i for i, (a, b) in enumerate(zip(expected, there, strict=False)) if a != b),
        min(len(expected), len(there)),
    )
    like = likeness(expected, there)
    return max(run / longest, (like - _UNRELATED) / (1 - _UNRELATED), 0.0)

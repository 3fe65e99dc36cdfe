"""From a quotation back to its passage: first where it was, then exactly, then approximately.

The order is that of the Hypothesis client's anchoring, and like it this never guesses: None is an
answer. Passages that differ in white space, quotation marks, dashes or soft hyphens alone are
the same words (`text/fold.py`).
"""

from functools import lru_cache

from closereader.anchoring.approximate import find_approximate
from closereader.anchoring.exact import find_equal, find_exact, find_in_place
from closereader.anchoring.found import Anchor
from closereader.anchoring.quote import Quote
from closereader.model.annotation import AnchorState
from closereader.text.fold import Folded, fold
from closereader.text.span import Span


def find(text: str, quote: Quote, hint: Span | None = None) -> Anchor | None:
    """The passage of `text` that `quote` describes; None (lost) where none is believably it.

    `hint` is where it stood, perhaps in an earlier text: words and context found there are taken
    at once, and of equal passages the nearest is chosen. An empty quote is a point: at `hint`, or
    between its prefix and its suffix. A search for changed words takes at most about 0.2 s in 3 MB.
    """
    if hint is not None:
        in_place = find_in_place(text, quote, hint)
        if in_place is not None:
            return in_place
    equal = find_equal(text, quote, hint)
    if equal is not None:
        return equal
    exact = find_exact(text, quote, hint)
    if exact is not None and exact.state is AnchorState.SURE:
        return exact
    folded = _find_folded(_typography(text), quote, hint)
    anchors = [anchor for anchor in (exact, folded) if anchor is not None]
    return max(anchors, key=lambda anchor: anchor.score, default=None)


def _find_folded(folded: Folded, quote: Quote, hint: Span | None) -> Anchor | None:
    """As `find`, in the folded text, and approximately at last."""
    text = folded.folded
    plain = Quote(fold(quote.exact), fold(quote.prefix), fold(quote.suffix))
    place = hint and Span(folded.position(hint.start), folded.position(hint.end))
    found = find_equal(text, plain, place) or find_exact(text, plain, place)
    if found is not None and fold(_original(folded, found.span)) != plain.exact:
        found = None  # a part of what one character became, as a point is of an ellipsis
    if found is None or found.state is not AnchorState.SURE:
        close = find_approximate(text, plain, place)
        if found is None or (close is not None and close.score > found.score):
            found = close
    if found is None:
        return None
    return Anchor(folded.span(found.span.start, found.span.end), found.state, found.score)


def _original(folded: Folded, span: Span) -> str:
    return folded.span(span.start, span.end).text_of(folded.original)


@lru_cache(maxsize=1)
def _typography(text: str) -> Folded:
    """Kept for the next quotation of the same text: folding 3 MB takes some 50 ms."""
    return Folded(text)

"""A quotation found although its letters have changed: pieces of it and of its context are sought
in the text, and where several agree on a place the words are compared there."""

from collections import defaultdict
from collections.abc import Iterator

from closereader.anchoring.alignment import Aligned, align
from closereader.anchoring.distance import edits
from closereader.anchoring.found import Anchor
from closereader.anchoring.match import context_agreement, score
from closereader.anchoring.quote import Quote
from closereader.model.annotation import AnchorState
from closereader.text.span import Span

# The Hypothesis client's limit on errors: a bound on cost, and half of a short quotation.
MOST_ERRORS = 256
# Piece lengths, the second tried where the first leads nowhere.
_PIECES = (10, 6)
_MOST_PIECES = 60
# A piece that stands more often than this says nothing about the place.
_COMMON = 48
_MOST_CANDIDATES = 8
# Pieces whose places agree this far speak for one place.
_WIDEST = 512
# A text this short is searched through where no piece of the quotation is left: 50 ms.
_SHORT_TEXT = 40_000
# A longer quotation is found by its two ends; the middle is compared as a whole.
_LONG = 6000
_END = 600

# What has to agree before a changed passage is offered; see `_is_believable`. Found by trying
# 3,000 passages of an article with up to half of it rewritten, and 600 that were taken out.
_LIKE_ALONE = 0.9
_WORTH_OF_CONTEXT = 0.4
_LONG_ENOUGH = 80
_BONUS_OF_LENGTH = 0.1
_FEW_WORDS = 24
_FEW_WORDS_CONTEXT = 0.5
_FEW_LETTERS = 8
_FEW_LETTERS_CONTEXT = 0.6
_FEW_LETTERS_LIKE = 0.6


def most_errors(length: int) -> int:
    """By how many characters a quotation of `length` may differ from what is found."""
    return min(MOST_ERRORS, length // 2)


def find_approximate(text: str, quote: Quote, hint: Span | None) -> Anchor | None:
    """The passage most like `quote`, APPROXIMATE; None unless one is believably it."""
    if most_errors(len(quote.exact)) == 0:
        return None
    for size in _PIECES:
        found = _best(text, quote, hint, _candidates(text, quote, hint, size))
        if found is not None:
            return found
    if len(text) <= _SHORT_TEXT:
        return _best(text, quote, hint, iter([(0, len(text))]))
    return None


def find_within(text: str, quote: Quote, low: int, high: int) -> Anchor | None:
    """The passage most like `quote` between two code points of the text, APPROXIMATE; None unless one
    is believably it."""
    if most_errors(len(quote.exact)) == 0:
        return None
    return _best(text, quote, None, iter([(low, high)]))


def _best(
    text: str, quote: Quote, hint: Span | None, windows: Iterator[tuple[int, int]]
) -> Anchor | None:
    best: Anchor | None = None
    for low, high in windows:
        aligned = _align(text, quote.exact, low, high)
        if aligned is None:
            continue
        span = Span(aligned.start, aligned.end)
        if not _is_believable(text, span, quote, aligned.errors):
            continue
        found = Anchor(
            span, AnchorState.APPROXIMATE, score(text, span, quote, hint, aligned.errors)
        )
        if best is None or found.score > best.score:
            best = found
    return best


def _is_believable(text: str, span: Span, quote: Quote, errors: int) -> bool:
    """Whether the words found may be offered as the passage.

    The better the context agrees, the more of the words may have changed: a tenth where it does
    not agree at all, half where it does in full. A few words are like many others, so they must
    have context.
    """
    length = len(quote.exact)
    likeness = 1 - errors / length
    agreement = context_agreement(text, span, quote)
    if not span or (agreement is None and length < _FEW_WORDS // 2):
        return False
    if agreement is None:
        return likeness >= _LIKE_ALONE - _BONUS_OF_LENGTH
    if length < _FEW_LETTERS:
        return agreement >= _FEW_LETTERS_CONTEXT and likeness >= _FEW_LETTERS_LIKE
    if length < _FEW_WORDS and agreement < _FEW_WORDS_CONTEXT:
        return False
    bonus = _BONUS_OF_LENGTH if length >= _LONG_ENOUGH else 0
    return likeness >= _LIKE_ALONE - bonus - _WORTH_OF_CONTEXT * agreement


def _candidates(text: str, quote: Quote, hint: Span | None, size: int) -> Iterator[tuple[int, int]]:
    """Windows of `text` in which the quotation may stand, the likeliest first."""
    whole = quote.prefix + quote.exact + quote.suffix
    reach = min(max(len(whole) // 4, 16), _WIDEST)
    weights: dict[int, float] = defaultdict(float)
    for start, places in _pieces(text, whole, size):
        for place in places:
            weights[(place - start) // reach] += 1 / len(places)
    # What moves by a few characters falls into the next bin.
    likely = sorted(
        weights,
        key=lambda slot: weights[slot] + weights.get(slot + 1, 0) + weights.get(slot - 1, 0) / 2,
        reverse=True,
    )[:_MOST_CANDIDATES]
    length, slack = len(quote.exact), most_errors(len(quote.exact)) + reach
    seen: list[int] = []
    begins = [slot * reach + len(quote.prefix) for slot in likely]
    if hint is not None:
        begins.append(hint.start)
    for begin in begins:
        if any(abs(begin - other) < reach for other in seen):
            continue
        seen.append(begin)
        yield max(begin - slack, 0), min(begin + length + slack + reach, len(text))


def _pieces(text: str, whole: str, size: int) -> Iterator[tuple[int, list[int]]]:
    """Pieces of the quotation with its context, each by its place in it, and where in the text it
    stands; without those that stand nowhere or too often to tell."""
    step = max(1, (len(whole) - size) // _MOST_PIECES)
    for start in range(0, max(len(whole) - size, 0) + 1, step):
        piece = whole[start : start + size]
        places: list[int] = []
        found = text.find(piece)
        while found >= 0 and len(places) <= _COMMON:
            places.append(found)
            found = text.find(piece, found + 1)
        if 0 < len(places) <= _COMMON:
            yield start, places


def _align(text: str, exact: str, low: int, high: int) -> Aligned | None:
    """The stretch of `text[low:high]` most like `exact`, in offsets of the text."""
    limit = most_errors(len(exact))
    if len(exact) <= _LONG:
        found = align(exact, text[low:high], limit)
        return found and Aligned(low + found.start, low + found.end, found.errors)
    # The window is the quotation with slack on either side, so each end is in its slack.
    slack = high - low - len(exact) + _END
    head = align(exact[:_END], text[low : low + slack], limit)
    tail = align(exact[-_END:], text[max(high - slack, low) : high], limit)
    if head is None or tail is None:
        return None
    start, end = low + head.start, max(high - slack, low) + tail.end
    errors = edits(exact, text[start:end], limit)
    return Aligned(start, end, errors) if errors <= limit else None

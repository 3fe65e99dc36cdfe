"""A quotation found word for word; where its words stand more than once, by what is beside them."""

from closereader.anchoring.found import Anchor
from closereader.anchoring.match import context_agreement, score
from closereader.anchoring.quote import Quote
from closereader.model.annotation import AnchorState
from closereader.text.span import Span

# So many places of one quotation are weighed; scoring one costs some 10 µs. Only a quotation of a
# word or two has more, and then those nearest to the hint are taken.
_MOST_PLACES = 4000
# A quotation as long as this that stands once in a text is that passage, whatever is beside it.
_DISTINCT = 24
# A shorter one than this may well be another one of its kind, as "Mesa" is.
_TELLING = 12
# Context that agrees so far proves a passage (both sides for the most part), supports it (one
# side whole), or at least does not speak against it.
_PROVES = 0.6
_SUPPORTS = 0.5
_ALLOWS = 0.25
# In the very place where the words stood, a few letters beside them are enough.
_ALLOWS_IN_PLACE = 0.1
# By so much the context of the best place must be better than the next one's.
_CLEARLY = 0.15


def find_in_place(text: str, quote: Quote, hint: Span) -> Anchor | None:
    """The passage exactly at `hint`, if words and context are all there: the common case, 1 µs."""
    start, end = hint.start, hint.end
    # `startswith` takes a negative place from the end: a prefix must fit before the passage.
    if (
        end - start == len(quote.exact)
        and text.startswith(quote.exact, start)
        and start >= len(quote.prefix)
        and text.startswith(quote.prefix, start - len(quote.prefix))
        and text.startswith(quote.suffix, end)
        and end <= len(text)
    ):
        return Anchor(hint, AnchorState.SURE, 1.0)
    return None


def find_equal(text: str, quote: Quote, hint: Span | None) -> Anchor | None:
    """The nearest of the places where words and context stand exactly; sure of a single one.

    An empty quotation is a point between its prefix and its suffix.
    """
    whole = quote.prefix + quote.exact + quote.suffix
    if not whole:
        return None
    places = _places(text, whole, len(quote.prefix), len(quote.exact))
    if not places:
        return None
    chosen = places[0] if hint is None else min(places, key=lambda p: abs(p.start - hint.start))
    sure = len(places) == 1 or chosen == hint
    state = AnchorState.SURE if sure else AnchorState.APPROXIMATE
    return Anchor(chosen, state, score(text, chosen, quote, hint))


def find_exact(text: str, quote: Quote, hint: Span | None) -> Anchor | None:
    """The best of the places where the words stand exactly, by context, then by place; of a quote
    with context, which `find_equal` did not find whole.

    None where there is no such place, or where the words are too few and what is beside them
    speaks against it.
    """
    places = _places(text, quote.exact, 0, len(quote.exact)) if quote.exact else []
    if not places:
        return None
    if len(places) > _MOST_PLACES:
        near = hint.start if hint is not None else 0
        places = sorted(places, key=lambda place: abs(place.start - near))[:_MOST_PLACES]
    scored = [(score(text, place, quote, hint), place) for place in places]
    best_score, best = max(scored, key=lambda pair: (pair[0], -pair[1].start))
    state = _state(text, quote, hint, best, places)
    return None if state is AnchorState.LOST else Anchor(best, state, best_score)


def _places(text: str, sought: str, before: int, length: int) -> list[Span]:
    """Where `sought` stands, overlapping places too: of each the `length` code points that
    follow its first `before`."""
    places = []
    found = text.find(sought)
    while found >= 0:
        places.append(Span(found + before, found + before + length))
        found = text.find(sought, found + 1)
    return places


def _state(
    text: str, quote: Quote, hint: Span | None, best: Span, places: list[Span]
) -> AnchorState:
    agreement = context_agreement(text, best, quote) or 0
    length, alone = len(quote.exact), len(places) == 1
    if best == hint and (agreement >= _ALLOWS_IN_PLACE or length >= _TELLING):
        # Place and words agree, and no other place has the better context.
        return AnchorState.SURE
    if alone and length >= _DISTINCT:
        return AnchorState.SURE
    if agreement >= _PROVES:
        others = (context_agreement(text, place, quote) or 0 for place in places if place != best)
        clear = agreement - max(others, default=0) >= _CLEARLY
        return AnchorState.SURE if clear else AnchorState.APPROXIMATE
    supported = agreement >= _SUPPORTS or (length >= _TELLING and (alone or agreement >= _ALLOWS))
    return AnchorState.APPROXIMATE if supported else AnchorState.LOST

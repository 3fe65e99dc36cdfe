"""Passages carried from one version of a text to a later one: by what stands round them, then by their
words; never to other words without saying so.

The two texts are laid beside each other (`text/comparing.py`). A passage inside a stretch that both
have stands on it; one that was changed stands on what is in its place, if that is like it; one that is
in neither place is looked for in what the later text has that the former had not.
"""

from functools import cached_property
from typing import NamedTuple

from closereader.anchoring.approximate import find_within, most_errors
from closereader.anchoring.describe import describe
from closereader.anchoring.distance import likeness
from closereader.anchoring.match import context_agreement
from closereader.anchoring.new_words import NewWords
from closereader.anchoring.quote import Quote
from closereader.model.annotation import AnchorState
from closereader.progress import Progress
from closereader.text.comparing import correspond
from closereader.text.correspondence import Correspondence, Gap, Run, plain
from closereader.text.fold import fold
from closereader.text.span import Span
from closereader.text.trim import trim

# What is beside a passage in a stretch both texts have counts as far as this.
_BESIDE = 48
# So much of it, with the passage, must be the same, and stand once there, to be sure of a place.
_TELLING = 20
# Letters on either side of a point that make it sure, and on one side that let it be offered.
_POINT_SURE = 8
_POINT_OFFERED = 12
# In the place of a passage something this like it is offered.
_LIKE = 0.5
# So much of a passage must be left in one piece for that to be offered alone.
_PIECE = 0.4
# Context that agrees so far lets a word or two be offered.
_AGREES = 0.5
# A quotation as long as this that stands once in both texts is that passage, wherever it is.
_DISTINCT = 24
_EDGE = 40


class Carried(NamedTuple):
    """Where a passage is in the later text. LOST: `span` is empty, and where what stood round the
    passage is now."""

    span: Span
    state: AnchorState


class Carriage:
    """Carries passages from the text `before` to the text `after`."""

    def __init__(self, both: Correspondence) -> None:
        self.both = both
        self.before, self.after = both.before, both.after

    def carry(self, span: Span, quote: Quote | None = None) -> Carried:
        """Where the passage at `span` of the former text is. `quote`: by what it is known, if it does
        not stand there (it was lost before), else what stands there."""
        if quote is not None and quote.exact and span.text_of(self.before) != quote.exact:
            return self._look_for(quote, self._beside(span.start))
        if not len(span):
            return self._point(span.start)
        moved = self.both.moved_with(span.start, span.end)
        if moved is not None:
            there = _image(moved, span)
            return Carried(there, self._same_words(span, there, AnchorState.SURE))
        number = self.both.run_at(span.start)
        if number >= 0 and span.end <= self.both.runs[number].before_end:
            here = self._in_run(span, number)
            if here is not None:
                return here
        quote = describe(self.before, span)
        in_place = self._in_place(span, quote)
        return in_place or self._look_for(quote, self._beside(span.start), span)

    # A passage in one stretch that both texts have

    def _in_run(self, span: Span, number: int) -> Carried | None:
        run = self.both.runs[number]
        there = _image(run, span)
        if run.certain:
            return Carried(there, self._same_words(span, there, AnchorState.SURE))
        begin = max(run.before, span.start - _BESIDE)
        stop = min(run.before_end, span.end + _BESIDE)
        tells = stop - begin >= _TELLING
        if not tells:
            quote = describe(self.before, span)
            tells = (context_agreement(self.after, there, quote) or 0) >= _AGREES
        if tells and self._stands_once(self.both.between_certain(number), Span(begin, stop)):
            return Carried(there, self._same_words(span, there, AnchorState.SURE))
        return Carried(there, AnchorState.APPROXIMATE) if tells else None

    def _stands_once(self, gap: Gap, span: Span) -> bool:
        sought = plain(span.text_of(self.before))
        mine = plain(self.before[gap.start : gap.end])
        their = plain(self.after[gap.low : gap.high])
        return _stands_once_in(mine, sought) and _stands_once_in(their, sought)

    def _same_words(self, span: Span, there: Span, state: AnchorState) -> AnchorState:
        same = fold(span.text_of(self.before)) == fold(there.text_of(self.after))
        return state if same else AnchorState.APPROXIMATE

    # A passage that was changed

    def _in_place(self, span: Span, quote: Quote) -> Carried | None:
        """What stands between the same neighbours now, if it is like the passage."""
        first, last = self.both.run_at(span.start), self.both.run_at(span.end - 1)
        runs = self.both.runs
        starts_in = first >= 0 and span.start < runs[first].before_end
        ends_in = last >= 0 and span.end <= runs[last].before_end
        before, behind = self.both.gap_after(first), self.both.gap_after(last)
        start = runs[first].after + span.start - runs[first].before if starts_in else before.low
        end = runs[last].after + span.end - runs[last].before if ends_in else behind.high
        hull = trim(self.after, Span(start, max(start, end)))
        if hull is None:
            return None
        exact = quote.exact
        is_close = starts_in or not self.before[before.start : span.start].strip()
        is_close &= ends_in or not self.before[span.end : behind.end].strip()
        if is_close and likeness(exact, hull.text_of(self.after)) >= _LIKE:
            return Carried(hull, self._same_words(span, hull, AnchorState.APPROXIMATE))
        slack = most_errors(len(exact))
        if len(hull) <= 4 * len(exact) + 4000:
            found = find_within(
                self.after,
                quote,
                max(hull.start - slack, 0),
                min(hull.end + slack, len(self.after)),
            )
            if found is not None:
                return Carried(found.span, AnchorState.APPROXIMATE)
        return self._piece(span, first, last)

    def _piece(self, span: Span, first: int, last: int) -> Carried | None:
        """The longest piece of the passage that both texts have, if it is most of it."""
        pieces = [
            Span(max(run.before, span.start), min(run.before_end, span.end))
            for run in self.both.runs[max(first, 0) : last + 1]
            if run.before_end > span.start
        ]
        longest = max(pieces, key=len, default=Span(0, 0))
        if len(longest) < max(_PIECE * len(span), _TELLING):
            return None
        run = self.both.runs[self.both.run_at(longest.start)]
        there = trim(self.after, _image(run, longest))
        return None if there is None else Carried(there, AnchorState.APPROXIMATE)

    # A passage that is not where it was

    def _look_for(self, quote: Quote, beside: int, span: Span | None = None) -> Carried:
        lost = Carried(Span(beside, beside), AnchorState.LOST)
        if len(quote.exact) < _POINT_OFFERED:
            return lost  # A word or two may stand anywhere.
        new = self._new
        exact = new.plain.find(plain(quote.exact))
        if exact >= 0:
            there = new.in_text(Span(exact, exact + len(quote.exact)))
            if there is not None and not self._is_anothers(there):
                sure = self._stands_once_anywhere(quote.exact, is_in_both=span is not None)
                return Carried(there, AnchorState.SURE if sure else AnchorState.APPROXIMATE)
        slack = most_errors(len(quote.exact))
        for begin in new.likely(quote.exact):
            low, high = max(begin - slack, 0), begin + len(quote.exact) + slack
            found = find_within(new.text, quote, low, min(high, len(new.text)))
            there = None if found is None else new.in_text(found.span)
            if there is not None and not self._is_anothers(there):
                return Carried(there, AnchorState.APPROXIMATE)
        return lost

    def _is_anothers(self, there: Span) -> bool:
        """Whether it was moved there as a whole from elsewhere in the former text."""
        return any(m.after <= there.start and there.end <= m.after_end for m in self.both.moved)

    def _stands_once_anywhere(self, exact: str, *, is_in_both: bool) -> bool:
        if len(exact) < _DISTINCT or not _stands_once_in(self._after_plain, plain(exact)):
            return False
        return not is_in_both or _stands_once_in(self._before_plain, plain(exact))

    @cached_property
    def _before_plain(self) -> str:
        return plain(self.before)

    @cached_property
    def _after_plain(self) -> str:
        return plain(self.after)

    @cached_property
    def _new(self) -> NewWords:
        return NewWords(self.both)

    # Points

    def _point(self, place: int) -> Carried:
        """A place between two characters: where those on either side are."""
        best: tuple[int, int, int, bool] | None = None
        number = self.both.run_at(place)
        for each in (number, number - 1, number + 1):
            if not 0 <= each < len(self.both.runs):
                continue
            run = self.both.runs[each]
            there = run.after + place - run.before
            if not 0 <= there <= len(self.after) or not (
                run.before - _EDGE <= place <= run.before_end + _EDGE
            ):
                continue
            left, right = self._agree(place, there)
            choice = (min(left, right), max(left, right), there, run.certain)
            if best is None or choice > best:
                best = choice
        if best is not None:
            least, most, there, certain = best
            if least >= _POINT_SURE and certain:
                return Carried(Span(there, there), AnchorState.SURE)
            if most >= _POINT_OFFERED:
                return Carried(Span(there, there), AnchorState.APPROXIMATE)
        moved = self.both.moved_with(place, place)
        if moved is not None:
            there = moved.after + place - moved.before
            return Carried(Span(there, there), AnchorState.APPROXIMATE)
        beside = self._beside(place)
        return Carried(Span(beside, beside), AnchorState.LOST)

    def _agree(self, place: int, there: int) -> tuple[int, int]:
        """How many characters before and behind are the same in both; as many as wanted where both
        texts begin or end there."""
        most = 2 * _POINT_OFFERED
        mine = plain(self.before[max(place - most, 0) : place])
        their = plain(self.after[max(there - most, 0) : there])
        left = _common(mine[::-1], their[::-1])
        if len(mine) == len(their) == left:
            left = most
        mine = plain(self.before[place : place + most])
        their = plain(self.after[there : there + most])
        right = _common(mine, their)
        if len(mine) == len(their) == right:
            right = most
        return left, right

    def place(self, offset: int) -> int:
        """Where code point `offset` of the former text is, or what was nearest to it."""
        moved = self.both.moved_with(offset, offset)
        return moved.after + offset - moved.before if moved is not None else self._beside(offset)

    def _beside(self, offset: int) -> int:
        number = self.both.run_at(offset)
        if number >= 0 and offset <= self.both.runs[number].before_end:
            run = self.both.runs[number]
            return run.after + offset - run.before
        gap = self.both.gap_after(number)
        # What was put in its place, as far in as it was.
        share = (offset - gap.start) / max(gap.end - gap.start, 1)
        there = min(gap.low + int(share * (gap.high - gap.low)), len(self.after))
        # Before a word, not in it.
        while gap.low < there < len(self.after) and self.after[there - 1 : there + 1].isalnum():
            there -= 1
        return there


def carriage(before: str, after: str, progress: Progress | None = None) -> Carriage:
    """What carries passages from `before` to `after`. Raises `Cancelled` where `progress` says so."""
    return Carriage(correspond(before, after, progress))


def _image(run: Run, span: Span) -> Span:
    by = run.after - run.before
    return Span(span.start + by, span.end + by)


def _stands_once_in(text: str, sought: str) -> bool:
    first = text.find(sought)
    return first >= 0 and text.find(sought, first + 1) < 0


def _common(one: str, other: str) -> int:
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )

"""The quotation check: what an essay quotes, and whether each quotation says what its source says.

Quotations are what is bound, and what stands in quotation marks. Of what is not bound, words with an
address are looked for at that address, others in the essay's readings; a word or two that stand
nowhere are no quotation but a manner of speaking.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum, auto

from closereader.errors import NoSuchPassage
from closereader.library.quotations import Source, Sources, address_of, short_titles
from closereader.model.essay import Essay, Quotation
from closereader.model.reading import Reading, ReadingId
from closereader.model.span import Span
from closereader.text import quoting
from closereader.text.difference import Difference
from closereader.text.quotation_marks import PARAGRAPH, Quoted, find_quoted
from closereader.text.quoting import Difference as Unlike
from closereader.text.quoting import Outcome

_SCARE_QUOTES = 2
# So far back the beginning of a paragraph is looked for at first.
_FAR = 4000


class Standing(Enum):
    """How a quotation stands to its source."""

    EXACT = auto()
    LAWFUL = auto()
    CHANGED = auto()
    NOT_FOUND = auto()
    GONE = auto()


@dataclass(frozen=True, slots=True)
class Checked:
    """One quotation of an essay. `words`, `whole`: code points of the essay, without and with its
    marks and address; `bound`: its binding, None for one that is only typed; `source`: the passage it
    is from, if that is known; `differences` have code points of the essay."""

    words: Span
    whole: Span
    standing: Standing
    bound: Quotation | None = None
    reading_id: ReadingId | None = None
    source: Span | None = None
    differences: tuple[Unlike, ...] = ()
    address: Span | None = None
    is_block: bool = False

    @property
    def is_right(self) -> bool:
        """Whether it is exact but for what […] and … show."""
        return self.standing in (Standing.EXACT, Standing.LAWFUL)


@dataclass(frozen=True, slots=True)
class EssayCheck:
    """All quotations of an essay, in order."""

    quotations: tuple[Checked, ...]
    words: int

    @property
    def exact(self) -> int:
        """How many say what their source says."""
        return sum(1 for one in self.quotations if one.is_right)

    @property
    def wrong(self) -> tuple[Checked, ...]:
        """Those that do not, or whose source is not to be found."""
        return tuple(one for one in self.quotations if not one.is_right)

    @property
    def changed(self) -> int:
        """How many are changed without a sign of it."""
        return sum(1 for one in self.quotations if one.standing is Standing.CHANGED)

    @property
    def not_found(self) -> int:
        """How many stand in none of the readings, or in one that is gone."""
        return len(self.wrong) - self.changed


def check(essay: Essay, sources: Sources, *, search: bool = True) -> EssayCheck:
    """Check every quotation of the essay; never raises. Without `search` words that have no address
    and were not looked for before are passed over."""
    found = _Checker(essay, sources, search).all()
    return EssayCheck(tuple(found), quoting.word_count(essay.text))


def recheck(
    before: EssayCheck, essay: Essay, change: Difference, sources: Sources, *, search: bool = False
) -> EssayCheck:
    """The check after one change of the essay's text: only the paragraphs it touches are looked at,
    so that it can follow every key. The count of words is that of before."""
    text = essay.text
    region = touched(essay, change)
    start, end = region.start, region.end
    inside = tuple(
        _moved_quotation(q, -start) for q in essay.quotations if start <= q.start and q.end <= end
    )
    part = replace(essay, text=text[start:end], quotations=inside)
    by = change.now - change.end
    kept = [
        one if one.whole.start < change.start else _moved(one, by)
        for one in before.quotations
        if one.whole.end <= change.start or one.whole.start >= change.end
    ]
    outside = [one for one in kept if one.whole.end <= start or one.whole.start >= end]
    anew = [_moved(one, start) for one in _Checker(part, sources, search).all()]
    every = sorted((*outside, *anew), key=lambda one: one.words.start)
    bound = {(q.start, q.end): q for q in essay.quotations}
    return EssayCheck(
        tuple(
            replace(one, bound=bound.get((one.words.start, one.words.end), one.bound))
            if one.bound is not None
            else one
            for one in every
        ),
        before.words,
    )


def touched(essay: Essay, change: Difference) -> Span:
    """The paragraphs of the essay in which, after a change of its text, quotations may be others."""
    text = essay.text
    start, last = 0, max(change.start - _FAR, 0)
    while last >= 0:
        borders = list(PARAGRAPH.finditer(text, last, change.start))
        if borders or not last:
            start = borders[-1].end() if borders else 0
            break
        last = max(last - 10 * _FAR, 0)
    following = PARAGRAPH.search(text, change.now)
    end = following.start() if following is not None else len(text)
    for quotation in essay.quotations:
        if quotation.start < end and start < quotation.end:
            start, end = min(start, quotation.start), max(end, quotation.end)
    return Span(start, end)


def bind(essay: Essay, checked: EssayCheck) -> tuple[Quotation, ...]:
    """The essay's quotations, with those of the typed ones that have an address and say what stands
    there: they are bound to it from now on. `checked`: the check of the essay as it stands."""
    typed = [
        Quotation(one.words.start, one.words.end, one.reading_id, one.source.start, one.source.end)
        for one in checked.quotations
        if one.bound is None and one.is_right and one.address and one.reading_id and one.source
    ]
    return tuple(sorted((*essay.quotations, *typed), key=lambda quotation: quotation.start))


class _Checker:
    def __init__(self, essay: Essay, sources: Sources, search: bool) -> None:
        self._text = essay.text
        self._essay = essay
        self._lookup = sources
        self._search = search
        self._titles: dict[ReadingId, str] | None = None

    def all(self) -> Iterable[Checked]:
        written = list(find_quoted(self._text))
        bound = [q for q in self._essay.quotations if 0 <= q.start < q.end <= len(self._text)]
        found = []
        starts = [quoted.words.start for quoted in written]
        for quotation in bound:
            around = written[at] if (at := bisect_right(starts, quotation.start) - 1) >= 0 else None
            if around is not None and quotation.end > around.words.end:
                around = None
            found.append(self._bound(quotation, around))
        begins = [quotation.start for quotation in bound]
        for quoted in written:
            before = bisect_left(begins, quoted.whole.end) - 1
            if before >= 0 and bound[before].end > quoted.whole.start:
                continue
            typed = self._typed(quoted)
            if typed is not None:
                found.append(typed)
        return sorted(found, key=lambda one: one.words.start)

    def _bound(self, quotation: Quotation, around: Quoted | None) -> Checked:
        words = quotation.span
        if around is None:
            there = address_of(self._text, quotation)
            whole = words if there is None else Span(words.start, there[0].end + 1)
            address, is_block = None if there is None else there[0], False
        else:
            whole, address, is_block = around.whole, around.inside, around.is_block
        source = self._lookup(quotation.reading_id)
        standing = Standing.GONE
        differences: tuple[Unlike, ...] = ()
        if source is not None:
            standing, differences = self._compare(words, source, quotation.source)
        return Checked(
            words,
            whole,
            standing,
            quotation,
            quotation.reading_id,
            quotation.source if source is not None else None,
            differences,
            address,
            is_block,
        )

    def _compare(
        self, words: Span, source: Source, passage: Span
    ) -> tuple[Standing, tuple[Unlike, ...]]:
        verdict = quoting.check(words.text_of(self._text), passage.text_of(source.text.text))
        if not verdict.is_changed:
            exact = verdict.outcome is Outcome.EXACT
            return Standing.EXACT if exact else Standing.LAWFUL, ()
        return Standing.CHANGED, tuple(
            Unlike(words.start + d.start, words.start + d.end, d.said, d.source)
            for d in verdict.differences
        )

    def _typed(self, quoted: Quoted) -> Checked | None:
        words = quoted.words.text_of(self._text)
        best: Checked | None = None
        for source in self._sources(quoted.title):
            is_sought = quoted.address or self._search
            if not is_sought and not self._lookup.has_sought(words, source.reading.id):
                return None
            standing, passage = self._where(words, quoted.address, source)
            if standing is Standing.NOT_FOUND:
                continue
            differences: tuple[Unlike, ...] = ()
            if passage is not None and standing is Standing.CHANGED:
                _standing, differences = self._compare(quoted.words, source, passage)
            one = Checked(
                quoted.words,
                quoted.whole,
                standing,
                None,
                source.reading.id,
                passage,
                differences,
                quoted.inside,
                quoted.is_block,
            )
            if one.is_right:
                return one
            best = best or one
        if best is not None or (not quoted.address and quoting.word_count(words) <= _SCARE_QUOTES):
            return best
        return Checked(
            quoted.words,
            quoted.whole,
            Standing.NOT_FOUND,
            address=quoted.inside,
            is_block=quoted.is_block,
        )

    def _where(self, words: str, address: str, source: Source) -> tuple[Standing, Span | None]:
        """How words that are only typed stand to a reading, and where in it."""
        text = source.text.text
        if address:
            try:
                there = source.addresses.find(address)
            except NoSuchPassage:
                return Standing.NOT_FOUND, None
            verdict = quoting.check(words, there.text_of(text))
            if verdict.is_changed:
                return Standing.CHANGED, there
            place = quoting.find(words, there.text_of(text))
            if place is not None:
                there = Span(there.start + place.start, there.start + place.end)
            exact = verdict.outcome is Outcome.EXACT
            return (Standing.EXACT if exact else Standing.LAWFUL), there
        place = self._lookup.find(words, source.reading.id, search=self._search)
        if place is None:
            return Standing.NOT_FOUND, None
        exact = quoting.check(words, place.text_of(text)).outcome is Outcome.EXACT
        return (Standing.EXACT if exact else Standing.LAWFUL), place

    def _sources(self, title: str) -> list[Source]:
        """The readings to look in, those of this title first."""
        found = [source for r in self._essay.readings if (source := self._lookup(r)) is not None]
        if not title:
            return found
        if self._titles is None:
            self._titles = short_titles([source.reading for source in found])
        return sorted(found, key=lambda source: not self._is_called(title, source.reading))

    def _is_called(self, title: str, reading: Reading) -> bool:
        called = title.casefold()
        short = (self._titles or {}).get(reading.id, "").casefold()
        return called == short or reading.title.casefold().startswith(called)


def _moved(one: Checked, by: int) -> Checked:
    """The same, so many code points later."""

    def there(span: Span) -> Span:
        return Span(span.start + by, span.end + by)

    return replace(
        one,
        words=there(one.words),
        whole=there(one.whole),
        bound=None if one.bound is None else _moved_quotation(one.bound, by),
        differences=tuple(
            replace(each, start=each.start + by, end=each.end + by) for each in one.differences
        ),
        address=None if one.address is None else there(one.address),
    )


def _moved_quotation(quotation: Quotation, by: int) -> Quotation:
    return replace(quotation, start=quotation.start + by, end=quotation.end + by)

"""From the text of a reading to its entities: words, evidence, names, groups."""

from bisect import bisect_left
from collections.abc import Sequence

from closereader.entities.dates import Date, find_dates
from closereader.entities.evidence import gather
from closereader.entities.gazetteer import load
from closereader.entities.grouping import group
from closereader.entities.labels import label
from closereader.entities.named import Named
from closereader.entities.tokens import Tokens, tokenise
from closereader.entities.view import View
from closereader.i18n import _
from closereader.model.document import Block, BlockKind
from closereader.model.entity import Entity, EntityKind
from closereader.progress import Progress

# A text in which this share of the words is English function words is read as English.
_ENGLISH = 0.25
# Where so many words inside sentences have capitals, capitals mark nouns and not names.
_CROWDED = 0.18
# Where in the whole each stage ends, by the time they take for a book; the last is the grouping.
_WORDS, _DATES, _EVIDENCE, _NAMES = 0.33, 0.53, 0.57, 0.82


def recognise(text: str, blocks: Sequence[Block], progress: Progress) -> tuple[Entity, ...]:
    """The entities of a reading (`closereader.entities.recognise` says more)."""
    gazetteer = load()
    tokens = tokenise(text, blocks, progress.part(0.0, _WORDS))
    if not len(tokens):
        return ()
    dates = _dates(text, blocks, progress.part(_WORDS, _DATES))
    evidence = gather(tokens, gazetteer, progress.part(_DATES, _EVIDENCE))
    view = View(tokens, evidence, gazetteer, bytearray(len(tokens)))
    _tell_language(view)
    _take_dates(view, dates)
    named = [
        _named(text, tokens, found.start, found.end, found.kind, found.key)
        for found in label(view, text, progress.part(_EVIDENCE, _NAMES))
    ]
    named += [
        Named(date.start, date.end, text[date.start : date.end], EntityKind.DATE, (), date.key)
        for date in dates
    ]
    named.sort(key=lambda each: each.start)
    entities = group(named, text, gazetteer, progress)
    progress(len(text), len(text), _("Finding names"))
    return entities


def _named(text: str, tokens: Tokens, first: int, last: int, kind: EntityKind, key: str) -> Named:
    start, end = tokens.start[first], tokens.end[last - 1]
    return Named(start, end, text[start:end], kind, tokens.sequence(first, last), key)


def _dates(text: str, blocks: Sequence[Block], progress: Progress) -> list[Date]:
    dates: list[Date] = []
    stretches = [
        (block.start + block.marker, block.end)
        for block in blocks
        if block.kind is not BlockKind.CODE
    ] or ([(0, len(text))] if not blocks else [])
    for start, end in stretches:
        at = start
        while at < end:
            # Lines end every stretch; one endless line is cut where a date is not cut in two
            # but by rare chance.
            stop = text.find("\n", at, min(end, at + 20_000))
            stop = min(end, at + 20_000) if stop < 0 else stop
            progress(at, len(text), _("Finding names"))
            dates += find_dates(text, at, stop)
            at = max(stop, at + 1)
    return dates


def _tell_language(view: View) -> None:
    """Whether the rules that lean on English words, and on capitals, may be used."""
    lower = view.evidence.lower
    total = sum(lower.values())
    if not total:
        return
    english = sum(lower[word] for word in view.gazetteer.function)
    view.english = english > _ENGLISH * total
    middle = sum(seen.middle for seen in view.evidence.words.values())
    view.crowded = not view.english and middle > _CROWDED * (total + middle)


def _take_dates(view: View, dates: Sequence[Date]) -> None:
    tokens = view.tokens
    for date in dates:
        i = bisect_left(tokens.end, date.start + 1)
        while i < len(tokens) and tokens.start[i] < date.end:
            view.taken[i] = 1
            i += 1

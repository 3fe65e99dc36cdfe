"""Which words of a quotation are which of its source, where it is not exact: for showing the difference.

The longest runs in common come first (difflib), where that is cheap; in long or repetitive texts the
words that stand in each only once, in the longest order that both have (patience), and only what is
between them is compared closely. So no text takes more than its length allows.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Protocol

from closereader.text.span import Span

_CHEAP = 2_000_000


class Said(Protocol):
    """A token: see `quoting.Token`."""

    @property
    def said(self) -> str | None: ...  # noqa: D102
    @property
    def tail(self) -> str | None: ...  # noqa: D102


Pairs = list[tuple[int, int]]


def align(ours: Sequence[Said], theirs: Sequence[Said]) -> Pairs:
    """Which of ours is which of theirs, by index, both rising."""
    pairs: Pairs = []
    last = (-1, -1)
    for here in (*_runs(ours, theirs, 0, len(ours), 0, len(theirs)), (len(ours), len(theirs))):
        pairs += _closely(ours, theirs, last, here)
        if here[0] < len(ours):
            pairs.append(here)
        last = here
    return pairs


def unlike(
    ours: Sequence[Said], theirs: Sequence[Said], pairs: Pairs
) -> Iterator[tuple[Span, Span]]:
    """The stretches, by index, in which ours is not as theirs, and what theirs has there. What theirs
    has before the first pair and after the last is not wanted; where ours only lacks something it is
    given with what stands before and after."""
    edges = [(-1, -1), *pairs, (len(ours), len(theirs))]
    for number, ((i, j), (k, m)) in enumerate(pairwise(edges)):
        is_first, is_last = number == 0, number == len(edges) - 2
        mine = range(i + 1, k)
        if any(ours[n].said is None or ours[n].tail is not None for n in mine):
            yield from _around_gaps(ours, mine, Span(j + 1, m))
        elif len(mine):
            low, high = j + 1, m
            if is_first:
                low = max(low, high - len(mine))
            elif is_last:
                high = min(high, low + len(mine))
            yield Span(mine.start, mine.stop), Span(low, high)
        elif m > j + 1 and not is_first and not is_last and ours[i].said and ours[k].said:
            yield Span(i, k + 1), Span(j, m + 1)


def _around_gaps(ours: Sequence[Said], mine: range, theirs: Span) -> Iterator[tuple[Span, Span]]:
    """A gap stands for whatever theirs has; what is beside it does not."""
    begun = mine.start
    for n in (*mine, mine.stop):
        if n < mine.stop and ours[n].said is not None and ours[n].tail is None:
            continue
        if n > begun:
            count = n - begun
            there = Span(theirs.start, theirs.start)
            if begun == mine.start:
                there = Span(theirs.start, min(theirs.start + count, theirs.end))
            elif n == mine.stop:
                there = Span(max(theirs.end - count, theirs.start), theirs.end)
            yield Span(begun, n), there
        begun = n + 1


def _runs(
    ours: Sequence[Said], theirs: Sequence[Said], low: int, high: int, begin: int, end: int
) -> Pairs:
    """What is certain of ours[low:high] in theirs[begin:end]."""
    mine = [t.said if t.tail is None else None for t in ours[low:high]]
    their = [t.said for t in theirs[begin:end]]
    count_mine, count_their = Counter(mine), Counter(their)
    pairs = sum(count * count_their[said] for said, count in count_mine.items() if said)
    if pairs * max(len(mine), 1) <= _CHEAP:
        from difflib import SequenceMatcher

        matcher = SequenceMatcher(None, mine, their, autojunk=False)
        return [
            (low + block.a + n, begin + block.b + n)
            for block in matcher.get_matching_blocks()
            for n in range(block.size)
        ]
    where = {said: n for n, said in enumerate(their) if count_their[said] == 1}
    common = [
        (low + n, begin + where[said])
        for n, said in enumerate(mine)
        if said is not None and count_mine[said] == 1 and said in where
    ]
    return longest_rising(common)


def longest_rising(pairs: Pairs) -> Pairs:
    """The most of these pairs, in order of their first, whose second rises too."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for n, (_mine, their) in enumerate(pairs):
        length = bisect_left(ends, their)
        before.append(at[length - 1] if length else -1)
        if length == len(ends):
            ends.append(their)
            at.append(n)
        else:
            ends[length], at[length] = their, n
    chosen: Pairs = []
    n = at[-1] if at else -1
    while n >= 0:
        chosen.append(pairs[n])
        n = before[n]
    return chosen[::-1]


def _closely(
    ours: Sequence[Said], theirs: Sequence[Said], last: tuple[int, int], here: tuple[int, int]
) -> Pairs:
    """What is alike directly after one certain pair and directly before the next."""
    low, begin = last[0] + 1, last[1] + 1
    high, end = here
    first: Pairs = []
    if last[0] >= 0:
        while low < high and begin < end and _is_like(ours[low], theirs[begin]):
            first.append((low, begin))
            low, begin = low + 1, begin + 1
    then: Pairs = []
    if high < len(ours):
        while low < high and begin < end and _is_like(ours[high - 1], theirs[end - 1]):
            high, end = high - 1, end - 1
            then.append((high, end))
    return first + then[::-1]


def _is_like(mine: Said, their: Said) -> bool:
    if mine.said is None or their.said is None:
        return False
    if mine.tail is None:
        return mine.said == their.said
    return (
        their.said.startswith(mine.said)
        and their.said.endswith(mine.tail)
        and len(mine.said) + len(mine.tail) <= len(their.said)
    )

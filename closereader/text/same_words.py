"""Which words of two stretches of text are the same, in the order of both.

Long stretches are first divided by runs of words that stand once in each; what is between those is
compared by the longest common sequence.
"""

import re
from array import array
from collections import Counter

from closereader.progress import Progress
from closereader.text.token_alignment import longest_rising

PROVES = 16
"""A run of words as long as this that stands once in either text is one and the same."""

# Stretches with fewer pairs of words than this are compared directly; it takes 4 MB at most.
_CLOSELY = 30_000_000
# Of three words, then of one.
_GRAMS = (3, 1)

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0eff]|\w+|[^\w\s]")


class Words:
    """The words and signs of a stretch."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.starts, self.ends = array("q"), array("q")
        self.keys: list[str] = []
        for match in _WORD.finditer(text, start, end):
            self.starts.append(match.start())
            self.ends.append(match.end())
            self.keys.append(match[0])


class Aligner:
    """Which words of two stretches are the same."""

    def __init__(self, ours: Words, theirs: Words, progress: Progress) -> None:
        ids: dict[str, int] = {}
        self._ours = [ids.setdefault(key, len(ids) + 1) for key in ours.keys]
        self._theirs = [ids.setdefault(key, len(ids) + 1) for key in theirs.keys]
        self._lengths = [len(key) for key in ours.keys]
        self._size = len(ids) + 2
        self._progress = progress
        self._pairs: list[tuple[int, int, bool]] = []

    def pairs(self, bound: tuple[bool, bool]) -> list[tuple[int, int, bool]]:
        """Pairs of words by index, and whether each is certain. `bound`: whether the stretches follow,
        and are followed by, what is the same in both."""
        self._align(0, len(self._ours), 0, len(self._theirs), bound)
        return self._pairs

    def _align(self, low: int, high: int, begin: int, end: int, bound: tuple[bool, bool]) -> None:
        ours, theirs = self._ours, self._theirs
        while bound[0] and low < high and begin < end and ours[low] == theirs[begin]:
            self._pairs.append((low, begin, False))
            low, begin = low + 1, begin + 1
        while bound[1] and low < high and begin < end and ours[high - 1] == theirs[end - 1]:
            high, end = high - 1, end - 1
            self._pairs.append((high, end, False))
        if low >= high or begin >= end:
            return
        self._progress.check()
        if (high - low) * (end - begin) > _CLOSELY:
            for size in _GRAMS:
                certain = self._certain(low, high, begin, end, size)
                if certain:
                    self._around(low, high, begin, end, certain, bound)
                    return
            return  # Nothing in so long a stretch says what belongs together.
        self._closely(low, high, begin, end)

    def _closely(self, low: int, high: int, begin: int, end: int) -> None:
        from rapidfuzz.distance import Indel

        for step in Indel.opcodes(self._ours[low:high], self._theirs[begin:end]):
            if step.tag == "equal":
                self._pairs += [
                    (low + i, begin + j, False)
                    for i, j in zip(
                        range(step.src_start, step.src_end),
                        range(step.dest_start, step.dest_end),
                        strict=True,
                    )
                ]

    def _certain(
        self, low: int, high: int, begin: int, end: int, size: int
    ) -> list[tuple[int, int]]:
        """Runs of `size` words that stand once in each stretch, in the longest order of both."""
        mine = self._grams(self._ours, low, high, size)
        their = self._grams(self._theirs, begin, end, size)
        count, others = Counter(mine), Counter(their)
        where = {gram: begin + number for number, gram in enumerate(their) if others[gram] == 1}
        return longest_rising(
            [
                (low + number, where[gram])
                for number, gram in enumerate(mine)
                if count[gram] == 1 and gram in where
            ]
        )

    def _grams(self, words: list[int], low: int, high: int, size: int) -> list[int]:
        some = words[low:high]
        if size == 1:
            return some
        many = self._size
        return [
            (a * many + b) * many + c for a, b, c in zip(some, some[1:], some[2:], strict=False)
        ]

    def _around(
        self,
        low: int,
        high: int,
        begin: int,
        end: int,
        certain: list[tuple[int, int]],
        bound: tuple[bool, bool],
    ) -> None:
        """Take what is certain, and look at what is between."""
        follows = bound[0]
        for i, j in (*certain, (high, end)):
            is_last = i == high
            if i < low or j < begin:
                continue
            self._align(low, i, begin, j, (follows, not is_last or bound[1]))
            follows = True
            if not is_last:
                proves = sum(self._lengths[i : i + _GRAMS[0]]) >= PROVES
                self._pairs.append((i, j, proves))
                low, begin = i + 1, j + 1

"""The heights of many blocks, their running sums, and which block lies at a height.

Heights are summed by chunks of about the square root of their number, so that setting one anew, asking
for a sum and guessing all again each take a few microseconds, also of 12,000: what walks over many is
Python's own `sum` and `accumulate`, not a loop of ours (a Fenwick tree took 3 ms to fill).
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

_CHUNK = 128


class Heights:
    """Heights in pixels, by number of block."""

    def __init__(self, heights: Sequence[float]) -> None:
        self._heights = list(heights)
        self._chunks = [
            sum(self._heights[first : first + _CHUNK])
            for first in range(0, len(self._heights), _CHUNK)
        ]
        self._starts: list[float] = []

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, index: int) -> float:
        return self._heights[index]

    def set(self, index: int, height: float) -> float:
        """Change one height; returns by how much it grew."""
        delta = height - self._heights[index]
        if delta:
            self._heights[index] = height
            chunk = index // _CHUNK
            first = chunk * _CHUNK
            # Summed anew, so that no rounding piles up.
            self._chunks[chunk] = sum(self._heights[first : first + _CHUNK])
            self._starts = []
        return delta

    def top(self, index: int) -> float:
        """The sum of the heights before block `index`."""
        chunk, rest = divmod(min(index, len(self._heights)), _CHUNK)
        first = chunk * _CHUNK
        return self._chunk_starts()[chunk] + sum(self._heights[first : first + rest])

    @property
    def total(self) -> float:
        """The sum of all."""
        return self._chunk_starts()[-1]

    def at(self, y: float) -> int:
        """The block that holds height `y`; the first or last one beyond the ends."""
        if y <= 0 or not self._heights:
            return 0
        starts = self._chunk_starts()
        if y >= starts[-1]:
            return len(self._heights) - 1
        chunk = bisect_right(starts, y) - 1
        first = chunk * _CHUNK
        ends = list(accumulate(self._heights[first : first + _CHUNK]))
        within = bisect_right(ends, y - starts[chunk])
        return min(first + within, len(self._heights) - 1)

    def tops(self) -> list[float]:
        """All running sums at once, and the total at the end: for whoever needs thousands."""
        return list(accumulate(self._heights, initial=0.0))

    def _chunk_starts(self) -> list[float]:
        """Where each chunk begins, and the last one ends."""
        if not self._starts:
            self._starts = list(accumulate(self._chunks, initial=0.0))
        return self._starts

"""The heights of many blocks, their running sums, and which block lies at a height: a Fenwick tree.

P. M. Fenwick, "A new data structure for cumulative frequency tables", Software: Practice and
Experience 24 (1994). Changing one of 12,000 heights, or asking for a sum, takes fourteen steps.
"""

from collections.abc import Sequence


class Heights:
    """Heights in pixels, by number of block."""

    def __init__(self, heights: Sequence[float]) -> None:
        self._heights = list(heights)
        self._tree = [0.0, *heights]
        count = len(heights)
        for i in range(1, count + 1):
            parent = i + (i & -i)
            if parent <= count:
                self._tree[parent] += self._tree[i]
        self._top_bit = 1 << max(count.bit_length() - 1, 0)

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, index: int) -> float:
        return self._heights[index]

    def set(self, index: int, height: float) -> float:
        """Change one height; returns by how much it grew."""
        delta = height - self._heights[index]
        if delta:
            self._heights[index] = height
            i = index + 1
            while i < len(self._tree):
                self._tree[i] += delta
                i += i & -i
        return delta

    def top(self, index: int) -> float:
        """The sum of the heights before block `index`."""
        total = 0.0
        i = min(index, len(self._heights))
        while i > 0:
            total += self._tree[i]
            i -= i & -i
        return total

    @property
    def total(self) -> float:
        """The sum of all."""
        return self.top(len(self._heights))

    def at(self, y: float) -> int:
        """The block that holds height `y`; the first or last one beyond the ends."""
        if y <= 0 or not self._heights:
            return 0
        index = 0
        rest = y
        bit = self._top_bit
        while bit:
            nxt = index + bit
            if nxt <= len(self._heights) and self._tree[nxt] <= rest:
                index = nxt
                rest -= self._tree[nxt]
            bit >>= 1
        return min(index, len(self._heights) - 1)

    def tops(self) -> list[float]:
        """All running sums at once, and the total at the end: for whoever needs thousands."""
        sums = [0.0]
        total = 0.0
        for height in self._heights:
            total += height
            sums.append(total)
        return sums

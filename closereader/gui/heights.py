"""Heights of things below one another, where each begins, and which lies at a given place: the blocks of
a text, the rows of a list.

They are kept in chunks, and the sums of these are summed once after a change: with 12,000 any question,
and a change of one, takes a few microseconds, and making all of them anew a tenth of a millisecond, as
what walks over many is Python's own `sum` and `accumulate`.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from typing import Generic, TypeVar

# What a chunk holds after a split; it is split at twice that.
_CHUNK = 128

H = TypeVar("H", int, float)


class Heights(Generic[H]):
    """A list of heights in pixels that answers sums quickly and takes rows in and out anywhere."""

    def __init__(self, heights: Iterable[H] = ()) -> None:
        everything = list(heights)
        self._chunks: list[list[H]] = [
            everything[i : i + _CHUNK] for i in range(0, len(everything), _CHUNK)
        ]
        self._sums: list[H] = [sum(chunk) for chunk in self._chunks]
        # Empty while they are not known.
        self._chunk_tops: list[H] = []
        self._chunk_numbers: list[int] = []

    def __len__(self) -> int:
        return self._numbers()[-1]

    def __getitem__(self, row: int) -> H:
        chunk, within = self._find(row)
        return self._chunks[chunk][within]

    @property
    def total(self) -> H:
        """The height of all rows together."""
        return self._tops()[-1]

    def set(self, row: int, height: H) -> H:
        """Give row number `row` another height; returns by how much it grew."""
        chunk, within = self._find(row)
        grown = height - self._chunks[chunk][within]
        if grown:
            self._chunks[chunk][within] = height
            # Summed anew, so that no rounding piles up.
            self._sums[chunk] = sum(self._chunks[chunk])
            self._chunk_tops = []
        return grown

    def insert(self, row: int, heights: Sequence[H]) -> None:
        """Put rows in before number `row`, which may be the count."""
        if not 0 <= row <= len(self):
            raise IndexError(row)
        if not self._chunks or len(heights) > _CHUNK:
            everything = list(chain.from_iterable(self._chunks))
            everything[row:row] = heights
            self.__init__(everything)  # type: ignore[misc]
            return
        chunk, within = self._find(row) if row < len(self) else self._end()
        self._chunks[chunk][within:within] = heights
        self._sums[chunk] = sum(self._chunks[chunk])
        if len(self._chunks[chunk]) > 2 * _CHUNK:
            whole = self._chunks[chunk]
            self._chunks[chunk : chunk + 1] = [whole[:_CHUNK], whole[_CHUNK:]]
            self._sums[chunk : chunk + 1] = [sum(whole[:_CHUNK]), sum(whole[_CHUNK:])]
        self._forget()

    def remove(self, row: int, count: int = 1) -> None:
        """Take `count` rows out, from number `row` on."""
        if count and not 0 <= row <= row + count <= len(self):
            raise IndexError(row)
        while count:
            chunk, within = self._find(row)
            gone = self._chunks[chunk][within : within + count]
            del self._chunks[chunk][within : within + len(gone)]
            self._sums[chunk] = sum(self._chunks[chunk])
            count -= len(gone)
            if not self._chunks[chunk]:
                del self._chunks[chunk], self._sums[chunk]
            self._forget()

    def top(self, row: int) -> H:
        """Where row number `row` begins, from the top of the first; of the count: where the last ends."""
        if row >= len(self):
            return self.total
        chunk, within = self._find(row)
        return self._tops()[chunk] + sum(self._chunks[chunk][:within])

    def tops(self) -> list[H]:
        """Where every row begins, and the last one ends: for whoever needs thousands."""
        return list(accumulate(chain.from_iterable(self._chunks), initial=0))

    def row_at(self, y: H) -> int:
        """The row that holds the pixel at `y`; the nearest where none does; -1 without rows."""
        count, tops = len(self), self._tops()
        if y < 0 or not count:
            return min(count - 1, 0)
        if y >= tops[-1]:
            return count - 1
        chunk = bisect_right(tops, y) - 1
        within = bisect_right(list(accumulate(self._chunks[chunk])), y - tops[chunk])
        return min(self._numbers()[chunk] + within, count - 1)

    def _find(self, row: int) -> tuple[int, int]:
        numbers = self._numbers()
        if not 0 <= row < numbers[-1]:
            raise IndexError(row)
        chunk = bisect_right(numbers, row) - 1
        return chunk, row - numbers[chunk]

    def _end(self) -> tuple[int, int]:
        return len(self._chunks) - 1, len(self._chunks[-1])

    def _forget(self) -> None:
        """Rows came or went."""
        self._chunk_tops = []
        self._chunk_numbers = []

    def _tops(self) -> list[H]:
        """Where each chunk begins, and the last one ends."""
        if not self._chunk_tops:
            self._chunk_tops = list(accumulate(self._sums, initial=0))
        return self._chunk_tops

    def _numbers(self) -> list[int]:
        """The number of the first row of each chunk, and the count."""
        if not self._chunk_numbers:
            self._chunk_numbers = list(accumulate(map(len, self._chunks), initial=0))
        return self._chunk_numbers

"""Heights of a list's rows, where each begins, and which lies at a given place."""

from collections.abc import Iterable, Sequence
from itertools import chain

# Rows a chunk holds after a split; it is split at twice that. With 10,000 rows a question walks
# some 80 sums and then at most 256 heights: 5 to 10 µs.
_CHUNK = 128


class RowHeights:
    """A list of heights in pixels that answers sums quickly and takes rows in and out anywhere."""

    def __init__(self, heights: Iterable[int] = ()) -> None:
        everything = list(heights)
        self._chunks = [everything[i : i + _CHUNK] for i in range(0, len(everything), _CHUNK)]
        self._sums = [sum(chunk) for chunk in self._chunks]
        self._count = len(everything)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, row: int) -> int:
        chunk, within = self._find(row)
        return self._chunks[chunk][within]

    @property
    def total(self) -> int:
        """The height of all rows together."""
        return sum(self._sums)

    def set(self, row: int, height: int) -> None:
        """Give row number `row` another height."""
        chunk, within = self._find(row)
        self._sums[chunk] += height - self._chunks[chunk][within]
        self._chunks[chunk][within] = height

    def insert(self, row: int, heights: Sequence[int]) -> None:
        """Put rows in before number `row`, which may be the count."""
        if not 0 <= row <= self._count:
            raise IndexError(row)
        if not self._chunks or len(heights) > _CHUNK:
            everything = list(chain.from_iterable(self._chunks))
            everything[row:row] = heights
            self.__init__(everything)  # type: ignore[misc]
            return
        chunk, within = self._find(row) if row < self._count else self._end()
        self._chunks[chunk][within:within] = heights
        self._sums[chunk] += sum(heights)
        self._count += len(heights)
        if len(self._chunks[chunk]) > 2 * _CHUNK:
            whole = self._chunks[chunk]
            self._chunks[chunk : chunk + 1] = [whole[:_CHUNK], whole[_CHUNK:]]
            self._sums[chunk : chunk + 1] = [sum(whole[:_CHUNK]), sum(whole[_CHUNK:])]

    def remove(self, row: int, count: int = 1) -> None:
        """Take `count` rows out, from number `row` on."""
        if count and not 0 <= row <= row + count <= self._count:
            raise IndexError(row)
        while count:
            chunk, within = self._find(row)
            gone = self._chunks[chunk][within : within + count]
            del self._chunks[chunk][within : within + len(gone)]
            self._sums[chunk] -= sum(gone)
            self._count -= len(gone)
            count -= len(gone)
            if not self._chunks[chunk]:
                del self._chunks[chunk], self._sums[chunk]

    def top(self, row: int) -> int:
        """Where row number `row` begins, from the top of the list; of the count: where it ends."""
        if row >= self._count:
            return self.total
        chunk, within = self._find(row)
        return sum(self._sums[:chunk]) + sum(self._chunks[chunk][:within])

    def row_at(self, y: int) -> int:
        """The row that holds the pixel at `y`; the nearest where none does; -1 without rows."""
        if not self._count:
            return -1
        row = 0
        for chunk, height in zip(self._chunks, self._sums, strict=True):
            if y >= height:
                y -= height
                row += len(chunk)
                continue
            for within in chunk:
                if y < within:
                    return row
                y -= within
                row += 1
        return self._count - 1

    def _find(self, row: int) -> tuple[int, int]:
        if not 0 <= row < self._count:
            raise IndexError(row)
        for number, chunk in enumerate(self._chunks):
            if row < len(chunk):
                return number, row
            row -= len(chunk)
        raise AssertionError("the count is the sum of the chunks")

    def _end(self) -> tuple[int, int]:
        return len(self._chunks) - 1, len(self._chunks[-1])

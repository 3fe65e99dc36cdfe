"""Where two states of a text differ, and where a stretch of the one is in the other."""

from typing import NamedTuple

from closereader.text.span import Span


class Difference(NamedTuple):
    """Code points `start` to `end` of the text before became `start` to `now` of the text after."""

    start: int
    end: int
    now: int

    def moved(self, span: Span) -> Span | None:
        """Where a stretch of the text before is afterwards: what was typed inside it or at its ends
        belongs to it. None where nothing of it is left."""
        if span.end < self.start or (span.end == self.start and self.end > self.start):
            return span
        by = self.now - self.end
        if span.start > self.end or (span.start == self.end and self.end > self.start):
            return Span(span.start + by, span.end + by)
        if self.start <= span.start and span.end <= self.end and self.end > self.start:
            return None
        start = span.start if span.start <= self.start else self.now
        end = span.end + by if span.end >= self.end else self.start
        return Span(start, end) if start < end else None


def difference(before: str, after: str) -> Difference | None:
    """The one stretch in which two texts differ; None where they are the same."""
    if before == after:
        return None
    shortest = min(len(before), len(after))
    start = _common(before, after, shortest)
    longest = shortest - start
    end = _common_end(before, after, longest)
    return Difference(start, len(before) - end, len(after) - end)


# Comparing slices costs little; comparing letter by letter costs 10 ms in an essay of 100 KB.
def _common(before: str, after: str, most: int) -> int:
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if before[low:middle] == after[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_end(before: str, after: str, most: int) -> int:
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if (
            before[len(before) - middle : len(before) - low]
            == after[len(after) - middle : len(after) - low]
        ):
            low = middle
        else:
            high = middle - 1
    return low

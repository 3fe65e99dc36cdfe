"""How two versions of a text correspond: which stretches of the one are which of the other."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

_SAME = str.maketrans(
    {
        **dict.fromkeys(
            "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000", " "
        ),
        **dict.fromkeys(map(chr, range(0x2000, 0x200B)), " "),
        **dict.fromkeys("‘’‚‛′ʼʹ`´‹›", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_PIECE = 1 << 15


class Run(NamedTuple):
    """Code points from `before` on of the former text are those from `after` on of the later one,
    `length` of them. `certain`: something in it stands once in each text, so that nothing else can be
    meant."""

    before: int
    after: int
    length: int
    certain: bool = False

    @property
    def before_end(self) -> int:
        """The code point after its last in the former text."""
        return self.before + self.length

    @property
    def after_end(self) -> int:
        """The same in the later text."""
        return self.after + self.length


class Gap(NamedTuple):
    """Code points `start` to `end` of the former text have no like; in their place the later text has
    `low` to `high`. Either may be empty."""

    start: int
    end: int
    low: int
    high: int


class Correspondence:
    """How two texts correspond. `runs`: what both have, rising in both; `moved`: what the later text
    has elsewhere, by its place in the former."""

    def __init__(
        self, before: str, after: str, runs: Sequence[Run], moved: Sequence[Run] = ()
    ) -> None:
        self.before = before
        self.after = after
        self.runs = tuple(runs)
        self.moved = tuple(moved)
        self._starts = array("q", (run.before for run in self.runs))
        self._moved_starts = array("q", (run.before for run in self.moved))

    def run_at(self, offset: int) -> int:
        """The number of the last run that begins at or before code point `offset` of the former text;
        -1 for none."""
        return bisect_right(self._starts, offset) - 1

    def moved_with(self, start: int, end: int) -> Run | None:
        """The moved stretch that holds code points `start` to `end` of the former text."""
        number = bisect_right(self._moved_starts, start) - 1
        if number < 0 or self.moved[number].before_end < end:
            return None
        return self.moved[number]

    def gap_after(self, number: int) -> Gap:
        """What is between run `number` and the next; -1: what is before the first."""
        start, low = (
            (self.runs[number].before_end, self.runs[number].after_end) if number >= 0 else (0, 0)
        )
        if number + 1 < len(self.runs):
            return Gap(start, self.runs[number + 1].before, low, self.runs[number + 1].after)
        return Gap(start, len(self.before), low, len(self.after))

    def gaps(self) -> Iterator[Gap]:
        """What one has and the other has not, in order."""
        for number in range(-1, len(self.runs)):
            gap = self.gap_after(number)
            if gap.end > gap.start or gap.high > gap.low:
                yield gap

    def between_certain(self, number: int) -> Gap:
        """The stretch of both texts round run `number` that certain runs bound, those not included."""
        low = bisect_left(self._certain, number) - 1
        high = bisect_right(self._certain, number)
        start, begin = 0, 0
        end, stop = len(self.before), len(self.after)
        if low >= 0:
            run = self.runs[self._certain[low]]
            start, begin = run.before_end, run.after_end
        if high < len(self._certain):
            run = self.runs[self._certain[high]]
            end, stop = run.before, run.after
        return Gap(start, end, begin, stop)

    @cached_property
    def _certain(self) -> list[int]:
        return [number for number, run in enumerate(self.runs) if run.certain]

    @property
    def likeness(self) -> float:
        """How much of the longer text the shorter one has, 0 to 1."""
        same = sum(run.length for run in self.runs) + sum(run.length for run in self.moved)
        return min(same / max(len(self.before), len(self.after), 1), 1.0)


def plain(text: str) -> str:
    """The text with all that is alike in typography written in one way, of the same length."""
    # In pieces: translating 3 MB in one call holds Python's lock, and so the window, for 150 ms.
    pieces = (text[start : start + _PIECE] for start in range(0, len(text), _PIECE))
    return "".join(piece if _is_plain(piece) else piece.translate(_SAME) for piece in pieces)


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable() and "`" not in text

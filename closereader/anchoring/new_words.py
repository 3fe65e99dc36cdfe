"""What a later text has that the former had not, and where in it a passage may be that is no longer in its
place."""

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from closereader.text.correspondence import Correspondence, plain
from closereader.text.same_words import Words
from closereader.text.span import Span

# Of what is beside a new stretch so much is looked at with it.
_EDGE = 40
_SEAM = "\n\n"
# A run of three words that stands more often than this says nothing about a place.
_COMMON = 12
_MOST_LIKELY = 3
# Places as near as this are one.
_NEAR = 64


@dataclass(frozen=True, slots=True)
class _Piece:
    """Code points `low` on of the new stretches, joined, are those from `after` on of the text; what is
    new in them lies at `gap`."""

    low: int
    after: int
    length: int
    gap: Span


class NewWords:
    """The new stretches of a text, joined: `text`; and the same without differences of typography."""

    def __init__(self, both: Correspondence) -> None:
        parts: list[str] = []
        self._pieces: list[_Piece] = []
        low = end = 0
        for gap in both.gaps():
            if not both.after[gap.low : gap.high].strip():
                continue
            start = max(gap.low - _EDGE, end)
            end = min(gap.high + _EDGE, len(both.after))
            parts.append(both.after[start:end])
            self._pieces.append(_Piece(low, start, end - start, Span(gap.low, gap.high)))
            low += end - start + len(_SEAM)
        self.text = _SEAM.join(parts)
        self.plain = plain(self.text)
        self._lows = [piece.low for piece in self._pieces]

    def in_text(self, span: Span) -> Span | None:
        """The stretch of the later text that this one of `text` is; None for one over a seam, or of which
        the half and more is not new but another passage."""
        number = bisect_right(self._lows, span.start) - 1
        if number < 0 or span.end > self._pieces[number].low + self._pieces[number].length:
            return None
        piece = self._pieces[number]
        by = piece.after - piece.low
        there = Span(span.start + by, span.end + by)
        new = min(there.end, piece.gap.end) - max(there.start, piece.gap.start)
        return there if 2 * new > len(there) else None

    def likely(self, sought: str) -> list[int]:
        """Where in `text` a passage with these words, or much like them, may begin, the likeliest
        first."""
        words = Words(plain(sought), 0, len(sought))
        begins: Counter[int] = Counter()
        for number, gram in enumerate(
            zip(words.keys, words.keys[1:], words.keys[2:], strict=False)
        ):
            places = self._grams.get(gram, ())
            if len(places) <= _COMMON:
                for place in places:
                    begins[(place - words.starts[number]) // _NEAR] += 1
        return [max(slot * _NEAR + _NEAR // 2, 0) for slot, _n in begins.most_common(_MOST_LIKELY)]

    @cached_property
    def _grams(self) -> dict[tuple[str, str, str], list[int]]:
        """Where each run of three words begins."""
        words = Words(self.plain, 0, len(self.plain))
        found: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        runs = zip(words.keys, words.keys[1:], words.keys[2:], strict=False)
        for start, gram in zip(words.starts, runs, strict=False):
            if len(places := found[gram]) <= _COMMON:
                places.append(start)
        return dict(found)

"""Folding a text for search, with the way back: each folded stretch knows the original one.

What is folded away is chosen by `Folding`: typography (any white space is a space and runs of it
are one, straight and curly quotation marks are the same, so are dashes; soft hyphens and other
invisible characters vanish, composed and decomposed letters are equal), letter case, and marks
(é is e, ø is o). Vowel signs of Indic scripts, Thai tone marks and the Japanese voicing mark are
part of the letter and stay.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import regex

from closereader.text.span import Span


class Folding(NamedTuple):
    """What is folded away. Typography always is."""

    case: bool = False
    marks: bool = False


TYPOGRAPHY = Folding()

_SPACES = frozenset(
    " \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_ALIKE = {
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys("‘’‚‛′ʼʹ`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‹›", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    # Invisible: soft hyphen, zero-width characters, marks of direction.
    **dict.fromkeys("\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""),
    **dict.fromkeys("\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", ""),
    "…": "...",
}
# Letters whose stroke or joining Unicode does not take apart.
_STROKED = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae"})
_STROKED |= str.maketrans({"œ": "oe", "Ø": "O", "Đ": "D", "Ł": "L", "Ħ": "H", "Ŧ": "T", "Æ": "AE"})
_STROKED |= str.maketrans({"Œ": "OE", "ß": "ss", "ẞ": "SS"})

# So many characters are replaced one by one rather than by a table.
_FEW = 40

_CLUSTERS = regex.compile(r"\P{M}\p{M}+")
_MARK = regex.compile(r"\p{M}")


@lru_cache(maxsize=20_000)
def _fold_cluster(cluster: str, folding: Folding) -> str:
    """One letter with its marks, or one other character, folded."""
    alike = _ALIKE.get(cluster)
    if alike is not None:
        return alike
    folded = cluster.casefold() if folding.case else cluster
    if folding.marks:
        taken_apart = unicodedata.normalize("NFD", folded)
        folded = "".join(c for c in taken_apart if not _is_loose_mark(c)).translate(_STROKED)
    folded = unicodedata.normalize("NFC", folded)
    return "".join(_ALIKE.get(c, c) for c in folded)


def _is_loose_mark(character: str) -> bool:
    """Whether the mark is one a searcher leaves out: accents, Hebrew points, Arabic vowels. The
    canonical combining class tells: 1 is an overlay, 10–36 are points of Hebrew, Arabic and
    Syriac, from 200 on stand accents above and below."""
    combining = unicodedata.combining(character)
    return combining == 1 or 10 <= combining <= 36 or combining >= 200


def fold(text: str, folding: Folding = TYPOGRAPHY) -> str:
    """`text` folded, without the way back; for words to be looked for."""
    return Folded(text, folding).folded


@dataclass(frozen=True, slots=True)
class _Edit:
    """Code points `start` to `end` of the original became `folded`, of another length."""

    start: int
    end: int
    folded: str


class Folded:
    """One text folded, and the way back. Costs one pass over the text, and an entry for each
    place where the length changes."""

    __slots__ = ("_begins", "_ends", "_offsets", "_stops", "folded", "folding", "original")

    def __init__(self, text: str, folding: Folding = TYPOGRAPHY) -> None:
        self.original = text
        self.folding = folding
        # Where the length changes: begin and end in the folded text and in the original.
        self._begins: list[int] = []
        self._ends: list[int] = []
        self._offsets: list[int] = []
        self._stops: list[int] = []
        self.folded = self._fold()

    def span(self, start: int, end: int) -> Span:
        """The stretch of the original that became folded code points `start` to `end`. What was
        folded into one is given whole, so a letter keeps its marks."""
        first = self._original(start)[0]
        return Span(first, self._original(end - 1)[1] if end > start else first)

    def spans(self, stretches: Sequence[tuple[int, int]]) -> list[Span]:
        """The stretches of the original that became many folded ones, which are in order and do
        not overlap; of several that became of one character, such as …, it is given once."""
        spans: list[Span] = []
        edit, count, shift = 0, len(self._begins), 0
        for start, end in stretches:
            while edit < count and self._ends[edit] <= start:
                shift = self._stops[edit] - self._ends[edit]
                edit += 1
            if edit == count or self._begins[edit] >= end:
                spans.append(Span(start + shift, end + shift))
                continue
            span = self.span(start, end)
            if not spans or spans[-1].end <= span.start:
                spans.append(span)
        return spans

    def position(self, offset: int) -> int:
        """The folded code point that code point `offset` of the original became, or came to
        stand before; an offset past the end gives the end."""
        offset = min(offset, len(self.original))
        edit = bisect_right(self._offsets, offset) - 1
        if edit < 0:
            return offset
        if offset < self._stops[edit]:
            return self._begins[edit]
        return offset - self._stops[edit] + self._ends[edit]

    def _original(self, position: int) -> tuple[int, int]:
        """Begin and end in the original of one folded code point."""
        if not self._begins:
            return position, position + 1
        edit = bisect_right(self._begins, position) - 1
        if edit < 0:
            return position, position + 1
        if position < self._ends[edit]:
            return self._offsets[edit], self._stops[edit]
        start = position - self._ends[edit] + self._stops[edit]
        return start, start + 1

    def _fold(self) -> str:
        same_length: dict[str, str] = {}
        other_length: set[str] = set()
        has_marks = False
        for character in set(self.original):
            folded = _fold_cluster(character, self.folding)
            if len(folded) != 1:
                other_length.add(character)
            elif folded != character:
                same_length[character] = folded
            has_marks = has_marks or _MARK.match(character) is not None
        translated = _translate(self.original, same_length, self.folding)
        edits = self._edits(translated, other_length, has_marks)
        return self._apply(translated, edits) if edits else translated

    def _edits(self, translated: str, other_length: set[str], has_marks: bool) -> list[_Edit]:
        edits = []
        if other_length:
            for match in re.finditer(f"[{re.escape(''.join(other_length))}]", self.original):
                folded = _fold_cluster(match[0], self.folding)
                edits.append(_Edit(match.start(), match.end(), folded))
        if has_marks:
            for match in _CLUSTERS.finditer(self.original):
                folded = _fold_cluster(match[0], self.folding)
                if len(folded) != match.end() - match.start():
                    edits.append(_Edit(match.start(), match.end(), folded))
        if "  " in translated:
            edits += [_Edit(m.start(), m.end(), " ") for m in re.finditer("  +", translated)]
        if len(edits) > 1:
            # Longest first at one place: a letter with marks swallows what its parts would become.
            edits.sort(key=lambda edit: (edit.start, -edit.end))
        return edits

    def _apply(self, translated: str, edits: list[_Edit]) -> str:
        pieces: list[str] = []
        done = length = 0
        for edit in edits:
            if edit.start < done:
                continue
            pieces += (translated[done : edit.start], edit.folded)
            begin = length + edit.start - done
            length = begin + len(edit.folded)
            done = edit.end
            self._begins.append(begin)
            self._ends.append(length)
            self._offsets.append(edit.start)
            self._stops.append(edit.end)
        pieces.append(translated[done:])
        return "".join(pieces)


def _translate(text: str, table: dict[str, str], folding: Folding) -> str:
    """`text` with each character that is in `table` replaced by the one beside it.

    `str.translate` takes 60 ms a megabyte where not all is ASCII; `str.casefold` and one
    `str.replace` for each of a few characters take 5 ms.
    """
    if folding.case and len(lowered := text.casefold()) == len(text):
        table = {
            character.casefold(): folded
            for character, folded in table.items()
            if character.casefold() != folded
        }
        text = lowered
    if len(table) > _FEW:
        return text.translate({ord(character): folded for character, folded in table.items()})
    for character, folded in table.items():
        text = text.replace(character, folded)
    return text

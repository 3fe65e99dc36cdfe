"""Whether a hyphen at a line end parted a word or belongs to it, by the other words of the text."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

HYPHENS = "-\u2010"

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_LAST_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:[-\u2010][^\W\d_]+)*$")


class Line(Protocol):
    """A line of a text, not empty, and how many blank ones stand before it."""

    @property
    def text(self) -> str:
        """What it says."""

    @property
    def blanks(self) -> int:
        """How many blank lines stand before it."""


class Hyphens:
    """Judges the line ends of one text.

    A word that stands elsewhere in the text, whole or with its hyphen, settles it. If it does not,
    the rest of the text does: where more of its parted words stand elsewhere whole than with their
    hyphen, or else where most fall into pieces that are no words ("unex-", "Provi-"), it was
    hyphenated by syllables, and the hyphen goes. Otherwise lines were broken at hyphens that were
    there ("class-consciousness"), and it stays.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self._pairs = [
            (_last(a.text), _first(b.text))
            for a, b in pairwise(lines)
            if a.text[-1] in HYPHENS and b.blanks == 0 and len(a.text) > 1
        ]
        self._words: frozenset[str] = frozenset()
        self._by_syllables = True
        if self._pairs:
            self._words = _vocabulary(lines)
            self._by_syllables = self._judge()

    def parted(self, before: str, after: str) -> bool:
        """Whether the hyphen that ends `before` is to go when `after` follows."""
        head, tail = _last(before), _first(after)
        if after[:1].isupper() and head.isalpha() and len(head) > 1:
            # A name that is written elsewhere without a hyphen ("TraceMonkey").
            whole, hyphened = f"{head}{tail}".lower(), f"{head}-{tail}".lower()
            return whole in self._words and hyphened not in self._words
        if (
            not (head.isalpha() and before[-2].islower() and after[0].islower())
            or len(head) < 2
            or "-" in tail
        ):
            # Names, numbers and words with another hyphen ("up-to-") keep theirs.
            return False
        head, tail = head.lower(), tail.lower()
        if f"{head}-{tail}" in self._words:
            return False
        if head + tail in self._words:
            return True
        if min(len(head), len(tail)) >= 4 and self._are_words(head, tail):
            # Two words that nowhere are one.
            return False
        return self._by_syllables

    def _judge(self) -> bool:
        """Whether the text is hyphenated by syllables: by what its parted words are elsewhere, and
        if that is even, by whether their pieces are words."""
        lowered = [(head.lower(), tail.lower()) for head, tail in self._pairs]
        whole = sum(1 for head, tail in lowered if head + tail in self._words)
        hyphened = sum(1 for head, tail in lowered if f"{head}-{tail}" in self._words)
        if whole != hyphened:
            return whole > hyphened
        strange = sum(1 for head, tail in lowered if not self._are_words(head, tail))
        return strange >= 0.5 * len(lowered)

    def _are_words(self, head: str, tail: str) -> bool:
        return head in self._words and tail in self._words


def _vocabulary(lines: Sequence[Line]) -> frozenset[str]:
    """All words of the text in small letters, without the pieces at parted line ends."""
    pieces = []
    was_parted = False
    for line in lines:
        text = line.text
        if was_parted and line.blanks == 0:
            text = text.partition(" ")[2]
        was_parted = line.text[-1] in HYPHENS
        pieces.append(text.rpartition(" ")[0] if was_parted else text)
    return frozenset(_WORD.findall("\n".join(pieces).lower().replace("\u2010", "-")))


def _last(line: str) -> str:
    """The last word of a line that ends in a hyphen, without that, and without marks before it."""
    found = _LAST_WORD.search(line[-100:-1])
    return found[0] if found else ""


def _first(line: str) -> str:
    """The first word of a line, without marks."""
    found = _WORD.match(line)
    return found[0] if found else ""

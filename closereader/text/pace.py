"""How long the rest of a text takes to read, at a usual pace; nothing is measured of the reader."""

from closereader.text.words import words

WORDS_A_MINUTE = 230
"""Of English read silently (M. Brysbaert, "How many words do we read per minute?", Journal of Memory
and Language 109, 2019: 238 for non-fiction)."""

_SAMPLES = 24
_SAMPLE = 800


class Pace:
    """Of one text, whose words are counted in samples: enough for "about"."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        read = found = 0
        step = max(self._length // _SAMPLES, _SAMPLE)
        for start in range(0, self._length, step):
            end = min(start + _SAMPLE, self._length)
            found += sum(1 for _ in words(text, start, end))
            read += end - start
        self._density = found / read if read else 0.0

    def minutes_left(self, offset: int) -> int:
        """Minutes from code point `offset` to the end: rounded up to whole ones, above 20 to the
        nearest five, above two hours to the nearest half hour."""
        rest = max(self._length - offset, 0) * self._density / WORDS_A_MINUTE
        if rest > 120:
            return 30 * round(rest / 30)
        if rest > 20:
            return 5 * round(rest / 5)
        return max(int(rest + 0.999), 0)

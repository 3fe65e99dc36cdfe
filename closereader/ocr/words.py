"""What Tesseract tells of a page in its TSV: words with their boxes, lines, and how sure it is.

Twelve columns a row: level, page, block, paragraph, line, word, left, top, width, height, confidence,
text (tesseract(1)); a row of level 5 is a word.
"""

import statistics
from collections import defaultdict
from dataclasses import dataclass

from closereader.text.normalise import normalise

_COLUMNS = 12
_WORD = "5"
MOST_WORDS = 50_000
"""Of one page: a newspaper's has 10,000."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word in pixels of the picture from its top left corner. `confidence`: 0 to 100; `line`: the same
    number for all words of a line, in the order in which the program reads."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float
    line: int = 0

    @property
    def is_upright(self) -> bool:
        """Whether it is wider than high, as words of some letters are that stand upright."""
        return self.right - self.left >= self.bottom - self.top


def words_of(tsv: str, width: int, height: int) -> tuple[Word, ...]:
    """The words of a page of so many pixels; rows that are none, or outside of it, are left out."""
    found: list[Word] = []
    lines: dict[tuple[str, ...], int] = {}
    for row in tsv.splitlines():
        cells = row.split("\t", _COLUMNS - 1)
        if len(cells) < _COLUMNS or cells[0] != _WORD:
            continue
        text = "".join(normalise(cells[-1]).text.split())
        try:
            left, top, wide, high, confidence = map(float, cells[6:11])
        except ValueError:
            continue
        right, bottom = min(left + wide, width), min(top + high, height)
        if not text or not (0 <= left < right and 0 <= top < bottom):
            continue
        line = lines.setdefault(tuple(cells[1:5]), len(lines))
        found.append(Word(text, left, top, right, bottom, min(max(confidence, 0.0), 100.0), line))
        if len(found) >= MOST_WORDS:
            break
    return tuple(found)


def slope_of(words: tuple[Word, ...]) -> float:
    """By how much the lines fall from left to right, in pixels a pixel: the median of the lines long
    enough to tell; 0 where there are too few."""
    lines: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        lines[word.line].append(word)
    slopes = [slope for line in lines.values() if (slope := _slope(line)) is not None]
    return statistics.median(slopes) if len(slopes) >= 3 else 0.0


def _slope(line: list[Word]) -> float | None:
    """By least squares through the feet of its words, which letters below the line shift a little."""
    if len(line) < 4:
        return None
    xs = [(word.left + word.right) / 2 for word in line]
    ys = [_foot(word) for word in line]
    if max(xs) - min(xs) < 6 * statistics.median(word.bottom - word.top for word in line):
        return None
    return statistics.linear_regression(xs, ys).slope


def _foot(word: Word) -> float:
    """Where it would stand on the line: letters that reach below it reach a quarter of its height."""
    if any(letter in "gjpqy,;Q()" for letter in word.text):
        return word.bottom - (word.bottom - word.top) * 0.22
    return word.bottom

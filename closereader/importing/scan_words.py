"""The words of a scanned page as the layout takes them: in points, in level lines, and back again.

A page lies crooked on the glass, or on its side. Its words are put as they would stand if it lay straight
(`SeenPage`): turned upright by quarters, then levelled about its middle. What the layout makes of them is
put back where it is seen (`as_seen`).
"""

import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from closereader.importing.page_text import ABOVE, Page, word
from closereader.model.source_page import PageLine, SourcePage
from closereader.ocr import Word
from closereader.ocr.words import slope_of

UNSURE = 60
"""Words of a lower confidence are told to the reader. Of the surer ones on clean scans, one in some
hundreds is wrong."""

# So near to the size of most lines, a line is of that size: heights of letters are measured in dots.
_SAME_SIZE = 0.09
# A line that falls by more than this share of its height is divided into its words.
_LEVEL = 0.2
# What letters take of an em up from the baseline (a t less than an l), and below it.
_SMALL, _MIDDLE, _TALL, _DEEP = 0.45, 0.58, 0.68, 0.21
_DEEP_LETTERS = frozenset("gjpqyçQ,;()[]{}/|ÇþßµƷ")
_SMALL_LETTERS = frozenset("acemnorsuvwxzgpqyçıœæ.,;:~-–—…·«»")


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word on the level page. `base`: of its line; `size`: of an em; all in points."""

    text: str
    left: float
    right: float
    base: float
    size: float
    confidence: float = 100.0


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page and its words. `number` counts from 0; `width`, `height`: as it is shown, in points; `turn`:
    by how many degrees its writing is turned clockwise as it is shown; `slope`: by how much its lines fall
    when that is undone, in points a point."""

    number: int
    width: float
    height: float
    turn: int
    slope: float
    words: tuple[SeenWord, ...]

    @property
    def frame(self) -> tuple[float, float]:
        """Width and height when its writing stands upright."""
        return (self.height, self.width) if self.turn % 180 else (self.width, self.height)

    def lowered(self, u: float) -> float:
        """By how much the line at `u` is lower on the page than on the level one."""
        return (u - self.frame[0] / 2) * self.slope

    def shifted(self, v: float) -> float:
        """By how much further left it is there, as lines lean when they are levelled."""
        return (v - self.frame[1] / 2) * self.slope


def seen_page(
    number: int,
    page: tuple[float, float],
    size: tuple[int, int],
    turned: int,
    words: Sequence[Word],
) -> SeenPage:
    """The page of what was read in a picture of `size` pixels, for which the page (so many points wide and
    high as it is shown) was turned clockwise by `turned` degrees."""
    seen = SeenPage(number, *page, -turned % 360, slope_of(tuple(words)), ())
    scale = seen.frame[0] / max(size[0], 1)
    lines: dict[int, list[Word]] = defaultdict(list)
    for each in words:
        lines[each.line].append(each)
    sizes = {line: _line_em(all_, abs(seen.slope)) for line, all_ in lines.items()}
    sizes = _evened(sizes, {line: len(all_) for line, all_ in lines.items()})
    found = []
    for line, all_ in lines.items():
        em = sizes[line] * scale
        level = [_levelled(seen, each, scale) for each in all_]
        base = statistics.median(
            foot - _below(each.text) * em for each, (_l, _r, foot) in zip(all_, level, strict=True)
        )
        found += [
            SeenWord(each.text, left, right, base, em, each.confidence)
            for each, (left, right, _foot) in zip(all_, level, strict=True)
        ]
    return replace(seen, words=tuple(found))


def page_of_lines(page: SourcePage, text: str) -> SeenPage:
    """The page of what a text says stands on it, from an earlier reading of the scan. A word that was joined
    over the end of a line has its hyphen again."""
    lines = sorted(page.lines, key=lambda line: line.start)
    turn = lines[0].turn if lines else 0
    seen = SeenPage(page.number, page.width, page.height, turn, 0.0, ())
    found: list[SeenWord] = []
    rough: list[Word] = []
    row = 0
    for index, line in enumerate(lines):
        top, bottom, lefts, rights = _in_frame(seen, line)
        joined = index + 1 < len(lines) and lines[index + 1].start == line.end
        same_row = bool(rough) and lefts and lefts[0] >= rough[-1].right
        same_row = same_row and abs(bottom - rough[-1].bottom) < (bottom - top) / 2
        row += 0 if same_row else 1
        goes_on = joined and not _beside(seen, line, lines[index + 1])
        for low, high in _words_in(text[line.start : line.end]):
            said = text[line.start + low : line.start + high]
            if goes_on and high == len(line.lefts) and said[-1].isalpha():
                said += "-"
            size = bottom - top
            found.append(SeenWord(said, lefts[low], rights[high - 1], top + size * ABOVE, size))
            rough.append(Word(said, lefts[low], top, rights[high - 1], bottom, 100, row))
    slope = slope_of(tuple(rough))
    seen = replace(seen, slope=slope)
    return replace(
        seen,
        words=tuple(
            replace(
                each,
                base=each.base - seen.lowered((each.left + each.right) / 2),
                left=each.left + seen.shifted(each.base),
                right=each.right + seen.shifted(each.base),
            )
            for each in found
        ),
    )


def layout_page(seen: SeenPage, label: str, has_picture: bool = True) -> Page:
    """The page as the layout takes it."""
    pieces = []
    for each in seen.words:
        piece = word(each.text, each.left, each.right, each.base, each.size)
        piece.turn = seen.turn
        pieces.append(piece)
    return Page(seen.number, label, seen.width, seen.height, pieces, has_picture)


def as_seen(seen: SeenPage, page: SourcePage, text: str) -> SourcePage:
    """The page of `text` with its lines where they are seen: they lie as crooked as the paper does."""
    if not seen.slope:
        return page
    lines: list[PageLine] = []
    for line in page.lines:
        top, bottom, lefts, rights = _in_frame(seen, line)
        words = text[line.start : line.end]
        for low, high in _level_parts(words, _reach(seen, bottom - top), lefts, rights):
            down = seen.lowered((lefts[low] + rights[high - 1]) / 2)
            left = seen.shifted((top + bottom) / 2)
            placed = Page(seen.number, "", seen.width, seen.height).placed(
                line.turn,
                top + down,
                bottom + down,
                [each - left for each in lefts[low:high]],
                [each - left for each in rights[low:high]],
            )
            lines.append(PageLine(line.start + low, *placed, line.turn))
    return replace(page, lines=tuple(lines))


def unsure_places(seen: SeenPage, page: SourcePage) -> list[tuple[int, int, int, int]]:
    """(first, last code point, page, confidence) of the unsure words that are in the text. `page`: with
    its lines level still."""
    doubtful = [each for each in seen.words if each.confidence < UNSURE and _has_letters(each)]
    found = []
    framed = [(line, *_in_frame(seen, line)) for line in page.lines] if doubtful else []
    for each in doubtful:
        middle = each.base - each.size * 0.25
        for line, top, bottom, lefts, rights in framed:
            if not top <= middle <= bottom:
                continue
            at = [
                index
                for index, (left, right) in enumerate(zip(lefts, rights, strict=True))
                if each.left <= (left + right) / 2 <= each.right
            ]
            if at:
                first, last = line.start + at[0], line.start + at[-1] + 1
                found.append((first, last, seen.number, round(each.confidence)))
                break
    return found


def seen_from(data: Mapping[str, Any]) -> SeenPage:
    """The page of `dataclasses.asdict` again."""
    return SeenPage(**{**data, "words": tuple(SeenWord(**each) for each in data["words"])})


def _has_letters(each: SeenWord) -> bool:
    return any(letter.isalnum() for letter in each.text)


def _levelled(seen: SeenPage, each: Word, scale: float) -> tuple[float, float, float]:
    """Its left, right and foot on the level page, in points."""
    left, right, foot = each.left * scale, each.right * scale, each.bottom * scale
    lean = seen.shifted(foot)
    foot -= abs(seen.slope) * (right - left) / 2
    return left + lean, right + lean, foot - seen.lowered((left + right) / 2)


def _em(each: Word, slope: float) -> float:
    """What an em of the word measures, in pixels, by its height and the letters it has."""
    high = set(each.text) - _SMALL_LETTERS
    up = _TALL if high - {"t"} else _MIDDLE if high else _SMALL
    # The box round a word that falls is higher than the word.
    height = each.bottom - each.top - slope * (each.right - each.left)
    return max(height, 1.0) / (up + _below(each.text))


def _below(text: str) -> float:
    """How far it reaches below its line, in ems."""
    return _DEEP if any(letter in _DEEP_LETTERS for letter in text) else 0.0


def _line_em(line: Sequence[Word], slope: float) -> float:
    """The same of a line; stops and dashes tell little of it."""
    telling = [each for each in line if sum(letter.isalnum() for letter in each.text) > 1]
    return statistics.median(_em(each, slope) for each in telling or line)


def _evened(sizes: Mapping[int, float], words: Mapping[int, int]) -> dict[int, float]:
    """Sizes of lines without what is only measured: most lines of a page are of one size."""
    every = [size for line, size in sizes.items() for _word in range(words[line])]
    if not every:
        return {}
    usual = statistics.median(every)
    return {
        line: usual if abs(size - usual) < usual * (_SAME_SIZE + 0.06 / words[line]) else size
        for line, size in sizes.items()
    }


def _in_frame(
    seen: SeenPage, line: PageLine
) -> tuple[float, float, Sequence[float], Sequence[float]]:
    """Top, bottom, lefts and rights of a line of the page where its writing stands upright."""
    turn = line.turn % 360
    if turn == 0:
        return line.top, line.bottom, line.lefts, line.rights
    if turn == 90:
        return seen.width - line.bottom, seen.width - line.top, line.lefts, line.rights
    length = seen.width if turn == 180 else seen.height
    lefts = [length - right for right in line.rights]
    rights = [length - left for left in line.lefts]
    if turn == 180:
        return seen.height - line.bottom, seen.height - line.top, lefts, rights
    return line.top, line.bottom, lefts, rights


def _beside(seen: SeenPage, line: PageLine, following: PageLine) -> bool:
    """Whether the next one goes on in the same line of the page."""
    top, bottom, _lefts, rights = _in_frame(seen, line)
    other_top, _bottom, lefts, _rights = _in_frame(seen, following)
    return abs(top - other_top) < (bottom - top) / 2 and lefts[0] >= rights[-1] - 1


def _reach(seen: SeenPage, height: float) -> float:
    """How long a piece of a line may be and still fit into one box."""
    return max(height * _LEVEL / abs(seen.slope), height)


def _level_parts(
    text: str, reach: float, lefts: Sequence[float], rights: Sequence[float]
) -> Iterable[tuple[int, int]]:
    """Stretches of whole words of a line, none longer than `reach` if words are not."""
    low = 0
    for first, last in _words_in(text):
        if first > low and rights[last - 1] - lefts[low] > reach:
            yield low, first
            low = first
    yield low, len(lefts)


def _words_in(text: str) -> Iterable[tuple[int, int]]:
    low = 0
    for index, letter in enumerate(text):
        if letter.isspace():
            if low < index:
                yield low, index
            low = index + 1
    if low < len(text):
        yield low, len(text)

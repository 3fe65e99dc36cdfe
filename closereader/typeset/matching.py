"""The letters of the text and those on the pages, brought to one form and walked side by side.

What is compared is letters alone (NFKD, without spaces and marks); after whatever does not agree,
a character without a font or right-to-left words, the way is found again.
"""

import itertools
import unicodedata
from array import array
from collections.abc import Sequence

from closereader.model.document import Block
from closereader.typeset.content import clean
from closereader.typeset.glyphs import Glyphs

_DROPPED = frozenset("\u00ad\u200b\ufeff\u2060\u200c\u200d\u200e\u200f\u061c\ufe0e\ufe0f")
BROKEN_HYPHEN = "\x02"
_PROBE = 8


def _fold(character: str) -> str:
    """What of a character is compared: its letters in NFKD, none of a space or mark."""
    if character < "\x7f":
        return "" if character <= " " else character
    if character in _DROPPED or character.isspace():
        return ""
    return (
        "".join(
            c
            for c in unicodedata.normalize("NFKD", character)
            if not unicodedata.combining(c) and not c.isspace()
        )
        .replace("\u2010", "-")
        .replace("\u2011", "-")
    )


def _folded(characters: str, places: Sequence[int]) -> tuple[str, Sequence[int]]:
    """What is compared of the characters, and of each letter of that the place of its character."""
    known = {character: _fold(character) for character in set(characters)}
    known[BROKEN_HYPHEN] = BROKEN_HYPHEN
    letters = [known[character] for character in characters]
    # One letter of each, or none, is what most readings have, and this runs for all of a book.
    if max(map(len, known.values())) > 1:
        places = array(
            "i", (place for place, folded in zip(places, letters, strict=True) for _ in folded)
        )
    elif not all(known.values()):
        places = array("i", itertools.compress(places, letters))
    return "".join(letters), places


def folded_text(text: str, blocks: Sequence[Block]) -> tuple[str, Sequence[int]]:
    """What is compared of the blocks' text, and of each letter the offset of its character."""
    text = clean(text)
    places = array("i")
    for block in blocks:
        places.extend(range(block.start, block.end))
    return _folded("".join(text[block.start : block.end] for block in blocks), places)


def folded_glyphs(pages: Sequence[Glyphs]) -> tuple[str, Sequence[int]]:
    """What is compared of all pages, and of each letter the index of its glyph over all pages."""
    printed = "".join(itertools.chain.from_iterable(page.letters for page in pages))
    return _folded(printed, range(len(printed)))


def walk(text: str, printed: str, offsets: Sequence[int]) -> list[tuple[int, int, int]]:
    """Runs of letters that agree: where in the text, where in print, how long; a negative place in
    print counts from its bitwise complement backwards. In order of the text."""
    runs: list[tuple[int, int, int]] = []
    i = j = 0
    while i < len(text) and j < len(printed):
        length = _common(text, i, printed, j)
        if length:
            runs.append((i, j, length))
        i, j = i + length, j + length
        if i >= len(text) or j >= len(printed):
            break
        if printed[j] == BROKEN_HYPHEN:
            if text[i] == "-":
                runs.append((i, j, 1))
                i += 1
            j += 1
            continue
        ahead_i, ahead_j = _resync(text, i, printed, j)
        runs.extend(_across_gap(text, i, ahead_i, printed, j, ahead_j, offsets))
        i, j = ahead_i, ahead_j
    return runs


def _common(a: str, i: int, b: str, j: int) -> int:
    """How many letters from a[i] and b[j] on are the same."""
    start, step = i, 64
    while a[i : i + step] == b[j : j + step] and i + step <= len(a) and j + step <= len(b):
        i, j = i + step, j + step
    while i < len(a) and j < len(b) and a[i] == b[j]:
        i, j = i + 1, j + 1
    return i - start


def _resync(text: str, i: int, printed: str, j: int) -> tuple[int, int]:
    """The nearest places after i and j where both go on alike; both ends if there is none."""
    for reach, probe in ((24, 4), (400, _PROBE), (6000, 2 * _PROBE), (len(text), 3 * _PROBE)):
        best: tuple[int, int] | None = None
        window_end = j + reach + probe
        for ahead in range(reach + 1):
            if best is not None and ahead >= best[0] - i + best[1] - j:
                break
            words = text[i + ahead : i + ahead + probe]
            if len(words) < probe:
                break
            place = printed.find(words, j, window_end)
            if place >= 0 and (best is None or ahead + place - j < best[0] - i + best[1] - j):
                best = (i + ahead, place)
        if best is not None:
            return best
    return len(text), len(printed)


def _across_gap(
    text: str, i: int, i_end: int, printed: str, j: int, j_end: int, offsets: Sequence[int]
) -> list[tuple[int, int, int]]:
    """Runs for text[i:i_end] among printed[j:j_end], which stand in another order: each word where
    it, or it backwards, is printed and not yet taken."""
    taken = bytearray(j_end - j)
    runs: list[tuple[int, int, int]] = []
    start = i
    while start < i_end:
        end = start + 1
        # Offsets that jump leave out a space: a new word.
        while end < i_end and offsets[end] - offsets[end - 1] <= 1:
            end += 1
        word = text[start:end]
        length = end - start
        for turned, backwards in ((word, False), (word[::-1], True)):
            place = printed.find(turned, j, j_end)
            while place >= 0 and any(taken[place - j : place - j + length]):
                place = printed.find(turned, place + 1, j_end)
            if place >= 0:
                taken[place - j : place - j + length] = b"\x01" * length
                runs.append((start, ~(place + length - 1) if backwards else place, length))
                break
        start = end
    return runs

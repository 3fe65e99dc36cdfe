"""Where words begin and end, in all scripts; what a word is for search, counts and names."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import combining, normalize

if TYPE_CHECKING:
    import regex

# Written in a name or a word without ending it: soft hyphen, word joiner, zero-width joiners.
_INVISIBLE = "\u00ad\u2060\u200c\u200d\ufeff"
_APOSTROPHES = "'\u2019\u02bc\uff07"
_HYPHENS = "-\u2010\u2011"

# Scripts written without spaces have no word ends to go by; each Han or Hiragana character stands
# alone, as in Unicode Standard Annex 29, and runs of other scripts stay together.
_CHARACTER = r"[\p{Han}\p{Hiragana}]\p{M}*"
_LETTER = r"[[\p{L}\p{M}\p{N}_]--[\p{Han}\p{Hiragana}]]"
_JOINED = (
    rf"(?:[{_INVISIBLE}]+|[{_APOSTROPHES}·׳״](?=\p{{L}})|[{_HYPHENS}]"
    rf"|(?<=\p{{N}})[.,](?=\p{{N}}))"
)
WORD_PATTERN = rf"{_CHARACTER}|{_LETTER}+(?:{_JOINED}{_LETTER}+)*"

# How far back `word_at` looks for a space; longer than any word, short in text without spaces.
_REACH = 256


class Word(NamedTuple):
    """A word: its code points `start` to `end` (exclusive) in the text it was found in."""

    start: int
    end: int


@cache
def _pattern() -> "regex.Pattern[str]":
    # Imported at first use: it takes as long as all else that a start-up imports here.
    import regex

    return regex.compile(WORD_PATTERN, regex.VERSION1)


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """The words of `text` between code points `start` and `end`, in order, never overlapping.

    Apostrophes, hyphens and invisible joiners inside a word belong to it ("l’Humanité",
    "class-consciousness", "Boli\\u00advia"), as do the points of "1,500" and "53.7". Spaces of
    any width, also no-break ones, and dashes part words; a trailing apostrophe is left out.
    """
    stop = len(text) if end is None else end
    for match in _pattern().finditer(text, start, stop):
        yield Word(match.start(), match.end())


def word_at(text: str, offset: int) -> Word | None:
    """The word that code point `offset` lies in; at a word's end, the word before; else None."""
    if not 0 <= offset <= len(text):
        return None
    begin = offset
    while begin > 0 and offset - begin < _REACH and not text[begin - 1].isspace():
        begin -= 1
    touching = None
    for word in words(text, begin, min(len(text), offset + _REACH)):
        if word.start > offset:
            break
        if word.end > offset:
            return word
        if word.end == offset:
            touching = word
    return touching


def is_boundary(text: str, offset: int) -> bool:
    """Whether no word goes on across code point `offset`: a match may begin or end there."""
    if offset <= 0 or offset >= len(text):
        return True
    word = word_at(text, offset)
    return word is None or not word.start < offset < word.end


def fold(text: str) -> str:
    """`text` without what two spellings of one word may differ in: case, accents, the form of
    apostrophes, hyphens and spaces, invisible characters. Not of the same length as `text`."""
    plain = text
    if not text.isascii():
        plain = normalize("NFKD", text)
        plain = "".join(c for c in plain if not combining(c) and c not in _INVISIBLE)
        for apostrophe in _APOSTROPHES:
            plain = plain.replace(apostrophe, "'")
        for hyphen in _HYPHENS:
            plain = plain.replace(hyphen, "-")
    return " ".join(plain.casefold().split())

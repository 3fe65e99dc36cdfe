"""Whether a text is what a bad OCR program or a broken font left of one.

Told by its letters alone, in the scripts of which that can be told (Latin, Greek, Cyrillic), and with
care: tables, formulas, names, code and other languages are no garbage. A page of fewer than 40 words is
never called garbled.
"""

import re
import unicodedata
from itertools import pairwise

LEAST_WORDS = 40
_GARBLED_SHARE = 0.3
_BROKEN_SHARE = 0.12
_MOST = 20_000

_VOWELS = frozenset("aeiouyœæøıаеёиоуыэюяіїєαειουωη")
_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|s|e|er|ème|ª|º|a|o|.º)?", re.I)
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+|https?:.*|www\..*")
# What scanners' dirt is read as. Brackets, backslashes and equals signs stand in code.
_DIRT_INSIDE = re.compile(r"\w[~^|<>§¢£¥€¬°•■□»«!?:;\"”“]+\w")
_DIGIT_INSIDE = re.compile(r"[^\W\d_]\d[^\W\d_A-Z]")
_EDGES = "".join(map(chr, range(0x21, 0x30))) + ":;<=>?@[\\]^_`{|}~“”‘’«»…–—•·¿¡†‡§"


def is_garbled(text: str) -> bool:
    """Whether most likely nobody wrote this."""
    text = text[:_MOST]
    tokens = text.split()
    if len(tokens) < LEAST_WORDS:
        return False
    letters = sum(letter.isalpha() for letter in text)
    broken = sum(_is_broken(letter) for letter in text)
    if broken > _BROKEN_SHARE * max(letters + broken, 1):
        return True
    words = [word for token in tokens if (word := _word(token))]
    if len(words) < LEAST_WORDS or not _can_be_told(words):
        return False
    odd = sum(_is_odd(word) for word in words)
    return odd > _GARBLED_SHARE * len(words)


def _word(token: str) -> str:
    """What is to be looked at of a token: nothing of one without letters, or of one letter, as formulas
    and initials have many."""
    word = token.strip(_EDGES)
    if sum(letter.isalpha() for letter in word) < 2 or _ADDRESS.fullmatch(word):
        return ""
    return "" if _ORDINAL.fullmatch(word) else word


def _can_be_told(words: list[str]) -> bool:
    known = sum(unicodedata.name(word[0], "").startswith(_SCRIPTS) for word in words)
    return known > 0.7 * len(words)


def _is_odd(word: str) -> bool:
    if _DIRT_INSIDE.search(word) or _DIGIT_INSIDE.search(word) or _flips(word):
        return True
    plain = unicodedata.normalize("NFKD", word.casefold())
    letters = [letter for letter in plain if letter.isalpha()]
    if len(set(letters)) < 3:
        return False  # Written to fill a page, or Roman figures.
    return len(letters) >= 5 and word.islower() and not _VOWELS.intersection(letters)


def _flips(word: str) -> bool:
    """Whether capitals stand inside a part of it, beyond one as in McAdam or eBook: tHe, CoNTRaCT."""
    count = 0
    for part in re.split(r"[\W_]+", word):
        count += sum(a.islower() and b.isupper() for a, b in pairwise(part))
        if part[:1].islower() and part[1:2].isupper() and part[2:3].islower() and len(part) < 5:
            return True
    return count > 1


def _is_broken(letter: str) -> bool:
    return letter == "\N{REPLACEMENT CHARACTER}" or (
        unicodedata.category(letter) in ("Co", "Cn", "Cc") and letter not in "\t\n\r"
    )

"""Which words of a comment are to be spelt rightly, and what a spelling program says of them.

Hunspell and aspell both speak as ispell did: a word a line, marked with "^" so that none is taken for
a command; for each an answer ("*" right, "&" wrong, with suggestions, "#" wrong, without any) and a
blank line.
"""

import re
from collections.abc import Mapping, Sequence

from closereader.text.references import references
from closereader.text.words import Word, words

_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_TAG = re.compile(r"(?<!\S)#[\w/-]+")
_NAME = re.compile(r"(?:^|/)([a-z]{2,3}(?:[_-][A-Z]{2})?)$")
_MOST = 6


def to_check(comment: str) -> list[Word]:
    """The words of a comment that are ordinary ones: none of code, of an address, with a digit in it,
    in capitals alone, or of one letter."""
    aside = [match.span() for match in _CODE.finditer(comment)]
    aside += [match.span() for match in _TAG.finditer(comment)]
    aside += [(each.start, each.end) for each in references(comment)]
    found = []
    for word in words(comment):
        written = comment[word.start : word.end]
        is_aside = any(start < word.end and word.start < end for start, end in aside)
        is_sign = any(character.isdigit() or character == "_" for character in written)
        if not (is_aside or is_sign or written.isupper()) and len(written) > 1:
            found.append(word)
    return found


def asked(checked: Sequence[str]) -> str:
    """What the program is to be told to look at these words."""
    return "".join(f"^{word}\n" for word in checked)


def answers(told: str, checked: Sequence[str]) -> dict[str, tuple[str, ...] | None]:
    """What it said of each word: None for a right one, else what it may have been meant for. A word
    in parts is right if each part is."""
    found: dict[str, tuple[str, ...] | None] = {}
    lines = iter(told.replace("\r\n", "\n").split("\n")[1:])
    for word in checked:
        verdict: tuple[str, ...] | None = None
        is_answered = False
        for line in lines:
            if not line:
                break
            is_answered = True
            if line[0] in "&?":
                suggested = line.partition(": ")[2].split(", ")
                # Of a part, suggestions for it alone would be none for the word.
                whole = line.split(" ", 2)[1] == word
                verdict = tuple(suggested[:_MOST]) if whole else ()
            elif line[0] == "#":
                verdict = ()
        if is_answered:
            found[word] = verdict
    return found


def dictionaries(told: str) -> list[str]:
    """The dictionaries that `hunspell -D` or `aspell dicts` names: "en_GB"."""
    found = [match[1] for line in told.splitlines() if (match := _NAME.search(line.strip()))]
    return list(dict.fromkeys(found))


def chosen(there: Sequence[str], languages: Sequence[str]) -> list[str]:
    """For each of `languages` ("en", "en_GB"), the dictionary that fits it best, if one does; what is
    named exactly is preferred for a language that is named without a country too."""
    wanted = [language.replace("-", "_") for language in languages if language]
    found: list[str] = []
    for language in wanted:
        base = language.split("_")[0]
        exact = [w for w in wanted if w.split("_")[0] == base and "_" in w]
        fits = [name for name in there if name.replace("-", "_").split("_")[0] == base]
        ranked = sorted(fits, key=lambda n: (n.replace("-", "_") not in exact, there.index(n)))
        found += [name for name in ranked[:1] if name not in found]
    return found


def is_wrong(word: str, known: Mapping[str, tuple[str, ...] | None]) -> bool:
    """Whether the program said that the word is not spelt rightly."""
    return known.get(word, None) is not None

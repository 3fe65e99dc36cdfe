"""Which language a text is in, from its commonest small words; for hyphenation and quotation marks.

Only seven languages, and "" where it is not plain: a wrong language is worse than none.
"""

import re
from collections import Counter

_SMALL_WORDS = {
    "en": "the of and to in that was he it is with as his for had you not be her on at by which she",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an",
    "fr": "de la le et les des en un du une que est pour qui dans il au par pas sur plus ne se ce",
    "es": "de la que el en y a los del se las por un para con no una su al lo como más pero sus",
    "it": "di e il la che in a per un del è non una sono le con si da come anche dei nel alla gli",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas",
    "nl": "de het een van en in is dat op te zijn voor met die niet aan er om ook als dan maar bij",
}
_OF_WORD = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000


def guess(text: str) -> str:
    """The language's code (ISO 639-1), or "" if the first 20,000 characters do not settle it."""
    words = Counter(_WORD.findall(text[:_SAMPLE].lower()))
    total = sum(words.values())
    if total < 20:
        return ""
    shares = sorted(
        ((sum(words[w] for w in small) / total, language) for language, small in _OF_WORD.items()),
        reverse=True,
    )
    (best, language), (second, _) = shares[0], shares[1]
    return language if best >= 0.15 and best >= 1.3 * second else ""

"""Where a word may be broken at the end of a line, by Hunspell's patterns for its language.

The method is F. M. Liang's, "Word Hy-phen-a-tion by Com-put-er" (Stanford 1983); the patterns come
with pyphen. Nothing is ever put into the canonical text: a break is only drawn.
"""

from functools import cache, lru_cache
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyphen import Pyphen

# Letters that stay together before and after a break.
_LEFT, _RIGHT = 2, 3
SHORTEST = 6
# English as its own country writes it is not known of a text; these patterns serve both.
_PREFERRED = {"en": "en_US", "pt": "pt_PT", "nb": "nb_NO", "nn": "nn_NO", "no": "nb_NO"}


@cache
def _patterns(language: str) -> "Pyphen | None":
    # Imported when first asked for: reading the patterns of a language takes 50 ms.
    import pyphen

    wanted = _PREFERRED.get(language, language.replace("-", "_"))
    known = pyphen.language_fallback(wanted) if wanted else None
    return None if known is None else pyphen.Pyphen(lang=known, left=_LEFT, right=_RIGHT)


_ready: set[str] = set()
_loading = Lock()


def prepare(language: str) -> bool:
    """Load the patterns of a language (ISO 639-1, or with a country); False if there are none. Where
    another thread is loading some, this waits for it: both at once would take longer than in turn."""
    with _loading:
        known = _patterns(language) is not None
        _ready.add(language)
    return known


def is_ready(language: str) -> bool:
    """Whether `break_points` answers for this language without loading anything."""
    return not language or language in _ready


@lru_cache(maxsize=20_000)
def break_points(word: str, language: str) -> tuple[int, ...]:
    """Code points of `word` before which it may be broken, in order; none for a short word, a name
    (it begins with a capital), a word with digits or signs in it, or an unknown language."""
    if len(word) < SHORTEST or not word.isalpha() or not word.islower():
        return ()
    patterns = _patterns(language)
    return () if patterns is None else tuple(patterns.positions(word))

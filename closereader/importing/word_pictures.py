"""What a picture of a word processor's file is said to show, and the words that stand for one that cannot
be shown."""

import re

from closereader.i18n import _

_MOST = 1_000
_MOST_WORDS = 5_000
# What Word writes itself: the name of the file, or of the program that looked at the picture.
_TAILS = (
    "Description automatically generated",
    "Descrizione generata automaticamente",
    "Automatisch generierte Beschreibung",
    "Beschreibung automatisch generiert",
    "Description générée automatiquement",
    "Descripción generada automáticamente",
    "Descrição gerada automaticamente",
    "AI-generated content may be incorrect.",
)
_IS_FILE = re.compile(
    r"(?:[A-Za-z]:[\\/]|\\\\|file:|https?:).*|[^/\\]{1,120}\.(?:jpe?g|png|gif|bmp|tiff?|emf|wmf|webp|svg)",
    re.I | re.S,
)


def alt_of(text: str) -> str:
    """What a picture is said to show, in one line; the name of its file says nothing of it."""
    text = " ".join(text.split())[:_MOST]
    for tail in _TAILS:
        text = text.removesuffix(tail).rstrip(" ,")
    return "" if _IS_FILE.fullmatch(text) or not any(c.isalnum() for c in text) else text


def words_for(what: str, said: str) -> str:
    """In place of what cannot be shown: a "picture", "chart", "diagram", "equation" or "object" that is
    `said` to show something."""
    said = " ".join(said.split())[:_MOST_WORDS].rstrip(" .")
    alone, with_words = {
        "picture": (_("[picture]"), _("[picture: {said}]")),
        "chart": (_("[chart]"), _("[chart: {said}]")),
        "diagram": (_("[diagram]"), _("[diagram: {said}]")),
        "equation": (_("[equation]"), _("[equation: {said}]")),
    }.get(what, (_("[object]"), _("[object: {said}]")))
    return with_words.replace("{said}", said) if said else alone

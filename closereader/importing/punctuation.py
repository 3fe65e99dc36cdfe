"""What the first and last characters of a line say about it, in any script."""

import re

OPENERS = "\"'“‘„‚«‹([{「『（《〈¿¡*_"
CLOSERS = "\"'”’“»›)]}」』）》〉*_"
TERMINALS = ".!?…。．！？؟۔।॥։"
# What ends a line that goes on after it.
CONTINUERS = ",;:、，；：،؛–—-"
QUOTES = "\"“‘„‚«‹「『»'”"
DASHES = "—–―"

_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6"
    "\U00020000-\U0003fffd]"
)
# Scripts written without spaces between words.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60]"
)
_NOTE_REFERENCE = re.compile(r"(?:\[\d{1,3}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰*†‡]+)$")


def width(text: str) -> int:
    """How many columns the text takes in a fixed pitch: two for each East Asian wide character."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def is_unspaced(character: str) -> bool:
    """Whether the character belongs to a script that puts no spaces between words."""
    return _UNSPACED.match(character) is not None


def last_mark(text: str) -> str:
    """The last character that is no closing quote or bracket and no note's number; "" if none."""
    # The end is enough to look at: a line may have millions of characters.
    end = _NOTE_REFERENCE.sub("", text[-60:].rstrip())
    return end.rstrip(CLOSERS + " ")[-1:]


def ends_sentence(text: str) -> bool:
    """Whether it ends with a full stop, question or exclamation mark, quotes aside."""
    mark = last_mark(text)
    return mark != "" and mark in TERMINALS


def first_letter(text: str) -> str:
    """The first character that is no opening quote or bracket; "" if none."""
    return text[:20].lstrip(OPENERS + " ")[:1]


def starts_lower(text: str) -> bool:
    """Whether it begins with a small letter (scripts without capitals never do)."""
    return first_letter(text).islower()


def starts_upper(text: str) -> bool:
    """Whether it begins with a capital."""
    return first_letter(text).isupper()


def starts_speech(text: str) -> bool:
    """Whether it begins as a line of dialogue does: with a quotation mark or a dash."""
    return text[:1] != "" and (text[0] in QUOTES or text[0] in DASHES or text.startswith("- "))


def is_capitals(text: str) -> bool:
    """Whether it has letters with case, at least two, and all of them are capitals."""
    return text.upper() == text and text.lower() != text and sum(c.isalpha() for c in text) >= 2


def words(text: str) -> list[str]:
    """Its words without the marks around them."""
    return [
        word
        for word in (w.strip(OPENERS + CLOSERS + TERMINALS + CONTINUERS) for w in text.split())
        if word
    ]

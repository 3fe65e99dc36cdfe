"""Numbers and bullets at the start of a line, and which of them make a list."""

import re
from dataclasses import dataclass

BULLETS = "*+-•▪●◦‣∙·○■□–"
BULLET = "• "

_BULLET = re.compile(rf"([{re.escape(BULLETS)}])[ \t]+(?=\S)")
_NUMBER = re.compile(r"(\()?(\d{1,3}|[a-zA-Z]|[ivxl]{1,6}|[IVXL]{1,6})([.)])[ \t]+(?=\S)")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_NOTE = re.compile(r"(\[(\d{1,3}|\*{1,3})\]:?|([¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3}))[ \t]*(?=\S)")


@dataclass(frozen=True, slots=True)
class Marker:
    """`length`: code points with the space after it. `style` tells markers of one list ("1.", "a)",
    "•"); `values`: the numbers it may stand for ("i" is 1 and 9), none for a bullet."""

    length: int
    style: str
    values: tuple[int, ...] = ()


def marker_of(text: str) -> Marker | None:
    """The number or bullet the line begins with, if it looks like one."""
    first = text[:1]
    if first in BULLETS:
        found = _BULLET.match(text)
        return Marker(found.end(), first) if found else None
    if not (first == "(" or (first.isascii() and first.isalnum())):
        return None
    found = _NUMBER.match(text)
    if found is None:
        return None
    opening, label, closing = found[1] or "", found[2], found[3]
    if label.isdecimal():
        return Marker(found.end(), f"{opening}1{closing}", (int(label),))
    case = "a" if label.islower() else "A"
    values = []
    if len(label) == 1:
        values.append(ord(label.lower()) - ord("a") + 1)
    roman = roman_value(label)
    if roman:
        values.append(roman)
    return Marker(found.end(), f"{opening}{case}{closing}", tuple(values)) if values else None


def note_marker(text: str) -> tuple[int, str] | None:
    """Length and label of a note's number, "[3] " or "³ ", at the start of a line."""
    found = _NOTE.match(text)
    return (found.end(), found[1].rstrip(":")) if found else None


def roman_value(label: str) -> int:
    """The value of a Roman number in either case; 0 if it is none."""
    values = [_ROMAN.get(c, 0) for c in label.lower()]
    if not values or 0 in values:
        return 0
    total = sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))
    return total if to_roman(total) == label.lower() else 0


def to_roman(number: int) -> str:
    """The number in small Roman numerals, for 1 to 3999; "" otherwise."""
    if not 0 < number < 4000:
        return ""
    out = ""
    for value, sign in (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
        (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ):  # fmt: skip
        out += sign * (number // value)
        number %= value
    return out


def to_letters(number: int) -> str:
    """The number in letters as HTML counts: a … z, aa, ab …; "" below 1."""
    out = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        out = chr(ord("a") + rest) + out
    return out


def follows(before: Marker, after: Marker) -> bool:
    """Whether `after` may be the next item of the list that `before` belongs to."""
    if before.style != after.style:
        return False
    return not before.values or any(v + 1 in after.values for v in before.values)

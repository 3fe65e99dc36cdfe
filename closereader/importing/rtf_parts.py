"""What an RTF file puts in groups of their own: pictures, fields, comments, the labels of lists."""

import re
from datetime import UTC, datetime

from closereader.importing import word_numbers
from closereader.importing.word_meta import date_of

_HEX = re.compile(rb"[^0-9a-fA-F]+")
_TIME = re.compile(r"(yr|mo|dy)=(\d{1,4})")


def picture_bytes(hexadecimal: bytes) -> bytes:
    """The bytes of a picture that is written in hexadecimal."""
    figures = _HEX.sub(b"", hexadecimal)
    return bytes.fromhex(figures[: len(figures) // 2 * 2].decode("ascii"))


def marker(text: str) -> str:
    """The number of an item, or its bullet."""
    text = " ".join(text.split())
    return word_numbers.bullet(text) if len(text) == 1 and not text.isalnum() else text


def day(said: str) -> str:
    """A day that is given by its parts ("yr=2019 mo=3 dy=4")."""
    parts = {name: int(number) for name, number in _TIME.findall(said)}
    return date_of(f"{parts.get('yr', 0):04}-{parts.get('mo', 0):02}-{parts.get('dy', 0):02}")


def moment(packed: str) -> str:
    """A date and time packed into the bits of a number: minutes, hours, day, month, years from 1900."""
    if not re.fullmatch(r"-?\d{1,10}", packed.strip()):
        return ""
    bits = int(packed) & 0xFFFFFFFF
    try:
        found = datetime(
            1900 + (bits >> 20 & 0x1FF),
            bits >> 16 & 0xF,
            bits >> 11 & 0x1F,
            bits >> 6 & 0x1F,
            bits & 0x3F,
            tzinfo=UTC,
        )
    except ValueError:
        return ""
    return found.isoformat()

"""What an RTF file puts in groups of their own: pictures, fields, comments, the labels of lists."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

from closereader.importing import word_numbers
from closereader.importing.source import MOST_PICTURE_BYTES, Pictures
from closereader.importing.word_flow import Flow
from closereader.importing.word_meta import date_of

_HEX = re.compile(rb"[^0-9a-fA-F]+")
# Bytes that no picture has less of.
_LEAST = 24
# Points of height up to which a picture is a sign among words.
_SIGN = 30.0
_TIME = re.compile(r"(yr|mo|dy)=(\d{1,4})")


@dataclass(slots=True)
class Put:
    """A part that is gone through later, from `begin` to `end`."""

    begin: int
    end: int
    key: str = ""
    label: str = ""


@dataclass(slots=True)
class PictureGroup:
    """Gathers the picture of a group, and puts it into the flow. `unseen`: how many cannot be shown."""

    flow: Flow
    pictures: Pictures
    unseen: int = 0
    _figures: bytearray = field(default_factory=bytearray)
    _height: float = 0.0

    def begin(self) -> None:
        """A group begins."""
        self._figures.clear()
        self._height = 0.0

    def add(self, data: bytes) -> None:
        """Bytes of it as they are."""
        self.add_hexadecimal(data.hex().encode("ascii"))

    def add_hexadecimal(self, figures: bytes) -> None:
        """A piece of it as it is usually written."""
        if len(self._figures) < 2 * MOST_PICTURE_BYTES:
            self._figures += figures

    def word(self, word: bytes, value: int) -> None:
        """A word in the group."""
        if word == b"pichgoal":
            self._height = value / 20

    def end(self, *, is_shown: bool) -> None:
        """The group ends."""
        figures = _HEX.sub(b"", bytes(self._figures))
        data = bytes.fromhex(figures[: len(figures) // 2 * 2].decode("ascii"))
        if not is_shown or len(data) < _LEAST:
            return
        picture = self.pictures.take(data)
        if picture is not None:
            self.flow.picture(picture)
        else:
            self.unseen += 1
            self.flow.stand_in("picture", "", is_in_line=0 < self._height <= _SIGN)


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

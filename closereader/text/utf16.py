"""The one place where code points and UTF-16 units are turned into each other.

The core counts code points; Qt counts UTF-16 units. Nothing else in the program may know.
"""

import re
from bisect import bisect_left, bisect_right

_TWO_UNITS = re.compile("[\U00010000-\U0010ffff]")


class Utf16Map:
    """Both ways between the code points of one text and its UTF-16 units.

    A text without characters beyond U+FFFF costs nothing; each such character costs one entry.
    """

    __slots__ = ("_length", "_offsets", "_positions")

    def __init__(self, text: str) -> None:
        self._length = len(text)
        # Code-point offsets of the characters that take two units, and where those begin. Most texts
        # have none, which the length in UTF-16 tells at once, also of a book.
        if text.isascii() or len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text):
            self._offsets: list[int] = []
        else:
            self._offsets = [match.start() for match in _TWO_UNITS.finditer(text)]
        self._positions = [offset + i for i, offset in enumerate(self._offsets)]

    @property
    def units(self) -> int:
        """How many UTF-16 units the text takes."""
        return self._length + len(self._offsets)

    def position(self, offset: int) -> int:
        """The UTF-16 position of code point `offset`, which is held inside the text."""
        offset = min(max(offset, 0), self._length)
        return offset + bisect_left(self._offsets, offset)

    def offset(self, position: int) -> int:
        """The code point at UTF-16 `position`; the middle of a pair belongs to its character."""
        position = min(max(position, 0), self.units)
        before = bisect_right(self._positions, position)
        if before and self._positions[before - 1] == position - 1:
            return self._offsets[before - 1]
        # A pair that begins exactly here is not yet behind us.
        if before and self._positions[before - 1] == position:
            before -= 1
        return position - before

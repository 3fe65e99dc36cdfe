"""Fresh ids: short, of lower-case letters and digits that cannot be taken for one another."""

import secrets
from collections.abc import Callable
from datetime import datetime
from threading import Lock

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_RANDOM_BITS = 35


def _letters(number: int, length: int) -> str:
    return "".join(_ALPHABET[(number >> (5 * place)) & 31] for place in range(length - 1, -1, -1))


class IdSource:
    """Makes ids; `random_bits(n)` gives a number of n random bits."""

    def __init__(self, random_bits: Callable[[int], int] = secrets.randbits) -> None:
        self._random_bits = random_bits
        self._last = -1
        self._lock = Lock()

    def sortable(self, now: datetime) -> str:
        """16 characters: milliseconds since 1970, then chance. Ids of one source are in the order
        of making, also within a millisecond and when the clock goes back."""
        number = (int(now.timestamp() * 1000) << _RANDOM_BITS) | self._random_bits(_RANDOM_BITS)
        with self._lock:
            # The next number where time stood still: 10,000 drawn at once would collide.
            self._last = (
                number if number >> _RANDOM_BITS > self._last >> _RANDOM_BITS else self._last + 1
            )
            return _letters(self._last, 16)

    def short(self) -> str:
        """12 characters of chance (60 bits): a few of them tell one reading from the others, for
        people who type them."""
        return _letters(self._random_bits(60), 12)

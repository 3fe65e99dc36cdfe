"""Progress of long work, and the wish to stop it, in one call."""

import time
from collections.abc import Callable

# A whole of stages is told in so many steps.
_STEPS = 1000


class Cancelled(Exception):
    """The reader asked to stop; whatever was begun is left undone."""


class Progress:
    """Told by the work how far it is; raises `Cancelled` in the work when asked to stop.

    Reports at most ten times a second, so that a job may call it for every paragraph.
    """

    def __init__(
        self,
        report: Callable[[int, int, str], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._report = report
        self._should_stop = should_stop
        self._clock = clock
        self._last = float("-inf")

    def __call__(self, done: int, total: int, what: str) -> None:
        """`done` of `total` steps are finished (`total` 0: unknown). Raises `Cancelled`."""
        self.check()
        now = self._clock()
        if self._report is not None and (now - self._last >= 0.1 or done == total):
            self._last = now
            self._report(done, total, what)

    def part(self, begin: float, end: float, name: str = "") -> "Progress":
        """For one stage of several: what it tells of itself counts as the share of the whole from
        `begin` to `end`, so that a bar goes on from stage to stage. `name`: said before what it tells."""

        def report(done: int, total: int, what: str) -> None:
            share = begin + (end - begin) * (min(done / total, 1.0) if total else 0.0)
            self(
                round(share * _STEPS), _STEPS, f"{name} · {what}" if name and what else name or what
            )

        return Progress(report, self._should_stop, self._clock)

    def check(self) -> None:
        """Raise `Cancelled` if the reader asked to stop."""
        if self._should_stop is not None and self._should_stop():
            raise Cancelled

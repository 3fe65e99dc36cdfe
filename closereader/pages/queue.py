"""Drawing in the background: what is wanted now, the most wanted first; what is not any more is dropped.

A thread of its own asks the drawer. It calls back from that thread; the window passes on from there.
"""

import threading
from collections.abc import Callable, Sequence
from typing import NamedTuple

from closereader import log
from closereader.errors import CloseReaderError
from closereader.i18n import _
from closereader.pages.drawer import Clip, PageDrawer, PageLink, Pixels

# Also what the system refuses: room for a picture, a process.
_EXPECTED = (CloseReaderError, OSError, ValueError, MemoryError)


class Wanted(NamedTuple):
    """A picture to be drawn: all of a page, or what `clip` cuts out; `is_whole`: that is all of it too."""

    page: int
    scale: float
    turn: int = 0
    clip: Clip | None = None
    is_whole: bool = True


class Told(NamedTuple):
    """Whom the thread tells: the sizes of all pages, a picture, the links of a page, a sentence (for
    page -1: about the whole file)."""

    opened: Callable[[tuple[tuple[float, float], ...]], object]
    drawn: Callable[[Wanted, Pixels], object]
    linked: Callable[[int, tuple[PageLink, ...]], object]
    failed: Callable[[int, str], object]


class DrawingQueue:
    """Of one drawer, which it closes."""

    def __init__(self, drawer: PageDrawer, told: Told) -> None:
        self._drawer = drawer
        self._told = told
        self._changed = threading.Condition()
        self._wanted: list[Wanted] = []
        self._links: list[int] = []
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="page drawing", daemon=True)
        self._thread.start()

    def want(self, wanted: Sequence[Wanted]) -> None:
        """These pictures are wanted now, in this order, and no others any more."""
        with self._changed:
            self._wanted = list(wanted)
            self._changed.notify()

    def want_links(self, page: int) -> None:
        """Tell of the links of this page, before anything is drawn."""
        with self._changed:
            self._links.append(page)
            self._changed.notify()

    def close(self) -> None:
        """End it at once, and the drawer."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()
        self._drawer.close()
        self._thread.join()

    def _run(self) -> None:
        try:
            sizes = self._drawer.sizes()
        except _EXPECTED as error:
            self._fail(-1, error)
            return
        if not self._is_closed:
            self._told.opened(sizes)
        while True:
            with self._changed:
                while not (self._is_closed or self._wanted or self._links):
                    self._changed.wait()
                if self._is_closed:
                    return
                page = self._links.pop() if self._links else -1
                wanted = self._wanted.pop(0) if page < 0 else None
            self._do(page, wanted)

    def _do(self, page: int, wanted: Wanted | None) -> None:
        number = page if wanted is None else wanted.page
        try:
            if wanted is None:
                links = self._drawer.links(page)
                if not self._is_closed:
                    self._told.linked(page, links)
            else:
                drawn = self._drawer.draw(wanted.page, wanted.scale, wanted.clip, wanted.turn)
                if not self._is_closed:
                    self._told.drawn(wanted, drawn)
        except _EXPECTED as error:
            if wanted is not None:
                self._fail(number, error)

    def _fail(self, page: int, error: Exception) -> None:
        if self._is_closed:
            return
        sentence = str(error)
        if not isinstance(error, CloseReaderError):
            # No room left for the picture, no process to be had: the next page may find some.
            log.get(__name__).error("drawing a page", exc_info=error)
            sentence = _("This page cannot be shown: the system did not let it be drawn.")
        self._told.failed(page, sentence)

"""Collects Python's cyclic garbage in the GUI thread, and only there.

Python collects in whatever thread happens to allocate. A worker that parses a file would so destroy
widgets, layouts and pixmaps that only the GUI thread may touch, which ends the process now and then,
far from its cause. So automatic collection is off while the window is up, and a timer does its work.
"""

import contextlib
import gc
import sys

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

_EVERY_MS = 1000
# The oldest generation takes tenths of a second with a long reading open: not more than once in so
# many ticks. What is there when the window is up is frozen, and not looked at again.
_TICKS_BETWEEN = 60
_SETTLES_AFTER_MS = 1500


class Garbage(QObject):
    """Lives as long as the application; `start` takes collection from Python, `stop` gives it back."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ticks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._tick)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SETTLES_AFTER_MS)
        self._soon.timeout.connect(self.settle)

    def start(self) -> None:
        """Take collection from Python."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        self._soon.stop()
        gc.enable()

    def settle(self) -> None:
        """All that is there now will stay: look at it no more, and give back what making it took
        besides. Nothing unless `start` was called."""
        if not self._timer.isActive():
            return
        gc.collect(1)
        gc.freeze()
        _give_back()

    def settle_soon(self) -> None:
        """`settle` when nothing more has come for a while: a reading was opened."""
        self._soon.start()

    def _tick(self) -> None:
        self._ticks += 1
        young, middle, old = gc.get_count()
        limits = gc.get_threshold()
        if old > limits[2] and self._ticks >= _TICKS_BETWEEN:
            self._ticks = 0
            gc.collect(2)
        elif middle > limits[1]:
            gc.collect(1)
        elif young > limits[0]:
            gc.collect(0)


def _give_back() -> None:
    """Free memory to the system, which the C library of Linux keeps to itself: 10 MB of a book."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    # Another C library may not have it.
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)

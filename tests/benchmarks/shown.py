"""What is measured inside a process with the window: `python -m tests.benchmarks.shown WHAT FOLDER`.

Prints one line of JSON. Started by `windows.py`; STARTED says when, in seconds since 1970.
"""

import json
import os
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from closereader.cli import main as _cli  # noqa: F401 - the program comes by this road
from closereader.gui import app as program  # before PySide6 itself, see closereader/gui/__init__.py

# isort: split
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from closereader.model.span import Span

if TYPE_CHECKING:
    from closereader.gui.main_window import MainWindow

SIZE = (1440, 900)
_PATIENCE_S = 60.0
# What opening a reading took besides is given back when it is at rest.
_SETTLED_MS = 2500
_NAP_S = 0.0002
_BEAT_MS = 2
# A person's keys are this far apart at the least; what the last one left to be drawn (the map of
# the marks, 60 ms later) is not this one's.
_AT_REST_MS = 150


class Painted(QObject):
    """Notes when a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.count += 1
        return False


class Gaps:
    """How long the event loop did not turn, in milliseconds."""

    def __init__(self) -> None:
        self._gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(_BEAT_MS)
        wait(100)
        self._gaps.clear()

    def _beat(self) -> None:
        now = time.perf_counter()
        self._gaps.append((now - self._last) * 1000)
        self._last = now

    def longest(self) -> float:
        """The longest until now."""
        self._timer.stop()
        self._beat()
        return max(self._gaps)


def wait_for(done: Callable[[], bool]) -> None:
    """Process events until `done`."""
    until = time.monotonic() + _PATIENCE_S
    while not done():
        QApplication.processEvents()
        # Which a loop that was not entered leaves to the one it was called from.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if time.monotonic() > until:
            raise TimeoutError
        # As the event loop does: a thread that spins would take the lock of Python from the workers.
        time.sleep(_NAP_S)


def opened(folder: str) -> "tuple[MainWindow, Painted]":
    """The window on that library, its reading painted."""
    from closereader.library.library import Library

    library = Library.open(Path(folder))
    program.application()
    window = program.open_window(library)
    # Without a screen it opens narrower, and hides a pane.
    window.resize(*SIZE)
    painted = Painted(window.reader.view.viewport())
    wait_for(lambda: window.session.reading is not None and painted.count > 0)
    return window, painted


def quiet(window: "MainWindow") -> None:
    """Let all that was begun come to its end."""
    for _ in range(20):
        wait_for(lambda: not window.tasks.running)
        wait(10)


def wait(ms: int) -> None:
    """Process events for a while."""
    until = time.monotonic() + ms / 1000
    wait_for(lambda: time.monotonic() >= until)


def resident() -> int:
    """Bytes this process holds."""
    import psutil

    return int(psutil.Process().memory_info().rss)


def open_(folder: str) -> dict[str, Any]:
    """As the program starts: the reading at first sight, then all that works on it."""
    start = program.Start(Path(folder), [], None)
    start.garbage.start()
    start.begin()
    assert start.sight is not None, "the library could not be glanced at"
    sight = Painted(start.sight.view.viewport())
    wait_for(lambda: sight.count > 0)
    seconds = time.time() - float(os.environ["STARTED"])
    cpu = time.process_time()
    window = start.window
    wait_for(lambda: window.is_attached)
    painted = Painted(window.reader.view.viewport())
    wait_for(lambda: painted.count > 0)
    whole = time.time() - float(os.environ["STARTED"])
    quiet(window)
    wait(_SETTLED_MS)
    return {"seconds": seconds, "cpu": cpu, "whole": whole, "resident": resident()}


def closed(folder: str) -> dict[str, Any]:
    """The window without a reading."""
    from closereader import settings
    from closereader.gui.main_window import MainWindow
    from closereader.library.library import Library

    program.application()
    window = MainWindow(Library.open(Path(folder)), settings.load())
    window.show()
    painted = Painted(window)
    wait_for(lambda: painted.count > 0)
    quiet(window)
    return {"resident": resident()}


def import_(folder: str, book: str, place: str) -> dict[str, Any]:
    shutil.copytree(folder, place, dirs_exist_ok=True)
    window, _painted = opened(place)
    quiet(window)
    gaps = Gaps()
    ended: list[float] = []
    begun = time.perf_counter()
    window.tasks.started.connect(
        lambda task: task.ended.connect(lambda: ended.append(time.perf_counter()))
    )
    # What follows, the book laid out and its names found, are figures of their own.
    window.adding._opened = lambda _reading_id: None
    window.adding.add([book])
    wait_for(lambda: bool(ended))
    return {"seconds": ended[0] - begun, "gap_ms": gaps.longest()}


def highlight(folder: str) -> dict[str, Any]:
    window, painted = opened(folder)
    quiet(window)
    view = window.reader.view
    library = window.library
    text = window.session.text
    assert text is not None
    highlights, undos = [], []
    for number in range(85):
        block = text.blocks[(number * 173 + 11) % len(text.blocks)]
        span = Span(block.start, min(block.end, block.start + 90))
        view.go_to(span, flash=False)
        view.setFocus()
        view.select(span)
        wait(_AT_REST_MS)
        before = len(window.session.annotations)
        highlights.append(timed(painted, lambda: QTest.keyClick(view, Qt.Key.Key_1)))
        assert len(window.session.annotations) == before + 1, "the key made no highlight"
        wait(_AT_REST_MS)
        undos.append(timed(painted, lambda: window.trigger("edit.undo")))
        assert len(window.session.annotations) == before, "undo took nothing back"
    inserts = committed_inserts(library.folder)
    return {"highlight": highlights[5:], "undo": undos[5:], "insert_ms": inserts}


def timed(painted: Painted, act: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds until `act` is done and the widget was painted after it, and those of CPU."""
    count = painted.count
    begun, begun_cpu = time.perf_counter(), time.process_time()
    act()
    wait_for(lambda: painted.count > count)
    return (time.perf_counter() - begun) * 1000, (time.process_time() - begun_cpu) * 1000


def committed_inserts(folder: Path) -> list[float]:
    """One row each, on the same disk, with the same promise to survive a power cut."""
    library = sqlite3.connect(folder / "baseline.sqlite3", isolation_level=None)
    library.execute("PRAGMA synchronous=EXTRA")
    library.execute("CREATE TABLE notes (id TEXT PRIMARY KEY, body TEXT)")
    times = []
    for number in range(40):
        begun = time.perf_counter()
        library.execute("INSERT INTO notes VALUES (?, ?)", (str(number), "x" * 300))
        times.append((time.perf_counter() - begun) * 1000)
    library.close()
    return times[5:]


def filter_(folder: str) -> dict[str, Any]:
    window, _painted = opened(folder)
    quiet(window)
    painted = Painted(window.notes.view.viewport())
    edit = window.notes.filter_row.field
    # A person goes there before the first key.
    edit.setFocus()
    wait(_AT_REST_MS)
    times = []
    for word in ("river", "bridge", "council", "remark", "winter", "seminar", "strike", "ledger"):
        for length in range(1, len(word) + 1):
            times.append(timed(painted, lambda n=length, w=word: edit.setText(w[:n])))
        times.append(timed(painted, edit.clear))
    return {"filter": times}


WHAT = {
    "open": open_,
    "closed": closed,
    "import": import_,
    "highlight": highlight,
    "filter": filter_,
}

if __name__ == "__main__":
    print(json.dumps(WHAT[sys.argv[1]](*sys.argv[2:])), flush=True)
    # The figure is taken; how the window closes is tested elsewhere.
    os._exit(0)

"""What the window does while a book of 10,000 notes takes a new version and its desk is opened:
`python -m tests.benchmarks.versions_shown FOLDER`.

Prints one line of JSON: of each act, how long the window's own thread computed at the longest between two
turns of its event loop, in milliseconds of its processor time, so that what else runs on the machine does not
count; and the yardstick, Qt's QPlainTextEdit taking the same text.
"""

import json
import os
import sys
import time
from collections.abc import Callable

from closereader.gui import app as program  # noqa: F401 - before PySide6 itself, see closereader/gui/__init__.py

# isort: split
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from closereader.gui import of_versions
from closereader.gui.garbage import Garbage
from closereader.gui.main_window import MainWindow
from closereader.gui.versions.desk import VersionsDesk
from closereader.library import versions
from closereader.model.annotation import AnchorState
from tests.benchmarks.shown import opened, quiet
from tests.helpers.editions import edited

_PATIENCE_S = 120.0
# What an act leaves to be done later belongs to it.
_AFTER_S = 0.5
_NAP_S = 0.0002
_MANY = 1_000_000


def longest_turn(
    window: MainWindow, act: Callable[[], object], done: Callable[[], bool]
) -> list[float]:
    """Milliseconds that the thread computed in each turn, from the act until all is at rest."""
    app = QApplication.instance()
    assert app is not None
    turns: list[float] = []

    def turn(work: Callable[[], object]) -> None:
        begun = time.thread_time()
        work()
        turns.append((time.thread_time() - begun) * 1000)

    turn(act)
    begun = last = time.monotonic()
    while time.monotonic() - last < _AFTER_S:
        turn(app.processEvents)
        turn(lambda: app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value))
        time.sleep(_NAP_S)
        if not done() or window.tasks.running:
            last = time.monotonic()
        if time.monotonic() - begun > _PATIENCE_S:
            raise TimeoutError
    return turns


def desk(folder: str) -> dict[str, float]:
    """A version with a tenth of the book changed, the desk on it, a note accepted, all, and all back."""
    window, _painted = opened(folder)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    # As in the program: Python's own collecting would come in the middle of whatever is measured.
    garbage = Garbage(app)
    garbage.start()
    garbage.settle()
    quiet(window)
    session = window.session
    reading, text = session.reading, session.text
    assert reading is not None
    assert text is not None
    later = edited(text.text, 0.1).document()
    told: dict[str, float] = {}

    def do(name: str, act: Callable[[], object], done: Callable[[], bool]) -> None:
        told[name] = max(longest_turn(window, act, done))

    def take() -> None:
        window.turns.change(
            "New version",
            lambda progress: versions.take_document(window.library, reading.id, later, progress),
            _MANY,
        )

    def waiting() -> int:
        return len(_desk(window).open_notes())

    do("take the version", take, lambda: bool(session.reading and session.reading.version == 2))
    do("open the desk", lambda: of_versions.check_notes(window), lambda: _desk(window).is_ready)
    before = waiting()
    near = sum(n.anchor is AnchorState.APPROXIMATE for n in _desk(window).open_notes())
    do("accept", lambda: _desk(window).take(), lambda: waiting() == before - 1)
    do("accept all", lambda: _desk(window).alike.accept(0), lambda: waiting() == before - near)
    do("undo of it", session.undo, lambda: waiting() == before - 1)
    told["plain"] = _plain_edit(text.text)
    return told


def _desk(window: MainWindow) -> VersionsDesk:
    (found,) = window.findChildren(VersionsDesk)
    return found


def _plain_edit(text: str) -> float:
    edit = QPlainTextEdit()
    begun = time.thread_time()
    edit.setPlainText(text)
    return (time.thread_time() - begun) * 1000


if __name__ == "__main__":
    print(json.dumps(desk(sys.argv[1])), flush=True)
    os._exit(0)

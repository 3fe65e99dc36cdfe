"""What is measured of changes to thousands of notes: `python -m tests.benchmarks.many_shown FOLDER`.

Prints one line of JSON: of each change, and of taking it back and doing it again, the longest the
event loop did not turn and how long it all took, in milliseconds.
"""

import json
import os
import sys
import time
from collections.abc import Callable

from closereader.gui import app as program  # noqa: F401 - before PySide6 itself, see closereader/gui/__init__.py

# isort: split
from PySide6.QtWidgets import QApplication

from closereader.gui import marking
from closereader.gui.garbage import Garbage
from closereader.gui.main_window import MainWindow
from closereader.model.colour import Colour
from closereader.model.span import Span
from tests.benchmarks.shown import Gaps, opened, quiet, wait, wait_for

COUNT = 10_000
# What a change leaves to be done later (the map of the marks, words folded) belongs to it.
_AFTER_MS = 400


def many(folder: str) -> dict[str, dict[str, float]]:
    """A note on each of 10,000 places beside those there are; then those taken back, and so on."""
    window, _painted = opened(folder)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    # As in the program: Python's own collecting would come in the middle of whatever is measured.
    garbage = Garbage(app)
    garbage.start()
    garbage.settle()
    quiet(window)
    session = window.session
    before = len(session.annotations)
    text = session.text
    assert text is not None
    step = (len(text.text) - 100) // COUNT
    spans = [Span(n * step + 7, n * step + 13) for n in range(COUNT)]
    told: dict[str, dict[str, float]] = {}

    def ids() -> list[str]:
        return [n.id for n in session.annotations if n.end - n.start == 6][:COUNT]

    def do(name: str, act: Callable[[], object], done: Callable[[], bool]) -> None:
        told[name] = measured(window, act, done)

    def count(number: int) -> Callable[[], bool]:
        return lambda: len(session.annotations) == number

    def coloured(colour: Colour) -> Callable[[], bool]:
        last = ids()[-1]
        return lambda: session.annotations.get(last).colour is colour  # type: ignore[union-attr]

    session.last_colour = Colour.TEAL
    do("make", lambda: marking.mark_all(session, spans), count(before + COUNT))
    for name, number in (("undo", before), ("redo", before + COUNT)):
        do(f"{name} of it", lambda n=name: window.trigger(f"edit.{n}"), count(number))
    some = ids()
    do("recolour", lambda: session.recolour(some, Colour.RED), coloured(Colour.RED))
    do("undo of recolour", lambda: window.trigger("edit.undo"), coloured(Colour.TEAL))
    do("delete", lambda: session.remove(some), count(before))
    do("undo of delete", lambda: window.trigger("edit.undo"), count(before + COUNT))
    return told


def measured(
    window: MainWindow, act: Callable[[], object], done: Callable[[], bool]
) -> dict[str, float]:
    """The longest gap from the wish to rest, and how long it took until the window has it."""
    wait(50)
    gaps = Gaps()
    begun = time.perf_counter()
    act()
    wait_for(done)
    taken = (time.perf_counter() - begun) * 1000
    wait_for(lambda: not window.tasks.running)
    wait(_AFTER_MS)
    quiet(window)
    return {"gap": gaps.longest(), "taken": taken}


if __name__ == "__main__":
    print(json.dumps(many(sys.argv[1])), flush=True)
    os._exit(0)

"""What is measured of 10,000 cards beside the words of the filter: `python -m
tests.benchmarks.notes_shown FOLDER`.

Prints one line of JSON: milliseconds of wall time and of CPU for what else the filter can ask for and
for each order, until the notes are painted; and for each scrolled frame, of the cards and of a list
as large whose rows are empty.
"""

import json
import os
import sys
import time
from typing import Any

from closereader.gui import app as program  # noqa: F401 - before PySide6 itself, see closereader/gui/__init__.py

# isort: split
from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QAbstractItemView, QListView

from closereader.gui.notes.filter import NoteOrder
from closereader.model.annotation import AnnotationKind
from closereader.model.colour import Colour
from closereader.model.note_filter import NoteFilter
from tests.benchmarks.shown import _AT_REST_MS, Painted, opened, quiet, timed, wait

# As far as a notch of the wheel goes.
_NOTCH = 72
_FRAMES = 700


def cards(folder: str) -> dict[str, Any]:
    window, _painted = opened(folder)
    quiet(window)
    pane = window.notes
    painted = Painted(pane.view.viewport())
    row = pane.filter_row
    told: dict[str, Any] = {"filters": [], "orders": []}
    names = sorted(window.session.entities, key=lambda e: -len(e.mentions))
    for number in range(12):
        some = frozenset(entity.id for entity in names[number * 3 : number * 3 + 3])
        for chosen in (
            NoteFilter(entities=some),
            NoteFilter(entities=some, has_comment=True),
            NoteFilter(tags=frozenset({"theme"}), colours=frozenset(list(Colour)[:4])),
            NoteFilter(kinds=frozenset({AnnotationKind.HIGHLIGHT}), passes=frozenset({1})),
            NoteFilter(readers=frozenset(note.reader for note in window.session.annotations)),
            NoteFilter(has_comment=False),
            NoteFilter(),
        ):
            wait(_AT_REST_MS)
            told["filters"].append(timed(painted, lambda c=chosen: row.set_filter(c)))
    for number in range(20):
        for order in (NoteOrder.COLOUR, NoteOrder.TIME, NoteOrder.PLACE):
            wait(_AT_REST_MS)
            told["orders"].append(timed(painted, lambda o=order: row.ordered.emit(o)))
        assert pane.model.order is NoteOrder.PLACE, number
    empty = QListView(window)
    empty.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    empty.setUniformItemSizes(True)
    empty.setModel(QStringListModel([" "] * 200_000, empty))
    empty.resize(pane.view.size())
    empty.show()
    wait(_AT_REST_MS)
    told["empty"] = frames(empty)
    empty.hide()
    told["cards"] = frames(pane.view)
    return told


def frames(view: QAbstractItemView) -> list[tuple[float, float]]:
    """What each notch of the wheel takes until the view is drawn there."""
    bar = view.verticalScrollBar()
    bar.setValue(0)
    view.viewport().repaint()
    taken = []
    for _ in range(_FRAMES):
        begun, begun_cpu = time.perf_counter(), time.process_time()
        bar.setValue(bar.value() + _NOTCH)
        view.viewport().repaint()
        taken.append(
            (
                (time.perf_counter() - begun) * 1000,
                (time.process_time() - begun_cpu) * 1000,
            )
        )
        wait(1)
    assert bar.value() > _FRAMES * _NOTCH // 2, "it was not scrolled"
    return taken


if __name__ == "__main__":
    print(json.dumps(cards(sys.argv[1])), flush=True)
    os._exit(0)

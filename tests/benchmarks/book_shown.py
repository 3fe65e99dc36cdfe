"""What is measured in the window on a long book: `python -m tests.benchmarks.book_shown FOLDER`.

Prints one line of JSON, all in milliseconds. The yardsticks stand in the same process: Qt's own
QPlainTextEdit with the same text and font, and the lines in sight drawn bare from layouts that are
made already.
"""

import json
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from closereader.gui import app as program  # before PySide6 itself, see closereader/gui/__init__.py

# isort: split
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from closereader.gui.garbage import Garbage
from closereader.gui.main_window import MainWindow
from closereader.gui.reader.view import ReaderView
from closereader.library import queries
from closereader.library.library import Library
from closereader.model.span import Span
from tests.benchmarks.shown import SIZE, Gaps, Painted, quiet, wait, wait_for

# From one picture of a screen to the next.
_SCREEN_MS = 16


def paint(widget: QWidget) -> None:
    """Draw the whole widget, and whatever else of its window is to be drawn, once: by the event
    loop, as in the program. (A forced `repaint` draws a window twice that was to be drawn.)"""
    painted = Painted(widget)
    widget.update()
    QApplication.processEvents()
    assert painted.count, "nothing was drawn"
    widget.removeEventFilter(painted)
    painted.deleteLater()


def times(acts: list[Callable[[], object]]) -> list[float]:
    """Milliseconds of each act."""
    taken = []
    for act in acts:
        begun = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


def plain_edit(text: str, view: ReaderView) -> tuple[QPlainTextEdit, float]:
    """Qt's own widget on the same text, and how long it took to show it."""
    edit = QPlainTextEdit()
    edit.setFont(view.layout_.style.font)
    edit.resize(view.size())
    edit.show()
    QApplication.processEvents()
    (taken,) = times([lambda: (edit.setPlainText(text), paint(edit.viewport()))])
    return edit, taken


def opened(window: MainWindow, reading: str) -> tuple[float, float, float]:
    """From the wish, in the library, to the first picture of the book, and until all of it can be
    worked with; and the longest the window did not answer meanwhile."""
    window.session.close()
    wait(100)
    gaps = Gaps()
    begun = time.perf_counter()
    window.open_reading(reading)  # type: ignore[arg-type]

    def shown() -> list[ReaderView]:
        views = window.reader.findChildren(ReaderView)
        return [v for v in views if v.positions is not None and v.isVisible()]

    wait_for(lambda: bool(shown()))
    paint(shown()[0].viewport())
    first = (time.perf_counter() - begun) * 1000
    wait_for(lambda: window.session.reading is not None)
    paint(window.reader.view.viewport())
    whole = (time.perf_counter() - begun) * 1000
    quiet(window)
    return first, whole, gaps.longest()


def bare_frame(view: ReaderView) -> float:
    """The lines in sight, drawn from their layouts onto a picture of the view's size."""
    layout = view.layout_
    top = float(view.verticalScrollBar().value())
    picture = QImage(view.viewport().size(), QImage.Format.Format_RGB32)

    def draw() -> None:
        picture.fill(QColor("white"))
        painter = QPainter(picture)
        painter.translate(0, -top)
        number = layout.number_at(top)
        while number < len(layout.blocks) and layout.top(number) < top + view.height():
            block = view.document().findBlockByNumber(number)
            block.layout().draw(painter, QPointF(layout.left, layout.text_top(number)))
            number += 1
        painter.end()

    (taken,) = times([draw])
    return taken


def drag(view: ReaderView, start: QPoint, moves: int) -> list[float]:
    """A selection drawn out move by move, each with its picture."""
    viewport = view.viewport()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier

    def send(kind: QEvent.Type, point: QPoint, buttons: Qt.MouseButton) -> None:
        where = QPointF(point)
        event = QMouseEvent(kind, where, viewport.mapToGlobal(where), left, buttons, none)
        QApplication.sendEvent(viewport, event)

    send(QEvent.Type.MouseButtonPress, start, left)
    taken = times(
        [
            lambda n=n: (
                send(QEvent.Type.MouseMove, start + QPoint(n % 300, n * 2), left),
                paint(viewport),
            )
            for n in range(moves)
        ]
    )
    send(QEvent.Type.MouseButtonRelease, start + QPoint(10, moves * 2), Qt.MouseButton.NoButton)
    view.clear_selection()
    return taken


def moved(window: MainWindow) -> dict[str, list[float]]:
    """Frames while scrolling beside the bare ones, and jumps to places anywhere."""
    chance = random.Random(5)
    view, text = window.reader.view, window.session.text.text  # type: ignore[union-attr]
    bar = view.verticalScrollBar()
    frames, bares = [], []
    # One notch of the wheel: what Qt can move of the picture it moves, the rest is drawn.
    for _ in range(320):
        wait(_SCREEN_MS)
        frames += times([lambda: (bar.setValue(bar.value() + 60), QApplication.processEvents())])
        if len(frames) % 3 == 0:
            # Under the same conditions: after the same rest.
            wait(_SCREEN_MS)
            bares.append(bare_frame(view))
    pages = times([lambda: (bar.setValue(bar.value() + 700), paint(view.viewport()))] * 40)
    places = [chance.randrange(len(text) - 60) for _ in range(40)]
    jumps = times(
        [
            lambda at=at: (
                window.session.go_to.emit(Span(at, at + 40), True),
                paint(view.viewport()),
            )
            for at in places
        ]
    )
    return {"frame": frames[20:], "bare": bares, "jump": jumps, "page": pages}


def set_anew(window: MainWindow, edit: QPlainTextEdit) -> dict[str, list[float]]:
    """Width, type size and theme, beside Qt's own widget."""
    view = window.reader.view
    font = edit.font()

    def resize(widget: QWidget, width: int, shown: QWidget) -> None:
        widget.resize(width, widget.height())
        paint(shown)

    def trigger(action: str) -> None:
        window.trigger(action)
        paint(view.viewport())

    def larger(step: int) -> None:
        font.setPixelSize(view.layout_.style.size + step % 2)
        edit.setFont(font)
        paint(edit.viewport())

    widths = [view.width() - 4 * n for n in range(12)]
    sizes = ["view.larger", "view.smaller"] * 6
    themes = ["view.theme.dark", "view.theme.light"] * 5
    return {
        "resize": times([lambda w=w: resize(view, w, view.viewport()) for w in widths])[2:],
        "edit_resize": times([lambda w=w: resize(edit, w, edit.viewport()) for w in widths])[2:],
        "size": times([lambda a=a: trigger(a) for a in sizes])[2:],
        "edit_size": times([lambda n=n: larger(n) for n in range(12)])[2:],
        "theme": times([lambda a=a: trigger(a) for a in themes])[2:],
    }


def main(folder: str) -> dict[str, list[float]]:
    """Everything, in the order in which one thing disturbs the next least."""
    garbage = Garbage(program.application())
    garbage.start()
    library = Library.open(Path(folder))
    window = MainWindow(library, program.settings.load())
    window.resize(*SIZE)
    window.show()
    (summary,) = queries.readings(library)
    opens = [opened(window, summary.reading.id) for _ in range(6)][1:]
    garbage.settle()
    view = window.reader.view
    told = moved(window)
    # Not before: four more books on the screen would be in the way of this one.
    edits = [plain_edit(window.session.text.text, view) for _ in range(4)]  # type: ignore[union-attr]
    told["edit_open"] = [taken for _edit, taken in edits][1:]
    for edit, _taken in edits[:-1]:
        edit.deleteLater()
    for name, column in zip(
        ("open", "open_whole", "open_gap"), zip(*opens, strict=True), strict=True
    ):
        told[name] = list(column)
    told |= set_anew(window, edits[-1][0])
    told["drag"] = drag(view, QPoint(int(view.layout_.left) + 20, 80), 140)[10:]
    wait(50)
    return told


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])), flush=True)
    os._exit(0)

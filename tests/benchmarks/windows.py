"""Figures of the window: each is taken in a process of its own (`shown.py`), off screen."""

import shutil
import statistics
import time
from dataclasses import replace

from tests.benchmarks import libraries
from tests.benchmarks.measure import Figure, in_turn, percentile, report_of

# The least a Qt program can do: an empty window, painted. Prints when that was and what it holds.
_EMPTY_WINDOW = """\
import json, os, time
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    painted = False
    def paintEvent(self, event):
        super().paintEvent(event)
        self.painted = True
app = QApplication([])
window = Window()
window.resize(1440, 900)
window.show()
while not window.painted:
    app.processEvents()
seconds = time.time() - float(os.environ["STARTED"])
cpu = time.process_time()
import psutil
held = psutil.Process().memory_info().rss
print(json.dumps({"seconds": seconds, "cpu": cpu, "resident": held}))
os._exit(0)
"""


def empty() -> dict[str, float]:
    report: dict[str, float] = report_of(["-c", _EMPTY_WINDOW], STARTED=repr(time.time()))
    return report


def shown(what: str, folder: object, *arguments: object) -> dict[str, float]:
    words = ["-m", "tests.benchmarks.shown", what, str(folder), *map(str, arguments)]
    report: dict[str, float] = report_of(words, STARTED=repr(time.time()))
    return report


def first_paint() -> list[Figure]:
    """From the start of the program to the sample reading on the screen, against an empty window."""
    folder = libraries.with_sample()
    cpus: dict[str, list[float]] = {"empty": [], "ours": []}
    wholes: list[float] = []

    def seconds(name: str, report: dict[str, float]) -> float:
        cpus[name].append(report["cpu"])
        if "whole" in report:
            wholes.append(report["whole"])
        return report["seconds"]

    base, ours = in_turn(
        lambda: seconds("empty", empty()),
        lambda: seconds("ours", shown("open", folder)),
        repeats=7,
    )
    cpu_base, cpu_ours = (statistics.median(cpus[name][1:]) for name in ("empty", "ours"))
    detail = (
        f"{ours:.2f} s : {base:.2f} s for an empty QMainWindow; "
        f"CPU {cpu_ours:.2f} s : {cpu_base:.2f} s; whole window after {statistics.median(wholes):.2f} s"
    )
    return [Figure("window with the sample reading painted", ours / base, "×", 2.5, detail)]


def memory() -> list[Figure]:
    """What the process holds with the article open and its names known, against an empty window."""
    folder = libraries.with_article(60)
    base, closed, ours = in_turn(
        lambda: empty()["resident"],
        lambda: shown("closed", folder)["resident"],
        lambda: shown("open", folder)["resident"],
    )
    detail = (
        f"{ours / 1e6:.0f} MB : {base / 1e6:.0f} MB resident for an empty QMainWindow; "
        f"{ours / closed:.2f} × our window without a reading ({closed / 1e6:.0f} MB)"
    )
    return [Figure("memory with the article open", ours / base, "×", 1.6, detail)]


def import_book() -> list[Figure]:
    """The book added in the open window: how long, and how long the window did not answer."""
    sample = libraries.with_sample()
    book = libraries.book_file()
    reports = [shown("import", sample, book, libraries.folder(f"book-{n}")) for n in range(6)][1:]
    seconds = statistics.median(report["seconds"] for report in reports)
    gaps = [report["gap_ms"] for report in reports]
    return [
        Figure("import of a 3.2 MB text", seconds, "s", 3),
        Figure(
            "longest the window did not answer meanwhile",
            statistics.median(gaps),
            "ms",
            100,
            f"worst of {len(gaps)} runs {max(gaps):.0f} ms",
        ),
    ]


def highlight() -> list[Figure]:
    """Key to committed and painted, and undo, with 10,000 notes in the reading."""
    folder = libraries.with_book(10_000)
    report = report_of(
        ["-m", "tests.benchmarks.shown", "highlight", str(folder)], STARTED=repr(time.time())
    )
    insert = statistics.median(report["insert_ms"])
    figures = []
    for name, key in (("highlight", "highlight"), ("undo of it", "undo")):
        figure = _p95(f"{name}, 10,000 notes, p95", report[key], 30)
        middle = statistics.median(wall for wall, _cpu in report[key])
        compared = f"; p50 is {middle / insert:.0f} × one committed insert ({insert:.1f} ms)"
        figures.append(replace(figure, detail=figure.detail + compared))
    return figures


def many() -> list[Figure]:
    """10,000 notes made, taken back, made again, recoloured and deleted in one change each, in a
    book that has 10,000 others: how long the window did not answer at the longest."""
    folder = libraries.with_book(10_000)
    reports = []
    for number in range(6):
        place = libraries.folder(f"many-{number}")
        shutil.copytree(folder, place, dirs_exist_ok=True)
        reports.append(report_of(["-m", "tests.benchmarks.many_shown", str(place)]))
    figures = []
    for name in reports[0]:
        gaps = [report[name]["gap"] for report in reports[1:]]
        taken = statistics.median(report[name]["taken"] for report in reports[1:])
        detail = f"worst of {len(gaps)} runs {max(gaps):.0f} ms; all of it {taken:.0f} ms"
        figures.append(
            Figure(f"longest gap, {name}, 10,000 notes", statistics.median(gaps), "ms", 100, detail)
        )
    return figures


def _p95(name: str, times: list[tuple[float, float]], budget: float) -> Figure:
    """Of wall time; the CPU beside it tells a slow program from a busy machine."""
    walls, cpus = ([pair[i] for pair in times] for i in (0, 1))
    detail = (
        f"p50 {statistics.median(walls):.1f} ms; of CPU p50 {statistics.median(cpus):.1f} ms, "
        f"p95 {percentile(cpus, 95):.1f} ms; {len(times)} times"
    )
    return Figure(name, percentile(walls, 95), "ms", budget, detail)


def note_filter() -> list[Figure]:
    """A key in the filter of 10,000 notes to the notes painted; so all else it can ask for, the order;
    and a frame of them as they are scrolled, over one of a list of empty rows."""
    folder = libraries.with_book(10_000)
    report = report_of(
        ["-m", "tests.benchmarks.shown", "filter", str(folder)], STARTED=repr(time.time())
    )
    more = report_of(["-m", "tests.benchmarks.notes_shown", str(folder)])
    frames, base = ([wall for wall, _cpu in more[name]] for name in ("cards", "empty"))
    over = percentile(frames, 99) - percentile(base, 99)
    detail = (
        f"p99 {percentile(frames, 99):.1f} ms, p50 {statistics.median(frames):.1f} ms; of empty rows "
        f"p99 {percentile(base, 99):.1f} ms; of CPU p99 "
        f"{percentile([cpu for _wall, cpu in more['cards']], 99):.1f} ms; {len(frames)} frames"
    )
    return [
        _p95("note filter, 10,000 notes, p95", report["filter"], 50),
        _p95("names, tags, colours … of 10,000 notes, p95", more["filters"][7:], 50),
        _p95("order of 10,000 notes, p95", more["orders"][3:], 50),
        Figure("scrolled frame of 10,000 notes, p99, over empty rows", over, "ms", 16, detail),
    ]

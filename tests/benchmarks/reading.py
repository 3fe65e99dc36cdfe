"""Figures of reading a long book: 3.2 MB with 10,000 highlights and its names, off screen."""

from statistics import median

from tests.benchmarks import libraries, windows
from tests.benchmarks.measure import Figure, in_turn, percentile, report_of


def start() -> list[Figure]:
    """From the start of the program to the book on the screen."""
    folder = libraries.with_book(10_000)
    base, ours = in_turn(
        lambda: windows.empty()["seconds"], lambda: windows.shown("open", folder)["seconds"]
    )
    held = windows.shown("open", folder)["resident"]
    # The program's own window, which opens for every reading, and beside it a bare one.
    closed, bare = windows.shown("closed", folder)["resident"], windows.empty()["resident"]
    return [
        Figure(
            "program start to the book readable",
            ours / base,
            "×",
            2.5,
            f"{ours:.2f} s : {base:.2f} s for an empty QMainWindow",
        ),
        Figure(
            "memory with the book, over our empty window",
            (held - closed) / 1e6,
            "MB",
            80,
            f"{held / 1e6:.0f} MB; our window without a reading {closed / 1e6:.0f}; "
            f"{(held - bare) / 1e6:.0f} MB over a bare QMainWindow ({bare / 1e6:.0f})",
        ),
    ]


def book() -> list[Figure]:
    """Opening, moving, setting anew and selecting, each beside its yardstick."""
    folder = libraries.with_book(10_000)
    told = report_of(["-m", "tests.benchmarks.book_shown", str(folder)])
    bare = median(told["bare"])
    edit_resize, edit_size = median(told["edit_resize"]), median(told["edit_size"])
    slowest = max(told["resize"] + told["size"] + told["theme"])
    frame = told["frame"]
    return [
        Figure(
            "book open to first picture",
            median(told["open"]) / median(told["edit_open"]),
            "×",
            1.2,
            f"{median(told['open']):.0f} ms : {median(told['edit_open']):.0f} ms for QPlainTextEdit; "
            f"all of it after {median(told['open_whole']):.0f} ms",
        ),
        Figure("book open: longest the window did not answer", median(told["open_gap"]), "ms", 100),
        Figure("book: jump, p95", percentile(told["jump"], 95), "ms", 100),
        Figure(
            "book: frame while scrolling, p50",
            median(frame) / bare,
            "×",
            1.5,
            f"{median(frame):.1f} ms : {bare:.1f} ms for the same lines drawn bare",
        ),
        Figure("book: frame while scrolling, p99", percentile(frame, 99) / bare, "×", 3),
        Figure("book: a page further, all of it new, p95", percentile(told["page"], 95), "ms", 16),
        Figure(
            "book: resize",
            median(told["resize"]) / edit_resize,
            "×",
            2,
            f"{median(told['resize']):.1f} ms : {edit_resize:.1f} ms for QPlainTextEdit",
        ),
        Figure(
            "book: type size",
            median(told["size"]) / edit_size,
            "×",
            2,
            f"{median(told['size']):.1f} ms : {edit_size:.1f} ms for QPlainTextEdit",
        ),
        Figure("book: theme", median(told["theme"]), "ms", 50),
        Figure("book: slowest of resize, size and theme", slowest, "ms", 50),
        Figure(
            "book: a move of a selection over the bare frame, p99",
            percentile(told["drag"], 99) - bare,
            "ms",
            16,
        ),
    ]

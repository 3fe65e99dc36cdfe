"""Figures of drawing a PDF's own pages: against PDFium alone, and from a file to its first page."""

import json
import sys
import time
from pathlib import Path

import pypdfium2

from closereader.pages.drawer import PageDrawer
from tests.benchmarks import libraries
from tests.benchmarks.measure import Figure, in_turn, report_of, wall
from tests.helpers.pdfs import typeset

_PAGES, _DRAWN, _SCALE = 300, 12, 1.5
_WORDS = "The council met below the tower and spoke of the two rivers, of bread and of the roads. "


def drawing() -> list[Figure]:
    """Twelve pages of a book of 300, drawn in turn by PDFium in this process and through the child."""
    path = book_file()
    alone = pypdfium2.PdfDocument(path)
    with PageDrawer(path) as drawer:
        drawer.sizes()

        def by_child() -> None:
            for page in range(_DRAWN):
                drawer.draw(page, _SCALE)

        def by_pdfium() -> None:
            for page in range(_DRAWN):
                alone[page].render(scale=_SCALE, may_draw_forms=False)

        child, pdfium = in_turn(lambda: wall(by_child), lambda: wall(by_pdfium))
    first = in_turn(lambda: wall(lambda: _first_page(path)))[0]
    shown = report_of(["-m", "tests.benchmarks.drawing", str(path)])
    each = f"{1000 * child / _DRAWN:.1f} ms a page"
    return [
        Figure("a page of a PDF drawn / PDFium alone", child / pdfium, "×", 1.3, each),
        Figure("first page of a PDF of 300 pages", first, "s", 1),
        Figure("first page seen in the window, from choosing it", shown["first"], "s", 1),
        Figure("scroll frame on pages, CPU, p50", shown["p50"], "ms", 16),
        Figure("scroll frame on pages, CPU, p99", shown["p99"], "ms", 33),
        Figure("memory of the window with 300 pages, over empty", shown["memory"], "MB", 150),
    ]


def book_file() -> Path:
    """A PDF of 300 pages."""
    path = libraries.folder("files") / "pages.pdf"
    if not path.exists():
        page = "#lorem(30)\n\n" + _WORDS * 28
        head = "#set page(width: 595pt, height: 842pt)\n#set par(justify: true)\n"
        path.write_bytes(typeset(head + "\n#pagebreak()\n".join([page] * _PAGES)))
    return path


def _first_page(path: Path) -> None:
    with PageDrawer(path) as drawer:
        drawer.draw(0, _SCALE)


def _shown(path: Path) -> None:
    """In a process of its own: show the pages in a window, scroll through them; prints what it took."""
    import psutil
    from PySide6.QtWidgets import QApplication

    from closereader.gui import theme as themes
    from closereader.gui.app import application
    from closereader.gui.bus import Bus
    from closereader.gui.messages import Messages
    from closereader.gui.pages.view import PagesView
    from closereader.gui.reader.look import ReaderStyle
    from closereader.gui.reader.view import ReaderView
    from closereader.gui.session import Session
    from closereader.gui.tasks import Tasks
    from closereader.library.library import Library

    # The child's modules are compiled by now, as those of an installed program are.
    _first_page(path)
    app = application()
    library = Library.open(libraries.folder("drawing"), reader="Reader")
    session = Session(library, Bus(library), Tasks(), Messages())
    style = ReaderStyle(themes.load("light"))
    before = psutil.Process().memory_info().rss
    text = ReaderView(session, style)
    begun = time.perf_counter()
    view = PagesView(session, text, style.theme)
    view.resize(776, 900)
    view.show()
    view.set_pages([], None, path, "")
    while view.pictures.older(0, 0) is None:
        QApplication.processEvents()
        time.sleep(0.002)
    view.grab()
    first = time.perf_counter() - begun
    frames = []
    bar = view.verticalScrollBar()
    for step in range(600):
        at = time.thread_time()
        bar.setValue(60 * step)
        view.viewport().repaint()
        frames.append(1000 * (time.thread_time() - at))
        app.processEvents()
    frames.sort()
    memory = (psutil.Process().memory_info().rss - before) / 1_000_000
    view.close_pages()
    session.tasks.close()
    library.close()
    p50, p99 = frames[len(frames) // 2], frames[len(frames) * 99 // 100]
    print(json.dumps({"first": first, "p50": p50, "p99": p99, "memory": memory}))


if __name__ == "__main__":
    _shown(Path(sys.argv[1]))

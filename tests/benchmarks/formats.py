"""Figures of reading files with parts of their own, through the child process that reads them."""

import statistics
from pathlib import Path

from closereader import importing
from closereader.progress import Progress
from tests.benchmarks import libraries, texts
from tests.benchmarks.measure import REPEATS, Figure, report_of, wall
from tests.helpers.books import Book, nav
from tests.helpers.pictures import png

_PEAK = """
import json, pathlib, resource, sys
from closereader.importing.parsing import parse_source
from closereader.importing.source import Pictures, Source, Wishes
with Source.open(pathlib.Path(sys.argv[1])) as source:
    parse_source(source, Wishes(), Pictures())
print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
"""


def epub() -> list[Figure]:
    """A book of 3 MB in 60 chapters, with a note and a picture in each."""
    path = _book_file()
    importing.read_file(path, Progress())
    times = [wall(lambda: importing.read_file(path, Progress())) for _run in range(REPEATS)]
    peak = report_of(["-c", _PEAK, str(path)]) / 1000
    return [
        Figure("import of an EPUB of 3 MB", statistics.median(times), "s", 5),
        Figure("import of an EPUB of 3 MB: peak memory", peak, "MB", 500),
    ]


def _book_file() -> Path:
    path = libraries.folder("files") / "book.epub"
    chapters = texts.book().split("\n\nCHAPTER ")[1:]
    pages = {}
    for number, chapter in enumerate(chapters):
        _heading, *paragraphs = chapter.strip().split("\n\n")
        body = "".join(f'<p id="p{n}">{words}</p>' for n, words in enumerate(paragraphs))
        pages[f"c{number}.xhtml"] = (
            f"<section><h2>Chapter {number}</h2>{body}<figure><img src='p{number}.png' alt='A map'/></figure>"
            f'<p>It is said<a epub:type="noteref" href="#n">1</a> so.</p><aside epub:type="footnote" id="n">'
            f"<p>In a letter.</p></aside></section>"
        )
    items = "".join(f'<li><a href="{name}">Chapter</a></li>' for name in pages)
    parts: dict[str, bytes | str] = {f"p{n}.png": png(600, 400, n) for n in range(len(pages))}
    book = Book(pages, {**parts, "nav.xhtml": nav(items)}, properties={"nav.xhtml": "nav"})
    path.write_bytes(book.data())
    return path

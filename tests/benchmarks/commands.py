"""Figures without a window: the command line, import, export."""

import resource
import statistics
import sys
from collections.abc import Callable
from pathlib import Path

from closereader import bundle, importing
from closereader.exporting import ExportOptions
from closereader.library import annotations, exchange, queries, readings, tag_use, tags
from closereader.library.library import Library
from closereader.progress import Progress
from tests.benchmarks import libraries
from tests.benchmarks.measure import Figure, cpu, cpu_of, in_turn, wall

_PROGRAM = ["-c", "import sys; from closereader.cli import main; sys.exit(main(sys.argv[1:]))"]
# The same words in the same type and column, and nothing else.
_BARE_PAGE = """\
#set page(paper: "a4", margin: (left: 76pt, right: 209pt, y: 2.6cm))
#set text(font: "EB Garamond", size: 11pt, lang: "en")
#set par(justify: true, leading: 0.5em, spacing: 0.9em)
#for part in json("parts.json") { par(part) }
"""
_BARE_COMPILE = """\
import sys, typst
typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True)
"""


def listing() -> list[Figure]:
    """`closereader list` against importing SQLAlchemy."""
    folder = str(libraries.with_sample())
    base, ours = in_turn(
        lambda: cpu_of(["-c", "import sqlalchemy"]),
        lambda: cpu_of([*_PROGRAM, "--library", folder, "list"]),
        repeats=7,
    )
    return [Figure("closereader list", ours / base, "×", 1.6, f"CPU {ours:.2f} s : {base:.2f} s")]


def import_article() -> list[Figure]:
    """The article read, understood and stored, in this process and as the window does it."""
    path = libraries.article_file()
    number = iter(range(1000))

    def new_library() -> Library:
        return Library.open(libraries.folder(f"import-{next(number)}"))

    def here(clock: Callable[[Callable[[], object]], float]) -> float:
        library = new_library()
        taken = clock(lambda: library.run("Add", readings.add, libraries.document(path)))
        library.close()
        return taken

    def confined() -> float:
        library = new_library()
        taken = wall(
            lambda: library.run("Add", readings.add, importing.read_file(path, Progress()))
        )
        library.close()
        return taken

    split, ours, ours_cpu, in_child = in_turn(
        lambda: cpu(lambda: path.read_text(encoding="utf-8").split("\n\n")),
        lambda: here(wall),
        lambda: here(cpu),
        confined,
    )
    return [
        Figure(
            "import of the article, in process",
            ours,
            "s",
            0.3,
        ),
        Figure(
            "the same, over reading and splitting the file",
            ours_cpu / split,
            "×",
            None,
            f"CPU {ours_cpu * 1000:.1f} ms, stored too : {split * 1e6:.0f} µs",
        ),
        Figure("import of the article, parsed in a helper process", in_child, "s", None),
    ]


def renaming() -> list[Figure]:
    """A tag that 10,000 notes of a book bear renamed in the library, and taken back."""
    library = Library.open(libraries.with_book(10_000))
    (summary,) = queries.readings(library)
    ids = [note.id for note in queries.annotations(library, summary.reading.id)]
    library.run("Tag", annotations.add_tags, ids, ["period/first"])
    names = iter(f"era {number}" for number in range(1000))
    now = "period"
    cpus: list[float] = []

    def rename() -> float:
        nonlocal now
        before, now = now, next(names)
        begun = _cpu()
        taken = wall(lambda: library.run("Rename tag", tags.rename, before, now))
        cpus.append(_cpu() - begun)
        return taken

    def undo() -> float:
        taken = wall(library.undo)
        library.redo()
        return taken

    renamed, undone = in_turn(rename, undo)
    changed = len([use for use in tag_use.uses(library) if use.name == f"{now}/first"])
    assert changed == 1, "the tag was not renamed"
    library.close()
    detail = f"{len(ids):,} notes; CPU {statistics.median(cpus):.2f} s"
    return [
        Figure("rename a tag on 10,000 notes", renamed, "s", 1, detail),
        Figure("undo of it, a tag on 10,000 notes", undone, "s", 1),
    ]


def annotated_pdf() -> list[Figure]:
    """The annotated PDF of the article with 60 notes against a bare compile of its text."""
    library = Library.open(libraries.with_article(60))
    (summary,) = queries.readings(library)
    out = libraries.folder("pdf")
    _write_bare(out, queries.reading_text(library, summary.reading.id).text)
    bare_command = ["-c", _BARE_COMPILE, str(out / "bare.typ"), str(out / "bare.pdf")]

    def export() -> float:
        before = _cpu()
        exchange.export_reading(
            library, summary.reading.id, out / "ours.pdf", ExportOptions(), Progress()
        )
        return _cpu() - before

    bare, ours = in_turn(lambda: cpu_of([*bare_command, str(bundle.resource("fonts"))]), export)
    library.close()
    detail = (
        f"CPU {ours:.3f} s of this process and its children : {bare:.3f} s of a child that imports "
        "typst and compiles the same words, a paragraph a block, from JSON in the same folder of "
        "fonts: EB Garamond 11 pt, justified, the same column, no notes, nothing over the text"
    )
    return [Figure("annotated PDF of the article, 60 notes", ours / bare, "×", 6, detail)]


def _write_bare(folder: Path, text: str) -> None:
    import json

    (folder / "bare.typ").write_text(_BARE_PAGE, encoding="utf-8")
    (folder / "parts.json").write_text(json.dumps(text.split("\n")), encoding="utf-8")


def _cpu() -> float:
    """CPU seconds of this process and of those of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    sys.exit("Run: python -m tests.benchmarks")

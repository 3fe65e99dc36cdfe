"""The libraries that are measured, made once for a run."""

import random
import re
import tempfile
from functools import cache
from pathlib import Path

from closereader import entities, importing
from closereader.library import annotations, queries, readings, sample
from closereader.library.annotations import Draft
from closereader.library.library import Library
from closereader.model.colour import Colour
from closereader.model.document import Document
from closereader.model.entity import Entity, EntityKind, Mention
from closereader.model.reading import ReadingId
from closereader.model.span import Span
from closereader.progress import Progress
from tests.benchmarks import texts

_FOLDER = tempfile.TemporaryDirectory(prefix="closereader-benchmarks-")


def folder(name: str) -> Path:
    """A folder of that name that goes with this process."""
    path = Path(_FOLDER.name) / name
    path.mkdir(exist_ok=True)
    return path


@cache
def article_file() -> Path:
    """The article as a file."""
    path = folder("files") / "article.txt"
    path.write_text(texts.article(), encoding="utf-8")
    return path


@cache
def book_file() -> Path:
    """The book as a file."""
    path = folder("files") / "book.txt"
    path.write_text(texts.book(), encoding="utf-8")
    return path


def document(path: Path) -> Document:
    """The file read in this process."""
    return importing.parse(path.read_bytes(), path.name, None, None)


@cache
def with_sample() -> Path:
    """A library with the sample reading, last open, its names known."""
    place = folder("sample")
    library = Library.open(place)
    _make_ready(library, sample.add_sample(library, Progress()))
    library.close()
    return place


@cache
def with_article(notes: int) -> Path:
    """A library with the article and that many notes, last open, its names known."""
    return _with(f"article-{notes}", article_file(), notes, names=True)


@cache
def with_book(notes: int) -> Path:
    """A library with the book and that many notes, last open, and 30,000 mentions known: how they
    are recognised is measured elsewhere."""
    return _with(f"book-{notes}", book_file(), notes, names=False)


def _with(name: str, path: Path, notes: int, *, names: bool) -> Path:
    place = folder(name)
    library = Library.open(place)
    reading, _is_new = library.run("Add", readings.add, document(path))
    library.run("Annotate", annotations.add_many, reading.id, drafts(library, reading.id, notes))
    _make_ready(library, reading.id, names=names)
    library.close()
    return place


def _make_ready(library: Library, reading_id: ReadingId, *, names: bool = True) -> None:
    if names:
        queries.entities(library, reading_id, Progress())
    else:
        found = mentions(queries.reading_text(library, reading_id).text)
        library.keep(lambda tx: tx.set_recognised(reading_id, entities.VERSION, found))
    queries.set_opened(library, reading_id)


def drafts(library: Library, reading_id: ReadingId, count: int) -> list[Draft]:
    """`count` notes spread over the reading, a phrase long, most with a comment and tags."""
    chance = random.Random(count)
    length = len(queries.reading_text(library, reading_id).text)
    found = []
    for number in range(count):
        start = int((number + chance.random()) * (length - 200) / count)
        found.append(
            Draft(
                span=Span(start, start + chance.randrange(20, 160)),
                colour=chance.choice(list(Colour)),
                comment=f"A remark on {number}: why here, and why so?" if number % 3 else "",
                tags=(f"theme/{number % 12}", "seminar") if number % 4 else (),
            )
        )
    return found


def mentions(text: str, count: int = 30_000) -> tuple[Entity, ...]:
    """Entities of every kind with so many mentions in all, spread evenly over the text: long words,
    each taken for four names."""
    words = [met.span() for met in re.finditer(r"[^\W\d_]{5,}", text)]
    chosen = [words[int(n * len(words) / count)] for n in range(count)]
    places: dict[str, list[tuple[int, int]]] = {}
    for number, (start, end) in enumerate(chosen):
        places.setdefault(f"{text[start:end]} {number % 4}", []).append((start, end))
    kinds = list(EntityKind)
    found = []
    for number, (name, spans) in enumerate(places.items()):
        kind = kinds[number % len(kinds)]
        id_ = entities.entity_id(kind, name)
        named = tuple(Mention(a, b, text[a:b], kind, id_) for a, b in spans)
        found.append(Entity(id_, kind, name, (), named))
    return tuple(sorted(found, key=lambda entity: kinds.index(entity.kind)))

"""A reading and the version that comes after it."""

from closereader.library import annotations, queries, versions
from closereader.library.library import Library
from closereader.model.annotation import Annotation
from closereader.model.reading import Reading
from closereader.model.span import Span
from closereader.progress import Progress
from tests.helpers.libraries import document

LATER = (
    "The Gas Question",
    "A preface, which is new.",
    "In October the highways to La Paz were closed, and the city ran out of gas.",
    "“¿De quién es el gas?” people asked. Nobody answered.",
)


def span_of(lib: Library, reading: Reading, words: str) -> Span:
    """Where these words stand first."""
    start = queries.reading_text(lib, reading.id).text.index(words)
    return Span(start, start + len(words))


def mark(lib: Library, reading: Reading, words: str, **more: object) -> Annotation:
    """A mark on these words."""
    made: Annotation = lib.run(
        "Mark", annotations.add, reading.id, span_of(lib, reading, words), **more
    )
    return made


def renew(lib: Library, reading: Reading, *paragraphs: str) -> versions.Taken:
    """A version of these paragraphs takes the place of its text."""
    return versions.take_document(lib, reading.id, document(*paragraphs or LATER), Progress())

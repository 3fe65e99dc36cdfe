"""A reading as the library has it, read in whatever thread before the window shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from closereader.gui.reader.sketch import Sketch
from closereader.gui.reading_passes import Split, split
from closereader.library import passes, queries, source_pages
from closereader.library.library import Library
from closereader.model.address import Addresses
from closereader.model.reading import Reading, ReadingId, ReadingText
from closereader.model.source_page import PageHead
from closereader.text.pace import Pace

NO_PAGES: Sequence[PageHead] = ()


@dataclass(frozen=True)
class Loaded:
    """All of it that a window needs at once."""

    reading: Reading
    text: ReadingText
    addresses: Addresses
    notes: Split
    sketch: Sketch
    pace: Pace
    heads: Sequence[PageHead]


def load(library: Library, reading_id: ReadingId) -> Loaded:
    """Read it from the library; a book takes some tenths of a second."""
    text = queries.reading_text(library, reading_id)
    heads = source_pages.heads(library, text.layout) if text.layout else NO_PAGES
    return Loaded(
        queries.reading(library, reading_id),
        text,
        Addresses(text.text, text.blocks, text.pages, sheets=[head.label for head in heads]),
        load_notes(library, reading_id),
        Sketch(text),
        Pace(text.text),
        heads,
    )


def load_notes(library: Library, reading_id: ReadingId) -> Split:
    """Its notes, parted by whether their pass is looked at."""
    return split(
        passes.of(library, reading_id),
        passes.shown(library, reading_id),
        queries.annotations(library, reading_id),
    )

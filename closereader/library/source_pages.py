"""What panes ask about the own pages of a reading's source, and how the reader looks at them."""

from pathlib import Path
from typing import NamedTuple

from closereader.library.library import Library
from closereader.model.reading import Reading, ReadingId
from closereader.model.source_page import PageHead, SourcePage
from closereader.store import Transaction

PAGES, TEXT = "pages", "text"


class PagePlace(NamedTuple):
    """A point of a page, in points from its top left corner. `page` counts from 0."""

    page: int
    x: float
    y: float


def heads(lib: Library, layout: str) -> list[PageHead]:
    """All pages of that layout, in order, without their lines."""
    with lib.read() as snapshot:
        return snapshot.page_heads(layout)


def page(lib: Library, layout: str, number: int) -> SourcePage | None:
    """One page with its lines; None where the library does not have it."""
    with lib.read() as snapshot:
        return snapshot.source_page(layout, number)


def view(lib: Library, reading_id: ReadingId) -> str:
    """How the reader looks at a reading that has pages of its own: PAGES unless they chose TEXT."""
    with lib.read() as snapshot:
        return TEXT if snapshot.view(reading_id) == TEXT else PAGES


def left_at(lib: Library, reading_id: ReadingId) -> PagePlace | None:
    """What stood at the top when the reader left the pages. Where the text was replaced since, or another
    program moved the place, it may be another page than that of the place in the text."""
    with lib.read() as snapshot:
        kept = snapshot.view(reading_id).split()
    try:
        name, page, x, y = kept
        return PagePlace(int(page), float(x), float(y)) if name == PAGES else None
    except ValueError:
        return None


def set_view(lib: Library, reading_id: ReadingId, chosen: str, at: PagePlace | None = None) -> None:
    """Remember that, and `at` what of the pages. Not a change: neither undone nor published; never
    waits."""
    kept = f"{chosen} {at.page} {at.x:.1f} {at.y:.1f}" if chosen == PAGES and at else chosen
    lib.keep_soon(f"view:{reading_id}", Transaction.set_view, reading_id, kept)


def file_of(lib: Library, reading: Reading) -> Path | None:
    """Where the file lies whose pages are drawn; None where it is not kept."""
    return lib.files.path(reading.original) if reading.original else None

"""What panes ask about the own pages of a reading's source, and how the reader looks at them."""

from pathlib import Path

from closereader.library.library import Library
from closereader.model.reading import Reading, ReadingId
from closereader.model.source_page import PageHead, SourcePage
from closereader.store import Transaction

PAGES, TEXT = "pages", "text"


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


def set_view(lib: Library, reading_id: ReadingId, chosen: str) -> None:
    """Remember that. Not a change: neither undone nor published; never waits."""
    lib.keep_soon(f"view:{reading_id}", Transaction.set_view, reading_id, chosen)


def file_of(lib: Library, reading: Reading) -> Path | None:
    """Where the file lies whose pages are drawn; None where it is not kept."""
    return lib.files.path(reading.original) if reading.original else None

"""What panes ask about the own pages of a reading's source, and how the reader looks at them."""

from pathlib import Path

from closereader.library.library import Library
from closereader.model.page_place import KeptView, loaded_view
from closereader.model.reading import Reading, ReadingId
from closereader.model.source_page import PageHead, SourcePage
from closereader.store import Transaction


def heads(lib: Library, layout: str) -> list[PageHead]:
    """All pages of that layout, in order, without their lines."""
    with lib.read() as snapshot:
        return snapshot.page_heads(layout)


def page(lib: Library, layout: str, number: int) -> SourcePage | None:
    """One page with its lines; None where the library does not have it."""
    with lib.read() as snapshot:
        return snapshot.source_page(layout, number)


def view(lib: Library, reading_id: ReadingId) -> KeptView:
    """How the reader looked last at a reading that has pages of its own: at these, unless they chose the
    text. Where the text was replaced since, or another program moved the place, the pages may stand
    elsewhere than the place in the text."""
    with lib.read() as snapshot:
        return loaded_view(snapshot.view(reading_id))


def set_view(lib: Library, reading_id: ReadingId, chosen: KeptView) -> None:
    """Remember that. Not a change: neither undone nor published; never waits."""
    lib.keep_soon(f"view:{reading_id}", Transaction.set_view, reading_id, chosen.dumped())


def file_of(lib: Library, reading: Reading) -> Path | None:
    """Where the file lies whose pages are drawn; None where it is not kept."""
    return lib.files.path(reading.original) if reading.original else None

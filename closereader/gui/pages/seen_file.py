"""Whether a reading that was glanced at is seen on its own pages; loads nothing that draws them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from closereader.model.page_place import PAGES

if TYPE_CHECKING:
    from closereader.store.glance import Glance


def file_of(seen: Glance, folder: Path) -> Path | None:
    """The file whose pages are to be shown of a reading in the library in `folder`; None where its text
    is, or it is not known on which page it was left."""
    if (
        not seen.text.layout
        or seen.view.name != PAGES
        or (seen.begin + seen.place and not seen.view.at)
    ):
        return None
    from closereader.store.files import Files

    return Files(folder).path(seen.reading.original) if seen.reading.original else None

"""How a reader looks at a reading that has pages of its own, and where they stand on them."""

from typing import NamedTuple

PAGES, TEXT = "pages", "text"


class PagePlace(NamedTuple):
    """A point of a page, in points from its top left corner. `page` counts from 0."""

    page: int
    x: float
    y: float


class KeptView(NamedTuple):
    """What is remembered: PAGES or TEXT, and of the pages what stood at the top of the view."""

    name: str = PAGES
    at: PagePlace | None = None

    def dumped(self) -> str:
        """As it is kept: "text", "pages", "pages 12 297.6 0.0"."""
        if self.name == TEXT or self.at is None:
            return self.name
        return f"{PAGES} {self.at.page} {self.at.x:.1f} {self.at.y:.1f}"


def loaded_view(kept: str) -> KeptView:
    """Of what was kept; pages from the beginning where nothing was, or something else."""
    if kept == TEXT:
        return KeptView(TEXT)
    try:
        _name, page, x, y = kept.split()
        return KeptView(PAGES, PagePlace(int(page), float(x), float(y)))
    except ValueError:
        return KeptView()

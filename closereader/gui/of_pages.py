"""What the actions do that concern a reading's own pages: the view, the zoom, the paper, areas."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from closereader import settings
from closereader.gui.pages.paper import Paper
from closereader.gui.pages.sheets import Fit
from closereader.i18n import _
from closereader.model.page_place import PAGES

if TYPE_CHECKING:
    from closereader.gui.desk import Desk
    from closereader.gui.main_window import MainWindow
    from closereader.gui.pages.view import PagesView


def handlers(window: MainWindow) -> dict[str, Callable[[], object]]:
    """What to call for these rows of the table of actions."""

    def choose(paper: str) -> Callable[[], object]:
        return lambda: choose_paper(window, paper)

    return {
        "view.pages": lambda: window.reader.views.switch(),
        "view.fit_width": lambda: fit(window, Fit.WIDTH),
        "view.fit_page": lambda: fit(window, Fit.PAGE),
        "view.single": lambda: show_single(window),
        "view.rotate": lambda: rotate(window),
        "note.area": lambda: mark_area(window),
    } | {f"view.paper.{name}": choose(name) for name in settings.PAGE_PAPER.choices}


def connect(window: MainWindow, desk: Desk) -> None:
    """Join a desk's view of pages, when it is made, to the window."""
    views = desk.reader.views

    def made(pages: PagesView) -> None:
        window.actions_.bind_reader(pages)
        pages.set_paper(Paper(window.settings.get(settings.PAGE_PAPER)))
        pages.sheets.single = 0 if window.settings.get(settings.SINGLE_PAGES) else None
        pages.link_lines.link_wanted.connect(window.linking.follow)
        pages.setAccessibleName(desk.reader.view.accessibleName() or pages.accessibleName())

    def changed() -> None:
        desk.left.show_pages(views.has_pages)
        if desk is window.desks.active:
            window.actions_.set_pages(views.has_pages, views.are_pages_shown)

    desk.reader.paper = Paper(window.settings.get(settings.PAGE_PAPER))
    views.made.connect(made)
    views.changed.connect(changed)
    desk.reader.page_bar.triggered.connect(window.trigger)
    window.keys.changed.connect(desk.reader.page_bar.name_keys)


def let_go(window: MainWindow) -> None:
    """The window closes: end what draws pages in it."""
    from closereader.gui.pages.pictures import Pictures

    for pictures in window.findChildren(Pictures):
        pictures.close()


def fit(window: MainWindow, how: Fit) -> None:
    """Let the zoom follow the view's width, or its size."""
    pages = _pages(window)
    if pages is not None:
        pages.sheets.fit = how
        pages.keeping_place(pages.sheets.arrange)


def show_single(window: MainWindow) -> None:
    """Show one page at a time, or all of them below one another."""
    is_single = window.actions_["view.single"].isChecked()
    window.settings.set(settings.SINGLE_PAGES, is_single)
    for desk in window.desks.all:
        pages = desk.reader.views.pages
        if pages is not None:
            pages.set_single(is_single)


def rotate(window: MainWindow) -> None:
    """Turn the pages by a quarter."""
    pages = _pages(window)
    if pages is None:
        return

    def turn() -> None:
        pages.sheets.turn = (pages.sheets.turn + 1) % 4
        pages.sheets.arrange()

    page = pages.page
    pages.keeping_place(turn)
    pages.show_page(page)


def mark_area(window: MainWindow) -> None:
    """Let the next drag on a page mark an area."""
    views = window.reader.views
    if not views.has_pages:
        window.messages.info(_("Areas are marked on a reading’s own pages; this one has none."))
        return
    views.show_as(PAGES)
    pages = views.pages
    if pages is not None:
        pages.mouse.mark_area(not pages.mouse.is_marking_area)
        if pages.mouse.is_marking_area:
            window.messages.info(
                _(
                    "Draw a frame round what you want to mark. By keys: arrows show a frame and move it, "
                    "or the chosen one; with Shift they change its size; Enter keeps it. Escape ends it."
                )
            )


def choose_paper(window: MainWindow, name: str) -> None:
    """Show the pages on this paper from now on."""
    window.settings.set(settings.PAGE_PAPER, name)
    for desk in window.desks.all:
        desk.reader.paper = Paper(name)
        pages = desk.reader.views.pages
        if pages is not None:
            pages.set_paper(Paper(name))


def _pages(window: MainWindow) -> PagesView | None:
    """The pages that are shown."""
    views = window.reader.views
    return views.pages if views.are_pages_shown else None

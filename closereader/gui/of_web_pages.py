"""What the actions about saved web pages do: show all of a page, or the article in it alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from closereader.gui import keys
from closereader.i18n import _, ngettext

if TYPE_CHECKING:
    from closereader.gui.main_window import MainWindow
    from closereader.library.versions import Taken
    from closereader.model.reading import ReadingId
    from closereader.progress import Progress


def handlers(window: MainWindow) -> dict[str, Callable[[], object]]:
    """What to call for these rows of the table of actions."""
    return {
        "file.whole_page": lambda: show(window, is_whole=True),
        "file.article": lambda: show(window, is_whole=False),
    }


def offer(window: MainWindow, reading_id: ReadingId, notices: tuple[str, ...]) -> None:
    """A reading was added: where much of its page was left out, offer to show all of it."""
    from closereader.library import queries, web_pages

    def act() -> None:
        window.open_reading(reading_id)
        window.trigger("file.whole_page")

    def look(_progress: Progress) -> bool:
        return web_pages.is_page(queries.reading(window.library, reading_id))

    def tell(is_page: bool) -> None:
        if is_page:
            window.messages.offer(" ".join(notices), _("Show the whole page"), act)

    if web_pages.is_much_left_out(notices):
        window.tasks.run(_("Looking at its page"), look, tell, window.messages.error, soon=True)


def show(window: MainWindow, *, is_whole: bool) -> None:
    """Read the page of the open reading again, and show all of it or its article."""
    from closereader.library import web_pages

    reading = window.session.reading
    if reading is None:
        return
    if not web_pages.is_page(reading):
        window.messages.info(
            _("“{title}” came from no saved web page: all of it is here.").format(
                title=reading.title
            )
        )
        return

    def work(progress: Progress) -> Taken:
        return web_pages.show(window.library, reading.id, progress, is_whole=is_whole)

    what = _("Reading the page of “{title}” again").format(title=reading.title)
    window.tasks.run(
        what, work, lambda taken: _say(window, taken, is_whole=is_whole), window.messages.error
    )


def _say(window: MainWindow, taken: Taken, *, is_whole: bool) -> None:
    if not taken.is_new:
        window.messages.info(
            _("This is the whole page already.") if is_whole else _("This is the article already.")
        )
        return
    said = _("This is the whole page now.") if is_whole else _("This is the article alone now.")
    if taken.to_check:
        said += " " + ngettext(
            "One note waits for your eye.", "{count} notes wait for your eye.", taken.to_check
        )
    undo = _("{undo} takes it back.").format(undo=keys.told("edit.undo"))
    window.messages.info(f"{said} {undo}")

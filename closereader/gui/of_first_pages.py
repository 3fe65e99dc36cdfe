"""Showing a PDF's pages while it is being added: in the window, and before it has its library."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from closereader import settings
from closereader.errors import printable_name
from closereader.gui import panes

if TYPE_CHECKING:
    from closereader.gui.loading import Loaded
    from closereader.gui.main_window import MainWindow
    from closereader.gui.pages.first_pages import FirstPages


def alone(files: Sequence[str]) -> Path | None:
    """The one file that is to be opened, where it is a PDF by its looks; what is wrong with it is said
    by who adds it."""
    path = Path(files[0]) if len(files) == 1 else None
    try:
        if path is not None and path.is_file():
            with path.open("rb") as file:
                return path if b"%PDF-" in file.read(1024) else None
    except OSError:
        pass
    return None


def make(window: MainWindow, file: Path) -> FirstPages:
    """The file's pages, as the window's style has them."""
    from closereader.gui.pages.first_pages import FirstPages
    from closereader.gui.pages.paper import Paper

    get = window.settings.get
    if window.is_attached:
        widths = window.room.widths
        shown = [window.actions_[f"view.{name}"].isChecked() for name in ("left", "right")]
    else:
        widths = panes.widths_from(get(settings.PANE_WIDTHS))
        shown = [name not in window.hidden_panes() for name in ("left", "right")]
    left, _centre, right = panes.arrange(window.width(), widths, (shown[0], shown[1]))
    window.setWindowTitle(f"{printable_name(file)} – closereader")
    return FirstPages(file, window.theme, Paper(get(settings.PAGE_PAPER)), (left, right), window)


def show_at_once(window: MainWindow, file: str) -> None:
    """Show the pages of a PDF that is being added, until its text is read."""
    path = alone([file])
    seen, window.first_pages = window.first_pages, None
    if seen is not None and seen.file != path:
        seen.leave()
        seen = None
    if path is not None:
        _Showing(window, seen or make(window, path))


def show_last(window: MainWindow, loaded: Loaded | None = None) -> None:
    """Show the reading last open (`loaded`, if that is it), else the library."""
    from closereader.library import queries

    last = queries.last_opened(window.library)
    if last is not None:
        known = loaded if loaded is not None and loaded.reading.id == last else None
        window.open_at(last, None, known)
    else:
        window.show_library()


class _Showing(QObject):
    """From when a file begins to be added until its reading is open, or will not be."""

    def __init__(self, window: MainWindow, first: FirstPages) -> None:
        super().__init__(first)
        self._window = window
        self._first = first
        self._session = window.session
        self._before = window.pages.currentWidget()
        window.pages.addWidget(first)
        window.pages.setCurrentWidget(first)
        first.setFocus()
        self._session.reading_opened.connect(self._opened)
        window.adding.ended.connect(self._ended)
        first.refused.connect(self._give_up)
        if first.is_refused:
            self._give_up()

    def _opened(self) -> None:
        views = self._window.reader.views
        if self._session.reading is None:
            return
        if views.pages is not None and views.are_pages_shown:
            self._first.hand_over(views.pages)
            views.pages.setFocus()
        self._leave()

    def _ended(self) -> None:
        if self._session.is_opening:
            # The reading is still on its way: it is not its turn yet.
            self._window.pages.setCurrentWidget(self._first)
        else:
            self._give_up()

    def _give_up(self) -> None:
        """There will be no reading, or not before it was asked for a password: what was shown before is
        shown again."""
        window = self._window
        is_shown = window.pages.currentWidget() is self._first
        self._leave()
        if is_shown and self._session.reading is None:
            show_last(window)
        elif is_shown and self._before is not None:
            window.pages.setCurrentWidget(self._before)
            window.following.name_reading(window.desks.active)

    def _leave(self) -> None:
        self._session.reading_opened.disconnect(self._opened)
        self._window.adding.ended.disconnect(self._ended)
        self._first.refused.disconnect(self._give_up)
        self._window.pages.removeWidget(self._first)
        self._first.leave()

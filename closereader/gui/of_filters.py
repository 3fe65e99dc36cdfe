"""Saved filters among the commands: each is asked for by its name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from closereader.i18n import _
from closereader.library import filters
from closereader.model.note_filter import NoteFilter

if TYPE_CHECKING:
    from closereader.gui.main_window import MainWindow


def offered(window: MainWindow) -> list[tuple[str, Callable[[], object]]]:
    """What the list of commands offers of them, while a reading is open."""
    if window.session.reading is None:
        return []
    return [
        (_("Filter notes: {name}").format(name=one.name), partial(ask_for, window, one.filter))
        for one in filters.saved(window.library)
    ]


def ask_for(window: MainWindow, chosen: NoteFilter) -> None:
    """Show the notes that the filter leaves, whatever pane or tab was open."""
    window.following.show_notes("")
    window.notes.filter_row.set_filter(chosen)

"""What the actions that concern whole readings do: export, name, remove, stand one beside another."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QInputDialog

from closereader import settings
from closereader.gui import keys
from closereader.gui.dialogs.reading_picker import ReadingPicker
from closereader.i18n import _
from closereader.library import queries, readers, readings

if TYPE_CHECKING:
    from closereader.gui.main_window import MainWindow


def handlers(window: MainWindow) -> dict[str, Callable[[], object]]:
    """What to call for these rows of the table of actions."""
    return {
        "file.share": lambda: share(window),
        "file.export": lambda: window.exporting.export(window),
        "file.reader": lambda: name_reader(window),
        "file.remove": lambda: remove_reading(window),
        "view.beside": lambda: read_beside(window),
        "edit.search": lambda: search(window),
    }


def share(window: MainWindow) -> None:
    """Export the annotated PDF; the first time, ask whose notes these are."""
    if not window.settings.get(settings.NAME_ASKED):
        name_reader(window)
    window.exporting.share(window)


def name_reader(window: MainWindow) -> None:
    """Ask for the reader's name, and put it on the notes made so far too."""
    library = window.library
    name, given = QInputDialog.getText(
        window,
        _("Your name"),
        _("Your name, as it should stand on your notes and in what you export:"),
        text=library.reader,
    )
    window.settings.set(settings.NAME_ASKED, True)
    if not given or not name.strip() or name.strip() == library.reader:
        return

    def take(cleaned: str) -> None:
        window.settings.set(settings.READER_NAME, cleaned)
        library.reader = cleaned
        window.following.library_changed(None)

    notes = sum(summary.annotations for summary in queries.readings(library))
    window.session.run(
        _("Your name"), readers.rename, library.reader, name, weight=notes, then=take
    )


def remove_reading(window: MainWindow) -> None:
    """Take the reading out of the library; undo brings it back with its notes."""
    session = window.session
    reading, text = session.reading, session.text
    if reading is None or text is None:
        return
    said = _("“{title}” was removed with its notes. {undo} brings it back.").format(
        title=reading.title, undo=keys.told("edit.undo")
    )
    session.run(
        _("Remove reading"),
        readings.remove,
        reading.id,
        weight=len(text.blocks) + len(session.annotations),
        then=lambda _gone: window.messages.info(said),
    )


def read_beside(window: MainWindow) -> None:
    """Ask for a reading, and show it beside the one that is open."""
    if window.session.reading is None:
        return
    chosen = ReadingPicker.ask(queries.readings(window.library), window.session.reading, window)
    if chosen is not None:
        window.desks.open_beside(chosen)


def search(window: MainWindow) -> None:
    """Search all readings and notes."""
    window.show_library()
    window.library_pane.focus_search()

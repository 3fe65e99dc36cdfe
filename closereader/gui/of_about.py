"""What is done about a reading as such: show and change what is known of it, take its file out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from closereader.errors import CloseReaderError
from closereader.gui.cover import small
from closereader.gui.dialogs.about_reading import COVER_HEIGHT, COVER_WIDTH, AboutReading
from closereader.i18n import _
from closereader.library import about_reading, queries, readings
from closereader.model.reading import ReadingId
from closereader.progress import Progress

if TYPE_CHECKING:
    from closereader.gui.main_window import MainWindow


def handlers(window: MainWindow) -> dict[str, Callable[[], object]]:
    """What to call for these rows of the table of actions."""
    return {
        "file.rename": lambda: about(window),
        "file.original": lambda: take_out(window),
    }


def meant(window: MainWindow) -> ReadingId | None:
    """The reading that is open, or the chosen one where the library is shown."""
    if not window.actions_.is_reading_open:
        return window.library_pane.chosen
    reading = window.session.reading
    return None if reading is None else reading.id


def about(window: MainWindow, reading_id: ReadingId | None = None) -> None:
    """Show what is known of the reading, and keep what is changed of it."""
    reading_id = reading_id or meant(window)
    if reading_id is None:
        return
    try:
        known = about_reading.known(window.library, reading_id)
    except CloseReaderError as error:
        window.messages.error(str(error))
        return
    versions = any(a.objectName() == "file.version" for a in window.actions())
    dialog = AboutReading(known, window, has_versions=versions)
    dialog.original_wanted.connect(lambda: take_out(window, reading_id))
    dialog.version_wanted.connect(lambda: _new_version(window, dialog, reading_id))
    _load_cover(window, dialog, known.reading.cover)
    try:
        if dialog.exec():
            changed = dialog.changed(known.reading)
            if changed:
                window.session.run(_("Describe reading"), readings.describe, reading_id, changed)
    finally:
        dialog.deleteLater()


def _load_cover(window: MainWindow, dialog: AboutReading, cover: str) -> None:
    path = window.library.files.path(cover)
    if path is None:
        return
    ratio = window.devicePixelRatioF()
    room = QSize(round(COVER_WIDTH * ratio), round(COVER_HEIGHT * ratio))

    def work(_progress: Progress) -> QImage | None:
        return small(path, room)

    def show(image: QImage | None) -> None:
        if dialog.isVisible():
            dialog.show_cover(image)

    window.tasks.run(_("Reading the picture"), work, show, lambda _sentence: None, soon=True)


def _new_version(window: MainWindow, dialog: AboutReading, reading_id: ReadingId) -> None:
    # Not at the top, which would be a circle.
    from closereader.gui.of_versions import choose

    dialog.reject()
    choose(window, reading_id)


def take_out(window: MainWindow, reading_id: ReadingId | None = None) -> None:
    """Ask where to, and write the reading's file there as it came."""
    reading_id = reading_id or meant(window)
    if reading_id is None:
        return
    library, messages = window.library, window.messages
    messages.begin()
    try:
        reading = queries.reading(library, reading_id)
        about_reading.require_original(library, reading)
    except CloseReaderError as error:
        messages.error(str(error))
        return
    name, _form = QFileDialog.getSaveFileName(
        window,
        _("Take out the original"),
        str(Path(window.exporting.folder) / about_reading.name_of_original(reading)),
        _("All files") + " (*)",
    )
    if not name:
        return
    target = Path(name)

    def work(progress: Progress) -> about_reading.TakenOut:
        return about_reading.take_out(library, reading, target, progress)

    def done(taken: about_reading.TakenOut) -> None:
        messages.info(about_reading.told(taken))

    window.tasks.run(_("Taking out {name}").format(name=target.name), work, done, messages.error)

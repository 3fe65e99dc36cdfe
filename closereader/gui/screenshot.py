"""Draws the window off screen, as it would look, into a picture."""

import time
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from closereader import settings
from closereader.errors import ExportFailed, printable_name
from closereader.gui.app import application, log_qt_messages
from closereader.gui.main_window import MainWindow
from closereader.i18n import _
from closereader.library.library import Library
from closereader.model.reading import ReadingId

_PATIENCE_S = 30.0


def take(
    library: Library,
    reading_id: ReadingId,
    target: Path,
    size: tuple[int, int],
    theme: str,
    view: str,
) -> None:
    """Write a PNG of the window, `size` pixels wide and high, showing the reading ("reading") or
    the list of readings ("library"). Raises `ExportFailed`."""
    log_qt_messages()
    application()
    window = MainWindow(library, settings.FixedSettings({settings.THEME.name: theme}))
    window.resize(*size)
    if view == "reading":
        window.open_reading(reading_id)
        window.reader.view.show_offset_at_top(0)
        window.left.show_entities()
    window.show()
    _wait_until_quiet(window)
    picture = window.grab()
    window.close()
    window.deleteLater()
    QApplication.processEvents()
    if not picture.save(str(target), "PNG"):
        raise ExportFailed(
            _("{name}: the picture could not be written there. Choose another folder.").format(
                name=printable_name(target)
            )
        )


def _wait_until_quiet(window: MainWindow) -> None:
    """Let names be found and everything be painted."""
    until = time.monotonic() + _PATIENCE_S
    quiet = 0
    while quiet < 3 and time.monotonic() < until:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        quiet = 0 if window.tasks.running else quiet + 1
        time.sleep(0.03)

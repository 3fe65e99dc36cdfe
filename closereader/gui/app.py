"""Makes the application, the library and the window: the one place that joins them."""

import faulthandler
import logging
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from closereader import __version__, bundle, log, paths, settings
from closereader.errors import LibraryLocked
from closereader.gui import instance
from closereader.gui import theme as themes
from closereader.gui.main_window import MainWindow
from closereader.i18n import _
from closereader.library import queries
from closereader.library.library import Library
from closereader.store.lock import WindowLock, holder


def application() -> QApplication:
    """The QApplication with our name, fonts and icon; made once."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    app = QApplication(["closereader"])
    app.setApplicationName("closereader")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("closereader")
    app.setStyle("Fusion")
    themes.load_fonts()
    app.setFont(themes.interface_font(13))
    icon = bundle.resource("icons", "closereader.svg")
    if icon.is_file():
        app.setWindowIcon(QIcon(str(icon)))
    return app


def log_qt_messages() -> None:
    """What Qt has to say goes to the log; a terminal is for what its reader can use."""
    serious = (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)

    def keep(kind: QtMsgType, _context: object, message: str) -> None:
        level = logging.ERROR if kind in serious else logging.INFO
        log.get("closereader.qt").log(level, "%s", message)

    qInstallMessageHandler(keep)


def run(files: Sequence[str], library_folder: Path) -> int:
    """Open the window on the library, adding `files`; returns the exit code.

    Where another window has this library, the files go to it and this one ends. Raises
    `LibraryUnusable`.
    """
    library = Library.open(library_folder)
    lock = WindowLock.acquire(library_folder)
    if lock is None:
        library.close()
        if instance.hand_over(library_folder, files):
            return 0
        raise LibraryLocked(_locked_sentence(library_folder))
    log.to_file(paths.log_folder())
    log_qt_messages()
    try:
        app = application()
        window = open_window(library, files)
        _catch_faults(window)
        requests = instance.Requests(
            library_folder, lambda more: _come_forward(window, more), window
        )
        del requests  # The window owns it.
        _quit_on_signals(app)
        code = app.exec()
        window.deleteLater()
        return int(code)
    finally:
        library.close()
        lock.release()


def open_window(library: Library, files: Sequence[str] = ()) -> MainWindow:
    """A window on the library: on the reading last open, the sample reading in a new library, or
    on what the `files` become."""
    window = MainWindow(library, settings.load())
    last = queries.last_opened(library)
    if last is not None:
        window.open_reading(last)
    elif not files and not queries.readings(library):
        window.adding.add_sample()
    window.show()
    if files:
        window.adding.add(list(files))
    return window


def _come_forward(window: MainWindow, files: list[str]) -> None:
    if window.isMinimized():
        window.showNormal()
    window.raise_()
    window.activateWindow()
    window.adding.add(files)


def _locked_sentence(folder: Path) -> str:
    who = holder(folder)
    where = _("on {host}").format(host=who.host) if who is not None and who.host else _("elsewhere")
    return _(
        "The library is open in another window ({where}) that does not answer. Close that window, "
        "or end the program there, and start again."
    ).format(where=where)


def _catch_faults(window: MainWindow) -> None:
    """An unexpected error is logged and said in one sentence; the data is safe, it is saved as made."""

    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        log.get(__name__).error("unexpected", exc_info=(kind, error, trace))
        window.messages.error(
            _(
                "Something went wrong in the program. Your notes are safe; if it goes on, start again."
            ),
            f"{kind.__name__}: {error}\n\n{paths.log_folder()}",
        )

    sys.excepthook = caught
    if sys.stderr is not None:
        faulthandler.enable()


def _quit_on_signals(app: QApplication) -> None:
    """End in good order on Ctrl+C and on `kill`."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_args: app.closeAllWindows())
    # Python looks at signals only when it runs: let it, now and then.
    timer = QTimer(app)
    timer.timeout.connect(lambda: None)
    timer.start(500)

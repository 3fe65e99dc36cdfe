"""Makes the application, the library and the window: the one place that joins them."""

from __future__ import annotations

import faulthandler
import logging
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThread, QTimer, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from closereader import __version__, bundle, log, paths, settings
from closereader.errors import LibraryLocked
from closereader.gui import instance, of_first_pages
from closereader.gui import theme as themes
from closereader.gui.garbage import Garbage
from closereader.gui.main_window import MainWindow
from closereader.gui.pages.seen_file import file_of
from closereader.i18n import _
from closereader.store.glance import Glance, glance
from closereader.store.lock import WindowLock, holder
from closereader.text import hyphenate

if TYPE_CHECKING:
    from closereader.gui.first_sight import FirstSight
    from closereader.gui.loading import Loaded
    from closereader.library.library import Library


_TURN_S = 0.0005


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
    # While a worker computes, each call of Qt's that comes back to Python waits so long for its turn,
    # and a picture has dozens: with Python's own 5 ms the window stood still for 180.
    sys.setswitchinterval(_TURN_S)
    themes.load_fonts()
    app.setFont(themes.interface_font(13))
    icon = bundle.resource("icons", "closereader-256.png")
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
    # In a library that is not there yet the lock can only be taken once it is made.
    library = None if library_folder.is_dir() else _open(library_folder)
    lock = WindowLock.acquire(library_folder)
    if lock is None:
        if library is not None:
            library.close()
        if instance.hand_over(library_folder, files):
            return 0
        raise LibraryLocked(_locked_sentence(library_folder))
    log_qt_messages()
    try:
        start = Start(library_folder, files, library)
        code = start.run()
    finally:
        lock.release()
    return code


class Start:
    """Brings up the window: the reading last open first, then the library and all that works on it."""

    def __init__(self, folder: Path, files: Sequence[str], library: Library | None) -> None:
        self._folder = folder
        self._files = list(files)
        self._library = library
        self._failed: BaseException | None = None
        self._app = application()
        self.garbage = Garbage(self._app)
        self.sight: FirstSight | None = None
        self.window = MainWindow(None, settings.load())

    def run(self) -> int:
        """Until the window is closed; returns the exit code. Raises what the library raised."""
        self.garbage.start()
        try:
            self.begin()
            _quit_on_signals(self._app)
            code = self._app.exec()
            if self._failed is not None:
                raise self._failed
            self.window.deleteLater()
            return int(code)
        finally:
            self.garbage.stop()
            if self._library is not None:
                self._library.close()

    def begin(self) -> None:
        """Show the window: with the pages of the file it is started on; else at first sight where the
        library lets itself be glanced at, else whole."""
        file = of_first_pages.alone(self._files)
        if file is not None:
            self.window.show_first_pages(of_first_pages.make(self.window, file))
            self._load(None)
            return
        seen = glance(self._folder) if self._library is None else None
        if seen is None:
            self._attach(self._library or _open(self._folder), None)
        else:
            self.sight = self.window.show_at_first_sight(seen, file_of(seen, self._folder))
            self._load(seen)

    def _load(self, seen: Glance | None) -> None:
        """Import and open in a thread, so that what is seen can be scrolled meanwhile."""
        loading = Loading(self._folder, seen, self._library, self._app)
        loading.loaded.connect(self._attach, Qt.ConnectionType.QueuedConnection)
        loading.failed.connect(self._fail, Qt.ConnectionType.QueuedConnection)
        # Not before the first picture is out.
        QTimer.singleShot(0, loading.start)

    def _attach(self, library: Library, loaded: Loaded | None) -> None:
        window, sight = self.window, self.sight
        # What it shows goes with it: a whole book is in it.
        self._library, self.sight = library, None
        log.to_file(paths.log_folder())
        window.attach(library)
        _catch_faults(window)
        open_first(window, self._files, loaded)
        if sight is not None:
            sight.hand_over(window.reader.views)
        window.show()
        self.garbage.settle()
        window.session.reading_opened.connect(self.garbage.settle_soon)
        window.session.entities_changed.connect(self.garbage.settle_soon)
        # The window owns it.
        instance.Requests(self._folder, lambda more: _come_forward(window, more), window)

    def _fail(self, error: BaseException) -> None:
        self._failed = error
        self._app.exit(1)


class Loading(QThread):
    """`loaded(Library, Loaded or None)` or `failed(exception)`: the library, the reading that was glanced
    at, if one was, and every module the window needs."""

    loaded = Signal(object, object)
    failed = Signal(object)

    def __init__(
        self, folder: Path, seen: Glance | None, library: Library | None, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._seen = seen.reading if seen is not None else None
        self._library = library

    def run(self) -> None:
        """Qt's: what the thread does."""
        try:
            from closereader.gui import parts
            from closereader.gui.loading import load

            del parts
            if self._seen is not None:
                # So that the lines are broken once more, and not twice.
                hyphenate.prepare(self._seen.language)
            library = self._library or _open(self._folder)
            loaded = load(library, self._seen.id) if self._seen is not None else None
            self.loaded.emit(library, loaded)
        except BaseException as error:
            self.failed.emit(error)


def _open(folder: Path) -> Library:
    from closereader.library.library import Library

    return Library.open(folder)


def open_window(library: Library, files: Sequence[str] = ()) -> MainWindow:
    """A window on a library that is open already; see `open_first`."""
    window = MainWindow(None, settings.load())
    window.attach(library)
    open_first(window, files)
    window.show()
    return window


def open_first(window: MainWindow, files: Sequence[str], loaded: Loaded | None = None) -> None:
    """Show the reading last open (`loaded`, if that is it), the sample reading in a new library, or
    what `files` become."""
    from closereader.library import queries

    if window.first_pages is None:
        of_first_pages.show_last(window, loaded)
    if files:
        window.adding.add(list(files))
    elif not queries.readings(window.library):
        window.adding.add_sample()


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

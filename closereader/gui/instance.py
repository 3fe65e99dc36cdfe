"""One window a library: a second start hands its files to the first and ends.

The two meet through small files in the library's folder. A socket would need QtNetwork, which the
program does not carry: what never loads it makes no request.
"""

import json
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from closereader import log

_FOLDER = "requests"
_ENDING = ".request"
# A busy first window answers within its next turn of the event loop; a hung one never does.
_PATIENCE_S = 4.0


def hand_over(library_folder: Path, files: Sequence[str]) -> bool:
    """Ask the window that has this library to come forward and add `files` (absolute paths).
    False if it did not answer in time."""
    folder = library_folder / _FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        request = folder / f"{os.urandom(8).hex()}{_ENDING}"
        aside = request.with_suffix(".new")
        aside.write_text(json.dumps([os.path.abspath(file) for file in files]), encoding="utf-8")
        aside.replace(request)
    except OSError:
        return False
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        if not request.exists():
            return True
        time.sleep(0.03)
    request.unlink(missing_ok=True)
    return False


class Requests(QObject):
    """The first window's side: calls `received(files)` for every request."""

    def __init__(
        self,
        library_folder: Path,
        received: Callable[[list[str]], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = library_folder / _FOLDER
        self._received = received
        self._watcher = QFileSystemWatcher(self)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for old in self._folder.glob("*"):
                old.unlink(missing_ok=True)  # Left by a start whose window was killed.
        except OSError:
            log.get(__name__).warning("no requests can be taken in %s", self._folder)
            return
        self._watcher.addPath(str(self._folder))
        self._watcher.directoryChanged.connect(self._look)
        # Where folders cannot be watched (some network drives), looking now and then still works.
        self._timer = QTimer(self)
        self._timer.setInterval(1500)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        for request in sorted(self._folder.glob(f"*{_ENDING}")):
            try:
                files = json.loads(request.read_text(encoding="utf-8"))
                request.unlink()
            except (OSError, ValueError):
                continue
            if isinstance(files, list):
                self._received([file for file in files if isinstance(file, str)])

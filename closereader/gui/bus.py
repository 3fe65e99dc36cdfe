"""Carries what changed in the library to every pane; the only road by which a pane learns of it."""

import threading
from collections import deque

from PySide6.QtCore import QObject, Qt, Signal

from closereader.library.library import Library
from closereader.model.changes import Changes


class Bus(QObject):
    """Emits `changed` in the GUI thread for every change, wherever it was made, in the order of the
    commits. Is made in the GUI thread."""

    changed = Signal(object)  # Changes
    _waits = Signal()

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home = threading.get_ident()
        self._waiting: deque[Changes] = deque()
        self._waits.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = library.subscribe(self._publish)

    def _publish(self, changes: Changes) -> None:
        # The publisher calls this in the order of the commits, in whatever thread ran the command.
        self._waiting.append(changes)
        if threading.get_ident() == self._home:
            self._pass_on()
        else:
            self._waits.emit()

    def _pass_on(self) -> None:
        # What a worker did just before waits here still when the GUI thread does the next thing.
        while self._waiting:
            self.changed.emit(self._waiting.popleft())

    def close(self) -> None:
        """Hear no more of the library."""
        self._unsubscribe()

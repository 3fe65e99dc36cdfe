"""Carries what changed in the library to every pane; the only road by which a pane learns of it."""

from PySide6.QtCore import QObject, Signal

from closereader.library.library import Library
from closereader.model.changes import Changes


class Bus(QObject):
    """Emits `changed` in the GUI thread for every change, wherever it was made."""

    changed = Signal(object)  # Changes

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._unsubscribe = library.subscribe(self._publish)

    def _publish(self, changes: Changes) -> None:
        # Emitted in whatever thread ran the command; receivers in the GUI thread get it queued.
        self.changed.emit(changes)

    def close(self) -> None:
        """Hear no more of the library."""
        self._unsubscribe()

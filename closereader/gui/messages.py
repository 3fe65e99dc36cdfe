"""What the window tells its reader: one line at a time, in the window, never in a box that stops them."""

from PySide6.QtCore import QObject, Signal


class Messages(QObject):
    """Every pane says what it has to say here; the main window shows it."""

    said = Signal(str, str, bool)  # sentence, details, is_error

    def info(self, sentence: str, details: str = "") -> None:
        """Something the reader may like to know; goes away by itself."""
        self.said.emit(sentence, details, False)

    def error(self, sentence: str, details: str = "") -> None:
        """What happened, to which file, what to do next; stays until it is dismissed."""
        self.said.emit(sentence, details, True)

"""What the window tells its reader: one line at a time, in the window, never in a box that stops them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal


class Messages(QObject):
    """Every pane says what it has to say here; the main window shows it."""

    said = Signal(str, str, bool)  # sentence, details, is_error
    offered = Signal(str, object)  # label, what to call: with the sentence said just before
    asked = Signal(str)  # what else can be answered: the offer made just before waits for an answer
    withdrawn = Signal(object)  # what was to be called: that question needs no answer any more
    begun = Signal()
    moved_on = Signal()
    succeeded = Signal()
    retracted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_passing = False

    def info(self, sentence: str, details: str = "") -> None:
        """Something the reader may like to know; goes away by itself."""
        self.said.emit(sentence, details, False)

    def offer(
        self,
        sentence: str,
        label: str,
        act: Callable[[], object],
        details: str = "",
        *,
        otherwise: str = "",
    ) -> None:
        """News with one thing that can be done about it, such as opening what was made. `otherwise`:
        where that is a choice, what it is called to let it be; then it waits until it is answered."""
        self.said.emit(sentence, details, False)
        self.offered.emit(label, act)
        if otherwise:
            self.asked.emit(otherwise)

    def withdraw(self, act: Callable[[], object]) -> None:
        """The question to which this was one answer needs none any more."""
        self.withdrawn.emit(act)

    def error(self, sentence: str, details: str = "", *, passing: bool = False) -> None:
        """What happened, to which file, what to do next; stays until it is dismissed, or something
        that was asked for later succeeded. `passing`: it is about what was just asked, such as an
        address that is none, and goes when the reader moves on."""
        self.is_passing = passing
        self.said.emit(sentence, details, True)

    def begin(self) -> None:
        """The reader asks for something: what was said before is not about that."""
        self.begun.emit()

    def move_on(self) -> None:
        """The reader goes on reading."""
        self.moved_on.emit()

    def succeed(self) -> None:
        """Something the reader asked for was done, which needs no words."""
        self.succeeded.emit()

    def retract(self) -> None:
        """What was told last is no longer so: it was done, or taken back."""
        self.retracted.emit()

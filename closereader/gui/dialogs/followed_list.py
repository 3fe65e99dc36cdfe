"""A list beside the window that is read from the library, and anew whenever that changes."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from closereader.errors import CloseReaderError
from closereader.gui.dialogs.kept_list import KeptList, Line
from closereader.gui.guard import guarded
from closereader.gui.session import Session
from closereader.gui.theme import Theme
from closereader.progress import Progress

_PAUSE_MS = 60


@guarded
class FollowedList(KeptList):
    """Those who inherit say by `read`, in a worker, what the lines are, by `show_read` how they are
    shown, and call `follow` when their buttons are made."""

    def __init__(
        self,
        title: str,
        question: str,
        session: Session,
        theme: Callable[[], Theme],
        parent: QWidget,
    ) -> None:
        super().__init__(title, question, theme, parent)
        # Not the session: this may outlive the desk it was opened from.
        self._library, self._tasks, self._turns = session.library, session.tasks, session.turns
        self._messages, self._bus = session.messages, session.bus
        self._is_looking = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look)

    def read(self, progress: Progress) -> list[Line]:
        """The lines as the library has them now; called in a worker."""
        raise NotImplementedError

    def show_read(self, lines: list[Line]) -> None:
        """Show what was read."""
        raise NotImplementedError

    def follow(self) -> None:
        """Show what there is, and what there will be."""
        self._bus.changed.connect(self._followed)
        self.show_lines([], "")
        self.look()

    def change(
        self,
        label: str,
        weight: int,
        work: Callable[[Progress], str],
        told: Callable[[str], object],
    ) -> None:
        """Make a change of about `weight` records in its turn; `told` gets the sentence that `work`
        returns, or that of its refusal."""

        def with_refusal(progress: Progress) -> str:
            # Said here: the window's own line may be hidden behind this one.
            try:
                return work(progress)
            except CloseReaderError as error:
                return str(error)

        self._messages.retract()
        self._turns.change(label, with_refusal, weight, told)

    def _followed(self, _changes: object) -> None:
        self._pause.start()

    def look(self) -> None:
        """Read the list anew."""
        if self._is_looking:
            self._pause.start()
            return
        self._is_looking = True
        task = self._tasks.run(self.windowTitle(), self.read, self.show_read)
        task.ended.connect(self._looked)

    def _looked(self) -> None:
        self._is_looking = False

"""The reader's changes one after another: small ones at once, large ones in a task, none in between.

A change of thousands of notes, or taking one back, takes a second: the window goes on turning
meanwhile, but whatever else is asked of the library would have to wait for its lock, and would be
done before the panes know of the large one. So it takes its turn, and nothing of it is lost.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from closereader.errors import CloseReaderError
from closereader.progress import Progress

if TYPE_CHECKING:
    from closereader.gui.messages import Messages
    from closereader.gui.tasks import Tasks

# More records than these are changed in a task; so many take some 30 ms.
AT_ONCE = 100
_LONGEST_WAIT_S = 5.0

Change = Callable[[Progress], Any]


class Turns(QObject):
    """`freed()`: all that was asked for is done."""

    freed = Signal()

    def __init__(self, tasks: Tasks, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._messages = messages
        self._waiting: deque[Callable[[], Any]] = deque()
        # Set when the work of the large change under way has ended, before the window knows it.
        self._under_way: Event | None = None
        self._is_going_on = False

    @property
    def is_busy(self) -> bool:
        """Whether what is asked now has to wait."""
        return self._under_way is not None or (bool(self._waiting) and not self._is_going_on)

    @property
    def is_behind(self) -> bool:
        """Whether something that was asked for is not done yet, besides what is being done."""
        return self._under_way is not None or bool(self._waiting)

    def when_free(self, act: Callable[[], Any]) -> Any:
        """Call `act` when all that was asked for before is done: now, and return what it returns,
        or later, and return None."""
        if self.is_busy:
            self._waiting.append(act)
            return None
        return act()

    def change(
        self,
        label: str,
        change: Change,
        weight: int,
        then: Callable[[Any], object] | None = None,
    ) -> Any:
        """Make a change of so many records when its turn comes; `then` gets its result, if it is
        not refused, when the panes know of it. Returns the result where it is there at once, else
        None. A refusal is shown."""
        return self.when_free(lambda: self._make(label, change, weight, then))

    def settle(self) -> None:
        """Do now what waits, though the window stands still; for when it closes."""
        if self._waiting:
            # Where one of them fails, and the window stays, the others still get their turn.
            QTimer.singleShot(0, self, self._go_on)
        while self.is_busy:
            if self._under_way is not None:
                self._under_way.wait(_LONGEST_WAIT_S)
                self._under_way = None
            if self._waiting:
                self._take_turn()

    def _make(
        self,
        label: str,
        change: Change,
        weight: int,
        then: Callable[[Any], object] | None,
    ) -> Any:
        if weight > AT_ONCE:
            self._make_in_task(label, change, then)
            return None
        try:
            result = change(Progress())
        except CloseReaderError as error:
            self._messages.error(str(error))
            return None
        if then is not None:
            then(result)
        return result

    def _make_in_task(
        self, label: str, change: Change, then: Callable[[Any], object] | None
    ) -> None:
        ended = self._under_way = Event()

        def work(progress: Progress) -> Any:
            try:
                progress(0, 0, label)
                return change(progress)
            finally:
                ended.set()

        task = self._tasks.run(label, work, then, self._messages.error, soon=True)
        task.ended.connect(lambda: self._ended(ended))

    def _ended(self, which: Event) -> None:
        if which is self._under_way:
            self._under_way = None
            self._go_on()

    def _go_on(self) -> None:
        if self._under_way is None and self._waiting:
            # Each in a turn of the event loop of its own, whatever becomes of this one.
            QTimer.singleShot(0, self, self._go_on)
            self._take_turn()
        elif not self.is_busy:
            self.freed.emit()

    def _take_turn(self) -> None:
        act = self._waiting.popleft()
        self._is_going_on = True
        try:
            act()
        finally:
            self._is_going_on = False

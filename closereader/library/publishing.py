"""How subscribers learn of changes: all of them, in the order of the commits."""

import threading
from collections import deque
from collections.abc import Callable
from contextlib import ExitStack

from closereader.model.changes import Changes

Subscriber = Callable[[Changes], None]


class Publisher:
    """Changes are added by the thread that commits, while it holds the library's lock, and
    published by whichever thread comes first, without it."""

    def __init__(self) -> None:
        self._subscribers: list[Subscriber] = []
        self._unpublished: deque[Changes] = deque()
        self._publishing = threading.RLock()

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Have `callback` told of all changes from now on; the result stops it."""
        self._subscribers.append(callback)

        def unsubscribe() -> None:
            if callback in self._subscribers:
                self._subscribers.remove(callback)

        return unsubscribe

    def add(self, changes: Changes) -> None:
        """These were committed."""
        self._unpublished.append(changes)

    def publish(self) -> None:
        """Tell all subscribers of all that was added. Where one raises, the others are told all the
        same, then its exception goes on."""
        with self._publishing:
            try:
                while self._unpublished:
                    self._tell(self._unpublished.popleft())
            finally:
                if self._unpublished:
                    self.publish()

    def _tell(self, changes: Changes) -> None:
        with ExitStack() as all_of_them:
            # Called from the last to the first, whatever the others do.
            for subscriber in reversed(self._subscribers):
                all_of_them.callback(subscriber, changes)

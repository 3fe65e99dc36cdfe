"""Runs long work off the GUI thread: with progress, a way to stop it, and one end for each job."""

from collections.abc import Callable
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from closereader import log
from closereader.errors import CloseReaderError
from closereader.i18n import _
from closereader.progress import Cancelled, Progress

Work = Callable[[Progress], Any]


class Task(QObject):
    """One job. Its signals arrive in the thread that made it; exactly one of `done`, `failed`,
    `cancelled` ends it."""

    progressed = Signal(int, int, str)
    done = Signal(object)
    failed = Signal(str)
    cancelled = Signal()
    ended = Signal()

    def __init__(self, what: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.what = what
        self._stop = Event()

    def cancel(self) -> None:
        """Ask the job to stop; it does at its next report."""
        self._stop.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()


class _Runnable(QRunnable):
    def __init__(self, work: Work, task: Task) -> None:
        super().__init__()
        self._work = work
        self._task = task

    def run(self) -> None:
        task = self._task
        progress = Progress(task.progressed.emit, lambda: task.is_cancelled)
        try:
            result = self._work(progress)
        except Cancelled:
            task.cancelled.emit()
        except CloseReaderError as error:
            task.failed.emit(str(error))
        except Exception:
            log.get(__name__).exception("task failed: %s", task.what)
            task.failed.emit(
                _(
                    "{what} did not work because of a fault in the program. Your notes are safe; "
                    "the log has the details."
                ).format(what=task.what)
            )
        else:
            task.done.emit(result)
        task.ended.emit()


class Tasks(QObject):
    """The jobs under way."""

    started = Signal(object)  # Task

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._running: set[Task] = set()

    def run(
        self,
        what: str,
        work: Work,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[str], None] | None = None,
    ) -> Task:
        """Start `work` in the pool; `done` gets its result and `failed` its sentence, both in the
        GUI thread. `what` names it to the reader ("Adding seed-article.txt")."""
        task = Task(what, self)
        queued = Qt.ConnectionType.QueuedConnection
        if done is not None:
            task.done.connect(done, queued)
        if failed is not None:
            task.failed.connect(failed, queued)
        task.ended.connect(lambda: self._forget(task), queued)
        self._running.add(task)
        self.started.emit(task)
        self._pool.start(_Runnable(work, task))
        return task

    @property
    def running(self) -> list[Task]:
        """The jobs not ended yet."""
        return list(self._running)

    def close(self, wait_ms: int = 5000) -> bool:
        """Ask all jobs to stop and wait; False if some would not in time."""
        for task in self.running:
            task.cancel()
        return self._pool.waitForDone(wait_ms)

    def _forget(self, task: Task) -> None:
        self._running.discard(task)
        task.deleteLater()

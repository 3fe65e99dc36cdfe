"""Runs long work off the GUI thread: with progress, a way to stop it, and one end for each job."""

from collections.abc import Callable
from threading import Event
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRunnable, Qt, QThreadPool, Signal

from closereader import log
from closereader.errors import CloseReaderError
from closereader.i18n import _
from closereader.progress import Cancelled, Progress

Work = Callable[[Progress], Any]


class Told:
    """Whoever is told of one thing about one job; always called in the GUI thread."""

    def __init__(self) -> None:
        self._callbacks: list[Callable[..., object]] = []

    def connect(self, callback: Callable[..., object]) -> None:
        """Call this too, with what is told."""
        self._callbacks.append(callback)

    def tell(self, *words: Any) -> None:
        """Call all of them."""
        for callback in list(self._callbacks):
            callback(*words)


class Task:
    """One job. Exactly one of `done(result)`, `failed(sentence)`, `cancelled()` ends it, and then
    `ended()`; before that `progressed(done, total, what)` may come many times.

    Not a QObject: one that a worker emits from while the GUI thread destroys it ends the process.
    """

    def __init__(self, what: str) -> None:
        self.what = what
        self.progressed = Told()
        self.done = Told()
        self.failed = Told()
        self.cancelled = Told()
        self.ended = Told()
        self._stop = Event()

    def cancel(self) -> None:
        """Ask the job to stop; it does at its next report."""
        self._stop.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()


class _Runnable(QRunnable):
    def __init__(self, work: Work, task: Task, tasks: "Tasks") -> None:
        super().__init__()
        self._work = work
        self._task = task
        self._tasks = tasks

    def run(self) -> None:
        task, tell = self._task, self._tasks.told_by_worker.emit

        def report(done: int, total: int, what: str) -> None:
            tell(task, "progressed", (done, total, what))

        try:
            result = self._work(Progress(report, lambda: task.is_cancelled))
        except Cancelled:
            tell(task, "cancelled", ())
        except CloseReaderError as error:
            tell(task, "failed", (str(error),))
        except Exception:
            log.get(__name__).exception("task failed: %s", task.what)
            sentence = _(
                "{what} did not work because of a fault in the program. Your notes are safe; "
                "the log has the details."
            ).format(what=task.what)
            tell(task, "failed", (sentence,))
        else:
            tell(task, "done", (result,))


class Tasks(QObject):
    """The jobs under way. Lives as long as the window: the workers speak through it alone."""

    started = Signal(object)  # Task
    told_by_worker = Signal(object, str, object)  # Task, which of its ends, what is told

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        # What a reader waits for must not stand behind the names of a book, which take seconds.
        self._kept_free = QThreadPool(self)
        self._kept_free.setMaxThreadCount(1)
        self._running: set[Task] = set()
        self._is_closed = False
        self.told_by_worker.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        what: str,
        work: Work,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[str], None] | None = None,
        *,
        soon: bool = False,
    ) -> Task:
        """Start `work` in the pool; `done` gets its result and `failed` its sentence, both in the
        GUI thread. `what` names it to the reader ("Adding seed-article.txt"). `soon`: not behind
        the others that are under way; for one at a time that takes a second or two."""
        task = Task(what)
        if done is not None:
            task.done.connect(done)
        if failed is not None:
            task.failed.connect(failed)
        self._running.add(task)
        self.started.emit(task)
        pool = self._kept_free if soon else self._pool
        pool.start(_Runnable(work, task, self))
        return task

    @property
    def running(self) -> list[Task]:
        """The jobs not ended yet."""
        return list(self._running)

    def close(self, wait_ms: int = 5000) -> bool:
        """Ask all jobs to stop and wait; False if some would not in time."""
        for task in self.running:
            task.cancel()
        ended = [pool.waitForDone(wait_ms) for pool in (self._kept_free, self._pool)]
        if not all(ended):
            return False
        # What the workers said last is not on its way any more when this object goes: PySide would
        # keep it, and with it all that the jobs knew of, for ever.
        self._is_closed = True
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
        self._running.clear()
        return True

    def _pass_on(self, task: Task, which: str, words: tuple[Any, ...]) -> None:
        if self._is_closed:
            return  # There is nobody any more to tell.
        told: Told = getattr(task, which)
        if which == "progressed":
            told.tell(*words)
            return
        self._running.discard(task)
        try:
            told.tell(*words)
        finally:
            task.ended.tell()

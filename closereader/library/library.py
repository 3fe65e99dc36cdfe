"""The open library: the one road by which it is changed, taken back, followed and read."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from closereader import log
from closereader.errors import Conflict, LibraryUnusable
from closereader.library.history import History
from closereader.library.publishing import Publisher, Subscriber
from closereader.library.retracing import Overtaken, standing_on_it
from closereader.library.wording import clean_line
from closereader.model.changes import Changes
from closereader.model.step import Step
from closereader.model.trashed import oldest_kept
from closereader.progress import Progress
from closereader.store import Database, Files, Snapshot, Transaction
from closereader.store.database import BrokenLink, Sources


class Library:
    """One library, open. Every method may be called from any thread.

    `run` is the only road for changes to records; `read` is how `queries` ask. Changes are
    published to subscribers after the commit, in the order of the commits, in the thread that made
    them; a subscriber must not wait for another thread.
    """

    def __init__(
        self, database: Database, *, history: History | None = None, reader: str | None = None
    ) -> None:
        self._database = database
        self._history = history or History()
        self._reader = reader
        self._lock = threading.RLock()
        self._is_busy = False
        self._sequence = 0
        self._look_at_history()
        self._seen = database.data_version()
        self._publisher = Publisher()
        self._kept_back: dict[str, tuple[Callable[..., Any], tuple[Any, ...]]] = {}
        self.files = Files(self.folder)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        reader: str | None = None,
        sources: Sources | None = None,
        history: History | None = None,
    ) -> "Library":
        """The library in `folder`, made if there is none, migrated if it is old.

        Where the folder cannot be written the library is open for reading only. `reader`: the
        name new annotations bear; of the settings, if not given. Raises `LibraryUnusable`.
        """
        opened = cls(Database.open(folder, sources), history=history, reader=reader)
        opened._empty_old_trash()
        return opened

    def _empty_old_trash(self) -> None:
        """Let go of what was deleted thirty days ago. Where nothing was, this only looks."""
        if self.is_read_only:
            return
        with self.read() as snapshot:
            oldest = oldest_kept(snapshot.now)
            is_due = snapshot.trash.has_older(oldest)
        if is_due:
            self.keep(lambda tx: tx.trash.purge(oldest))

    @property
    def path(self) -> Path:
        """The library's file."""
        return self._database.path

    @property
    def folder(self) -> Path:
        """The folder the library's file lies in."""
        return self._database.path.parent

    @property
    def is_read_only(self) -> bool:
        """Whether every change will be refused."""
        return self._database.is_read_only

    @property
    def reader(self) -> str:
        """The name that new annotations bear."""
        if self._reader is None:
            # Loaded only to write: reading a library needs no settings.
            from closereader import settings

            self._reader = settings.load().get(settings.READER_NAME)
        return self._reader

    @reader.setter
    def reader(self, name: str) -> None:
        self._reader = clean_line(name) or None

    # Changing

    def run(
        self,
        label: str,
        command: Callable[..., Any],
        *args: Any,
        join: str = "",
        part_of: str = "",
        progress: Progress | None = None,
        **kwargs: Any,
    ) -> Any:
        """Call `command(tx, *args, **kwargs)` in one transaction and return what it returns.

        `label` names the change in the reader's words. Commands with the same non-empty `join`
        within a second are one step of undo. So are those with the same `part_of`, however long they
        take, for as long as nothing else is changed between them; they touch other records each.
        If the command raises, or `progress` says to stop before the commit, nothing happened and
        nothing is published; the exception goes on. If a subscriber raises, the change stays.
        """
        with self._lock:

            def work(tx: Transaction) -> tuple[Any, str]:
                result = command(tx, *args, **kwargs)
                if tx.changes:
                    self._history.write(tx, label, join, part_of)
                return result, label

            result, changes = self._commit(work, progress)
            if changes is not None:
                self._history.settle()
            self._keep_what_waits()
        self._publisher.publish()
        return result

    def keep(self, command: Callable[..., Any], *args: Any) -> None:
        """Like `run`, for what is kept beside the records: no undo, and nothing published. Where it
        cannot be stored (read-only, disk full) it is let go: no work of the reader's is in it."""
        if self.is_read_only:
            return
        with self._lock:
            self._try_to_keep(command, args)

    def keep_soon(self, key: str, command: Callable[..., Any], *args: Any) -> None:
        """`keep`, but without waiting where a long command runs in another thread: then it is
        done with the next change, or on closing. Of several under one key the last counts."""
        if self.is_read_only:
            return
        self._kept_back[key] = (command, args)
        if self._lock.acquire(blocking=False):
            try:
                if not self._is_busy:
                    self._keep_what_waits()
            finally:
                self._lock.release()

    def _keep_what_waits(self) -> None:
        """For the thread that holds the lock."""
        while self._kept_back:
            _key, (command, args) = self._kept_back.popitem()
            self._try_to_keep(command, args)

    def _try_to_keep(self, command: Callable[..., Any], args: tuple[Any, ...]) -> None:
        try:
            self._commit(lambda tx: (command(tx, *args), ""))
        except LibraryUnusable as error:
            log.get(__name__).warning("not kept: %s", error)

    @property
    def undoable(self) -> Step | None:
        """The step that undo would take back, whoever made it."""
        return self._history.undoable

    @property
    def redoable(self) -> Step | None:
        """The step that redo would do again."""
        return self._history.redoable

    @property
    def undo_label(self) -> str | None:
        """What undo would take back, in the reader's words."""
        step = self.undoable
        return None if step is None else step.label

    @property
    def redo_label(self) -> str | None:
        """What redo would do again, in the reader's words."""
        step = self.redoable
        return None if step is None else step.label

    def undo(
        self, progress: Progress | None = None, *, through: int | None = None
    ) -> Changes | None:
        """Take back the newest step; None if there is none. With `through`, all steps down to the one
        of this number, in one go. Raises `Conflict` where something it touched was changed past the
        history; the step is then forgotten. Also where another process has added a step that was not
        known here; that one is taken back when asked again. Stopped by `progress`, all is still there.
        """
        return self._retrace(progress, back=True, through=through)

    def redo(
        self, progress: Progress | None = None, *, through: int | None = None
    ) -> Changes | None:
        """Do again the step last undone; None if there is none. With `through`, all up to that one.
        Raises `Conflict` as `undo`."""
        return self._retrace(progress, back=False, through=through)

    def take_back(self, number: int, progress: Progress | None = None) -> Changes | None:
        """Take back one step out of the history, leaving the later ones, as a new step. Raises
        `Conflict`, naming what is in the way; then nothing was changed."""
        with self._lock:
            try:
                _none, done = self._commit(
                    lambda tx: (None, self._history.take_back(tx, number)), progress
                )
            except BrokenLink as error:
                raise standing_on_it() from error
            self._history.settle()
        self._publisher.publish()
        return done

    def _retrace(
        self, progress: Progress | None, *, back: bool, through: int | None
    ) -> Changes | None:
        with self._lock:
            step = self.undoable if back else self.redoable
            if step is None:
                return None
            ask = partial(self._history.retrace, back=back, known=step, through=through)
            try:
                _none, done = self._commit(lambda tx: (None, ask(tx)), progress)
            except Overtaken:
                self._look_at_history()
                raise
            except (Conflict, BrokenLink) as error:
                if through is None:
                    self._forget(step, error)
                if isinstance(error, Conflict):
                    raise
                raise standing_on_it() from error
            self._history.settle()
        self._publisher.publish()
        return done

    def _forget(self, step: Step, error: Exception) -> None:
        """A step that cannot be retraced is no longer offered; nor is what lies behind one that cannot
        be read."""

        def work(tx: Transaction) -> tuple[None, str]:
            self._history.forget(tx, step, error)
            return None, ""

        self._commit(work)
        self._history.settle()

    def _look_at_history(self) -> None:
        if self.is_read_only:
            # Nothing in it can be taken back.
            return
        with self._database.read() as snapshot:
            self._history.refresh(snapshot.history)

    def _commit(
        self,
        work: Callable[[Transaction], tuple[Any, str]],
        progress: Progress | None = None,
    ) -> tuple[Any, Changes | None]:
        """`work` returns its result, and what its changes are called."""
        if self._is_busy:
            raise RuntimeError("a command cannot run another command; call it with the same tx")
        self._is_busy = True
        try:
            with self._database.write(self.reader, progress or Progress()) as tx:
                result, label = work(tx)
        finally:
            self._is_busy = False
        done = tx.changes
        if not done:
            return result, None
        self._sequence += 1
        changes = Changes(label, done, self._sequence)
        self._publisher.add(changes)
        return result, changes

    # Following

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Have `callback` told of all changes from now on; the result stops it."""
        return self._publisher.subscribe(callback)

    def poll(self) -> bool:
        """Whether another process has changed the library since the last time; then an external
        `Changes` without records is published, and panes read anew. Cheap; never waits."""
        if not self._lock.acquire(blocking=False):
            return False
        try:
            seen = self._database.data_version()
            if seen == self._seen:
                return False
            self._seen = seen
            self._look_at_history()
            self._sequence += 1
            self._publisher.add(Changes("", (), self._sequence, external=True))
        finally:
            self._lock.release()
        self._publisher.publish()
        return True

    # Reading

    @contextmanager
    def read(self) -> Iterator[Snapshot]:
        """The library as it stands now, for `queries`; not for panes."""
        with self._database.read() as snapshot:
            yield snapshot

    def close(self) -> None:
        """Close the file; a second call does nothing."""
        with self._lock:
            try:
                self._keep_what_waits()
            finally:
                self._database.close()

"""Locks between processes: one window a library, and one process that makes or migrates it.

The operating system releases them when a process ends, however it ends. They are files beside
the library because SQLite's own lock is held for one transaction only.
"""

import contextlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from closereader.errors import LibraryLocked
from closereader.i18n import _

WINDOW_LOCK = "window.lock"
SETUP_LOCK = "setup.lock"
_PATIENCE_S = 30.0


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock: computer, process and since when (ISO 8601 in UTC)."""

    host: str
    pid: int
    since: str


class WindowLock:
    """The right to be the one window of a library, until `release` or the end of the process."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    @classmethod
    def acquire(cls, folder: Path) -> "WindowLock | None":
        """The lock, or None while another process has it.

        On a folder that cannot be written there is nothing to guard: the lock is given.
        """
        try:
            descriptor = _open(folder / WINDOW_LOCK)
        except OSError:
            return cls(-1)
        # Someone asking who holds the lock shuts us out for an instant.
        for attempt in range(5):
            if _try_lock(descriptor):
                _write_holder(descriptor)
                return cls(descriptor)
            if attempt < 4:
                time.sleep(0.02)
        os.close(descriptor)
        return None

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        if descriptor >= 0:
            with contextlib.suppress(OSError):
                os.ftruncate(descriptor, 0)
            os.close(descriptor)


def holder(folder: Path) -> Holder | None:
    """Who has the window of this library; None if nobody has."""
    path = folder / WINDOW_LOCK
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        return None
    try:
        if _try_lock(descriptor, shared=True):
            return None
        said = os.pread(descriptor, 4096, 0) if hasattr(os, "pread") else os.read(descriptor, 4096)
    finally:
        os.close(descriptor)
    try:
        found = json.loads(said)
        return Holder(str(found["host"]), int(found["pid"]), str(found["since"]))
    except (ValueError, KeyError, TypeError):
        # Locked, but not yet (or no longer) signed.
        return Holder("", 0, "")


@contextmanager
def setup_lock(folder: Path) -> Iterator[None]:
    """Hold the sole right to make or migrate the library in `folder`; waits for another who
    does so. Raises `LibraryLocked` after half a minute, `LibraryReadOnly` or `LibraryFull` where
    no lock can be written."""
    try:
        descriptor = _open(folder / SETUP_LOCK)
    except OSError as error:
        # Not at the top: it knows SQLAlchemy's errors, and the lock is needed before that is loaded.
        from closereader.store.failures import unwritable

        raise unwritable(folder, error) from error
    try:
        deadline = time.monotonic() + _PATIENCE_S
        while not _try_lock(descriptor):
            if time.monotonic() > deadline:
                raise LibraryLocked(
                    _(
                        "Another program is preparing the library in {folder}. "
                        "Wait until it is done and try again."
                    ).format(folder=folder)
                )
            time.sleep(0.01)
        yield
    finally:
        os.close(descriptor)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o644)


def _host() -> str:
    # Not the socket module's: a program that needs no network loads nothing that opens one.
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")


def _write_holder(descriptor: int) -> None:
    me = Holder(_host(), os.getpid(), datetime.now(UTC).isoformat(timespec="seconds"))
    with contextlib.suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, json.dumps(asdict(me)).encode())


if os.name == "nt":
    import msvcrt

    # Windows forbids reading what is locked: lock a byte far behind what is written.
    _FAR = 1 << 30

    def _try_lock(descriptor: int, *, shared: bool = False) -> bool:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _try_lock(descriptor: int, *, shared: bool = False) -> bool:
        # flock, not lockf: that one is lost as soon as the process closes the file anywhere.
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

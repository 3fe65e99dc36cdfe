import subprocess
import sys
import threading

import pytest

from closereader.errors import LibraryLocked
from closereader.store import WindowLock, holder, lock

_HOLD = (
    "import sys; from pathlib import Path; from closereader.store.lock import WindowLock\n"
    "lock = WindowLock.acquire(Path(sys.argv[1]))\n"
    "print('held' if lock else 'refused', flush=True); sys.stdin.readline()"
)


def _other_window(folder):
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def _end(process):
    process.kill()
    process.communicate()


def test_a_library_has_one_window(tmp_path):
    assert holder(tmp_path) is None
    held = WindowLock.acquire(tmp_path)
    assert held is not None
    assert WindowLock.acquire(tmp_path) is None
    process, said = _other_window(tmp_path)
    _end(process)
    assert said == "refused"
    held.release()
    held.release()
    assert holder(tmp_path) is None
    again = WindowLock.acquire(tmp_path)
    assert again is not None
    again.release()


def test_who_has_the_window_is_known_and_asking_takes_nothing_away(tmp_path):
    process, said = _other_window(tmp_path)
    try:
        assert said == "held"
        found = holder(tmp_path)
        assert found is not None
        assert found.pid == process.pid
        assert found.host
        assert found.since.startswith("20")
        assert WindowLock.acquire(tmp_path) is None
        assert holder(tmp_path) == found
    finally:
        _end(process)


def test_the_window_of_a_program_that_was_killed_is_free_at_once(tmp_path):
    process, said = _other_window(tmp_path)
    assert said == "held"
    _end(process)
    assert holder(tmp_path) is None
    held = WindowLock.acquire(tmp_path)
    assert held is not None
    held.release()


def test_a_lock_that_says_nothing_sensible_still_holds(tmp_path):
    held = WindowLock.acquire(tmp_path)
    assert held is not None
    (tmp_path / lock.WINDOW_LOCK).write_text("no JSON")
    found = holder(tmp_path)
    assert found is not None
    assert found.pid == 0
    held.release()


def test_a_folder_that_cannot_be_written_needs_no_lock(tmp_path):
    held = WindowLock.acquire(tmp_path / "not there")
    assert held is not None
    held.release()


def test_one_process_at_a_time_prepares_a_library(tmp_path, monkeypatch):
    monkeypatch.setattr(lock, "_PATIENCE_S", 0.05)
    with lock.setup_lock(tmp_path), pytest.raises(LibraryLocked), lock.setup_lock(tmp_path):
        pass
    entered = threading.Event()
    with lock.setup_lock(tmp_path):
        entered.set()
    assert entered.is_set()

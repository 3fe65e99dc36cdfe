"""One window a library: a second start hands its files over and ends."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from closereader.gui import instance
from closereader.library import queries
from closereader.library.library import Library
from closereader.store.lock import WindowLock


def test_a_request_reaches_the_first_window_and_is_taken_away(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    got: list[list[str]] = []
    requests = instance.Requests(tmp_path, got.append)
    program = (
        "import sys; from pathlib import Path; from closereader.gui import instance; "
        "sys.exit(0 if instance.hand_over(Path(sys.argv[1]), sys.argv[2:]) else 1)"
    )
    second = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path), "a file.txt"], cwd=tmp_path
    )
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.returncode == 0
    assert got == [[str(tmp_path / "a file.txt")]]
    assert list((tmp_path / "requests").iterdir()) == []
    requests.deleteLater()


def test_a_window_that_does_not_answer_is_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance, "_PATIENCE_S", 0.1)
    assert not instance.hand_over(tmp_path, ["x.txt"])
    assert list((tmp_path / "requests").iterdir()) == []


def test_the_lock_is_free_again_after_a_kill(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from closereader.store.lock import WindowLock; "
        "lock = WindowLock.acquire(Path(sys.argv[1])); print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == "held"
    assert WindowLock.acquire(tmp_path) is None
    holder.kill()
    holder.wait()
    holder.stdout.close()
    lock = WindowLock.acquire(tmp_path)
    assert lock is not None
    lock.release()


def test_a_real_window_killed_by_force_keeps_what_was_added(tmp_path: Path) -> None:
    """The program as it is started, off screen, ended by SIGKILL as soon as the reading is there."""
    text = tmp_path / "text.txt"
    text.write_text("A Title Here\n\nOne paragraph with words in it.\n", encoding="utf-8")
    folder = tmp_path / "library"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "closereader", "--library", str(folder)]
    window = subprocess.Popen([*command, str(text)], env=environment)
    try:
        deadline = time.monotonic() + 60
        titles: list[str] = []
        while not titles and time.monotonic() < deadline:
            time.sleep(0.2)
            if (folder / "library.sqlite3").exists():
                library = Library.open(folder)
                titles = [summary.reading.title for summary in queries.readings(library)]
                library.close()
    finally:
        window.kill()
        window.wait()
    assert titles == ["A Title Here"]
    second = subprocess.run(
        [*command, "check"], env=environment, capture_output=True, text=True, check=False
    )
    assert second.returncode == 0, second.stdout + second.stderr

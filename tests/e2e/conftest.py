"""The installed program as a subprocess, in folders of its own, cut off from the network."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(sys.executable).with_name("closereader")


@dataclass
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Program:
    """Runs `closereader` on one library."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library = folder / "library"
        self.environment = {
            **os.environ,
            "HOME": str(folder / "home"),
            "XDG_DATA_HOME": str(folder / "home/data"),
            "XDG_CONFIG_HOME": str(folder / "home/config"),
            "XDG_STATE_HOME": str(folder / "home/state"),
            "XDG_CACHE_HOME": str(folder / "home/cache"),
            "CLOSEREADER_LIBRARY": str(self.library),
            "QT_QPA_PLATFORM": "offscreen",
        }
        self.environment.pop("DISPLAY", None)

    def __call__(self, *words: str, stdin: str = "") -> Ended:
        ended = subprocess.run(
            [SCRIPT, *words],
            env=self.environment,
            cwd=self.folder,
            input=stdin.encode(),
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert b"Traceback" not in ended.stderr
        return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    def start(self, *words: str) -> "subprocess.Popen[bytes]":
        """The same, still running."""
        return subprocess.Popen(
            [SCRIPT, *words],
            env=self.environment,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )


@pytest.fixture
def program(tmp_path: Path) -> Program:
    if not SCRIPT.exists():
        pytest.skip("the program is not installed beside this Python")
    return Program(tmp_path)


@pytest.fixture
def without_network() -> Callable[[list[str]], list[str]]:
    """Turns a command into one that runs where there is no network; skips where that cannot be."""
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("needs unshare")
    cut_off = [unshare, "--net", "--map-root-user"]
    if subprocess.run([*cut_off, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("this system does not allow a network of one's own")
    return lambda command: [*cut_off, *command]

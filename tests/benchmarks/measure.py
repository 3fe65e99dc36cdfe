"""How a thing is measured: the median of several runs after a warm-up, against a baseline that is
measured in the same minute, run by run in turn; and what such a figure is called and compared with."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

REPEATS = 5

# An installed program finds its modules compiled; so do all processes that are measured, whatever
# the environment says: the warm-up fills this folder.
_COMPILED = tempfile.TemporaryDirectory(prefix="closereader-compiled-")
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ["PYTHONPYCACHEPREFIX"] = _COMPILED.name


@dataclass(frozen=True)
class Figure:
    """`value` in `unit` ("×" of its baseline, "s", "ms"); at most `budget` is allowed, None where
    it is only told. `detail`: what it was made of, for a person."""

    name: str
    value: float
    unit: str
    budget: float | None
    detail: str = ""

    @property
    def is_met(self) -> bool:
        return self.budget is None or self.value <= self.budget


def wall(work: Callable[[], object]) -> float:
    """Seconds of wall time that `work` takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def cpu(work: Callable[[], object]) -> float:
    """Seconds of CPU of this process that `work` takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def in_turn(*measures: Callable[[], float], repeats: int = REPEATS) -> list[float]:
    """The median of each measure; they take turns, so that a noisy minute falls on all."""
    for measure in measures:
        measure()
    rounds = [[measure() for measure in measures] for _ in range(repeats)]
    return [statistics.median(column) for column in zip(*rounds, strict=True)]


def run(arguments: Sequence[str], **variables: str) -> subprocess.CompletedProcess[str]:
    """Python with these arguments, off screen."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **variables}
    ended = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if ended.returncode != 0:
        raise RuntimeError(f"{arguments} ended with {ended.returncode}:\n{ended.stderr}")
    return ended


def cpu_of(arguments: Sequence[str], **variables: str) -> float:
    """Seconds of CPU, user and system, of Python with these arguments and of its own children."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **variables}
    child = subprocess.Popen(
        [sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL
    )
    _pid, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise RuntimeError(f"{arguments} ended with {child.returncode}")
    return used.ru_utime + used.ru_stime


def report_of(arguments: Sequence[str], **variables: str) -> Any:
    """The JSON that Python with these arguments prints on its last line."""
    return json.loads(run(arguments, **variables).stdout.splitlines()[-1])


def percentile(values: Sequence[float], percent: float) -> float:
    """The value below which `percent` of them lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * percent / 100), len(ordered) - 1)]

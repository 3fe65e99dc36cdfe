"""Runs a function, or another program, in a process of its own, with limits of time and memory, and
a way to stop it.

Parsers of foreign files and the typesetter run here: they hang, leak and crash on crafted input,
and a compile cannot be stopped otherwise. The child is handed and hands back JSON only: a child
that was taken over by a hostile file can return wrong data, but not code. Large results go through
files in a folder the caller names in the arguments.
"""

import contextlib
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

from closereader.errors import ConfinedFailure
from closereader.i18n import _
from closereader.progress import Progress

WORKER_FLAG = "--closereader-confined-worker"
_POLL_S = 0.02


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use: seconds of wall time, megabytes of resident memory; and for how many
    seconds it may tell nothing of how far it is (`report`)."""

    seconds: float = 60.0
    megabytes: int = 1500
    silence: float = float("inf")


class ChildRefused(Exception):
    """The child refused its input in one sentence, which is the argument."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How another program ended: its exit code, what it wrote, and what it wrote where errors go."""

    code: int
    output: bytes
    errors: bytes


def run(target: str, arguments: Mapping[str, Any], limits: Limits, progress: Progress) -> Any:
    """Call `target` ("package.module:function") with `arguments` in a child; return its result.

    The function takes keyword arguments that JSON can carry and returns what JSON can carry. A
    `CloseReaderError` it raises arrives as `ChildRefused` with the same sentence. Raises
    `ConfinedFailure` when a limit is passed or the child dies, `Cancelled` when asked to stop; in
    every case the child is gone when this returns.
    """
    with (
        tempfile.TemporaryDirectory(prefix="closereader-") as folder,
        tempfile.TemporaryFile() as said,
        tempfile.TemporaryFile() as errors,
    ):
        told = os.path.join(folder, "progress")
        request = json.dumps(
            {"target": target, "arguments": dict(arguments), "path": sys.path, "progress": told}
        )
        child = subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=said,
            stderr=errors,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
        )
        try:
            assert child.stdin is not None
            with contextlib.suppress(BrokenPipeError):
                child.stdin.write(request.encode("utf-8", "surrogatepass"))
                child.stdin.close()
            _watch(child, limits, progress, _Reports(told))
        finally:
            if child.poll() is None:
                child.kill()
            child.wait()
            if child.stdin is not None:
                with contextlib.suppress(OSError):
                    child.stdin.close()
        said.seek(0)
        errors.seek(0)
        return _result(child.returncode, said.read(), errors.read())


def run_program(
    command: Sequence[str],
    limits: Limits,
    progress: Progress,
    environment: Mapping[str, str] | None = None,
) -> Ended:
    """Run another program behind the others' work, without a shell, within the same limits as a child
    of ours. `environment`: variables it has beside the usual ones; of its output no more than 64 MB is
    returned. Raises OSError where it cannot be started, else as `run`; it is gone when this returns."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=errors,
            env={**os.environ, **(environment or {})},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        try:
            _step_back(child.pid)
            _watch(child, limits, progress, _Reports(""))
        finally:
            if child.poll() is None:
                child.kill()
            child.wait()
        said.seek(0)
        errors.seek(0)
        return Ended(child.returncode, said.read(_MOST_OUTPUT), errors.read(_MOST_OUTPUT))


_MOST_OUTPUT = 64_000_000


def _step_back(pid: int) -> None:
    """Let the window and everything else go first."""
    import psutil

    with contextlib.suppress(psutil.Error, OSError):
        gentle = getattr(psutil, "BELOW_NORMAL_PRIORITY_CLASS", 10)
        psutil.Process(pid).nice(gentle)


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER_FLAG]
    return [sys.executable, "-m", "closereader.confined"]


class _Reports:
    """What a child tells of how far it is: one line of JSON in a file, each over the one before."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._last = b""

    def new(self) -> tuple[int, int, str] | None:
        """The newest report, if it was not seen yet."""
        try:
            with open(self._path, "rb") as file:
                line = file.read(_REPORT_BYTES)
        except OSError:
            return None
        if line == self._last:
            return None
        try:
            done, total, what, _at = json.loads(line)
            report = int(done), int(total), str(what)
        except (ValueError, TypeError):
            # Caught while it was being written; the next look finds it whole.
            return None
        self._last = line
        return report


# Sixty characters are up to 720 bytes as JSON writes them, twelve for one beyond the first plane.
_REPORT_BYTES = 1000
_report_file: IO[bytes] | None = None
_reported_at = float("-inf")


def report(done: int, total: int, what: str) -> None:
    """In the child: tell how far it is, in the reader's words. At most ten times a second is passed
    on, so that it may be called for every page. Outside of a child it does nothing."""
    global _reported_at
    now = time.monotonic()
    if _report_file is None or now - _reported_at < 0.1:
        return
    _reported_at = now
    line = json.dumps([done, total, what[:60], round(now * 1000)]).encode("ascii")
    _report_file.seek(0)
    _report_file.write(line.ljust(_REPORT_BYTES)[:_REPORT_BYTES])


def _watch(
    child: "subprocess.Popen[bytes]", limits: Limits, progress: Progress, reports: _Reports
) -> None:
    # Not at the top: the child, which imports this module too, has no use for it.
    import psutil

    process = psutil.Process(child.pid)
    deadline = time.monotonic() + limits.seconds
    heard = time.monotonic()
    while not _ended(child, _POLL_S):
        progress.check()
        now = time.monotonic()
        told = reports.new()
        if told is not None:
            heard = now
            progress(*told)
        if now > deadline or now - heard > limits.silence:
            raise ConfinedFailure(_("it took too long and was stopped"))
        try:
            used = process.memory_info().rss
        except psutil.Error:
            continue
        if used > limits.megabytes * 1_000_000:
            raise ConfinedFailure(_("it needed too much memory and was stopped"))


def _ended(child: "subprocess.Popen[bytes]", seconds: float) -> bool:
    """Whether the child ends within so many seconds."""
    if sys.platform == "linux":
        import select

        # Told by the kernel: `Popen.wait` looks after it a hundred times in two fifths of a second.
        with contextlib.suppress(OSError):
            end = os.pidfd_open(child.pid)
            try:
                waiting = select.poll()
                waiting.register(end, select.POLLIN)
                waiting.poll(seconds * 1000)
            finally:
                os.close(end)
            return child.poll() is not None
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(seconds)
    return child.poll() is not None


def _result(code: int, said: bytes, errors: bytes) -> Any:
    if code != 0:
        # Not at the top: the child, which imports this module too, writes no log.
        from closereader import log

        log.get(__name__).error(
            "child ended with %s: %s", code, errors[-4000:].decode("utf-8", "replace")
        )
        raise ConfinedFailure(_("the part of the program that reads it broke down"))
    try:
        answer = json.loads(said)
    except (ValueError, RecursionError) as error:
        raise ConfinedFailure(_("the part of the program that reads it broke down")) from error
    if "refused" in answer:
        raise ChildRefused(answer["refused"])
    return answer["result"]


def worker() -> int:
    """The child: read one request from standard input, answer on standard output."""
    from closereader.errors import CloseReaderError

    request = json.loads(sys.stdin.buffer.read().decode("utf-8", "surrogatepass"))
    for entry in request["path"]:
        if entry not in sys.path:
            sys.path.append(entry)
    # Whatever a library prints must not mix with the answer.
    answer_stream = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    global _report_file
    _report_file = open(request["progress"], "wb", buffering=0)  # noqa: SIM115
    # Imported by its name the module is another one than the one that is run.
    vars(importlib.import_module("closereader.confined"))["_report_file"] = _report_file
    module, function = request["target"].split(":")
    try:
        result = {
            "result": getattr(importlib.import_module(module), function)(**request["arguments"])
        }
    except CloseReaderError as error:
        result = {"refused": str(error)}
    answer_stream.write(json.dumps(result).encode("ascii"))
    answer_stream.close()
    return 0


if __name__ == "__main__":
    # A crash must end the child at once, without an interpreter that still cleans up.
    code = worker()
    sys.stderr.flush()
    os._exit(code)

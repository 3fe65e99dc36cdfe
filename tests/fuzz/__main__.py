"""Fuzzes importers for long, in processes of their own: `python -m tests.fuzz --format epub --minutes 30`.

Each file that breaks one is kept in tests/fuzz/found/<format>/, with what happened beside it in the
output; the tests read it from then on. A process that dies, hangs in a library or needs too much memory
has left its last file, which is kept too.
"""

import argparse
import faulthandler
import hashlib
import os
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

import psutil

from tests.fuzz import fuzzed, trial

MEGABYTES = 700
"""Resident, of one process; of which the program itself takes about a hundred."""
_HANGS = 30


def main() -> int:
    """The command: its exit status is 1 if anything was found."""
    said = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    said.add_argument("--format", choices=fuzzed.formats(), help="one format; else all in turn")
    said.add_argument("--minutes", type=float, default=5.0, help="for each format (5)")
    said.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    said.add_argument("--first", type=int, default=None, help="number of the first damaged file")
    said.add_argument("--keep", type=int, help="only keep damaged file no. KEEP of the format")
    said.add_argument("--work", help=argparse.SUPPRESS)
    said.add_argument("--step", type=int, default=1, help=argparse.SUPPRESS)
    asked = said.parse_args()
    formats = [asked.format] if asked.format else list(fuzzed.formats())
    if asked.keep is not None:
        for format in formats:
            one = fuzzed.formats()[format]
            print(_keep(format, trial.example(one, list(one.seeds()), asked.keep)[0]))
        return 0
    if asked.work:
        return _work(asked.format, asked.first, asked.step, asked.minutes, Path(asked.work))
    finds = [_fuzz(format, asked.minutes, asked.jobs, asked.first) for format in formats]
    return int(any(finds))


def _fuzz(format: str, minutes: float, jobs: int, first: int | None) -> bool:
    """Whether anything was found. Without `first`, other files are tried each time."""
    until = time.monotonic() + 60 * minutes
    start = int(time.time()) * 1000 if first is None else first
    print(f"{format}: {minutes:g} min in {jobs} processes, from file {start}", flush=True)
    is_found = False
    with tempfile.TemporaryDirectory(prefix="closereader-fuzz-") as folder:
        running: dict[int, subprocess.Popen[bytes]] = {}
        while (left := until - time.monotonic()) > 0 or running:
            for job in range(jobs):
                work = Path(folder) / str(job)
                process = running.get(job)
                if process is not None and process.poll() is not None:
                    del running[job]
                    if process.returncode:
                        is_found = True
                        if process.returncode != 1:
                            print(f"  a process died ({process.returncode})")
                            _keep_last(format, work)
                elif process is not None and _is_too_large(process):
                    process.kill()
                    print(f"  more than {MEGABYTES} MB:")
                elif process is None and left > 1:
                    running[job] = _started(format, start + job, jobs, left / 60, work)
                    start += 1_000_000 * jobs
            time.sleep(0.1)
    return is_found


def _started(
    format: str, first: int, step: int, minutes: float, work: Path
) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tests.fuzz", "--format", format, "--work", str(work)]
    command += ["--minutes", f"{minutes:.3f}", "--first", str(first), "--step", str(step)]
    return subprocess.Popen(command, env={**os.environ, "PYTHONWARNINGS": "ignore"})


def _is_too_large(process: "subprocess.Popen[bytes]") -> bool:
    try:
        return psutil.Process(process.pid).memory_info().rss > MEGABYTES * 1_000_000
    except psutil.Error:
        return False


def _work(format: str, first: int, step: int, minutes: float, work: Path) -> int:
    """What one process does: 1 if it found anything."""
    one = fuzzed.formats()[format]
    seeds = list(one.seeds())
    until = time.monotonic() + 60 * minutes
    number, tried, read, seen = first, 0, 0, set[str]()
    while time.monotonic() < until:
        data, wishes = trial.example(one, seeds, number)
        work.write_bytes(data)
        # What hangs in a library hears no alarm: the process ends itself, and its last file is kept.
        faulthandler.dump_traceback_later(_HANGS, exit=True)
        try:
            read += trial.check(one.name, data, wishes)
        except Exception as error:
            places = traceback.extract_tb(error.__traceback__)
            place = f"{type(error).__name__} at {places[-1].filename}:{places[-1].lineno}"
            if place not in seen:
                seen.add(place)
                print(f"  {_keep(format, data)} ({wishes}):")
                traceback.print_exception(error, limit=-6)
        faulthandler.cancel_dump_traceback_later()
        number += step
        tried += 1
    print(f"  {format}: {tried} files, {read} of them read, {len(seen)} finds", flush=True)
    return int(bool(seen))


def _keep_last(format: str, work: Path) -> None:
    if work.is_file():
        print(f"  {_keep(format, work.read_bytes())}: the last file it read", flush=True)


def _keep(format: str, data: bytes) -> Path:
    folder = fuzzed.FOUND / format
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / hashlib.sha256(data).hexdigest()[:16]
    path.write_bytes(data)
    return path


if __name__ == "__main__":
    sys.exit(main())

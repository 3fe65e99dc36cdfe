"""A PDF's pages, drawn by a child process that stays while the PDF is open (`worker.py`).

Calls wait for the child, up to a limit, and may come from any thread, one at a time; the window asks from
a thread of its own (`queue.py`). A child that hangs, dies or takes too much memory is ended, and a
new one started with the next call.
"""

import contextlib
import json
import mmap
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from closereader.errors import CloseReaderError, UnreadableFile
from closereader.i18n import _
from closereader.model.area import Rect

WORKER_FLAG = "--closereader-pages-worker"
_POLL_S = 0.05
_SHARED_MEMORY = "/dev/shm"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one call may take: seconds, and megabytes of the child's resident memory."""

    seconds: float = 20.0
    megabytes: int = 500


class NotDrawn(CloseReaderError):
    """This page cannot be shown; others may be."""


class _Died(NotDrawn):
    """The child ended over this request, or before it, and not by us."""


class Pixels(NamedTuple):
    """What was drawn: rows of `stride` bytes, each pixel blue, green, red and nothing. `rows` is the
    shared memory itself, good until the next call."""

    width: int
    height: int
    stride: int
    rows: memoryview


class Clip(NamedTuple):
    """A part of a drawn page, in its pixels."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link of a page: to an address (`uri`), or to a height in points on another `page`."""

    rect: Rect
    uri: str = ""
    page: int = -1
    top: float = 0.0


class PageDrawer:
    """Of one file; a context, whose end ends the child."""

    def __init__(
        self, path: Path, password: str = "", name: str = "", bounds: Bounds | None = None
    ) -> None:
        """`name`: of the file, for sentences about it."""
        self._path = path
        self._password = password
        self._name = name or path.name
        self._bounds = bounds or Bounds()
        self._child: subprocess.Popen[bytes] | None = None
        self._buffer: Path | None = None
        self._map: mmap.mmap | None = None
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._watch: _Watch | None = None
        self._lock = threading.Lock()
        self._is_closed = False

    def __enter__(self) -> "PageDrawer":
        return self

    def __exit__(self, *_what: object) -> None:
        self.close()

    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Width and height in points of all pages, as they are shown. Raises `UnreadableFile` for a file
        that cannot be opened (also for want of a password)."""
        with self._lock:
            self._start()
            return self._sizes

    def draw(self, page: int, scale: float, clip: Clip | None = None, turn: int = 0) -> Pixels:
        """The page at `scale` pixels a point, turned by so many quarters clockwise; of that what `clip`
        cuts out. Raises `NotDrawn`, and as `sizes`."""
        with self._lock:
            self._start()
            if not 0 <= page < len(self._sizes):
                raise NotDrawn(_("There is no such page in the file."))
            cut = clip or whole(self._sizes[page], scale, turn)
            if cut.width < 1 or cut.height < 1:
                raise NotDrawn(_("There is nothing to draw."))
            self._enlarge(4 * cut.width * cut.height)
            answer = self._asked(
                {"do": "draw", "page": page, "scale": scale, "turn": turn, "clip": list(cut)}
            )
            assert self._map is not None
            rows = memoryview(self._map)[: cut.height * 4 * cut.width]
            return Pixels(answer["width"], answer["height"], answer["stride"], rows)

    def links(self, page: int) -> tuple[PageLink, ...]:
        """The links on the page. Raises as `draw`."""
        with self._lock:
            self._start()
            answer = self._asked({"do": "links", "page": page})
        return tuple(
            PageLink(
                Rect(*found["rect"]),
                str(found.get("uri", "")),
                int(found.get("page", -1)),
                float(found.get("top", 0.0)),
            )
            for found in answer["links"]
        )

    def close(self) -> None:
        """End the child, whatever it is doing; nothing can be asked any more."""
        self._is_closed = True
        child = self._child
        if child is not None:
            child.kill()  # Whoever waits for its answer is told that there is none.
        with self._lock:
            self._end_child()
            if self._watch is not None:
                self._watch.close()
                self._watch = None
            if self._map is not None:
                with contextlib.suppress(BufferError):
                    self._map.close()
                self._map = None
            if self._buffer is not None:
                with contextlib.suppress(OSError):
                    self._buffer.unlink()
                self._buffer = None

    # Within

    def _start(self) -> None:
        if self._is_closed:
            raise NotDrawn(_("The reading was closed."))
        if self._child is not None and self._child.poll() is None:
            return
        self._end_child()
        if self._buffer is None:
            self._buffer = _new_buffer()
        if self._watch is None:
            self._watch = _Watch(self._bounds)
        self._child = subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={
                **os.environ,
                "PYTHONIOENCODING": "utf-8",
                "PYTHONUTF8": "1",
                "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
            },
        )
        opening = {
            "path": str(self._path),
            "password": self._password,
            "name": self._name,
            "buffer": str(self._buffer),
        }
        try:
            answer = self._ask(opening)
        except NotDrawn as error:
            raise UnreadableFile(self._name, str(error)) from error
        self._sizes = tuple((float(width), float(height)) for width, height in answer["sizes"])

    def _asked(self, request: dict[str, Any]) -> dict[str, Any]:
        """The answer to a request; where the child is gone, another's, once: whether the page ended it
        or something else did shows then."""
        try:
            return self._ask(request)
        except _Died:
            self._start()
            return self._ask(request)

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        child, watch = self._child, self._watch
        assert child is not None
        assert watch is not None
        assert child.stdin is not None
        assert child.stdout is not None
        watch.begin(child)
        try:
            child.stdin.write(json.dumps(request).encode("ascii") + b"\n")
            child.stdin.flush()
            line = child.stdout.readline()
        except OSError:
            line = b""
        finally:
            why = watch.end()
        try:
            answer = json.loads(line) if line.endswith(b"\n") else None
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            self._end_child()
            if why:
                raise NotDrawn(why)
            raise _Died(_("This page cannot be shown: drawing it broke down."))
        if "refused" in answer:
            self._end_child()
            raise UnreadableFile(self._name, str(answer["refused"]))
        if "no_page" in answer:
            raise NotDrawn(_("This page cannot be shown: it is damaged in the file."))
        return answer

    def _enlarge(self, size: int) -> None:
        assert self._buffer is not None
        if self._map is not None and len(self._map) >= size:
            return
        if self._map is not None:
            with contextlib.suppress(BufferError):
                self._map.close()
        with self._buffer.open("r+b") as file:
            file.truncate(max(size, 1 << 20))
            self._map = mmap.mmap(file.fileno(), 0)

    def _end_child(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        if child.poll() is None:
            child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


def whole(size: tuple[float, float], scale: float, turn: int = 0) -> Clip:
    """All of a page of this size in points."""
    width, height = round(size[0] * scale), round(size[1] * scale)
    return Clip(0, 0, height, width) if turn % 2 else Clip(0, 0, width, height)


def _new_buffer() -> Path:
    folder = _SHARED_MEMORY if os.access(_SHARED_MEMORY, os.W_OK) else tempfile.gettempdir()
    _sweep(Path(folder))
    handle, path = tempfile.mkstemp(
        prefix=f"closereader-{os.getpid()}-", suffix=".page", dir=folder
    )
    os.close(handle)
    return Path(path)


def _sweep(folder: Path) -> None:
    """Remove what programs left behind that were ended by force."""
    import psutil

    for path in folder.glob("closereader-*-*.page"):
        owner = path.name.split("-")[1]
        if owner.isdecimal() and not psutil.pid_exists(int(owner)):
            with contextlib.suppress(OSError):
                path.unlink()


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER_FLAG]
    return [sys.executable, "-m", "closereader.pages.worker"]


class _Watch:
    """Ends a child that takes too long or too much memory over one request."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._changed = threading.Condition()
        self._child: subprocess.Popen[bytes] | None = None
        self._deadline = 0.0
        self._why = ""
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="page watch", daemon=True)
        self._thread.start()

    def begin(self, child: "subprocess.Popen[bytes]") -> None:
        """A request is on its way."""
        with self._changed:
            self._child = child
            self._deadline = time.monotonic() + self._bounds.seconds
            self._why = ""
            self._changed.notify()

    def end(self) -> str:
        """It is over; gives why the child was ended meanwhile, "" if it was not."""
        with self._changed:
            self._child = None
            self._changed.notify()
            return self._why

    def close(self) -> None:
        """Watch no more."""
        with self._changed:
            self._is_closed = True
            self._child = None
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        with self._changed:
            while not self._is_closed:
                if self._child is None:
                    self._changed.wait()
                    continue
                self._changed.wait(_POLL_S)
                if self._child is not None:
                    self._why = self._broken(self._child)
                    if self._why:
                        self._child.kill()
                        self._child = None

    def _broken(self, child: "subprocess.Popen[bytes]") -> str:
        # Not at the top: it is needed from the first twentieth of a second on.
        import psutil

        if time.monotonic() > self._deadline:
            return _("This page cannot be shown: drawing it took too long and was stopped.")
        with contextlib.suppress(psutil.Error):
            if psutil.Process(child.pid).memory_info().rss > self._bounds.megabytes * 1_000_000:
                return _("This page cannot be shown: drawing it needs too much memory.")
        return ""

"""What is printed, and where: data on standard output, messages and progress on standard error.

Nothing here decides what is said; it only makes sure that it arrives whole, in UTF-8, on one line
where a line was meant, and that it cannot steer the terminal it is shown in.
"""

import io
import json
import os
import shutil
import sys
import textwrap
import time
import unicodedata
from collections.abc import Sequence
from typing import Any, TextIO

from closereader.progress import Progress

PROGRAM = "closereader"

# These reorder or hide what follows them on the line: a title could dress up as another.
_BIDI_CONTROLS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_BAR_WIDTH = 24
# Work that is done before this many seconds shows no bar at all.
_BAR_DELAY_S = 0.4


def shown(text: str) -> str:
    """The text as one line that is safe to show: white space runs become one space, control and
    direction characters go."""
    line = " ".join(text.split())
    if line.isascii() and line.isprintable():
        return line
    return "".join(
        c for c in line if c not in _BIDI_CONTROLS and unicodedata.category(c) not in ("Cc", "Cs")
    )


def columns(text: str) -> int:
    """How many columns of a terminal the text takes: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.combining(c) or unicodedata.category(c) in ("Cf", "Mn", "Me")
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in text
    )


def fitted(text: str, width: int) -> str:
    """The text in at most `width` columns, ended by "…" where something was cut off."""
    if columns(text) <= width:
        return text
    taken = 0
    for index, character in enumerate(text):
        taken += columns(character)
        if taken > width - 1:
            return text[:index].rstrip() + "…"
    return text


def number(value: int) -> str:
    """12345 as "12,345"."""
    return f"{value:,}"


class Terminal:
    """The two streams of one run. `is_quiet`: only data and refusals are printed."""

    def __init__(self, *, is_quiet: bool = False) -> None:
        self.is_quiet = is_quiet

    @property
    def width(self) -> int | None:
        """Columns of the terminal that standard output is, None where it is a file or a pipe."""
        if not _is_terminal(sys.stdout):
            return None
        return max(shutil.get_terminal_size().columns, 40)

    def data(self, text: str) -> None:
        """Text on standard output exactly as it is, without a line end of our own."""
        sys.stdout.write(text)

    def line(self, text: str = "") -> None:
        """One line of data."""
        sys.stdout.write(f"{text}\n")

    def paragraph(self, text: str, indent: str = "") -> None:
        """Running text, set in; on a terminal its lines are broken between words."""
        room = None if self.width is None else max(self.width - len(indent), 20)
        for line in text.splitlines():
            if line.strip():
                for part in textwrap.wrap(shown(line), room) if room else [shown(line)]:
                    self.line(indent + part)

    def json(self, value: Any) -> None:
        """The value as JSON, readable, in the order of its keys."""
        sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n")

    def tell(self, text: str) -> None:
        """A message for the person; not printed when quiet."""
        if not self.is_quiet:
            _complain(f"{PROGRAM}: {shown(text)}")

    def refuse(self, text: str) -> None:
        """Why something was refused, on one line; always printed."""
        _complain(f"{PROGRAM}: {shown(text)}")

    def table(
        self,
        rows: Sequence[Sequence[str]],
        *,
        right: frozenset[int] = frozenset(),
        indent: str = "",
    ) -> None:
        """Rows in aligned columns, two spaces apart; those numbered in `right` end flush.

        On a terminal the widest column gives way until a row fits.
        """
        cells = [[shown(cell) for cell in row] for row in rows]
        if not cells:
            return
        widths = [max(columns(row[i]) for row in cells) for i in range(len(cells[0]))]
        if self.width is not None:
            room = self.width - len(indent) - 2 * (len(widths) - 1)
            while sum(widths) > room and max(widths) > 12:
                widths[widths.index(max(widths))] -= 1
        for row in cells:
            padded = [
                _padded(fitted(cell, width), width, flush_right=i in right)
                for i, (cell, width) in enumerate(zip(row, widths, strict=True))
            ]
            self.line((indent + "  ".join(padded)).rstrip())

    def progress(self) -> "Bar":
        """A bar for long work; draws only on a terminal, and not when quiet."""
        return Bar(sys.stderr, is_drawn=not self.is_quiet and _is_terminal(sys.stderr))


class Bar:
    """A bar on the last line of a terminal: `with terminal.progress() as progress: work(progress)`."""

    def __init__(self, stream: TextIO, *, is_drawn: bool) -> None:
        self._stream = stream
        self._is_drawn = is_drawn
        self._begun = time.monotonic()
        self._has_drawn = False

    def __enter__(self) -> Progress:
        return Progress(self._report if self._is_drawn else None)

    def __exit__(self, *_: object) -> None:
        if self._has_drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def _report(self, done: int, total: int, what: str) -> None:
        if time.monotonic() - self._begun < _BAR_DELAY_S:
            return
        self._has_drawn = True
        if total > 0:
            filled = _BAR_WIDTH * min(done, total) // total
            gauge = f"[{'#' * filled}{' ' * (_BAR_WIDTH - filled)}] {100 * done // total:3d} %"
        else:
            gauge = "…"
        room = max(shutil.get_terminal_size().columns - columns(gauge) - 3, 10)
        self._stream.write(f"\r\x1b[K{fitted(shown(what), room)} {gauge}")
        self._stream.flush()


def prepare_streams() -> None:
    """Make standard output and error carry every text in UTF-8, whatever the locale says.

    A lone surrogate (the undecodable byte of a file name) is written as its escape, which in JSON
    still names the same character.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            # The stream was closed by whoever started the program.
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, io.TextIOWrapper):
            # Before anything is written: `text` prints a reading's own line ends on every system.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def forget_output() -> None:
    """After the reader of a pipe went away: let nothing complain about it at the end."""
    try:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, sys.stdout.fileno())
        os.close(silence)
    except (OSError, ValueError):
        pass  # Not a real stream, or closed already.


def _complain(line: str) -> None:
    try:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()
    except OSError:
        pass  # Nobody reads it; there is nobody left to tell.


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except ValueError:
        return False


def _padded(cell: str, width: int, *, flush_right: bool) -> str:
    space = " " * (width - columns(cell))
    return space + cell if flush_right else cell + space

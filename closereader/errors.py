"""The whole tree of the program's own exceptions, each with the exit code it ends a command with.

    CloseReaderError              1   one clear sentence for the reader
    ├── InputRefused              1   a file, a quotation or a value that cannot be taken
    │   ├── UnreadableFile        1   which file, what is wrong, what to do
    │   │   └── PasswordNeeded    1   it is encrypted, and no password was given, or a wrong one
    │   ├── NoSuchReading         1   no reading by that id or title, or several
    │   └── NoSuchPassage         1   a range, quotation or address that is not in the reading
    ├── ExportFailed              1   the target could not be written; what was there is untouched
    ├── ConfinedFailure           1   a helper process ended badly (time, memory, crash)
    ├── Conflict                  1   the change to be undone was changed elsewhere since
    └── LibraryUnusable           3   locked, newer, damaged, disk full, read-only: with the next step
        ├── LibraryLocked         3
        ├── LibraryNewer          3
        ├── LibraryDamaged        3
        ├── LibraryFull           3
        └── LibraryReadOnly       3

`str(error)` is always the one sentence a reader may see; causes go to the log by `__cause__`.
"""

from pathlib import Path


class CloseReaderError(Exception):
    """The reader's world, not a fault in the program: its text is shown as it stands."""

    exit_code = 1


class InputRefused(CloseReaderError):
    """Something handed in cannot be taken; nothing was changed."""


class UnreadableFile(InputRefused):
    """A file that cannot become a reading: names the file, the cause and the next step."""

    def __init__(self, path: "Path | str", reason: str) -> None:
        self.path = str(path)
        self.reason = reason
        super().__init__(f"{printable_name(path)}: {reason}")


class PasswordNeeded(UnreadableFile):
    """A file that can be read with its password. `is_wrong`: one was given, but another is its."""

    def __init__(self, path: "Path | str", reason: str, *, is_wrong: bool) -> None:
        super().__init__(path, reason)
        self.is_wrong = is_wrong


class NoSuchReading(InputRefused):
    """No reading answers to that id or title, or more than one does."""


class NoSuchPassage(InputRefused):
    """A range, quotation or address that the reading does not hold."""


class ExportFailed(CloseReaderError):
    """The target could not be written; what stood there before is untouched."""


class ConfinedFailure(CloseReaderError):
    """A helper process ran out of time or memory, or broke."""


class Conflict(CloseReaderError):
    """What should be undone was changed elsewhere since."""


class LibraryUnusable(CloseReaderError):
    """The library cannot be used as asked; the sentence names the next step."""

    exit_code = 3


class LibraryLocked(LibraryUnusable):
    """Another program is using the library."""


class LibraryNewer(LibraryUnusable):
    """The library was made by a newer version of the program."""


class LibraryDamaged(LibraryUnusable):
    """The library's file is not a sound library."""


class LibraryFull(LibraryUnusable):
    """There is no room on the disk."""


class LibraryReadOnly(LibraryUnusable):
    """The library's folder or file cannot be written."""


def printable_name(path: "Path | str") -> str:
    """The last part of a path as one line that can be shown: control and undecodable
    characters become U+FFFD, and a very long name is cut in its middle."""
    name = Path(path).name or str(path)
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)
    return shown if len(shown) <= 120 else f"{shown[:80]}…{shown[-35:]}"

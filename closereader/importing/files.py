"""Reads the bytes of a chosen file without being held up or flooded by it."""

import errno
import os
import stat
from pathlib import Path
from typing import IO

from closereader.errors import UnreadableFile
from closereader.i18n import _

MAX_BYTES = 20_000_000
"""The largest text taken as a reading. The longest novels are under 8 MB of text, a complete Bible
under 5 MB; above this a file is a dump or a mistake, and one window could not serve it well."""
MOST_WITH_PICTURES = 200_000_000
"""The largest book or document with pictures in it."""
MOST_OF_ALL = 1_000_000_000
"""The largest file of any kind: a scanned book."""


def check(path: Path) -> None:
    """Look whether `path` is a file that could be read, without reading it.

    Raises `UnreadableFile` for one that is missing, closed to this user, not a file, empty, or
    larger than `MOST_OF_ALL`.
    """
    descriptor = _open(path)
    os.close(descriptor)


def open_stream(path: Path) -> IO[bytes]:
    """A regular file, open for reading. Raises `UnreadableFile` like `check`."""
    return open(_open(path), "rb", closefd=True)


def unreadable(path: Path | str, error: OSError) -> UnreadableFile:
    """The sentence for a file that could not be read to its end."""
    return UnreadableFile(path, _reason(error))


def _open(path: Path) -> int:
    """A descriptor of the regular file at `path`.

    O_NONBLOCK because a plain open of a FIFO waits for a writer for ever; the kind of the file is
    asked of the open descriptor because a name can come to mean another file in between.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    flags |= getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
    try:
        if path.is_dir():
            raise UnreadableFile(path, _folder())
        descriptor = os.open(path, flags)
    except (OSError, ValueError) as error:
        raise UnreadableFile(path, _reason(error)) from error
    try:
        about = os.fstat(descriptor)
        if stat.S_ISDIR(about.st_mode):
            raise UnreadableFile(path, _folder())
        if not stat.S_ISREG(about.st_mode):
            raise UnreadableFile(
                path, _("It is not a file but a device or a pipe. Choose a file with text in it.")
            )
        if about.st_size > MOST_OF_ALL:
            raise UnreadableFile(path, too_large(about.st_size, MOST_OF_ALL))
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _folder() -> str:
    return _("It is a folder. Choose the files in it.")


def too_large(size: int, most: int) -> str:
    """The sentence for a file of more bytes than `most`."""
    return _(
        "It is larger than {limit} MB ({size} MB), too large for one reading. "
        "Divide it and add the parts."
    ).format(limit=most // 1_000_000, size=max(-(-size // 1_000_000), most // 1_000_000))


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return _("There is no such file (any more). Look whether it was moved or renamed.")
    if isinstance(error, PermissionError):
        return _("You may not read this file. Ask its owner, or copy it to your own folder.")
    if isinstance(error, OSError):
        if error.errno == errno.ELOOP:
            return _("It is a link that leads back to itself. Choose the file itself.")
        if error.errno in (errno.ENXIO, errno.EOPNOTSUPP):
            return _("It is not a file but a device or a pipe. Choose a file with text in it.")
        if error.errno == errno.ENAMETOOLONG:
            return _("Its name is too long for this system. Choose a file with a shorter name.")
        return _("It cannot be read ({cause}). Copy it to this computer and try again.").format(
            cause=error.strerror or type(error).__name__
        )
    return _("Its name holds characters that no file name can have. Choose another file.")

"""The files of a library that are kept as they came: originals of readings, and pictures.

Each lies under the SHA-256 of its bytes, so that the same file is kept once, whatever it was called,
and a damaged one is known. A file is written aside, made durable and renamed before the record that
names it is saved, and never changed: a crash leaves at most a file that nothing names.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

from closereader.errors import LibraryFull, LibraryUnusable
from closereader.i18n import _
from closereader.progress import Progress

FOLDER = "files"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_PIECE = 1 << 20


class Files:
    """Of the library in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER

    def path(self, digest: str) -> Path | None:
        """Where the file of this digest lies; None where it is not kept (any more)."""
        if not _DIGEST.fullmatch(digest):
            return None
        path = self._place(digest)
        return path if path.is_file() else None

    def keep(self, path: Path, progress: Progress, digest: str = "") -> str:
        """Keep a copy of the file at `path`; gives the digest it lies under. `digest`: what it is
        expected to be. Raises `LibraryFull`, `LibraryUnusable`, `Cancelled`, and OSError where `path`
        itself cannot be read."""
        if digest and self.path(digest) is not None:
            return digest
        with path.open("rb") as source:
            return self._keep(lambda target: _copied(source, target, progress))

    def keep_bytes(self, data: bytes) -> str:
        """Keep these bytes; gives the digest they lie under. Raises as `keep`."""
        digest = hashlib.sha256(data).hexdigest()
        if self.path(digest) is not None:
            return digest

        def write(target: IO[bytes]) -> str:
            target.write(data)
            return digest

        return self._keep(write)

    def is_sound(self, digest: str) -> bool:
        """Whether the file is there and its bytes are those that were kept."""
        path = self.path(digest)
        if path is None:
            return False
        found = hashlib.sha256()
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                found.update(piece)
        return found.hexdigest() == digest

    def _keep(self, write: Callable[[IO[bytes]], str]) -> str:
        aside: Path | None = None
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                dir=self._folder, prefix=".new-", delete=False
            ) as target:
                aside = Path(target.name)
                digest = write(target)
                target.flush()
                os.fsync(target.fileno())
            place = self._place(digest)
            place.parent.mkdir(exist_ok=True)
            aside.replace(place)
            aside = None
            _make_durable(place.parent)
            return digest
        except OSError as error:
            raise _unwritable(self._folder, error) from error
        finally:
            if aside is not None:
                aside.unlink(missing_ok=True)

    def _place(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest


def _copied(source: IO[bytes], target: IO[bytes], progress: Progress) -> str:
    digest = hashlib.sha256()
    while piece := source.read(_PIECE):
        progress.check()
        digest.update(piece)
        target.write(piece)
    return digest.hexdigest()


def _make_durable(folder: Path) -> None:
    """A renamed file survives a power cut once its folder is written too; Windows needs and has no
    such call."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unwritable(folder: Path, error: OSError) -> LibraryUnusable:
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return LibraryFull(
            _(
                "There is no room on the disk for a copy of the file in {folder}. Make room and try again."
            ).format(folder=folder)
        )
    return LibraryUnusable(
        _(
            "A copy of the file cannot be kept in {folder} ({cause}). Look whether you may write there."
        ).format(folder=folder, cause=error.strerror or type(error).__name__)
    )

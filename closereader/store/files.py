"""The files of a library that are kept as they came: originals of readings, and pictures.

Each lies under the SHA-256 of its bytes, so that the same file is kept once, whatever it was called,
and a damaged one is known. A file is written aside, made durable and renamed before the record that
names it is saved, and never changed: a crash leaves at most a file that nothing names.
"""

import contextlib
import errno
import hashlib
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from closereader.errors import LibraryFull, LibraryUnusable
from closereader.i18n import _
from closereader.progress import Progress
from closereader.store.durable import sync_folder

FOLDER = "files"
ASIDE = ".new-"
OLDEST_UNNAMED_S = 40 * 24 * 3600.0
"""For how long a file that nothing names is kept: longer than the trash keeps what named it."""
_DIGEST = re.compile(r"[0-9a-f]{64}")
_PIECE = 1 << 20


class Unfinished(Exception):
    """The file to be kept could not be read to its end."""


class Files:
    """Of the library in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER

    @property
    def folder(self) -> Path:
        """Where they lie."""
        return self._folder

    def path(self, digest: str) -> Path | None:
        """Where the file of this digest lies; None where it is not kept (any more)."""
        if not _DIGEST.fullmatch(digest):
            return None
        path = self._place(digest)
        return path if path.is_file() else None

    def keep(self, source: IO[bytes], progress: Progress, digest: str) -> bool:
        """Keep the bytes of `source`, from its beginning, under `digest`; a copy there that is not sound
        is replaced. False, and nothing is kept, where they are others than it was made of. Raises
        `LibraryFull`, `LibraryUnusable`, `Cancelled`, and `Unfinished` where `source` cannot be read to
        its end."""
        if self.is_sound(digest, progress):
            self._touch(digest)
            return True
        return self._keep(digest, lambda target: _copied(source, target, progress))

    def keep_bytes(self, data: bytes) -> str:
        """Keep these bytes; gives the digest they lie under. Raises as `keep`."""
        digest = hashlib.sha256(data).hexdigest()
        if self.is_sound(digest):
            self._touch(digest)
        else:

            def write(target: IO[bytes]) -> str:
                target.write(data)
                return digest

            self._keep(digest, write)
        return digest

    def every(self) -> Iterator[Path]:
        """All files that are kept, and what was left by a crash while one was being kept."""
        if self._folder.is_dir():
            for folder in sorted(path for path in self._folder.iterdir() if path.is_dir()):
                yield from sorted(p for p in folder.iterdir() if _DIGEST.fullmatch(p.name))
            yield from self._folder.glob(f"{ASIDE}*")

    def copy_to(self, folder: Path, progress: Progress) -> int:
        """Let the library's copy in `folder` have these files too: beside it, each once; as a second
        name for the same bytes where the disk has such. How many could not be read whole. Raises as
        `keep`, and OSError."""
        target, lacking = Files(folder), 0
        every = [path for path in self.every() if not path.name.startswith(ASIDE)]
        for done, path in enumerate(every):
            progress(done, len(every), _("Copying the files"))
            if target.path(path.name) is None and not target._link(path):
                try:
                    with path.open("rb") as source:
                        lacking += not target.keep(source, progress, path.name)
                except (FileNotFoundError, Unfinished):
                    lacking += 1
        return lacking

    def sweep(self, unnamed: Callable[[float], list[Path] | None]) -> int:
        """Remove the files that nothing has named for forty days. `unnamed` gives, for a time, those last
        brought before it that nothing names; None where that is not sure, and then all stay. How many
        there were."""
        gone = 0
        for path in unnamed(time.time() - OLDEST_UNNAMED_S) or ():
            with contextlib.suppress(OSError):
                path.unlink()
                gone += 1
        return gone

    def _link(self, path: Path) -> bool:
        place = self._place(path.name)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            os.link(path, place)
        except OSError:
            return False  # Another disk, or one that knows no second names.
        return True

    def is_sound(self, digest: str, progress: Progress | None = None) -> bool:
        """Whether the file is there and its bytes are those that were kept. Raises `Cancelled`."""
        path = self.path(digest)
        if path is None:
            return False
        found = hashlib.sha256()
        try:
            with path.open("rb") as file:
                while piece := file.read(_PIECE):
                    if progress is not None:
                        progress.check()
                    found.update(piece)
        except OSError:
            return False
        return found.hexdigest() == digest

    def _keep(self, digest: str, write: Callable[[IO[bytes]], str]) -> bool:
        """Whether what `write` wrote, which it tells the digest of, is what was expected, and kept."""
        aside: Path | None = None
        place = self._place(digest)
        try:
            _make_folder(self._folder)
            with tempfile.NamedTemporaryFile(
                dir=self._folder, prefix=ASIDE, delete=False
            ) as target:
                aside = Path(target.name)
                if write(target) != digest:
                    return False
                target.flush()
                os.fsync(target.fileno())
            _make_folder(place.parent)
            aside.replace(place)
            aside = None
            sync_folder(place.parent)
            return True
        except OSError as error:
            raise _unwritable(self._folder, error) from error
        finally:
            if aside is not None:
                with contextlib.suppress(OSError):
                    aside.unlink(missing_ok=True)

    def _touch(self, digest: str) -> None:
        """It was brought again: it is not to be taken for one that nobody names any more, before the
        record that does is there."""
        with contextlib.suppress(OSError):
            os.utime(self._place(digest))

    def _place(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest


def _copied(source: IO[bytes], target: IO[bytes], progress: Progress) -> str:
    digest = hashlib.sha256()
    for piece in _pieces(source):
        progress.check()
        digest.update(piece)
        target.write(piece)
    return digest.hexdigest()


def _pieces(source: IO[bytes]) -> Iterator[bytes]:
    try:
        source.seek(0)
        while piece := source.read(_PIECE):
            yield piece
    except OSError as error:
        raise Unfinished from error


def _make_folder(folder: Path) -> None:
    """The folder, made if it is not there; one that is new survives a power cut."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(folder.parent)


def _unwritable(folder: Path, error: OSError) -> LibraryUnusable:
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

"""From a file to a reading in the library: read in a child, its file and pictures kept, then one change."""

import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from closereader import importing
from closereader.errors import UnreadableFile
from closereader.i18n import _
from closereader.importing import Wishes
from closereader.library import readings
from closereader.library.library import Library
from closereader.model.document import Document
from closereader.model.reading import Reading
from closereader.progress import Progress
from closereader.store.files import Unfinished

_PIECE = 1 << 20

Store = Callable[[Document], tuple[Reading, bool]]
"""Stores a document; gives the reading it became, and whether that is new."""


@dataclass(frozen=True, slots=True)
class Added:
    """What came of a file. `is_new`: it was not in the library before; `notices`: what was guessed,
    repaired or left out."""

    reading: Reading
    document: Document
    is_new: bool

    @property
    def notices(self) -> tuple[str, ...]:
        """What the reader should know of how it was read."""
        return self.document.notices


def add_file(
    lib: Library,
    path: Path,
    progress: Progress,
    wishes: Wishes | None = None,
    *,
    name: str | None = None,
    part_of: str = "",
) -> Added:
    """Add the file at `path` as a reading, in one undoable step. `name`: what it is called instead of its
    file's name; "" for what came from no file of the reader's. `part_of`: as in `Library.run`. Raises
    `UnreadableFile`, `PasswordNeeded`, `LibraryUnusable`, `Cancelled`; then nothing was changed."""

    def store(document: Document) -> tuple[Reading, bool]:
        label = _("Add readings") if part_of else _("Add reading")
        found: tuple[Reading, bool] = lib.run(label, readings.add, document, part_of=part_of)
        return found

    return read_and_store(lib, path, progress, wishes or Wishes(), store, name=name)


def read_and_store(
    lib: Library,
    path: Path,
    progress: Progress,
    wishes: Wishes,
    store: Store,
    *,
    name: str | None = None,
) -> Added:
    """Read the file, keep it and its pictures, and hand the document to `store`. Raises as `add_file`."""
    with tempfile.TemporaryDirectory(prefix="closereader-") as folder:
        document = importing.read_file(path, progress, wishes=wishes, folder=Path(folder))
        if name is not None:
            document = replace(document, source_name=name)
        document = keep(lib, path, Path(folder), document, progress)
        reading, is_new = store(document)
    return Added(reading, document, is_new)


def keep(
    lib: Library, path: Path, folder: Path, document: Document, progress: Progress
) -> Document:
    """Keep the pictures (which lie in `folder`) and the original in the library's files; pictures that did
    not arrive whole are left out of the document. Raises `UnreadableFile`, `LibraryUnusable`."""
    if lib.is_read_only:
        return document  # The change itself says so.
    kept = set()
    for asset in document.assets:
        progress.check()
        try:
            data = (folder / asset.key).read_bytes()
        except OSError:
            continue
        if lib.files.keep_bytes(data) == asset.key:
            kept.add(asset.key)
    if readings.original_of(document):
        _keep_original(lib, path, document.source_hash, progress)
    return replace(
        document,
        assets=tuple(asset for asset in document.assets if asset.key in kept),
        pictures=tuple(picture for picture in document.pictures if picture.key in kept),
        cover=document.cover if document.cover in kept else "",
    )


def _keep_original(lib: Library, path: Path, digest: str, progress: Progress) -> None:
    try:
        with importing.open_stream(path) as source:
            is_kept = lib.files.keep(source, progress, digest)
    except Unfinished as error:
        raise _gone(path) from error
    if not is_kept:
        raise UnreadableFile(path, _("It was changed while it was read. Add it again."))


def digest_of(path: Path, progress: Progress) -> str:
    """The SHA-256 of the file's bytes. Raises `UnreadableFile`, `Cancelled`."""
    found = hashlib.sha256()
    with importing.open_stream(path) as file:
        try:
            while piece := file.read(_PIECE):
                progress.check()
                found.update(piece)
        except OSError as error:
            raise _gone(path) from error
    return found.hexdigest()


def _gone(path: Path) -> UnreadableFile:
    return UnreadableFile(
        path, _("It cannot be read any more. Look whether it was moved or renamed.")
    )

"""Looking after the library: copies of it, and whether it is sound."""

from pathlib import Path

from closereader.library.library import Library
from closereader.progress import Progress
from closereader.store import backup as copies
from closereader.store import check as checks
from closereader.store import opening
from closereader.store.backup import Copy
from closereader.store.check import CheckReport

__all__ = ["CheckReport", "Copy", "backup", "check"]


def backup(lib: Library, target: Path | None, progress: Progress) -> Copy:
    """Copy the library, while it is in use, to `target`: a file, a folder to put one in, or None
    for the folder "backups" beside the library. The copy was opened and checked before it
    counts. Raises `ExportFailed`, `LibraryDamaged`, `Cancelled`."""
    folder = opening.backups_folder(lib.folder) if target is None else target
    if target is None or target.is_dir():
        target = folder / copies.file_name()
    return copies.copy(lib.path, target, progress)


def check(lib: Library, progress: Progress, *, repair: bool = False) -> CheckReport:
    """Check the file, the texts, the annotations, the search index and the kept files; with `repair`, a
    search index out of step is made anew, what is missing of the files is taken from the backups, and
    those that nothing has named for forty days are removed. Raises `LibraryUnusable`, `Cancelled`."""
    return checks.check(lib.path, progress, repair=repair)

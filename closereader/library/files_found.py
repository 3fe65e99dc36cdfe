"""Which files are meant by files and folders that were chosen or dropped."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from closereader.i18n import _, ngettext
from closereader.importing import FORMATS
from closereader.progress import Progress

MOST_FILES = 2_000
_MOST_LISTED = 200
# As browsers call the folder in which they put the pictures of a page that they save.
_BESIDE_A_PAGE = (
    "_files",
    ".files",
    "-files",
    "_dateien",
    "-dateien",
    "_fichiers",
    "_archivos",
    "_file",
)
_PAGES = (".html", ".htm", ".xhtml")
# What systems and programs leave in folders.
_LITTER = ("thumbs.db", "desktop.ini", "__macosx")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to be added. `shown`: its name, below the folder that was chosen if it was one."""

    path: Path
    shown: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is not added, and why, in a sentence."""

    shown: str
    reason: str


@dataclass(slots=True)
class Finds:
    """What there is to add, in order, and what is left out."""

    files: list[Found] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    _unlisted: int = 0
    _seen: set[tuple[int, int]] = field(default_factory=set)

    def take(self, path: Path, shown: str) -> None:
        """Have this file added, if it is not to be added already."""
        try:
            about = path.stat()
        except (OSError, ValueError):
            pass  # Why it cannot be read is said when it is tried.
        else:
            if about.st_ino and (about.st_dev, about.st_ino) in self._seen:
                self.skip(shown, _("The same file was named before."))
                return
            self._seen.add((about.st_dev, about.st_ino))
        self.files.append(Found(path, shown))

    def skip(self, shown: str, reason: str) -> None:
        """Leave it out; of very many only the first are told one by one."""
        if len(self.skipped) < _MOST_LISTED:
            self.skipped.append(Skipped(shown, reason))
        else:
            self._unlisted += 1

    def close(self) -> None:
        """Say how many more were left out."""
        if self._unlisted:
            more = ngettext("{count} more file", "{count} more files", self._unlisted)
            self.skipped.append(Skipped(more, _("left out for reasons like these")))


def find(paths: Iterable[Path], progress: Progress) -> Finds:
    """The files that are meant by `paths`: files themselves, whatever they are called, and of folders, and
    the folders in them, those that look like readings. Links to folders are not followed. At most 2,000.
    Raises `Cancelled`."""
    finds = Finds()
    for path in paths:
        progress.check()
        if _is_folder(path):
            _walk(path, finds, progress)
        else:
            finds.take(path, path.name)
    for found in finds.files[MOST_FILES:]:
        most = _("More than {count} files were chosen: add the rest by itself.")
        finds.skip(found.shown, most.format(count=MOST_FILES))
    del finds.files[MOST_FILES:]
    finds.close()
    return finds


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _walk(folder: Path, finds: Finds, progress: Progress) -> None:
    unread: list[str] = []
    root = folder.resolve()
    for here, folders, names in os.walk(root, onerror=lambda error: unread.append(error.filename)):
        place = Path(here)
        progress(0, 0, _("Looking through {folder}").format(folder=place.name))
        folders[:] = sorted(_entered(place, folders, names, root, finds))
        for name in sorted(names):
            progress.check()
            shown = os.fspath((place / name).relative_to(root.parent))
            reason = _why_not(name)
            if reason:
                finds.skip(shown, reason)
            else:
                finds.take(place / name, shown)
    for name in unread:
        finds.skip(Path(name).name, _("You may not look into this folder."))


def _entered(
    place: Path, folders: list[str], names: list[str], root: Path, finds: Finds
) -> Iterator[str]:
    """Those of the folders that are looked into."""
    stems = {os.path.splitext(name)[0]: name for name in names if name.lower().endswith(_PAGES)}
    for name in folders:
        shown = os.fspath((place / name).relative_to(root.parent))
        page = next(
            (stems[name[: -len(e)]] for e in _BESIDE_A_PAGE
             if name.lower().endswith(e) and name[: -len(e)] in stems),
            None,
        )  # fmt: skip
        if _is_hidden(name):
            finds.skip(shown, _("It is a hidden folder."))
        elif page is not None:
            finds.skip(shown, _("It belongs to the saved page {page}.").format(page=page))
        elif (place / name).is_symlink():
            finds.skip(shown, _("It is a link to another folder."))
        else:
            yield name


def _is_hidden(name: str) -> bool:
    # "~$" begins the names of files by which Office says that a document is open.
    return name.startswith((".", "~$")) or name.lower() in _LITTER


def _why_not(name: str) -> str:
    if _is_hidden(name):
        return _("It is a hidden file.")
    ending = os.path.splitext(name)[1].lower()
    if not any(ending in endings for endings in FORMATS.values()):
        return _("It does not look like a reading; add it by itself if it is one.")
    if ending in FORMATS["picture"]:
        # Among the files of others they are figures, and photographs of anything.
        return _("It is a picture; add it by itself if it shows a page to be read.")
    return ""

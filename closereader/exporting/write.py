"""A file takes the place of another whole or not at all."""

import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from closereader.errors import ExportFailed, printable_name
from closereader.i18n import _


@contextlib.contextmanager
def aside(target: Path) -> Iterator[Path]:
    """A path in the folder of `target` to write to; on leaving it is synced and renamed to `target`.

    If the block or the renaming fails, the new file is removed and what stood at `target` is
    untouched. Raises `ExportFailed` for what the disk says.
    """
    # A link stays a link: the file it leads to is replaced.
    place = Path(os.path.realpath(target))
    new = place.with_name(f".{place.name[:40]}.{os.urandom(4).hex()}.part")
    try:
        if place.is_dir():
            raise IsADirectoryError
        with new.open("xb"):
            pass
        _keep_mode(place, new)
        yield new
        _sync(new)
        new.replace(place)
    except OSError as error:
        raise ExportFailed(_reason(target, error)) from error
    finally:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        _sync_folder(place.parent)


def write(target: Path, data: bytes) -> None:
    """`data` as the whole of `target`, by way of `aside`."""
    with aside(target) as new, new.open("wb") as file:
        file.write(data)


def _keep_mode(place: Path, new: Path) -> None:
    with contextlib.suppress(OSError):
        new.chmod(place.stat().st_mode & 0o777)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    # Windows has no descriptor of a folder, and needs none: its renames are in the journal.
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


_SENTENCES: list[tuple[type[OSError], Callable[[], str]]] = [
    (FileNotFoundError, lambda: _("its folder is not there. Choose a folder that exists.")),
    (NotADirectoryError, lambda: _("its folder is not a folder. Choose another place.")),
    (IsADirectoryError, lambda: _("a folder has that name. Choose another name.")),
    (
        PermissionError,
        lambda: _("it may not be written there. Choose another folder, or close it elsewhere."),
    ),
]


def _reason(target: Path, error: OSError) -> str:
    said = next((sentence() for kind, sentence in _SENTENCES if isinstance(error, kind)), "")
    if not said and error.errno in (errno.ENOSPC, errno.EDQUOT):
        said = _("the disk is full. Make room, then export again.")
    elif not said and error.errno == errno.EROFS:
        said = _("that place is read-only. Choose another folder.")
    elif not said and error.errno == errno.ENAMETOOLONG:
        said = _("the name is too long. Choose a shorter one.")
    if not said:
        said = _("it could not be written ({reason}). Choose another place.").format(
            reason=error.strerror or type(error).__name__
        )
    return f"{printable_name(target)}: {said}"

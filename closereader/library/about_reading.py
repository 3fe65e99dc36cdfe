"""What is known of a reading beside its text, and its file as it came."""

import filecmp
import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from closereader.errors import ExportFailed, InputRefused
from closereader.exporting.write import aside
from closereader.i18n import _, ngettext
from closereader.library import queries
from closereader.library.library import Library
from closereader.model.document import Picture
from closereader.model.reading import Reading, ReadingId
from closereader.progress import Progress
from closereader.text.file_name import own_name

_PIECE = 1 << 20
_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """A reading, how many pages its source has (0: none that are known), and how many bytes its file;
    None where the file is not kept, or not there any more."""

    reading: Reading
    pages: int
    size: int | None


def known(lib: Library, reading_id: ReadingId) -> Known:
    """What is known of this reading. Raises `NoSuchReading`."""
    reading = queries.reading(lib, reading_id)
    with lib.read() as snapshot:
        pages = snapshot.page_counts(reading_id).get(reading_id, 0)
    path = lib.files.path(reading.original)
    return Known(reading, pages, None if path is None else path.stat().st_size)


def page_counts(lib: Library) -> dict[ReadingId, int]:
    """How many pages the source of each reading has, as far as it has any."""
    with lib.read() as snapshot:
        return snapshot.page_counts()


def require_tag(language: str) -> str:
    """The tag of a language (BCP 47), or "". Raises `InputRefused` for anything else."""
    tag = language.strip()
    if tag and not _TAG.fullmatch(tag):
        raise InputRefused(
            _("“{words}” is not the tag of a language; write one such as en, de or pt-BR.").format(
                words=tag[:40]
            )
        )
    return tag


def name_of_original(reading: Reading) -> str:
    """What the file is called when it is taken out: as it was."""
    return own_name(reading.source_name) or own_name(reading.title) or own_name(_("Untitled"))


def require_original(lib: Library, reading: Reading) -> Path:
    """Where the reading's file lies. Raises `InputRefused` where it has none, or that is gone."""
    if not reading.original:
        raise InputRefused(
            _(
                "No file is kept for “{title}”: it was pasted, or added before files were kept. Add its "
                "file again, and it will be."
            ).format(title=reading.title)
        )
    path = lib.files.path(reading.original)
    if path is None:
        raise _lost(_("The file of “{title}” is not in the library any more."), reading)
    return path


def _lost(sentence: str, reading: Reading) -> InputRefused:
    told = sentence.format(title=reading.title)
    mend = _("Its text and your notes are safe. Add the file again, or take it from a backup.")
    return InputRefused(f"{told} {mend}")


@dataclass(frozen=True, slots=True)
class TakenOut:
    """Where a reading's file was written, and the pictures of its text that lay in a folder beside it;
    `left`: how many of those were not, since other files are in their places or they are not kept."""

    path: Path
    pictures: tuple[Path, ...] = ()
    left: int = 0


def take_out(lib: Library, reading: Reading, target: Path, progress: Progress) -> TakenOut:
    """Write the reading's file, byte for byte, to `target`, or into it under its own name where that is a
    folder; the pictures of a saved page go where it looks for them, where nothing else is. Raises
    `InputRefused` where there is no file, or it is damaged, `ExportFailed`, `Cancelled`; then nothing was
    written but pictures."""
    path = require_original(lib, reading)
    if not lib.files.is_sound(reading.original, progress):
        raise _lost(_("The file of “{title}” is damaged."), reading)
    if target.is_dir():
        target = target / name_of_original(reading)
    pictures, left = _take_out_pictures(lib, reading, target, progress)
    try:
        with aside(target) as new, path.open("rb") as source, new.open("wb") as written:
            while piece := source.read(_PIECE):
                progress.check()
                written.write(piece)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ExportFailed(f"{target.name}: {reason}") from error
    return TakenOut(target, tuple(pictures), left)


def put_beside(
    lib: Library, pictures: Iterable[Picture], folder: Path, progress: Progress
) -> tuple[list[Path], int]:
    """Write the pictures that lay beside their file below `folder`, where they lay; which were written or
    there already, and how many were not. Raises OSError, `Cancelled`."""
    places = {picture.beside: picture.key for picture in pictures if picture.beside}
    written, top = [], os.path.realpath(folder)
    for place, key in places.items():
        progress.check()
        target, source = folder / place, lib.files.path(key)
        is_inside = os.path.realpath(target.parent).startswith(top + os.sep)
        if source is None or not is_inside:
            continue
        if not os.path.lexists(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        elif not (target.is_file() and filecmp.cmp(source, target, shallow=False)):
            continue
        written.append(target)
    return written, len(places) - len(written)


def _take_out_pictures(
    lib: Library, reading: Reading, target: Path, progress: Progress
) -> tuple[list[Path], int]:
    pictures = queries.reading_text(lib, reading.id).pictures
    try:
        return put_beside(lib, pictures, target.parent, progress)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ExportFailed(f"{target.name}: {reason}") from error


def told(taken: TakenOut) -> str:
    """What was written, in sentences."""
    said = [_("The file is in {path}.").format(path=taken.path)]
    if taken.pictures:
        folder = taken.pictures[0].relative_to(taken.path.parent).parts[0]
        said.append(
            _("The pictures of its text are in “{folder}” beside it.").format(folder=folder)
        )
    if taken.left:
        said.append(told_left(taken.left))
    return " ".join(said)


def told_left(count: int) -> str:
    """The sentence for pictures that were not written."""
    return ngettext(
        "One picture was not written: another file is in its place, or it is not kept any more.",
        "{count} pictures were not written: other files are in their places, or they are not kept any more.",
        count,
    )

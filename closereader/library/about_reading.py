"""What is known of a reading beside its text, and its file as it came."""

import re
from dataclasses import dataclass
from pathlib import Path

from closereader.errors import ExportFailed, InputRefused
from closereader.exporting.write import aside
from closereader.i18n import _
from closereader.library import queries
from closereader.library.library import Library
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


def take_out(lib: Library, reading: Reading, target: Path, progress: Progress) -> Path:
    """Write the reading's file, byte for byte, to `target`, or into it under its own name where that is a
    folder; returns where it is. Raises `InputRefused` where there is none, or it is damaged,
    `ExportFailed`, `Cancelled`; then nothing was written."""
    path = require_original(lib, reading)
    if not lib.files.is_sound(reading.original, progress):
        raise _lost(_("The file of “{title}” is damaged."), reading)
    if target.is_dir():
        target = target / name_of_original(reading)
    try:
        with aside(target) as new, path.open("rb") as source, new.open("wb") as written:
            while piece := source.read(_PIECE):
                progress.check()
                written.write(piece)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ExportFailed(f"{target.name}: {reason}") from error
    return target

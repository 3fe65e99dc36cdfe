"""Many files into the library, one after the other: what one of them is refused for stops no other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from os import urandom
from pathlib import Path

from closereader.errors import (
    CloseReaderError,
    LibraryUnusable,
    PasswordNeeded,
    UnreadableFile,
    printable_name,
)
from closereader.i18n import _
from closereader.importing import Wishes
from closereader.library import adding
from closereader.library.files_found import Found, find
from closereader.library.library import Library
from closereader.model.reading import Reading, ReadingId
from closereader.progress import Cancelled, Progress


class Outcome(StrEnum):
    """What came of a file."""

    ADDED = "added"
    THERE = "already there"
    LOCKED = "needs its password"
    REFUSED = "refused"
    SKIPPED = "left out"
    STOPPED = "not tried"


@dataclass(frozen=True, slots=True)
class OfFile:
    """What came of one. `path`: None for what was not looked at. `reason`: why it was refused, left out,
    or needs a password; `notices`: of how it was read; `reading`, `title`, `language`: what it is now."""

    shown: str
    outcome: Outcome
    path: Path | None = None
    reading: ReadingId | None = None
    title: str = ""
    language: str = ""
    reason: str = ""
    notices: tuple[str, ...] = ()
    is_wrong: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What came of all of them, in the order in which they were tried. `part_of`: the step of undo that
    all of it is, for those that come later; `is_stopped`: the reader asked to stop."""

    files: tuple[OfFile, ...]
    part_of: str = ""
    is_stopped: bool = False

    def count(self, outcome: Outcome) -> int:
        """How many files this came of."""
        return sum(each.outcome is outcome for each in self.files)

    def replaced(self, old: OfFile, new: OfFile) -> "Report":
        """The report with what came of a file when it was tried again."""
        return replace(self, files=tuple(new if each is old else each for each in self.files))


def add_files(
    lib: Library, paths: Sequence[Path], progress: Progress, passwords: Iterable[str] = ()
) -> Report:
    """Add these files, and those in these folders; all of it is one step of undo. `passwords` are tried
    where one is needed. Asked to stop, or where there is no more room, it keeps what was added. Raises
    `LibraryUnusable` where not even the first can be added."""
    part_of = _name_of_step(paths)
    try:
        finds = find(paths, progress)
    except Cancelled:
        return Report((), part_of, is_stopped=True)
    done = [OfFile(each.shown, Outcome.SKIPPED, reason=each.reason) for each in finds.skipped]
    told: list[OfFile] = []
    passwords = tuple(passwords)
    reason = _("You stopped before it was tried.")
    try:
        for one in _each(lib, finds.files, progress, part_of, passwords):
            told.append(one)
    except LibraryUnusable as error:
        if not told:
            raise
        # What was added before is told all the same.
        failed = finds.files[len(told)]
        told.append(OfFile(failed.shown, Outcome.REFUSED, failed.path, reason=str(error)))
        reason = _("Nothing more could be added after the one before it.")
    stopped = [
        OfFile(each.shown, Outcome.STOPPED, each.path, reason=reason)
        for each in finds.files[len(told) :]
    ]
    return Report((*told, *stopped, *done), part_of, is_stopped=bool(stopped))


def _name_of_step(paths: Sequence[Path]) -> str:
    """A single file is a step like any other."""
    return "" if len(paths) == 1 and not paths[0].is_dir() else urandom(8).hex()


def _each(
    lib: Library,
    files: Sequence[Found],
    progress: Progress,
    part_of: str,
    passwords: tuple[str, ...],
) -> Iterator[OfFile]:
    count = len(files)
    for index, found in enumerate(files):
        name = _("Adding {name}").format(name=printable_name(found.path))
        if count > 1:
            name = _("{number} of {count}: {name}").format(
                number=index + 1, count=count, name=printable_name(found.path)
            )
        try:
            part = progress.part(index / count, (index + 1) / count, name)
            yield add_one(lib, found, part, part_of, passwords)
        except Cancelled:
            return


def add_one(
    lib: Library,
    found: Found,
    progress: Progress,
    part_of: str = "",
    passwords: Sequence[str] = (),
) -> OfFile:
    """Add one file, trying these passwords where it needs one. Raises `LibraryUnusable`, `Cancelled`."""
    there = _is_there(lib, found, progress)
    if there is not None:
        return there
    locked: PasswordNeeded | None = None
    for password in (None, *passwords):
        try:
            wishes = Wishes(password=password)
            added = adding.add_file(lib, found.path, progress, wishes, part_of=part_of)
        except PasswordNeeded as error:
            locked = error
            continue
        except LibraryUnusable:
            raise
        except UnreadableFile as error:
            return OfFile(found.shown, Outcome.REFUSED, found.path, reason=error.reason)
        except CloseReaderError as error:
            return OfFile(found.shown, Outcome.REFUSED, found.path, reason=str(error))
        reading = added.reading
        return OfFile(
            found.shown,
            Outcome.ADDED if added.is_new else Outcome.THERE,
            found.path,
            reading.id,
            reading.title,
            reading.language,
            notices=added.notices if added.is_new else (),
        )
    assert locked is not None
    return OfFile(
        found.shown, Outcome.LOCKED, found.path, reason=locked.reason, is_wrong=locked.is_wrong
    )


def _is_there(lib: Library, found: Found, progress: Progress) -> OfFile | None:
    """What there is to say of a file that is in the library, with its original: it need not be read."""
    try:
        digest = adding.digest_of(found.path, progress)
    except UnreadableFile:
        return None  # Said by who tries to read it.
    with lib.read() as snapshot:
        reading = next(iter(snapshot.select(Reading, source_hash=digest)), None)
    if reading is None or lib.files.path(reading.original) is None:
        return None
    return OfFile(
        found.shown, Outcome.THERE, found.path, reading.id, reading.title, reading.language
    )


def again(
    lib: Library, report: Report, locked: Sequence[OfFile], password: str, progress: Progress
) -> Report:
    """The report when these files, which need one, were tried with this password: the first tells whether
    it is wrong; the others wait on where it is not theirs. Asked to stop, it keeps what was added.
    Raises `LibraryUnusable`."""
    for index, file in enumerate(locked):
        assert file.path is not None
        found = Found(file.path, file.shown)
        part = progress.part(index / len(locked), (index + 1) / len(locked), file.shown)
        try:
            told = add_one(lib, found, part, report.part_of, [password])
        except Cancelled:
            return report
        except LibraryUnusable as error:
            if not index:
                raise
            told = OfFile(file.shown, Outcome.REFUSED, file.path, reason=str(error))
        report = report.replaced(file, told)
    return report


def left_out(report: Report, files: Sequence[OfFile]) -> Report:
    """The report when no password was given for these files."""
    reason = _("It is encrypted, and no password was given.")
    for file in files:
        refused = OfFile(file.shown, Outcome.REFUSED, file.path, reason=reason)
        report = report.replaced(file, refused)
    return report

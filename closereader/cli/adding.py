"""The command that adds readings: `import`."""

import argparse
import dataclasses
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from closereader.cli.commands import Call, Handler, WrongUsage
from closereader.cli.output import shown
from closereader.cli.readings import add_json_argument, described
from closereader.errors import (
    CloseReaderError,
    LibraryUnusable,
    PasswordNeeded,
    UnreadableFile,
    printable_name,
)
from closereader.i18n import _

if TYPE_CHECKING:
    from closereader.importing import Wishes
    from closereader.library.adding import Added
    from closereader.library.library import Library
    from closereader.model.document import Document
    from closereader.model.reading import Reading
    from closereader.progress import Progress

T = TypeVar("T")

STANDARD_INPUT = "-"
# How the standard input is called where a file has its name.
STANDARD_INPUT_NAME = "standard-input"
# An endless stream must not fill the disk: what is cut off here is too large for a reading, and
# the importer says so.
_MOST_BYTES = 64_000_000
_PIECE = 1_000_000
_MOST_ASKED = 3


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    from closereader import importing

    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help=_("a text to read; “-” is the standard input"),
    )
    parser.add_argument(
        "--format",
        choices=sorted(importing.FORMATS),
        help=_("what the files are (else seen from their names and contents)"),
    )
    parser.add_argument(
        "--encoding",
        metavar="NAME",
        help=_("how their characters are stored, such as latin-1 (else found out)"),
    )
    parser.add_argument(
        "--password",
        metavar="WORDS",
        help=_("what opens encrypted files (else asked for on a terminal); kept in the library"),
    )
    parser.add_argument(
        "--version-of",
        metavar="DOC",
        help=_("the file is a new version of this reading: its notes find their passages again"),
    )
    parser.add_argument(
        "-r",
        "--recursive",
        action="store_true",
        help=_("of folders, add the readings in them, and in the folders in those"),
    )
    add_json_argument(parser)


def _import(call: Call) -> int:
    outcomes: list[dict[str, Any]] = []
    passwords = _Passwords(call.options.password)
    if call.options.version_of is not None and len(call.options.files) > 1:
        raise WrongUsage(_("A reading has one new version: name one file with --version-of."))
    with call.library() as library:
        for name in _files(call):
            outcomes.append(_import_one(call, library, name, passwords))
    if call.options.json:
        call.terminal.json(outcomes)
    return 1 if any(outcome["status"] == "failed" for outcome in outcomes) else 0


def _files(call: Call) -> Iterator[str]:
    """What is to be added: what was named, or instead of a folder what is found in it."""
    for name in call.options.files:
        if not call.options.recursive or name == STANDARD_INPUT or not Path(name).is_dir():
            yield name
            continue
        from closereader.library.files_found import find

        with call.terminal.progress() as progress:
            finds = find([Path(name)], progress)
        for left_out in finds.skipped:
            call.terminal.tell(f"{printable_name(left_out.shown)}: {left_out.reason}")
        yield from (str(found.path) for found in finds.files)


def _import_one(
    call: Call, library: "Library", name: str, passwords: "_Passwords"
) -> dict[str, Any]:
    called = STANDARD_INPUT_NAME if name == STANDARD_INPUT else printable_name(name)
    try:
        if call.options.version_of is not None:
            return _new_version(call, library, name, passwords)
        added = _added(call, library, name, passwords)
    except LibraryUnusable:
        raise
    except CloseReaderError as error:
        reason = str(error).removeprefix(f"{called}:").strip()
        call.terminal.refuse(f"{called}: {reason}")
        return _outcome(None, None, "failed", shown(reason))
    for notice in added.notices:
        call.terminal.tell(f"{called}: {notice}")
    if not call.options.json:
        said = _("Added") if added.is_new else _("Already there:")
        call.terminal.line(f"{said} {described(added.reading)}")
    status = "added" if added.is_new else "already there"
    return _outcome(added.reading, len(added.document.blocks), status, None)


def _added(call: Call, library: "Library", name: str, passwords: "_Passwords") -> "Added":
    from closereader.library import adding

    called = "" if name == STANDARD_INPUT else None
    return _opened(
        call,
        name,
        passwords,
        lambda path, wishes, progress: adding.add_file(
            library, path, progress, wishes, name=called
        ),
    )


def _opened(
    call: Call,
    name: str,
    passwords: "_Passwords",
    act: "Callable[[Path, Wishes, Progress], T]",
) -> "T":
    """What `act` makes of the file, asked again with another password where one is needed."""
    with _as_file(name) as path:
        asked = 0
        while True:
            wishes = dataclasses.replace(_wishes(call), password=passwords.last)
            try:
                with call.terminal.progress() as progress:
                    return act(path, wishes, progress)
            except PasswordNeeded as error:
                asked += 1
                if asked > _MOST_ASKED or not passwords.ask(path, is_wrong=asked > 1):
                    raise error


class _Passwords:
    """The one that opened the last encrypted file, or was named for all; and who to ask for another."""

    def __init__(self, last: str | None) -> None:
        self.last = last

    def ask(self, path: Path, *, is_wrong: bool) -> bool:
        """Ask for the password of this file; False where there is nobody to ask, or no answer."""
        if sys.stdin is None or not sys.stdin.isatty():
            return False
        from getpass import getpass

        if is_wrong:
            print(_("That was not its password."), file=sys.stderr)
        try:
            given = getpass(_("Password of {name}: ").format(name=shown(printable_name(path))))
        except (EOFError, KeyboardInterrupt):
            return False
        self.last = given or self.last
        return bool(given)


def _new_version(
    call: Call, library: "Library", name: str, passwords: "_Passwords"
) -> dict[str, Any]:
    from closereader.library import queries, versions

    reading = queries.find_reading(library, call.options.version_of)
    taken = _opened(
        call,
        name,
        passwords,
        lambda path, wishes, progress: versions.take_file(
            library, reading.id, path, progress, wishes
        ),
    )
    for notice in taken.notices:
        call.terminal.tell(f"{printable_name(name)}: {notice}")
    if not call.options.json:
        if taken.is_new:
            version = _("Version {number} of").format(number=taken.reading.version)
            call.terminal.line(f"{version} {described(taken.reading)}")
            call.terminal.line(versions.summary(taken))
        else:
            call.terminal.line(
                _("That is the version you have of {reading}").format(
                    reading=described(taken.reading)
                )
            )
    status = "new version" if taken.is_new else "already there"
    return {
        **_outcome(taken.reading, None, status, None),
        "version": taken.reading.version,
        "notes": {"sure": taken.sure, "approximate": taken.approximate, "lost": taken.lost},
    }


def _outcome(
    reading: "Reading | None", blocks: int | None, status: str, error: str | None
) -> dict[str, Any]:
    return {
        "id": reading and reading.id,
        "title": reading and reading.title,
        "author": reading and reading.author,
        "format": reading and reading.format,
        "characters": reading and reading.characters,
        "blocks": blocks,
        "status": status,
        "error": error,
    }


def read_document(call: Call, name: str) -> "Document":
    """The file `name`, or the standard input for "-", as a document. Raises `UnreadableFile`."""
    from closereader import importing

    with call.terminal.progress() as progress, _as_file(name) as path:
        document = importing.read_file(path, progress, wishes=_wishes(call))
    return dataclasses.replace(document, source_name="") if name == STANDARD_INPUT else document


def _wishes(call: Call) -> "Wishes":
    from closereader.importing import Wishes

    asked = call.options
    return Wishes(getattr(asked, "format", None), getattr(asked, "encoding", None))


@contextmanager
def _as_file(name: str) -> Iterator[Path]:
    """The path that is meant; of the standard input that of a copy, as long as the block lasts: parsers
    run in another process, which has none of it."""
    if name != STANDARD_INPUT:
        yield Path(name)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / STANDARD_INPUT_NAME
        _keep_standard_input(path)
        yield path


def _keep_standard_input(path: Path) -> None:
    if sys.stdin is None:
        raise UnreadableFile(STANDARD_INPUT_NAME, _("It is closed. Name a file instead."))
    left = _MOST_BYTES
    with path.open("wb") as kept:
        while left > 0 and (piece := sys.stdin.buffer.read(min(left, _PIECE))):
            kept.write(piece)
            left -= len(piece)


HANDLERS = {"import": Handler(_import_arguments, _import)}

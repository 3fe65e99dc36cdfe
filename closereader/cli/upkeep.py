"""The commands that keep the library well: `check` and `backup`."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from closereader.cli.commands import Call, Handler
from closereader.cli.readings import add_json_argument
from closereader.errors import LibraryUnusable
from closereader.i18n import _, ngettext

if TYPE_CHECKING:
    from closereader.library.upkeep import CheckReport, Copy

# check


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--repair",
        action="store_true",
        help=_(
            "make the search index anew if it is out of step, take files that are missing or damaged from "
            "the backups, and remove those that nothing has needed for forty days"
        ),
    )
    add_json_argument(parser)


def _check(call: Call) -> int:
    from closereader.library import upkeep

    with call.library() as library, call.terminal.progress() as progress:
        report = upkeep.check(library, progress, repair=call.options.repair)
    if call.options.json:
        call.terminal.json(
            {
                "readings": report.readings,
                "annotations": report.annotations,
                "sound": report.is_sound,
                "findings": list(report.findings),
                "repaired": list(report.repaired),
            }
        )
    else:
        for sentence in (*report.repaired, *report.findings):
            call.terminal.line(sentence)
        if report.is_sound:
            call.terminal.line(_("The library is sound: ") + _held(report) + ".")
    if report.is_sound:
        return 0
    if not report.index_is_sound:
        next_step = _("Mend the search index with: closereader check --repair")
    elif not report.files_are_sound:
        next_step = _(
            "Take the files from the backups with “closereader check --repair”, or add them again."
        )
    elif not report.kept_is_sound:
        next_step = _("Drop what cannot be read any more with: closereader check --repair")
    else:
        next_step = _("Make a copy with “closereader backup” and keep the older ones.")
    call.terminal.tell(next_step)
    return LibraryUnusable.exit_code


def _held(counts: "CheckReport | Copy") -> str:
    readings = ngettext("{count} reading", "{count} readings", counts.readings)
    notes = ngettext("{count} annotation", "{count} annotations", counts.annotations)
    return f"{readings}, {notes}"


# backup


def _backup_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        help=_("the copy, or a folder for it (else the folder “backups” beside the library)"),
    )
    add_json_argument(parser)


def _backup(call: Call) -> int:
    from closereader.library import upkeep

    target = Path(call.options.file) if call.options.file else None
    with call.library() as library, call.terminal.progress() as progress:
        copy = upkeep.backup(library, target, progress)
    if call.options.json:
        call.terminal.json(
            {"path": str(copy.path), "readings": copy.readings, "annotations": copy.annotations}
        )
    else:
        call.terminal.line(f"{copy.path} ({_held(copy)})")
    if copy.lacking:
        call.terminal.tell(
            _(
                "Some files of readings are damaged and were not copied. Look with: closereader check"
            )
        )
    return 0


HANDLERS = {
    "check": Handler(_check_arguments, _check),
    "backup": Handler(_backup_arguments, _backup),
}

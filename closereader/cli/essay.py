"""The command `essay`: an essay on a reading, into a file, with the check of its quotations."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from closereader.cli.commands import Call, Handler
from closereader.cli.readings import add_document_argument, add_json_argument
from closereader.errors import InputRefused
from closereader.i18n import _
from closereader.model.essay import Essay


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_document_argument(parser)
    parser.add_argument(
        "--to",
        metavar="FILE",
        required=True,
        help=_("what to write; its ending says the format: .docx, .pdf or .md"),
    )
    parser.add_argument(
        "--title", metavar="TITLE", help=_("which essay, where there are several on the reading")
    )
    parser.add_argument(
        "--check", action="store_true", help=_("put the quotation check at the end of the file")
    )
    add_json_argument(parser)


def _run(call: Call) -> int:
    from closereader.library import essay_export, essays, queries

    options = call.options
    target = Path(options.to)
    with call.library() as library:
        reading = queries.find_reading(library, options.document)
        essay = _chosen(essays.of_reading(library, reading.id), options.title, reading.title)
        with call.terminal.progress() as progress:
            report = essay_export.export_essay(
                library, essay, target, progress, with_check=options.check
            )
    for sentence in (*report.sentences, *report.lost):
        call.terminal.tell(f"{target.name}: {sentence}")
    if options.json:
        call.terminal.json(
            {
                "path": str(report.path),
                "format": target.suffix.lower().removeprefix("."),
                "title": essay.title,
                "quoted": len(report.check.quotations),
                "exact": report.check.exact,
                "changed": report.check.changed,
                "not_found": report.check.not_found,
                "wrong": list(report.sentences[1:]),
                "lost": list(report.lost),
            }
        )
    else:
        call.terminal.line(str(report.path))
    return 0


def _chosen(found: list[Essay], title: str | None, reading: str) -> Essay:
    """The essay meant; raises `InputRefused` where there is none, or several."""
    if not found:
        raise InputRefused(_("There is no essay on “{reading}”.").format(reading=reading))
    if title is not None:
        wanted = title.casefold().strip()
        found = [e for e in found if e.title.casefold() == wanted] or [
            e for e in found if e.title.casefold().startswith(wanted)
        ]
        if not found:
            raise InputRefused(
                _("There is no essay “{title}” on “{reading}”.").format(
                    title=title, reading=reading
                )
            )
    if len(found) > 1:
        named = ", ".join(f"“{essay.title}”" for essay in found[:5])
        raise InputRefused(
            _("There are several essays on “{reading}”: {titles}. Say which by --title.").format(
                reading=reading, titles=named
            )
        )
    return found[0]


HANDLERS: Mapping[str, Handler] = {"essay": Handler(_arguments, _run)}

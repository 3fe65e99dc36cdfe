"""The command `export`: a reading with its annotations, into one file."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from closereader.cli import drafts
from closereader.cli.commands import Call, Handler, WrongUsage
from closereader.cli.drafts import BadValue
from closereader.cli.readings import add_document_argument, add_json_argument
from closereader.i18n import _
from closereader.model.annotation import Annotation
from closereader.model.colour import Colour

if TYPE_CHECKING:
    from closereader.library.library import Library

LAYOUTS = ("pages", "margin", "endnotes", "plain")
PAPERS = ("a4", "letter")
_USUAL_LINES = 5


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    add_document_argument(parser)
    parser.add_argument(
        "--to",
        metavar="FILE",
        required=True,
        help=_("what to write; its ending says the format: .pdf, .json or .md"),
    )
    page = parser.add_argument_group(_("the page of a PDF"))
    page.add_argument(
        "--layout",
        choices=LAYOUTS,
        help=_(
            "the reading's own pages, of a PDF (pages); or its text set anew, with notes beside their "
            "lines (margin), behind the text (endnotes), or none (plain)"
        ),
    )
    page.add_argument(
        "--lines",
        metavar="N",
        type=int,
        help=_("number every Nth line; 0 for none ({usual})").format(usual=_USUAL_LINES),
    )
    page.add_argument("--paper", choices=PAPERS, help=_("a4, or letter"))
    some = parser.add_argument_group(_("only some of the annotations"))
    some.add_argument(
        "--tag",
        action="append",
        metavar="TAG",
        help=_("with this tag, or one below it; given again: or with that one"),
    )
    some.add_argument(
        "--colour", "--color", dest="colour", action="append", metavar="COLOUR", help=_("of it")
    )
    some.add_argument("--reader", metavar="NAME", help=_("of this reader"))
    add_json_argument(parser)


def _export(call: Call) -> int:
    from closereader.exporting import ExportOptions
    from closereader.library import exchange, queries

    options = call.options
    target = Path(options.to)
    if options.lines is not None and not 0 <= options.lines <= 1000:
        raise WrongUsage(_("--lines takes a number from 0 to 1000."))
    with call.library() as library:
        choice = _Choice(call, library)
        reading = queries.find_reading(library, options.document)
        with call.terminal.progress() as progress:
            report = exchange.export_reading(
                library,
                reading.id,
                target,
                ExportOptions(
                    layout=options.layout or "",
                    line_numbers=_USUAL_LINES if options.lines is None else options.lines,
                    paper=options.paper or PAPERS[0],
                ),
                progress,
                only=choice.takes,
            )
    for sentence in report.lost:
        call.terminal.tell(f"{target.name}: {sentence}")
    if target.suffix.lower() != ".pdf" and (options.layout or options.lines or options.paper):
        call.terminal.tell(_("--layout, --lines and --paper are for a PDF; they were left out."))
    if options.json:
        call.terminal.json(
            {
                "path": str(report.path),
                "format": target.suffix.lower().removeprefix("."),
                "written": report.written,
                "lost": list(report.lost),
            }
        )
    else:
        call.terminal.line(str(report.path))
    return 0


class _Choice:
    """Which annotations are exported: all that pass each of the filters given."""

    def __init__(self, call: Call, library: "Library") -> None:
        from closereader.library import queries

        options = call.options
        try:
            self._tags = tuple(drafts.parse_tag(tag) for tag in options.tag or ())
            meanings = queries.meanings(library) if options.colour else dict[Colour, str]()
            self._colours = {drafts.parse_colour(c, meanings) for c in options.colour or ()}
        except BadValue as error:
            raise WrongUsage(drafts.sentence(error)) from error
        self._reader = options.reader

    def takes(self, annotation: Annotation) -> bool:
        """Whether this one is exported. A tag stands for all below it, too."""
        return (
            (not self._tags or any(self._has(annotation, tag) for tag in self._tags))
            and (not self._colours or annotation.colour in self._colours)
            and self._reader in (None, annotation.reader)
        )

    @staticmethod
    def _has(annotation: Annotation, tag: str) -> bool:
        return any(own == tag or own.startswith(f"{tag}/") for own in annotation.tags)


HANDLERS = {"export": Handler(_export_arguments, _export)}

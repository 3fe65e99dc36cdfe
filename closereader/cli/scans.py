"""The command about scans: `read-scan`."""

import argparse
from typing import TYPE_CHECKING, Any

from closereader.cli.commands import Call, Handler
from closereader.cli.readings import add_document_argument, add_json_argument
from closereader.errors import InputRefused
from closereader.i18n import _, ngettext

if TYPE_CHECKING:
    from closereader.library.library import Library
    from closereader.library.scans import ReadAnew, ScanPages
    from closereader.model.reading import Reading
    from closereader.ocr import OcrProgram


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_document_argument(parser)
    parser.add_argument(
        "--language",
        metavar="CODES",
        help=_("Tesseract’s codes, joined by “+”: eng+spa (else the reading’s own language)"),
    )
    parser.add_argument(
        "--pages",
        metavar="PAGES",
        help=_("such as 3 or 1-12,15, from the file’s first page (else all without text)"),
    )
    add_json_argument(parser)


def _run(call: Call) -> int:
    from closereader import ocr
    from closereader.library import queries, scans

    with call.library() as library, call.terminal.progress() as progress:
        reading = queries.find_reading(library, call.options.document)
        pages = _pages(scans.pages_of(library, reading.id), reading, call.options.pages)
        program = ocr.usable(progress)
        read = scans.read_scan(
            library,
            reading.id,
            pages,
            _languages(call.options.language, program, reading),
            progress,
            program=program,
        )
        told = _as_json(library, read)
    if call.options.json:
        call.terminal.json(told)
    else:
        _tell(call, told)
    if read.is_doubtful:
        call.terminal.tell(scans.hint())
    return 1 if read.failed else 0


def _pages(there: "ScanPages", reading: "Reading", said: str | None) -> tuple[int, ...]:
    from closereader.model.page_range import pages_in

    if not there.count:
        raise InputRefused(
            _("“{title}” has no pages of its own to read words from; a PDF has.").format(
                title=reading.title
            )
        )
    if said is not None:
        return pages_in(said, there.count)
    if not there.without_text:
        raise InputRefused(
            _(
                "All pages of “{title}” have text. Name those to read anew: --pages 1-{count}"
            ).format(title=reading.title, count=there.count)
        )
    return there.without_text


def _languages(said: str | None, program: "OcrProgram", reading: "Reading") -> tuple[str, ...]:
    from closereader import ocr

    if said is None:
        return ocr.chosen(program.languages, [reading.language])
    return tuple(dict.fromkeys(code for code in said.split("+") if code))


def _as_json(library: "Library", read: "ReadAnew") -> dict[str, Any]:
    from closereader.library import queries

    text = queries.reading_text(library, read.reading.id).text
    return {
        "id": read.reading.id,
        "title": read.reading.title,
        "characters": read.reading.characters,
        "read": [page + 1 for page in read.pages],
        "empty": [page + 1 for page in read.empty],
        "failed": [page + 1 for page in read.failed],
        "uncertain": [
            {
                "start": each.start,
                "end": each.end,
                "text": text[each.start : each.end],
                "page": each.page + 1,
                "confidence": each.confidence,
            }
            for each in read.unsure
        ],
        "notes_to_check": read.to_check,
    }


def _tell(call: Call, told: dict[str, Any]) -> None:
    count = len(told["read"])
    call.terminal.line(
        ngettext(
            "Read {count} page of “{{title}}”.", "Read {count} pages of “{{title}}”.", count
        ).format(title=told["title"])
    )
    for each in told["uncertain"]:
        call.terminal.line(
            _("Uncertain: “{word}”, page {page}, {start}:{end}").format(word=each["text"], **each)
        )
    for key, said in (
        ("empty", _("No word was found on page {page}.")),
        ("failed", _("Page {page} could not be read.")),
    ):
        for page in told[key]:
            call.terminal.tell(said.format(page=page))
    if told["notes_to_check"]:
        call.terminal.tell(
            ngettext(
                "One note waits for your eye in the window.",
                "{count} notes wait for your eye in the window.",
                told["notes_to_check"],
            )
        )


HANDLERS = {"read-scan": Handler(_arguments, _run)}

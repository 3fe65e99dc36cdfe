"""The commands about what is known of a reading: `describe` and `original`."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from closereader.cli.commands import Call, Handler
from closereader.cli.output import number, shown
from closereader.cli.readings import add_document_argument, add_json_argument
from closereader.i18n import _

if TYPE_CHECKING:
    from closereader.library.about_reading import Known

_FIELDS = ("title", "author", "date", "source", "language")

# describe


def _describe_arguments(parser: argparse.ArgumentParser) -> None:
    add_document_argument(parser)
    for field, words in (
        ("title", _("what it is called")),
        ("author", _("whose it is")),
        ("date", _("of when, as you would write it")),
        ("source", _("from where: a journal, a book, a web page")),
        ("language", _("in which language, as a tag such as en, de or pt-BR")),
    ):
        parser.add_argument(f"--{field}", metavar="WORDS", help=words)
    add_json_argument(parser)


def _describe(call: Call) -> int:
    from closereader.library import about_reading, queries, readings

    given = {f: getattr(call.options, f) for f in _FIELDS if getattr(call.options, f) is not None}
    if "language" in given:
        about_reading.require_tag(given["language"])
    with call.library() as library:
        reading = queries.find_reading(library, call.options.document)
        if given:
            library.run(_("Describe reading"), readings.rename, reading.id, **given)
        known = about_reading.known(library, reading.id)
    if call.options.json:
        call.terminal.json(_as_json(known))
    else:
        for name, value in _as_lines(known):
            call.terminal.line(f"{name}: {shown(value)}")
    return 0


def _as_json(known: "Known") -> dict[str, Any]:
    reading = known.reading
    return {
        "id": reading.id,
        **{field: getattr(reading, field) for field in _FIELDS},
        "format": reading.format,
        "pages": known.pages,
        "characters": reading.characters,
        "imported": reading.imported,
        "version": reading.version,
        "file": reading.source_name,
        "sha256": reading.original,
        "size": known.size,
        "notices": list(reading.notices),
    }


def _as_lines(known: "Known") -> list[tuple[str, str]]:
    reading = known.reading
    if known.size is not None:
        kept = _("{name}, {count} bytes").format(name=reading.source_name, count=number(known.size))
    elif reading.original:
        kept = _("{name}, not there any more").format(name=reading.source_name)
    else:
        kept = _("none is kept")
    named = {
        _("Title"): reading.title,
        _("Author"): reading.author,
        _("Date"): reading.date,
        _("Source"): reading.source,
        _("Language"): reading.language,
        _("Format"): reading.format,
        _("File"): kept,
        _("Pages"): number(known.pages) if known.pages else "",
        _("Characters"): number(reading.characters),
        _("Added"): reading.imported[:10],
        _("Version"): str(reading.version),
        _("Id"): reading.id,
    }
    remarks = [(_("Remark"), notice) for notice in reading.notices]
    return [(name, value) for name, value in named.items() if value] + remarks


# original


def _original_arguments(parser: argparse.ArgumentParser) -> None:
    add_document_argument(parser)
    parser.add_argument(
        "--to", metavar="FILE", required=True, help=_("the copy, or a folder for it")
    )


def _original(call: Call) -> int:
    from closereader.library import about_reading, queries

    with call.library() as library, call.terminal.progress() as progress:
        reading = queries.find_reading(library, call.options.document)
        taken = about_reading.take_out(library, reading, Path(call.options.to), progress)
    for path in (taken.path, *taken.pictures):
        call.terminal.line(str(path))
    if taken.left:
        call.terminal.tell(about_reading.told_left(taken.left))
    return 0


HANDLERS = {
    "describe": Handler(_describe_arguments, _describe),
    "original": Handler(_original_arguments, _original),
}

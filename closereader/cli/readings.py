"""The commands about readings as a whole: `import`, `list` and `text`."""

import argparse
import dataclasses
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from closereader.cli.commands import Call, Handler
from closereader.cli.output import number, shown
from closereader.errors import (
    CloseReaderError,
    LibraryUnusable,
    UnreadableFile,
    printable_name,
)
from closereader.i18n import _, ngettext

if TYPE_CHECKING:
    from closereader.library.library import Library
    from closereader.model.document import Document
    from closereader.model.reading import Reading, ReadingSummary
    from closereader.progress import Progress

STANDARD_INPUT = "-"
# How the standard input is called where a file has its name.
STANDARD_INPUT_NAME = "standard-input"
# An endless stream must not fill the disk: what is cut off here is too large for a reading, and
# the importer says so.
_MOST_BYTES = 64_000_000
_PIECE = 1_000_000


def add_document_argument(parser: argparse.ArgumentParser) -> None:
    """The word that names a reading."""
    parser.add_argument(
        "document", metavar="DOC", help=_("a reading: its id, the start of its id, or its title")
    )


def add_json_argument(parser: argparse.ArgumentParser) -> None:
    """The switch from words for people to JSON for programs."""
    parser.add_argument("--json", action="store_true", help=_("print JSON"))


# import


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
    add_json_argument(parser)


def _import(call: Call) -> int:
    outcomes: list[dict[str, Any]] = []
    with call.library() as library:
        for name in call.options.files:
            outcomes.append(_import_one(call, library, name))
    if call.options.json:
        call.terminal.json(outcomes)
    return 1 if any(outcome["status"] == "failed" for outcome in outcomes) else 0


def _import_one(call: Call, library: "Library", name: str) -> dict[str, Any]:
    from closereader.library import readings

    called = STANDARD_INPUT_NAME if name == STANDARD_INPUT else printable_name(name)
    try:
        document = read_document(call, name)
        reading, is_new = library.run(_("Add reading"), readings.add, document)
    except LibraryUnusable:
        raise
    except CloseReaderError as error:
        reason = str(error).removeprefix(f"{called}:").strip()
        call.terminal.refuse(f"{called}: {reason}")
        return _outcome(None, None, "failed", shown(reason))
    for notice in document.notices:
        call.terminal.tell(f"{called}: {notice}")
    if not call.options.json:
        said = _("Added") if is_new else _("Already there:")
        call.terminal.line(f"{said} {described(reading)}")
    return _outcome(reading, len(document.blocks), "added" if is_new else "already there", None)


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
    with call.terminal.progress() as progress:
        if name != STANDARD_INPUT:
            return _read_file(call, Path(name), progress)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / STANDARD_INPUT_NAME
            _keep_standard_input(path)
            return dataclasses.replace(_read_file(call, path, progress), source_name="")


def _read_file(call: Call, path: Path, progress: "Progress") -> "Document":
    from closereader import importing

    return importing.read_file(
        path,
        progress,
        format=getattr(call.options, "format", None),
        encoding=getattr(call.options, "encoding", None),
    )


def _keep_standard_input(path: Path) -> None:
    """Store the standard input as a file: parsers run in another process, which has none of it."""
    if sys.stdin is None:
        raise UnreadableFile(STANDARD_INPUT_NAME, _("It is closed. Name a file instead."))
    left = _MOST_BYTES
    with path.open("wb") as kept:
        while left > 0 and (piece := sys.stdin.buffer.read(min(left, _PIECE))):
            kept.write(piece)
            left -= len(piece)


def described(reading: "Reading") -> str:
    """A reading on one line: “Title” by Author, 33,324 characters (id)."""
    author = shown(reading.author)
    by = _(" by {author}").format(author=author) if author else ""
    size = counted_characters(reading.characters)
    return f"“{shown(reading.title)}”{by}, {size} ({reading.id})"


def counted_characters(count: int) -> str:
    """ "33,324 characters"."""
    return ngettext("{count} character", "{count} characters", count).replace(
        str(count), number(count)
    )


# list


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    add_json_argument(parser)


def _list(call: Call) -> int:
    from closereader.library import queries

    with call.library() as library:
        summaries = queries.readings(library)
    if call.options.json:
        call.terminal.json([_summary_as_json(summary) for summary in summaries])
    elif summaries:
        _list_for_people(call, summaries)
    else:
        call.terminal.tell(_("The library is empty. Add a reading with: closereader import FILE"))
    return 0


def _summary_as_json(summary: "ReadingSummary") -> dict[str, Any]:
    reading = summary.reading
    return {
        "id": reading.id,
        "title": reading.title,
        "author": reading.author,
        "format": reading.format,
        "characters": reading.characters,
        "annotations": summary.annotations,
        "imported": reading.imported,
    }


def _list_for_people(call: Call, summaries: "list[ReadingSummary]") -> None:
    ids = shortest_starts([summary.reading.id for summary in summaries])
    rows = [[_("ID"), _("TITLE"), _("AUTHOR"), _("NOTES"), _("CHARACTERS"), _("ADDED")]]
    for short, summary in zip(ids, summaries, strict=True):
        reading = summary.reading
        rows.append(
            [
                short,
                reading.title,
                reading.author,
                number(summary.annotations),
                number(reading.characters),
                reading.imported[:10],
            ]
        )
    call.terminal.table(rows, right=frozenset({3, 4}))


def shortest_starts(ids: "list[Any]", least: int = 6) -> list[str]:
    """Of each id as much of its start as names it and no other, at least `least` characters."""
    ordered = sorted(ids)
    needed: dict[str, int] = {}
    for index, one in enumerate(ordered):
        beside = ordered[max(index - 1, 0) : index] + ordered[index + 1 : index + 2]
        shared = max((_shared_start(one, other) for other in beside), default=0)
        needed[one] = max(shared + 1, least)
    return [one[: needed[one]] for one in ids]


def _shared_start(one: str, other: str) -> int:
    for index, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return index
    return min(len(one), len(other))


# text


def _text_arguments(parser: argparse.ArgumentParser) -> None:
    add_document_argument(parser)
    add_json_argument(parser)


def _text(call: Call) -> int:
    from closereader.library import queries

    with call.library() as library:
        text = queries.reading_text(
            library, queries.find_reading(library, call.options.document).id
        )
    if call.options.json:
        blocks = [
            {"start": b.start, "end": b.end, "kind": b.kind.value, "level": b.level}
            for b in text.blocks
        ]
        call.terminal.json({"id": text.id, "text": text.text, "blocks": blocks})
    else:
        call.terminal.data(text.text)
        if call.terminal.width is not None and not text.text.endswith("\n"):
            call.terminal.line()  # So that the prompt does not stand behind the last word.
    return 0


HANDLERS = {
    "import": Handler(_import_arguments, _import),
    "list": Handler(_list_arguments, _list),
    "text": Handler(_text_arguments, _text),
}

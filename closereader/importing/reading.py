"""Reads a file or pasted text into a Document; the parsing happens in a child process.

The child is handed the path, not the bytes: it opens the file itself with the same care, so that
nothing is copied through a pipe, and the window's process never holds a foreign file.
"""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from closereader import confined
from closereader.errors import ConfinedFailure, UnreadableFile
from closereader.i18n import _
from closereader.importing import files, wire
from closereader.importing.parsing import parse
from closereader.model.document import Document
from closereader.progress import Progress
from closereader.text.normalise import normalise

LIMITS = confined.Limits(seconds=60, megabytes=1500)


def read_file(
    path: Path, progress: Progress, format: str | None = None, encoding: str | None = None
) -> Document:
    """The file at `path` as a Document. Raises `UnreadableFile`, or `Cancelled` when asked to stop."""
    progress(0, 0, _("Reading the file"))
    # What needs no parser is refused here, at once.
    files.check(path)
    return _in_child(
        "file", path, {"path": os.fspath(path), "format": format, "encoding": encoding}, progress
    )


def read_text(text: str, progress: Progress, format: str = "text", name: str = "") -> Document:
    """Pasted text as a Document; `name` says where it comes from. Raises like `read_file`."""
    progress(0, 0, _("Reading the text"))
    shown = name or _("Pasted text")
    if len(text) > files.MAX_BYTES:
        raise UnreadableFile(
            shown, _("It is too long for one reading. Divide it and add the parts.")
        )
    document = _in_child("text", shown, {"text": text, "format": format, "name": name}, progress)
    return replace(document, source_name=name)


def file_in_child(path: str, format: str | None, encoding: str | None) -> dict[str, Any]:
    """What the child does with a file: the Document in its JSON form, or why it is refused."""
    try:
        return {"document": wire.to_wire(parse(files.read(Path(path)), path, format, encoding))}
    except UnreadableFile as error:
        return {"refused": error.reason}


def text_in_child(text: str, format: str, name: str) -> dict[str, Any]:
    """What the child does with pasted text."""
    normal = normalise(text)
    try:
        document = parse(normal.text.encode("utf-8"), name, format, "utf-8")
    except UnreadableFile as error:
        return {"refused": error.reason}
    return {"document": wire.to_wire(document)}


def _in_child(
    what: str, shown: Path | str, arguments: dict[str, Any], progress: Progress
) -> Document:
    try:
        answer = confined.run(f"{__name__}:{what}_in_child", arguments, LIMITS, progress)
    except (confined.ChildRefused, ConfinedFailure) as error:
        raise UnreadableFile(
            shown,
            _("Reading failed: {cause}. Save it in another way and try again.").format(cause=error),
        ) from error
    try:
        if "refused" in answer:
            raise UnreadableFile(shown, str(answer["refused"]))
        return wire.from_wire(answer["document"])
    except (ValueError, TypeError, KeyError) as error:
        raise UnreadableFile(
            shown,
            _("Reading failed: the answer was not a text. Save it in another way and try again."),
        ) from error

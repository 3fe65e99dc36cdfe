"""Reads a file or pasted text into a Document; the parsing happens in a child process.

The child is handed the path, not the bytes: it opens the file itself with the same care, so that
nothing is copied through a pipe, and the window's process never holds a foreign file.
"""

import os
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from closereader import confined
from closereader.errors import ConfinedFailure, PasswordNeeded, UnreadableFile
from closereader.i18n import _
from closereader.importing import decoding, files, wire
from closereader.importing.parsing import parse, parse_source
from closereader.importing.source import Pictures, Source, Wishes
from closereader.model.document import Document
from closereader.progress import Progress
from closereader.text.normalise import normalise

# A file of thousands of pages takes its time; one that says nothing for so long does not get on.
LIMITS = confined.Limits(seconds=600, megabytes=500, silence=20)


def read_file(
    path: Path,
    progress: Progress,
    format: str | None = None,
    encoding: str | None = None,
    *,
    wishes: Wishes | None = None,
    folder: Path | None = None,
) -> Document:
    """The file at `path` as a Document. `wishes`: instead of `format` and `encoding` alone; `folder`: an
    empty one, where its pictures are put, each under the key of its asset; without it they are left out.
    Raises `UnreadableFile`, `PasswordNeeded`, or `Cancelled` when asked to stop."""
    progress(0, 0, _("Reading the file"))
    # What needs no parser is refused here, at once.
    files.check(path)
    arguments = {
        "path": os.fspath(path),
        "folder": None if folder is None else os.fspath(folder),
        "wishes": asdict(wishes or Wishes(format, encoding)),
    }
    return _in_child("file", path, arguments, progress)


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


def file_in_child(path: str, folder: str | None, wishes: dict[str, Any]) -> dict[str, Any]:
    """What the child does with a file: the Document in its JSON form, or why it is refused."""
    pictures = Pictures(None if folder is None else Path(folder))
    try:
        with Source.open(Path(path)) as source:
            wanted = Wishes(**wishes)
            document = parse_source(source, wanted, pictures)
            document = decoding.remembering(document, wanted.encoding)
    except PasswordNeeded as error:
        return {"refused": error.reason, "password": "wrong" if error.is_wrong else "needed"}
    except UnreadableFile as error:
        return {"refused": error.reason}
    if folder is None:
        document = replace(document, assets=(), pictures=(), cover="")
    return {"document": wire.to_wire(document)}


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
        if "password" in answer:
            is_wrong = answer["password"] == "wrong"
            raise PasswordNeeded(shown, str(answer["refused"]), is_wrong=is_wrong)
        if "refused" in answer:
            raise UnreadableFile(shown, str(answer["refused"]))
        return wire.from_wire(answer["document"])
    except (ValueError, TypeError, KeyError) as error:
        raise UnreadableFile(
            shown,
            _("Reading failed: the answer was not a text. Save it in another way and try again."),
        ) from error

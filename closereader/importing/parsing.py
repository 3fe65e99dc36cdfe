"""Bytes to a Document in this process: the way through detection, decoding and the format's module."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import PurePath
from typing import cast

from closereader.errors import UnreadableFile
from closereader.i18n import _, ngettext
from closereader.importing import detect, encoding
from closereader.model.document import Document
from closereader.text.normalise import normalise

Reader = Callable[[str, str], Document]

# A new format is one module with `read(text, name)`, one line here, one in `detect.FORMATS`.
_MODULES = {"text": "plain", "markdown": "markdown", "html": "html"}


def parse(data: bytes, name: str, format: str | None, encoding: str | None) -> Document:
    """The Document of a file's bytes.

    `name`: the file's, for its ending and sentences about it. `format`, `encoding`: what the reader
    chose instead of what the bytes say. Notices tell what was guessed or repaired. Raises
    `UnreadableFile`. Foreign files go through `read_file`, which does this in a child process.
    """
    if not data.strip(b"\x00 \t\r\n\x0b\x0c"):
        raise UnreadableFile(name, _no_text())
    kind = detect.format_of(data, name, format)
    decoded = _decoded(data, name, encoding, kind)
    detect.refuse_noise(decoded.text, name)
    normal = normalise(decoded.text.rstrip("\x1a\x00"))
    if not normal.text.strip():
        raise UnreadableFile(name, _no_text())
    document = _reader(kind)(normal.text, name)
    if not document.blocks:
        raise UnreadableFile(name, _no_text())
    return replace(
        document,
        source_name=PurePath(name).name or name,
        source_hash=hashlib.sha256(data).hexdigest(),
        encoding=decoded.encoding,
        notices=(*_notices(decoded, decoded.broken + normal.replaced), *document.notices),
    )


def _decoded(data: bytes, name: str, chosen: str | None, kind: str) -> encoding.Decoded:
    return encoding.decode(data, name, chosen, is_html=kind == "html")


def _reader(kind: str) -> Reader:
    """The module of a format, loaded only when it is needed: lxml takes 30 ms."""
    module = import_module(f"closereader.importing.{_MODULES[kind]}")
    return cast("Reader", module.read)


def _notices(decoded: encoding.Decoded, replaced: int) -> list[str]:
    notices = []
    if decoded.is_guess:
        notices.append(
            _(
                "The file does not say how it is encoded; it was read as {encoding}. "
                "If letters look wrong, import it again with another encoding."
            ).format(encoding=decoded.encoding)
        )
    if replaced:
        notices.append(
            ngettext(
                "One character could not be read and is shown as \N{REPLACEMENT CHARACTER}.",
                "{count} characters could not be read and are shown as \N{REPLACEMENT CHARACTER}.",
                replaced,
            )
        )
    return notices


def _no_text() -> str:
    return _("There is no text in it. Choose a file with text in it.")

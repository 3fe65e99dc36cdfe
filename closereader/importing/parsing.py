"""A file to a Document in this process: the way through detection, decoding and the format's module.

Two kinds of module: of a text format `read(text, name)`, which is given the decoded, normalised text;
of a format with parts of its own (EPUB, PDF, Word) `read_source(source, wishes, pictures)`.
"""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import PurePath

from closereader.errors import UnreadableFile
from closereader.importing import decoding, detect
from closereader.importing.source import Pictures, Source, Wishes
from closereader.model.document import Document

TextReader = Callable[[str, str], Document]
SourceReader = Callable[[Source, Wishes, Pictures], Document]

# A new format is one module, one line here, one in `detect.FORMATS`.
_OF_TEXT = {"text": "plain", "markdown": "markdown"}
_OF_SOURCES: dict[str, str] = {
    "html": "html_file",
    "mhtml": "mhtml",
    "webarchive": "webarchive",
    "pdf": "pdf",
    "epub": "epub",
    "docx": "docx",
    "odt": "odt",
    "rtf": "rtf",
    "picture": "picture",
}


def parse(data: bytes, name: str, format: str | None, encoding: str | None) -> Document:
    """The Document of a file's bytes; its pictures are looked at and not kept.

    `name`: the file's, for its ending and sentences about it. `format`, `encoding`: what the reader
    chose instead of what the bytes say. Notices tell what was guessed or repaired. Raises
    `UnreadableFile`. Foreign files go through `read_file`, which does this in a child process.
    """
    if decoding.is_blank(data):
        raise UnreadableFile(name, decoding.no_text())
    with Source.of_bytes(data, name) as source:
        return parse_source(source, Wishes(format, encoding), Pictures())


def parse_source(source: Source, wishes: Wishes, pictures: Pictures) -> Document:
    """The Document of a source; the bytes of its pictures go to `pictures`. Raises as `parse`, and
    `PasswordNeeded`."""
    kind = detect.format_of(source, wishes.format)
    if kind in _OF_SOURCES:
        module = import_module(f"closereader.importing.{_OF_SOURCES[kind]}")
        read_source: SourceReader = module.read_source
        document = read_source(source, wishes, pictures)
    else:
        document = _of_text(source, wishes, kind)
    if not document.blocks:
        raise UnreadableFile(source.name, decoding.no_text())
    return replace(
        document,
        source_name=PurePath(source.name).name or source.name,
        source_hash=source.sha256(),
        assets=tuple(pictures.assets.values()),
    )


def _of_text(source: Source, wishes: Wishes, kind: str) -> Document:
    text = decoding.decoded(source.read(), source.name, wishes.encoding, is_html=False)
    # Loaded only when it is needed: lxml takes 30 ms.
    module = import_module(f"closereader.importing.{_OF_TEXT[kind]}")
    read: TextReader = module.read
    return decoding.noted(read(text.text, source.name), text)

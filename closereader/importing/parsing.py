"""A file to a Document in this process: the way through detection, decoding and the format's module.

Two kinds of module: of a text format `read(text, name)`, which is given the decoded, normalised text;
of a format with parts of its own (EPUB, PDF, Word) `read_source(source, wishes, pictures)`.
"""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import PurePath

from closereader.errors import UnreadableFile
from closereader.i18n import _, ngettext
from closereader.importing import detect, encoding
from closereader.importing.source import Pictures, Source, Wishes
from closereader.model.document import Document
from closereader.text.normalise import normalise

TextReader = Callable[[str, str], Document]
SourceReader = Callable[[Source, Wishes, Pictures], Document]

# A new format is one module, one line here, one in `detect.FORMATS`.
_OF_TEXT = {"text": "plain", "markdown": "markdown", "html": "html"}
_OF_SOURCES: dict[str, str] = {"pdf": "pdf", "epub": "epub", "docx": "docx"}


def parse(data: bytes, name: str, format: str | None, encoding: str | None) -> Document:
    """The Document of a file's bytes; its pictures are looked at and not kept.

    `name`: the file's, for its ending and sentences about it. `format`, `encoding`: what the reader
    chose instead of what the bytes say. Notices tell what was guessed or repaired. Raises
    `UnreadableFile`. Foreign files go through `read_file`, which does this in a child process.
    """
    if not data.strip(b"\x00 \t\r\n\x0b\x0c"):
        raise UnreadableFile(name, _no_text())
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
        raise UnreadableFile(source.name, _no_text())
    return replace(
        document,
        source_name=PurePath(source.name).name or source.name,
        source_hash=source.sha256(),
        assets=tuple(pictures.assets.values()),
    )


def _of_text(source: Source, wishes: Wishes, kind: str) -> Document:
    data, name = source.read(), source.name
    if not data.strip(b"\x00 \t\r\n\x0b\x0c"):
        raise UnreadableFile(name, _no_text())
    decoded = encoding.decode(data, name, wishes.encoding, is_html=kind == "html")
    detect.refuse_noise(decoded.text, name)
    normal = normalise(decoded.text.rstrip("\x1a\x00"))
    if not normal.text.strip():
        raise UnreadableFile(name, _no_text())
    # Loaded only when it is needed: lxml takes 30 ms.
    module = import_module(f"closereader.importing.{_OF_TEXT[kind]}")
    read: TextReader = module.read
    document = read(normal.text, name)
    return replace(
        document,
        encoding=decoded.encoding,
        notices=(*_notices(decoded, decoded.broken + normal.replaced), *document.notices),
    )


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

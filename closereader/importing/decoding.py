"""The bytes of a text as normalised characters, with what the reader should know of how they were read."""

from dataclasses import dataclass, replace

from closereader.errors import UnreadableFile
from closereader.i18n import _, ngettext
from closereader.importing import detect, encoding
from closereader.model.document import Document
from closereader.text.normalise import normalise

_BLANK = b"\x00 \t\r\n\x0b\x0c"


@dataclass(frozen=True, slots=True)
class DecodedText:
    """`text`: normalised; `encoding`: the codec's name; `notices`: sentences for the reader."""

    text: str
    encoding: str
    notices: tuple[str, ...]


def decoded(data: bytes, name: str, wanted: str | None, *, is_html: bool) -> DecodedText:
    """The text of these bytes. `wanted`: the encoding the reader chose. Raises `UnreadableFile`."""
    if is_blank(data):
        raise UnreadableFile(name, no_text())
    found = encoding.decode(data, name, wanted, is_html=is_html)
    detect.refuse_noise(found.text, name)
    normal = normalise(found.text.rstrip("\x1a\x00"))
    if not normal.text.strip():
        raise UnreadableFile(name, no_text())
    notices = _notices(found, found.broken + normal.replaced)
    return DecodedText(normal.text, found.encoding, tuple(notices))


def noted(document: Document, text: DecodedText) -> Document:
    """The document with what was found at decoding."""
    return replace(document, encoding=text.encoding, notices=(*text.notices, *document.notices))


def is_blank(data: bytes) -> bool:
    """Whether there is nothing but white space in it."""
    return not data.strip(_BLANK)


def no_text() -> str:
    """The sentence for it."""
    return _("There is no text in it. Choose a file with text in it.")


def _notices(found: encoding.Decoded, replaced: int) -> list[str]:
    notices = []
    if found.is_guess:
        notices.append(
            _(
                "The file does not say how it is encoded; it was read as {encoding}. "
                "If letters look wrong, import it again with another encoding."
            ).format(encoding=found.encoding)
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

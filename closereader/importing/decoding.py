"""The bytes of a text as normalised characters, with what the reader should know of how they were read."""

from collections.abc import Iterable
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


def _told_chosen() -> str:
    return _("It was read as {encoding}, as was asked for.")


def remembering(document: Document, chosen: str | None) -> Document:
    """The document, saying which encoding the reader chose, so that it is read so again (`chosen_in`)."""
    if not chosen or not document.encoding:
        return document
    told = _told_chosen().format(encoding=document.encoding)
    return replace(document, notices=(told, *document.notices))


def chosen_in(notices: Iterable[str]) -> str | None:
    """The encoding that the reader chose, as these notices of a reading say; None where none was."""
    before, after = _told_chosen().split("{encoding}")
    for notice in notices:
        if notice.startswith(before) and notice.endswith(after):
            return notice[len(before) : len(notice) - len(after)] or None
    return None


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

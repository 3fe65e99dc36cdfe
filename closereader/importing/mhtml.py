"""MHTML: a web page and its parts as a mail with attachments (RFC 2557), as browsers save it."""

import email
import email.message
from collections.abc import Callable
from email.errors import MessageError
from email.header import decode_header, make_header

from closereader.errors import UnreadableFile
from closereader.i18n import _
from closereader.importing import html_parts
from closereader.importing.html_parts import Part
from closereader.importing.source import Pictures, Source, Wishes
from closereader.model.document import Document

MOST_BYTES = 60_000_000
"""The largest one: its parts are letters, of which each takes several times its room in memory."""
_MOST_PARTS = 5_000


def read_source(source: Source, wishes: Wishes, pictures: Pictures) -> Document:
    """The page in it. Raises `UnreadableFile`."""
    source.refuse_larger_than(MOST_BYTES)
    data = source.read(MOST_BYTES).lstrip(b"\xef\xbb\xbf\r\n ")
    try:
        message = email.message_from_bytes(data)
        parts, by_id = _parts(message)
        title = _header(message, "Subject")
    except (
        MessageError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as error:
        raise UnreadableFile(source.name, damaged()) from error
    return html_parts.document(
        source.name, parts, by_id, wishes, pictures, title=title, format="mhtml"
    )


def damaged() -> str:
    """The sentence for one that cannot be taken apart."""
    return _("This saved page is damaged. Save it again in your browser.")


def _parts(message: email.message.Message) -> tuple[list[Part], dict[str, Part]]:
    """The parts, the page first, and by their ids."""
    parts: list[Part] = []
    by_id: dict[str, Part] = {}
    start = str(message.get_param("start") or "").strip("<> ")
    for one in message.walk():
        if len(parts) >= _MOST_PARTS:
            break
        if one.is_multipart():
            continue
        location = _line(one.get("Content-Location") or "")
        part = Part(one.get_content_type(), location, _reader(one), one.get_content_charset() or "")
        identity = _line(one.get("Content-ID") or "").strip("<> ")
        by_id.setdefault(identity, part)
        if start and identity == start:
            parts.insert(0, part)
        else:
            parts.append(part)
    saved_from = _line(message.get("Snapshot-Content-Location") or "")
    if saved_from and parts and not parts[0].location:
        parts[0] = Part(parts[0].kind, saved_from, parts[0].read, parts[0].charset)
    return parts, by_id


def _reader(part: email.message.Message) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            payload = part.get_payload(decode=True)
        except (ValueError, LookupError, TypeError, AttributeError):
            return b""
        return payload if isinstance(payload, bytes) else b""

    return read


def _header(message: email.message.Message, name: str) -> str:
    """A header in words."""
    value = message.get(name)
    if not value:
        return ""
    try:
        return _line(make_header(decode_header(str(value))))
    except (ValueError, LookupError, MessageError):
        return ""


def _line(value: object) -> str:
    """An address may be folded over several lines; it has no spaces of its own."""
    return " ".join(str(value).split())[:5_000]

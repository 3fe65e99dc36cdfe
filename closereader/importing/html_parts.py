"""A web page that was saved with its parts in one file: the page among them, and its pictures."""

import re
import urllib.parse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from closereader.errors import UnreadableFile
from closereader.i18n import _
from closereader.importing import decoding, encoding, files, html, html_pictures
from closereader.importing.html_pictures import PagePictures
from closereader.importing.source import Pictures, Wishes
from closereader.model.document import Document

_FRAMES = re.compile(rb"<frameset\b", re.I)
_BASE = re.compile(rb"""<base\b[^>]{0,200}?\bhref\s*=\s*["']?([^"'\s>]{1,2000})""", re.I)


@dataclass(frozen=True, slots=True)
class Part:
    """One part. `location`: its address; `read`: gives its bytes; `charset`: its encoding as said."""

    kind: str
    location: str
    read: Callable[[], bytes]
    charset: str = ""


def document(
    name: str,
    parts: Sequence[Part],
    by_id: Mapping[str, Part],
    wishes: Wishes,
    pictures: Pictures,
    *,
    title: str = "",
    format: str,
) -> Document:
    """The page of these parts: the first, which is the page itself, or where that only divides a window
    into frames the one with most in it. `by_id`: parts by what `cid:` addresses call them. Raises
    `UnreadableFile`."""
    pages = [part for part in parts if part.kind in ("text/html", "application/xhtml+xml")]
    if not pages:
        raise UnreadableFile(name, _("There is no page in it. Save it again in your browser."))
    page, data = pages[0], pages[0].read()
    if _FRAMES.search(data):
        page, data = max(((one, one.read()) for one in pages), key=lambda one: _words(one[1]))
    short, written_in = html_pictures.cut_out(data)
    if len(short) > files.MAX_BYTES:
        raise UnreadableFile(name, files.too_large(len(short), files.MAX_BYTES))
    charset = encoding.codec_of(page.charset) if page.charset else None
    text = decoding.decoded(short, name, wishes.encoding or charset, is_html=True)
    base = _BASE.search(short)
    location = urllib.parse.unquote(page.location)
    around = _joined(page.location, base[1].decode("ascii", "replace")) if base else page.location
    fetches = [written_in, _from_parts(parts, by_id, around)]
    is_web = location.startswith(("http://", "https://"))
    saved = html.Saved(
        page.location if is_web else "", PagePictures(fetches, pictures), wishes.is_whole_page
    )
    found = decoding.noted(html.read(text.text, title or name, saved), text)
    return replace(found, format=format)


def _from_parts(parts: Sequence[Part], by_id: Mapping[str, Part], base: str) -> html_pictures.Fetch:
    by_location: dict[str, Part] = {}
    for part in parts:
        by_location.setdefault(part.location, part)

    def fetch(address: str) -> bytes | None:
        if address[:4].lower() == "cid:":
            part = by_id.get(urllib.parse.unquote(address[4:]))
        else:
            part = by_location.get(address) or by_location.get(_joined(base, address))
        return part.read() if part is not None else None

    return fetch


def _joined(base: str, address: str) -> str:
    try:
        return urllib.parse.urljoin(base, address)
    except ValueError:
        return address


def _words(data: bytes) -> int:
    return 0 if _FRAMES.search(data) else len(re.sub(rb"<[^<>]*>", b"", data))

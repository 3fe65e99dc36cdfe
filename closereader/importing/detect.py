"""Which format a file has: by its content first, then by its ending."""

import re
from pathlib import PurePath

from closereader.errors import UnreadableFile
from closereader.i18n import _
from closereader.importing import signatures
from closereader.importing.source import Source

FORMATS: dict[str, tuple[str, ...]] = {
    "text": (".txt", ".text", ".asc"),
    "markdown": (".md", ".markdown", ".mdown", ".mkd"),
    "html": (".html", ".htm", ".xhtml", ".xht"),
    "mhtml": (".mhtml", ".mht"),
    "webarchive": (".webarchive",),
    "pdf": (".pdf",),
    "epub": (".epub",),
    "docx": (".docx", ".docm", ".dotx", ".dotm"),
    "odt": (".odt", ".ott", ".fodt"),
    "rtf": (".rtf",),
    "picture": (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp"),
}
"""Format name → file endings, in lower case."""
_CALLED = {
    "text": "plain text",
    "markdown": "Markdown",
    "html": "HTML",
    "mhtml": "MHTML",
    "webarchive": "web archives",
    "pdf": "PDF",
    "epub": "EPUB",
    "docx": "Word (DOCX)",
    "odt": "OpenDocument (ODT)",
    "rtf": "RTF",
    "picture": "pictures of pages (PNG, JPEG, TIFF, WebP)",
}
"""What sentences call them."""

_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_TAG = re.compile(rb"<(?:!|/?[a-z][a-z0-9]*[\s/>])", re.I)
# Of the first characters, this many controls may be damage; more is something else than text.
_SAMPLE = 65536
_CONTROL_SHARE = 0.1
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def format_of(source: Source, wanted: str | None) -> str:
    """The name of the format; `wanted` is the one the reader chose.

    Raises `UnreadableFile` for what is none that can be read, naming what it seems to be.
    """
    name, data = source.name, source.sample(_SAMPLE)
    kind = signatures.format_in(data)
    by_ending = _by_ending(name)
    if kind == "zip" and by_ending in signatures.ZIPPED:
        kind = by_ending  # It is damaged, and its reader can say how.
    if kind in FORMATS:
        return kind
    if signatures.is_old_office(data):
        raise UnreadableFile(name, signatures.old_office(data))
    what = signatures.seems(data)
    if what:
        raise UnreadableFile(
            name,
            _(
                "It seems to be {what}. closereader reads {formats}: save it as one of these."
            ).format(what=what, formats=readable()),
        )
    if wanted:
        if wanted not in FORMATS:
            raise UnreadableFile(
                name,
                _("There is no format “{format}”. The formats are: {all}.").format(
                    format=wanted[:40], all=", ".join(FORMATS)
                ),
            )
        return wanted
    page = _PAGE.match(_ascii_view(data[:4096])) is not None
    if by_ending == "html":
        # A page saved as text keeps its ending now and then.
        return "html" if page or _TAG.search(_ascii_view(data)) else "text"
    if page and by_ending != "markdown":
        return "html"
    return by_ending or "text"


def refuse_noise(text: str, name: str) -> None:
    """Raise `UnreadableFile` if more than a tenth of the first characters are controls."""
    sample = text[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) > len(sample) * _CONTROL_SHARE:
        raise UnreadableFile(
            name,
            _(
                "It does not seem to be text. closereader reads {formats}: save it as one of these."
            ).format(formats=readable()),
        )


def readable() -> str:
    """The formats that can be read, in words."""
    names = [_(_CALLED[format]) for format in FORMATS]
    return _("{several} and {last}").format(several=", ".join(names[:-1]), last=names[-1])


def _by_ending(name: str) -> str | None:
    ending = PurePath(name).suffix.lower()
    return next((format for format, endings in FORMATS.items() if ending in endings), None)


def _ascii_view(data: bytes) -> bytes:
    """Tags as they look in UTF-16 too, and without a byte-order mark."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[1:2] == b"\x00" or data[:1] == b"\x00":
        data = data.replace(b"\x00", b"")
    return data.lstrip(b"\xef\xbb\xbf\xff\xfe")

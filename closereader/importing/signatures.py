"""What a file that is not text seems to be, told by its first bytes."""

import re

from closereader.i18n import _
from closereader.pages import picture_pages

_ZIP = b"PK\x03\x04"

# (offset, bytes, what it is). The names are marked for translation where they are used.
_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"{\\rtf", "an RTF document"),
    (0, b"GIF87a", "a picture (GIF)"),
    (0, b"GIF89a", "a picture (GIF)"),
    (4, b"ftyphei", "a picture (HEIC)"),
    (4, b"ftypmif", "a picture (HEIC)"),
    (4, b"ftypavif", "a picture (AVIF)"),
    (4, b"ftyp", "a film or sound file"),
    (0, b"\x1a\x45\xdf\xa3", "a film"),
    (0, b"ID3", "a sound file"),
    (0, b"OggS", "a sound file"),
    (0, b"fLaC", "a sound file"),
    (8, b"WAVE", "a sound file"),
    (8, b"AVI ", "a film"),
    (0, b"AT&TFORM", "a DjVu document"),
    (60, b"BOOKMOBI", "a Kindle book"),
    (60, b"TEXtREAd", "a Palm book"),
    (0, b"SQLite format 3\x00", "a database"),
    (0, b"\x7fELF", "a program"),
    (0, b"\xca\xfe\xba\xbe", "a program"),
    (0, b"\xcf\xfa\xed\xfe", "a program"),
    (0, b"\xce\xfa\xed\xfe", "a program"),
    (0, b"\x00asm", "a program"),
    (0, b"\x1f\x8b\x08", "a packed file (gzip)"),
    (0, b"BZh9", "a packed file (bzip2)"),
    (0, b"\xfd7zXZ\x00", "a packed file (xz)"),
    (0, b"7z\xbc\xaf\x27\x1c", "a packed file (7z)"),
    (0, b"Rar!\x1a\x07", "a packed file (RAR)"),
    (0, b"\x28\xb5\x2f\xfd", "a packed file (zstd)"),
    (0, b"PK\x05\x06", "an empty ZIP archive"),
    (0, b"bplist00", "a property list or web archive"),
    (0, b"wOFF", "a font"),
    (0, b"wOF2", "a font"),
    (0, b"OTTO", "a font"),
    (0, b"\x00\x01\x00\x00\x00", "a font"),
)


def is_pdf(data: bytes) -> bool:
    """Whether the file that begins with these bytes is a PDF."""
    start = data[:1024]
    # Up to 1,024 bytes may stand before it, but a text about PDF is no PDF.
    return b"%PDF-" in start and not _is_textual(start[: start.index(b"%PDF-")])


ZIPPED = ("epub", "docx", "odt")
"""The formats that are ZIP archives inside."""


# Headers of a mail whose parts belong together, as of a web page that was saved.
_MAIL = re.compile(
    rb"[\xef\xbb\xbf\s]*(?:[A-Za-z-]{2,40}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?"
    rb"Content-Type:\s*multipart/related\b",
    re.I,
)


def format_in(data: bytes) -> str:
    """The name of the format that the bytes are sure to have: "pdf", "rtf", "picture", one of `ZIPPED`, "zip"
    for another archive; "" for any other."""
    start = data[:1024]
    if is_pdf(data):
        return "pdf"
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if picture_pages.is_picture(start):
        return "picture"
    if start.startswith(b"bplist00") and b"WebMainResource" in data:
        return "webarchive"
    if _MAIL.match(data[:8192]):
        return "mhtml"
    if b"<office:document" in start and b"oasis:names:tc:opendocument" in data[:4096]:
        return "odt"
    return _zip_format(data) if start.startswith(_ZIP) else ""


def seems(data: bytes) -> str:
    """What the bytes are, with its article ("a PDF document"); "" if nothing known but text."""
    start = data[:1024]
    if is_pdf(data):
        return _("a PDF document")
    if start.startswith(_ZIP):
        return _zip_kind(data)
    if start.startswith(b"MZ") and (b"\x00" in start or b"This program" in start):
        return _("a program")
    if start.startswith(b"BM") and data[6:10] == b"\x00\x00\x00\x00":
        return _("a picture (BMP)")
    for offset, signature, what in _SIGNATURES:
        if data[offset : offset + len(signature)] == signature:
            return _(what)
    return ""


def is_old_office(data: bytes) -> bool:
    """Whether it is of the kind in which Office kept documents before 2007, and keeps encrypted ones."""
    return data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def old_office(data: bytes) -> str:
    """What to do with such a file, by the names of the streams in it."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _(
            "It is protected with a password. Open it in Word or LibreOffice, save it without the password, "
            "and add it again."
        )
    if "WordDocument".encode("utf-16-le") in data:
        return _(
            "It is a Word document of the old kind (DOC). Open it in Word or LibreOffice, save it as DOCX, "
            "and add that."
        )
    return _(
        "It is an Office document of the old kind. Open it in Office or LibreOffice, save it as DOCX or PDF, "
        "and add that."
    )


def _is_textual(start: bytes) -> bool:
    return bool(start) and all(byte >= 0x20 or byte in b"\t\r\n" for byte in start)


def _zip_format(data: bytes) -> str:
    """By the names of the members, nothing unpacked."""
    start = data[:200]
    if b"mimetypeapplication/epub+zip" in start:
        return "epub"
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in start:
        return "odt"
    if b"word/document" in data or b"word/_rels" in data:
        return "docx"
    return "epub" if b"META-INF/container.xml" in data else "zip"


def _zip_kind(data: bytes) -> str:
    """Which of the formats that are ZIP archives inside, with its article."""
    names = {
        "epub": _("an EPUB book"),
        "odt": _("an OpenDocument text (ODT)"),
        "docx": _("a Word document (DOCX)"),
    }
    named = names.get(_zip_format(data))
    if named is not None:
        return named
    if b"xl/workbook" in data:
        return _("an Excel table")
    if b"ppt/presentation" in data:
        return _("a PowerPoint presentation")
    return _("a ZIP archive")

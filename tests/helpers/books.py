"""EPUB books made for tests: a package of pages, written as an archive in memory."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="{package}" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
_PAGE = (
    '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
    'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>{title}</title>{head}</head>'
    "<body>{body}</body></html>"
)
_KINDS = {
    "xhtml": "application/xhtml+xml", "html": "text/html", "png": "image/png", "jpg": "image/jpeg",
    "svg": "image/svg+xml", "css": "text/css", "ncx": "application/x-dtbncx+xml",
}  # fmt: skip
METADATA = "<dc:title>A Book of Rivers</dc:title><dc:creator>Ada Reed</dc:creator><dc:language>en</dc:language>"


def page(body: str, title: str = "", head: str = "") -> str:
    """A page of XHTML with this in its body."""
    return _PAGE.format(title=title, head=head, body=body)


def nav(items: str, more: str = "") -> str:
    """A page with a table of contents of these list items."""
    return page(f'<nav epub:type="toc"><ol>{items}</ol></nav>{more}')


@dataclass
class Book:
    """What is written. `pages`: bodies or whole pages in reading order, by name; `parts`: other files;
    `outside`: members beside the book's folder; `properties`, `linear`: by name; `manifest`, `guide`:
    further elements."""

    pages: Mapping[str, str]
    parts: Mapping[str, bytes | str] = field(default_factory=dict)
    outside: Mapping[str, bytes | str] = field(default_factory=dict)
    metadata: str = METADATA
    properties: Mapping[str, str] = field(default_factory=dict)
    beside: Sequence[str] = ()
    unlisted: Sequence[str] = ()
    manifest: str = ""
    spine: str = ""
    guide: str = ""
    package: str = "EPUB/package.opf"
    container: str = CONTAINER

    def data(self) -> bytes:
        """The archive."""
        folder = self.package.rpartition("/")[0]
        files = {name: text if "<html" in text else page(text) for name, text in self.pages.items()}
        files |= dict(self.parts)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(
                zipfile.ZipInfo("mimetype"), "application/epub+zip", zipfile.ZIP_STORED
            )
            archive.writestr("META-INF/container.xml", self.container.format(package=self.package))
            archive.writestr(self.package, self._package(files))
            for name, data in files.items():
                archive.writestr(f"{folder}/{name}" if folder else name, data)
            for name, data in self.outside.items():
                archive.writestr(name, data)
        return out.getvalue()

    def _package(self, files: Mapping[str, bytes | str]) -> str:
        items = "".join(
            f'<item id="{name}" href="{name}" media-type="{_KINDS[name.rsplit(".", 1)[-1]]}"'
            f' properties="{self.properties.get(name, "")}"/>'
            for name in files
            if name not in self.unlisted
        )
        refs = "".join(
            f'<itemref idref="{name}"{" linear=" + chr(34) + "no" + chr(34) if name in self.beside else ""}/>'
            for name in self.pages
        )
        ncx = next((f' toc="{name}"' for name in files if name.endswith(".ncx")), "")
        return (
            '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
            f"{self.metadata}</metadata><manifest>{items}{self.manifest}</manifest>"
            f"<spine{ncx}>{refs}{self.spine}</spine><guide>{self.guide}</guide></package>"
        )

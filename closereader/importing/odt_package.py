"""The parts of an OpenDocument text: of an archive (ODT, OTT), or all in one XML file (FODT)."""

import base64
import binascii

from closereader.errors import UnreadableFile
from closereader.i18n import _
from closereader.importing import files, xml_tree
from closereader.importing.archive import Archive, inside
from closereader.importing.source import Source
from closereader.importing.xml_tree import Element

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{{{_URN}office:1.0}}"
TEXT = f"{{{_URN}text:1.0}}"
TABLE = f"{{{_URN}table:1.0}}"
DRAW = f"{{{_URN}drawing:1.0}}"
STYLE = f"{{{_URN}style:1.0}}"
META = f"{{{_URN}meta:1.0}}"
CHART = f"{{{_URN}chart:1.0}}"
SVG = f"{{{_URN}svg-compatible:1.0}}"
FO = f"{{{_URN}xsl-fo-compatible:1.0}}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
XLINK = "{http://www.w3.org/1999/xlink}"
DC = "{http://purl.org/dc/elements/1.1/}"
MATH = "{http://www.w3.org/1998/Math/MathML}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


class Package:
    """`content`, `styles`, `meta`: roots of the parts, of which a flat file has one for all. `is_repaired`:
    one of them broke the rules of XML. Raises `UnreadableFile` for what has no text, and for an
    encrypted file."""

    def __init__(self, source: Source) -> None:
        self._file = source.name
        self.is_repaired = False
        self._archive: Archive | None = None
        if not source.head.startswith(b"PK"):
            root = self._parsed(source.read(xml_tree.MOST_BYTES))
            content, self.styles, self.meta = root, root, root
        else:
            self._archive = Archive(source)
            self._refuse_encrypted(self._archive)
            content = self._parsed(self._archive.read("content.xml", xml_tree.MOST_BYTES))
            self.styles = self._part("styles.xml")
            self.meta = self._part("meta.xml")
        body = None if content is None else content.find(f"{OFFICE}body/{OFFICE}text")
        if content is None or body is None:
            raise UnreadableFile(
                self._file,
                _("There is no text of an OpenDocument text in it. Save it again, and add that."),
            )
        self.content, self.body = content, body

    def data(self, image: Element) -> bytes | None:
        """The bytes that an image refers to, or holds; None where they are not in the file."""
        held = image.find(f"{OFFICE}binary-data")
        if held is not None:
            try:
                return base64.b64decode("".join((held.text or "").split()))
            except (binascii.Error, ValueError):
                return None
        name = self._member(image)
        if name is None or self._archive is None:
            return None
        return self._archive.read_if_whole(name)

    def held(self, element: Element) -> Element | None:
        """The root of what an object holds: MathML of an equation, the document of a chart."""
        for tag in (f"{MATH}math", f"{OFFICE}document"):
            found = element.find(f".//{tag}")
            if found is not None:
                return found
        name = self._member(element)
        if name is None or self._archive is None:
            return None
        data = self._archive.read_if_whole(f"{name}/content.xml", files.MAX_BYTES)
        tree = xml_tree.parse(data) if data else None
        return None if tree is None else tree.root

    def thumbnail(self) -> bytes | None:
        """The picture of its first page, where it has one."""
        name = "Thumbnails/thumbnail.png"
        return None if self._archive is None else self._archive.read_if_whole(name)

    def _member(self, element: Element) -> str | None:
        return inside("content.xml", element.get(f"{XLINK}href") or "")

    def _part(self, name: str) -> Element | None:
        assert self._archive is not None
        if self._archive.find(name) is None:
            return None
        data = self._archive.read_if_whole(name, xml_tree.MOST_BYTES)
        if data is None:
            self.is_repaired = True
            return None
        return self._parsed(data)

    def _parsed(self, data: bytes) -> Element | None:
        tree = xml_tree.parse(data)
        self.is_repaired |= tree is None or tree.is_repaired
        return None if tree is None else tree.root

    def _refuse_encrypted(self, archive: Archive) -> None:
        manifest = archive.read_if_whole("META-INF/manifest.xml", files.MAX_BYTES) or b""
        if b"encryption-data" in manifest or archive.find("encrypted-package") is not None:
            raise UnreadableFile(
                self._file,
                _(
                    "It is protected with a password. Open it in LibreOffice, save it without the password, "
                    "and add it again."
                ),
            )

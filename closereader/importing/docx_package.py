"""The parts of a Word file, found by its relationships (ECMA-376 part 2), and the names of its elements."""

from dataclasses import dataclass, field

from closereader.errors import UnreadableFile
from closereader.i18n import _
from closereader.importing import xml_tree
from closereader.importing.archive import Archive, inside
from closereader.importing.source import Source
from closereader.importing.xml_tree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
W16_CEX = "{http://schemas.microsoft.com/office/word/2018/wordml/cex}"
W16_ID = "{http://schemas.microsoft.com/office/word/2016/wordml/cid}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
V = "{urn:schemas-microsoft-com:vml}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

# The strict form of the format differs in the names alone; read under those of the usual one.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M),
    (b"http://purl.oclc.org/ooxml/drawingml/main", A),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R),
    (
        b"http://purl.oclc.org/ooxml/drawingml/chart",
        "{http://schemas.openxmlformats.org/drawingml/2006/chart}",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/diagram",
        "{http://schemas.openxmlformats.org/drawingml/2006/diagram}",
    ),
)
_STRICT_HEAD = 20_000


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part says of another: `kind` is the last word of its type ("image"), `target` a member of
    the archive, or where `is_external` an address."""

    kind: str
    target: str
    is_external: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One XML part with its relations, by their ids."""

    name: str
    root: Element
    relations: dict[str, Relation] = field(default_factory=dict)

    def related(self, kind: str) -> str | None:
        """The member that is the part's first relation of that kind."""
        return next(
            (r.target for r in self.relations.values() if r.kind == kind and not r.is_external),
            None,
        )


class Package:
    """The file as parts. `is_repaired`: one of them broke the rules of XML."""

    def __init__(self, source: Source) -> None:
        self._file = source.name
        self.archive = Archive(source)
        self.is_repaired = False

    def main(self) -> Part:
        """The part with the text. Raises `UnreadableFile` where there is none."""
        relations = self._relations("")
        name = next((r.target for r in relations.values() if r.kind == "officeDocument"), "")
        if not name or self.archive.find(name) is None:
            name = "word/document.xml"
        part = self._parsed(name, self.archive.read(name, xml_tree.MOST_BYTES))
        if part is None or part.root.find(f"{W}body") is None:
            raise UnreadableFile(
                self._file,
                _("There is no text of a Word document in it. Save it again in Word and add that."),
            )
        return part

    def core(self) -> Element | None:
        """The root of what the file says about itself."""
        relations = self._relations("")
        name = next((r.target for r in relations.values() if r.kind == "core-properties"), "")
        part = self.part(name or "docProps/core.xml")
        return None if part is None else part.root

    def part(self, name: str | None) -> Part | None:
        """A part that can be done without; None where it is missing or cannot be read."""
        if not name or self.archive.find(name) is None:
            return None
        data = self.archive.read_if_whole(name, xml_tree.MOST_BYTES)
        if data is None:
            self.is_repaired = True
            return None
        return self._parsed(name, data)

    def thumbnail(self) -> bytes | None:
        """The picture of its first page, where it has one."""
        name = next((r.target for r in self._relations("").values() if r.kind == "thumbnail"), "")
        return self.archive.read_if_whole(name) if name else None

    def _parsed(self, name: str, data: bytes) -> Part | None:
        for strict, usual in _STRICT:
            if strict in data[:_STRICT_HEAD]:
                data = data.replace(strict, usual[1:-1].encode("ascii"))
        tree = xml_tree.parse(data)
        if tree is None:
            self.is_repaired = True
            return None
        self.is_repaired |= tree.is_repaired
        return Part(name, tree.root, self._relations(name))

    def _relations(self, name: str) -> dict[str, Relation]:
        folder, _slash, last = name.rpartition("/")
        member = f"{folder}/_rels/{last}.rels" if folder else f"_rels/{last}.rels"
        if self.archive.find(member) is None:
            return {}
        data = self.archive.read_if_whole(member, xml_tree.MOST_BYTES)
        tree = xml_tree.parse(data) if data else None
        if tree is None:
            return {}
        out = {}
        for relation in tree.root.iter(_RELATION):
            target = relation.get("Target") or ""
            is_external = relation.get("TargetMode") == "External"
            if not is_external:
                target = inside(name, target) or ""
            kind = (relation.get("Type") or "").rpartition("/")[2]
            if target:
                out[relation.get("Id") or ""] = Relation(kind, target, is_external)
        return out


def value(element: Element | None, name: str = "val") -> str:
    """An attribute of WordprocessingML; "" where the element or the attribute is missing."""
    return "" if element is None else str(element.get(f"{W}{name}") or "")


def number(element: Element | None, name: str = "val", default: int = 0) -> int:
    """As `value`, as a whole number."""
    found = value(element, name).strip()
    try:
        return int(float(found)) if 0 < len(found) < 12 else default
    except (ValueError, OverflowError):
        return default


def is_on(element: Element | None) -> bool:
    """Whether a property that is on or off is there and on."""
    return element is not None and value(element) not in ("0", "false", "off", "none")

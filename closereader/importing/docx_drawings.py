"""The drawings and objects in a line of a Word file: pictures, charts, diagrams, old equations."""

import re
from dataclasses import dataclass

from closereader.importing import word_pictures, xml_tree
from closereader.importing.docx_package import OFFICE, A, Package, Part, R, V, W
from closereader.importing.source import Pictures
from closereader.importing.word_flow import Flow
from closereader.importing.xml_tree import Element

_BOX = f"{W}txbxContent"
_CHARTS = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DIAGRAMS = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_DRAWINGS = tuple(
    f"{{{space}}}"
    for space in (
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
    )
)
_DESCRIBED = tuple(f"{space}docPr" for space in _DRAWINGS)
_EXTENTS = tuple(f"{space}extent" for space in _DRAWINGS)
_HEIGHT = re.compile(r"(?:^|;)\s*height:\s*([\d.]{1,9})pt")
_EMU = 12_700
# Points of height up to which a picture is a sign among words.
_SIGN = 30.0
_MOST_POINTS = 500


@dataclass(slots=True)
class Drawings:
    """`unseen`: how many of them could not be shown."""

    package: Package
    flow: Flow
    pictures: Pictures
    unseen: int = 0

    def show(self, element: Element, part: Part, *, has_boxes: bool) -> None:
        """Put what a drawing shows into the flow, without the text boxes in it."""
        alt = _description(element)
        blips = [
            blip
            for blip in element.iter(f"{A}blip", f"{V}imagedata")
            if not any(outer.tag == _BOX for outer in xml_tree.between(blip, element))
        ]
        for blip in blips:
            self._picture(blip, element, part, alt)
        for letters in element.iter(f"{V}textpath"):
            self.flow.put(f"{letters.get('string') or ''} ")
        if not blips and not has_boxes:
            self._figure(element, part, alt)

    def _picture(self, blip: Element, element: Element, part: Part, alt: str) -> None:
        data = self._data(part, blip.get(f"{R}embed") or blip.get(f"{R}id") or "")
        picture = self.pictures.take(data, alt) if data else None
        if picture is not None:
            self.flow.picture(picture)
            return
        program = next((o.get("ProgID") or "" for o in element.iter(f"{OFFICE}OLEObject")), "")
        what = "equation" if program.startswith("Equation") else "picture"
        self.unseen += 1
        self.flow.stand_in(what, alt, is_in_line=what == "equation" or _is_small(element))

    def _figure(self, element: Element, part: Part, alt: str) -> None:
        """A chart, a diagram; lines and arrows that are only drawn are nothing."""
        for chart in element.iter(f"{_CHARTS}chart"):
            root = self._root(part, chart.get(f"{R}id") or "")
            title = None if root is None else root.find(f".//{_CHARTS}title")
            words = "" if title is None else " ".join(t.text or "" for t in title.iter(f"{A}t"))
            self._stand_in("chart", words or alt)
            return
        for diagram in element.iter(f"{_DIAGRAMS}relIds"):
            root = self._root(part, diagram.get(f"{R}dm") or "")
            self._stand_in("diagram", alt if root is None else _points(root) or alt)
            return
        if alt:
            self._stand_in("picture", alt)

    def _stand_in(self, what: str, said: str) -> None:
        self.unseen += 1
        self.flow.stand_in(what, said)

    def _root(self, part: Part, id_: str) -> Element | None:
        relation = part.relations.get(id_)
        if relation is None or relation.is_external:
            return None
        found = self.package.part(relation.target)
        return None if found is None else found.root

    def _data(self, part: Part, id_: str) -> bytes | None:
        relation = part.relations.get(id_)
        if relation is None or relation.is_external:
            return None
        return self.package.archive.read_if_whole(relation.target)


def _points(root: Element) -> str:
    """The words in the shapes of a diagram."""
    lines = []
    for point in root.iter(f"{_DIAGRAMS}pt"):
        if point.get("type", "node") in ("node", "asst"):
            lines.append(" ".join("".join(t.text or "" for t in point.iter(f"{A}t")).split()))
    return "; ".join([line for line in lines if line][:_MOST_POINTS])


def _is_small(element: Element) -> bool:
    """Whether it is no higher than a line or two."""
    for extent in element.iter(*_EXTENTS):
        given = extent.get("cy") or ""
        return given.isdecimal() and len(given) < 12 and int(given) / _EMU <= _SIGN
    for shape in element.iter(f"{V}shape"):
        found = _HEIGHT.search(shape.get("style") or "")
        return found is not None and found[1].count(".") < 2 and float(found[1]) <= _SIGN
    return False


def _description(element: Element) -> str:
    """What a drawing is said to show."""
    for properties in element.iter(*_DESCRIBED):
        return word_pictures.alt_of(properties.get("descr") or properties.get("title") or "")
    for shape in element.iter(f"{V}shape"):
        return word_pictures.alt_of(shape.get("alt") or "")
    return ""

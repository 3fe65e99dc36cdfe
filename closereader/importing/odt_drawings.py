"""The frames of an OpenDocument text: pictures, equations, text boxes."""

from collections.abc import Iterator
from dataclasses import dataclass

from closereader.importing import epub_math, word_pictures
from closereader.importing.odt_package import CHART, DRAW, MATH, SVG, TABLE, Package
from closereader.importing.source import Pictures
from closereader.importing.word_flow import PLAIN, Flow, Styles
from closereader.importing.xml_tree import Element
from closereader.model.document import InlineStyle

Piece = tuple[str, Styles]
_HEIGHTS = {
    "sup": frozenset({InlineStyle.SUPERSCRIPT}),
    "sub": frozenset({InlineStyle.SUBSCRIPT}),
}


@dataclass(slots=True)
class Drawings:
    """`unseen`: how many pictures and objects could not be shown."""

    package: Package
    flow: Flow
    pictures: Pictures
    unseen: int = 0

    def show(self, frame: Element) -> list[Piece]:
        """Put its picture into the flow: of one in several forms the first that can be shown. Returns the
        pieces of the equation that stands in it instead."""
        alt = word_pictures.alt_of(
            text_of(frame.find(f"{SVG}desc")) or text_of(frame.find(f"{SVG}title"))
        )
        held = frame.find(f"{DRAW}object")
        root = None if held is None else self.package.held(held)
        if root is not None and root.tag == f"{MATH}math":
            return _formula(root)
        images = frame.findall(f"{DRAW}image")
        for image in images:
            data = self.package.data(image)
            picture = self.pictures.take(data, alt) if data else None
            if picture is not None:
                self.flow.picture(picture)
                return []
        if images or held is not None:
            self.unseen += 1
            what, said = ("picture", "") if held is None else _what(root)
            self.flow.stand_in(what, alt or said)
        return []


def text_in(frame: Element) -> Element | None:
    """What holds the text of a frame; None for one without text."""
    box = frame.find(f"{DRAW}text-box")
    return frame if box is None and frame.find(f"{TABLE}table") is not None else box


def text_of(element: Element | None) -> str:
    """The text of an element, in one piece."""
    return "" if element is None else "".join(element.itertext()).strip()


def _what(root: Element | None) -> tuple[str, str]:
    """What an object is, and what it calls itself."""
    chart = None if root is None else root.find(f".//{CHART}chart")
    if chart is None:
        return "object", ""
    return "chart", text_of(chart.find(f"{CHART}title"))


def _formula(root: Element) -> list[Piece]:
    """An equation as a line; as it was typed, where the file keeps no more than that."""
    for element in root.iter():
        element.tag = str(element.tag).rpartition("}")[2]
    pieces = list(_pieces(epub_math.spans(root)))
    if any(text.strip() for text, _height in pieces):
        return pieces
    return [(" ".join("".join(root.itertext()).split()), PLAIN)]


def _pieces(span: Element, height: Styles = PLAIN) -> Iterator[Piece]:
    yield span.text or "", height
    for child in span:
        # Within what is raised there is but what is raised.
        yield from _pieces(child, height or _HEIGHTS[child.tag])
        yield child.tail or "", height

"""The frames of an OpenDocument text: pictures, equations, text boxes."""

from dataclasses import dataclass

from closereader.importing.odt_package import DRAW, MATH, SVG, TABLE, Package
from closereader.importing.source import Pictures
from closereader.importing.word_flow import Flow
from closereader.importing.xml_tree import Element

_MOST_ALT = 1_000


@dataclass(slots=True)
class Drawings:
    """`unseen`: how many pictures and objects could not be shown."""

    package: Package
    flow: Flow
    pictures: Pictures
    unseen: int = 0

    def show(self, frame: Element) -> str:
        """Put its picture into the flow: of one in several forms the first that can be shown. Returns the
        equation that stands in it instead, as text; else ""."""
        alt = text_of(frame.find(f"{SVG}desc")) or text_of(frame.find(f"{SVG}title"))
        alt = " ".join(alt.split())[:_MOST_ALT]
        held = frame.find(f"{DRAW}object")
        formula = None if held is None else self.package.formula(held)
        if formula is not None:
            return _formula(formula)
        images = frame.findall(f"{DRAW}image")
        for image in images:
            data = self.package.data(image)
            picture = self.pictures.take(data, alt) if data else None
            if picture is not None:
                self.flow.picture(picture, alt)
                return ""
        if images or held is not None:
            self.unseen += 1
            self.flow.picture(None, alt)
        return ""


def text_in(frame: Element) -> Element | None:
    """What holds the text of a frame; None for one without text."""
    box = frame.find(f"{DRAW}text-box")
    return frame if box is None and frame.find(f"{TABLE}table") is not None else box


def text_of(element: Element | None) -> str:
    """The text of an element, in one piece."""
    return "" if element is None else "".join(element.itertext()).strip()


def _formula(root: Element) -> str:
    """An equation as it was typed, where the file keeps that; else its signs one after another."""
    typed = root.find(f".//{MATH}annotation")
    if typed is not None and typed.text:
        return " ".join(typed.text.split())
    return " ".join("".join(root.itertext()).split())

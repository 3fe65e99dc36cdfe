"""The space that a page of a PDF is painted in, and the page as it is shown: turned, and cut."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Space:
    """The page's own space: its box in it, and by how many degrees clockwise it is shown turned."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def shown(self) -> tuple[float, float]:
        """Width and height of the page as it is shown."""
        width, height = self.right - self.left, self.top - self.bottom
        return (width, height) if self.turn % 180 == 0 else (height, width)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own space, from the top left of the page as it is shown."""
        match self.turn:
            case 90:
                return y - self.bottom, x - self.left
            case 180:
                return self.right - x, y - self.bottom
            case 270:
                return self.top - y, self.right - x
        return x - self.left, self.top - y

    def own_point(self, x: float, y: float) -> tuple[float, float]:
        """`point` the other way round: a place on the page as it is shown, in the page's own space."""
        match self.turn:
            case 90:
                return y + self.left, x + self.bottom
            case 180:
                return self.right - x, y + self.bottom
            case 270:
                return self.right - y, self.top - x
        return x + self.left, self.top - y


def space_of(page: Any) -> Space:
    """The space of an open page."""
    # Loaded late: a file is written without PDFium.
    import pypdfium2_raw as pdfium

    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    turn = int(pdfium.FPDFPage_GetRotation(page)) % 4 * 90
    left, right = sorted((float(box.left), float(box.right)))
    bottom, top = sorted((float(box.bottom), float(box.top)))
    return Space(left, bottom, right, top, turn)

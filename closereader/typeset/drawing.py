"""Drawings (SVG) as pictures, by the typesetter, which draws them with resvg: no script runs, nothing is
fetched, and no file is read but fonts."""

import typst

from closereader.typeset import engine

_PAGE = """#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image("drawing.svg", width: {width}pt, height: {height}pt)"""


def to_png(drawing: bytes, width: int, height: int) -> bytes | None:
    """A drawing as PNG of so many pixels on white; None for one that cannot be drawn."""
    page = _PAGE.format(width=width, height=height).encode("ascii")
    try:
        return engine.compile_png({"main.typ": page, "drawing.svg": drawing}, engine.fonts(True))
    except typst.TypstError:
        return None

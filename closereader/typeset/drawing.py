"""Drawings (SVG) as pictures, by the typesetter, which draws them with resvg: no script runs, nothing is
fetched, and no file is read but fonts."""

import os
import tempfile
import threading
from pathlib import Path

import typst

from closereader import confined
from closereader.confined import Limits
from closereader.errors import ConfinedFailure
from closereader.progress import Progress
from closereader.typeset import engine

_PAGE = """#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image("drawing.svg", width: {width}pt, height: {height}pt, fit: "stretch")"""
_LIMITS = Limits(seconds=6.0, megabytes=400)


def to_png(drawing: bytes, width: int, height: int) -> bytes | None:
    """A drawing as PNG of so many pixels on white; None for one that cannot be drawn."""
    page = _PAGE.format(width=width, height=height).encode("ascii")
    try:
        return engine.compile_png({"main.typ": page, "drawing.svg": drawing}, engine.fonts(True))
    except typst.TypstError:
        return None


def to_png_apart(drawing: bytes, width: int, height: int) -> bytes | None:
    """As `to_png`, in a process of its own: for one that may take for ever, or all memory there is. None
    where it does."""
    with tempfile.TemporaryDirectory(prefix="closereader-") as folder:
        Path(folder, "drawing.svg").write_bytes(drawing)
        wanted = {"folder": folder, "width": width, "height": height}
        try:
            confined.run(f"{__name__}:draw_in", wanted, _LIMITS, Progress())
        except ConfinedFailure:
            return None
        made = Path(folder, "drawing.png")
        return made.read_bytes() if made.exists() else None


def draw_in(folder: str, width: int, height: int) -> None:
    """In the child: draw the drawing in a folder beside it."""
    # Who waits for it may be gone before its time is over.
    end = threading.Timer(2 * _LIMITS.seconds, os._exit, [1])
    end.daemon = True
    end.start()
    made = to_png(Path(folder, "drawing.svg").read_bytes(), width, height)
    if made is not None:
        Path(folder, "drawing.png").write_bytes(made)

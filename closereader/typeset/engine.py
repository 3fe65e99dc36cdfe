"""The one door to the typesetter: files in memory in, PDF or PNG out; nothing is read from disk but fonts.

Its caches grow while the process lives and a compile cannot be stopped: call it in a process that ends.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

import typst

from closereader import bundle

# The binding's own types leave files in memory out.
_compile: Any = typst.compile


@cache
def fonts(with_system: bool) -> typst.Fonts:
    """The bundled faces, and those of the system if wanted (finding them takes up to 0.1 s)."""
    return typst.Fonts(include_system_fonts=with_system, font_paths=[bundle.resource("fonts")])


def compile_pdf(
    files: Mapping[str, bytes],
    faces: typst.Fonts,
    time: int,
    tags: bool = True,
    strict: bool = False,
) -> bytes:
    """`files["main.typ"]` as a PDF dated `time` (seconds since 1970); `tags`: with a structure tree;
    `strict`: to PDF/UA-1. Raises `typst.TypstError`."""
    more: dict[str, Any] = {"pdf_standards": ["ua-1"]} if strict else {"pdf_tags": tags}
    return bytes(_compile(dict(files), format="pdf", font_paths=faces, timestamp=time, **more))


def compile_png(files: Mapping[str, bytes], faces: typst.Fonts) -> bytes:
    """The one page of `files["main.typ"]` as PNG, a pixel for each of its points. Raises
    `typst.TypstError`."""
    return bytes(_compile(dict(files), format="png", font_paths=faces, ppi=72.0))

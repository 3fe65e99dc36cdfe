"""The pictures of a reading on its pages: which are printed, how large, and their bytes."""

import base64
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from closereader.model.document import Picture
from closereader.typeset.sheet import Sheet

# Bounds of what is decoded; what goes beyond them keeps its caption alone.
MOST_PIXELS = 12_000_000
MOST_PIXELS_TOGETHER = 40_000_000
_MOST_BYTES = 12_000_000
_POINTS_A_PIXEL = 0.75
_MOST_OF_THE_PAGE = 0.55
_FOLDER = "pictures/"
_KINDS = {b"\xff\xd8": "jpeg", b"GIF8": "gif", b"RIFF": "webp"}


def printed(pictures: Sequence[Picture], files: Mapping[str, str], sheet: Sheet) -> dict[int, Any]:
    """Of each picture that is printed what the template reads, by the code point where its words begin:
    a name under which `data_of` gives its bytes, and its size in points."""
    found: dict[int, Any] = {}
    pixels = 0
    for picture in pictures:
        count = picture.width * picture.height
        fits = count <= MOST_PIXELS and pixels + count <= MOST_PIXELS_TOGETHER
        if not fits or not _is_there(files.get(picture.key, "")):
            continue
        pixels += count
        column = sheet.text_right - sheet.text_left
        most = _MOST_OF_THE_PAGE * (sheet.bottom - sheet.top)
        scale = min(_POINTS_A_PIXEL, column / picture.width, most / picture.height)
        found[picture.offset] = {
            "name": f"{_FOLDER}{picture.key}.svg",
            "width": round(picture.width * scale, 2),
            "height": round(picture.height * scale, 2),
        }
    return found


def data_of(blocks: Sequence[Mapping[str, Any]], files: Mapping[str, str]) -> dict[str, bytes]:
    """All pictures that these blocks show, by name: each within a drawing, since the typesetter is handed
    nothing but text."""
    found: dict[str, bytes] = {}
    for block in blocks:
        shown = block.get("picture")
        if shown is not None and shown["name"] not in found:
            key = shown["name"].removeprefix(_FOLDER).removesuffix(".svg")
            found[shown["name"]] = _drawing(Path(files[key]).read_bytes(), shown)
    return found


def _drawing(data: bytes, shown: Mapping[str, Any]) -> bytes:
    kind = next((kind for start, kind in _KINDS.items() if data.startswith(start)), "png")
    size = f'width="{shown["width"]}" height="{shown["height"]}"'
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} preserveAspectRatio="none" '
        f'href="data:image/{kind};base64,{base64.b64encode(data).decode("ascii")}"/></svg>'
    )
    return drawing.encode("ascii")


def _is_there(path: str) -> bool:
    return bool(path) and Path(path).is_file() and Path(path).stat().st_size <= _MOST_BYTES

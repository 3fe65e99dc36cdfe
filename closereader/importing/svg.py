"""Drawings (SVG) as PNG pictures. What could fetch, run, or take for ever is taken out or refused before
anything is drawn."""

import re
from dataclasses import dataclass

import lxml.etree

from closereader.importing import xml_tree
from closereader.importing.xml_tree import Element
from closereader.text.normalise import normalise

_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_MOST_BYTES = 4_000_000
_MOST_ELEMENTS = 30_000
# Of all copies that `use` makes; a few levels of ten copies each are thousands of millions.
_MOST_COPIES = 30_000
_MOST_LEVELS = 100
# Filters may take a minute for one shape.
_LEFT_OUT = frozenset(
    f"{_SVG}{name}"
    for name in "script foreignObject filter animate animateTransform animateMotion set".split()
)
_SMALL = 200_000
_COSTLY = (
    b"opacity", b"mask", b"clip-path", b"pattern", b"dasharray", b"blend-mode", b"isolation", b"marker",
    b"<image", b":image", b"linearGradient", b"radialGradient",
)  # fmt: skip
_HELD = re.compile(r"data:image/(?:png|jpe?g|gif|webp)[;,]", re.I)
_LENGTH = re.compile(r"\s*([\d.]{1,12})\s*(px|pt|pc|mm|cm|in|em|ex)?\s*")
_PIXELS = {
    "px": 1.0, "": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 3.78, "cm": 37.8, "in": 96.0, "em": 16.0, "ex": 8.0,
}  # fmt: skip
_LARGEST = 1_800.0
_UNKNOWN = (640.0, 480.0)


@dataclass(frozen=True, slots=True)
class Drawn:
    """`width`, `height`: in pixels, as the drawing asks for, whatever those of its PNG are."""

    png: bytes
    width: int
    height: int


def is_svg(data: bytes) -> bool:
    """Whether bytes look like a drawing."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and (b"<svg" in head or b":svg" in head)


def drawn(data: bytes) -> Drawn | None:
    """The drawing as PNG, of twice the pixels that it asks for; None for what is none, or cannot be drawn
    within bounds."""
    if len(data) > _MOST_BYTES or not is_svg(data):
        return None
    tree = xml_tree.parse(data)
    if tree is None or tree.root.tag not in (f"{_SVG}svg", "svg") or not len(tree.root):
        return None
    if not _is_bounded(tree.root):
        return None
    # The typesetter takes as long to load as many a file takes to read.
    from closereader.typeset import drawing

    _clean(tree.root)
    width, height = _size(tree.root)
    # Of the size that was made of what it says, else it is drawn whole and cut to that.
    tree.root.set("width", f"{width:.3f}")
    tree.root.set("height", f"{height:.3f}")
    scale = min(2.0, _LARGEST / max(width, height))
    wide, high = max(round(width * scale), 1), max(round(height * scale), 1)
    cleaned = lxml.etree.tostring(tree.root, encoding="utf-8")
    draw = drawing.to_png if _is_simple(cleaned) else drawing.to_png_apart
    png = draw(cleaned, wide, high)
    if png is None:
        return None
    least = min(1.0, scale)
    return Drawn(png, max(round(width * least), 1), max(round(height * least), 1))


def words(data: bytes) -> tuple[str, str]:
    """The title of a drawing, else what it is described as; and the words in it, in the order of the file."""
    tree = xml_tree.parse(data) if len(data) <= _MOST_BYTES else None
    if tree is None:
        return "", ""
    titles = [_line(one) for one in tree.root.iter(f"{_SVG}title", f"{_SVG}desc")]
    texts = [_line(one) for one in tree.root.iter(f"{_SVG}text")]
    return next((one for one in titles if one), ""), " ".join(one for one in texts if one)


def _line(element: Element) -> str:
    return " ".join(normalise("".join(element.itertext())).text.split())


def _is_bounded(root: Element) -> bool:
    """Whether it has not too many parts, all copies of parts counted."""
    elements = list(root.iter())
    if len(elements) > _MOST_ELEMENTS:
        return False
    if not any(element.tag == f"{_SVG}use" for element in elements):
        return True
    named = {element.get("id"): element for element in elements if element.get("id")}
    counts: dict[Element, int] = {}

    def count(top: Element, level: int) -> int:
        if level > _MOST_LEVELS:
            return _MOST_COPIES
        if top not in counts:
            counts[top] = 0
            total = 0
            for element in top.iter():
                total += 1
                target = named.get(_target(element).removeprefix("#"))
                if element.tag == f"{_SVG}use" and target is not None:
                    total += count(target, level + 1)
                if total > _MOST_COPIES:
                    break
            counts[top] = total
        return counts[top]

    return count(root, 0) <= _MOST_COPIES


def _is_simple(drawing: bytes) -> bool:
    """Whether it is drawn in a moment, whoever made it: small, and nothing in it drawn on a sheet of its
    own, or cut into dashes."""
    return len(drawing) < _SMALL and not any(word in drawing for word in _COSTLY)


def _clean(root: Element) -> None:
    """Take out what runs and what leads elsewhere."""
    for element in [one for one in root.iter() if one.tag in _LEFT_OUT]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in root.iter():
        element.attrib.pop("filter", None)
        target = _target(element)
        if target and not (target.startswith("#") or _HELD.match(target)):
            element.attrib.pop("href", None)
            element.attrib.pop(_LINK, None)


def _target(element: Element) -> str:
    return (element.get("href") or element.get(_LINK) or "").strip()


def _size(root: Element) -> tuple[float, float]:
    """In pixels, as it asks for; by its view box where it asks for all the room there is."""
    width, height = _length(root.get("width")), _length(root.get("height"))
    box = [_number(part) for part in re.split(r"[\s,]+", (root.get("viewBox") or "").strip())]
    wide, high = (box[2], box[3]) if len(box) == 4 else (0.0, 0.0)
    if wide > 0 and high > 0:
        if not width and not height:
            width, height = wide, high
        width = width or height * wide / high
        height = height or width * high / wide
    if not (0.01 < width < 1e6 and 0.01 < height < 1e6 and 0.01 < width / height < 100):
        return _UNKNOWN
    return width, height


def _length(text: str | None) -> float:
    found = _LENGTH.fullmatch(text or "")
    return _number(found[1]) * _PIXELS[found[2] or ""] if found else 0.0


def _number(text: str) -> float:
    try:
        return float(text[:20])
    except ValueError:
        return 0.0

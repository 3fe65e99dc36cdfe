"""The styles of an OpenDocument text: what a paragraph is by its style, and how letters look."""

import re
from dataclasses import dataclass, field
from typing import Any

from closereader.importing import word_colours, word_styles
from closereader.importing.odt_package import FO, OFFICE, STYLE, TEXT
from closereader.importing.word_flow import Paragraph, Styles
from closereader.importing.xml_tree import Element
from closereader.model.colour import Colour
from closereader.model.document import BlockKind, InlineStyle

_MOST_PARENTS = 20
_LENGTH = re.compile(r"(-?[\d.]{1,12})(pt|cm|mm|in|pc|px)")
_POINTS = {"pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0, "pc": 12.0, "px": 0.75}
_SHOWN = {
    "bold": InlineStyle.STRONG, "italic": InlineStyle.EMPHASIS, "under": InlineStyle.EMPHASIS,
    "small": InlineStyle.SMALL_CAPS, "strike": InlineStyle.STRIKE, "code": InlineStyle.CODE,
}  # fmt: skip

Letters = dict[str, Any]


@dataclass(slots=True)
class Style:
    """A style, all that it is based on taken in. `letters`: what it says of them; `list_style`: the name of
    its style of lists; `is_set_apart`: its name tells what it is."""

    said: Paragraph = field(default_factory=Paragraph)
    letters: Letters = field(default_factory=dict)
    list_style: str = ""
    is_contents: bool = False
    is_set_apart: bool = False


class StyleSheet:
    """All styles of a file."""

    def __init__(self, *roots: Element | None) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
        self._defaults: dict[str, Element] = {}
        self._direct: set[tuple[str, str]] = set()
        self._made: dict[tuple[str, str], Style] = {}
        for root in roots:
            if root is None:
                continue
            for element in root.iter(f"{STYLE}style"):
                key = (element.get(f"{STYLE}family") or "", element.get(f"{STYLE}name") or "")
                self._elements.setdefault(key, element)
                parent = element.getparent()
                if parent is not None and parent.tag == f"{OFFICE}automatic-styles":
                    self._direct.add(key)
            for element in root.iter(f"{STYLE}default-style"):
                self._defaults.setdefault(element.get(f"{STYLE}family") or "", element)

    @property
    def language(self) -> str:
        """That of paragraphs, by default."""
        element = self._defaults.get("paragraph")
        letters = None if element is None else element.find(f"{STYLE}text-properties")
        return "" if letters is None else letters.get(f"{FO}language") or ""

    def style(self, family: str, name: str) -> Style:
        """The style of that name; of an unknown one the default."""
        key = (family, name)
        if key not in self._made:
            self._made[key] = self._read(key)
        return self._made[key]

    def is_typed(self, letters: Letters) -> bool:
        """Whether letters are a typewriter's, where those of the text are not."""
        usual = self.style("paragraph", "Standard").letters.get("font", "")
        font = letters.get("font", "")
        return word_styles.is_typewriter(font) and not word_styles.is_typewriter(usual)

    def _read(self, key: tuple[str, str]) -> Style:
        family, name = key
        chain: list[tuple[str, str]] = []
        while (family, name) in self._elements and len(chain) < _MOST_PARENTS:
            chain.append((family, name))
            name = self._elements[family, name].get(f"{STYLE}parent-style-name") or ""
        style = Style()
        if family in self._defaults and family == "paragraph":
            self._add(style, self._defaults[family])
        for one in reversed(chain):
            element = self._elements[one]
            if one not in self._direct:
                shown = element.get(f"{STYLE}display-name") or element.get(f"{STYLE}name") or ""
                if family == "paragraph":
                    style.is_set_apart |= word_styles.apply(shown, style.said)
                    style.is_contents |= word_styles.is_contents(shown)
                elif word_styles.is_code(shown):
                    style.letters["code"] = True
            self._add(style, element)
            if one not in self._direct and family == "paragraph":
                # A paragraph's own colour is a highlight; that of a style is how all like it look.
                style.letters.pop("colour", None)
        return style

    def _add(self, style: Style, element: Element) -> None:
        level = element.get(f"{STYLE}default-outline-level")
        if level and level.isdecimal() and not style.said.role:
            style.said.heading = min(int(level[:3]), 9)
        if element.get(f"{STYLE}list-style-name") is not None:
            style.list_style = element.get(f"{STYLE}list-style-name") or ""
        paragraph = element.find(f"{STYLE}paragraph-properties")
        if paragraph is not None:
            _read_paragraph(paragraph, style.said)
        letters = element.find(f"{STYLE}text-properties")
        if letters is not None:
            style.letters.update(_read_letters(letters, style.letters.get("size", 0.0)))


def _read_paragraph(element: Element, said: Paragraph) -> None:
    left, right = said.indent
    left = points(element.get(f"{FO}margin-left"), left)
    first = points(element.get(f"{FO}text-indent"), 0.0)
    if first < 0 and element.get(f"{FO}margin-left"):
        left += first
    said.indent = (left, points(element.get(f"{FO}margin-right"), right))
    aligned = element.get(f"{FO}text-align")
    if aligned:
        said.is_centred = aligned == "center"


def _read_letters(element: Element, size: float) -> Letters:
    out: Letters = {}
    weight = element.get(f"{FO}font-weight")
    if weight:
        out["bold"] = weight == "bold" or (weight.isdecimal() and int(weight[:4]) >= 600)
    slant = element.get(f"{FO}font-style")
    if slant:
        out["italic"] = slant in ("italic", "oblique")
    variant = element.get(f"{FO}font-variant")
    if variant:
        out["small"] = variant == "small-caps"
    for name, key in (("text-line-through", "strike"), ("text-underline", "under")):
        drawn = element.get(f"{STYLE}{name}-style") or element.get(f"{STYLE}{name}-type")
        if drawn:
            out[key] = drawn != "none"
    position = (element.get(f"{STYLE}text-position") or "").split()
    if position:
        out["vertical"] = _vertical(position[0])
    if element.get(f"{TEXT}display"):
        out["hidden"] = element.get(f"{TEXT}display") == "none"
    background = element.get(f"{FO}background-color")
    if background:
        out["colour"] = word_colours.of_hex(background)
    font = element.get(f"{STYLE}font-name") or element.get(f"{FO}font-family")
    if font:
        out["font"] = font.strip("'\"")
    given = element.get(f"{FO}font-size") or ""
    if given.endswith("%") and given[:-1].isdecimal():
        out["size"] = size * int(given[:-1][:4]) / 100
    elif given:
        out["size"] = points(given, size)
    return out


def _vertical(position: str) -> str:
    if position in ("super", "sub"):
        return f"{position}script"
    share = position.removesuffix("%")
    try:
        raised = float(share[:8])
    except ValueError:
        return ""
    return "superscript" if raised > 0 else "subscript" if raised < 0 else ""


def points(length: str | None, default: float) -> float:
    """A length in points."""
    found = _LENGTH.fullmatch(length or "")
    if not found:
        return default
    try:
        return float(found[1]) * _POINTS[found[2]]
    except ValueError:
        return default


def shown(letters: Letters, base: Letters | None) -> tuple[Styles, Colour | None]:
    """How letters look, and the highlight on them. `base`: those of a paragraph that is set apart as a
    whole, in which what all of it has stands out for nothing."""
    out = set()
    for name, style in _SHOWN.items():
        is_so = bool(letters.get(name))
        if base is not None and name in ("bold", "italic") and base.get(name):
            is_so = not is_so
        if is_so:
            out.add(style)
    if letters.get("vertical"):
        out.add(InlineStyle(letters["vertical"]))
    return frozenset(out), letters.get("colour")


def is_apart(said: Paragraph) -> bool:
    """Whether a paragraph is set apart as a whole."""
    return bool(said.heading) or said.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)

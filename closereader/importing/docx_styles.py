"""The styles of a Word file: what a paragraph is by its style, and how the letters of a run look."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from closereader.importing import word_colours, word_styles
from closereader.importing.docx_package import Part, W, is_on, number, value
from closereader.importing.word_flow import PLAIN, Paragraph, Styles
from closereader.importing.xml_tree import Element
from closereader.model.colour import Colour
from closereader.model.document import BlockKind, InlineStyle

_MOST_PARENTS = 20
_TWIPS = 20.0

# Those that a style of letters turns round where the paragraph's style has them (ECMA-376 17.7.3).
_TOGGLES = {
    f"{W}b": "b", f"{W}i": "i", f"{W}smallCaps": "smallCaps", f"{W}strike": "strike",
    f"{W}dstrike": "strike", f"{W}vanish": "vanish",
}  # fmt: skip
_SHOWN = {
    "b": InlineStyle.STRONG, "i": InlineStyle.EMPHASIS, "u": InlineStyle.EMPHASIS,
    "smallCaps": InlineStyle.SMALL_CAPS, "strike": InlineStyle.STRIKE, "code": InlineStyle.CODE,
}  # fmt: skip

Properties = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Look:
    """How the letters of a run look. `size`: in points; `font`: "" where it is not said;
    `is_underlined`: that alone makes it stand out."""

    styles: Styles = PLAIN
    is_hidden: bool = False
    colour: Colour | None = None
    size: float = 0.0
    font: str = ""
    is_underlined: bool = False


@dataclass(slots=True)
class Style:
    """A style of paragraphs, all that it is based on taken in. `number`: its list and level in it, None
    where it says nothing."""

    id: str = ""
    name: str = ""
    said: Paragraph = field(default_factory=Paragraph)
    letters: Properties = field(default_factory=dict)
    number: tuple[str, int] | None = None
    is_contents: bool = False
    is_plain: bool = True


class StyleSheet:
    """All styles of a file; of one without any, none."""

    def __init__(self, part: Part | None) -> None:
        self._elements: dict[str, Element] = {}
        self._default = ""
        self._letters: Properties = {}
        self.language = ""
        if part is not None:
            self._read(part.root)
        self._paragraphs: dict[str, Style] = {}
        self._characters: dict[str, Properties] = {}
        self._looks: dict[tuple[str, tuple[Any, ...]], Look] = {}

    def _read(self, root: Element) -> None:
        for element in root.iter(f"{W}style"):
            id_ = value(element, "styleId")
            self._elements.setdefault(id_, element)
            if value(element, "type") == "paragraph" and value(element, "default") in ("1", "true"):
                self._default = id_
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        if defaults is not None:
            self._letters = properties(defaults)
            self.language = value(defaults.find(f"{W}lang"))

    def paragraph(self, id_: str) -> Style:
        """The style of that id; of "" or an unknown one the file's default."""
        id_ = id_ if id_ in self._elements else self._default
        if id_ not in self._paragraphs:
            self._paragraphs[id_] = self._paragraph(id_)
        return self._paragraphs[id_]

    def _paragraph(self, id_: str) -> Style:
        style = Style(id_, letters=dict(self._letters))
        for element in reversed(self._chain(id_)):
            name = value(element.find(f"{W}name")) or value(element, "styleId")
            style.name = name
            style.is_contents = word_styles.is_contents(name)
            style.is_plain &= not word_styles.apply(name, style.said)
            style.letters.update(properties(element.find(f"{W}rPr")))
            p = element.find(f"{W}pPr")
            if p is not None:
                read_paragraph(p, style.said)
                listed = p.find(f"{W}numPr")
                if listed is not None:
                    style.number = number_of(listed, style.number)
        return style

    def _chain(self, id_: str) -> list[Element]:
        """A style and those it is based on."""
        out: list[Element] = []
        while id_ in self._elements and len(out) < _MOST_PARENTS:
            element = self._elements[id_]
            if element in out:
                break
            out.append(element)
            id_ = value(element.find(f"{W}basedOn"))
        return out

    def _character(self, id_: str) -> Properties:
        if id_ not in self._characters:
            letters: Properties = {}
            for element in reversed(self._chain(id_)):
                letters.update(properties(element.find(f"{W}rPr")))
                if word_styles.is_code(value(element.find(f"{W}name"))):
                    letters["code"] = True
            self._characters[id_] = letters
        return self._characters[id_]

    def look(self, style: Style, run: Element | None) -> Look:
        """How a run looks whose properties are `run`, in a paragraph of that style."""
        own = () if run is None else tuple((e.tag, *e.attrib.items()) for e in run)
        key = (style.id, own)
        look = self._looks.get(key)
        if look is None:
            look = self._looks[key] = self._looked(style, run)
        return look

    def _is_typed(self, letters: Properties) -> bool:
        """Whether letters are a typewriter's, where those of the text are not."""
        usual = self.paragraph("").letters.get("font", "")
        font = letters.get("font", "")
        return word_styles.is_typewriter(font) and not word_styles.is_typewriter(usual)

    def are_typed(self, style: Style, runs: Iterable[Element | None]) -> bool | None:
        """Whether all runs with these properties, in a paragraph of that style, are in letters of a
        typewriter; None where the file does not say in which they are."""
        found = None
        for run in runs:
            font = self.look(style, run).font
            if not word_styles.is_typewriter(font):
                return False if font else None
            found = self._is_typed({"font": font})
        return found

    def _looked(self, style: Style, run: Element | None) -> Look:
        letters = dict(style.letters)
        letters.pop("colour", None)
        own = properties(run)
        for name, found in self._character(own.get("style", "")).items():
            is_toggle = name in _TOGGLES.values()
            letters[name] = bool(letters.get(name)) != found if is_toggle else found
        colour = own.get("colour")
        letters.update(own)
        said = style.said
        # In a heading or a quotation, what is set as all of it is stands out for nothing.
        is_set_apart = said.heading or said.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        shown = set()
        for name, look in _SHOWN.items():
            is_own = bool(letters.get(name))
            if name in ("b", "i") and is_set_apart and bool(style.letters.get(name)):
                is_own = not is_own
            if is_own:
                shown.add(look)
        if self._is_typed(letters) and not self._is_typed(style.letters):
            shown.add(InlineStyle.CODE)
        if letters.get("vertical") in ("superscript", "subscript"):
            shown.add(InlineStyle(letters["vertical"]))
        return Look(
            frozenset(shown),
            bool(letters.get("vanish")),
            colour,
            float(letters.get("size", 0.0)),
            str(letters.get("font", "")),
            bool(letters.get("u")) and not letters.get("i"),
        )


def properties(element: Element | None) -> Properties:
    """What a list of properties of a run says itself."""
    out: Properties = {}
    for child in () if element is None else element:
        tag = child.tag
        if tag in _TOGGLES:
            out[_TOGGLES[tag]] = is_on(child)
        elif tag == f"{W}u":
            out["u"] = value(child) not in ("none", "")
        elif tag == f"{W}vertAlign":
            out["vertical"] = value(child)
        elif tag == f"{W}sz":
            out["size"] = number(child) / 2
        elif tag == f"{W}rStyle":
            out["style"] = value(child)
        elif tag == f"{W}rFonts":
            font = value(child, "ascii") or value(child, "hAnsi")
            if font:
                out["font"] = font
        elif tag == f"{W}highlight":
            out["colour"] = word_colours.of_name(value(child))
        elif tag == f"{W}shd" and out.get("colour") is None:
            out["colour"] = word_colours.of_hex(value(child, "fill"))
    return out


def read_paragraph(p: Element, said: Paragraph) -> None:
    """Set in `said` what the properties of a paragraph, or of its style, say themselves."""
    level = p.find(f"{W}outlineLvl")
    if level is not None and not said.role:
        said.heading = number(level) + 1 if 0 <= number(level, default=9) <= 8 else 0
    aligned = p.find(f"{W}jc")
    if aligned is not None:
        said.is_centred = value(aligned) == "center"
    indent = p.find(f"{W}ind")
    if indent is not None:
        left, right = said.indent
        if value(indent, "left") or value(indent, "start"):
            left = (number(indent, "left") or number(indent, "start")) / _TWIPS
            said.left = left
        if value(indent, "right") or value(indent, "end"):
            right = (number(indent, "right") or number(indent, "end")) / _TWIPS
        if value(indent, "hanging"):
            # The lines below the first are set in: an entry of a list of books, no quotation.
            left -= number(indent, "hanging") / _TWIPS
        said.indent = (left, right)


def number_of(listed: Element, before: tuple[str, int] | None = None) -> tuple[str, int]:
    """List and level of a `numPr`; what it does not say is as before."""
    id_, level = before or ("", 0)
    if listed.find(f"{W}numId") is not None:
        id_ = value(listed.find(f"{W}numId"))
    if listed.find(f"{W}ilvl") is not None:
        level = min(max(number(listed.find(f"{W}ilvl")), 0), 8)
    return id_, level


def copy_of(said: Paragraph) -> Paragraph:
    """A paragraph's own, to which its own properties are added."""
    return replace(said)

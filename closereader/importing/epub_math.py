"""Formulas as a line of text: what MathML says, in the order in which one would read it aloud."""

from collections.abc import Callable

from closereader.importing.xml_tree import Element

_UNSEEN = frozenset(
    ("annotation", "annotation-xml", "mphantom", "maligngroup", "malignmark", "mspace")
)
_ATOMS = frozenset(("mi", "mn", "mo", "mtext", "ms", "ci", "cn"))
_SPACED = frozenset("=<>≤≥≠≈≡∼∝+−-±×⋅·→←↔⇒⇔∈∉⊂⊆⊃⊇∪∩∧∨∣∘")
_RELATIONS = frozenset("=<>≤≥≠≈≡∼∝")
_SIGNS = frozenset("+−-±")
# Signs that tell a program what two letters beside each other mean, and are not seen.
_INVISIBLE = str.maketrans("", "", "\u2061\u2062\u2063\u2064")


def spans(math: Element) -> Element:
    """The formula as a `span` with `sup` and `sub` in it. Its nesting is bounded by the parser."""
    top = math.makeelement("span", {})
    _Line(top).write(math)
    return top


class _Line:
    """Writes text and raised or lowered pieces one after another into an element."""

    def __init__(self, top: Element) -> None:
        self._at = top
        self._ways: dict[str, Callable[[list[Element]], None]] = {
            "mfrac": self._fraction, "msqrt": self._root, "mroot": self._root,
            "msup": lambda c: self._scripts(c, ("sup",)), "msub": lambda c: self._scripts(c, ("sub",)),
            "msubsup": lambda c: self._scripts(c, ("sub", "sup")),
            "mover": lambda c: self._scripts(c, ("sup",)), "munder": lambda c: self._scripts(c, ("sub",)),
            "munderover": lambda c: self._scripts(c, ("sub", "sup")), "mtable": self._table,
            "mtr": self._row,
        }  # fmt: skip

    def write(self, element: Element) -> None:
        """All of an element."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNSEEN:
            return
        parts = list(element)
        if tag in _ATOMS or not parts:
            self._atom(tag, " ".join("".join(element.itertext()).split()))
        elif tag == "semantics":
            self.write(parts[0])
        elif tag == "mfenced":
            self._fenced(element, parts)
        elif tag in self._ways:
            self._ways[tag](parts)
        else:
            for part in parts:
                self.write(part)

    def _atom(self, tag: str, text: str) -> None:
        text = text.translate(_INVISIBLE)
        if tag == "mo" and text in _SIGNS and self._is_before_a_term():
            # The sign of a number, and no step of a sum.
            pass
        elif tag == "mo" and text in _SPACED:
            text = f" {text} "
        elif tag == "mo" and text in (",", ";"):
            text = f"{text} "
        self._say(text)

    def _say(self, text: str) -> None:
        if len(self._at):
            self._at[-1].tail = (self._at[-1].tail or "") + text
        else:
            self._at.text = (self._at.text or "") + text

    def _is_before_a_term(self) -> bool:
        """Whether nothing has come that something could be added to."""
        if len(self._at) and not self._at[-1].tail:
            return False
        said = ((self._at[-1].tail if len(self._at) else self._at.text) or "").rstrip()
        return not said or said[-1] in "([{|,;/" or said[-1] in _SPACED

    def _within(self, tag: str, element: Element) -> None:
        """It in an element of its own."""
        inner = self._at.makeelement(tag, {})
        self._at.append(inner)
        _Line(inner).write(element)

    def _grouped(self, element: Element) -> None:
        """It, in brackets where it is more than one sign."""
        several = sum(1 for one in element.iter() if one.tag in _ATOMS) > 1
        self._say("(" if several else "")
        self.write(element)
        self._say(")" if several else "")

    def _fraction(self, parts: list[Element]) -> None:
        for number, part in enumerate(parts[:2]):
            self._say("/" if number else "")
            self._grouped(part)

    def _root(self, parts: list[Element]) -> None:
        self._say("√(")
        for part in parts:
            self.write(part)
        self._say(")")

    def _scripts(self, parts: list[Element], tags: tuple[str, ...]) -> None:
        self.write(parts[0])
        for tag, part in zip(tags, parts[1:], strict=False):
            self._within(tag, part)

    def _table(self, rows: list[Element]) -> None:
        for number, row in enumerate(rows):
            self._say("; " if number else "")
            self.write(row)

    def _row(self, cells: list[Element]) -> None:
        """Columns that only line something up, as around a sign of equality, are not parted."""
        texts = ["".join(cell.itertext()).strip() for cell in cells]
        for number, cell in enumerate(cells):
            is_parted = number and texts[number - 1] and texts[number]
            is_lined_up = texts[number][:1] in _RELATIONS or (
                number and texts[number - 1][-1:] in _RELATIONS
            )
            self._say(", " if is_parted and not is_lined_up else " " if number else "")
            self.write(cell)

    def _fenced(self, element: Element, parts: list[Element]) -> None:
        self._say(element.get("open") or "(")
        for number, part in enumerate(parts):
            self._say(", " if number else "")
            self.write(part)
        self._say(element.get("close") or ")")

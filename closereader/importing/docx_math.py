"""Equations of Word (OMML, ECMA-376 part 1, 22.1) as a line of text, much as one types them."""

import re

from closereader.importing.docx_package import M, W
from closereader.importing.xml_tree import Element

_MOST_LEVELS = 60
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
# Our own signs, and those that are not seen.
_UNMARKED = dict.fromkeys((0x11, 0x12, 0x13, 0x2061, 0x2062, 0x2063, 0x2064))
_RAISABLE = frozenset("0123456789+-−=()n")
_LOWERABLE = frozenset("0123456789+-−=()")
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
_UNSEEN = frozenset(
    f"{M}{name}" for name in "rPr fPr radPr sSubPr sSupPr sSubSupPr naryPr dPr mPr funcPr accPr barPr boxPr "
    "limLowPr limUppPr groupChrPr eqArrPr borderBoxPr phantPr sPrePr ctrlPr oMathParaPr argPr".split()
)  # fmt: skip


def pieces(equation: Element) -> list[tuple[str, int]]:
    """An equation, or a paragraph of equations, as pieces of text: each raised (1), lowered (-1), or on the
    line (0)."""
    out: list[tuple[str, int]] = []
    for at, text in enumerate(_SCRIPT.split(_line(equation, 0))):
        # What the pattern keeps, the signs and what is between them, stands in every third place.
        kind = at % 3
        if kind == 0:
            out.append((_RELATION.sub(r" \1 ", text), 0))
        elif kind == 1:
            height = 1 if text == _UP else -1
        else:
            out.append((text, height))
    return [(text, height) for text, height in out if text]


_UP, _DOWN, _BACK = "\x11\x12\x13"
"""Signs that what comes is raised, lowered, or on the line again, which no text of a file holds."""
_SCRIPT = re.compile(f"([{_UP}{_DOWN}])([^{_BACK}]*){_BACK}")
_RELATION = re.compile(r"\s*([=<>≤≥≠≈≡≅∼∝→←↔⇒⇐⇔∈∉⊂⊆⊃⊇])\s*")


def _line(element: Element, level: int) -> str:
    """The text of an equation, or a part of one."""
    if level > _MOST_LEVELS:
        return "".join(element.itertext(f"{M}t"))
    return "".join(_part(child, level + 1) for child in element)


def _part(element: Element, level: int) -> str:
    tag = element.tag
    if tag in _UNSEEN or tag in (f"{W}del", f"{W}rPr"):
        return ""
    if tag in (f"{M}t", f"{W}t"):
        return (element.text or "").translate(_UNMARKED)
    name = tag.rpartition("}")[2]
    made = _PARTS.get(name) if tag.startswith(M) else None
    return _line(element, level) if made is None else made(element, level)


def _of(element: Element, name: str, level: int) -> str:
    child = element.find(f"{M}{name}")
    return "" if child is None else _line(child, level).strip()


def _sign(element: Element, properties: str, name: str, default: str) -> str:
    found = element.find(f"{M}{properties}/{M}{name}")
    return default if found is None else found.get(f"{M}val", default)


def _grouped(text: str) -> str:
    """In brackets, if it is more than a number or a letter."""
    return text if len(text) <= 1 or text.isalnum() or _is_bracketed(text) else f"({text})"


def _is_bracketed(text: str) -> bool:
    return text[0] in "([{" and text[-1] in ")]}" and not any(c in text[1:-1] for c in "()[]{}")


def _raised(text: str) -> str:
    return _script(text, _UP, _RAISED, _RAISABLE)


def _lowered(text: str) -> str:
    return _script(text, _DOWN, _LOWERED, _LOWERABLE)


def _script(text: str, sign: str, table: dict[int, int], known: frozenset[str]) -> str:
    """Text set up or down: by signs of that form, if all of it has one. What is set so within it is written
    as one types it."""
    text = text.replace(" ", "")
    if text and known.issuperset(text):
        return text.translate(table)
    typed = _SCRIPT.sub(lambda m: f"{'^' if m[1] == _UP else '_'}{_grouped(m[2])}", text)
    return f"{sign}{typed}{_BACK}" if typed else ""


def _fraction(e: Element, level: int) -> str:
    top, bottom = _of(e, "num", level), _of(e, "den", level)
    if _sign(e, "fPr", "type", "") == "noBar":
        return f"({top} ¦ {bottom})"
    return f"{_grouped(top)}/{_grouped(bottom)}"


def _root(e: Element, level: int) -> str:
    degree = _of(e, "deg", level)
    inside = _grouped(_of(e, "e", level))
    return f"{_ROOTS[degree]}{inside}" if degree in _ROOTS else f"{_raised(degree)}√{inside}"


def _scripts(e: Element, level: int) -> str:
    return (
        _grouped(_of(e, "e", level))
        + _lowered(_of(e, "sub", level))
        + _raised(_of(e, "sup", level))
    )


def _scripts_before(e: Element, level: int) -> str:
    return _lowered(_of(e, "sub", level)) + _raised(_of(e, "sup", level)) + _of(e, "e", level)


def _sum(e: Element, level: int) -> str:
    sign = _sign(e, "naryPr", "chr", "∫")
    return (
        sign
        + _lowered(_of(e, "sub", level))
        + _raised(_of(e, "sup", level))
        + f" {_of(e, 'e', level)}"
    )


def _brackets(e: Element, level: int) -> str:
    middle = _sign(e, "dPr", "sepChr", "|")
    begin = _sign(e, "dPr", "begChr", "(")
    parts = [_line(child, level) for child in e.iterfind(f"{M}e")]
    if len(parts) == 1 and parts[0][:1] == begin == "(" and _is_bracketed(parts[0]):
        # Of a choice of k out of n.
        return parts[0]
    return begin + middle.join(parts) + _sign(e, "dPr", "endChr", ")")


def _matrix(e: Element, level: int) -> str:
    rows = [
        ", ".join(_line(cell, level) for cell in row.iterfind(f"{M}e"))
        for row in e.iterfind(f"{M}mr")
    ]
    return f"[{'; '.join(rows)}]"


def _function(e: Element, level: int) -> str:
    of = _of(e, "e", level)
    space = "" if of[:1] in ("(", "[", "{") else " "
    return f" {_of(e, 'fName', level)}{space}{of}"


def _accent(e: Element, level: int) -> str:
    sign = _sign(e, "accPr", "chr", "\N{COMBINING CIRCUMFLEX ACCENT}")
    return _grouped(_of(e, "e", level)) + sign


def _bar(e: Element, level: int) -> str:
    is_above = _sign(e, "barPr", "pos", "bot") == "top"
    sign = "\N{COMBINING OVERLINE}" if is_above else "\N{COMBINING LOW LINE}"
    return "".join(c + sign for c in _of(e, "e", level))


def _limit(e: Element, level: int) -> str:
    return f"{_of(e, 'e', level)}{_lowered(_of(e, 'lim', level))} "


def _limit_above(e: Element, level: int) -> str:
    return f"{_of(e, 'e', level)}{_raised(_of(e, 'lim', level))} "


def _array(e: Element, level: int) -> str:
    return "; ".join(_line(child, level).replace("&", "") for child in e.iterfind(f"{M}e"))


_PARTS = {
    "f": _fraction, "rad": _root, "sSup": _scripts, "sSub": _scripts, "sSubSup": _scripts,
    "sPre": _scripts_before, "nary": _sum, "d": _brackets, "m": _matrix, "func": _function,
    "acc": _accent, "bar": _bar, "limLow": _limit, "limUpp": _limit_above, "eqArr": _array,
}  # fmt: skip

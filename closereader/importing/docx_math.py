"""Equations of Word (OMML, ECMA-376 part 1, 22.1) as a line of text, much as one types them."""

from closereader.importing.docx_package import M, W
from closereader.importing.xml_tree import Element

_MOST_LEVELS = 60
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_RAISABLE = frozenset("0123456789+-−=()n")
_LOWERABLE = frozenset("0123456789+-−=()")
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
_UNSEEN = frozenset(
    f"{M}{name}" for name in "rPr fPr radPr sSubPr sSupPr sSubSupPr naryPr dPr mPr funcPr accPr barPr boxPr "
    "limLowPr limUppPr groupChrPr eqArrPr borderBoxPr phantPr sPrePr ctrlPr oMathParaPr argPr".split()
)  # fmt: skip


def line(element: Element, level: int = 0) -> str:
    """The text of an equation, or a part of one."""
    if level > _MOST_LEVELS:
        return "".join(element.itertext(f"{M}t"))
    return "".join(_part(child, level + 1) for child in element)


def line_of_many(element: Element) -> str:
    """The text of a paragraph of equations."""
    return "; ".join(line(child) for child in element.iterfind(f"{M}oMath"))


def _part(element: Element, level: int) -> str:
    tag = element.tag
    if tag in _UNSEEN or tag in (f"{W}del", f"{W}rPr"):
        return ""
    if tag in (f"{M}t", f"{W}t"):
        return element.text or ""
    if tag == f"{M}oMathPara":
        return " ".join(line(child, level) for child in element.iterfind(f"{M}oMath"))
    name = tag.rpartition("}")[2]
    made = _PARTS.get(name) if tag.startswith(M) else None
    return line(element, level) if made is None else made(element, level)


def _of(element: Element, name: str, level: int) -> str:
    child = element.find(f"{M}{name}")
    return "" if child is None else line(child, level).strip()


def _sign(element: Element, properties: str, name: str, default: str) -> str:
    found = element.find(f"{M}{properties}/{M}{name}")
    return default if found is None else found.get(f"{M}val", default)


def _grouped(text: str) -> str:
    """In brackets, if it is more than a number or a letter."""
    return text if len(text) <= 1 or text.isalnum() or _is_bracketed(text) else f"({text})"


def _is_bracketed(text: str) -> bool:
    return text[0] in "([{" and text[-1] in ")]}" and not any(c in text[1:-1] for c in "()[]{}")


def _raised(text: str) -> str:
    if not text:
        return ""
    return text.translate(_RAISED) if _RAISABLE.issuperset(text) else f"^{_grouped(text)}"


def _lowered(text: str) -> str:
    if not text:
        return ""
    return text.translate(_LOWERED) if _LOWERABLE.issuperset(text) else f"_{_grouped(text)}"


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
    parts = [line(child, level) for child in e.iterfind(f"{M}e")]
    return _sign(e, "dPr", "begChr", "(") + middle.join(parts) + _sign(e, "dPr", "endChr", ")")


def _matrix(e: Element, level: int) -> str:
    rows = [
        ", ".join(line(cell, level) for cell in row.iterfind(f"{M}e"))
        for row in e.iterfind(f"{M}mr")
    ]
    return f"[{'; '.join(rows)}]"


def _function(e: Element, level: int) -> str:
    of = _of(e, "e", level)
    space = "" if of[:1] in ("(", "[", "{") else " "
    return f"{_of(e, 'fName', level)}{space}{of}"


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
    return "; ".join(line(child, level).replace("&", "") for child in e.iterfind(f"{M}e"))


_PARTS = {
    "f": _fraction, "rad": _root, "sSup": _scripts, "sSub": _scripts, "sSubSup": _scripts,
    "sPre": _scripts_before, "nary": _sum, "d": _brackets, "m": _matrix, "func": _function,
    "acc": _accent, "bar": _bar, "limLow": _limit, "limUpp": _limit_above, "eqArr": _array,
}  # fmt: skip

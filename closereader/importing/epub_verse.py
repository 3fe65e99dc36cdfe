"""Verse in books, where each line is an element of its own: its lines become lines of one block."""

import re

from closereader.importing.xml_tree import Element

_POEM = re.compile(r"\b(?:poem|poetry|verse|stanza|lg|linegroup|line-group|lyrics|song)\b", re.I)
_GROUP = re.compile(r"\bline-?group\b", re.I)
_TYPES = frozenset(
    "z3998:poem z3998:verse z3998:song z3998:hymn z3998:lyrics z3998:sonnet z3998:ballad poem verse".split()
)
_LINE_CLASS = re.compile(r"\b(?:line|l|verse-?line|i\d{1,2})\b", re.I)
_NUMBER = re.compile(r"\b(?:lnum|line-?num(?:ber)?|lineno|ln)\b", re.I)
_LINES = ("p", "div", "span")
_BLOCKS = frozenset(
    "p div ul ol table section blockquote figure h1 h2 h3 h4 h5 h6 pre img br".split()
)
_LONGEST = 120
_MOST = 2_000


def is_poem(element: Element, types: frozenset[str]) -> bool:
    """Whether the markup calls it verse; the walk is told so by its class."""
    if element.tag in ("body", "html", "a"):
        return False
    said = element.get("class") or ""
    if types & _TYPES or _GROUP.search(said):
        element.set("class", f"{said} poem".strip())
        return True
    return bool(said) and _POEM.search(said) is not None


def is_line_number(element: Element) -> bool:
    """Whether it is the number of a line of verse, beside it."""
    said = element.get("class") or ""
    if element.tag != "span" or not said or not _NUMBER.search(said):
        return False
    return not "".join(element.itertext()).strip(" []().\n").strip("0123456789")


def join_lines(poem: Element) -> None:
    """Where a poem or a stanza has a block for each line, make them lines of one block."""
    run: list[Element] = []
    for child in [*list(poem)[:_MOST], None]:
        if child is not None and _is_line(child):
            run.append(child)
            continue
        if len(run) > 1:
            _join(run)
        run = []


def _join(lines: list[Element]) -> None:
    block = lines[0].makeelement("div", {})
    lines[0].addprevious(block)
    block.tail = lines[-1].tail
    for line in lines:
        line.tag, line.tail = "span", None
        block.append(line)
        block.append(line.makeelement("br", {}))


def _is_line(element: Element) -> bool:
    if element.tag not in _LINES:
        return False
    if element.tag == "span" and not _LINE_CLASS.search(element.get("class") or ""):
        return False
    if any(one.tag in _BLOCKS for one in element.iterdescendants()):
        return False
    return len(" ".join("".join(element.itertext()).split())) <= _LONGEST

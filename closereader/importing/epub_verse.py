"""Verse in books, where each line is an element of its own: its lines become lines of one block."""

import re

from closereader.importing.xml_tree import Element

_POEM = re.compile(r"\b(?:poem|poetry|verse|stanza|lg|linegroup|line-group|lyrics|song)\b", re.I)
_TYPES = frozenset(
    "z3998:poem z3998:verse z3998:song z3998:hymn z3998:lyrics z3998:sonnet z3998:ballad poem verse".split()
)
_LINE_CLASS = re.compile(r"\b(?:line|l|verse-?line|i\d{1,2})\b", re.I)
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
    if types & _TYPES:
        element.set("class", f"{said} poem".strip())
        return True
    return bool(said) and _POEM.search(said) is not None


def join_lines(poem: Element) -> None:
    """Where a poem or a stanza is made of one block for each line, make them lines of one block."""
    lines = [child for child in poem if child.tag in _LINES]
    if len(lines) < 2 or len(lines) != len(poem) or len(lines) > _MOST:
        return
    if not all(_is_line(line) for line in lines):
        return
    for line in lines:
        line.tag = "span"
    for line in lines[:-1]:
        end = line.makeelement("br", {})
        end.tail, line.tail = line.tail, None
        line.addnext(end)


def _is_line(element: Element) -> bool:
    if element.tag == "span" and not _LINE_CLASS.search(element.get("class") or ""):
        return False
    if any(one.tag in _BLOCKS for one in element.iterdescendants()):
        return False
    return len(" ".join("".join(element.itertext()).split())) <= _LONGEST

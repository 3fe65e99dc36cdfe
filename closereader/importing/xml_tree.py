"""The one place where XML of foreign files is parsed.

Entities are not resolved, no DTD and no other file is loaded, nothing is fetched, and libxml2's own
limits of depth and length stay on.
"""

import html.entities
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import lxml.etree

Element = Any
"""An element of lxml, whose stubs know neither `iterancestors` of a tag nor comments among children."""

MOST_BYTES = 64_000_000
"""Of one XML part. Its tree takes five to eight times as much memory."""


@dataclass(frozen=True, slots=True)
class Tree:
    """`is_repaired`: it broke the rules of XML, and is what could be read of it."""

    root: Element
    is_repaired: bool = False


def parse(data: bytes, *, repair: bool = True) -> Tree | None:
    """The tree of an XML part; None where there is nothing to be made of it. Letters that every page of
    the web knows by name (&nbsp;) are read as such, other entities left out. `repair`: take what can be
    read of one that is cut off or breaks the rules."""
    root = _tree(data, recover=False)
    if root is None:
        data = _NAMED.sub(_numbered, data)
        root = _tree(data, recover=False)
    if root is not None:
        return Tree(_without_entities(root))
    root = _tree(data, recover=True) if repair else None
    return None if root is None else Tree(_without_entities(root), is_repaired=True)


_FAULTS = (lxml.etree.LxmlError, SyntaxError, ValueError, LookupError, AssertionError)
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")


def _tree(data: bytes, *, recover: bool) -> Element | None:
    try:
        return lxml.etree.fromstring(data, _parser(recover=recover))
    except _FAULTS:
        return None


def _numbered(found: "re.Match[bytes]") -> bytes:
    """A named letter by its number: what libxml2 repairs loses even the five that XML knows."""
    letters = html.entities.html5.get(f"{found[1].decode('ascii')};")
    return found[0] if letters is None else "".join(f"&#{ord(c)};" for c in letters).encode("ascii")


def _without_entities(root: Element) -> Element:
    """An entity that was not resolved is a node of its own, which no walk expects."""
    if next(root.iter(lxml.etree.Entity), None) is not None:
        lxml.etree.strip_elements(root, lxml.etree.Entity, with_tail=False)
    return root


def _parser(*, recover: bool) -> lxml.etree.XMLParser:
    return lxml.etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


Step: TypeAlias = tuple[Iterator[Element], Callable[[], None] | None]
"""What is to be gone into, and what is done at its end."""


def walk(
    top: Element,
    step: Callable[[Element], Step | None],
    put: Callable[[str | None], None] | None = None,
) -> None:
    """Go through what is in `top`, in order and without recursion. `step` deals with an element, and gives
    what in it is to be gone into, None for nothing. `put`, for a format whose text stands between its
    elements, is given the text at the beginning of each that is gone into, and after each."""
    steps: list[tuple[Iterator[Element], Callable[[], None] | None, Element]] = []
    steps.append((iter(top), None, top))
    while steps:
        element = next(steps[-1][0], None)
        if element is None:
            _walked, end, element = steps.pop()
            if end is not None:
                end()
        else:
            into = step(element)
            if into is not None:
                if put is not None:
                    put(element.text)
                steps.append((*into, element))
                continue
        if put is not None and steps:
            put(element.tail)


def between(element: Element, top: Element) -> Iterator[Element]:
    """What `element` stands in within `top`, from the inside."""
    outer = element.getparent()
    while outer is not None and outer is not top:
        yield outer
        outer = outer.getparent()

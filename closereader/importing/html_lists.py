"""Lists of a page: how their items are numbered."""

import re
from dataclasses import dataclass

from closereader.importing import lists
from closereader.importing.html_main import Element


@dataclass(slots=True)
class OpenList:
    """A list that is open: `number` of its next item, None for bullets."""

    element: Element
    number: int | None
    step: int
    style: str


def opened(element: Element, tag: str) -> OpenList:
    """The list that begins with a `ul` or `ol`."""
    if tag == "ul":
        return OpenList(element, None, 1, "")
    style = element.get("type") or "1"
    style = style if style in "1aAiI" else "1"
    items = sum(1 for child in element if child.tag == "li")
    is_reversed = element.get("reversed") is not None
    start = integer(element.get("start"))
    if start is None:
        start = items if is_reversed else 1
    return OpenList(element, start, -1 if is_reversed else 1, style)


def integer(value: str | None) -> int | None:
    """The number an attribute gives; None for none."""
    found = re.match(r"\s*(-?\d{1,9})\s*$", value) if value else None
    return int(found[1]) if found else None


def numeral(number: int, style: str) -> str:
    """A number as the list's `type` writes it."""
    shown = {
        "a": lists.to_letters(number),
        "A": lists.to_letters(number).upper(),
        "i": lists.to_roman(number),
        "I": lists.to_roman(number).upper(),
    }.get(style, "")
    return shown or str(number)

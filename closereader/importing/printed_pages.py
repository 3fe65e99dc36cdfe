"""Where the pages of the printed book begin in a text made of markup: “[Pg 12]” of Project Gutenberg,
“*649” of a court's reports, what EPUB and Wikisource mark as a page."""

import re
from collections.abc import Iterator

from closereader.importing.builder import Draft
from closereader.importing.xml_tree import Element

_NUMBER = re.compile(
    r"(?:\*|[\[({]?\s*(?:pg\.?|pages?|p\.|seite|s\.)?)[\s_:]*([ivxlcdm]{1,8}|\d{1,5}[a-z]?)\s*[\])}]?",
    re.I,
)
_CLASS = re.compile(
    r"(?:^|\s)(?:pagenum|pageno|page-?number|pgnum|pagebreak|page-break|star-pagination|ws-pagenum)(?:$|\s)",
    re.I,
)
_TYPE = re.compile(r"(?:^|\s)(?:doc-)?pagebreak(?:$|\s)")
_TAGS = frozenset(("span", "a", "small", "div", "p", "b", "i", "strong", "em"))
_FEWEST = 2
_UNSEEN = str.maketrans("", "", "\u200b\ufeff\u00ad")


def label(said: str) -> str:
    """The number of a printed page, of what is said of it ("Page xii", "[Pg 4]", "{5}", "*649")."""
    words = " ".join(said.translate(_UNSEEN).split())
    found = _NUMBER.fullmatch(words.rstrip(". "))
    return found[1] if found else words[:20]


def is_number(element: Element) -> bool:
    """Whether it is a number in the margin of an old book that somebody set by hand: “[Pg 12]”."""
    if element.tag not in _TAGS or not _CLASS.search(element.get("class") or ""):
        return False
    text = "".join(element.itertext()).translate(_UNSEEN).strip()
    return not text or _NUMBER.fullmatch(text) is not None


def take_out(root: Element) -> dict[str, str]:
    """Put an empty place where a page of the web says that a printed page begins, and return the labels
    by the names of the places. A lone number is none: sites count their own pages, too."""
    marks = [(one, label) for one in list(root.iter()) if (label := _marked(one))]
    if len(marks) < _FEWEST:
        return {}
    labels: dict[str, str] = {}
    for number, (element, said) in enumerate(marks):
        names = [name for one in element.iter() if (name := one.get("id") or one.get("name"))]
        name = names[0] if names else f" printed page {number}"
        place = element.makeelement("a", {"id": name})
        for more in names[1:]:
            place.append(element.makeelement("a", {"id": more}))
        place.tail, parent = element.tail, element.getparent()
        if parent is not None:
            parent.replace(element, place)
            labels[name] = said
    return labels


def give(drafts: list[Draft], labels: dict[str, str]) -> None:
    """Tell the blocks which printed pages begin in them, by the places in them."""
    for draft in drafts:
        draft.pages += sorted(
            ((labels[name], at) for name, at in draft.anchors if name in labels),
            key=lambda page: page[1],
        )


def _marked(element: Element) -> str:
    """The label of the page that begins at an element; "" where none does."""
    if not isinstance(element.tag, str):
        return ""
    types = f"{element.get('role') or ''} {element.get('epub:type') or ''}"
    if not _TYPE.search(types) and not is_number(element):
        return ""
    # Numbers that lead to other pages of a site are its own.
    if any(
        not (one.get("href") or "#").startswith("#")
        for one in (element, *element.iterancestors("a"), *element.iter("a"))
    ):
        return ""
    return next((found[1] for said in _said(element) if (found := _NUMBER.fullmatch(said))), "")


def _said(element: Element) -> Iterator[str]:
    yield "".join(element.itertext()).translate(_UNSEEN).strip().rstrip(".")
    for one in element.iter():
        for name in ("data-page-number", "title", "aria-label", "id", "name"):
            yield (one.get(name) or "").strip()

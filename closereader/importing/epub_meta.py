"""What an EPUB book says about itself: title, authors, date, language, publisher, number."""

import re
from dataclasses import dataclass

from closereader.importing import dates
from closereader.importing.xml_tree import Element
from closereader.text.normalise import normalise

_MOST = 500
_MOST_NAMES = 12
_ISBN = re.compile(r"(?:urn:isbn:|isbn[:\s]*)?((?:97[89][\s-]?)?(?:\d[\s-]?){9}[\dXx])", re.I)
_AUTHOR = ("aut", "author", "")
_EDITOR = ("edt", "editor", "com", "compiler")
# What a program writes that knows no date.
_NO_DATE = ("0101-01-01", "0001-01-01", "1970-01-01")


@dataclass(frozen=True, slots=True)
class BookMeta:
    """ "" where the book says nothing. `source`: publisher and ISBN; `language`: ISO 639."""

    title: str = ""
    author: str = ""
    date: str = ""
    language: str = ""
    source: str = ""


@dataclass(slots=True)
class _Said:
    """An element of the metadata, with what further elements say of it."""

    element: Element
    text: str
    about: dict[str, str]


def read_meta(root: Element) -> BookMeta:
    """Of the package document."""
    found = _gather(root)
    publisher = _first(found.get("publisher", ()))
    isbn = next((n for one in found.get("identifier", ()) if (n := _isbn(one))), "")
    return BookMeta(
        _title(found.get("title", [])),
        _author(found.get("creator", [])),
        _date(found.get("date", [])),
        _language(_first(found.get("language", ()))),
        ", ".join(part for part in (publisher, f"ISBN {isbn}" if isbn else "") if part),
    )


def line_of(element: Element) -> str:
    """All text in an element, on one line, in the form that texts are kept in."""
    text = " ".join("".join(element.itertext()).split())[:_MOST]
    return normalise(text).text.replace("\n", " ")


def _gather(root: Element) -> dict[str, list[_Said]]:
    found: dict[str, list[_Said]] = {}
    by_id: dict[str, _Said] = {}
    about: list[tuple[str, str, str]] = []
    for element in root.iter():
        name = element.tag.rsplit("}", 1)[-1].lower() if isinstance(element.tag, str) else ""
        if name == "manifest":
            break
        if name == "meta":
            refines = (element.get("refines") or "").lstrip("#")
            if refines:
                about.append((refines, (element.get("property") or "").lower(), line_of(element)))
        elif text := line_of(element) if name in _NAMES else "":
            said = _Said(element, text, {})
            found.setdefault(name, []).append(said)
            by_id.setdefault(element.get("id") or "", said)
    for key, property_, value in about:
        if key in by_id:
            by_id[key].about.setdefault(property_, value)
    return found


_NAMES = ("title", "creator", "date", "language", "publisher", "identifier")


def _first(said: "list[_Said] | tuple[_Said, ...]") -> str:
    return said[0].text if said else ""


def _title(titles: list[_Said]) -> str:
    """The main title, with the subtitle where the book tells which is which."""
    if not titles:
        return ""
    kinds = [one.about.get("title-type", "") for one in titles]
    main = titles[kinds.index("main")] if "main" in kinds else titles[0]
    below = next(
        (one.text for one, kind in zip(titles, kinds, strict=True) if kind == "subtitle"), ""
    )
    if not below or below.casefold() in main.text.casefold():
        return main.text
    return f"{main.text}{' ' if main.text[-1:] in '?!:' else ': '}{below}"


def _author(creators: list[_Said]) -> str:
    """The authors; where there is none, those who edited the book."""
    for roles in (_AUTHOR, _EDITOR, None):
        named = [one.text for one in creators if roles is None or _role(one) in roles]
        if named:
            return ", ".join(dict.fromkeys(named[:_MOST_NAMES]))
    return ""


def _role(creator: _Said) -> str:
    role = creator.about.get("role", "")
    for key, value in creator.element.attrib.items():
        if key.rsplit("}", 1)[-1] == "role":
            role = value
    return role.strip().lower()


def _date(said: list[_Said]) -> str:
    """When it was published; when a file was last changed is no date of a book."""
    best = ""
    for one in said:
        events = [v for k, v in one.element.attrib.items() if k.rsplit("}", 1)[-1] == "event"]
        event = events[0].lower() if events else ""
        text = one.text[:10] if re.match(r"\d{4}-\d\d-\d\d", one.text) else one.text
        if event == "modification" or text in _NO_DATE:
            continue
        date = dates.find(text)
        if date is not None and (not best or event == "original-publication"):
            best = date.value
    return best


def _language(text: str) -> str:
    found = re.match(r"[a-z]{2,3}(?=$|[-_])", text.strip().lower())
    return "" if found is None or found[0] == "und" else found[0]


def _isbn(identifier: _Said) -> str:
    """The ISBN that an identifier is, by the sum of its digits."""
    found = _ISBN.fullmatch(identifier.text.strip())
    digits = re.sub(r"[\s-]", "", found[1]).upper() if found else ""
    values = [10 if c == "X" else int(c) for c in digits if c.isdecimal() or c == "X"]
    if len(values) == 13 and "X" not in digits:
        sums = sum(v * (3 if i % 2 else 1) for i, v in enumerate(values))
        return digits if sums % 10 == 0 else ""
    if len(values) == 10 and "X" not in digits[:-1]:
        return digits if sum(v * (10 - i) for i, v in enumerate(values)) % 11 == 0 else ""
    return ""

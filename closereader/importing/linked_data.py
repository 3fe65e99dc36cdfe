"""What a page says of itself in JSON-LD, in the forms that papers, journals and blogs use (schema.org)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from closereader.importing.html_main import Element

_MAX_JSON = 500_000
_MOST_THINGS = 500
_ARTICLES = ("article", "posting", "report", "review", "chapter", "book", "thesis", "creativework")


@dataclass(slots=True)
class LinkedData:
    """ "" where nothing is said."""

    title: str = ""
    authors: list[str] = field(default_factory=list)
    date: str = ""
    site: str = ""


def read(root: Element) -> LinkedData:
    """What its scripts of data say; what is no JSON is passed over."""
    found = LinkedData()
    for script in root.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
            continue
        text = script.text or ""
        if len(text) > _MAX_JSON:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        things = list(_things(data))
        for thing in sorted(things, key=lambda thing: not _is_article(thing)):
            _take(thing, found)
    return found


def _take(thing: dict[str, Any], found: LinkedData) -> None:
    is_article = _is_article(thing)
    found.authors = found.authors or list(_names(thing.get("author")))[:20]
    date = thing.get("datePublished") or thing.get("dateCreated")
    if isinstance(date, str):
        found.date = found.date or date[:100]
    title = thing.get("headline")
    if isinstance(title, str) and is_article:
        found.title = found.title or " ".join(title.split())[:500]
    part_of = thing.get("isPartOf")
    for other in (part_of, thing.get("publisher")):
        names = list(_names(other))
        if is_article and names:
            found.site = found.site or names[0]


def _names(value: Any) -> Iterator[str]:
    """The names in an author's value: a text, a person, or several of them."""
    for one in value if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, list):
            name = name[0] if name else None
        if isinstance(name, str) and name.strip():
            yield " ".join(name.split())[:200]


def _is_article(thing: dict[str, Any]) -> bool:
    kind = thing.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return any(str(one).lower().endswith(_ARTICLES) for one in kinds)


def _things(data: Any) -> Iterator[dict[str, Any]]:
    waiting = [data]
    for _ in range(_MOST_THINGS):
        if not waiting:
            return
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting += one[:_MOST_THINGS]
        elif isinstance(one, dict):
            yield one
            waiting += [
                one[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in one
            ]

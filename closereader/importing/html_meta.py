"""What a page says about itself in its head: title, author, date, language."""

import json
import re
from dataclasses import dataclass
from typing import Any

from closereader.importing import dates, names
from closereader.importing.html_main import Element

_TITLE_TAIL = re.compile(r"\s+[|·•]\s+[^|·•]{1,60}$")
_DATE_KEYS = (
    "article:published_time",
    "citation_publication_date",
    "citation_date",
    "dc.date",
    "dcterms.date",
    "date",
    "datepublished",
)
_MAX_JSON = 200_000


@dataclass(slots=True)
class PageMeta:
    """ "" where the page says nothing."""

    title: str = ""
    author: str = ""
    date: str = ""
    language: str = ""


def read_meta(root: Element) -> PageMeta:
    """What the head of the page says."""
    named: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        value = _line(meta.get("content") or "")
        if key and value and key not in named:
            named[key] = value
    linked = _linked_data(root)
    title_element = next(root.iter("title"), None)
    title = _line(title_element.text_content()) if title_element is not None else ""
    return PageMeta(
        title=_first(
            named, "og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title"
        )
        or _TITLE_TAIL.sub("", title),
        author=_author(
            _first(
                named,
                "author",
                "citation_author",
                "dc.creator",
                "dcterms.creator",
                "article:author",
            )
        )
        or linked.author,
        date=_date(_first(named, *_DATE_KEYS)) or linked.date,
        language=_language(root.get("lang") or root.get("xml:lang") or named.get("og:locale", "")),
    )


def _first(named: dict[str, str], *keys: str) -> str:
    return next((named[key] for key in keys if key in named), "")


def _line(text: str) -> str:
    return " ".join(text.split())[:500]


def _author(text: str) -> str:
    """A name; an address of the web in its place is none."""
    if "://" in text or "@" in text or len(text) > 120:
        return ""
    return names.author_of(text) or text


def _date(text: str) -> str:
    found = dates.find(text[:10] if re.match(r"\d{4}-\d\d-\d\d", text) else text)
    return found.value if found else ""


def _language(text: str) -> str:
    found = re.match(r"[a-z]{2,3}(?=$|[-_])", text.strip().lower())
    return found[0] if found else ""


def _linked_data(root: Element) -> PageMeta:
    """Author and date from the page's JSON-LD, where it has the simple form that news sites use."""
    meta = PageMeta()
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        text = script.text or ""
        if len(text) > _MAX_JSON:
            continue
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            continue
        for thing in _things(data):
            author = thing.get("author")
            author = author[0] if isinstance(author, list) and author else author
            name = author.get("name") if isinstance(author, dict) else author
            if isinstance(name, str) and not meta.author:
                meta.author = _author(_line(name))
            date = thing.get("datePublished")
            if isinstance(date, str) and not meta.date:
                meta.date = _date(_line(date))
    return meta


def _things(data: Any) -> list[dict[str, Any]]:
    if isinstance(data, dict):
        graph = data.get("@graph")
        data = [data, *graph] if isinstance(graph, list) else [data]
    return [thing for thing in data if isinstance(thing, dict)] if isinstance(data, list) else []

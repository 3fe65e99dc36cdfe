"""What a page says about itself: title, author, date, language, site and address."""

import re
from dataclasses import dataclass

from closereader.importing import dates, linked_data, names
from closereader.importing.html_main import Element
from closereader.importing.html_roles import role_of
from closereader.model.document import Role

_SITE_TAIL = re.compile(r"\s+[|·•»]\s+[^|·•»]{1,60}$")
_DASHED_TAIL = re.compile(r"\s+[-–—:]\s+([^|·•–—]{2,60})$")
_DATE_KEYS = (
    "article:published_time",
    "citation_publication_date",
    "citation_date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "date",
    "datepublished",
)
_AUTHOR_KEYS = (
    "citation_author",
    "dc.creator",
    "dcterms.creator",
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "byl",
)
_TITLE_KEYS = (
    "citation_title",
    "dc.title",
    "dcterms.title",
    "og:title",
    "parsely-title",
    "twitter:title",
)
_SITE_KEYS = ("citation_journal_title", "og:site_name", "application-name", "dc.publisher")
# Browsers and SingleFile say in a comment where a page was saved from.
_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s<>\"]{1,2000})",
    re.I,
)
_WEB = re.compile(r"https?://[^\s<>\"]{4,2000}", re.I)
# Who commented is no author.
_OF_READERS = re.compile(r"(?:^|[\s_-])comment(?:s|er|ers|author|list|form)?(?:$|[\s_-])", re.I)
_MAX_BYLINE = 120
_HEAD = 20_000


@dataclass(slots=True)
class PageMeta:
    """ "" where the page says nothing. `site`: the name of the site or journal; `address`: of the page
    on the web; `summary`: what it says that it is about; `byline`: who, where its head says nothing, seems
    to be named in the page, if not in its article."""

    title: str = ""
    author: str = ""
    date: str = ""
    language: str = ""
    site: str = ""
    address: str = ""
    summary: str = ""
    byline: str = ""

    @property
    def source(self) -> str:
        """Where the text comes from: the site's name and the address."""
        return ", ".join(part for part in (self.site, self.address) if part)


def read_meta(root: Element, page: str = "", saved_from: str = "") -> PageMeta:
    """What the page says. `page`: its text, for what stands in comments; `saved_from`: the address that
    what it came in gives for it."""
    named = _named(root)
    linked = linked_data.read(root)
    site = _first(named, *_SITE_KEYS) or linked.site
    meta = PageMeta(
        title=_title(root, named, linked.title, site),
        language=_language(
            root.get("lang")
            or root.get("xml:lang")
            or named.get("content-language", [""])[0]
            or named.get("og:locale", [""])[0]
        ),
        site=site if not _WEB.match(site) else "",
        address=_address(root, named, page, saved_from),
        summary=_first(named, "og:description", "description", "twitter:description"),
    )
    meta.author = _authors(named) or _people(linked.authors)
    meta.byline = _byline(root) if not meta.author else ""
    meta.date = _date(_first(named, *_DATE_KEYS)) or _date(linked.date) or _date(_time(root))
    return meta


def _named(root: Element) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        key = (
            meta.get("property")
            or meta.get("name")
            or meta.get("itemprop")
            or meta.get("http-equiv")
            or ""
        )
        value = _line(meta.get("content") or "")
        for one in key.lower().split():
            if value and len(named.setdefault(one, [])) < 30:
                named[one].append(value)
    return named


def _first(named: dict[str, list[str]], *keys: str) -> str:
    return next((named[key][0] for key in keys if named.get(key)), "")


def _line(text: str) -> str:
    return " ".join(text.split())[:500]


def _title(root: Element, named: dict[str, list[str]], linked: str, site: str) -> str:
    """Without the site's name after it."""
    element = next(root.iter("title"), None)
    own = _line(element.text_content()) if element is not None else ""
    title = _first(named, *_TITLE_KEYS) or linked or own
    short = _SITE_TAIL.sub("", title)
    tail = _DASHED_TAIL.search(short)
    if tail and site and tail[1].casefold() in (site.casefold(), *_words_of(site)):
        short = short[: tail.start()]
    return short or title


def _words_of(site: str) -> list[str]:
    return [word for word in site.casefold().split() if len(word) > 4]


def _authors(named: dict[str, list[str]]) -> str:
    """Of the first key that gives names; journals name each author in an element of its own."""
    for key in _AUTHOR_KEYS:
        found = _people(named.get(key, []))
        if found:
            return found
    return ""


def _people(said: list[str]) -> str:
    """Names, each once; an address of the web in the place of one is none."""
    people: list[str] = []
    for text in said:
        text = _line(text)
        if "://" in text or "@" in text or not 1 < len(text) <= _MAX_BYLINE:
            continue
        person = names.author_of(text) or text
        if key_of(person) not in map(key_of, people):
            people.append(person)
    return ", ".join(people[:20])


def key_of(name: str) -> str:
    """A name as it is compared."""
    return " ".join(name.casefold().split())


def _byline(root: Element) -> str:
    """Who the markup of a line in the page says wrote it."""
    for element in root.iter("a", "span", "p", "div", "address", "cite", "strong", "em", "li"):
        said = (element.get("rel") or element.get("itemprop") or "").split()
        if "author" not in said and role_of(element) is not Role.BYLINE:
            continue
        if any(
            _OF_READERS.search(_named_by(above)) for above in (element, *element.iterancestors())
        ):
            continue
        text = _line(element.text_content())
        named = names.author_of(text)
        if named or (5 <= len(text) <= 50 and " " in text and names.looks_like_name(text)):
            return named or text
    return ""


def _named_by(element: Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _time(root: Element) -> str:
    """The first date that the page's markup gives for itself."""
    for element in root.iter("time", "meta", "span", "abbr"):
        if element.tag == "time" or (element.get("itemprop") or "") == "datePublished":
            said = element.get("datetime") or element.get("content") or ""
            if not said and element.tag == "time":
                said = element.text_content()
            if _date(said):
                return _line(said)
    return ""


def _date(text: str) -> str:
    found = dates.find(text[:10] if re.match(r"\d{4}-\d\d-\d\d", text) else text[:100])
    return found.value if found else ""


def _language(text: str) -> str:
    found = re.match(r"[a-z]{2,3}(?=$|[-_])", text.strip().lower())
    return found[0] if found else ""


def _address(root: Element, named: dict[str, list[str]], page: str, saved_from: str) -> str:
    canonical = [
        link.get("href") or ""
        for link in root.iter("link")
        if (link.get("rel") or "").strip().lower() == "canonical"
    ]
    comment = _SAVED_FROM.search(page[:_HEAD])
    said = [*canonical[:1], _first(named, "og:url"), saved_from, comment[1] if comment else ""]
    return next((one.strip() for one in said if _WEB.fullmatch(one.strip())), "")

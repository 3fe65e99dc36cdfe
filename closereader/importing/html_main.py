"""Which part of a page is the reading: without menus, advertisements, forms and what is hidden.

Simple and honest: the page's own <article> or <main> if it has one that holds most of the text;
inside it, what the markup calls navigation, and what is mostly links, is left out.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

Element: TypeAlias = Any
"""An element of lxml.html, whose class the published type stubs do not know."""

DROPPED = frozenset(
    "script style noscript template head title meta link base nav form button input select textarea option "
    "iframe frame frameset noframes object embed applet param video audio track canvas svg map area "
    "dialog menu rt rp datalist progress meter".split()
)
_NEVER_SEEN = DROPPED - frozenset("nav form button dialog menu rt rp".split())
_NO_TEXT = _NEVER_SEEN - {"noscript"}
_MOST = 0.5
_ROLES = frozenset(
    "navigation banner search complementary contentinfo dialog alertdialog alert menu menubar toolbar".split()
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_HIDDEN_CLASS = re.compile(
    r"\b(?:sr-only|visually-hidden|visuallyhidden|screen-reader-text|noprint|mw-editsection)\b"
)
# What an encyclopaedia (MediaWiki) puts around its text; the fact box is a list of bare values.
_WIKI_CLASS = re.compile(
    r"(?:^|\s)(?:infobox|ambox|tmbox|mbox-small|navbox|vertical-navbox|hatnote|sistersitebox|toc)(?:$|\s|-(?!backref))"
)
_JUNK = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|sidebar|breadcrumbs?|cookies?|consent|gdpr|share|sharing|social|"
    r"related|recommended|recommendations|comments?|disqus|promo|advert|advertisement|ads?|sponsor(?:ed)?|banner|"
    r"newsletter|subscribe|subscription|signup|paywall|popup|modal|pagination|pager|toolbar|widget|tags?-list|"
    r"footer|masthead|skip-link|print-link|author-bio)(?:$|[\s_-])",
    re.I,
)
# What readers wrote under a text may be far longer than it.
_COMMENTS = re.compile(
    r"(?:^|\s)(?:comments?|comments?-?(?:area|list|section|thread|wrapper|container)|disqus_thread|respond)(?:$|\s)",
    re.I,
)
_PAYWALL = re.compile(r"paywall|subscriber", re.I)
_PROSE = 200
_LEAST_ARTICLE = 500
_NOTE = re.compile(r"foot-?note|end-?note|doc-(?:foot|end)note|\bnotes?\b", re.I)
_MOST_OF_FORM = 1_000
_CONTAINERS = frozenset("div section ul ol table td aside header footer p dl center".split())


@dataclass(slots=True)
class _Weight:
    """Characters below an element, those of them in links that lead away, and how many links."""

    text: int = 0
    linked: int = 0
    links: int = 0


def is_note(element: Element) -> bool:
    """Whether the markup calls it a note."""
    said = f"{element.get('class', '')} {element.get('role', '')} {element.get('epub:type', '')}"
    return _NOTE.search(said) is not None


@dataclass(slots=True)
class Page:
    """A page as its markup tells it: `body`, from which only what is never text was taken out; `part`:
    the element that holds most of the reading; `beside`: elements in it that the markup, or links, show
    to be none of the reading's. `seen`: code points of the page as one sees it, menus and all. Of `part`
    without what is beside, `share`: how much of the body's text it is; `linked`: how much of it is links
    that lead away."""

    body: Element
    part: Element
    beside: set[Element]
    seen: int
    share: float
    linked: float

    def outside(self) -> set[Element]:
        """What is beside, and all of the body that is not in `part`."""
        found = set(self.beside)
        element = self.part
        while element is not self.body:
            parent = element.getparent()
            found.update(child for child in parent if child is not element)
            element = parent
        return found


def look_at(root: Element, unwanted: Callable[[Element], bool] | None = None) -> Page:
    """What the page's own markup says. `unwanted`: what is taken out, `is_unseen` where not given."""
    body = _body(root)
    _unwrap_forms(body)
    _remove(body, _is_no_text)
    weights = _weigh(body)
    most = max(_MOST * weights[body].text, _LEAST_ARTICLE)

    def without_most(unseen: Callable[[Element], bool]) -> Callable[[Element], bool]:
        # Whatever it is called, and scripts may have to uncover it: the text of the page is in it.
        return lambda element: unseen(element) and weights[element].text <= most

    _remove(body, without_most(is_hidden))
    seen = _weigh(body)[body].text
    _remove(body, without_most(unwanted or is_unseen))
    weights = _weigh(body)
    part = _choose(body, weights)
    whole = max(weights[part].text, 1)
    beside = _beside(part, weights, part is body)
    text = max(whole - sum(weights[e].text for e in beside), 1)
    linked = weights[part].linked - sum(weights[e].linked for e in beside)
    return Page(body, part, beside, seen, text / max(weights[body].text, 1), linked / text)


def _body(root: Element) -> Element:
    """The body; of a page that never ended its head, all of it."""
    body = root.find("body")
    if body is not None:
        return body
    for head in root.findall("head"):
        head.tag = "div"
    return root


def main_part(root: Element) -> Element:
    """The element that holds the reading, with everything else taken out of it."""
    page = look_at(root)
    for element in page.beside:
        element.drop_tree()
    return page.part


def _unwrap_forms(body: Element) -> None:
    """Some sites put the whole page into a form: what holds paragraphs is no form to be filled in."""
    for form in list(body.iter("form")):
        if sum(len(p.text_content()) for p in form.iter("p", "article", "main")) > _MOST_OF_FORM:
            form.tag = "div"


def _beside(part: Element, weights: dict[Element, "_Weight"], is_whole_page: bool) -> set[Element]:
    """The topmost elements in `part` that are none of the reading's."""
    whole = max(weights[part].text, 1)
    has_title = {el for heading in part.iter("h1") for el in (heading, *heading.iterancestors())}

    def is_beside(element: Element) -> bool:
        if element.tag not in _CONTAINERS or element in has_title:
            return False
        weight = weights[element]
        if is_note(element):
            return False
        is_edge = element.tag in ("header", "footer") and is_whole_page
        if (element.tag == "aside" or is_edge) and weight.text < _MOST * whole:
            return True
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if _JUNK.search(names) and weight.text < 0.3 * whole:
            # What only subscribers see is the text itself; so is a whole paragraph, whatever its class.
            is_prose = weight.text >= _PROSE and weight.linked < 0.2 * weight.text
            return not (is_prose and (element.tag == "p" or _PAYWALL.search(names) is not None))
        if _COMMENTS.search(names) and whole - weight.text > _LEAST_ARTICLE:
            return True
        mostly_links = weight.links >= 3 and weight.linked > 0.6 * weight.text
        return mostly_links and element.tag not in ("p", "td") and weight.text < 0.5 * whole

    found = set()
    stack = list(part)
    while stack:
        element = stack.pop()
        if is_beside(element):
            found.add(element)
        else:
            stack.extend(element)
    return found


def _is_no_text(element: Element) -> bool:
    return not isinstance(element.tag, str) or element.tag in _NO_TEXT


def is_unseen(element: Element) -> bool:
    """Whether the element and all in it is no text of the page, or hidden."""
    tag = element.tag
    if not isinstance(tag, str) or tag in DROPPED or element.get("role", "") in _ROLES:
        return True
    names = element.get("class")
    return bool(names and _WIKI_CLASS.search(names)) or _is_hidden(element)


def is_hidden(element: Element) -> bool:
    """Whether nobody sees it as text: scripts, styles, and what is marked as hidden; menus are seen."""
    tag = element.tag
    return not isinstance(tag, str) or tag in _NEVER_SEEN or _is_hidden(element)


def _is_hidden(element: Element) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style, names = element.get("style"), element.get("class")
    return bool((style and _HIDDEN_STYLE.search(style)) or (names and _HIDDEN_CLASS.search(names)))


def _remove(top: Element, unwanted: Callable[[Element], bool]) -> None:
    """Take out the elements below `top` for which `unwanted` is true; the text after them stays."""
    stack = list(top)
    while stack:
        element = stack.pop()
        if unwanted(element):
            element.drop_tree()
        else:
            stack.extend(element)


def _weigh(body: Element) -> dict[Element, _Weight]:
    """The weight of every element, children before parents."""
    weights: dict[Element, _Weight] = {}
    for element in reversed(list(body.iter())):
        weight = _Weight(len((element.text or "").strip()))
        for child in element:
            below = weights[child]
            weight.text += below.text + len((child.tail or "").strip())
            weight.linked += below.linked
            weight.links += below.links
        if element.tag == "a" and not element.get("href", "#").startswith("#"):
            weight.linked, weight.links = weight.text, 1
        weights[element] = weight
    return weights


def _choose(body: Element, weights: dict[Element, _Weight]) -> Element:
    whole = weights[body].text
    articles = [e for e in body.iter("article") if next(e.iterancestors("article"), None) is None]
    articles += [e for e in body.iter() if e.get("itemprop") == "articleBody" and not articles]
    best = max(articles, key=lambda e: weights[e].text, default=None)
    if best is not None:
        rest = sum(weights[e].text for e in articles) - weights[best].text
        # Several of like size are a list of articles; then their page is the reading.
        if weights[best].text > 1.5 * rest and weights[best].text >= 0.3 * whole:
            return best
    mains = [e for e in body.iter() if e.tag == "main" or e.get("role") == "main"]
    best = max(mains, key=lambda e: weights[e].text, default=None)
    if best is not None and weights[best].text >= 0.3 * whole:
        return best
    return body

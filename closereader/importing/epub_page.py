"""A page of an EPUB book as a tree that the walk through pages of HTML understands.

A book is not a page of the web: nothing in it is a menu or an advertisement, what is linked lies beside it
in the archive, and its markup says what a note, a page break or a line of verse is.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from closereader.i18n import _
from closereader.importing import epub_lines, epub_math, epub_verse, html_main, printed_pages
from closereader.importing.epub_tree import drop, read_tree, replace, types_of
from closereader.importing.inline import safe_target
from closereader.importing.xml_tree import Element

MOST_OF_A_PAGE = 24_000_000
"""Bytes of one page; its tree takes five to eight times as much memory."""

_NOTE_TYPES = frozenset(("footnote", "endnote", "rearnote", "note"))
_NOTE_ROLES = frozenset(("doc-footnote", "doc-endnote"))
_NOTE_LISTS = frozenset(("footnotes", "endnotes", "rearnotes", "doc-endnotes"))
_REFERENCES = frozenset(("noteref", "doc-noteref"))
_BACK = frozenset(("backlink", "doc-backlink", "referrer"))
_BREAKS = frozenset(("pagebreak", "doc-pagebreak"))
_LISTS_OF_PLACES = frozenset(
    ("toc", "landmarks", "page-list", "loi", "lot", "loa", "lov", "doc-toc", "doc-pagelist")
)
_CALLED_NOTE = re.compile(r"\bnotes?\b", re.I)
_SURELY_NOTE = re.compile(r"foot-?note|end-?note|rear-?note", re.I)
_KEPT = frozenset(
    ("svg", "object", "video", "audio", "header", "footer", "aside", "noscript", "map")
)
_DROPPED = html_main.DROPPED - _KEPT
_RAISED = re.compile(r"vertical-align:(super|sub)")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a page needs to know of its book. `number`: of the page; `member`: its name; `place(href)`: the
    name of the place in the book that a link of this page leads to, "" for none; `picture(src)`: the
    member that is a picture, "" for none; `is_large(src)`: whether it is larger than a sign in a line;
    `style(tag, classes)`: what the book's style sheets say of such an element."""

    number: int
    place: Callable[[str], str]
    picture: Callable[[str], str]
    is_large: Callable[[str], bool]
    style: Callable[[str, str], str]


@dataclass(slots=True)
class Page:
    """`body`: to be walked; None where the page is nested too deeply for that, and `lines` are its text.
    `breaks`: names of places where a printed page begins, with its label; `references`: names of places
    that marks of notes lead to; `notes`: names of notes; `title`: of its head."""

    body: Element | None
    lines: list[str] = field(default_factory=list)
    breaks: dict[str, str] = field(default_factory=dict)
    references: set[str] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)
    title: str = ""
    is_repaired: bool = False


def place_name(number: int, fragment: str) -> str:
    """The name of a place of page `number`; of its beginning, with no `fragment`."""
    return f"{number}#{fragment.replace(' ', '%20')}"


def read_page(data: bytes, name: str, around: Surroundings) -> Page:
    """The page of these bytes, made ready for `html_blocks.BlockWalk`."""
    tree = read_tree(data, name)
    root = tree.root
    if root is None:
        return Page(None, tree.lines, is_repaired=True)
    page = Page(root, is_repaired=tree.is_repaired)
    heads = list(root.iter("title"))
    page.title = " ".join("".join(heads[0].itertext()).split())[:500] if heads else ""
    body = next(root.iter("body"), root)
    _Preparation(page, around).run(body)
    page.body = body
    return page


class _Preparation:
    def __init__(self, page: Page, around: Surroundings) -> None:
        self._page = page
        self._around = around

    def run(self, body: Element) -> None:
        """Every element is settled before those in it."""
        stack = [body]
        while stack:
            element = stack.pop()
            if element is not body and self._is_unseen(element):
                drop(element)
                continue
            element = self._settled(element)
            if element is not None:
                stack.extend(element)

    def _is_unseen(self, element: Element) -> bool:
        tag = element.tag
        if not isinstance(tag, str) or tag in _DROPPED:
            return (
                tag != "nav" or bool(types_of(element) & _LISTS_OF_PLACES) or not types_of(element)
            )
        types = types_of(element)
        if types & _NOTE_TYPES or types & _NOTE_ROLES:
            return False
        if epub_verse.is_line_number(element):
            return True
        if types & _LISTS_OF_PLACES and tag in ("nav", "ol", "ul"):
            return True
        if element.get("hidden") is not None or element.get("aria-hidden") == "true":
            return not types & _BREAKS
        style = (
            f"{element.get('style') or ''};{self._around.style(tag, element.get('class') or '')}"
        )
        return _HIDDEN_STYLE.search(style) is not None and not types & _BREAKS

    def _settled(self, element: Element) -> Element | None:
        """What is to be gone into; None where it was dealt with."""
        tag = element.tag
        types = types_of(element)
        if types & _BREAKS or printed_pages.is_number(element):
            self._page_break(element)
            return None
        if tag == "math":
            replace(element, epub_math.spans(element))
            return None
        if tag in ("img", "image"):
            self._picture(element)
            return None
        if tag in ("svg", "object", "switch", "video", "audio"):
            return self._other_media(element, tag)
        name = element.get("id") or (element.get("name") if tag == "a" else "") or ""
        if name:
            element.set("id", place_name(self._around.number, name))
        self._note(element, types)
        if tag == "hgroup":
            _head_together(element)
        if tag == "a":
            self._link(element, types)
        elif epub_verse.is_poem(element, types):
            epub_verse.join_lines(element)
        self._style(element, tag)
        return element

    def _style(self, element: Element, tag: str) -> None:
        """What a class is set like, where the walk can see it."""
        classes = element.get("class")
        style = self._around.style(tag, classes) if classes else ""
        raised = _RAISED.search(style) if tag in ("span", "a", "small") else None
        if raised:
            inner = element.makeelement("sup" if raised[1] == "super" else "sub", {})
            inner.text, element.text = element.text, None
            inner.extend(list(element))
            element.append(inner)
        if style:
            element.set("style", f"{element.get('style') or ''};{style}")

    def _note(self, element: Element, types: frozenset[str]) -> None:
        """A note is what the markup calls one, not every box with the heading “Note”."""
        said = element.get("class") or ""
        if types & (_NOTE_TYPES | _NOTE_ROLES | _NOTE_LISTS):
            element.set("class", f"{said} footnote".strip())
            if element.get("id") and not types & _NOTE_LISTS:
                self._page.notes.add(element.get("id"))
        elif _CALLED_NOTE.search(said) and not _SURELY_NOTE.search(said):
            element.set("class", _CALLED_NOTE.sub("", said))

    def _link(self, element: Element, types: frozenset[str]) -> None:
        href = (element.get("href") or "").strip()
        place = self._around.place(href)
        if place:
            element.set("href", f"#{place}")
            if types & _REFERENCES:
                self._page.references.add(place)
        elif not safe_target(href) or href.startswith("#"):
            element.attrib.pop("href", None)
        if types & _BACK and "backlink" not in (element.get("class") or ""):
            text = "".join(element.itertext()).strip()
            if not any(c.isalnum() or c in "*†‡§" for c in text) or len(text) > 3:
                element.set("class", f"{element.get('class') or ''} backlink")

    def _page_break(self, element: Element) -> None:
        text = " ".join("".join(element.itertext()).split())
        label = printed_pages.label(element.get("title") or element.get("aria-label") or text)
        inner = [one.get("id") for one in element.iter() if one.get("id")]
        name = place_name(
            self._around.number, inner[0] if inner else f" page {len(self._page.breaks)}"
        )
        mark = element.makeelement("span", {"id": name})
        for more in inner[1:]:
            mark.append(element.makeelement("span", {"id": place_name(self._around.number, more)}))
        replace(element, mark)
        if label:
            self._page.breaks[name] = label

    def _picture(self, element: Element) -> None:
        """An `img` with the member it shows; or the words that stand for it, in a line."""
        src = element.get("src") or element.get("href") or ""
        alt = _said_of(src, element.get("alt") or "")
        member = self._around.picture(src)
        picture = element.makeelement("img", {"alt": alt})
        if member:
            picture.set("src", member)
        if element.get("id"):
            picture.set("id", place_name(self._around.number, element.get("id")))
        within = epub_lines.is_in_line(element)
        if within and not (member and self._around.is_large(member)):
            picture = element.makeelement("span", {"id": picture.get("id") or ""})
            picture.text = alt or _in_a_sentence(element, is_there=bool(member))
            replace(element, picture)
            return
        replace(element, picture)
        if within or any(one.tag in ("td", "th") for one in picture.iterancestors()):
            frame = picture.makeelement("section", {})
            replace(picture, frame)
            picture.tail = None
            frame.append(picture)

    def _other_media(self, element: Element, tag: str) -> Element | None:
        """A drawing is shown by the picture in it, else said by its title; of the others what the book
        offers to those who cannot show them."""
        if tag == "svg":
            self._drawing(element)
            return None
        if tag in ("video", "audio"):
            # What stands in it says that it cannot be played.
            said = element.get("aria-label") or ""
            self._show_instead(element, [element.get("poster") or ""], said, said)
            return None
        if tag == "object":
            member = self._around.picture(element.get("data") or "")
            if member:
                element.tag = "img"
                element.set("src", element.get("data") or "")
                element.set("alt", element.get("alt") or "".join(element.itertext()))
                self._picture(element)
                return None
        elif tag == "switch":
            cases = [child for child in element if child.tag == "case"]
            for case in cases if any(child.tag == "default" for child in element) else cases[1:]:
                drop(case)
        element.tag = "span" if tag == "object" else "div"
        return element

    def _drawing(self, element: Element) -> None:
        images = [one for one in element.iter("image") if one.get("href")]
        said = element.get("aria-label") or " ".join(
            " ".join("".join(one.itertext()).split()) for one in element.iter("title", "desc")
        )
        words = said or " ".join(
            " ".join("".join(one.itertext()).split()) for one in element.iter("text")
        )
        own = element.get("src") or ""
        hrefs = [one.get("href") for one in images] or [own]
        self._show_instead(element, hrefs, said or (words if own else ""), words)

    def _show_instead(self, element: Element, hrefs: list[str], said: str, words: str) -> None:
        """The first of these pictures, which is `said` to show something; where there is none, `words`."""
        src = next((href for href in hrefs if self._around.picture(href)), "")
        new = element.makeelement("img", {"alt": (said if src else words)[:1000]})
        if src:
            new.set("src", src)
        if element.get("id"):
            new.set("id", element.get("id"))
        replace(element, new)
        self._picture(new)


def _in_a_sentence(element: Element, *, is_there: bool) -> str:
    """What stands in a line for a picture that says nothing of itself: nothing for an ornament, but where
    words go on after it, it is one of them. Its alternative text may be the name of its file."""
    alt = " ".join((element.get("alt") or "").split())[:1000]
    before, after = epub_lines.words_beside(element)
    if not is_there or not before or not (after or alt):
        return ""
    return alt if any(c.isalnum() for c in alt) else _("[picture]")


def _said_of(src: str, alt: str) -> str:
    """What a picture is said to show; its file's name says nothing of it."""
    said = " ".join(alt.split())[:1000]
    name = src.rsplit("/", 1)[-1]
    is_name = said.casefold() in (name.casefold(), name.rsplit(".", 1)[0].casefold())
    return "" if is_name or said.casefold() in _SAYS_NOTHING else said


_SAYS_NOTHING = ("image", "img", "picture", "art", "[image]", "illustration", "figure", "photo")
_HEADINGS = frozenset(f"h{number}" for number in range(1, 7))


def _head_together(group: Element) -> None:
    """The lines below a heading that are grouped with it are headings below it."""
    level = next((int(one.tag[1]) for one in group if one.tag in _HEADINGS), 0)
    for one in group:
        if level and one.tag == "p":
            one.tag = f"h{min(level + 1, 6)}"

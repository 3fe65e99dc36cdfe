"""An EPUB book's own table of contents and list of printed pages: nav.xhtml, else toc.ncx."""

from dataclasses import dataclass, field

from closereader.importing import archive, printed_pages, xml_tree
from closereader.importing.archive import Archive
from closereader.importing.epub_meta import line_of
from closereader.importing.epub_package import Package, below, children, name_of
from closereader.importing.epub_tree import types_of
from closereader.importing.xml_tree import Element

DEEPEST = 32
"""Levels of a table of contents; what lies deeper is listed at this one."""
MOST_ENTRIES = 20_000

_MOST_BYTES = 16_000_000
_MOST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents. `level`: from 1; `member`: the page it leads to, "" where it leads nowhere
    (its first entry below does); `fragment`: the place there, "" for its beginning."""

    level: int
    title: str
    member: str
    fragment: str = ""


@dataclass(slots=True)
class Contents:
    """`entries`: in the book's order; `pages`: label, member and place of each printed page; `places`:
    kinds of place ("bodymatter", "cover") and the members there."""

    entries: list[Entry] = field(default_factory=list)
    pages: list[tuple[str, str, str]] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)


def read_contents(book: Archive, package: Package) -> Contents:
    """What the book lists; of what it lists twice (for old programs) the newer form."""
    contents = Contents()
    if package.nav:
        _read_nav(book, package.nav, contents)
    if package.ncx and not (contents.entries and contents.pages):
        _read_ncx(book, package.ncx, contents)
    return contents


def _tree(book: Archive, member: str) -> Element | None:
    data = book.read_if_whole(member, _MOST_BYTES)
    tree = None if data is None else xml_tree.parse(data)
    return None if tree is None else tree.root


def _place(book: Archive, base: str, href: str) -> tuple[str, str]:
    """Member and fragment of a link; ("", "") where it leads out of the book."""
    path, _sign, fragment = href.strip().partition("#")
    member = base if not path and fragment else archive.inside(base, path)
    found = None if member is None else book.find(member)
    return (found, fragment) if found else ("", "")


def _read_nav(book: Archive, member: str, contents: Contents) -> None:
    root = _tree(book, member)
    if root is None:
        return
    for element in root.iter():
        for key in element.keys():  # noqa: SIM118 - an element is no dictionary.
            if key.endswith("}type"):
                element.set("epub-type", element.get(key))
    navs = below(root, "nav")
    for nav in navs:
        types = types_of(nav)
        if "page-list" in types or "doc-pagelist" in types:
            for link in below(nav, "a"):
                page = _place(book, member, link.get("href") or "")
                if page[0]:
                    contents.pages.append((printed_pages.label(line_of(link)), *page))
        elif "landmarks" in types:
            for link in below(nav, "a"):
                found, _fragment = _place(book, member, link.get("href") or "")
                for kind in types_of(link) if found else ():
                    contents.places.setdefault(kind, found)
    chosen = next((nav for nav in navs if types_of(nav) & {"toc", "doc-toc"}), None)
    if chosen is None:
        chosen = next((nav for nav in navs if not types_of(nav)), None)
    if chosen is not None:
        _walk_lists(book, member, chosen, contents)


def _walk_lists(book: Archive, base: str, nav: Element, contents: Contents) -> None:
    """Lists within lists, without recursion."""
    stack = [(one, 1) for one in reversed(list(nav)) if name_of(one) == "ol"]
    while stack and len(contents.entries) < MOST_ENTRIES:
        element, level = stack.pop()
        if name_of(element) == "li":
            titled = [one for one in element if name_of(one) in ("a", "span")][:1]
            for one in titled:
                title = line_of(one)[:_MOST_TITLE] or (one.get("title") or "")
                if title:
                    contents.entries.append(
                        Entry(
                            min(level, DEEPEST), title, *_place(book, base, one.get("href") or "")
                        )
                    )
            stack += [
                (one, level + 1 if titled else level)
                for one in reversed(list(element))
                if name_of(one) == "ol"
            ]
        else:
            stack += [(one, level) for one in reversed(list(element))]


def _read_ncx(book: Archive, member: str, contents: Contents) -> None:
    root = _tree(book, member)
    if root is None:
        return
    if not contents.entries:
        stack = [
            (point, 1)
            for top in below(root, "navmap")[:1]
            for point in reversed(children(top, "navpoint"))
        ]
        while stack and len(contents.entries) < MOST_ENTRIES:
            point, level = stack.pop()
            title = _label(point)
            if title:
                contents.entries.append(
                    Entry(min(level, DEEPEST), title, *_place(book, member, _src(point)))
                )
            stack += [(one, level + 1) for one in reversed(children(point, "navpoint"))]
    if not contents.pages:
        for target in below(root, "pagetarget"):
            page = _place(book, member, _src(target))
            label = _label(target) or target.get("value") or ""
            if page[0] and label:
                contents.pages.append((printed_pages.label(label), *page))


def _label(point: Element) -> str:
    return next((line_of(label)[:_MOST_TITLE] for label in children(point, "navlabel")), "")


def _src(point: Element) -> str:
    return next((content.get("src") or "" for content in children(point, "content")), "")

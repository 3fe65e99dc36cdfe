"""The package of an EPUB book: its parts, their order, what it says about itself, and whether it is locked.

After EPUB 3.3 (W3C), OPF 2.0.1 and OCF: names are compared without their namespaces and without regard
to capitals, as books made by old programs need it.
"""

from dataclasses import dataclass, field

from closereader.errors import UnreadableFile
from closereader.i18n import _
from closereader.importing import archive, xml_tree
from closereader.importing.archive import Archive
from closereader.importing.epub_meta import BookMeta, read_meta
from closereader.importing.xml_tree import Element

MOST_IN_THE_SPINE = 5_000
MOST_OF_A_PACKAGE = 16_000_000

_CONTAINER = "META-INF/container.xml"
# Fonts made unfit for use outside the book; its text is as it is.
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_MOST_FALLBACKS = 10


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the book. `member`: its name in the archive, None where it lies elsewhere or is not
    there; `href`: as the manifest has it."""

    member: str | None
    href: str
    media_type: str
    properties: frozenset[str] = frozenset()
    fallback: str = ""


@dataclass(slots=True)
class Package:
    """`spine`: the parts in reading order, each once, those beside the main text (`linear="no"`) last, the
    first of which is number `main`; `missing`: names of those that the manifest or the archive lacks.
    `nav`, `ncx`: members with the contents; `cover`: a picture, or a page with one; `guide`: kinds of
    place ("cover", "toc") and the members there."""

    meta: BookMeta
    parts: dict[str, Part]
    spine: list[Part] = field(default_factory=list)
    main: int = 0
    missing: list[str] = field(default_factory=list)
    nav: str = ""
    ncx: str = ""
    cover: str = ""
    guide: dict[str, str] = field(default_factory=dict)


def name_of(element: Element) -> str:
    """The name of an element without its namespace, in small letters."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1].lower() if isinstance(tag, str) else ""


def children(element: Element, name: str) -> list[Element]:
    """Its child elements of that name."""
    return [child for child in element if name_of(child) == name]


def below(element: Element, name: str) -> list[Element]:
    """All elements of that name in it."""
    return [one for one in element.iter() if name_of(one) == name]


def read_package(book: Archive, file: str) -> Package:
    """The package of the book's first rendition. Raises `UnreadableFile` where there is none, or where its
    text is encrypted; `file`: the book's name, for that sentence."""
    member = _package_member(book)
    tree = None if member is None else _tree(book, member)
    if member is None or tree is None:
        raise UnreadableFile(
            file,
            _(
                "It says nowhere which of its parts is its text, so it is no EPUB book or is damaged. "
                "Get it again from where it came."
            ),
        )
    parts = _parts(book, member, tree)
    package = Package(read_meta(tree), parts)
    _order(package, tree)
    _contents(package, tree, member)
    _cover(package, tree, member)
    scheme = _lock(book, package)
    if scheme:
        raise UnreadableFile(
            file,
            _(
                "It is protected against copying ({scheme}): only the seller’s own program can open it. "
                "Ask for a copy without protection."
            ).format(scheme=scheme),
        )
    return package


def _tree(book: Archive, member: str) -> Element | None:
    data = book.read_if_whole(member, MOST_OF_A_PACKAGE)
    tree = None if data is None else xml_tree.parse(data)
    return None if tree is None else tree.root


def _package_member(book: Archive) -> str | None:
    container = book.find(_CONTAINER)
    tree = None if container is None else _tree(book, container)
    for root in [] if tree is None else below(tree, "rootfile"):
        kind = root.get("media-type") or "application/oebps-package+xml"
        found = archive.inside("", root.get("full-path") or "")
        found = None if found is None else book.find(found)
        if found is not None and "oebps-package" in kind:
            return found
    return next((name for name in book.names if name.lower().endswith(".opf")), None)


def _parts(book: Archive, base: str, root: Element) -> dict[str, Part]:
    parts: dict[str, Part] = {}
    for item in below(root, "item"):
        href = item.get("href") or ""
        member = archive.inside(base, href)
        part = Part(
            None if member is None else book.find(member),
            href,
            (item.get("media-type") or "").strip().lower(),
            frozenset((item.get("properties") or "").split()),
            item.get("fallback") or "",
        )
        parts.setdefault((item.get("id") or "").strip(), part)
    return parts


def _order(package: Package, root: Element) -> None:
    main: list[Part] = []
    beside: list[Part] = []
    seen: set[str] = set()
    for itemref in (ref for spine in below(root, "spine") for ref in children(spine, "itemref")):
        idref = (itemref.get("idref") or "").strip()
        if idref in seen:
            continue
        seen.add(idref)
        if len(seen) > MOST_IN_THE_SPINE:
            break
        part = package.parts.get(idref)
        if part is None or part.member is None:
            package.missing.append(part.href if part is not None else idref)
            continue
        chosen = _shown(package, part)
        to = beside if (itemref.get("linear") or "").lower() == "no" else main
        if all(chosen.member != one.member for one in (*main[-1:], *beside[-1:])):
            to.append(chosen)
    if not main and not beside:
        main = [part for part in package.parts.values() if part.member and is_page(part)]
    unique: dict[str, Part] = {}
    for part in (*main, *beside):
        unique.setdefault(part.member or "", part)
    package.spine = list(unique.values())
    first = {part.member for part in main}
    package.main = sum(1 for part in package.spine if part.member in first)


def is_page(part: Part) -> bool:
    """Whether a part is a page of text."""
    kind = part.media_type
    if kind in ("application/xhtml+xml", "text/html", "text/x-oeb1-document", "text/xml"):
        return True
    return not kind.startswith(
        ("image/", "audio/", "video/", "font/")
    ) and part.href.lower().endswith((".xhtml", ".html", ".htm"))


def _shown(package: Package, part: Part) -> Part:
    """It, or the page that stands in for what is no page."""
    one = part
    for _step in range(_MOST_FALLBACKS):
        if is_page(one) or not one.fallback:
            break
        following = package.parts.get(one.fallback)
        if following is None or following.member is None:
            break
        one = following
    return one if is_page(one) else part


def _contents(package: Package, root: Element, base: str) -> None:
    for part in package.parts.values():
        if "nav" in part.properties and part.member and not package.nav:
            package.nav = part.member
    for spine in below(root, "spine"):
        named = package.parts.get(spine.get("toc") or "")
        if named is not None and named.member:
            package.ncx = named.member
    if not package.ncx:
        for part in package.parts.values():
            if part.member and part.media_type == "application/x-dtbncx+xml":
                package.ncx = part.member
    for reference in below(root, "reference"):
        kind = (reference.get("type") or "").lower()
        member = archive.inside(base, reference.get("href") or "")
        if kind and member:
            package.guide.setdefault(kind, member)


def _cover(package: Package, root: Element, base: str) -> None:
    """The picture that the book names as its cover, in one of the ways of the last twenty years."""
    for part in package.parts.values():
        if "cover-image" in part.properties and part.member:
            package.cover = part.member
            return
    for meta in below(root, "meta"):
        if (meta.get("name") or "").lower() == "cover":
            said = meta.get("content") or ""
            named = package.parts.get(said)
            member = named.member if named else archive.inside(base, said)
            if member:
                package.cover = member
                return
    package.cover = package.guide.get("cover", "")
    if not package.cover:
        for name, part in package.parts.items():
            if part.media_type.startswith("image/") and part.member and "cover" in name.lower():
                package.cover = part.member
                return


def _lock(book: Archive, package: Package) -> str:
    """By what the book's text is encrypted; "" where it is not."""
    member = book.find("META-INF/encryption.xml")
    tree = None if member is None else _tree(book, member)
    locked: set[str] = set()
    for data in [] if tree is None else below(tree, "encrypteddata"):
        methods = [m.get("Algorithm") or "" for m in below(data, "encryptionmethod")]
        if methods and all(method in _FONTS for method in methods):
            continue
        for reference in below(data, "cipherreference"):
            found = archive.inside("", reference.get("URI") or "")
            if found:
                locked.add(book.find(found) or found)
    texts = {part.member for part in package.spine}
    if not locked & texts:
        return ""
    if book.find("META-INF/license.lcpl"):
        return "Readium LCP"
    if book.find("META-INF/sinf.xml"):
        return "Apple FairPlay"
    rights = book.find("META-INF/rights.xml")
    said = (book.read_if_whole(rights, MOST_OF_A_PACKAGE) or b"") if rights else b""
    if b"barnesandnoble" in said.lower():
        return "Barnes & Noble"
    if b"adobe" in said.lower():
        return "Adobe ADEPT"
    return _("encryption")

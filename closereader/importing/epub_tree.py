"""A page of a book as a tree: parsed as XML, else as HTML, its names without namespaces."""

import base64
import html
import re
from dataclasses import dataclass, field

import lxml.etree

from closereader.importing import encoding, html_tree, xml_tree
from closereader.importing.xml_tree import Element
from closereader.text.normalise import normalise

_OPS = "{http://www.idpf.org/2007/ops}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_SVG = "{http://www.w3.org/2000/svg}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_DECLARED = re.compile(
    r"\s*<\?xml[^>]{0,300}\?>|<!DOCTYPE[^\[>]{0,2000}(?:\[.*?\]\s{0,100})?>", re.S | re.I
)
_OWN_ENTITY = re.compile(r"<!ENTITY\s+([A-Za-z]\w{0,31})\s+[\"']([^\"'<>]{1,24})[\"']\s*>")
_PLAIN = re.compile(r"(?:[^&<>%]|&#\w{1,7};){1,4}")
_NAMED = re.compile(r"&([A-Za-z]\w{0,31});")
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_PREDEFINED = frozenset(("amp", "lt", "gt", "quot", "apos"))
# What may stand in a text as a number and cannot stay in one.
_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u2028\u2029\ufeff\ufffe\uffff\ufdd0-\ufdef\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class PageTree:
    """`root`: None where the page is nested too deeply, and `lines` are its text. `is_repaired`: it broke
    the rules of XML."""

    root: Element | None
    lines: list[str] = field(default_factory=list)
    is_repaired: bool = False


def read_tree(data: bytes, name: str) -> PageTree:
    """The tree of these bytes; `name`: the page's, for its encoding."""
    text = _undeclared(encoding.decode(data, name, None, is_html=True).text)
    tree = xml_tree.parse(text.encode("utf-8", "replace"), repair=False)
    root = tree.root if tree is not None else html_tree.parse(normalise(text).text)
    if root is None:
        return PageTree(None, html_tree.flat_paragraphs(normalise(text).text), is_repaired=True)
    for element in root.iter(f"{_SVG}svg"):
        _hold_drawing(element)
    for element in root.iter():
        _plain_names(element)
    return PageTree(root, is_repaired=tree is None)


def _hold_drawing(svg: Element) -> None:
    """Give a drawing that is written into the page an address at which it is found as a picture. One that
    only frames a picture is not needed, and what the page's style sheets colour would be black."""
    parts = list(svg.iter())
    if len(parts) < 2 or any(p.tag == f"{_SVG}image" or p.get("class") for p in parts):
        return
    parent = svg.getparent()
    if parent is not None and not str(parent.tag).startswith(_SVG):
        drawing = lxml.etree.tostring(svg, encoding="utf-8", with_tail=False)
        data = base64.b64encode(drawing).decode("ascii")
        svg.set("src", f"data:image/svg+xml;base64,{data}")


def types_of(element: Element) -> frozenset[str]:
    """What the markup says that it is, in EPUB's and in ARIA's words."""
    said = element.get("epub-type") or element.get("epub:type") or ""
    return frozenset(f"{said} {element.get('role') or ''}".lower().split())


def drop(element: Element) -> None:
    """Take an element out; the text after it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def replace(element: Element, new: Element) -> None:
    """Put another element in its place; the text after it stays."""
    parent = element.getparent()
    if parent is not None:
        new.tail = element.tail
        parent.replace(element, new)


def _undeclared(text: str) -> str:
    """Without what declares entities, and with letters in place of names that XML does not know, and of
    those that the page itself gives to a letter or two."""
    head = text[:20_000]
    own = {name: value for name, value in _OWN_ENTITY.findall(head) if _PLAIN.fullmatch(value)}
    text = _DECLARED.sub("", head, 4) + text[20_000:]

    def letter(found: "re.Match[str]") -> str:
        if found[1] in _PREDEFINED:
            return str(found[0])
        letters = html.entities.html5.get(f"{found[1]};")
        if letters is None:
            return own.get(found[1]) or str(found[0])
        return "".join(f"&#{ord(c)};" for c in letters)

    return _NAMED.sub(letter, text)


def _plain_names(element: Element) -> None:
    """Names without namespaces, and no character that no text may hold."""
    tag = element.tag
    if not isinstance(tag, str):
        return
    local = tag.rsplit("}", 1)[-1].rsplit(":", 1)[-1].lower()
    if local != tag or not _NAME.fullmatch(local):
        element.tag = local if _NAME.fullmatch(local) else "span"
    for key in element.keys():  # noqa: SIM118 - an element is no dictionary.
        value = element.get(key)
        if _UNFIT.search(value):
            del element.attrib[key]
            value = normalise(value).text
            if _NAME.fullmatch(key):
                element.set(key, value)
        if key == f"{_OPS}type" or key == "epub:type":
            element.set("epub-type", value)
        elif key in (f"{_XLINK}href", "xlink:href"):
            element.set("href", value)
        elif key == f"{_XML}id" and element.get("id") is None:
            element.set("id", value)
    if element.text and _UNFIT.search(element.text):
        element.text = normalise(element.text).text
    if element.tail and _UNFIT.search(element.tail):
        element.tail = normalise(element.tail).text

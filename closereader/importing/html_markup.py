"""What the markup of a page of the web means by classes and addresses, put where the walk sees it: formulas
as lines of text, captions, notes of an encyclopaedia, and links that lead to another place in the page."""

import re
import urllib.parse

from closereader.importing import epub_math
from closereader.importing.html_main import Element

_CAPTION = re.compile(
    r"(?:^|\s)(?:(?:thumb|wp-|image-?|img-?|photo-?|media-?|figure-?|picture-?)?caption(?:-?text)?|"
    r"gallerytext|bildunterschrift|legende?)(?:$|\s)",
    re.I,
)
_CAPTION_TAGS = frozenset(("div", "p", "span", "small", "dd", "em", "i", "center"))
_LONGEST_CAPTION = 700
_HOW_FAR_UP = 3
_FORMULA = re.compile(
    r"(?:^|\s)(?:mwe-math-fallback-image-\w+|latex|tex|math|formula|equation)(?:$|\s)", re.I
)
_WIKI_FORMULA = re.compile(r"(?:^|\s)mwe-math-element(?:$|\s)")
_DISPLAY_STYLE = re.compile(r"^\{\\(?:display|text|script)style\s+(.*)\}$", re.S)
_BACK_CLASS = re.compile(
    r"(?:^|\s)(?:mw-cite-backlink|cite-accessibility-label|cite_crochet|footnote-?back\w*|\w*-?backlink|"
    r"reversefootnote)(?:$|\s)|footnote-back|backlink",
    re.I,
)
_BACK_SIGNS = frozenset("↩ ↩︎ ↑ ^ ⏎ ↵ ↩️".split())
_SIGN = 12
_LINK_SIGNS = frozenset(("¶", "#", "§", "🔗", "\uf0c1", "∞"))
_HEADINGS = frozenset(f"h{n}" for n in range(1, 7))
_CITED = re.compile(r"cite_note-")


def settle(root: Element, address: str) -> None:
    """Change a page in this way. `address`: where it stood on the web, "" where that is not known."""
    _link_within(root, address)
    for math in list(root.iter("math")):
        _write_formula(math)
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        names = element.get("class") or ""
        if element.tag == "li" and _CITED.match(element.get("id") or ""):
            element.set("class", f"{names} footnote".strip())
        elif element.tag == "img" and _FORMULA.search(names):
            _write_alternative(element)
        elif is_back_link(element) or _is_heading_link(element):
            _drop_back_link(element)
        elif names and element.tag in _CAPTION_TAGS and _CAPTION.search(names):
            _make_caption(element)


def is_back_link(element: Element) -> bool:
    """Whether it leads from a note back to its place: an arrow, or what the markup calls so."""
    said = f"{element.get('class') or ''} {element.get('role') or ''}"
    if element.tag == "a":
        text = "".join(element.itertext()).strip()
        is_called_so = _BACK_CLASS.search(said) is not None and len(text) <= _SIGN
        # Documentation leads from its headings back to the contents in the same words.
        return text in _BACK_SIGNS or (is_called_so and not _is_in_heading(element))
    return element.tag in ("span", "sup") and _BACK_CLASS.search(said) is not None


def _is_in_heading(element: Element) -> bool:
    return any(above.tag in _HEADINGS for above in element.iterancestors())


def _is_heading_link(element: Element) -> bool:
    """The sign in a heading that gives its address."""
    return (
        element.tag == "a"
        and "".join(element.itertext()).strip() in _LINK_SIGNS
        and _is_in_heading(element)
    )


def _drop_back_link(element: Element) -> None:
    """Take it out, with the brackets around it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    said = (before.tail if before is not None else parent.text) or ""
    tail = element.tail or ""
    if said.rstrip()[-1:] in ("[", "(") and tail.lstrip()[:1] in ("]", ")"):
        said, element.tail = said.rstrip()[:-1], tail.lstrip()[1:]
        if before is not None:
            before.tail = said
        else:
            parent.text = said
    element.drop_tree()


def _write_formula(math: Element) -> None:
    """MathML as a line of text, seen even where a picture of it was shown instead."""
    parent = math.getparent()
    if parent is None or next(math.iterancestors("math"), None) is not None:
        return
    line = epub_math.spans(math)
    line.tail = math.tail
    parent.replace(math, line)
    around = next(
        (e for e in line.iterancestors("span") if _WIKI_FORMULA.search(e.get("class") or "")), None
    )
    # An encyclopaedia hides it beside a picture, which says the same.
    if around is not None and line.text_content().strip():
        for picture in list(around.iter("img")):
            picture.drop_tree()
        for hidden in (e for e in line.iterancestors() if e in set(around.iter())):
            hidden.attrib.pop("style", None)


def _write_alternative(picture: Element) -> None:
    """The words of a picture of a formula, in its line."""
    said = " ".join((picture.get("alt") or "").split())
    found = _DISPLAY_STYLE.match(said)
    words = picture.makeelement("code", {})
    words.text, words.tail = (found[1].strip() if found else said)[:1000], picture.tail
    parent = picture.getparent()
    if parent is not None and words.text:
        parent.replace(picture, words)


def _make_caption(element: Element) -> None:
    """What stands below a picture and is called its caption is one."""
    if any(True for _ in element.iter("img")) or any(
        True for _ in element.iterancestors("figcaption")
    ):
        return
    if not 0 < len(element.text_content().strip()) <= _LONGEST_CAPTION:
        return
    inner: Element = element
    for _step in range(_HOW_FAR_UP):
        before = inner.getprevious()
        if before is not None and (before.tag == "img" or any(True for _ in before.iter("img"))):
            element.tag = "figcaption"
            return
        if before is not None and before.text_content().strip():
            return
        inner = inner.getparent()
        if inner is None or inner.tag in ("body", "article", "main"):
            return


def _link_within(root: Element, address: str) -> None:
    """Browsers write a whole address where a link led to a place in the page that they saved."""
    own = {_bare(one) for one in (address, _base(root)) if one}
    if not own:
        return
    names = {
        name for e in root.iter() if isinstance(e.tag, str) for name in (e.get("id"), e.get("name"))
    }
    for link in root.iter("a"):
        page, sign, name = (link.get("href") or "").partition("#")
        name = urllib.parse.unquote(name)
        if sign and page and name in names and _bare(page) in own:
            link.set("href", f"#{name}")


def _base(root: Element) -> str:
    base = next(root.iter("base"), None)
    return (base.get("href") or "") if base is not None else ""


def _bare(address: str) -> str:
    """An address as it is compared: without its scheme, its query of trackers kept."""
    return re.sub(
        r"^https?://(?:www\.|m\.)?", "", address.partition("#")[0].strip(), flags=re.I
    ).rstrip("/")

"""Walks the elements of a page, without recursion, and makes blocks of them by an allow-list."""

import re
from collections.abc import Callable, Collection
from dataclasses import replace

from closereader import confined
from closereader.i18n import _
from closereader.importing import html_lists, html_main, html_markup, html_tables, lists, plain
from closereader.importing.builder import Draft
from closereader.importing.html_lists import OpenList
from closereader.importing.html_main import Element
from closereader.importing.html_roles import MAX_ROLE, role_of
from closereader.importing.inline import InlineText, safe_target, split_lines
from closereader.model.document import BlockKind, InlineStyle, Picture, Role

_MAX_DEPTH = 6
_SOME = 2_000
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_BLOCKS = frozenset(
    "html body p div section article main header footer aside address figure figcaption details summary dl "
    "dt dd fieldset legend ul ol li blockquote pre table caption thead tbody tfoot tr td th center hgroup "
    "search".split()
) | frozenset(_HEADINGS)
_STYLES = {
    "em": InlineStyle.EMPHASIS, "i": InlineStyle.EMPHASIS, "cite": InlineStyle.EMPHASIS,
    "dfn": InlineStyle.EMPHASIS, "var": InlineStyle.EMPHASIS, "strong": InlineStyle.STRONG,
    "b": InlineStyle.STRONG, "code": InlineStyle.CODE, "kbd": InlineStyle.CODE, "samp": InlineStyle.CODE,
    "tt": InlineStyle.CODE, "sup": InlineStyle.SUPERSCRIPT, "sub": InlineStyle.SUBSCRIPT,
    "s": InlineStyle.STRIKE, "strike": InlineStyle.STRIKE, "del": InlineStyle.STRIKE,
}  # fmt: skip
_CSS_STYLES = (
    (re.compile(r"font-variant[^;]*small-caps", re.I), InlineStyle.SMALL_CAPS),
    (re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.I), InlineStyle.EMPHASIS),
    (re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I), InlineStyle.STRONG),
)
_SMALL_CAPS_CLASS = re.compile(r"\b(?:smcap|small-?caps|smallcaps|sc)\b", re.I)
_POEM_CLASS = re.compile(r"\b(?:poem|poetry|verse|stanza|lg|lyrics|song)\b", re.I)
_RUNNING = (BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.VERSE)


ShowPicture = Callable[[Element, str], Picture | None]
"""Gives the picture of an `img`, with what it is said to show; None where there is none to be shown."""

_ORNAMENT = 48
"""Pixels of height or width up to which a picture is a sign, a bullet or a tracker."""


def _no_picture(_element: Element, _alt: str) -> Picture | None:
    return None


class BlockWalk:
    """`drafts`: the blocks made, in reading order. `show`: where pictures come from. `beside`: elements
    that are perhaps no part of the reading; the blocks in them are in `doubtful`, by id. `linked`: of
    a block, by id, how much of it is links."""

    def __init__(
        self, show: ShowPicture = _no_picture, beside: Collection[Element] = frozenset()
    ) -> None:
        self._show = show
        self._outside = beside
        self.drafts: list[Draft] = []
        self.doubtful: set[int] = set()
        self.linked: dict[int, float] = {}
        self._turned = self._depth_beside = 0
        self._text = InlineText()
        self._lists: list[OpenList] = []
        self._marker = ""
        self._headings: list[int] = []
        self._quotes = 0
        self._captions = 0
        self._notes = 0
        self._poems = 0
        self._roles: list[Role] = []
        self._pictures: list[Draft] = []
        self._break = False
        self._links: list[tuple[Element, int]] = []
        self._linked = self._link_count = 0
        self._menus: list[Draft] = []
        self._named = 0

    def run(self, top: Element, *, with_menus: bool = False) -> None:
        """Make blocks of all that is in `top`; lines that are nothing but links too where `with_menus`."""
        stack: list[tuple[Element, bool]] = [(top, False)]
        steps = 0
        while stack:
            steps += 1
            if steps % _SOME == 0:
                confined.report(steps, 0, _("Reading the page"))
            element, is_end = stack.pop()
            is_beside = element in self._outside
            if is_end:
                self._end(element)
            else:
                if is_beside:
                    self._turn(1)
                if self._start(element):
                    if element.text:
                        self._text.add(element.text)
                    stack.append((element, True))
                    stack.extend((child, False) for child in reversed(element))
                    continue
            if is_beside:
                self._turn(-1)
            if element.tail and element is not top:
                self._text.add(element.tail)
        self._flush()
        self._end_all()
        self._turn(0)
        if not with_menus:
            self._leave_menus_out()

    def _turn(self, by: int) -> None:
        """What comes from here on is one element deeper among the doubtful, or one less."""
        self._flush()
        if self._depth_beside:
            self.doubtful.update(id(draft) for draft in self.drafts[self._turned :])
        self._turned = len(self.drafts)
        self._depth_beside += by

    def _start(self, element: Element) -> bool:
        """Whether to go into the element; what is not gone into has been dealt with."""
        tag = element.tag
        if not isinstance(tag, str):
            return False
        if tag in _BLOCKS or tag == "hr":
            self._flush()
        self._text.anchor(element.get("id") or (element.get("name") or "" if tag == "a" else ""))
        if tag == "br":
            self._text.add_break()
        elif tag == "hr":
            self._break = bool(self.drafts)
        elif tag == "img":
            self._picture(element)
        elif tag == "pre":
            self._preformatted(element)
        elif tag == "table" and html_tables.is_data(element):
            head = html_tables.head_rows(element)
            table = Draft(BlockKind.TABLE, html_tables.rows(element), head)
            table.anchors = html_tables.places(element)
            self.drafts.append(table)
        elif tag == "a" and html_markup.is_back_link(element):
            pass
        else:
            self._enter(element, tag)
            return True
        return False

    def _enter(self, element: Element, tag: str) -> None:
        if tag in _BLOCKS:
            self._enter_block(element, tag)
            return
        if tag in _STYLES:
            self._text.open(element, _STYLES[tag])
        elif tag == "a":
            self._links.append((element, self._text.length))
            target = safe_target(element.get("href") or "")
            if target:
                self._text.open(element, InlineStyle.LINK, target)
        elif tag == "q":
            self._text.add("“")
        style, names = element.get("style"), element.get("class")
        if style:
            for pattern, css_style in _CSS_STYLES:
                if pattern.search(style):
                    self._text.open(element, css_style)
        elif names and _SMALL_CAPS_CLASS.search(names):
            self._text.open(element, InlineStyle.SMALL_CAPS)

    def _enter_block(self, element: Element, tag: str) -> None:
        if tag in _HEADINGS:
            self._headings.append(_HEADINGS[tag])
        elif tag in ("ul", "ol"):
            self._lists.append(html_lists.opened(element, tag))
        elif tag == "li":
            self._marker = self._next_marker(element)
        elif tag == "blockquote":
            self._quotes += 1
        elif tag in ("figcaption", "caption"):
            self._captions += 1
        elif tag == "dt":
            self._text.open(element, InlineStyle.STRONG)
        elif tag == "figure":
            # A picture before it is not the one that it explains.
            self._show_pictures()
        if tag not in ("body", "html") and html_main.is_note(element):
            self._notes += 1
        names = element.get("class")
        if names and _POEM_CLASS.search(names):
            self._poems += 1
        self._roles.append(role_of(element))

    def _end(self, element: Element) -> None:
        tag = element.tag
        if tag not in _BLOCKS:
            if tag == "q":
                self._text.add("”")
            elif tag == "a" and self._links:
                self._linked += max(self._text.length - self._links.pop()[1], 0)
                self._link_count += 1
            if role_of(element) is Role.BYLINE:
                self._named = self._text.length
            self._text.close(element)
            return
        self._flush()
        if tag in _HEADINGS:
            self._headings.pop()
        elif tag in ("ul", "ol"):
            self._lists.pop()
        elif tag == "li":
            self._marker = ""
        elif tag == "blockquote":
            self._quotes -= 1
        elif tag in ("figcaption", "caption"):
            self._captions -= 1
        elif tag == "dt":
            self._text.close(element)
        if tag not in ("body", "html") and html_main.is_note(element):
            self._notes -= 1
        names = element.get("class")
        if names and _POEM_CLASS.search(names):
            self._poems -= 1
        self._roles.pop()
        if tag == "figure":
            self._show_pictures()

    def _flush(self) -> None:
        """End the block that is being gathered."""
        kind, level = self._kind()
        role = next((r for r in reversed(self._roles) if r is not Role.NONE), Role.NONE)
        if self._headings and self._marker == lists.BULLET and not self._text.is_empty:
            self._marker = ""  # Sites make lists of teasers with headings.
        has_marker = bool(self._marker) and not self._text.is_empty
        draft = self._text.take(kind, level)
        linked, count, named = self._linked, self._link_count, self._named
        self._linked = self._link_count = self._named = 0
        if not draft.text:
            return
        if role is Role.NONE and named >= 0.5 * len(draft.text):
            role = Role.BYLINE
        if count >= 2 and linked >= 0.6 * len(draft.text) and len(draft.text) <= 200:
            self._menus.append(draft)
        if self._captions:
            self._caption(draft)
        else:
            self._show_pictures()
        if role is not Role.NONE and kind is BlockKind.PARAGRAPH and len(draft.text) <= MAX_ROLE:
            draft.kind, draft.role = BlockKind.METADATA, role
        if has_marker and draft.text.strip(" .)") == self._marker.strip(" .)"):
            # The page writes the number that a browser shows, too.
            for name, _at in draft.anchors:
                self._text.anchor(name)
            return
        if has_marker:
            _mark(draft, self._marker)
            self._marker = ""
        self._scene_break(draft)
        share = linked / len(draft.text)
        made = split_lines(draft, self._poems > 0 or (kind is BlockKind.QUOTATION))
        self.linked.update((id(one), share) for one in made)
        self.drafts += made

    def _end_all(self) -> None:
        """Pictures after the last text stand at the end, and places after it are at its end."""
        self._show_pictures()
        rest = self._text.take(BlockKind.PARAGRAPH)
        if self.drafts:
            last = self.drafts[-1]
            last.anchors += [(name, len(last.text)) for name, _at in rest.anchors]

    def _leave_menus_out(self) -> None:
        """Lines that are nothing but links, before the first heading or after the last text, lead
        through a site and are none of the reading's."""
        menus = {id(draft) for draft in self._menus}
        headings = (i for i, d in enumerate(self.drafts) if d.kind is BlockKind.HEADING)
        first = next(headings, 0)
        last = len(self.drafts)
        while last > first and id(self.drafts[last - 1]) in menus:
            last -= 1
        self.drafts = [
            d for i, d in enumerate(self.drafts) if id(d) not in menus or first <= i < last
        ]

    def _kind(self) -> tuple[BlockKind, int]:
        if self._headings:
            return BlockKind.HEADING, self._headings[-1]
        if self._captions:
            return BlockKind.FIGURE, 0
        if self._notes:
            return BlockKind.NOTE, 0
        if self._marker:
            return BlockKind.LIST_ITEM, min(max(len(self._lists), 1), _MAX_DEPTH)
        if self._quotes:
            return BlockKind.QUOTATION, min(self._quotes, _MAX_DEPTH)
        return BlockKind.PARAGRAPH, 0

    def _next_marker(self, element: Element) -> str:
        if not self._lists or self._lists[-1].number is None:
            return lists.BULLET
        top = self._lists[-1]
        value = html_lists.integer(element.get("value"))
        number = top.number if value is None else value
        assert number is not None
        top.number = number + top.step
        return f"{html_lists.numeral(number, top.style)}. "

    def _picture(self, element: Element) -> None:
        """It is shown as a figure; where it cannot be, its alternative text is, if it says something
        and no caption does. A small picture within a line is an ornament."""
        alt = " ".join((element.get("alt") or "").split())[:1000]
        if not self._text.is_empty:
            self._pictures.clear()
            return
        if len(self._pictures) >= 50:
            return
        picture = self._show(element, alt)
        if picture is not None and min(picture.width, picture.height) > _ORNAMENT:
            self._pictures.append(Draft(BlockKind.FIGURE, "", picture=picture))
        elif len(alt) >= 3 and any(c.isalpha() for c in alt):
            self._pictures.append(Draft(BlockKind.FIGURE, alt))

    def _caption(self, draft: Draft) -> None:
        """The picture before it is shown with it; further ones stand by themselves. What a picture that
        cannot be shown was said to show is left out: the caption says it."""
        shown = [one for one in self._pictures if one.picture is not None]
        self._pictures.clear()
        if shown:
            draft.picture = shown.pop().picture
        self.drafts += shown

    def _show_pictures(self) -> None:
        pictures, self._pictures = self._pictures, []
        self.drafts += pictures

    def _preformatted(self, element: Element) -> None:
        text = "".join(element.itertext()).strip("\n").expandtabs(8)
        if not text.strip():
            return
        names = element.get("class") or ""
        if self._poems or _POEM_CLASS.search(names):
            self.drafts.append(Draft(BlockKind.VERSE, text))
        elif element.find(".//code") is None and _is_prose(text):
            self.drafts += plain.drafts_of(plain.structure(text, ""))
        else:
            self.drafts.append(Draft(BlockKind.CODE, text))

    def _scene_break(self, draft: Draft) -> None:
        """A rule between running text and a paragraph is a break in it; elsewhere an ornament."""
        before = self.drafts[-1].kind if self.drafts else None
        if self._break and draft.kind is BlockKind.PARAGRAPH and before in _RUNNING:
            self.drafts.append(Draft(BlockKind.METADATA, "* * *"))
        self._break = False


def _is_prose(text: str) -> bool:
    """Whether preformatted text is a poem or running text rather than code."""
    signs = sum(text.count(sign) for sign in "{}();=<>/_|\\#$")
    return signs < 0.03 * len(text)


def _mark(draft: Draft, marker: str) -> None:
    """Put the number or bullet before the text; what has its offset moves along."""
    draft.text = marker + draft.text
    draft.marker = len(marker)
    draft.styles = [
        replace(s, start=s.start + len(marker), end=s.end + len(marker)) for s in draft.styles
    ]
    draft.anchors = [(name, at + len(marker) if at else 0) for name, at in draft.anchors]

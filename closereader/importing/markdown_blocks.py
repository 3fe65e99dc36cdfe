"""Walks the tokens of a Markdown text and makes blocks of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from markdown_it.token import Token

from closereader.importing import html, lists
from closereader.importing import punctuation as marks
from closereader.importing.builder import Draft
from closereader.importing.inline import InlineText, safe_target, split_lines
from closereader.importing.markdown_notes import anchor_of
from closereader.model.document import BlockKind, InlineStyle

_MAX_DEPTH = 6
_STYLES = {"em": InlineStyle.EMPHASIS, "strong": InlineStyle.STRONG, "s": InlineStyle.STRIKE}
_HTML_STYLES = {
    "em": InlineStyle.EMPHASIS, "i": InlineStyle.EMPHASIS, "cite": InlineStyle.EMPHASIS,
    "strong": InlineStyle.STRONG, "b": InlineStyle.STRONG, "sup": InlineStyle.SUPERSCRIPT,
    "sub": InlineStyle.SUBSCRIPT, "code": InlineStyle.CODE, "kbd": InlineStyle.CODE,
    "s": InlineStyle.STRIKE, "del": InlineStyle.STRIKE,
}  # fmt: skip
_HTML_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.I)
_RUNNING = (BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.VERSE)


@dataclass(slots=True)
class _List:
    number: int | None
    sign: str


class TokenWalk:
    """`drafts`: the blocks made, in reading order."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._lists: list[_List] = []
        self._marker = ""
        self._quotes = 0
        self._heading = 0
        self._note = ""
        self._numbers: dict[str, int] = {}
        self._slugs: set[str] = set()
        self._rows: list[list[str]] | None = None
        self._break = False

    def run(self, tokens: Iterable[Token]) -> None:
        """Make blocks of all tokens."""
        tokens = list(tokens)
        for token in tokens:
            for child in token.children or ():
                if child.type == "note_reference":
                    self._number_of(child.content)
        for token in tokens:
            self._token(token)

    def _token(self, token: Token) -> None:
        kind = token.type
        if kind == "inline":
            self._inline(token)
        elif kind == "heading_open":
            self._heading = int(token.tag[1])
        elif kind == "heading_close":
            self._heading = 0
        elif kind == "bullet_list_open":
            self._lists.append(_List(None, ""))
        elif kind == "ordered_list_open":
            self._lists.append(_List(int(token.attrs.get("start", 1)), token.markup))
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
        elif kind == "list_item_open":
            self._marker = self._next_marker()
        elif kind == "list_item_close":
            self._marker = ""
        elif kind == "blockquote_open":
            self._quotes += 1
        elif kind == "blockquote_close":
            self._quotes -= 1
        elif kind in ("fence", "code_block"):
            self._add(Draft(BlockKind.CODE, token.content.rstrip("\n")))
        elif kind == "hr":
            self._break = True
        elif kind == "html_block":
            self.drafts += html.fragment_blocks(token.content)
        else:
            self._table_or_note(token)

    def _table_or_note(self, token: Token) -> None:
        if token.type == "table_open":
            self._rows = []
        elif token.type == "tr_open" and self._rows is not None:
            self._rows.append([])
        elif token.type == "table_close" and self._rows is not None:
            self.drafts.append(
                Draft(BlockKind.TABLE, "\n".join("\t".join(row) for row in self._rows), 1)
            )
            self._rows = None
        elif token.type == "note_open":
            self._note = token.info
            self._marker = f"{self._number_of(token.info)}. "
        elif token.type == "note_close":
            self._note = self._marker = ""

    def _inline(self, token: Token) -> None:
        children = token.children or []
        if self._rows is not None:
            text = InlineText()
            self._fill(text, children)
            self._rows[-1].append(
                text.take(BlockKind.TABLE).text.replace("\n", " ").replace("\t", " ")
            )
            return
        pictures = [child.content.strip() for child in children if child.type == "image"]
        rest = [
            c
            for c in children
            if c.type not in ("image", "softbreak", "hardbreak") and c.content.strip()
        ]
        if pictures and not rest:
            self.drafts += [Draft(BlockKind.FIGURE, alt) for alt in pictures if alt]
            return
        text = InlineText()
        if self._note and self._marker:
            text.anchor(anchor_of(self._note))
        self._fill(text, children)
        draft = text.take(*self._kind())
        if self._heading:
            draft.anchors.append((self._slug(draft.text), 0))
        self._add(draft)

    def _add(self, draft: Draft) -> None:
        if not draft.text:
            return
        if self._marker and draft.kind is not BlockKind.CODE:
            shift = len(self._marker)
            draft.text, draft.marker = self._marker + draft.text, shift
            draft.styles = [
                replace(s, start=s.start + shift, end=s.end + shift) for s in draft.styles
            ]
            self._marker = ""
        before = self.drafts[-1].kind if self.drafts else None
        if self._break and draft.kind is BlockKind.PARAGRAPH and before in _RUNNING:
            self.drafts.append(Draft(BlockKind.METADATA, "* * *"))
        self._break = False
        if draft.kind is BlockKind.CODE:
            self.drafts.append(draft)
        else:
            self.drafts += split_lines(draft, is_poem=draft.kind is BlockKind.QUOTATION)

    def _kind(self) -> tuple[BlockKind, int]:
        if self._heading:
            return BlockKind.HEADING, self._heading
        if self._note:
            return BlockKind.NOTE, 0
        if self._marker:
            return BlockKind.LIST_ITEM, min(max(len(self._lists), 1), _MAX_DEPTH)
        if self._quotes:
            return BlockKind.QUOTATION, min(self._quotes, _MAX_DEPTH)
        return BlockKind.PARAGRAPH, 0

    def _next_marker(self) -> str:
        top = self._lists[-1] if self._lists else _List(None, "")
        if top.number is None:
            return lists.BULLET
        number = top.number
        top.number += 1
        return f"{number}{top.sign} "

    def _number_of(self, label: str) -> int:
        return self._numbers.setdefault(label, len(self._numbers) + 1)

    def _slug(self, heading: str) -> str:
        """The name by which links inside the text lead to a heading, as most writers of Markdown
        expect it: small letters, hyphens for spaces, other marks left out."""
        slug = re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
        count = 1
        unique = slug
        while unique in self._slugs and count < 100:
            unique, count = f"{slug}-{count}", count + 1
        self._slugs.add(unique)
        return unique

    def _fill(self, text: InlineText, children: list[Token]) -> None:
        # Keys by which styles end; Markdown nests them properly, HTML in it need not.
        open_styles: list[tuple[str, object]] = []
        skipped = ""
        for child in children:
            kind = child.type
            if kind == "html_inline":
                skipped = self._html_tag(text, child.content, open_styles, skipped)
            elif skipped:
                continue
            elif kind == "text":
                text.add(child.content)
            elif kind == "softbreak":
                _soft_break(text)
            elif kind == "hardbreak":
                text.add_break()
            elif kind == "code_inline":
                key = object()
                text.open(key, InlineStyle.CODE)
                text.add_raw(child.content)
                text.close(key)
            elif kind == "note_reference":
                self._note_reference(text, child.content)
            else:
                _style(text, child, open_styles)

    def _note_reference(self, text: InlineText, label: str) -> None:
        key = object()
        text.open(key, InlineStyle.SUPERSCRIPT)
        text.open(key, InlineStyle.LINK, f"#{anchor_of(label)}")
        text.add_raw(str(self._number_of(label)))
        text.close(key)

    def _html_tag(
        self, text: InlineText, tag: str, open_styles: list[tuple[str, object]], skipped: str
    ) -> str:
        """Heed the few tags that style a line; of others only the text stays, and of scripts not
        even that. Returns the name of the element whose text is being left out."""
        found = _HTML_TAG.match(tag)
        if found is None:
            return skipped
        name, closes = found[2].lower(), bool(found[1])
        if name in ("script", "style", "template"):
            return "" if closes else name
        if name == "br":
            text.add_break()
        elif name in _HTML_STYLES and not closes:
            key = object()
            open_styles.append((f"<{name}", key))
            text.open(key, _HTML_STYLES[name])
        elif name in _HTML_STYLES:
            _close(text, f"<{name}", open_styles)
        return skipped


def _soft_break(text: InlineText) -> None:
    """A line end in the file is a space, but not between characters of a script without them."""
    if marks.is_unspaced(text.last or " "):
        text.await_spaced()
    else:
        text.add(" ")


def _style(text: InlineText, child: Token, open_styles: list[tuple[str, object]]) -> None:
    name, _, side = child.type.rpartition("_")
    if side == "open" and (name in _STYLES or name == "link"):
        key = object()
        open_styles.append((name, key))
        if name == "link":
            target = safe_target(str(child.attrs.get("href", "")))
            if target:
                text.open(key, InlineStyle.LINK, target)
        else:
            text.open(key, _STYLES[name])
    elif side == "close":
        _close(text, name, open_styles)


def _close(text: InlineText, name: str, open_styles: list[tuple[str, object]]) -> None:
    for i in range(len(open_styles) - 1, -1, -1):
        if open_styles[i][0] == name:
            text.close(open_styles.pop(i)[1])
            return

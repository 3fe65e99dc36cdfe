"""A comment's Markdown as paragraphs with styled stretches: data only, nothing loaded, no HTML.

CommonMark with strikethrough, the same on the card and in the margin of the annotated PDF; a typed
line end is a line end. Images show their words, links theirs: nothing in a comment ever opens or
loads anything.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# Loading the parser costs more than setting a card or a note. It is spared for what can only mean
# plain words with *emphasis*, **strong** and `code` in them, set off by spaces or punctuation.
_SIMPLE = re.compile(
    r"(?<![^\s(“‘])(?P<mark>\*\*|\*|`)(?P<words>[^\W_](?:[^*`\n]*[^\W_])?)(?P=mark)(?![^\s.,;:?)”’])"
)
_MEANING_MORE = re.compile(
    r"[*_`\[<#\\~&>]|^\s*(?:[-+=]|\d+[.)])|^ {4}|\n\s*\n|[ ]{2}$", re.MULTILINE
)


class Style(Enum):
    """How a stretch of a comment is set."""

    EMPHASIS = auto()
    STRONG = auto()
    STRIKE = auto()
    CODE = auto()
    LINK = auto()


class Kind(Enum):
    """What a block of a comment is."""

    WORDS = auto()
    HEADING = auto()
    CODE = auto()
    RULE = auto()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Code points `start` to `end` of a paragraph bear these styles; `target`: where a link leads."""

    start: int
    end: int
    styles: frozenset[Style]
    target: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of a comment. `depth`: how often it is indented; `marker`: a list item's bullet
    or number; `text` may have LFs, where a new line begins; `is_quoted`: it stands in a quotation."""

    text: str
    stretches: tuple[Stretch, ...] = ()
    depth: int = 0
    marker: str = ""
    is_quoted: bool = False
    kind: Kind = Kind.WORDS


def paragraphs(comment: str) -> list[Paragraph]:
    """The blocks of a comment; none for one of white space."""
    comment = comment.strip("\n").rstrip()
    if not comment.strip():
        return []
    without = _SIMPLE.sub(lambda m: "" if m["mark"] == "`" else m["words"], comment)
    if not _MEANING_MORE.search(without):
        return [_simple(comment.strip())]
    return list(_Reader().read(_parser().parse(comment)))


def plain(comment: str) -> str:
    """What a comment says, on one line and without the signs of Markdown."""
    return " ".join(" ".join(paragraph.text for paragraph in paragraphs(comment)).split())


def _simple(comment: str) -> Paragraph:
    text = ""
    stretches: list[Stretch] = []
    last = 0
    for match in _SIMPLE.finditer(comment):
        text += comment[last : match.start()]
        style = frozenset({_SIMPLE_STYLES[match["mark"]]})
        stretches.append(Stretch(len(text), len(text) + len(match["words"]), style))
        text += match["words"]
        last = match.end()
    return Paragraph(text + comment[last:], tuple(stretches))


@lru_cache(maxsize=1)
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("strikethrough")
    return parser.disable(["html_block", "html_inline"])


class _Reader:
    """Walks the parser's flat list of tokens."""

    def __init__(self) -> None:
        self._lists: list[int | None] = []  # the next number of each open list; None: bullets
        self._marker = ""
        self._quotes = 0
        self._is_heading = False

    def read(self, tokens: Sequence["Token"]) -> Iterator[Paragraph]:
        for token in tokens:
            match token.type:
                case "bullet_list_open":
                    self._lists.append(None)
                case "ordered_list_open":
                    self._lists.append(int(token.attrGet("start") or 1))
                case "bullet_list_close" | "ordered_list_close":
                    self._lists.pop()
                case "list_item_open":
                    self._marker = self._next_marker()
                case "blockquote_open" | "blockquote_close":
                    self._quotes += token.nesting
                case "heading_open" | "heading_close":
                    self._is_heading = token.nesting > 0
                case "inline":
                    yield self._paragraph(*_inline(token.children or []))
                case "fence" | "code_block":
                    code = token.content.rstrip("\n").expandtabs(4)
                    whole = Stretch(0, len(code), frozenset({Style.CODE}))
                    yield self._paragraph(code, [whole] if code else [], Kind.CODE)
                case "hr":
                    yield self._paragraph("⁂", [], Kind.RULE)

    def _next_marker(self) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "•"
        self._lists[-1] = number + 1
        return f"{number}."

    def _paragraph(
        self, text: str, stretches: Sequence[Stretch], kind: Kind = Kind.WORDS
    ) -> Paragraph:
        if self._is_heading and text:
            kind = Kind.HEADING
            strong = frozenset({Style.STRONG})
            stretches = [Stretch(0, len(text), strong), *stretches]
        marker, self._marker = self._marker, ""
        depth = len(self._lists) + self._quotes
        return Paragraph(text, tuple(stretches), depth, marker, self._quotes > 0, kind)


_SIMPLE_STYLES = {"*": Style.EMPHASIS, "**": Style.STRONG, "`": Style.CODE}
_STYLES = {
    "em": Style.EMPHASIS,
    "strong": Style.STRONG,
    "s": Style.STRIKE,
    "link": Style.LINK,
}


def _inline(tokens: Sequence["Token"]) -> tuple[str, list[Stretch]]:
    text = ""
    stretches: list[Stretch] = []
    styles: list[Style] = []
    targets: list[str] = []
    for token in tokens:
        name = token.type.rpartition("_")[0]
        if name in _STYLES:
            if token.nesting > 0:
                styles.append(_STYLES[name])
            else:
                styles.pop()
            if name == "link" and token.nesting > 0:
                targets.append(str(token.attrGet("href") or ""))
            elif name == "link":
                targets.pop()
            continue
        content = "\n" if token.type in ("softbreak", "hardbreak") else token.content
        here = [*styles, Style.CODE] if token.type == "code_inline" else styles
        if content and here:
            target = targets[-1] if targets else ""
            stretches.append(Stretch(len(text), len(text) + len(content), frozenset(here), target))
        text += content
    return text, stretches

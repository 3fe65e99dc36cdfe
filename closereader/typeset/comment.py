"""A comment's Markdown as parts for a margin note: paragraphs, items, quotations, code; data only."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypedDict

from closereader.typeset.content import Run, breakable, clean

if TYPE_CHECKING:
    from markdown_it.token import Token

# Loading the parser takes longer than setting a note: it is spared for what may mean more than
# plain words with *emphasis*, **strong** and `code` in them, set off by spaces or punctuation.
_SIMPLE = re.compile(
    r"(?<![^\s(“‘])(?P<mark>\*\*|\*|`)(?P<words>[^\W_](?:[^*`]*[^\W_])?)(?P=mark)(?![^\s.,;:?)”’])"
)
_MEANING_MORE = re.compile(r"[_\[\]<\\~*`\n]|^\s*(?:[-+>#]|\d+[.)])|&#?\w+;")
_SIMPLE_STYLES = {"*": "emphasis", "**": "strong", "`": "code"}
_STEP = 8.0


class Part(TypedDict, total=False):
    """One block of a comment: its kind `k` (p, item, quote, code, heading), its indent in points,
    an item's marker, and its runs."""

    k: str
    indent: float
    marker: str
    runs: list[Run]


def parts_of(markdown: str) -> list[Part]:
    """The blocks of a comment (CommonMark with strikethrough; HTML stays as it was typed)."""
    words = clean(markdown).strip()
    if not words:
        return []
    plain = _SIMPLE.sub(lambda m: "" if m["mark"] == "`" else m["words"], words)
    if not _MEANING_MORE.search(plain):
        return [{"k": "p", "indent": 0.0, "runs": _simple_runs(words)}]
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("strikethrough").disable(["html_block", "html_inline"])
    return list(_Reader().parts(parser.parse(words)))


def _simple_runs(words: str) -> list[Run]:
    runs: list[Run] = []
    last = 0
    for match in _SIMPLE.finditer(words):
        if match.start() > last:
            runs.append({"t": breakable(words[last : match.start()], margin=True), "s": []})
        runs.append(
            {"t": breakable(match["words"], margin=True), "s": [_SIMPLE_STYLES[match["mark"]]]}
        )
        last = match.end()
    if last < len(words):
        runs.append({"t": breakable(words[last:], margin=True), "s": []})
    return runs


class _Reader:
    """Walks the parser's flat list of tokens, keeping what is open around the current one."""

    def __init__(self) -> None:
        self._lists: list[int | None] = []  # the next number of each open list; None: bullets
        self._marker = ""
        self._quotes = 0
        self._heading = False

    def parts(self, tokens: Sequence["Token"]) -> Iterator[Part]:
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
                case "blockquote_open":
                    self._quotes += 1
                case "blockquote_close":
                    self._quotes -= 1
                case "heading_open":
                    self._heading = True
                case "heading_close":
                    self._heading = False
                case "inline":
                    yield self._part(_runs(token.children or []))
                case "fence" | "code_block":
                    yield self._code(token.content.rstrip("\n"))
                case _:
                    pass

    def _next_marker(self) -> str:
        number = self._lists[-1]
        if number is None:
            return "•"
        self._lists[-1] = number + 1
        return f"{number}."

    def _part(self, runs: list[Run]) -> Part:
        indent = _STEP * min(max(len(self._lists) - 1, 0) + max(self._quotes - 1, 0), 4)
        if self._marker:
            marker, self._marker = self._marker, ""
            return {"k": "item", "indent": indent, "marker": marker, "runs": runs}
        if self._lists:
            return {"k": "p", "indent": indent + 9.0, "runs": runs}
        kind = "heading" if self._heading else "quote" if self._quotes else "p"
        return {"k": kind, "indent": indent, "runs": runs}

    def _code(self, code: str) -> Part:
        self._marker = ""
        runs: list[Run] = []
        for number, line in enumerate(code.split("\n")):
            if number:
                runs.append({"br": True})
            runs.append(
                {"t": breakable(line.expandtabs(4).replace("  ", "\u00a0 "), margin=True), "s": []}
            )
        return {"k": "code", "indent": _STEP * min(len(self._lists), 4), "runs": runs}


_OPENS = {"em_open": "emphasis", "strong_open": "strong", "s_open": "strike", "link_open": "link"}
_CLOSES = {"em_close", "strong_close", "s_close", "link_close"}


def _runs(tokens: Sequence["Token"]) -> list[Run]:
    runs: list[Run] = []
    styles: list[str] = []
    for token in tokens:
        if token.type in _OPENS:
            styles.append(_OPENS[token.type])
        elif token.type in _CLOSES:
            styles.pop()
        elif token.type in ("softbreak", "hardbreak"):
            # Who types a new line in a comment means one.
            runs.append({"br": True})
        elif token.type == "code_inline":
            runs.append({"t": breakable(token.content, margin=True), "s": ["code", *styles]})
        elif token.type == "image":
            runs.append({"t": breakable(token.content, margin=True), "s": ["emphasis", *styles]})
        elif token.content:
            runs.append({"t": breakable(token.content, margin=True), "s": list(styles)})
    return runs


def length(part: Part) -> int:
    """How many characters a part has; a line's end counts as half a line, 20."""
    return sum(20 if "br" in run else len(run["t"]) for run in part["runs"])


def pieces(parts: Sequence[Part], limit: int) -> list[list[Part]]:
    """The parts dealt into pieces of about `limit` characters each, cut between words where a
    part is longer; in order, losing nothing."""
    dealt: list[list[Part]] = [[]]
    room = limit
    for part in parts:
        for cut in _cut(part, limit):
            size = length(cut)
            if dealt[-1] and size > room:
                dealt.append([])
                room = limit
            dealt[-1].append(cut)
            room -= size
    return dealt


def _cut(part: Part, limit: int) -> Iterator[Part]:
    if length(part) <= limit:
        yield part
        return
    piece: list[Run] = []
    room = limit
    first = True
    for run in part["runs"]:
        if "br" in run:
            piece.append(run)
            room -= 20
            continue
        rest = run["t"]
        while len(rest) > room:
            at = rest.rfind(" ", 0, max(room, 0)) + 1 or (max(room, 0) if not piece else 0)
            if at:
                piece.append({"t": rest[:at], "s": run["s"]})
            if piece:
                yield _with_runs(part, piece, first)
                first = False
            rest, piece, room = rest[at:], [], limit
        piece.append({"t": rest, "s": run["s"]})
        room -= len(rest)
    if piece:
        yield _with_runs(part, piece, first)


def _with_runs(part: Part, runs: list[Run], first: bool) -> Part:
    if first or part["k"] != "item":
        return {**part, "runs": runs}
    return {"k": "p", "indent": part["indent"] + 9.0, "runs": runs}


def joined(parts: Sequence[Part]) -> list[Part]:
    """Parts cut from one and laid end to end are one again: consecutive paragraphs keep apart only
    where the cut was between paragraphs, which `pieces` marks by ending in no space."""
    whole: list[Part] = []
    for part in parts:
        if whole and _goes_on(whole[-1], part):
            whole[-1] = {**whole[-1], "runs": whole[-1]["runs"] + part["runs"]}
        else:
            whole.append(part)
    return whole


def _goes_on(before: Part, after: Part) -> bool:
    last = before["runs"][-1] if before["runs"] else None
    return (
        last is not None and "br" not in last and last["t"].endswith(" ") and after["k"] != "item"
    )

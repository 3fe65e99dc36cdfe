"""A comment's Markdown as parts for a margin note: paragraphs, items, quotations, code; data only."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypedDict

from closereader.text.comment import Kind, Paragraph, Style, paragraphs
from closereader.typeset.content import Run, breakable, clean

_STEP = 8.0


class Part(TypedDict, total=False):
    """One block of a comment: its kind `k` (p, item, quote, code, heading), its indent in points,
    an item's marker, and its runs."""

    k: str
    indent: float
    marker: str
    runs: list[Run]


def parts_of(markdown: str) -> list[Part]:
    """The blocks of a comment, as `text/comment.py` reads them."""
    return [
        _part(paragraph)
        for paragraph in paragraphs(clean(markdown).strip())
        if paragraph.kind is not Kind.RULE
    ]


def _part(paragraph: Paragraph) -> Part:
    if paragraph.kind is Kind.CODE:
        indent = _STEP * min(paragraph.depth, 4)
        return {"k": "code", "indent": indent, "runs": _runs(paragraph)}
    indent = _STEP * min(max(paragraph.depth - 1, 0), 4)
    if paragraph.marker:
        marker = paragraph.marker
        return {"k": "item", "indent": indent, "marker": marker, "runs": _runs(paragraph)}
    if paragraph.kind is Kind.HEADING:
        return {"k": "heading", "indent": indent, "runs": _runs(paragraph)}
    if paragraph.is_quoted:
        return {"k": "quote", "indent": indent, "runs": _runs(paragraph)}
    if paragraph.depth:
        # What goes on in a list item stands under its words, not under its marker.
        return {"k": "p", "indent": indent + 9.0, "runs": _runs(paragraph)}
    return {"k": "p", "indent": indent, "runs": _runs(paragraph)}


def _runs(paragraph: Paragraph) -> list[Run]:
    is_code = paragraph.kind is Kind.CODE
    text = paragraph.text
    edges = {0, len(text), *(e for s in paragraph.stretches for e in (s.start, s.end))}
    runs: list[Run] = []
    for start, end in pairwise(sorted(edges)):
        # The template sets whole blocks of code and headings by their kind.
        styles: set[Style] = set()
        for stretch in paragraph.stretches:
            if stretch.start <= start and stretch.end >= end and not is_code:
                styles |= stretch.styles
        if paragraph.kind is Kind.HEADING:
            styles.discard(Style.STRONG)
        names = sorted(style.name.lower() for style in styles)
        for number, line in enumerate(text[start:end].split("\n")):
            if number:
                runs.append({"br": True})
            words = line.replace("  ", "\u00a0 ") if is_code else line
            if words:
                runs.append({"t": breakable(words, margin=True), "s": names})
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

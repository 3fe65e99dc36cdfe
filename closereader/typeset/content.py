"""A reading's blocks as data for the page template: words are handed over, never markup."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypedDict

from closereader.model.document import Block, BlockKind, Inline, InlineStyle, Role
from closereader.model.reading import ReadingText

# A word without any place to break runs off the page; a zero-width space lets it break. Shorter
# words are left to hyphenation, or fit the line.
_LONGEST_WORD = 42
_LONGEST_IN_MARGIN = 26
_PIECE = 8
_UNBREAKABLE = re.compile(r"[^\s\u200b\-‐–—/]+")
# C0 controls but TAB and LF, DEL and C1, lone surrogates, noncharacters: JSON or fonts refuse them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


class Run(TypedDict, total=False):
    """A stretch in one style: its text `t` and styles `s`, or a line's end `br`."""

    t: str
    s: list[str]
    br: bool


class BlockData(TypedDict, total=False):
    """One block as the template reads it; lengths in points."""

    style: str
    heading: int
    hang: bool
    above: float
    below: float
    indent: float
    width: float
    marker: list[Run]
    runs: list[Run]
    lines: list[list[Run]]
    columns: list[float]
    cells: list[list[Run]]
    picture: dict[str, Any]


def clean(text: str) -> str:
    """The text with every character that cannot be printed or encoded as U+FFFD, same length."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def breakable(text: str, margin: bool = False) -> str:
    """The text with zero-width spaces in words that would not fit a line of the text (more than 42
    letters), or of the `margin` (more than 26), and have no place to break."""
    longest = _LONGEST_IN_MARGIN if margin else _LONGEST_WORD
    if len(text) <= longest:
        return text
    return _UNBREAKABLE.sub(
        lambda word: word[0] if len(word[0]) <= longest else "\u200b".join(_pieces(word[0])), text
    )


def _pieces(word: str) -> list[str]:
    return [word[place : place + _PIECE] for place in range(0, len(word), _PIECE)]


def style_of(block: Block) -> str:
    """The name of the style a block is set in, a key of `sheet.SIZES`."""
    if block.role is Role.TITLE and block.kind is BlockKind.HEADING:
        return "title"
    if block.role in (Role.SUBTITLE, Role.BYLINE):
        return "byline"
    if block.kind is BlockKind.HEADING:
        return f"heading{min(max(block.level, 1), 4)}"
    return _STYLES[block.kind]


_STYLES = {
    BlockKind.PARAGRAPH: "body",
    BlockKind.LIST_ITEM: "item",
    BlockKind.QUOTATION: "quotation",
    BlockKind.VERSE: "verse",
    BlockKind.TABLE: "table",
    BlockKind.FIGURE: "figure",
    BlockKind.CODE: "code",
    BlockKind.NOTE: "note",
    BlockKind.METADATA: "metadata",
}


def head_length(blocks: Sequence[Block]) -> int:
    """How many blocks make the reading's head (title, byline, metadata lines at its beginning),
    which is set across the whole measure."""
    for index, block in enumerate(blocks):
        if style_of(block) not in ("title", "byline", "metadata"):
            return index
    return len(blocks)


def block_data(
    reading: ReadingText, pictures: Mapping[int, dict[str, Any]] | None = None
) -> list[BlockData]:
    """Every block that has text, in order. `pictures`: what stands above those that begin at these
    code points."""
    text = clean(reading.text)
    inlines = _Inlines(reading.inlines)
    told: list[BlockData] = []
    head = head_length(reading.blocks)
    for index, block in enumerate(reading.blocks):
        if not text[block.start : block.end].strip():
            continue
        style = style_of(block)
        data = _one(text, block, style, inlines)
        data["style"] = style
        data["heading"] = min(block.level or 1, 6) if block.kind is BlockKind.HEADING else 0
        data["hang"] = index < head
        if pictures and block.kind is BlockKind.FIGURE and block.start in pictures:
            data["picture"] = pictures[block.start]
        told.append(data)
    _space_out(told)
    return told


# Space above and below in points, by style; the page gives neighbours the larger of the two.
_PARAGRAPHS = (19.8, 19.8)
_SPACES = {
    "title": (14.0, 7.0),
    "heading1": (34.0, 10.0),
    "heading2": (32.0, 8.0),
    "heading3": (27.0, 7.0),
    "heading4": (24.0, 5.0),
    "byline": (3.0, 18.0),
    "metadata": (9.0, 11.0),
}
_ITEMS = 8.4


def _space_out(told: Sequence[BlockData]) -> None:
    """Give each block its space above and below, by its neighbours."""
    for block in told:
        block["above"], block["below"] = _SPACES.get(block["style"], _PARAGRAPHS)
    for block, following in itertools.pairwise(told):
        style, next_style = block["style"], following["style"]
        if style == next_style == "item":
            block["below"] = following["above"] = _ITEMS
        elif style == next_style == "byline":
            block["below"] = 3.0
        elif style in ("title", "byline") or style.startswith("heading"):
            # What a heading heads stands close to it.
            following["above"] = 0.0 if not next_style.startswith("heading") else block["below"]


def _one(text: str, block: Block, style: str, inlines: "_Inlines") -> BlockData:
    level = max(block.level, 1)
    match style:
        case "item":
            marker = text[block.start : block.start + block.marker].rstrip()
            width = max(15.0, 5.4 * len(marker) + 5.0) if marker else 0.0
            return {
                "indent": 4.0 + 15.0 * min(level - 1, 5),
                "width": width,
                "marker": [{"t": marker}] if marker else [],
                "runs": inlines.runs(text, block.start + block.marker, block.end),
            }
        case "quotation":
            return {
                "indent": 16.0 * min(level, 4),
                "runs": inlines.runs(text, block.start, block.end),
            }
        case "verse":
            return {"indent": 22.0, "lines": _lines(inlines.runs(text, block.start, block.end))}
        case "table":
            return _table(text, block, inlines)
        case _:
            return {"runs": inlines.runs(text, block.start, block.end)}


def _lines(runs: list[Run]) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        if "br" in run:
            lines.append([])
        else:
            lines[-1].append(run)
    return lines


def _table(text: str, block: Block, inlines: "_Inlines") -> BlockData:
    rows: list[list[tuple[int, int]]] = []
    start = block.start
    for line in text[block.start : block.end].split("\n"):
        cells = []
        for cell in line.split("\t"):
            cells.append((start, start + len(cell)))
            start += len(cell) + 1
        rows.append(cells)
    count = max(len(row) for row in rows)
    blank = (block.end, block.end)
    cells = [span for row in rows for span in row + [blank] * (count - len(row))]
    widths = [max(e - s for s, e in cells[column::count]) for column in range(count)]
    return {
        "columns": [float(min(max(width, 4), 40)) for width in widths],
        "cells": [inlines.runs(text, s, e) for s, e in cells],
    }


class _Inlines:
    """The inline styles, found by place: asked for stretches in ascending order."""

    def __init__(self, inlines: Sequence[Inline]) -> None:
        self._inlines = sorted(inlines, key=lambda inline: (inline.start, inline.end))
        self._next = 0
        self._open: list[Inline] = []

    def runs(self, text: str, start: int, end: int) -> list[Run]:
        """The stretch cut where a style begins or ends and at every LF."""
        while self._next < len(self._inlines) and self._inlines[self._next].start < end:
            self._open.append(self._inlines[self._next])
            self._next += 1
        self._open = [inline for inline in self._open if inline.end > start]
        return list(_cut(text, start, end, self._open))


def _cut(text: str, start: int, end: int, inlines: Sequence[Inline]) -> Iterator[Run]:
    cuts = {start, end}
    for inline in inlines:
        cuts |= {min(max(place, start), end) for place in (inline.start, inline.end)}
    for left, right in itertools.pairwise(sorted(cuts)):
        styles = [
            i.style.value for i in _outermost_last(inlines) if i.start <= left and right <= i.end
        ]
        for number, line in enumerate(text[left:right].split("\n")):
            if number:
                yield {"br": True}
            if line:
                yield {"t": breakable(line), "s": list(dict.fromkeys(styles))}


def _outermost_last(inlines: Sequence[Inline]) -> list[Inline]:
    order = list(InlineStyle)
    return sorted(inlines, key=lambda inline: order.index(inline.style))

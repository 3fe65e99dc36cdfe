"""What a plain text marks by a sign of its own: lists, notes, tables, quoted mail, underlined
headings, scene breaks, captions. Decided first, since it needs no judgement of the surroundings."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from closereader.importing import lists
from closereader.importing import punctuation as marks
from closereader.importing.pieces import Piece, Text
from closereader.importing.shapes import (
    NOTE_HEADINGS,
    Rank,
    Shape,
    is_break,
    is_underline,
    numeral_shape,
    strong_shape,
)
from closereader.model.document import BlockKind

_CELL_TAB = re.compile(r"\s*\t+\s*")
_CELL_GAP = re.compile(r"(?: {3,}|\s*\t\s*)")
_RULE = re.compile(r"[\s|+=\-–—_:]+")
_CAPTION = re.compile(
    r"(?:fig(?:ure|\.)?|table|tab\.|tabelle|abb(?:ildung|\.)|plate|map|photo|figura|tabla|tableau)\s*\d+[a-z]?\s*[.:—–-]\s*\S",
    re.I,
)
_FIGURE = re.compile(r"[-+−–£$€¥(]{0,2}\s?\d")
_QUOTED = re.compile(r"((?:>\s?)+)(.*)", re.S)
# Items further apart than this are no neighbours: between them may stand the rest of an item.
_ITEM_DISTANCE = 3


@dataclass(slots=True)
class _Chain:
    """Pieces whose markers go on from one another. `votes`: of each two with no other marker
    between them, whether they look like headings."""

    items: list[int]
    votes: list[bool]

    @property
    def is_list(self) -> bool:
        """Whether they are items of a list, rather than headings or a number by chance."""
        return len(self.items) > 1 and 2 * sum(self.votes) <= len(self.votes) - (
            len(self.votes) == 1
        )


def settle(text: Text) -> None:
    """Decide all pieces that carry a sign."""
    _underlines_and_breaks(text)
    _tables(text)
    for piece in text.pieces:
        if piece.is_open and piece.text.startswith(">"):
            _quote(piece)
        elif piece.is_open and piece.width <= 200 and _CAPTION.match(piece.text):
            piece.settle(BlockKind.FIGURE)
    _notes(text)
    _lists(text)


def _underlines_and_breaks(text: Text) -> None:
    kept: list[Piece] = []
    for piece in text.pieces:
        sign = piece.text
        above = kept[-1] if kept else None
        if is_underline(sign) and above is not None and _is_underlined(above, piece):
            rank = Rank.DOUBLE_LINE if sign[0] in "=#*" else Rank.SINGLE_LINE
            above.settle(BlockKind.HEADING)
            above.shape = Shape(rank)
            # Overlined too: the row above it says nothing more.
            if len(kept) > 1 and is_underline(kept[-2].text) and kept[-2].text[0] == sign[0]:
                del kept[-2]
            continue
        if is_break(sign) and not marks.starts_upper(sign):
            piece.settle(BlockKind.METADATA)
        kept.append(piece)
    text.pieces = kept


def _is_underlined(above: Piece, row: Piece) -> bool:
    return (
        row.paragraph.blanks == 0
        and (above.is_open and above.is_short and above.paragraph.lines == 1)
        and 0.5 * above.width <= row.width <= max(2.0 * above.width, above.width + 8)
        and any(c.isalnum() for c in above.text)
    )


def _tables(text: Text) -> None:
    """Rows one after another with the same number of cells, parted by tabs, or (three rows at
    least) by wide gaps."""
    _rows(text, 2, lambda piece: _cells(piece, _CELL_TAB))
    _rows(text, 3, lambda piece: _cells(piece, _CELL_GAP))


def _cells(piece: Piece, gap: re.Pattern[str]) -> list[str]:
    raw = piece.paragraph.raw
    if not raw or len(raw) > 2_000 or ("\t" not in raw.strip() and "   " not in raw.strip()):
        return []
    cells = [cell.strip() for cell in gap.split(raw.strip())]
    return cells if len(cells) > 1 else []


def _rows(text: Text, least: int, cells_of: "Callable[[Piece], list[str]]") -> None:
    out: list[Piece] = []
    begin, pieces = 0, text.pieces
    while begin < len(pieces):
        first = cells_of(pieces[begin]) if pieces[begin].is_open else []
        end = begin + 1
        rows = [first]
        while (
            first
            and end < len(pieces)
            and pieces[end].is_open
            and pieces[end].paragraph.blanks == 0
        ):
            if _RULE.fullmatch(pieces[end].text):
                end += 1
                continue
            row = cells_of(pieces[end])
            if len(row) != len(first):
                break
            rows.append(row)
            end += 1
        if first and len(rows) >= least:
            pieces[begin].settle(BlockKind.TABLE, level=int(_has_head(rows)))
            pieces[begin].rows = ["\t".join(row) for row in rows]
            out.append(pieces[begin])
            begin = end
        else:
            out.append(pieces[begin])
            begin += 1
    text.pieces = out


def _has_head(rows: list[list[str]]) -> bool:
    """Whether the first row names the columns: no number in it, but numbers alone below one."""
    return (
        len(rows) > 1
        and not any(_FIGURE.search(cell) for cell in rows[0])
        and any(
            all(_FIGURE.match(row[column]) for row in rows[1:]) for column in range(len(rows[0]))
        )
    )


def _quote(piece: Piece) -> None:
    found = _QUOTED.match(piece.text)
    if found is None:
        return
    # In a joined paragraph every line brought its own sign.
    piece.text = re.sub(r"\s>+\s", " ", found[2]) if piece.paragraph.lines > 1 else found[2]
    piece.settle(BlockKind.QUOTATION, level=min(found[1].count(">"), 6))


def _notes(text: Text) -> None:
    """A paragraph "[3] …" is a note if "[3]" stands in the text before it, or if it is one of
    several in the last third; below a heading "Notes", numbered paragraphs are notes as well."""
    whole = [piece.text for piece in text.pieces]
    candidates = [
        (i, found) for i, t in enumerate(whole) if (found := lists.note_marker(t)) is not None
    ]
    if candidates:
        referred = set(
            re.findall(r"(?<=\S)\s?(\[\d{1,3}\]|\[\*+\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3})", "\n".join(whole))
        )
        late = [i for i, _ in candidates if i >= len(whole) * 2 // 3]
        for i, (length, label) in candidates:
            if text.pieces[i].is_open and (label in referred or (i in late and len(late) > 1)):
                text.pieces[i].settle(BlockKind.NOTE)
                text.pieces[i].marker = length
    for i, piece in enumerate(text.pieces):
        if (
            i < len(whole) // 2
            or not piece.is_open
            or piece.text.rstrip(":.").lower() not in NOTE_HEADINGS
        ):
            continue
        for note in text.pieces[i + 1 :]:
            marker = lists.marker_of(note.text)
            if not note.is_open or marker is None or not note.text[0].isdecimal():
                break
            note.settle(BlockKind.NOTE)
            note.marker = marker.length


def _lists(text: Text) -> None:
    """Settle the items of lists: pieces with a marker that have a neighbour before or after them
    whose marker goes with theirs. A lone "1." or "-" is the beginning of a paragraph."""
    found = [
        (i, m) for i, p in enumerate(text.pieces) if p.is_open and (m := lists.marker_of(p.text))
    ]
    chains: list[_Chain] = []
    lone: set[int] = set()
    # The chain that each style of marker is in, with how many markers came before its last one.
    latest: dict[str, tuple[_Chain, lists.Marker, int]] = {}
    for count, (i, marker) in enumerate(found):
        chain, before, last = latest.get(marker.style, (None, marker, 0))
        if chain is not None and lists.follows(before, marker):
            j, between = chain.items[-1], count - last - 1
            # Items of a nested list may stand between, and the rest of each item.
            near = i - j - 1 - between < _ITEM_DISTANCE + between
            alike = _are_headings(text, j, i)
            if alike or (near and not between):
                chain.votes.append(alike)
            # Sections may be long; what parts them is no sign against headings.
            chain = chain if near or alike else None
        else:
            chain = None
        if chain is None:
            chain = _Chain([], [])
            chains.append(chain)
        chain.items.append(i)
        if _is_lone_item(text, i, marker):
            lone.add(i)
        latest[marker.style] = (chain, marker, count)
    items = {i for chain in chains if chain.is_list for i in chain.items}
    items |= {i for chain in chains if len(chain.items) == 1 for i in chain.items if i in lone}
    _nest(text, [(i, m) for i, m in found if i in items])


def _are_headings(text: Text, i: int, j: int) -> bool:
    """Numbered headings are short and have text between them; items follow one another, or are
    prose, or what is between them is set in as the rest of an item."""
    if j <= i + 1:
        return False
    pair = (text.pieces[i], text.pieces[j])
    rest = text.pieces[i + 1 : j]
    inner = next((k for k, p in enumerate(rest) if lists.marker_of(p.text)), None)
    if inner is not None and not (inner and rest[0].is_prose):
        # A list within a section stands below its text, within an item straight below it.
        return False
    rest = rest[:inner]
    is_flush = all(p.paragraph.first <= pair[0].paragraph.first + 1 for p in rest)
    return all(
        p.is_short
        and p.paragraph.lines == 1
        and not marks.starts_lower(p.text)
        and (not marks.ends_sentence(p.text) or (is_flush and p.width <= 70 and rest[0].is_prose))
        for p in pair
    )


def _is_lone_item(text: Text, i: int, marker: lists.Marker) -> bool:
    """One bullet alone is an item if a line ending in a colon leads to it, or its sign is used for
    nothing else."""
    before = text.pieces[i - 1].text if i else ""
    if before.endswith((":", "：")):
        return not marker.values or 1 in marker.values
    return marker.style in "•▪●◦‣∙○■□"


def _nest(text: Text, items: list[tuple[int, lists.Marker]]) -> None:
    """Give each item its depth: deeper by indent, or by another kind of marker at the same indent
    that then goes on; back by the return of an earlier one."""
    stack: list[tuple[int, str]] = []
    last = -1
    for i, marker in items:
        piece = text.pieces[i]
        between = text.pieces[last + 1 : i] if last >= 0 else []
        if i - last > _ITEM_DISTANCE or any(p.paragraph.first <= stack[0][0] for p in between):
            stack.clear()
        last = i
        here = (piece.paragraph.first, marker.style)
        while stack and here[0] < stack[-1][0]:
            stack.pop()
        if here in stack:
            del stack[stack.index(here) + 1 :]
        elif not stack or here[0] > stack[-1][0] or here[1] != stack[-1][1]:
            stack.append(here)
        piece.settle(BlockKind.LIST_ITEM, level=min(len(stack), 6))
        rest = piece.text[marker.length :]
        # A typewriter's bullet becomes a printer's one; numbers stay as they are.
        shown = f"{piece.text[: marker.length].rstrip()} " if marker.values else lists.BULLET
        piece.text = shown + rest
        piece.marker = len(shown)


def starts_unit(piece: Piece) -> bool:
    """Whether the piece begins a chapter or another unit by its own words."""
    return piece.is_open and (strong_shape(piece.text) or numeral_shape(piece.text)) is not None

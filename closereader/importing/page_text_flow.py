"""The lines of all pages as one flow of paragraphs: joined, parted, and told from headings."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median

from closereader import confined
from closereader.i18n import _
from closereader.importing import lists, page_text_cells, page_text_tags, page_text_verse
from closereader.importing.hyphens import HYPHENS
from closereader.importing.page_text import BOLD, FIXED, Page
from closereader.importing.page_text_grids import grids_of
from closereader.importing.page_text_lines import Line, lines_of
from closereader.importing.page_text_markers import marker_of, may_be_initial
from closereader.importing.page_text_order import Column, columns_of, table_of
from closereader.importing.page_text_passage import CAPTION, ENDS, Flow, Measures, Passage, Set
from closereader.model.document import BlockKind

_PAGE_NUMBER = re.compile(r"\s*(?:\d{1,4}|[ivxlc]{1,7})", re.I)
_MOST_BETWEEN = 8
# So many lines above and below show whether those of a column hang.
_AROUND = 5
_LETTER = re.compile(r"[^\W_]")
_SMALL_START = re.compile(r"[a-zß-öø-ÿα-ωа-я]")


def flow_of(page: Page) -> Flow:
    """The page's columns in reading order; writing that is turned another way than most comes last.
    The pieces are let go of."""
    turns = Counter[int]()
    for piece in page.pieces:
        turns[piece.turn] += len(piece.text)
    columns: list[Column] = []
    for turn, _letters in turns.most_common():
        pieces = [piece for piece in page.pieces if piece.turn == turn]
        tables: list[Column] = []
        for grid in grids_of(pieces, [] if turn else page.rules):
            taken = {id(piece) for piece in grid.pieces}
            pieces = [piece for piece in pieces if id(piece) not in taken]
            cells = [
                [lines_of(page, turn, cell) if cell else [] for cell in row] for row in grid.rows
            ]
            if any(cell for row in cells for cell in row):
                tables.append(table_of(cells, grid.heads, grid.is_text))
        columns += columns_of(lines_of(page, turn, pieces), tables)
    page.pieces, page.rules = [], []
    return Flow(page, columns)


def measures_of(flows: Sequence[Flow]) -> Measures:
    """What is usual in these pages."""
    sizes, leads = Counter[float](), Counter[float]()
    bold = letters = 0
    for flow in flows:
        for column in flow.columns:
            for line in column.lines:
                sizes[round(line.size * 4) / 4] += len(line.text)
                bold += int(line.share(BOLD) > 0.5) * len(line.text)
                letters += len(line.text)
    if not sizes:
        return Measures()
    size = max(sizes.most_common(1)[0][0], 0.1)
    for flow in flows:
        for column in flow.columns:
            for a, b in pairwise([] if column.rows else column.lines):
                if abs(a.size - size) < 0.07 * size and abs(b.size - size) < 0.07 * size:
                    leads[round((b.base - a.base) / size, 1)] += 1
    lead, often = leads.most_common(1)[0] if leads else (1.2, 0)
    if often < 8:
        # A few lines may be paragraphs of one line each.
        lead = min(lead, 1.3)
    found = Measures(size, lead, is_bold=bold > 0.6 * letters)
    found.is_indented = _is_indented(flows, found)
    return found


def _is_indented(flows: Sequence[Flow], usual: Measures) -> bool:
    indented = gapped = 0
    for flow in flows:
        for column in flow.columns:
            left = min(line.left for line in column.lines)
            for a, b in pairwise([] if column.rows else column.lines):
                if abs(b.size - usual.size) > 0.07 * usual.size:
                    continue
                step = (b.base - a.base) / usual.size
                if 0.8 <= (b.left - left) / b.size <= 4 and a.left - left < 0.3 * a.size:
                    indented += step < 1.3 * usual.lead
                elif step > 1.3 * usual.lead:
                    gapped += 1
    return indented > gapped


def passages_of(flows: Sequence[Flow], usual: Measures, said: Mapping[int, str]) -> list[Passage]:
    """The paragraphs of all pages, one after the other. `said`: what is said instead of a page's text."""
    passages: list[Passage] = []
    for flow in flows:
        confined.report(flow.page.number, len(flows), _("Finding the paragraphs"))
        if flow.page.number in said:
            words = said[flow.page.number]
            passages.append(Passage([], BlockKind.FIGURE, said=words, page=flow.page.number))
        sets = [_set(column, flow.columns, usual) for column in flow.columns]
        verse = page_text_verse.stanzas_of([[] for _s in sets] if usual.told.is_tagged else sets)
        for column, parts, stanzas in zip(flow.columns, sets, verse, strict=True):
            if column.rows:
                passages += page_text_cells.passages_of(column)
                continue
            end = 0
            for place, part in enumerate(parts):
                if place in stanzas:
                    end = stanzas[place]
                    passages.append(Passage(parts[place:end], BlockKind.VERSE))
                if place < end:
                    continue
                _add(part, passages, usual)
    return _rejoined(passages, usual)


def _add(part: Set, passages: list[Passage], usual: Measures) -> None:
    """Put a line to the passage with which it goes on, or begin one with it."""
    last = passages[-1] if passages and passages[-1].lines else None
    kind = _kind_of_row(part.line)
    if last is not None and last.kind is kind and not last.is_framed:
        if _is_beside(last.lines[-1], part, kind):
            last.lines.append(part)
            return
        has_cells = part.line.cells or last.lines[-1].line.cells
        if kind is BlockKind.PARAGRAPH and not has_cells and _goes_on(last, part, usual):
            last.lines.append(part)
            return
    passages.append(Passage([part], kind))


def _kind_of_row(line: Line) -> BlockKind:
    """A row of a table is one, but for a line of a table of contents; so is a line of code."""
    if line.cells and not (
        len(line.cells) == 1 and _PAGE_NUMBER.fullmatch(line.text[line.cells[0] :])
    ):
        return BlockKind.TABLE
    if line.share(FIXED) > 0.85 and len(line.text) > 2 and _is_even(line):
        return BlockKind.CODE
    return BlockKind.PARAGRAPH


def _is_even(line: Line) -> bool:
    """Whether its letters are all of one width, whatever its font is called."""
    widths = [
        right - left
        for letter, left, right in zip(line.text, line.lefts, line.rights, strict=True)
        if letter != " "
    ]
    return max(widths) - min(widths) < 0.12 * line.size


def _is_beside(before: Set, part: Set, kind: BlockKind) -> bool:
    """Whether a row or a line of code follows upon another of its kind."""
    if kind is BlockKind.PARAGRAPH or part.line.page != before.line.page:
        return False
    step = part.line.base - before.line.base
    return 0 < step < 3.2 * max(part.line.size, before.line.size)


def _rejoined(passages: list[Passage], usual: Measures) -> list[Passage]:
    """With paragraphs joined over what stands between their halves: a figure's caption, a table, a
    page that is a picture. That comes after them."""
    found: list[Passage] = []
    index = 0
    while index < len(passages):
        passage = passages[index]
        found.append(passage)
        index += 1
        if not _is_body(passage, usual) or ENDS.search(passage.lines[-1].line.text):
            continue
        between: list[Passage] = []
        for ahead in range(index, min(index + _MOST_BETWEEN, len(passages))):
            other = passages[ahead]
            if (
                between
                and _is_body(other, usual)
                and other.lines[0].is_first
                and _SMALL_START.match(other.text)
                and other.begins - passage.lines[-1].line.page <= 2
            ):
                passage.lines += other.lines
                found += between
                index = ahead + 1
                break
            if _is_body(other, usual) and not CAPTION.match(other.text):
                break
            between.append(other)
    return found


def _is_body(passage: Passage, usual: Measures) -> bool:
    return (
        bool(passage.lines)
        and abs(passage.size - usual.size) < 0.05 * usual.size
        and passage.kind is BlockKind.PARAGRAPH
        and not passage.lines[-1].line.cells
        and (len(passage.lines) > 1 or passage.lines[0].room < 3 * usual.size)
    )


def _set(column: Column, others: Sequence[Column], usual: Measures) -> list[Set]:
    lines = column.lines
    steps = [b.base - a.base for a, b in pairwise(lines) if abs(a.size - b.size) < 0.07 * a.size]
    lead = median(steps) if len(steps) > 2 else usual.lead * lines[0].size
    lead = min(lead, 1.25 * usual.lead * lines[0].size)
    left, right = _edges(column, others)
    at_left = [line.left <= left + 0.5 * usual.size for line in lines]
    found = []
    for index, line in enumerate(lines):
        around = at_left[max(index - _AROUND, 0) : index + _AROUND + 1]
        hangs = len(lines) > 3 and sum(around) < 0.5 * len(around)
        found.append(Set(line, left, right, lead, not index, hangs))
    return found


def _edges(column: Column, others: Sequence[Column]) -> tuple[float, float]:
    """Where the column's lines begin and end: for one of few lines, as the longer ones with it do."""
    left, right = column.left, column.right
    if len(column.lines) > 3:
        return left, right
    size = column.lines[0].size
    peers = [
        other
        for other in others
        if other is not column
        and not other.rows
        and len(other.lines) > 3
        and -3.5 * size < other.left - left < size
        and other.right > left + 2 * size
        and other.right > right - size
    ]
    if peers:
        nearest = min(peers, key=lambda other: other.right)
        left, right = min(left, nearest.left), max(right, nearest.right)
    return left, right


def _goes_on(passage: Passage, part: Set, usual: Measures) -> bool:
    """Whether the line goes on with the paragraph before it."""
    before = passage.lines[-1]
    a, b = before.line, part.line
    is_same = page_text_tags.is_same(a, b) if usual.told.is_tagged else None
    if is_same is not None and (not is_same or not _is_last(before, part)):
        return is_same
    if abs(a.size - b.size) > 0.08 * max(a.size, b.size):
        return False
    if len(a.text) > 2 and not _LETTER.search(a.text):
        return False  # A row of asterisks.
    if (a.share(BOLD) > 0.8) != (b.share(BOLD) > 0.8) and _ends_bold(a) != _begins_bold(b):
        return False
    if part.is_first and not (
        _is_below(a, b) and b.base - a.base <= 1.3 * max(part.lead, 0.9 * b.size)
    ):
        return _crosses(passage, part, usual)
    if (
        a.text[-1] in HYPHENS
        and len(a.text) > 1
        and a.text[-2].isalpha()
        and _SMALL_START.match(b.text)
    ):
        return b.base - a.base < 2.5 * b.size
    if b.size > 1.12 * usual.size and len(passage.lines) < 6:
        return b.base - a.base < 1.6 * b.size and marker_of(b.text) is None
    if b.base - a.base > 1.3 * max(part.lead, 0.9 * b.size):
        return False
    hangs = _hangs(passage, part)
    if _begins_item(passage, part, hangs):
        return False
    if hangs:
        return True
    if part.hangs:
        if part.indent < 0.4 and before.indent >= 0.4 and len(passage.lines) > 1:
            return False
    elif part.indent >= 0.7 and before.indent < 0.4 and len(passage.lines) >= 1:
        # A first line is indented; a second that is more so belongs to an item that hangs.
        return marker_of(passage.lines[0].line.text) is not None and len(passage.lines) == 1
    return not _is_last(before, part)


def _hangs(passage: Passage, part: Set) -> bool:
    """Whether a line stands below the text of an item, and not below its number."""
    first = passage.lines[0].line
    marker = marker_of(first.text)
    if marker is None or marker.length >= len(first.text):
        return False
    text = first.lefts[marker.length]
    slack = 0.4 * first.size
    return part.line.left > first.left + slack and abs(part.line.left - text) < slack


def _begins_item(passage: Passage, part: Set, hangs: bool) -> bool:
    """Whether a line begins an item of a list. `hangs`: it stands below the text of the one before."""
    marker = marker_of(part.line.text)
    if marker is None:
        return False
    if not marker.values:
        return True
    before = marker_of(passage.lines[0].line.text)
    goes_on = before is not None and lists.follows(before, marker)
    if marker.style == "[1]":
        return goes_on
    if (may_be_initial(part.line.text) or (hangs and 1 not in marker.values)) and (
        hangs or not goes_on
    ):
        return False
    return goes_on or part.indent > 0.5 or ENDS.search(passage.lines[-1].line.text) is not None


def _ends_bold(line: Line) -> bool:
    return any(flags & BOLD and end >= len(line.text) - 1 for _start, end, flags in line.faces)


def _begins_bold(line: Line) -> bool:
    return any(flags & BOLD and not start for start, _end, flags in line.faces)


def _is_last(before: Set, part: Set) -> bool:
    """Whether a line left so much room that the next one's first word would have stood on it."""
    text = part.line.text
    space = text.find(" ")
    end = space if space > 0 else len(text)
    word = part.line.rights[end - 1] - part.line.lefts[0]
    free = before.room - word
    size = before.line.size
    if free < 0.8 * size:
        return False
    if ENDS.search(before.line.text):
        return True
    return free > 3 * size and not _SMALL_START.match(text)


def _is_below(a: Line, b: Line) -> bool:
    """Whether a line stands below another in one column, after a gap."""
    return a.page == b.page and b.base > a.base and b.left < a.right and b.right > a.left


def _crosses(passage: Passage, part: Set, usual: Measures) -> bool:
    """Whether a paragraph goes on at the head of the next column or page."""
    before = passage.lines[-1]
    text = part.line.text
    if before.line.turn != part.line.turn or _begins_item(passage, part, False):
        return False
    if part.line.size > 1.08 * usual.size or CAPTION.match(text):
        return False
    if not ENDS.search(before.line.text):
        if _SMALL_START.match(text):
            return True
        if _is_below(before.line, part.line):
            return False
        return part.indent < 0.7 or marker_of(passage.lines[0].line.text) is not None
    return (
        usual.is_indented
        and part.indent < 0.4
        and before.room < 1.5 * before.line.size
        and len(part.line.text) > 15
    )

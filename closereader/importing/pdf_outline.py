"""A PDF's own table of contents, and where in the text its lines lead."""

import ctypes
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2_raw as pdfium

from closereader.model.document import Block, BlockKind, Document, OutlineEntry, Role
from closereader.model.source_page import SourcePage
from closereader.pages.natives import fit
from closereader.pages.space import Space

_DEEPEST = 32
_MOST = 10_000
_LONGEST = 500
_LETTERS = re.compile(r"[^\W_]+")
_MAY_BE_HEADING = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING)


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of the contents: `level` from 1; `page` counts from 0; `x`, `y`: in the page's own space."""

    level: int
    title: str
    page: int
    y: float | None = None
    x: float | None = None


def marks_of(document: Any, pages: int) -> list[Mark]:
    """All lines of the contents that lead to one of the pages. Rings are cut."""
    found: list[Mark] = []
    seen: set[int] = set()
    # What is still to be read: a bookmark and its level.
    waiting = [(pdfium.FPDFBookmark_GetFirstChild(document, None), 1)]
    while waiting and len(seen) < _MOST:
        bookmark, level = waiting.pop()
        address = ctypes.cast(bookmark, ctypes.c_void_p).value
        if not address or address in seen:
            continue
        seen.add(address)
        mark = _mark(document, bookmark, level, pages)
        if mark is not None:
            found.append(mark)
        waiting.append((pdfium.FPDFBookmark_GetNextSibling(document, bookmark), level))
        if level < _DEEPEST:
            waiting.append((pdfium.FPDFBookmark_GetFirstChild(document, bookmark), level + 1))
    return found


def _mark(document: Any, bookmark: Any, level: int, pages: int) -> Mark | None:
    size = int(pdfium.FPDFBookmark_GetTitle(bookmark, None, 0))
    buffer = ctypes.create_string_buffer(max(size, 2))
    pdfium.FPDFBookmark_GetTitle(bookmark, buffer, size)
    title = " ".join(fit(buffer.raw[: size - 2].decode("utf-16-le", "replace")).split())[:_LONGEST]
    target = pdfium.FPDFBookmark_GetDest(document, bookmark)
    if not target:
        action = pdfium.FPDFBookmark_GetAction(bookmark)
        if action and pdfium.FPDFAction_GetType(action) == pdfium.PDFACTION_GOTO:
            target = pdfium.FPDFAction_GetDest(document, action)
    if not target or not title:
        return None
    page = int(pdfium.FPDFDest_GetDestPageIndex(document, target))
    if not 0 <= page < pages:
        return None
    has = [ctypes.c_int() for _part in range(3)]
    place = [ctypes.c_float() for _part in range(3)]
    told = pdfium.FPDFDest_GetLocationInPage(target, *has, *place)
    return Mark(
        level,
        title,
        page,
        place[1].value if told and has[1].value else None,
        place[0].value if told and has[0].value else None,
    )


def place(
    document: Document,
    marks: Sequence[Mark],
    spaces: Mapping[int, Space],
    places: Mapping[int, int],
) -> Document:
    """The Document with its outline; short passages that bear the words of a line are headings."""
    pages = document.source_pages
    blocks = list(document.blocks)
    starts = {block.start: index for index, block in enumerate(blocks)}
    of_page = _blocks_of_pages(document, marks)
    entries: list[OutlineEntry] = []
    has_title = any(block.role is Role.TITLE for block in blocks)
    for mark in marks:
        block = _same_words(document.text, of_page.get(mark.page, ()), mark.title)
        if block is None:
            offset = _at_height(mark, pages[mark.page], spaces.get(mark.page), places)
        else:
            offset = block.start
            index = starts[offset]
            if blocks[index].role is Role.NONE:
                level = min(mark.level + has_title, 6)
                blocks[index] = replace(block, kind=BlockKind.HEADING, level=level, marker=0)
        entries.append(OutlineEntry(mark.level, mark.title, offset))
    return replace(document, blocks=tuple(blocks), outline=tuple(entries))


def _blocks_of_pages(document: Document, marks: Sequence[Mark]) -> dict[int, list[Block]]:
    """The short blocks that begin on each page that a mark leads to."""
    starts = [block.start for block in document.blocks]
    found = {}
    for number in {mark.page for mark in marks}:
        blocks = []
        for span in document.source_pages[number].spans:
            for block in document.blocks[bisect_left(starts, span.start) :]:
                if block.start >= span.end:
                    break
                if block.kind in _MAY_BE_HEADING and block.end - block.start < _LONGEST:
                    blocks.append(block)
        found[number] = blocks
    return found


def _same_words(text: str, blocks: Sequence[Block], title: str) -> Block | None:
    wanted = _folded(title)
    if not wanted:
        return None
    for block in blocks:
        said = _folded(text[block.start : block.end])
        if said == wanted or (
            len(wanted) > 3 and said.endswith(wanted) and len(said) < len(wanted) + 12
        ):
            return block
    return None


def _folded(text: str) -> str:
    return "".join(_LETTERS.findall(text.casefold()))


def _at_height(mark: Mark, page: SourcePage, space: Space | None, places: Mapping[int, int]) -> int:
    """The first code point of the page at the place, or below."""
    begin = places.get(page.number, 0)
    if mark.y is None or space is None or not page.lines:
        return begin
    _x, top = space.point(mark.x or 0.0, mark.y)
    below = [line for line in page.lines if line.is_level and line.bottom >= top]
    return min(below, key=lambda line: line.top).start if below else begin

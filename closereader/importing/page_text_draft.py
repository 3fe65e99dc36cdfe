"""Passages of pages put together into a Document, with the place of every code point on its page."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from closereader import confined
from closereader.i18n import _
from closereader.importing.builder import DocumentBuilder, Draft
from closereader.importing.hyphens import HYPHENS, Hyphens
from closereader.importing.lists import BULLET
from closereader.importing.page_text import (
    ABOVE,
    BELOW,
    BOLD,
    FIXED,
    ITALIC,
    LOWERED,
    RAISED,
    SMALL_CAPS,
    Page,
)
from closereader.importing.page_text_lines import Line
from closereader.importing.page_text_passage import Measures, Passage, Set
from closereader.model.document import BlockKind, Inline, InlineStyle
from closereader.model.source_page import PageLine, kept_line

_STYLES = (
    (BOLD, InlineStyle.STRONG),
    (ITALIC, InlineStyle.EMPHASIS),
    (FIXED, InlineStyle.CODE),
    (RAISED, InlineStyle.SUPERSCRIPT),
    (LOWERED, InlineStyle.SUBSCRIPT),
    (SMALL_CAPS, InlineStyle.SMALL_CAPS),
)
_LONGEST = 40_000
_MARK = re.compile(r"\d{1,3}|[*∗†‡§¶#]{1,3}|[a-z]")


@dataclass(frozen=True, slots=True)
class Written:
    """A line as `Hyphens` looks at it."""

    text: str
    blanks: int = 0


@dataclass(slots=True)
class Placed:
    """Where a stretch of a draft stands: code points from `offset` are those of `line` from `start`
    to `end`; `last` is where the hyphen after them ended, if one was undone."""

    offset: int
    line: Line
    start: int
    end: int
    last: float | None = None


@dataclass(slots=True)
class Composer:
    """Makes drafts of passages and remembers where their letters stand."""

    hyphens: Hyphens
    usual: Measures
    labels: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    builder: DocumentBuilder = field(default_factory=DocumentBuilder)
    _placed: list[tuple[str, list[Placed]]] = field(default_factory=list)

    def add(self, passage: Passage) -> None:
        """Put a passage at the end of the text."""
        parts = passage.lines
        if not parts:
            key = f"page {passage.page}"
            self.builder.add(Draft(passage.kind, passage.said, key=key))
        while parts:
            count = total = 0
            while count < len(parts) and (not count or total < _LONGEST):
                total += len(parts[count].line.text) + 1
                count += 1
            self._add(replace(passage, lines=parts[:count]))
            parts = parts[count:]

    def _add(self, passage: Passage) -> None:
        if passage.is_framed:
            text, placed = self._cells(passage.lines)
        elif passage.kind in (BlockKind.TABLE, BlockKind.CODE, BlockKind.VERSE):
            text, placed = _by_lines(passage)
        else:
            text, placed = self._joined([part.line for part in passage.lines])
        marker = passage.marker
        if passage.kind is BlockKind.LIST_ITEM and not marker:
            # Its bullet is drawn on the page, and is no letter.
            marker = len(BULLET)
            text = BULLET + text
            placed = [replace(part, offset=part.offset + marker) for part in placed]
        if passage.label:
            text, placed, marker = _with_space(text, placed, marker)
        key = str(len(self._placed))
        draft = Draft(passage.kind, text, passage.level, passage.role, marker, key=key)
        draft.styles = list(self._styles(passage, placed, len(text)))
        if passage.kind is BlockKind.NOTE and passage.label:
            draft.anchors.append((passage.label, 0))
            end = len(text[:marker].rstrip())
            draft.styles.append(Inline(0, end, InlineStyle.LINK, f"#to {passage.label}"))
        else:
            self._refer(draft, placed)
        self.builder.add(draft)
        self._placed.append((key, placed))

    def _joined(self, lines: Sequence[Line]) -> tuple[str, list[Placed]]:
        pieces: list[str] = []
        placed: list[Placed] = []
        at = 0
        for index, line in enumerate(lines):
            following = lines[index + 1].text if index + 1 < len(lines) else ""
            end, glue = self._end(line.text, following)
            text = line.text[:end]
            last = float(line.rights[-1]) if end < len(line.text) else None
            placed.append(Placed(at, line, 0, end, last))
            pieces += (text, glue)
            at += end + len(glue)
        return "".join(pieces), placed

    def _cells(self, parts: Sequence[Set]) -> tuple[str, list[Placed]]:
        """A table whose cells are known: lines of one cell are joined, cells and rows parted."""
        text = ""
        placed: list[Placed] = []
        for index, part in enumerate(parts):
            line = part.line
            following = parts[index + 1] if index + 1 < len(parts) else None
            goes_on = following is not None and following.joint == " "
            end, glue = self._end(line.text, following.line.text if goes_on and following else "")
            last = float(line.rights[-1]) if end < len(line.text) else None
            text += part.joint if index and part.joint != " " else ""
            placed.append(Placed(len(text), line, 0, end, last))
            text += line.text[:end] + glue
        return text, placed

    def _end(self, text: str, following: str) -> tuple[int, str]:
        """How much of a line stays, and what parts it from the next one."""
        if not following:
            return len(text), ""
        last, first = text[-1], following[0]
        if last in HYPHENS and len(text) > 1 and text[-2].isalpha() and first.isalpha():
            return (len(text) - 1 if self.hyphens.parted(text, following) else len(text)), ""
        if last in "—/" and len(text) > 1 and not text[-2].isspace() and first.isalnum():
            return len(text), ""
        if _is_unspaced(last) and _is_unspaced(first):
            return len(text), ""
        return len(text), " "

    def _styles(self, passage: Passage, placed: Iterable[Placed], length: int) -> Iterable[Inline]:
        for flag, style in _STYLES:
            if flag == BOLD and (passage.kind is BlockKind.HEADING or self.usual.is_bold):
                continue
            spans: list[list[int]] = []
            for part in placed:
                for start, end, flags in part.line.faces:
                    low, high = max(start, part.start), min(end, part.end)
                    if not flags & flag or low >= high:
                        continue
                    low += part.offset - part.start
                    high += part.offset - part.start
                    if spans and low - spans[-1][1] <= 1 and style is not InlineStyle.SUPERSCRIPT:
                        spans[-1][1] = high
                    else:
                        spans.append([low, high])
            for low, high in spans:
                if style is InlineStyle.CODE and high - low > 0.9 * length:
                    continue
                yield Inline(low, high, style)

    def _refer(self, draft: Draft, placed: Iterable[Placed]) -> None:
        """Let raised marks lead to the notes of their page."""
        for part in placed:
            labels = self.labels.get(part.line.page)
            if not labels:
                continue
            for start, end, flags in part.line.faces:
                if not flags & RAISED or not part.start <= start < end <= part.end:
                    continue
                for found in _MARK.finditer(part.line.text, start, end):
                    name = labels.get(found[0])
                    if name is None or (start == 0 and part.offset == 0):
                        continue
                    low = found.start() + part.offset - part.start
                    span = low, low + len(found[0])
                    draft.styles.append(Inline(*span, InlineStyle.LINK, f"#{name}"))
                    draft.anchors.append((f"to {name}", low))

    def lines(self, pages: Sequence[Page]) -> list[list[PageLine]]:
        """For each page the lines of the text that stand on it; the places of drafts are let go of."""
        found: list[list[PageLine]] = [[] for _page in pages]
        places = self.builder.places
        for done, (key, placed) in enumerate(self._placed):
            confined.report(done, len(self._placed), _("Placing the text on its pages"))
            start = places.get(key)
            if start is None:
                continue
            for part in placed:
                line = part.line
                lefts, rights = (
                    line.lefts[part.start : part.end],
                    line.rights[part.start : part.end],
                )
                if part.last is not None and len(rights):
                    rights[-1] = max(rights[-1], part.last)
                if not lefts:
                    continue
                page = pages[line.page]
                top, bottom = line.base - ABOVE * line.size, line.base + BELOW * line.size
                shown = page.placed(line.turn, top, bottom, lefts, rights)
                placed_line = PageLine(start + part.offset, *shown, line.turn)
                found[line.page].append(kept_line(placed_line))
        self._placed.clear()
        return found


def _by_lines(passage: Passage) -> tuple[str, list[Placed]]:
    """A table with its cells parted by tabs, code with its indents, or verse; a line each."""
    lines = [part.line for part in passage.lines]
    is_code = passage.kind is BlockKind.CODE
    left = min(line.left for line in lines)
    pieces: list[str] = []
    placed: list[Placed] = []
    at = 0
    for line in lines:
        text = list(line.text)
        for place in line.cells:
            text[place] = " " if is_code else "\t"
        indent = min(round((line.left - left) / (0.6 * line.size)), 60) if is_code else 0
        said = " " * indent + "".join(text)
        placed.append(Placed(at + indent, line, 0, len(text)))
        pieces.append(said)
        at += len(said) + 1
    return "\n".join(pieces), placed


def _with_space(text: str, placed: list[Placed], marker: int) -> tuple[str, list[Placed], int]:
    """A note's text with a space after its number, where the page has only room."""
    rest = text[marker:].lstrip(" .)")
    begin = len(text) - len(rest)
    if text[marker:begin].endswith(" ") or not rest or not marker:
        return text, placed, begin
    first = placed[0]
    if begin >= first.end:
        return text, placed, begin
    parted = [
        replace(first, end=begin, last=None),
        replace(first, offset=begin + 1, start=begin),
        *(replace(part, offset=part.offset + 1) for part in placed[1:]),
    ]
    return f"{text[:begin]} {text[begin:]}", parted, begin + 1


def _is_unspaced(letter: str) -> bool:
    """Whether its script is written without spaces between words."""
    return "\u3000" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff" or letter >= "\uff00"

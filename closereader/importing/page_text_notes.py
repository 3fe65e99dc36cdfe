"""Footnotes: the small lines at the foot of a page's columns, taken out of the flow of the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from closereader.importing.page_text import RAISED
from closereader.importing.page_text_lines import Line
from closereader.importing.page_text_order import Column
from closereader.importing.page_text_passage import ENDS, Flow, Measures, Passage, Set
from closereader.model.document import BlockKind

_SMALLER = 0.94
_HIGHEST = 0.3
_NUMBERED = re.compile(r"(\d{1,3}|[*∗†‡§¶#]{1,3})[.)]?(?:\s+|(?=[^\W\d]))")
_CAPTION = re.compile(r"(?:fig|table|tab|abb|plate|chart|scheme|source|quelle|note)\w{0,8}\b", re.I)
_RAISED_MARK = re.compile(r"\d{1,3}|[*∗†‡§¶#]{1,3}|[a-z]")


@dataclass(slots=True)
class Notes:
    """`of_page[page]`: its notes; `labels[page]`: what they are called there → the name of their place."""

    of_page: dict[int, list[Passage]] = field(default_factory=dict)
    labels: dict[int, dict[str, str]] = field(default_factory=dict)


def take_out(flows: Sequence[Flow], usual: Measures) -> Notes:
    """Take the notes out of the pages."""
    found = Notes()
    last: Passage | None = None
    for flow in flows:
        number = flow.page.number
        marks = _marks(flow)
        passages: list[Passage] = []
        for column in flow.columns:
            if column.rows:
                continue
            begin = _begin(column, flow, usual, marks, last)
            if begin is not None:
                lines = column.lines[begin:]
                column.lines = column.lines[:begin]
                last = _read(lines, column, number, passages, last, marks)
                continue
            begin = _small_print(column, flow, usual)
            if begin is not None:
                passages += _parted(column.lines[begin:], column)
                column.lines = column.lines[:begin]
        flow.columns = [column for column in flow.columns if column.lines]
        if passages:
            found.of_page[number] = passages
            found.labels[number] = {
                _label(p.lines[0].line)[0]: p.label for p in passages if p.label
            }
        elif flow.columns:
            last = None
    return found


def _marks(flow: Flow) -> set[str]:
    """What stands raised in the page's lines: what could lead to a note."""
    marks = set()
    for column in flow.columns:
        for line in column.lines:
            for start, end, flags in line.faces:
                if flags & RAISED and start:
                    text = line.text[start:end].strip(" ,;.")
                    marks |= {text, *text.split(",")}
    return marks


def _label(line: Line) -> tuple[str, int]:
    """The mark a line begins with, and how long it is; "" for none."""
    if line.faces and line.faces[0][0] == 0 and line.faces[0][2] & RAISED:
        end = line.faces[0][1]
        text = line.text[:end].strip(" .)")
        if _RAISED_MARK.fullmatch(text) and end < len(line.text):
            return text, end
    match = _NUMBERED.match(line.text)
    if match is not None and match.end() < len(line.text):
        return match[1], match.end(1)
    return "", 0


def _is_raised(line: Line) -> bool:
    return bool(line.faces) and line.faces[0][0] == 0 and bool(line.faces[0][2] & RAISED)


def _begin(
    column: Column, flow: Flow, usual: Measures, marks: set[str], last: Passage | None
) -> int | None:
    """The index of the column's first line that is of a note; None without any."""
    lines = column.lines
    height = flow.page.frame(lines[0].turn)[1]
    begin = len(lines)
    while begin and lines[begin - 1].size <= _SMALLER * usual.size:
        begin -= 1
    if begin == len(lines) or lines[-1].base < _HIGHEST * height:
        return None
    if _has_text_below(column, lines[begin], flow, usual):
        return None
    for index in range(begin, len(lines)):
        label, _length = _label(lines[index])
        if label and (
            _is_raised(lines[index])
            or label in marks
            or (last is not None and _follows(last, label))
        ):
            goes_on = last is not None and index > begin and _is_open(last) and index - begin < 30
            return begin if goes_on else index
    is_apart = not begin or lines[begin].base - lines[begin - 1].base > 1.4 * lines[begin].size
    if last is not None and _is_open(last) and is_apart and lines[begin].base > 0.5 * height:
        return begin
    return None


def _small_print(column: Column, flow: Flow, usual: Measures) -> int | None:
    """The index of the line with which small print without a mark begins at the column's foot: a
    permission, a date of receipt, an address; None for none. It stands between the halves of a sentence, or
    at the foot of the first page, and after a gap; what is quoted in small letters does not."""
    lines = column.lines
    begin = len(lines)
    while begin and lines[begin - 1].size <= _SMALLER * usual.size:
        begin -= 1
    if begin == len(lines) or lines[begin].base < 0.55 * flow.page.frame(lines[0].turn)[1]:
        return None
    small, before = lines[begin], _above(column, lines[begin], flow)
    if before is None or abs(before.size - usual.size) > 0.05 * usual.size:
        return None
    if (
        small.base - before.base < 1.4 * before.size
        or small.left - before.left > 1.5 * small.size
        or sum(c.isalpha() for line in lines[begin:] for c in line.text) < 20
        or _CAPTION.match(small.text)
        or any(line.cells for line in lines[begin:])
        or _has_text_below(column, small, flow, usual)
    ):
        return None
    is_open = not ENDS.search(before.text)
    is_first = flow.page.number == 0 and small.size <= 0.9 * usual.size
    return begin if is_open or is_first else None


def _above(column: Column, line: Line, flow: Flow) -> Line | None:
    """The nearest line above in the same column."""
    above = [
        other
        for near in flow.columns
        if near.top < line.base and near.left < column.right and near.right > column.left
        for other in near.lines
        if other.base < line.base and other.left < line.right and other.right > line.left
    ]
    return max(above, key=lambda other: other.base, default=None)


def _parted(lines: Sequence[Line], column: Column) -> list[Passage]:
    """Small print in paragraphs, which are parted by gaps and short lines."""
    found: list[Passage] = []
    for index, line in enumerate(lines):
        part = Set(line, column.left, column.right, 1.2 * line.size, not index)
        before = lines[index - 1] if index else None
        if (
            before is None
            or line.base - before.base > 1.5 * line.size
            or (before.right < column.right - 3 * line.size and ENDS.search(before.text))
            or before.right < column.left + 0.6 * (column.right - column.left)
        ):
            found.append(Passage([part], BlockKind.NOTE))
        else:
            found[-1].lines.append(part)
    return found


def _has_text_below(column: Column, line: Line, flow: Flow, usual: Measures) -> bool:
    return any(
        other is not column
        and other.top > line.base
        and min(other.right, column.right) - max(other.left, column.left) > 2 * usual.size
        and other.lines[0].size > _SMALLER * usual.size
        and len(other.lines) > 1
        for other in flow.columns
    )


def _follows(last: Passage, label: str) -> bool:
    before, _length = _label(last.lines[0].line)
    return before.isdecimal() and label.isdecimal() and int(label) == int(before) + 1


def _is_open(passage: Passage) -> bool:
    return not ENDS.search(passage.lines[-1].line.text)


def _read(
    lines: Sequence[Line],
    column: Column,
    number: int,
    passages: list[Passage],
    last: Passage | None,
    marks: set[str],
) -> Passage | None:
    """The notes in these lines; what stands before the first goes on with the last of the page before."""
    left = min(line.left for line in lines)
    lead = lines[1].base - lines[0].base if len(lines) > 1 else 1.2 * lines[0].size
    current = last
    for index, line in enumerate(lines):
        label, length = _label(line)
        part = Set(line, left, column.right, lead, not index)
        before = passages[-1] if passages else last
        begins = label and (
            _is_raised(line)
            or (label in marks and (before is None or not _is_open(before) or not passages))
            or (before is not None and _follows(before, label))
        )
        if begins or current is None:
            name = f"note {number} {len(passages)}"
            current = Passage([part], BlockKind.NOTE, marker=length, label=name)
            passages.append(current)
        else:
            current.lines.append(part)
    return current

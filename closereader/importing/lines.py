"""The lines of a plain text as they stand in the file, and what can be measured on them."""

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from closereader.errors import UnreadableFile
from closereader.i18n import _
from closereader.importing import lists
from closereader.importing import punctuation as marks

MAX_LINES = 400_000
"""Lines with text. 20 MB wrapped at 72 columns are 280,000; more is no prose but data."""

_TAB = 8
_INDENT = re.compile(r"[ \t\u3000\xa0]*")


class Line:
    """One line that is not blank. `text`: without the white space around it; `indent`: columns
    before it; `width`: columns of `text`; `blanks`: how many blank lines stand before it;
    `raw`: as it stands, for tables."""

    __slots__ = ("blanks", "indent", "raw", "text", "width")

    def __init__(self, raw: str, blanks: int) -> None:
        self.raw = raw
        self.text = raw.strip()
        self.blanks = blanks
        self.width = marks.width(self.text)
        first = raw[:1]
        self.indent = _columns(raw) if first in " \t\u3000\xa0" else 0

    @property
    def extent(self) -> int:
        """The column at which it ends."""
        return self.indent + self.width


@dataclass(frozen=True, slots=True)
class Layout:
    """How the file is laid out as a whole.

    `edge`: the column at which its lines were broken, 0 if a paragraph is one line.
    `has_blank_lines`: paragraphs are parted by blank lines.
    `margin`: columns before an ordinary line; `first_indent`: columns more before the first line
    of a paragraph, 0 if that is not how paragraphs begin.
    `capitals`: the share of words inside a sentence that begin with a capital: about 0.1 in
    English, 0.35 in German; what it means that a line begins with one depends on it.
    """

    edge: int
    has_blank_lines: bool
    margin: int
    first_indent: int
    capitals: float

    @property
    def is_wrapped(self) -> bool:
        """Whether paragraphs were broken into lines."""
        return self.edge > 0


def split(text: str, name: str) -> list[Line]:
    """The lines of a normalised text that are not blank, with the number of blank ones before
    each. Raises `UnreadableFile` above `MAX_LINES`."""
    lines: list[Line] = []
    blanks = 0
    for raw in text.split("\n"):
        if not raw or raw.isspace():
            blanks += 1
            continue
        lines.append(Line(raw, blanks))
        blanks = 0
        if len(lines) > MAX_LINES:
            raise UnreadableFile(
                name,
                _("It has more than {limit} lines. Divide it and add the parts.").format(
                    limit=MAX_LINES
                ),
            )
    return lines


def measure(lines: list[Line]) -> Layout:
    """The layout of a whole file, from counts over (at most 4,000 of) its lines."""
    step = max(len(lines) // 4_000, 1)
    # Whole stretches, because a line is measured against the next one.
    sample = (
        lines
        if step == 1
        else [line for i in range(0, len(lines), 200 * step) for line in lines[i : i + 200]]
    )
    edge = _edge(sample)
    gaps = sum(1 for line in sample[1:] if line.blanks)
    margin = _margin(sample, edge)
    # A file of one line a paragraph has a blank before nearly every line, a wrapped one before
    # every fifth or so.
    has_blank_lines = gaps >= max(1, len(sample) * (0.02 if edge else 0.3))
    return Layout(
        edge, has_blank_lines, margin, _first_indent(sample, margin, edge), _capitals(sample)
    )


def first_word_width(text: str) -> int:
    """The columns that the first word takes; of a script without spaces, the first character."""
    end = text.find(" ", 0, 60)
    head = text[:end] if end > 0 else text[:60]
    if head.isascii():
        return len(head)
    return 2 if marks.is_unspaced(head[0]) else marks.width(head)


def _edge(lines: list[Line]) -> int:
    """The column at which lines were broken, or 0.

    Looks at the breaks inside sentences (the line does not end one, or the next begins with a small
    letter). Where lines were wrapped, nearly none of them had room for the next word; in verse, in
    lists and where a paragraph is one line, most had. And in verse most lines begin with a capital.
    """
    inside = [
        (line, after)
        for line, after in pairwise(lines)
        if after.blanks == 0
        and lists.marker_of(after.text) is None
        and (marks.starts_lower(after.text) or not marks.ends_sentence(line.text))
    ]
    if not inside:
        return 0
    # A quotation set in as a whole has an edge of its own.
    usual = _usual_indent(inside)
    inside = [(line, after) for line, after in inside if usual in (line.indent, after.indent)]
    extents = sorted(line.extent for line, _ in inside)
    edge = extents[min(int(len(extents) * 0.95), len(extents) - 1)]
    if not 24 <= edge <= 140:
        return 0
    # Where much of the text stands in longer lines, it is not these that were broken.
    if sum(line.width for line in lines if line.extent > 1.5 * edge) > 0.25 * sum(
        line.width for line in lines
    ):
        return 0
    # Addresses, verse and headings between the prose are no witnesses: their lines are shorter.
    inside = [(line, after) for line, after in inside if line.extent >= 0.6 * edge]
    # One break alone is always full measured against itself: it must look like prose besides.
    if len(inside) < 3 and edge < 40:
        return 0
    # Nobody breaks lines quite exactly by hand.
    near = 0.96 * edge
    full = sum(1 for line, after in inside if line.extent + 1 + first_word_width(after.text) > near)
    small = sum(1 for _, after in inside if not marks.starts_upper(after.text))
    return edge if full >= 0.7 * len(inside) and small >= 0.4 * len(inside) else 0


def _usual_indent(inside: list[tuple[Line, Line]]) -> int:
    """The indent that most text has on lines that go on from another."""
    weights: dict[int, int] = {}
    for pair in inside:
        after = pair[1]
        weights[after.indent] = weights.get(after.indent, 0) + after.width
    return max(weights, key=lambda indent: (weights[indent], -indent))


def _margin(lines: list[Line], edge: int) -> int:
    """The least indent that a good part of the text has, by characters: first lines of paragraphs
    and quotations are set in further."""
    if not edge:
        return 0
    weights: dict[int, int] = {}
    for line in lines:
        weights[line.indent] = weights.get(line.indent, 0) + line.width
    whole = sum(weights.values())
    return min(
        indent
        for indent, weight in weights.items()
        if weight >= min(0.2 * whole, max(weights.values()))
    )


def _first_indent(lines: list[Line], margin: int, edge: int) -> int:
    """Columns by which first lines of paragraphs are set in: in a wrapped text the indent that
    recurs on lines after the end of a sentence and before a line at the margin; otherwise the
    indent that most lines have."""
    if not edge:
        indents = [line.indent for line in lines]
        middle = int(median(indents)) if indents else 0
        return middle if middle and indents.count(middle) >= 0.5 * len(indents) else 0
    counts: dict[int, int] = {}
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        is_set_in = (
            0 < line.indent - margin <= 10
            and after.blanks == 0
            and after.indent in (margin, line.indent)
        )
        if is_set_in and (marks.ends_sentence(before.text) or line.blanks):
            counts[line.indent - margin] = counts.get(line.indent - margin, 0) + 1
    best = max(counts, key=lambda indent: counts[indent], default=0)
    return best if best and counts[best] >= 2 else 0


def _capitals(lines: list[Line]) -> float:
    """The share of capitals among words that do not begin a line, with a floor for short texts."""
    seen = capitals = 0
    for line in lines[:400]:
        for word in line.text[:400].split()[1:]:
            if word[0].isalpha():
                seen += 1
                capitals += word[0].isupper()
    return min(max((capitals + 3) / (seen + 20), 0.05), 0.6)


def _columns(raw: str) -> int:
    space = _INDENT.match(raw)
    columns = 0
    for c in space[0] if space else "":
        columns += _TAB - columns % _TAB if c == "\t" else 2 if c == "\u3000" else 1
    return columns

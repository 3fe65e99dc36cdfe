"""From lines to paragraphs: joins what was broken to fit a width, and nothing else.

Every line of a file whose paragraphs are one line each is already a paragraph here. In a wrapped
file, a group of lines without blank ones between is first asked whether its line breaks are meant
(verse, an address, a table); otherwise each line is joined to the one before unless something says
that a paragraph begins: an indent, a list number, a line that ended long before the edge.
"""

from itertools import pairwise

from closereader.importing import line_breaks, lists
from closereader.importing import punctuation as marks
from closereader.importing.hyphens import HYPHENS, Hyphens
from closereader.importing.lines import Layout, Line, first_word_width
from closereader.importing.shapes import is_break, is_underline, label_of, strong_shape


class Paragraph:
    """A piece of text between two line breaks that were meant.

    `text`: one line. `indent`: columns before the outermost of its lines; `first`: before its first
    one. `blanks`: blank lines before it. `lines`: how many lines it had in the file. `raw`: its one
    line as it stands, "" if it had several. `is_held`: its line breaks were kept inside a wrapped
    text because they look meant.
    """

    __slots__ = ("blanks", "extent", "first", "indent", "is_held", "lines", "raw", "text", "width")

    def __init__(self, line: Line) -> None:
        self.text = line.text
        self.indent = self.first = line.indent
        self.blanks = line.blanks
        self.lines = 1
        self.raw = line.raw
        self.width = line.width
        self.extent = line.extent
        self.is_held = False

    def join(self, line: Line, hyphens: Hyphens) -> None:
        """Append a line that belongs to the same paragraph."""
        self.text = joined(self.text, line.text, hyphens)
        self.indent = min(self.indent, line.indent)
        self.lines += 1
        self.raw = ""
        self.width += line.width + 1


def joined(before: str, after: str, hyphens: Hyphens) -> str:
    """Two lines of one paragraph as one: with a space between them, but in a script that has none,
    and with a hyphen at the line end only where it belongs to the word."""
    if before[-1] in HYPHENS and len(before) > 1 and before[-2].isalnum() and after[0].isalnum():
        return before[:-1] + after if hyphens.parted(before, after) else before + after
    if marks.is_unspaced(before[-1]) and marks.is_unspaced(after[0]):
        return before + after
    if before[-1] in marks.DASHES[:1] or after[0] in marks.DASHES[:1]:
        # An em dash in an English text stands without spaces; where it has them, a space shows it.
        return before + after if before[-2:-1] != " " and after[1:2] != " " else f"{before} {after}"
    return f"{before} {after}"


def paragraphs(lines: list[Line], layout: Layout) -> list[Paragraph]:
    """The paragraphs of a file, in order."""
    if not layout.is_wrapped:
        return [Paragraph(line) for line in lines]
    hyphens = Hyphens(lines)
    out: list[Paragraph] = []
    begin = 0
    for end in range(1, len(lines) + 1):
        if end == len(lines) or lines[end].blanks:
            out += _group(lines[begin:end], layout, hyphens)
            begin = end
    return out


def _group(group: list[Line], layout: Layout, hyphens: Hyphens) -> list[Paragraph]:
    if len(group) > 1 and (
        line_breaks.is_tabular(group)
        or (len(group) <= 200 and line_breaks.are_meant(group, layout))
    ):
        held = [Paragraph(line) for line in group]
        for paragraph in held:
            paragraph.is_held = True
        return held
    out = [Paragraph(group[0])]
    hanging = line_breaks.hanging_indent(group)
    # Lines that hang under the first one (a bibliography, a list item) do not begin paragraphs.
    hang = group[1].indent if len(group) > 1 and group[1].indent > group[0].indent else -1
    for i, (before, line) in enumerate(pairwise(group)):
        if hanging:
            begins = line.indent < hanging
        else:
            begins = _begins(before, line, out[-1], layout, hang, group[i + 2 : i + 40])
        if begins:
            out.append(Paragraph(line))
            hang = -1
        else:
            if out[-1].lines == 1 and line.indent > before.indent:
                hang = line.indent
            out[-1].join(line, hyphens)
    return out


def _begins(
    before: Line, line: Line, current: Paragraph, layout: Layout, hang: int, rest: list[Line]
) -> bool:
    """Whether `line` begins a paragraph after `before`, the last line of `current`."""
    if (
        is_underline(line.text)
        or is_underline(before.text)
        or is_break(line.text)
        or is_break(before.text)
    ):
        return True
    if label_of(line.text) and label_of(before.text):
        return True
    if len(before.text) > 1 and before.text[-1] in HYPHENS and before.text[-2].isalnum():
        return False
    room = layout.edge - before.extent - 1 - first_word_width(line.text)
    ended = marks.ends_sentence(before.text)
    if _is_item(line, before, current, layout, rest):
        return True
    if line.text.startswith(">") != before.text.startswith(">"):
        return True
    if current.lines == 1 and strong_shape(current.text) and room > 0:
        return True
    own = lists.marker_of(current.text) if current.lines == 1 else None
    if own is not None and abs(line.indent - current.first - own.length) <= 1:
        # Under the text of the item, whose number stands out.
        return ended and room > 0.25 * layout.edge
    if line.indent == hang and line.indent > current.first:
        return room > 0.25 * layout.edge and ended
    if line.indent >= before.indent + 2 and not marks.starts_lower(line.text):
        # A first line set in, after a line at the margin.
        return True
    if room <= 0:
        return False
    begins_anew = not marks.starts_lower(line.text)
    if ended and begins_anew and not layout.has_blank_lines:
        return True
    # With blank lines between paragraphs, only a line that ended long before the edge was meant so.
    return begins_anew and room > 0.2 * layout.edge


def _is_item(
    line: Line,
    before: Line,
    current: Paragraph,
    layout: Layout,
    rest: list[Line],
) -> bool:
    """A list number begins an item if it is the one after the item before it, or the first of
    several; in the middle of a sentence a line may begin with "1. " or "(a) " by chance."""
    room = layout.edge - before.extent - 1 - first_word_width(line.text)
    ended = marks.ends_sentence(before.text)
    if line.text[0] == "[" and lists.note_marker(line.text) and (ended or room > 0):
        return True
    marker = lists.marker_of(line.text)
    if marker is None:
        return False
    own = lists.marker_of(current.text)
    if own is not None and lists.follows(own, marker):
        return True
    if not marker.values:
        return marker.style != "–" and (ended or room > 0 or line.indent > before.indent)
    if 1 not in marker.values or not (ended or room > 0 or marks.last_mark(before.text) in ":;"):
        return False
    following = (lists.marker_of(after.text) for after in rest)
    return room > 0.2 * layout.edge or any(
        m is not None and lists.follows(marker, m) for m in following
    )

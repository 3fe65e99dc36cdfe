"""Whether the line breaks of a group of lines were meant by its author, in a text that is wrapped."""

import math
import re
from itertools import pairwise

from closereader.importing import lists
from closereader.importing import punctuation as marks
from closereader.importing.lines import Layout, Line, first_word_width

_GAPS = re.compile(r"\S(?: {3,}|\t+)(?=\S)")


def are_meant(group: list[Line], layout: Layout) -> bool:
    """Whether the line breaks of a group were set by its author, in a text that is wrapped.

    Adds up evidence for each break, as logarithms of how much likelier it is in verse than in
    wrapped prose: room for the next word speaks for verse, a full line against; a capital at the
    start of the next line speaks for it by as much as capitals are rare in this text.
    """
    if _is_narrow_prose(group):
        return False
    upper = sum(1 for line in group[1:] if marks.starts_upper(line.text))
    lower = sum(1 for line in group[1:] if marks.starts_lower(line.text))
    # Where some lines begin small and some with a capital, capitals are there by chance.
    by_chance = upper < 3 * lower or marks.starts_lower(group[0].text)
    capital = 0.0 if by_chance else math.log(0.95 / layout.capitals)
    score = 1.0 if min(line.indent for line in group) >= layout.margin + 2 else 0.0
    hanging = hanging_indent(group)
    for before, line in pairwise(group):
        if _ends_a_paragraph(before, line, layout):
            continue
        if hanging and before.indent == hanging and line.indent < hanging:
            continue
        room = layout.edge - before.extent - 1 - first_word_width(line.text)
        score += 2.0 if room > 0.2 * layout.edge else 0.8 if room > 0 else -2.5
        if marks.starts_lower(line.text):
            score -= 0.8 if len(group) > 2 else 2.0
        elif marks.starts_upper(line.text):
            score += capital
    return score > 0.5 and not any(lists.marker_of(line.text) for line in group)


def hanging_indent(group: list[Line]) -> int:
    """The indent of the further lines where each entry of the group has its first line flush, as a
    bibliography has; 0 if it is not laid out so."""
    indents = {line.indent for line in group}
    if len(indents) != 2 or len(group) < 3 or group[0].indent == max(indents):
        return 0
    flush, hanging = sorted(indents)
    ends = [a for a, b in pairwise(group) if b.indent == flush]
    return (
        hanging
        if any(a.indent == hanging for a in ends)
        and all(marks.ends_sentence(line.text) for line in ends)
        else 0
    )


def _is_narrow_prose(group: list[Line]) -> bool:
    """Whether the group is prose broken at an edge of its own, as a quotation set in on both sides:
    a line begins with a small letter, and all but the last are full by that edge."""
    if len(group) < 3:
        return False
    lower = sum(1 for line in group[1:] if marks.starts_lower(line.text))
    edge = 0.96 * max(line.extent for line in group)
    full = sum(1 for a, b in pairwise(group) if a.extent + 1 + first_word_width(b.text) > edge)
    return lower > 0 and full >= 0.8 * (len(group) - 1)


def _ends_a_paragraph(before: Line, line: Line, layout: Layout) -> bool:
    """Whether the break is one between paragraphs, where blank lines do not part them."""
    if layout.first_indent and line.indent == layout.margin + layout.first_indent:
        return before.indent <= line.indent and not marks.starts_lower(line.text)
    return (
        not layout.has_blank_lines
        and marks.ends_sentence(before.text)
        and not marks.starts_lower(line.text)
    )


def is_tabular(group: list[Line]) -> bool:
    """Whether every line has the same number (at least one) of wide gaps or tabs inside it."""
    if len(group) < 2:
        return False
    counts = {len(_GAPS.findall(line.raw.strip())) for line in group[:50]}
    return len(counts) == 1 and counts.pop() >= 1

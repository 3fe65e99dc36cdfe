"""Verse and quotations on pages: lines that end before they must, and paragraphs set in from both sides."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from closereader.importing.page_text import BOLD, FIXED
from closereader.importing.page_text_markers import marker_of
from closereader.importing.page_text_passage import CAPTION, Measures, Passage, Set
from closereader.model.document import BlockKind

_FEWEST = 4
_SHORTEST_STANZA = 3
_LONGEST_LINE = 75
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*$")
_PAUSES = re.compile(r"[.!?…,;:—–\"'”’»)]\s*$")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SMALL = re.compile(r"[a-zß-öø-ÿα-ωа-я]")
_DIGIT = re.compile(r"\d")


def stanzas_of(columns: Sequence[Sequence[Set]]) -> list[dict[int, int]]:
    """The stanzas among the lines of a page's columns: for the index of the first line of each, that
    after its last. Beside others of a poem a stanza may have long lines and ends of sentences."""
    groups = [_groups(parts) for parts in columns]
    found = [
        {begin: end for begin, end in spans if _is_stanza(parts[begin:end])}
        for parts, spans in zip(columns, groups, strict=True)
    ]
    stanzas = [
        parts[begin:end]
        for parts, of in zip(columns, found, strict=True)
        for begin, end in of.items()
    ]
    if sum(map(len, stanzas)) < _FEWEST:
        return [{} for _column in columns]
    if len(stanzas) < 2:
        return found
    longest = 1.3 * max(len(part.line.text) for stanza in stanzas for part in stanza)
    return [
        {
            begin: end
            for begin, end in spans
            if begin in of or _may_be_stanza(parts[begin:end], longest)
        }
        for parts, spans, of in zip(columns, groups, found, strict=True)
    ]


def _groups(parts: Sequence[Set]) -> list[tuple[int, int]]:
    """From which line to which those run that follow one another without a gap."""
    found = []
    begin = 0
    while begin < len(parts):
        end = begin + 1
        while end < len(parts) and _goes_on(parts[end - 1], parts[end]):
            end += 1
        found.append((begin, end))
        begin = end
    return found


def _goes_on(before: Set, part: Set) -> bool:
    a, b = before.line, part.line
    step = b.base - a.base
    return abs(a.size - b.size) < 0.08 * a.size and 0 < step < 1.35 * max(part.lead, b.size)


def _is_stanza(parts: Sequence[Set]) -> bool:
    """Whether lines look like a stanza and mostly end where the first word of the next would have stood
    on them too, within sentences."""
    count = len(parts)
    if count < _SHORTEST_STANZA or not _may_be_stanza(parts, _LONGEST_LINE):
        return False
    texts = [part.line.text for part in parts]
    if sum(_ENDS.search(text) is None for text in texts[:-1]) < 0.35 * (count - 1):
        return False
    if sum(_PAUSES.search(text) is not None for text in texts) < 0.3 * count:
        return False  # A list without bullets.
    right = max(part.line.right for part in parts)
    early = sum(right - a.line.right > _first_word(b) for a, b in pairwise(parts))
    return early >= (0.5 if count > _SHORTEST_STANZA else 0.99) * (count - 1)


def _may_be_stanza(parts: Sequence[Set], longest: float) -> bool:
    """Whether lines begin with capitals and stand below one another. In an address, a list of names or a
    title page there is hardly a word in small letters."""
    count = len(parts)
    texts = [part.line.text for part in parts]
    if count < 2 or any(
        part.line.cells or part.line.share(FIXED) > 0.5 or marker_of(part.line.text)
        for part in parts
    ):
        return False
    letters = sum(map(len, texts))
    if letters < 14 * count or max(map(len, texts)) > longest:
        return False
    if len(_DIGIT.findall("".join(texts))) > 0.04 * letters:
        return False
    if sum(_SMALL.match(text) is None for text in texts) < 0.75 * count:
        return False
    lefts = Counter(round(part.line.left / 2) for part in parts)
    if lefts.most_common(1)[0][1] < 0.5 * count:
        return False
    return _is_of_small_words(" ".join(texts))


def _is_of_small_words(text: str) -> bool:
    """Whether it is sentences: mostly words, and those mostly in small letters."""
    words: list[str] = _WORD.findall(text)
    letters = sum(map(len, words))
    small = sum(1 for word in words if word.islower())
    return letters > 0.6 * len(text) and small >= 0.55 * len(words)


def _first_word(part: Set) -> float:
    """How wide a line's first word is with the space before it."""
    line = part.line
    space = line.text.find(" ")
    end = space if space > 0 else len(line.text)
    return float(line.rights[end - 1] - line.lefts[0] + 0.25 * line.size)


def tell_quotations(passages: Sequence[Passage], usual: Measures) -> None:
    """Say of paragraphs that they are quotations, where they are set in from both sides of the text before
    them and after."""
    for index in range(1, len(passages)):
        passage, before = passages[index], passages[index - 1]
        if not _is_text(passage, usual) or before.kind is not BlockKind.PARAGRAPH:
            continue
        after = passages[index + 1] if index + 1 < len(passages) else None
        around = [p for p in (before, after) if p is not None and _is_beside(p, passage)]
        if not around or (before not in around and after not in around):
            continue
        if all(_is_wider(other, passage) for other in around):
            passage.kind, passage.level = BlockKind.QUOTATION, 1


def _is_text(passage: Passage, usual: Measures) -> bool:
    lines = passage.lines
    return (
        passage.kind is BlockKind.PARAGRAPH
        and len(lines) > 1
        and len({part.line.page for part in lines}) == 1
        and 0.75 * usual.size < passage.size < 1.06 * usual.size
        and lines[0].line.share(BOLD | FIXED) < 0.5
        and len(passage.text) > 60
        and not CAPTION.match(passage.text)
        and _is_of_small_words(passage.text)
    )


def _is_beside(other: Passage, passage: Passage) -> bool:
    """Whether another passage of several lines stands above or below it in the same column."""
    here = passage.lines[0].line
    near = [part.line for part in other.lines if part.line.page == here.page]
    return (
        len(near) > 1
        and other.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTATION)
        and min(line.left for line in near) < here.right
        and max(line.right for line in near) > here.left
    )


def _is_wider(other: Passage, passage: Passage) -> bool:
    here = passage.lines[0].line
    lines = [part.line for part in passage.lines]
    near = [part.line for part in other.lines if part.line.page == here.page]
    # Its first line may be set out, as after a letter in the margin.
    left, right = median(line.left for line in near), max(line.right for line in near)
    if other.kind is BlockKind.QUOTATION:
        return abs(min(line.left for line in lines) - left) < here.size
    return (
        min(line.left for line in lines) > left + 0.9 * here.size
        and max(line.right for line in lines) < right - 0.5 * here.size
    )

"""The sections of a reading, as its outline lists them: its own table of contents and its headings as one."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from closereader.model.document import Block, BlockKind, OutlineEntry
from closereader.model.reading import ReadingText
from closereader.model.span import Span

DEEPEST = 8
# A table of contents of fewer lines lists the cover and "Text", and says less than headings.
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Section:
    """`text`: its words, on one line; `depth`: below the highest level used, from 0 on; `span`: of its
    heading, or of the block that it begins with."""

    text: str
    depth: int
    span: Span


def sections(text: ReadingText, *, are_guessed: bool = False) -> list[Section]:
    """The sections in order of place. What the contents name has the words and the depth they give it;
    headings that they do not name stand below. `are_guessed`: headings were found by their looks, so
    that they count only where there are no contents."""
    headings = [b for b in text.blocks if b.kind is BlockKind.HEADING and b.end > b.start]
    listed = sorted(text.outline, key=lambda entry: entry.offset)
    if len(listed) < _LEAST and (are_guessed is False or not listed):
        return _of_headings(text, headings)
    own = list(_of_contents(text, listed))
    if are_guessed:
        return own
    return _merged(text, own, headings)


def _of_headings(text: ReadingText, headings: Sequence[Block]) -> list[Section]:
    levels = sorted({block.level for block in headings})
    return [_section(text, block, levels.index(block.level)) for block in headings]


def _section(text: ReadingText, block: Block, depth: int) -> Section:
    words = " ".join(block.span.text_of(text.text).split())
    return Section(words, min(depth, DEEPEST), block.span)


def _of_contents(text: ReadingText, listed: Sequence[OutlineEntry]) -> Iterator[Section]:
    levels = sorted({entry.level for entry in listed})
    starts = [block.start for block in text.blocks]
    for entry in listed:
        index = bisect_right(starts, entry.offset) - 1
        end = max(text.blocks[index].end, entry.offset) if index >= 0 else entry.offset
        depth = min(levels.index(entry.level), DEEPEST)
        yield Section(" ".join(entry.title.split()), depth, Span(entry.offset, end))


def _merged(text: ReadingText, own: Sequence[Section], headings: Sequence[Block]) -> list[Section]:
    """With the headings between them. Several headings one after another ("Chapter 1" above its title) are
    one section, where the contents name one of them."""
    named = {section.span.start for section in own}
    runs = _runs(text.blocks)
    found: list[Section] = list(own)
    starts = [section.span.start for section in own]
    levels = {block.start: block.level for block in headings}
    for block in headings:
        if any(start in named for start in runs[block.start]):
            continue
        index = bisect_right(starts, block.start) - 1
        if index < 0:
            found.append(_section(text, block, 0))
            continue
        above = own[index]
        further = block.level - levels.get(above.span.start, block.level - 1)
        found.append(_section(text, block, above.depth + max(further, 1)))
    return sorted(found, key=lambda section: section.span.start)


def _runs(blocks: Sequence[Block]) -> dict[int, list[int]]:
    """Of each heading the starts of those that stand directly above and below it, and its own."""
    runs: dict[int, list[int]] = {}
    run: list[int] = []
    for block in blocks:
        if block.kind is BlockKind.HEADING and block.end > block.start:
            run.append(block.start)
            runs[block.start] = run
        else:
            run = []
    return runs

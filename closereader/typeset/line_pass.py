"""What the process does that counts a reading's lines: the text alone is typeset, and read back."""

import gc
import itertools
import json
from collections.abc import Sequence
from pathlib import Path

from closereader.model.document import Block, BlockKind, Inline, InlineStyle, Role
from closereader.model.reading import Reading, ReadingId, ReadingText
from closereader.typeset import glyphs, press, telling
from closereader.typeset.job import PrintJob
from closereader.typeset.layout_map import LayoutMap, align

# Where a word may be broken, unseen where it is not.
_UNSEEN = "\u00ad\u200b"


def run_steps(folder: str, steps: list[str]) -> list[int]:
    """Do "body", "over" or both on reading.json in `folder`; the second gives the first and last
    code point (exclusive) of each numbered line by turns, line 1 first."""
    # This process makes no rings worth collecting, and ends soon.
    gc.disable()
    place = Path(folder)
    job = _job((place / "reading.json").read_text("ascii"))
    told = telling.teller(place)
    if "body" in steps:
        press.set_body(job, place, told)
    if "over" not in steps:
        return []
    read = glyphs.read_pages(
        place / "body.pdf", None, lambda done, total: told("over", done, 2 * total)
    )
    text, blocks = job.text.text, job.text.blocks
    return ends_of_lines(text, blocks, align(text, blocks, read))


def ends_of_lines(text: str, blocks: Sequence[Block], layout: LayoutMap) -> list[int]:
    """Of every numbered line of the map its first and last code point (exclusive), by turns.

    A character that was not found on the page, for want of a font, counts to the line it is read in.
    """
    first, last = _found(layout)
    numbered = [index for index, line in enumerate(layout.lines) if line.number]
    ends: list[int] = []
    for index, following in itertools.zip_longest(numbered, numbered[1:]):
        block = blocks[layout.lines[index].block]
        start, stop = first[index], block.end
        if not ends or layout.lines[index - 1].block != layout.lines[index].block:
            start = min(start, block.start + len(_indent(text, block)))
        if following is not None and layout.lines[following].block == layout.lines[index].block:
            stop = first[following]
        while stop > last[index] and (text[stop - 1].isspace() or text[stop - 1] in _UNSEEN):
            stop -= 1
        ends += (start, max(stop, last[index]))
    return ends


def _indent(text: str, block: Block) -> str:
    words = text[block.start : block.end]
    return words[: len(words) - len(words.lstrip())]


def _found(layout: LayoutMap) -> tuple[list[int], list[int]]:
    """The first and last code point (exclusive) that was found on each line."""
    first = [-1] * len(layout.lines)
    last = [0] * len(layout.lines)
    for offset, line in enumerate(layout.line_of):
        if line >= 0:
            if first[line] < 0:
                first[line] = offset
            last[line] = offset + 1
    return first, last


def _job(wire: str) -> PrintJob:
    """A job without notes: they stand beside the body and do not move it."""
    told = json.loads(wire)
    text = ReadingText(
        ReadingId(""),
        told["text"],
        tuple(
            Block(start, end, BlockKind(kind), level, Role(role), marker)
            for start, end, kind, level, role, marker in told["blocks"]
        ),
        tuple(
            Inline(start, end, InlineStyle(style), target)
            for start, end, style, target in told["inlines"]
        ),
    )
    language, size = told["language"], len(told["text"])
    reading = Reading(text.id, "", "", "", language, "", "", "", size, "")
    return PrintJob(reading, text, (), (), {}, 0, layout="plain")

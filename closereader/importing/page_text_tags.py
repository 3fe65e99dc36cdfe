"""What a file says of its own words, as far as it is to be believed.

Word, LibreOffice, browsers and typesetters tag what they write well; others tag every line as a paragraph,
or all of a page as one. What is believed decides where paragraphs end, which of them are headings, items
and notes, and what is no part of the text; in which order they are read, the page says.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from closereader.importing.page_text_lines import Line
from closereader.importing.page_text_passage import ENDS, Belief, Flow, Measures, Passage
from closereader.model.document import BlockKind

_LEAST_TAGGED = 0.8
_MOST_BROKEN = 0.12
_MOST_HEADS = 0.3
_MOST_ARTIFACTS = 0.5
_LONGEST_HEAD = 300


def judge(flows: Sequence[Flow]) -> Belief:
    """What of the tags is to be believed."""
    told = Belief()
    letters = Counter[str]()
    broken = paragraphs = 0
    for flow in flows:
        for column in flow.columns:
            for line in column.lines:
                letters[line.tag.kind if line.tag else ""] += len(line.text)
            for a, b in pairwise([] if column.rows else column.lines):
                if not (_is_plain(a) and _is_plain(b)) or a.tag is b.tag:
                    continue
                paragraphs += 1
                broken += b.text[0].islower() and not ENDS.search(a.text)
    total = sum(letters.values())
    if not total or total - letters[""] < _LEAST_TAGGED * total:
        return told
    told.is_tagged = broken <= _MOST_BROKEN * max(paragraphs, 20)
    told.has_heads = told.is_tagged and letters["heading"] < _MOST_HEADS * total
    told.has_artifacts = told.is_tagged and letters["artifact"] < _MOST_ARTIFACTS * total
    return told


def _is_plain(line: Line) -> bool:
    return line.tag is not None and line.tag.kind == "paragraph"


def is_artifact(line: Line) -> bool:
    """Whether the file says of a line that it is no part of the text."""
    return line.tag is not None and line.tag.kind == "artifact"


def is_certain(line: Line) -> bool:
    """Whether the file says of a line that it is of the text, in a way in which it says of no running
    head."""
    return line.tag is not None and line.tag.kind in ("heading", "title", "note", "item", "caption")


def is_same(a: Line, b: Line) -> bool | None:
    """Whether two lines are of one paragraph; None where nothing is said."""
    if a.tag is None or b.tag is None or a.page != b.page:
        return None
    if not a.tag.unit or not b.tag.unit:
        return None
    return a.tag.unit == b.tag.unit


def kind_of(passage: Passage) -> str:
    """What the file says of a passage, by its first line; "" for nothing."""
    tag = passage.lines[0].line.tag if passage.lines else None
    return tag.kind if tag else ""


def level_of(passage: Passage) -> int:
    """The level of a heading or of a list's item, as the file says."""
    tag = passage.lines[0].line.tag if passage.lines else None
    return tag.level if tag else 0


def is_heading(passage: Passage, usual: Measures) -> bool:
    """Whether the file says of a passage that it is a heading, and is to be believed."""
    return (
        usual.told.has_heads
        and kind_of(passage) == "heading"
        and passage.kind is BlockKind.PARAGRAPH
        and 1 < len(passage.text) < _LONGEST_HEAD
        and any(c.isalpha() for c in passage.text)
    )


def title_of(passages: Sequence[Passage], usual: Measures) -> Passage | None:
    """What the file calls its title."""
    if not usual.told.is_tagged:
        return None
    begin = [passage for passage in passages[:25] if passage.lines]
    return next((passage for passage in begin if kind_of(passage) == "title"), None)


def first_heading(passages: Sequence[Passage], usual: Measures) -> Passage | None:
    """The only heading of the first level, where the text begins with it."""
    first = [p for p in passages if is_heading(p, usual) and level_of(p) == 1]
    begin = [passage for passage in passages if passage.lines][:8]
    return first[0] if len(first) == 1 and any(p is first[0] for p in begin) else None

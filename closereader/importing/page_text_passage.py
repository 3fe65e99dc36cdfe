"""What the text of pages is put together from: pages in reading order, lines in columns, passages."""

import re
from dataclasses import dataclass, field

from closereader.importing.page_text import Page
from closereader.importing.page_text_lines import Line
from closereader.importing.page_text_order import Column
from closereader.model.document import BlockKind, Role

ENDS = re.compile(r"[.!?:;。！？…][\"'”’»)\]\d*†‡]*$")
"""How the last line of a sentence ends."""
CAPTION = re.compile(
    r"(?:table|tabelle|tab\.|tableau|figure|fig\.|abb\.|abbildung|figura|algorithm|listing|chart)\s*\d",
    re.I,
)
"""How a caption begins."""


@dataclass(slots=True)
class Flow:
    """One page in the order in which it is read."""

    page: Page
    columns: list[Column]


@dataclass(slots=True)
class Set:
    """A line with what its column says of it. `left`, `right`: of the column; `lead`: the usual distance
    of its lines; `is_first`: it begins its column; `hangs`: most of its column's lines are indented;
    `joint`: of a line in a table what parts it from the one before: a new row, cells, a space."""

    line: Line
    left: float
    right: float
    lead: float
    is_first: bool = False
    hangs: bool = False
    joint: str = ""

    @property
    def indent(self) -> float:
        """How far it begins after its column, in ems."""
        return (self.line.left - self.left) / self.line.size

    @property
    def room(self) -> float:
        """How much its column leaves free after it, in points."""
        return self.right - self.line.right


@dataclass(slots=True)
class Passage:
    """A paragraph, heading or note to be: its lines, and what it is taken for. `label`: the name of its
    place, of a note; `said`: words of the program's own in the place of a page without lines, `page`."""

    lines: list[Set]
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    role: Role = Role.NONE
    marker: int = 0
    label: str = ""
    said: str = ""
    page: int = 0

    @property
    def begins(self) -> int:
        """The page on which it begins."""
        return self.lines[0].line.page if self.lines else self.page

    @property
    def size(self) -> float:
        """Of its first line; 0 without any."""
        return self.lines[0].line.size if self.lines else 0.0

    @property
    def is_framed(self) -> bool:
        """Whether it is a table whose cells are known."""
        return any(part.joint for part in self.lines)

    @property
    def text(self) -> str:
        """Its lines with spaces between, for looking at."""
        return " ".join(part.line.text for part in self.lines)


@dataclass(slots=True)
class Belief:
    """Whether what a file says of its paragraphs is to be believed, and of its headings and of what is no
    part of the text."""

    is_tagged: bool = False
    has_heads: bool = False
    has_artifacts: bool = False


@dataclass(slots=True)
class Measures:
    """What is usual in the whole text: the size of its letters, the distance of its lines in ems, and
    whether its paragraphs begin with an indent. `told`: what the file says of them."""

    size: float = 10.0
    lead: float = 1.2
    is_indented: bool = False
    is_bold: bool = False
    told: Belief = field(default_factory=Belief)

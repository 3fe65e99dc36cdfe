"""What the layout of a page is read from: pieces of words with their places, whoever found them.

A PDF's glyphs and the words that a recogniser saw in a picture of a page come in the same form and
go through the same code (`page_text_lines`, `page_text_flow`, `page_text_draft`).

Frames. A page is shown with its origin at the top left, x to the right and y down, in points. Writing
that is turned stands level in a frame of its own: u runs along the writing, v down across the lines.
Where `turn` is 0 the frame is the page; else `Page.placed` leads back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

BOLD = 1
ITALIC = 2
FIXED = 4
RAISED = 8
LOWERED = 16
SMALL_CAPS = 32

Rule = tuple[float, float, float, float]

# A line reaches from its baseline so many ems up and down, whatever letters stand on it.
ABOVE, BELOW = 0.75, 0.25


@dataclass(frozen=True, slots=True)
class Tag:
    """What the file itself says of some of its words.

    `kind`: "heading", "title", "paragraph", "item" (of a list), "note", "caption", "contents" (a line of
    them), "cell" (of a table), "artifact" (no part of the text); `unit`: a number that the words of one
    paragraph share; `level`: of a heading, or how deep a list lies; `item`, `table`, `row`, `cell`: numbers
    of these; `is_head`: of a cell that says what its row or column holds.
    """

    kind: str
    unit: int = 0
    level: int = 0
    item: int = 0
    table: int = 0
    row: int = 0
    cell: int = 0
    is_head: bool = False


@dataclass(slots=True)
class Piece:
    """Letters without a space among them, of one face and size, on one line.

    `lefts`, `rights`: the edges of each code point along the writing (u); `base`: the baseline (v);
    `size`: of an em, in points; `face`: flags. `is_glued`: no space parts it from the piece before it.
    `turn`: degrees clockwise by which the writing is turned on the page as shown: 0, 90, 180, 270.
    `tag`: what the file says of it, if anything.
    """

    text: str
    lefts: Sequence[float]
    rights: Sequence[float]
    base: float
    size: float
    face: int = 0
    is_glued: bool = False
    turn: int = 0
    tag: Tag | None = None

    @property
    def left(self) -> float:
        """Where it begins, along the writing."""
        return min(self.lefts[0], self.lefts[-1])

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(self.rights[0], self.rights[-1])


@dataclass(slots=True)
class Page:
    """One page. `number` counts from 0; `label` is what its file calls it, "" where it says nothing;
    `width`, `height`: as it is shown, in points; `pieces` in the order in which they were found;
    `has_picture`: something is painted on it that is no text; `rules`: straight lines that are drawn on
    it level or upright, each from its left or upper end (x, y) to the other."""

    number: int
    label: str
    width: float
    height: float
    pieces: list[Piece] = field(default_factory=list)
    has_picture: bool = False
    rules: list[Rule] = field(default_factory=list)

    def frame(self, turn: int) -> tuple[float, float]:
        """Width and height of the frame in which writing of that turn stands level."""
        return (self.width, self.height) if turn % 180 == 0 else (self.height, self.width)

    def placed(
        self, turn: int, top: float, bottom: float, lefts: Sequence[float], rights: Sequence[float]
    ) -> tuple[float, float, Sequence[float], Sequence[float]]:
        """Top, bottom, lefts and rights in the page of what stands so in the frame of `turn`, as
        `PageLine` counts them: across the line and along it, the smaller first."""
        if turn == 0:
            return top, bottom, lefts, rights
        if turn == 90:
            return self.width - bottom, self.width - top, lefts, rights
        length = self.width if turn == 180 else self.height
        flipped = [length - right for right in rights], [length - left for left in lefts]
        if turn == 180:
            return self.height - bottom, self.height - top, *flipped
        return top, bottom, *flipped


def word(
    text: str, left: float, right: float, base: float, size: float, *, is_glued: bool = False
) -> Piece:
    """A word of which only its own place is known: its letters share its width out among them."""
    step = (right - left) / max(len(text), 1)
    return Piece(
        text,
        [left + step * index for index in range(len(text))],
        [left + step * (index + 1) for index in range(len(text))],
        base,
        size,
        is_glued=is_glued,
    )

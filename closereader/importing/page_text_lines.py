"""Lines of writing out of the pieces on a page: what stands on one baseline and in one column."""

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from closereader.importing.page_text import LOWERED, RAISED, Page, Piece, Tag
from closereader.importing.page_text_runs import runs_of
from closereader.importing.page_text_tables import Run

# Accents that stand alone in old fonts, as the marks that combine.
_ACCENTS = {
    "´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "¸": "\u0327",
    "ˇ": "\u030c", "˘": "\u0306", "˙": "\u0307", "˚": "\u030a", "˝": "\u030b", "¯": "\u0304",
}  # fmt: skip
_ACCENT = re.compile(f"[{''.join(_ACCENTS)}]")
_LEADER = re.compile(r"\s*(?:[.·…_]\s?){5,}(?:\s+|$|(?=\d))")
_SPACED = re.compile(r"(?:[^\W\d] ){4,}[^\W\d]")
_DOTLESS = {"ı": "i", "ȷ": "j"}


@dataclass(slots=True)
class Line:
    """One line of one column. `lefts`, `rights`: the edges of each code point of `text` along the
    writing (u), of a space between two words too; `base`: its baseline (v); `size`: of most of its
    letters; `faces`: (start, end, flags) of stretches that are set in one way, in order, without those
    that have no flags; `cells`: of a row of a table, the places of the spaces that part its cells; `tag`:
    what the file says of most of it."""

    text: str
    lefts: "array[float]"
    rights: "array[float]"
    base: float
    size: float
    faces: list[tuple[int, int, int]]
    page: int
    turn: int
    left: float = 0.0
    right: float = 0.0
    cells: tuple[int, ...] = ()
    tag: Tag | None = None

    @property
    def top(self) -> float:
        """Where its letters begin, above."""
        return self.base - 0.75 * self.size

    @property
    def bottom(self) -> float:
        """Where they end, below."""
        return self.base + 0.25 * self.size

    @property
    def width(self) -> float:
        """From its left to its right end."""
        return self.right - self.left

    def share(self, flag: int) -> float:
        """Which part of its letters is set so."""
        marked = sum(end - start for start, end, flags in self.faces if flags & flag)
        return marked / max(len(self.text), 1)


def lines_of(page: Page, turn: int = 0, pieces: Sequence[Piece] | None = None) -> list[Line]:
    """The lines of the page's writing of that turn, from the top down and from the left. `pieces`: those
    of it that are to be looked at, if not all."""
    if pieces is None:
        pieces = [piece for piece in page.pieces if piece.turn == turn]
    runs = runs_of(pieces, page.frame(turn)[0])
    found = [_line(run, page.number, turn) for run in runs if run.text not in _ACCENTS]
    found.sort(key=lambda line: (line.base, line.left))
    return found


def _line(run: Run, page: int, turn: int) -> Line:
    size, base = _measure(run)
    text: list[str] = []
    lefts, rights = array("f"), array("f")
    faces: list[tuple[int, int, int]] = []
    cells: list[int] = []
    at = 0
    for index, piece in enumerate(run.pieces):
        flags = piece.face
        if piece.size < 0.93 * size:
            flags |= _shifted((piece.base - base) / size)
        if index and not piece.is_glued:
            before, after = rights[-1], piece.lefts[0]
            text.append(" ")
            if id(piece) in run.cells:
                cells.append(at)
            lefts.append(min(before, after))
            rights.append(max(before, after))
            at += 1
        end = at + len(piece.text)
        text.append(piece.text)
        lefts.extend(piece.lefts)
        rights.extend(piece.rights)
        if flags:
            if faces and faces[-1][2] == flags and at - faces[-1][1] <= 1:
                faces[-1] = (faces[-1][0], end, flags)
            else:
                faces.append((at, end, flags))
        at = end
    line = Line(
        "".join(text),
        lefts,
        rights,
        base,
        size,
        faces,
        page,
        turn,
        run.left,
        run.right,
        tuple(cells),
        _tag(run),
    )
    if _ACCENT.search(line.text):
        line = _composed(line)
    if _LEADER.search(line.text) or _SPACED.fullmatch(line.text):
        line = _closed(line)
    return line


def _tag(run: Run) -> Tag | None:
    """What the file says of most of a run; dots that it calls no part of the text say nothing of it."""
    first = run.pieces[0].tag
    if all(piece.tag is first for piece in run.pieces):
        return first
    letters: Counter[Tag | None] = Counter()
    for piece in run.pieces:
        if piece.tag is None or piece.tag.kind != "artifact":
            letters[piece.tag] += len(piece.text)
    return letters.most_common(1)[0][0] if letters else first


def _shifted(ems: float) -> int:
    """What letters are whose baseline is so far below the line's."""
    if ems < -0.12:
        return RAISED
    return LOWERED if ems > 0.08 else 0


def _closed(line: Line) -> Line:
    """Without the dots that lead to a number, and a word whose letters are spaced as one word."""
    text = list(line.text)
    for found in _LEADER.finditer(line.text):
        if found.start() > 0 and found.end() < len(text):
            line.cells = (*line.cells, found.start())
        text[found.start() + 1 : found.end()] = [""] * (found.end() - found.start() - 1)
        is_between = found.start() > 0 and found.end() < len(text)
        text[found.start()] = " " if is_between else ""
    if _SPACED.fullmatch(line.text):
        text = [letter if letter != " " else "" for letter in text]
    return _without(line, text) if any(text) else line


def _composed(line: Line) -> Line:
    """With accents that are drawn over a letter, as old fonts do, as one letter with it."""
    text = list(line.text)
    for found in reversed(list(_ACCENT.finditer(line.text))):
        at = found.start()
        middle = (line.lefts[at] + line.rights[at]) / 2
        for place in (at - 1, at + 1, at + 2):
            if not 0 <= place < len(text) or not line.text[place].isalpha():
                continue
            if place == at + 2 and line.text[at + 1] != " ":
                continue
            if not line.lefts[place] - 0.5 <= middle <= line.rights[place] + 0.5:
                continue
            letter = _DOTLESS.get(line.text[place], line.text[place])
            one = unicodedata.normalize("NFC", letter + _ACCENTS[found[0]])
            if len(one) == 1:
                text[place] = one
                text[at : max(place, at + 1)] = [""] * (max(place, at + 1) - at)
                break
    return _without(line, text)


def _without(line: Line, text: list[str]) -> Line:
    """The line with these letters in the place of its own, without those that are empty."""
    kept = [place for place, letter in enumerate(text) if letter]
    line.cells = tuple(
        bisect_left(kept, place) for place in sorted(set(line.cells)) if text[place] == " "
    )
    line.faces = [
        (start, end, flags)
        for first, last, flags in line.faces
        if (start := bisect_left(kept, first)) < (end := bisect_left(kept, last))
    ]
    line.text = "".join(text)
    line.lefts = array("f", [line.lefts[place] for place in kept])
    line.rights = array("f", [line.rights[place] for place in kept])
    return line


def _measure(run: Run) -> tuple[float, float]:
    """Size and baseline of most of its letters."""
    if len(run.pieces) == 1:
        return run.size, run.base
    letters: Counter[tuple[float, float]] = Counter()
    for piece in run.pieces:
        letters[round(piece.size, 1), round(piece.base, 1)] += len(piece.text)
    size, base = letters.most_common(1)[0][0]
    return size, base

"""Lines of writing out of the pieces on a page: what stands on one baseline and in one column."""

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from closereader.importing.page_text import LOWERED, RAISED, Page, Piece
from closereader.importing.page_text_tables import Run, join_cells

# In ems. Words of a line stand closer than _WORD_GAP; what is further apart may be of one line that
# was spread to fill its measure, up to _WIDEST_GAP, if the lines around it run across the gap.
_WORD_GAP = 1.0
_WIDEST_GAP = 3.5
_MARKER_GAP = 5.0
_TOUCHING = 0.35
_SAME_BASE = 0.25
_AROUND = 7.0
_CROSSED = 0.5

_MARKER = re.compile(
    r"(?:[•▪●◦‣∙·○■□–➢✓*+-]|\(?(?:\d{1,3}|[A-Za-z]|[ivxl]{1,5})[.)]|\d{1,3}(?:\.\d{1,3}){0,3}\.?|\[\d{1,3}\]|[IVX]{1,5}\.?)"
)
_FORMULA_NUMBER = re.compile(r"\(\d{1,3}(?:\.\d{1,3})?[a-z]?\)")
# Accents that stand alone in old fonts, as the marks that combine.
_ACCENTS = {
    "´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "¸": "\u0327",
    "ˇ": "\u030c", "˘": "\u0306", "˙": "\u0307", "˚": "\u030a", "˝": "\u030b", "¯": "\u0304",
}  # fmt: skip
_ACCENT = re.compile(f"[{''.join(_ACCENTS)}]")
_LEADER = re.compile(r"\s*(?:[.·…_]\s?){5,}(?:\s+|$)")
_SPACED = re.compile(r"(?:[^\W\d] ){4,}[^\W\d]")
_DOTLESS = {"ı": "i", "ȷ": "j"}
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


@dataclass(slots=True)
class Line:
    """One line of one column. `lefts`, `rights`: the edges of each code point of `text` along the
    writing (u), of a space between two words too; `base`: its baseline (v); `size`: of most of its
    letters; `faces`: (start, end, flags) of stretches that are set in one way, in order, without those
    that have no flags; `cells`: of a row of a table, the places of the spaces that part its cells."""

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


def lines_of(page: Page, turn: int = 0) -> list[Line]:
    """The lines of the page's writing of that turn, from the top down and from the left."""
    pieces = [piece for piece in page.pieces if piece.turn == turn]
    runs = _merged(_runs(pieces))
    found = [_line(run, page.number, turn) for run in runs if run.text not in _ACCENTS]
    found.sort(key=lambda line: (line.base, line.left))
    return found


def _runs(pieces: Iterable[Piece]) -> list[Run]:
    runs: list[Run] = []
    run: Run | None = None
    for piece in pieces:
        if run is not None and _continues(run, piece):
            _append(run, piece)
        else:
            is_backward = _RIGHT_TO_LEFT.search(piece.text) is not None
            run = Run([piece], piece.left, piece.right, piece.base, piece.size, is_backward)
            runs.append(run)
    return runs


def _continues(run: Run, piece: Piece) -> bool:
    size = run.size if run.size >= piece.size else piece.size
    shift = abs(piece.base - run.base)
    gap = piece.left - run.right
    if shift > 0.65 * size:
        return False
    if gap < -0.5 * size:
        if not (run.is_backward or _RIGHT_TO_LEFT.search(piece.text)):
            return False
        gap = max(run.left - piece.right, piece.left - run.right)
        if gap < -0.5 * size:
            return False
    if shift <= _SAME_BASE * size and (
        shift <= 0.05 * size or run.size > 0.9 * piece.size or piece.is_glued
    ):
        return gap <= _WORD_GAP * size
    # Raised and lowered letters are smaller, and close to what they belong to.
    return gap <= 0.5 * size and (
        piece.is_glued or min(run.size, piece.size) < 0.93 * max(run.size, piece.size)
    )


def _append(run: Run, piece: Piece) -> None:
    if piece.size > 1.07 * run.size and all(p.size < 0.93 * piece.size for p in run.pieces):
        # It began with a raised number.
        run.base, run.size = piece.base, piece.size
    run.pieces.append(piece)
    run.left = min(run.left, piece.left)
    run.right = max(run.right, piece.right)
    run.is_backward = run.is_backward or _RIGHT_TO_LEFT.search(piece.text) is not None


def _merged(runs: list[Run]) -> list[Run]:
    """Runs that stand on one line joined where nothing shows that they are of two columns."""
    if len(runs) < 2:
        return runs
    runs.sort(key=lambda run: run.base)
    bases = [run.base for run in runs]
    rows: list[list[Run]] = []
    for run in runs:
        if rows and abs(rows[-1][-1].base - run.base) <= _SAME_BASE * min(
            run.size, rows[-1][-1].size
        ):
            rows[-1].append(run)
        else:
            rows.append([run])
    parted: list[list[Run]] = []
    for row in rows:
        row.sort(key=lambda run: run.left)
        kept = [row[0]]
        for run in row[1:]:
            if _is_again(kept[-1], run):
                continue
            if _belongs(kept[-1], run, runs, bases):
                _join(kept[-1], run)
            else:
                kept.append(run)
        parted.append(kept)
    join_cells(parted)
    return [run for row in parted for run in row]


def _is_again(run: Run, other: Run) -> bool:
    """Whether it is the same words once more in the same place, as when bold type is feigned."""
    return (
        abs(other.left - run.left) < 0.2 * run.size
        and abs(other.right - run.right) < 0.2 * run.size
        and run.text == other.text
    )


def _belongs(run: Run, other: Run, runs: Sequence[Run], bases: Sequence[float]) -> bool:
    size = max(run.size, other.size)
    gap = other.left - run.right
    if gap < -0.5 * size:
        return False
    if gap <= _TOUCHING * size:
        return True
    if min(run.size, other.size) < 0.6 * size:
        return False
    if gap <= _MARKER_GAP * size and (
        _MARKER.fullmatch(run.text) and not _MARKER.fullmatch(other.text)
    ):
        return not _is_column_of_numbers(run, other, runs, bases)
    if _FORMULA_NUMBER.fullmatch(other.text):
        return True
    if gap > _WIDEST_GAP * size:
        return False
    return _is_crossed(run, other, runs, bases, size)


def _is_column_of_numbers(
    run: Run, other: Run, runs: Sequence[Run], bases: Sequence[float]
) -> bool:
    return False


def _is_crossed(
    run: Run, other: Run, runs: Sequence[Run], bases: Sequence[float], size: float
) -> bool:
    """Whether most lines around run across the gap between the two."""
    low, high = run.right, other.left
    first = bisect_left(bases, run.base - _AROUND * size)
    crossing, beside = 0, set()
    for index in range(first, len(runs)):
        near = runs[index]
        if near.base > run.base + _AROUND * size:
            break
        if abs(near.base - run.base) <= _SAME_BASE * size:
            continue
        # All across it: the last line of a paragraph leaves a gap that reaches into its own column.
        if near.left < low and near.right > high:
            crossing += 1
        elif near.left < high + 8 * size and near.right > low - 8 * size:
            beside.add(round(near.base / size * 2))
    if not crossing and not beside:
        return high - low < 1.5 * size
    return crossing >= _CROSSED * (crossing + len(beside))


def _join(run: Run, other: Run) -> None:
    size = max(run.size, other.size)
    is_close = other.left - run.right <= 0.12 * size
    other.pieces[0].is_glued = is_close
    if other.is_backward and run.is_backward:
        run.pieces[0].is_glued = is_close
        run.pieces = other.pieces + run.pieces
    else:
        run.pieces += other.pieces
    run.is_backward = run.is_backward or other.is_backward
    letters: Counter[tuple[float, float]] = Counter()
    for part in (run, other):
        letters[part.size, part.base] += sum(len(piece.text) for piece in part.pieces)
    if other.size > run.size:
        run.base, run.size = other.base, other.size
    run.left, run.right = min(run.left, other.left), max(run.right, other.right)


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
    )
    if _ACCENT.search(line.text):
        line = _composed(line)
    if _LEADER.search(line.text) or _SPACED.fullmatch(line.text):
        line = _closed(line)
    return line


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

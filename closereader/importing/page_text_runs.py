"""Runs of words that stand on one baseline and in one column: what a line is made of."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from closereader.importing import page_text_line_numbers
from closereader.importing.page_text import FIXED, Piece
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
    r"(?:[•▪●◦‣∙·○■□–➢✓❖→◆►▶█☐☒★*+-]|\(?(?:\d{1,3}|[A-Za-z]|[ivxl]{1,5})[.)]|\d{1,3}(?:\.\d{1,3}){0,3}\.?|\[\d{1,3}\]|[IVX]{1,5}\.?)"
)
_FORMULA_NUMBER = re.compile(r"\(\d{1,3}(?:\.\d{1,3})?[a-z]?\)")
_NOTE_MARK = re.compile(r"\d{1,3}|[*∗†‡§¶#]{1,3}|[a-z]")
# Word's bullet of the second level is the letter in a font for typing.
_TYPED_BULLET, _BULLET = "o", "◦"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def runs_of(pieces: Sequence[Piece], width: float) -> list[Run]:
    """The runs of words in these pieces, which are all turned one way, without the numbers of lines in
    the margin. `width`: of their page."""
    runs = _runs(pieces)
    runs.sort(key=lambda run: run.base)
    numbers = page_text_line_numbers.of_runs(runs, width)
    if numbers:
        runs = [run for run in runs if id(run) not in numbers]
    return _merged(_with_marks(runs))


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


def _with_marks(runs: list[Run]) -> list[Run]:
    """With each note's raised mark, which hangs before it in the margin, put to its note. From the top
    down."""
    bases = [run.base for run in runs]
    gone = set()
    for run in runs:
        if run.text == _TYPED_BULLET and run.pieces[0].face & FIXED:
            run.pieces[0].text = _BULLET
        if len(run.text) > 3 or not _NOTE_MARK.fullmatch(run.text):
            continue
        near = [other for other in _below(run, runs, bases) if id(other) not in gone]
        if _put_into(run, near) or _put_before(run, near):
            gone.add(id(run))
    return [run for run in runs if id(run) not in gone] if gone else runs


def _below(mark: Run, runs: Sequence[Run], bases: Sequence[float]) -> list[Run]:
    """The runs above whose baseline a mark is raised."""
    first = bisect_left(bases, mark.base + 0.12 * mark.size)
    found = []
    for index in range(first, len(runs)):
        near = runs[index]
        if near.base > mark.base + 0.65 * max(mark.size, near.size):
            break
        if near is not mark and near.size >= mark.size:
            found.append(near)
    return found


def _put_into(mark: Run, near: Iterable[Run]) -> bool:
    """Put a mark after the word at which it stands, if it was found out of its order."""
    for run in near:
        slack = 0.4 * run.size
        if run.is_backward or not run.left < mark.left < run.right + slack:
            continue
        for place in range(len(run.pieces), 0, -1):
            piece = run.pieces[place - 1]
            if abs(mark.left - piece.right) > slack:
                continue
            if place < len(run.pieces) and run.pieces[place].left < mark.right - slack:
                continue
            mark.pieces[0].is_glued = True
            run.pieces[place:place] = mark.pieces
            run.right = max(run.right, mark.right)
            return True
    return False


def _is_code(run: Run) -> bool:
    """Whether it is a line of a program, before which its number may stand, and not an address."""
    first = run.pieces[0]
    return bool(first.face & FIXED) and "//" not in first.text and not first.text.startswith("www")


def _put_before(mark: Run, near: Iterable[Run]) -> bool:
    """Put a mark before its note, in whose margin it hangs."""
    found = [
        run
        for run in near
        if -0.35 * run.size < run.left - mark.right < 1.3 * run.size and not _is_code(run)
    ]
    if not found:
        return False
    note = min(found, key=lambda run: run.left)
    note.pieces[0].is_glued = True
    note.pieces = mark.pieces + note.pieces
    note.left = mark.left
    return True


def _merged(runs: list[Run]) -> list[Run]:
    """Runs that stand on one line joined where nothing shows that they are of two columns. `runs`: from
    the top down."""
    if len(runs) < 2:
        return runs
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
        return True
    if _FORMULA_NUMBER.fullmatch(other.text):
        return True
    if gap > _WIDEST_GAP * size:
        return False
    return _is_crossed(run, other, runs, bases, size)


def _is_crossed(
    run: Run, other: Run, runs: Sequence[Run], bases: Sequence[float], size: float
) -> bool:
    """Whether the lines around leave no gutter open between the two: wherever one could run, most of
    them have words."""
    low, high = run.right, other.left
    first = bisect_left(bases, run.base - _AROUND * size)
    rows: dict[int, list[Run]] = {}
    for index in range(first, len(runs)):
        near = runs[index]
        if near.base > run.base + _AROUND * size:
            break
        if abs(near.base - run.base) <= _SAME_BASE * size:
            continue
        if near.left < high + 8 * size and near.right > low - 8 * size:
            rows.setdefault(round(near.base / size * 2), []).append(near)
    if not rows:
        return high - low < 1.5 * size
    if _is_filled(other, [near for row in rows.values() for near in row], low, size):
        return True
    places = max(round(4 * (high - low) / size), 2)
    for step in range(1, places):
        place = low + (high - low) * step / places
        covered = sum(any(near.left < place < near.right for near in row) for row in rows.values())
        if covered < _CROSSED * len(rows):
            return False
    return True


def _is_filled(other: Run, around: Iterable[Run], low: float, size: float) -> bool:
    """Whether a run ends where the lines do that run across the gap before it: its own was spread."""
    ends = begins = 0
    for near in around:
        ends += near.left < low and abs(near.right - other.right) < 0.3 * size
        begins += abs(near.left - other.left) < 0.3 * size
    return ends >= 2 and ends > begins


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
    if other.size > run.size:
        run.base, run.size = other.base, other.size
    run.left, run.right = min(run.left, other.left), max(run.right, other.right)

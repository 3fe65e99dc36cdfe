"""The numbers of lines that stand in the margin of pages, as in statutes, plays and copies for review."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from closereader.importing.page_text_tables import Run

_FEWEST = 5
_ALIGNED = 2.5


def of_runs(runs: Sequence[Run], width: float) -> set[int]:
    """Which of the runs (by identity) number the lines beside them. `runs`: of one page, from the top
    down; `width`: of the page."""
    numbers = [run for run in runs if run.text.isdecimal() and len(run.text) <= 5]
    if len(numbers) < _FEWEST:
        return set()
    found: set[int] = set()
    others = [run for run in runs if not run.text.isdecimal()]
    for side in _columns(numbers):
        if _counts(side) and _is_in_margin(side, others, width):
            found |= {id(run) for run in side}
    return found


def _columns(numbers: Sequence[Run]) -> list[list[Run]]:
    """The numbers that stand one below the other, by their right edges or by their left ones."""
    found: list[list[Run]] = []
    for edge in ("right", "left"):
        places = Counter(round(getattr(run, edge) / _ALIGNED) for run in numbers)
        for place, often in places.items():
            if often >= _FEWEST:
                near = [
                    run
                    for run in numbers
                    if abs(getattr(run, edge) - place * _ALIGNED) <= 1.5 * _ALIGNED
                ]
                found.append(near)
    return found


def _counts(numbers: Sequence[Run]) -> bool:
    """Whether they count on by one, two, five or ten from the top down."""
    steps = Counter(int(b.text) - int(a.text) for a, b in pairwise(numbers))
    step, often = steps.most_common(1)[0]
    return step in (1, 2, 5, 10) and often >= 0.8 * (len(numbers) - 1) and min(steps) > 0


def _is_in_margin(numbers: Sequence[Run], others: Sequence[Run], width: float) -> bool:
    """Whether they stand beside lines of running text, outside of all of it, each on a line."""
    left, right = min(run.left for run in numbers), max(run.right for run in numbers)
    top, bottom = numbers[0].base, numbers[-1].base
    beside = [run for run in others if top - 3 <= run.base <= bottom + 3]
    is_outside = (
        sum(run.left > right + 2 for run in beside),
        sum(run.right < left - 2 for run in beside),
    )
    if not beside or max(is_outside) < 0.97 * len(beside):
        return False
    bases = {round(run.base) for run in beside}
    level = sum(
        any(base in bases for base in range(round(run.base) - 2, round(run.base) + 3))
        for run in numbers
    )
    if level < 0.7 * len(numbers):
        return False
    # Rows of a table are numbered too, but its cells are short.
    widths = Counter[int]()
    for run in beside:
        widths[round(run.base)] += len(run.text)
    long = sum(letters >= 35 for letters in widths.values())
    is_prose = long >= 0.4 * len(widths)
    reach = max(run.right for run in beside) - min(run.left for run in beside)
    gaps = [b.left - a.right for a, b in pairwise(sorted(beside, key=_place)) if a.base == b.base]
    is_parted = sum(gap > 1.5 * numbers[0].size for gap in gaps) > 0.2 * len(widths)
    return is_prose and not is_parted and reach > 0.3 * width


def _place(run: Run) -> tuple[float, float]:
    return run.base, run.left

"""Which stretches of one text are which of a later version of it.

First the lines that stand once in each text, in the longest order that both have; what is between them
is compared by words: runs of words that stand once in each, then the longest common sequence. Lines that
stand once in each but elsewhere were moved. Characters that differ in typography alone (white space,
quotation marks, dashes) are the same. A book of 3 MB with a few hundred changes takes 0.2 s, one of which
no line is as it was 4 s.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from closereader.progress import Progress
from closereader.text.correspondence import Correspondence, Run, plain
from closereader.text.same_words import PROVES, Aligner, Words
from closereader.text.token_alignment import longest_rising

# A shorter line is not believed to have been moved.
_MOVES = 24
# A run of words as long as this is no accident; a shorter one is, unless it stands beside others.
_LEAST_LETTERS = 12
_NEAR = 12


def correspond(before: str, after: str, progress: Progress | None = None) -> Correspondence:
    """How `before` and `after` correspond. Raises `Cancelled` where `progress` says so."""
    if before == after:
        return Correspondence(before, after, [Run(0, 0, len(before), True)] if before else [])
    return _Comparison(before, after, progress or Progress()).made()


class _Comparison:
    def __init__(self, before: str, after: str, progress: Progress) -> None:
        self._before, self._after = before, after
        self._progress = progress
        self._plain_before, self._plain_after = plain(before), plain(after)
        self._found: list[Run] = []

    def made(self) -> Correspondence:
        mine, their = _lines(self._before), _lines(self._after)
        keys = [self._plain_before[s:e].strip() for s, e in mine]
        others = [self._plain_after[s:e].strip() for s, e in their]
        pairs, crossing = _same_lines(keys, others)
        certain = _only(keys, others)
        last = (-1, -1)
        for i, j in (*pairs, (len(mine), len(their))):
            self._between(mine, their, last, (i, j))
            if i < len(mine):
                self._take(mine[i], their[j], keys[i] in certain and len(keys[i]) >= PROVES)
            last = (i, j)
        moved = [self._whole(mine[i], their[j]) for i, j in crossing if len(keys[i]) >= _MOVES]
        runs = _without_accidents(self._merged(self._found))
        runs, free = _parted(runs, [run for run in moved if run is not None])
        return Correspondence(self._before, self._after, runs, self._merged(free))

    def _whole(self, mine: tuple[int, int], their: tuple[int, int]) -> Run | None:
        """Two lines that are alike but for white space at their ends."""
        start, end = _trimmed(self._before, *mine)
        begin, stop = _trimmed(self._after, *their)
        return Run(start, begin, end - start, True) if end - start == stop - begin else None

    def _take(self, mine: tuple[int, int], their: tuple[int, int], certain: bool) -> None:
        run = self._whole(mine, their)
        if run is not None and run.length:
            self._found.append(run._replace(certain=certain))

    def _between(
        self,
        mine: Sequence[tuple[int, int]],
        their: Sequence[tuple[int, int]],
        last: tuple[int, int],
        here: tuple[int, int],
    ) -> None:
        """What is alike between two pairs of lines."""
        if last[0] + 1 >= here[0] or last[1] + 1 >= here[1]:
            return
        start, end = mine[last[0] + 1][0], mine[here[0] - 1][1]
        begin, stop = their[last[1] + 1][0], their[here[1] - 1][1]
        self._progress(end, len(self._before), "")
        ours = Words(self._plain_before, start, end)
        theirs = Words(self._plain_after, begin, stop)
        bound = (last[0] >= 0, here[0] < len(mine))
        self._found += self._runs(
            ours, theirs, sorted(Aligner(ours, theirs, self._progress).pairs(bound))
        )

    def _runs(
        self, ours: "Words", theirs: "Words", pairs: list[tuple[int, int, bool]]
    ) -> list[Run]:
        """Runs of words that follow each other in both, with what is between them."""
        found: list[Run] = []
        last = (-2, -2)
        for i, j, certain in pairs:
            start, begin = ours.starts[i], theirs.starts[j]
            length = ours.ends[i] - start
            if last == (i - 1, j - 1):
                run = found[-1]
                if start - run.before == begin - run.after:
                    found[-1] = run._replace(
                        length=start + length - run.before, certain=run.certain or certain
                    )
                    last = (i, j)
                    continue
            found.append(Run(start, begin, length, certain))
            last = (i, j)
        return found

    def _merged(self, runs: Sequence[Run]) -> list[Run]:
        """Runs that stand beside each other in both texts, with nothing but the same white space
        between them, as one."""
        merged: list[Run] = []
        for run in runs:
            if merged:
                last = merged[-1]
                apart = run.before - last.before_end
                same = run.after - last.after_end == apart >= 0
                if (
                    same
                    and not self._before[last.before_end : run.before].strip()
                    and not self._after[last.after_end : run.after].strip()
                ):
                    merged[-1] = last._replace(
                        length=run.before_end - last.before, certain=last.certain or run.certain
                    )
                    continue
            merged.append(run)
        return merged


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    line = text[start:end]
    return start + len(line) - len(line.lstrip()), start + len(line.rstrip())


def _lines(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    while (end := text.find("\n", start)) >= 0:
        found.append((start, end))
        start = end + 1
    found.append((start, len(text)))
    return [(s, e) for s, e in found if text[s:e].strip()]


def _only(keys: Sequence[str], others: Sequence[str]) -> set[str]:
    """What stands once in each."""
    mine, their = Counter(keys), Counter(others)
    return {key for key, count in mine.items() if count == 1 and their.get(key) == 1}


def _same_lines(
    keys: Sequence[str], others: Sequence[str]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Lines that are the same, in order; and those that stand elsewhere."""
    only = _only(keys, others)
    where = {key: number for number, key in enumerate(others) if key in only}
    alike = [(number, where[key]) for number, key in enumerate(keys) if key in only]
    chosen = longest_rising(alike)
    # Of lines that stand in several places those beside what is certain.
    spread: list[tuple[int, int]] = []
    last = (-1, -1)
    for here in (*chosen, (len(keys), len(others))):
        i, j = last
        while i + 1 < here[0] and j + 1 < here[1] and keys[i + 1] == others[j + 1]:
            i, j = i + 1, j + 1
            spread.append((i, j))
        k, m = here
        back = []
        while k - 1 > i and m - 1 > j and keys[k - 1] == others[m - 1]:
            k, m = k - 1, m - 1
            back.append((k, m))
        spread += back[::-1]
        if here[0] < len(keys):
            spread.append(here)
        last = here
    kept = set(chosen)
    taken = {i for i, _j in spread}
    return spread, [pair for pair in alike if pair not in kept and pair[0] not in taken]


def _without_accidents(runs: Sequence[Run]) -> list[Run]:
    """Without single words that happen to be the same where all round them is another."""
    kept = []
    for number, run in enumerate(runs):
        if not run.certain and run.length < _LEAST_LETTERS:
            near = 0
            if number:
                last = runs[number - 1]
                near += max(run.before - last.before_end, run.after - last.after_end) <= _NEAR
            if number + 1 < len(runs):
                following = runs[number + 1]
                apart = following.before - run.before_end, following.after - run.after_end
                near += max(apart) <= _NEAR
            if near < 2:
                continue
        kept.append(run)
    return kept


def _parted(runs: Sequence[Run], moved: Sequence[Run]) -> tuple[list[Run], list[Run]]:
    """The runs without accidents in what was moved as a whole; what was moved and is in no run that is
    certain."""
    here = _Stretches([(run.before, run.before_end) for run in runs if run.certain])
    there = _Stretches([(run.after, run.after_end) for run in runs if run.certain])
    free = sorted(
        run
        for run in moved
        if not here.touch(run.before, run.before_end) and not there.touch(run.after, run.after_end)
    )
    here = _Stretches([(run.before, run.before_end) for run in free])
    there = _Stretches([(run.after, run.after_end) for run in free])
    kept = [
        run
        for run in runs
        if run.certain
        or not (here.touch(run.before, run.before_end) or there.touch(run.after, run.after_end))
    ]
    return kept, free


class _Stretches:
    """Stretches that may be asked for what overlaps them."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _end in ordered]
        self._ends = [end for _start, end in ordered]

    def touch(self, start: int, end: int) -> bool:
        """Whether one of them, which do not overlap, has any of these code points."""
        number = bisect_left(self._starts, end) - 1
        return number >= 0 and self._ends[number] > start

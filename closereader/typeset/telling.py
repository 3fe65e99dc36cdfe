"""How a child process says how far it is, through a small file, and how its parent passes that on."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from closereader.progress import Progress

_PHASE = "phase"


def teller(folder: Path) -> Callable[[str, int, int], None]:
    """For the child: `told(step, done, total)` leaves word in `folder` of the step under way."""
    aside, phase = folder / f"{_PHASE}.new", folder / _PHASE

    def told(step: str, done: int, total: int) -> None:
        aside.write_text(json.dumps([step, done, total]), "ascii")
        aside.replace(phase)

    return told


def passed_on(folder: Path, steps: Mapping[str, Callable[[], str]], progress: Progress) -> Progress:
    """For the parent: a Progress to wait with that tells `progress` what the child last said.
    `steps`: of each step, in order, the words for it."""
    order = list(steps)
    seen = ""

    def look() -> bool:
        nonlocal seen
        progress.check()
        try:
            told = (folder / _PHASE).read_text("ascii")
        except OSError:
            return False
        if told != seen:
            seen = told
            step, done, total = json.loads(told)
            # Steps weigh the same here: what matters is that the bar moves and says where it is.
            progress(
                order.index(step) * 100 + done * 100 // max(total, 1),
                len(order) * 100,
                steps[step](),
            )
        return False

    return Progress(should_stop=look)

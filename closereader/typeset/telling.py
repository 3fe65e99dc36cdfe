"""How a child process says how far it is, through a small file, and how its parent passes that on."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from closereader.progress import Progress

_PHASE = "phase"
_LENGTH = 80


def teller(folder: Path) -> Callable[[str, int, int], None]:
    """For the child: `told(step, done, total)` leaves word in `folder` of the step under way."""
    phase = folder / _PHASE

    def told(step: str, done: int, total: int) -> None:
        # Over what stood there: a file that takes another's place is brought to the disk first,
        # which takes as long as reading a page.
        descriptor = os.open(phase, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, json.dumps([step, done, total]).encode("ascii").ljust(_LENGTH))
        finally:
            os.close(descriptor)

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
            try:
                step, done, total = json.loads(told)
            except ValueError:
                return False  # half of it is written
            seen = told
            # Steps weigh the same here: what matters is that the bar moves and says where it is.
            progress(
                order.index(step) * 100 + done * 100 // max(total, 1),
                len(order) * 100,
                steps[step](),
            )
        return False

    return Progress(should_stop=look)

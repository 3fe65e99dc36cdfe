"""Pages as a reader names them: "1-12, 15", counted from the first of the file."""

import re
from collections.abc import Iterable

from closereader.errors import InputRefused
from closereader.i18n import _

_PART = re.compile(r"(\d{1,6})?\s*([-–—])?\s*(\d{1,6})?")


def pages_in(said: str, count: int) -> tuple[int, ...]:
    """The pages named, from 0, of a file with `count`, each once and in order; "3-" goes to the last one.
    Raises `InputRefused` for what names none, or one that is not there."""
    found: set[int] = set()
    for part in re.split(r"[,;]", said):
        if part.strip():
            found.update(_part(part.strip(), count))
    if not found:
        raise InputRefused(_("Name pages, such as 3 or 1-12, 15."))
    return tuple(sorted(found))


def _part(part: str, count: int) -> range:
    match = _PART.fullmatch(part)
    if match is None or not (match[1] or match[3]):
        raise InputRefused(
            _("“{part}” names no pages; write them as 3 or 1-12, 15.").format(part=part[:40])
        )
    first = int(match[1] or 1)
    last = int(match[3] or (count if match[2] else first))
    if not 1 <= first <= last <= count:
        raise InputRefused(
            _("There is no page {part}: the pages go from 1 to {count}.").format(
                part=part, count=count
            )
        )
    return range(first - 1, last)


def told_pages(pages: Iterable[int]) -> str:
    """Pages from 0 in words of their reader: "1–12, 15"."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ", ".join(str(a + 1) if a == b else f"{a + 1}–{b + 1}" for a, b in runs)

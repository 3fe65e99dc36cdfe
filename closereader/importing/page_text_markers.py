"""Bullets and numbers with which a line of a page begins an item of a list or of a bibliography."""

import re

from closereader.importing import lists
from closereader.importing.lists import Marker

# Signs that stand before items on pages, beside those of plain texts.
_BULLETS = "▸▹►▻▶▷◆◇❖❍❑❒★☆✓✔✗✘☐☑☒→➔➢➤➲☞█▬♦⁃⋅⇒"
_BULLET = re.compile(rf"([{_BULLETS}])[ \t]+(?=\S)")
_BRACKETED = re.compile(r"\[(\d{1,3})\][ \t]+(?=\S)")
_INITIAL = re.compile(r"[A-Z]\.[ \t]?(?:[A-Z]\.|[A-Z][a-zß-ÿ'’-]+(?:[ ,.;]|$)|(?:de|van|von|le)\b)")
_LETTERS = re.compile(r"[^\W_]{2}")


def marker_of(text: str) -> Marker | None:
    """The bullet or number with which a line begins, if it looks like one."""
    found = _BULLET.match(text)
    if found is not None:
        return Marker(found.end(), found[1])
    found = _BRACKETED.match(text)
    if found is not None:
        return Marker(found.end(), "[1]", (int(found[1]),))
    marker = lists.marker_of(text)
    if marker is not None and not marker.values:
        rest = text[marker.length :]
        if rest[0] in lists.BULLETS or not _LETTERS.search(rest):
            return None  # A line of asterisks or dashes.
    return marker


def may_be_initial(text: str) -> bool:
    """Whether what looks like a letter of a list may be that of a name: "M. L. Stone"."""
    return _INITIAL.match(text) is not None

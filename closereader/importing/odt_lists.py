"""The lists of an OpenDocument text: counts their items and writes their numbers (ODF 1.3, 16.30)."""

import re
from dataclasses import dataclass, field

from closereader.importing import word_numbers
from closereader.importing.odt_package import LOEXT, STYLE, TEXT, XML_ID
from closereader.importing.xml_tree import Element

_FORMS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_PLACE = re.compile(r"%(\d{1,2})%")
_MOST_LEVELS = 10


@dataclass(slots=True)
class _Level:
    form: str = ""
    before: str = ""
    after: str = ""
    shown: int = 1
    start: int = 1
    text: str = ""
    bullet: str = ""


@dataclass(slots=True)
class _Open:
    """A list that is open: its style, and the counts of its levels."""

    style: str
    counts: list[int | None]
    levels: list[_Level]


@dataclass(slots=True)
class Lists:
    """The styles of lists, and the lists that are open, one in another."""

    _styles: dict[str, list[_Level]] = field(default_factory=dict)
    _open: list[_Open] = field(default_factory=list)
    _ended: dict[str, list[int | None]] = field(default_factory=dict)
    _last: dict[str, list[int | None]] = field(default_factory=dict)
    _headings: list[int | None] = field(default_factory=lambda: [None] * _MOST_LEVELS)

    def read(self, root: Element | None) -> None:
        """Take the styles in of one part."""
        for element in (
            () if root is None else root.iter(f"{TEXT}list-style", f"{TEXT}outline-style")
        ):
            name = element.get(f"{STYLE}name") or ""
            if element.tag == f"{TEXT}outline-style":
                name = _OUTLINE
            self._styles.setdefault(name, _levels(element))

    @property
    def depth(self) -> int:
        """How many lists are open."""
        return len(self._open)

    def begin(self, element: Element) -> None:
        """A list begins."""
        outer = self._open[-1] if self._open else None
        style = element.get(f"{TEXT}style-name") or (outer.style if outer else "")
        # Those of a list in a list begin anew with each item of the outer one.
        counts: list[int | None] = [None] * _MOST_LEVELS
        if outer is not None:
            counts = outer.counts
        if outer is None:
            continued = element.get(f"{TEXT}continue-list") or ""
            if continued in self._ended:
                counts = self._ended[continued]
            elif element.get(f"{TEXT}continue-numbering") == "true":
                counts = self._last.get(style, counts)
        levels = self._styles.get(style) or [_Level() for _ in range(_MOST_LEVELS)]
        self._open.append(_Open(style, counts, levels))
        if element.get(XML_ID):
            self._ended[element.get(XML_ID)] = counts

    def end(self) -> None:
        """The innermost list ends."""
        if self._open:
            done = self._open.pop()
            self._last[done.style] = done.counts

    def next_number(self, element: Element) -> str:
        """The number or bullet of an item of the innermost list."""
        if not self._open or element.tag == f"{TEXT}list-header":
            return ""
        top = self._open[-1]
        at = min(len(self._open), _MOST_LEVELS) - 1
        level = top.levels[at]
        if level.bullet:
            return word_numbers.bullet(level.bullet)
        _count(top.counts, at, level.start, element.get(f"{TEXT}start-value"))
        return _number(top.counts, top.levels, at)

    def next_heading(self, element: Element, level: int) -> str:
        """The number of a heading, where headings have numbers."""
        levels = self._styles.get(_OUTLINE)
        if levels is None or element.get(f"{TEXT}is-list-header") == "true":
            return ""
        at = min(max(level, 1), _MOST_LEVELS) - 1
        if not levels[at].form:
            return ""
        restart = element.get(f"{TEXT}start-value")
        _count(self._headings, at, levels[at].start, restart)
        return _number(self._headings, levels, at)


_OUTLINE = "\0outline"


def _levels(element: Element) -> list[_Level]:
    levels = [_Level() for _ in range(_MOST_LEVELS)]
    for child in element:
        at = _whole(child.get(f"{TEXT}level"), 0) - 1
        if not 0 <= at < _MOST_LEVELS:
            continue
        if child.tag in (f"{TEXT}list-level-style-bullet", f"{TEXT}list-level-style-image"):
            levels[at].bullet = child.get(f"{TEXT}bullet-char") or "•"
            continue
        levels[at] = _Level(
            _FORMS.get(child.get(f"{STYLE}num-format") or "", ""),
            child.get(f"{STYLE}num-prefix") or "",
            child.get(f"{STYLE}num-suffix") or "",
            _whole(child.get(f"{TEXT}display-levels"), 1),
            _whole(child.get(f"{TEXT}start-value"), 1),
            child.get(f"{LOEXT}num-list-format") or child.get(f"{STYLE}num-list-format") or "",
        )
    return levels


def _count(counts: list[int | None], at: int, start: int, said: str | None) -> None:
    before = counts[at]
    counts[at] = _whole(said, start) if said else start if before is None else before + 1
    for below in range(at + 1, len(counts)):
        counts[below] = None


def _number(counts: list[int | None], levels: list[_Level], at: int) -> str:
    level = levels[at]
    if not level.form:
        return ""

    def part(of: int) -> str:
        one = levels[of]
        count = counts[of]
        return word_numbers.written(one.start if count is None else count, one.form or "none")

    if level.text:
        made = _PLACE.sub(lambda m: part(min(max(int(m[1]), 1), at + 1) - 1), level.text)
        return made.strip()
    first = max(at + 1 - max(level.shown, 1), 0)
    shown = [part(of) for of in range(first, at + 1)]
    return f"{level.before}{'.'.join(one for one in shown if one)}{level.after}".strip()


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 8 else default

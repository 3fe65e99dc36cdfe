"""The lists of a Word file: counts their items and writes their numbers (ECMA-376 17.9)."""

import re
from dataclasses import dataclass, field

from closereader.importing import word_numbers
from closereader.importing.docx_package import Part, W, is_on, number, value
from closereader.importing.docx_styles import StyleSheet
from closereader.importing.xml_tree import Element

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_MOST_LINKS = 5


@dataclass(slots=True)
class _Level:
    """`text`: its number with "%1" for a level's; `indent`: in points; `restart`: after which level it
    begins anew, 0 never,
    -1 after every higher one."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int = -1
    is_legal: bool = False
    style: str = ""
    indent: float = 0.0


@dataclass(slots=True)
class _List:
    """`counter`: what lists that count together have in common."""

    levels: list[_Level]
    counter: str
    starts: dict[int, int] = field(default_factory=dict)
    is_begun: bool = False


class Numbering:
    """All lists of a file. Ask in the order of the text."""

    def __init__(self, part: Part | None, styles: StyleSheet) -> None:
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._numbers: dict[str, Element] = {}
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, list[int | None]] = {}
        if part is not None:
            for element in part.root.iter(f"{W}abstractNum"):
                self._abstract.setdefault(value(element, "abstractNumId"), element)
            for element in part.root.iter(f"{W}num"):
                self._numbers.setdefault(value(element, "numId"), element)

    def level_of_style(self, list_: str, style: str, default: int) -> int:
        """The level of a list that belongs to a style of paragraphs."""
        found = self._list(list_)
        if found is not None and style:
            for i, level in enumerate(found.levels):
                if level.style == style:
                    return i
        return default

    def indent(self, list_: str, level: int) -> float:
        """How far a level is set in, in points."""
        found = self._list(list_)
        return 0.0 if found is None else found.levels[level].indent

    def next_number(self, list_: str, level: int) -> str | None:
        """The number or bullet of the next item, "" for one without; None if there is no such list."""
        found = self._list(list_)
        if found is None:
            return None
        counts = self._counts.setdefault(found.counter, [None] * _LEVELS)
        if not found.is_begun:
            found.is_begun = True
            for at, start in found.starts.items():
                counts[at] = start - 1
        self._count(found, counts, level)
        own = found.levels[level]
        if own.form == "bullet":
            return word_numbers.bullet(own.text)
        return _PLACE.sub(lambda m: self._part(found, counts, own, int(m[1]) - 1), own.text).strip()

    def _count(self, found: _List, counts: list[int | None], level: int) -> None:
        count = counts[level]
        counts[level] = found.levels[level].start if count is None else count + 1
        for below in range(level + 1, _LEVELS):
            restart = found.levels[below].restart
            if restart < 0 or level < restart:
                start = found.starts.get(below)
                counts[below] = None if start is None else start - 1

    def _part(self, found: _List, counts: list[int | None], own: _Level, at: int) -> str:
        level = found.levels[at]
        count = level.start if counts[at] is None else counts[at]
        form = "decimal" if own.is_legal and level.form != "none" else level.form
        return word_numbers.written(count or 0, form)

    def _list(self, id_: str) -> _List | None:
        if id_ not in self._lists:
            self._lists[id_] = self._read(id_)
        return self._lists[id_]

    def _read(self, id_: str) -> _List | None:
        element = self._numbers.get(id_)
        if element is None or id_ == "0":
            return None
        name = value(element.find(f"{W}abstractNumId"))
        abstract = self._linked(self._abstract.get(name))
        if abstract is None:
            return None
        levels = [_Level() for _ in range(_LEVELS)]
        _read_levels(abstract, levels)
        out = _List(levels, value(abstract, "abstractNumId"))
        for changed in element.iterfind(f"{W}lvlOverride"):
            at = number(changed, "ilvl", -1)
            if not 0 <= at < _LEVELS:
                continue
            start = changed.find(f"{W}startOverride")
            if start is not None:
                out.starts[at] = number(start, default=1)
            if changed.find(f"{W}lvl") is not None:
                # A level of its own counts for itself.
                out.counter = f"own {id_}"
                _read_levels(changed, levels)
        return out

    def _linked(self, abstract: Element | None) -> Element | None:
        """A list that is defined by a style of lists stands where that style says."""
        for _ in range(_MOST_LINKS):
            link = None if abstract is None else abstract.find(f"{W}numStyleLink")
            if link is None:
                return abstract
            own = next(
                (
                    other
                    for other in self._abstract.values()
                    if value(other.find(f"{W}styleLink")) == value(link) and other is not abstract
                ),
                None,
            )
            if own is not None:
                abstract = own
                continue
            listed = self._styles.paragraph(value(link)).number
            target = self._numbers.get(listed[0]) if listed else None
            if target is None:
                return abstract
            abstract = self._abstract.get(value(target.find(f"{W}abstractNumId")))
        return abstract


def _read_levels(parent: Element, levels: list[_Level]) -> None:
    for element in parent.iterfind(f"{W}lvl"):
        at = number(element, "ilvl", -1)
        if not 0 <= at < _LEVELS:
            continue
        form = element.find(f"{W}numFmt")
        if form is None:
            form = element.find(f".//{W}numFmt")
        restart = element.find(f"{W}lvlRestart")
        levels[at] = _Level(
            value(form) or "decimal",
            value(element.find(f"{W}lvlText")),
            number(element.find(f"{W}start"), default=1)
            if element.find(f"{W}start") is not None
            else 0,
            -1 if restart is None else number(restart),
            is_on(element.find(f"{W}isLgl")),
            value(element.find(f"{W}pStyle")),
            _indent(element.find(f"{W}pPr/{W}ind")),
        )


def _indent(element: Element | None) -> float:
    return (number(element, "left") or number(element, "start")) / 20

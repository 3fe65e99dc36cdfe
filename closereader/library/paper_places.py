"""The place a note on paper begins with, as people write one: "145:", "ll. 145-8", "¶12.3", "para 12",
"§ 12", "p. 31", "145, 150 and 162:"."""

import re
from dataclasses import dataclass
from enum import Enum, auto

_DASH = "-‐‑‒–—−"
_UNITS = re.compile(
    r"(?P<paragraph>¶+|§+|(?:paragraphs?|paras?|pars?)(?=[\s.\d])\.?)"
    r"|(?P<line>(?:lines?|lns?|ll?)(?=[\s.\d])\.?)"
    r"|(?P<page>(?:pages?|pgs?|pp?)(?=[\s.\d])\.?)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,6}")
_SENTENCE = re.compile(r"\d{1,6}(?:\.\d{1,4})?")
_LABEL = re.compile(r"\d{1,6}|[ivxlc]{1,9}(?!\w)", re.IGNORECASE)
_RANGE = re.compile(
    rf"(?:(?P<wide>\s+)?[{_DASH}](?P<after>\s*)|\s+to\s+)(?:¶|§|ll?\.|pp?\.)?\s*(?P<to>\d{{1,6}}(?:\.\d{{1,4}})?)",
    re.IGNORECASE,
)
_LABELS = re.compile(rf"\s?[{_DASH}]\s?(?P<to>\d{{1,6}}|[ivxlc]{{1,9}}(?!\w))", re.IGNORECASE)
_FOLLOWING = re.compile(r"\s?(ff?)(?!\w)\.?", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|;|&|\+|\band\b)\s*")
_BULLET = re.compile(r"\s*(?:[-•–—*]\s+)?")
# What may stand behind a place: the end, a sign, a space.
_BEHIND = re.compile(rf"\s*(?::|[.,;)]|[{_DASH}])?(?:\s+|$)|\s*:|(?=[?!*\"“„«‘#\[({{])")


class Unit(Enum):
    """What the number counts."""

    PARAGRAPH = auto()
    SENTENCE = auto()
    LINE = auto()
    PAGE = auto()


@dataclass(frozen=True, slots=True)
class WrittenPlace:
    """A place as `Addresses.find` takes it."""

    unit: Unit
    address: str


def read_places(line: str) -> tuple[list[WrittenPlace], str] | None:
    """The places a line begins with, and what stands behind them; None where it begins with none.
    Several are read only before a colon: else a comma is the remark's own."""
    bullet = _BULLET.match(line)
    start = bullet.end() if bullet else 0
    first = _read_place(line, start, None)
    if first is None:
        return None
    places, at = [first[0]], first[1]
    several, end = [first[0]], first[1]
    while (and_ := _AND.match(line, end)) is not None:
        other = _read_place(line, and_.end(), several[-1].unit)
        if other is None:
            break
        several.append(other[0])
        end = other[1]
        if line[end:].lstrip().startswith(":"):
            places, at = several, end
            break
    behind = _BEHIND.match(line, at)
    if behind is None:
        return None
    return places, line[behind.end() :]


def names_place_clearly(line: str) -> bool:
    """Whether a line begins with a place and a colon, so that it is no more of the note above."""
    found = read_places(line)
    return found is not None and line[: len(line) - len(found[1])].rstrip().endswith(":")


def _read_place(line: str, at: int, usual: Unit | None) -> tuple[WrittenPlace, int] | None:
    unit_at = _UNITS.match(line, at)
    unit = usual
    if unit_at is not None:
        unit = {"paragraph": Unit.PARAGRAPH, "line": Unit.LINE, "page": Unit.PAGE}[
            str(unit_at.lastgroup)
        ]
        at = unit_at.end()
        while at < len(line) and line[at].isspace():
            at += 1
    if unit is Unit.PAGE:
        return _read_page(line, at)
    if unit is Unit.LINE:
        return _read_line(line, at)
    number = _SENTENCE.match(line, at)
    if number is None:
        return None
    if unit is None and "." not in number[0]:
        return _read_line(line, at)
    last, end = _read_range(line, number.end(), number[0])
    kind = Unit.SENTENCE if "." in number[0] and last is None else Unit.PARAGRAPH
    return WrittenPlace(kind, f"¶{number[0]}" + (f"–{last}" if last else "")), end


def _read_line(line: str, at: int) -> tuple[WrittenPlace, int] | None:
    number = _NUMBER.match(line, at)
    if number is None:
        return None
    last, end = _read_range(line, number.end(), number[0])
    if last is None and (more := _FOLLOWING.match(line, number.end())) is not None:
        last, end = str(int(number[0]) + len(more[1])), more.end()
    first = int(number[0])
    return WrittenPlace(Unit.LINE, f"l. {first}" + (f"–{int(last)}" if last else "")), end


def _read_page(line: str, at: int) -> tuple[WrittenPlace, int] | None:
    label = _LABEL.match(line, at)
    if label is None:
        return None
    end, last = label.end(), ""
    further = _LABELS.match(line, end)
    if further is not None and further["to"].isdecimal() != label[0].isdecimal():
        further = None
    if further is not None:
        last, end = _completed(label[0], further["to"]), further.end()
    elif (more := _FOLLOWING.match(line, end)) is not None and label[0].isdecimal():
        last, end = str(int(label[0]) + len(more[1])), more.end()
    return WrittenPlace(Unit.PAGE, f"p. {label[0]}" + (f"–{last}" if last else "")), end


def _read_range(line: str, at: int, first: str) -> tuple[str | None, int]:
    """Up to where, and where that ends. A dash with spaces round it parts the place from a remark
    that begins with a number, unless a sign behind that number says otherwise."""
    found = _RANGE.match(line, at)
    if found is None:
        return None, at
    is_apart = found["wide"] is not None and found["after"]
    if is_apart and not re.match(r"\s*(?:[:.,;)?!]|$)", line[found.end() :]):
        return None, at
    if found.end() < len(line) and (line[found.end()].isalnum() or line[found.end()] == "_"):
        return None, at
    last = _completed(first, found["to"])
    if "." not in last and "." not in first and int(last) < int(first):
        return None, at
    return last, found.end()


def _completed(first: str, last: str) -> str:
    """ "145-8" means 148."""
    if first.isdecimal() and last.isdecimal() and int(last) < int(first) and len(last) < len(first):
        return first[: len(first) - len(last)] + last
    return last

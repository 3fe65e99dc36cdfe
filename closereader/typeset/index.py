"""The index at the end: names with the surname first, tags, and the numbers of their lines."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TypedDict

from closereader.model.entity import Entity, EntityKind

_PARTICLES = frozenset(("de", "del", "da", "do", "dos", "das", "di", "la", "las", "los", "y", "e"))
_NOBLE = frozenset(("van", "von", "der", "den", "ter", "zu", "zur", "af", "av", "bin", "al"))
_SUFFIX = re.compile(r"^(Jr\.?|Sr\.?|[IVX]+)$")
_HONORIFIC = re.compile(
    r"^(?:(?:President|Presidente|Dr|Dra|Mr|Mrs|Ms|Sir|Lady|Lord|Gen|General|Col|Colonel|Prof|Professor|Sen|"
    r"Senator|Don|Doña|Sr|Sra)\.?\s+)+(?=\S)"
)
# Dates fill a column and lead nowhere: they are left out.
INDEXED = frozenset(EntityKind) - {EntityKind.DATE}


class Entry(TypedDict):
    """A line of the index: the name, its lines ("14–16, 33"), and whether it is a tag."""

    name: str
    lines: str
    tag: bool


def ranges(numbers: Iterable[int]) -> str:
    """Line numbers in ascending order, neighbours drawn together: "2, 14–16, 33". A word joiner
    after each dash keeps a range on one line."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}–\u2060{b}" for a, b in runs)


def heading_of(entity: Entity) -> str:
    """The name an entity is filed under: a person's surname first, an acronym in brackets behind."""
    if entity.kind is EntityKind.PERSON:
        return surname_first(entity.name, entity.aliases)
    acronym = next(
        (a for a in entity.aliases if 2 <= len(a) <= 8 and a.isupper() and a.isalpha()), ""
    )
    return f"{entity.name} ({acronym})" if acronym and acronym not in entity.name else entity.name


def surname_first(name: str, aliases: Sequence[str] = ()) -> str:
    """`Carlos Mesa` as `Mesa, Carlos`. Which words are the surname is told by an alias that the
    name ends in, else by particles, else it is the last word."""
    bare = _HONORIFIC.sub("", name.strip()) or name
    words = bare.split()
    if len(words) < 2 or "," in bare:
        return bare
    suffix = ""
    if len(words) > 2 and _SUFFIX.match(words[-1]):
        suffix = f", {words.pop()}"
    start = _surname_start(words, aliases)
    return f"{' '.join(words[start:])}, {' '.join(words[:start])}{suffix}" if start else bare


def _surname_start(words: Sequence[str], aliases: Sequence[str]) -> int:
    """Where the surname begins: where an alias without the first name stands in the name
    (`Rodríguez` in `Eduardo Rodríguez Veltzé`), or what the particles say, whichever is earlier."""
    starts = [_start_by_particle(words)]
    for alias in aliases:
        part = alias.split()
        starts += [
            k for k in range(1, len(words)) if part and list(words[k : k + len(part)]) == part
        ]
    return min(starts)


def _start_by_particle(words: Sequence[str]) -> int:
    lowered = [word.lower() for word in words]
    for place in range(1, len(words) - 1):
        if words[place] != lowered[place]:
            continue
        if lowered[place] in _NOBLE:
            return len(words) - 1
        if lowered[place] in _PARTICLES and place > 1:
            return place - 1
    return len(words) - 1


def sort_key(name: str) -> tuple[str, str]:
    """Alphabetical without regard to accents and case."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return "".join(c for c in plain.casefold() if c.isalnum() or c == " ").strip(), name

"""Which rows the pane of names consists of: headings, names, and what a chosen name opens to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache

from closereader.model.entity import Entity, EntityId, EntityKind
from closereader.text.fold import Folding, fold

_FOLDING = Folding(case=True, marks=True)

# So many concordance lines are shown at first; all of them on request.
FIRST_MENTIONS = 8


class RowKind(Enum):
    """What a row shows."""

    HEADING = auto()
    ENTITY = auto()
    ALSO = auto()
    STRIP = auto()
    MENTION = auto()
    MORE = auto()


class EntityOrder(Enum):
    """How the names of a group are sorted."""

    COUNT = auto()
    PLACE = auto()
    NAME = auto()


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `group`: the kind it stands under; `mention`: which of the entity's mentions;
    `is_last`: what a chosen entity opens to ends with it."""

    kind: RowKind
    group: EntityKind
    entity: Entity | None = None
    mention: int = -1
    count: int = 0
    is_last: bool = False

    @property
    def key(self) -> tuple[RowKind, EntityKind, EntityId | None, int]:
        """What makes it the same row as before, whatever it says now."""
        return self.kind, self.group, self.entity.id if self.entity else None, self.mention


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to show. `words`: as typed in the filter; `all_of`: the chosen entity whose mentions
    are all shown."""

    words: str = ""
    order: EntityOrder = EntityOrder.COUNT
    collapsed: frozenset[EntityKind] = frozenset()
    chosen: EntityId | None = None
    shows_all: bool = False


def rows(entities: Iterable[Entity], wanted: Wanted) -> list[Row]:
    """All rows, group by group; while a filter is on, every group is open."""
    words = fold(wanted.words, _FOLDING).split()
    groups: dict[EntityKind, list[Entity]] = {kind: [] for kind in EntityKind}
    for entity in entities:
        if _has(entity, words):
            groups[entity.kind].append(entity)
    made: list[Row] = []
    for kind, members in groups.items():
        if not members:
            continue
        made.append(Row(RowKind.HEADING, kind, count=len(members)))
        if kind in wanted.collapsed and not words:
            continue
        for entity in sorted(members, key=lambda e: _sort_key(e, wanted.order)):
            made.append(Row(RowKind.ENTITY, kind, entity, count=len(entity.mentions)))
            if entity.id == wanted.chosen:
                made += _detail(entity, kind, shows_all=wanted.shows_all)
    return made


def _detail(entity: Entity, kind: EntityKind, *, shows_all: bool) -> list[Row]:
    total = len(entity.mentions)
    made = []
    if other_names(entity):
        made.append(Row(RowKind.ALSO, kind, entity))
    if total:
        made.append(Row(RowKind.STRIP, kind, entity))
    # One line more takes no more room than the sentence that offers it.
    shown = total if shows_all or total <= FIRST_MENTIONS + 1 else FIRST_MENTIONS
    made += [Row(RowKind.MENTION, kind, entity, number) for number in range(shown)]
    if shown < total:
        made.append(Row(RowKind.MORE, kind, entity, count=total))
    return [*made[:-1], replace(made[-1], is_last=True)] if made else made


def other_names(entity: Entity) -> Sequence[str]:
    """Its names but the one it is shown under."""
    return [name for name in entity.aliases if name != entity.name]


def _has(entity: Entity, words: Sequence[str]) -> bool:
    if not words:
        return True
    names = _folded("\n".join((entity.name, *entity.aliases)))
    return all(word in names for word in words)


@lru_cache(maxsize=20_000)
def _folded(name: str) -> str:
    return fold(name, _FOLDING)


def _sort_key(entity: Entity, order: EntityOrder) -> tuple[int | str, ...]:
    name = _folded(entity.name)
    first = entity.mentions[0].start if entity.mentions else 0
    if order is EntityOrder.NAME:
        return (name, entity.id)
    if order is EntityOrder.PLACE:
        return (first, name, entity.id)
    return (-len(entity.mentions), first, name, entity.id)

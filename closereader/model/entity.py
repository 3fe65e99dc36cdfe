"""People, places, organisations, groups, events, works and dates of a reading."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from closereader.model.reading import ReadingId

EntityId = NewType("EntityId", str)


class EntityKind(StrEnum):
    """The seven kinds, in the order in which they are shown."""

    PERSON = "PERSON"
    PLACE = "PLACE"
    ORG = "ORG"
    GROUP = "GROUP"
    EVENT = "EVENT"
    WORK = "WORK"
    DATE = "DATE"


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an entity is named: code points of the canonical text, and its words."""

    start: int
    end: int
    text: str
    kind: EntityKind
    entity: EntityId


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity of one reading. Its id is made from kind and canonical name, so that a new run
    gives the same. `aliases`: other names used, most frequent first. `mentions`: in order of place."""

    id: EntityId
    kind: EntityKind
    name: str
    aliases: tuple[str, ...]
    mentions: tuple[Mention, ...]


class DecisionKind(StrEnum):
    """What a reader may decide about entities."""

    RENAME = "rename"
    MERGE = "merge"
    RETYPE = "retype"
    REJECT = "reject"
    ADD = "add"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class EntityDecision:
    """A reader's correction, replayed in order of `made` after every run of the recogniser.

    `entity` is the entity decided upon (of an ADD: the one the mention goes to, which may be
    new); `other` the entity merged into it (MERGE); `name` the new name (RENAME, ADD, SPLIT);
    `entity_kind` the new kind (RETYPE, ADD); `start`, `end`, `quote` the passage (ADD, SPLIT; a
    REJECT with a quote rejects that one mention, without one the whole entity)."""

    id: str
    reading_id: ReadingId
    kind: DecisionKind
    entity: EntityId
    made: str
    other: EntityId | None = None
    name: str = ""
    entity_kind: EntityKind | None = None
    start: int = -1
    end: int = -1
    quote: str = ""

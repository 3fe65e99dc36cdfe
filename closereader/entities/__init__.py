"""Finding the people, places, organisations, groups, events, works and dates of a reading, and
replaying what its reader decided about them."""

from collections.abc import Sequence

from closereader.model.document import Block
from closereader.model.entity import Entity, EntityDecision, EntityId, EntityKind
from closereader.progress import Progress

# Every function imports what it needs when it is called: the window opens without names being
# looked for, and the modules and lists take 50 ms.

VERSION = 1
"""Raised whenever `recognise` may give another answer for the same text."""


def recognise(text: str, blocks: Sequence[Block], progress: Progress) -> tuple[Entity, ...]:
    """The entities of a reading, sorted by kind, then by first mention; deterministic.

    Mentions are code points of `text`, never overlap, take titles in ("President Mesa") and leave
    articles and possessive endings out. Without `blocks` every line is a paragraph; code blocks
    are passed over. Built for English; other languages give fewer, surer names; scripts without
    capitals give dates and nothing else. The gazetteers are read at the first call. `progress` is
    told every few thousand words and may raise `Cancelled`.
    """
    from closereader.entities import recogniser

    return recogniser.recognise(text, blocks, progress)


def apply(
    entities: Sequence[Entity], text: str, decisions: Sequence[EntityDecision]
) -> tuple[Entity, ...]:
    """`entities` as the reader's `decisions`, taken in the given order, leave them; sorted by kind,
    then by first mention. What each kind of decision does stands in `entities/decisions.py`."""
    from closereader.entities import decisions as replay

    return replay.apply(entities, text, decisions)


def entity_id(kind: EntityKind, name: str) -> EntityId:
    """The id of the entity of `kind` whose canonical name is `name`: the same in every run,
    readable, never empty ("person:carlos-mesa"). What an ADD names when its entity is new."""
    from closereader.entities import identity

    return identity.entity_id(kind, name)


def split_target(source: EntityId, kind: EntityKind, name: str) -> EntityId:
    """The id of the entity that a mention split off `source` under `name` goes to."""
    from closereader.entities import decisions as replay

    return replay.split_target(source, kind, name)


__all__ = ["VERSION", "apply", "entity_id", "recognise", "split_target"]

"""What a reader decided about entities, replayed after every run of the recogniser.

Decisions are taken in the given order. One that names an entity which is there no more is passed
by (a later run may find it again). An entity keeps its id through renaming and change of kind.

ADD     the passage becomes a mention of `entity` (made, with `entity_kind` and `name`, where it is
        not there yet), taking the place of mentions it overlaps; and so does every other place
        where the same words stand, whole and unclaimed, but for single mentions rejected before.
SPLIT   the mention at the passage leaves its entity for `other`, or for the one called `name` of
        the same kind (`split_target` says its id), which is made where it is not there yet.
REJECT  with a quote: that one mention; without: the entity.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from closereader.entities.grouping import aliases_of, sort_entities
from closereader.entities.identity import entity_id
from closereader.model.entity import (
    DecisionKind,
    Entity,
    EntityDecision,
    EntityId,
    EntityKind,
    Mention,
)
from closereader.text.words import is_boundary

Place = tuple[int, int]


@dataclass(slots=True)
class _Draft:
    """An entity while decisions are replayed."""

    kind: EntityKind
    name: str
    places: set[Place] = field(default_factory=set)


@dataclass(slots=True)
class _Replay:
    text: str
    drafts: dict[EntityId, _Draft]
    joined: dict[EntityId, EntityId] = field(default_factory=dict)
    rejected: set[Place] = field(default_factory=set)

    def resolve(self, id_: EntityId | None) -> EntityId | None:
        """The entity that answers to `id_` now: itself, the one it was merged into, or the only
        one of that name under another kind (which a newer recogniser may have given it)."""
        while id_ is not None and id_ in self.joined:
            id_ = self.joined[id_]
        if id_ is None or id_ in self.drafts:
            return id_
        slug = id_.partition(":")[2]
        same = [other for other in self.drafts if other.partition(":")[2] == slug]
        return same[0] if slug and len(same) == 1 else None

    def find(self, decision: EntityDecision) -> Place | None:
        """The passage of a decision; where it moved, the nearest place with the same words."""
        start, end, quote = decision.start, decision.end, decision.quote
        text = self.text
        if not quote:
            inside = 0 <= start < end <= len(text)
            return (start, end) if inside else None
        if start >= 0 and text[start:end] == quote:
            return (start, end)
        places = list(_occurrences(text, quote))
        if decision.kind is not DecisionKind.ADD:
            # A mention is meant, not the same words inside a longer one.
            mentions = {place for draft in self.drafts.values() for place in draft.places}
            places = [place for place in places if place in mentions] or places
        return min(places, key=lambda place: (abs(place[0] - start), place), default=None)

    def free(self, place: Place) -> None:
        """Take the mentions that overlap `place` from whoever has them."""
        start, end = place
        for draft in self.drafts.values():
            draft.places = {p for p in draft.places if p[1] <= start or end <= p[0]}

    def owner(self, place: Place) -> EntityId | None:
        """Whose mention stands exactly at `place`."""
        return next((id_ for id_, draft in self.drafts.items() if place in draft.places), None)


def apply(
    entities: Sequence[Entity], text: str, decisions: Sequence[EntityDecision]
) -> tuple[Entity, ...]:
    """`entities` as `decisions` leave them, sorted by kind, then first mention.

    Without decisions they come back unchanged. Mentions never overlap; entities left without one
    are gone. Aliases are the words used in the mentions, most frequent first.
    """
    if not decisions:
        return tuple(entities)
    replay = _Replay(
        text,
        {
            entity.id: _Draft(
                entity.kind,
                entity.name,
                {(mention.start, mention.end) for mention in entity.mentions},
            )
            for entity in entities
        },
    )
    for decision in decisions:
        _TAKE[decision.kind](replay, decision)
    unchanged = {entity.id: entity for entity in entities}
    return sort_entities(
        _finished(text, id_, draft, unchanged.get(id_)) for id_, draft in replay.drafts.items()
    )


def split_target(source: EntityId, kind: EntityKind, name: str) -> EntityId:
    """The id of the entity that a mention split off `source` under `name` goes to."""
    target = entity_id(kind, name)
    return target if target != source else EntityId(f"{target}~2")


def _finished(text: str, id_: EntityId, draft: _Draft, before: Entity | None) -> Entity:
    mentions = tuple(
        Mention(start, end, text[start:end], draft.kind, id_) for start, end in sorted(draft.places)
    )
    if before is not None and before.mentions == mentions and before.name == draft.name:
        return before
    return Entity(id_, draft.kind, draft.name, aliases_of(draft.name, mentions), mentions)


def _rename(replay: _Replay, decision: EntityDecision) -> None:
    id_ = replay.resolve(decision.entity)
    if id_ is not None and decision.name.strip():
        replay.drafts[id_].name = decision.name.strip()


def _merge(replay: _Replay, decision: EntityDecision) -> None:
    into, gone = replay.resolve(decision.entity), replay.resolve(decision.other)
    if into is None or gone is None or into == gone:
        return
    replay.drafts[into].places |= replay.drafts.pop(gone).places
    replay.joined[gone] = into
    if decision.other is not None and decision.other != gone and decision.other != into:
        replay.joined.setdefault(decision.other, into)


def _retype(replay: _Replay, decision: EntityDecision) -> None:
    id_ = replay.resolve(decision.entity)
    if id_ is not None and decision.entity_kind is not None:
        replay.drafts[id_].kind = decision.entity_kind


def _reject(replay: _Replay, decision: EntityDecision) -> None:
    if not decision.quote:
        id_ = replay.resolve(decision.entity)
        if id_ is not None:
            del replay.drafts[id_]
        return
    place = replay.find(decision)
    if place is None:
        return
    replay.rejected.add(place)
    owner = replay.owner(place)
    if owner is not None:
        replay.drafts[owner].places.discard(place)


def _add(replay: _Replay, decision: EntityDecision) -> None:
    place = replay.find(decision)
    if place is None:
        return
    words = replay.text[place[0] : place[1]]
    id_ = replay.resolve(decision.entity)
    if id_ is None:
        id_ = decision.entity
        name = decision.name.strip() or " ".join(words.split())
        kind = decision.entity_kind or EntityKind.PERSON
        replay.drafts[id_] = _Draft(kind, name)
    replay.free(place)
    replay.rejected.discard(place)
    draft = replay.drafts[id_]
    draft.places.add(place)
    claimed = sorted(p for each in replay.drafts.values() for p in each.places)
    draft.places |= set(_unclaimed(replay, words, claimed))


def _unclaimed(replay: _Replay, words: str, claimed: Sequence[Place]) -> Iterator[Place]:
    """Where else `words` stand whole, outside every mention and every rejected place."""
    at = 0
    for start, end in _occurrences(replay.text, words):
        while at < len(claimed) and claimed[at][1] <= start:
            at += 1
        taken = at < len(claimed) and claimed[at][0] < end
        if not taken and (start, end) not in replay.rejected:
            yield start, end


def _split(replay: _Replay, decision: EntityDecision) -> None:
    place = replay.find(decision)
    if place is None:
        return
    source = replay.owner(place)
    if source is None or source != replay.resolve(decision.entity):
        return
    kind = replay.drafts[source].kind
    words = " ".join(replay.text[place[0] : place[1]].split())
    name = decision.name.strip() or words
    target = replay.resolve(decision.other) if decision.other else None
    if target is None:
        target = decision.other or split_target(decision.entity, kind, name)
        target = replay.joined.get(target, target)
    if target == source:
        return
    replay.drafts[source].places.discard(place)
    draft = replay.drafts.setdefault(target, _Draft(kind, name))
    draft.places.add(place)


_TAKE = {
    DecisionKind.RENAME: _rename,
    DecisionKind.MERGE: _merge,
    DecisionKind.RETYPE: _retype,
    DecisionKind.REJECT: _reject,
    DecisionKind.ADD: _add,
    DecisionKind.SPLIT: _split,
}


def _occurrences(text: str, words: str) -> Iterator[Place]:
    """Where `words` stand in `text` without being cut out of longer ones, in order."""
    at = text.find(words) if words else -1
    while at >= 0:
        end = at + len(words)
        if is_boundary(text, at) and _ends(text, end):
            yield at, end
            at = text.find(words, end)
        else:
            at = text.find(words, at + 1)


def _ends(text: str, end: int) -> bool:
    """Whether a name may end at `end`: at a word's end, or before its possessive ending."""
    if is_boundary(text, end):
        return True
    return text[end : end + 1] in ("'", "\u2019") and not text[end + 2 : end + 3].isalnum()

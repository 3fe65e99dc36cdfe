"""Names become entities: people by `people`, the others by equal names, synonyms and acronyms."""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence

from closereader.entities.gazetteer import Gazetteer
from closereader.entities.identity import entity_id, name_key
from closereader.entities.named import Named
from closereader.entities.people import group_people
from closereader.model.entity import Entity, EntityId, EntityKind, Mention
from closereader.progress import Progress

_KIND_ORDER = {kind: i for i, kind in enumerate(EntityKind)}
_SMALL = frozenset({"of", "the", "and", "for", "de", "del", "la", "y", "des", "du", "to", "in"})


def group(
    mentions: Sequence[Named], text: str, gazetteer: Gazetteer, progress: Progress
) -> tuple[Entity, ...]:
    """The entities of `mentions` (in order of place), sorted by kind, then first mention."""
    groups: dict[EntityId, tuple[EntityKind, str, list[Named]]] = {}

    def keep(kind: EntityKind, identity: str, name: str, members: Iterable[Named]) -> None:
        entry = groups.setdefault(entity_id(kind, identity), (kind, name, []))
        entry[2].extend(members)

    people = [each for each in mentions if each.kind is EntityKind.PERSON]
    for name, indices in group_people(people, gazetteer, progress):
        keep(EntityKind.PERSON, name, name, (people[i] for i in indices))
    for kind in (EntityKind.GROUP, EntityKind.DATE):
        for key, members in _by_key(each for each in mentions if each.kind is kind).items():
            keep(kind, key, _commonest(members), members)
    progress.check()
    for kind in (EntityKind.PLACE, EntityKind.ORG, EntityKind.EVENT, EntityKind.WORK):
        some = [each for each in mentions if each.kind is kind]
        for name, members in _by_name(some, text, gazetteer):
            keep(kind, name, name, members)
    return sort_entities(
        make_entity(id_, kind, name, members) for id_, (kind, name, members) in groups.items()
    )


def sort_entities(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """By kind, then first mention; what has no mention any more is left out."""
    return tuple(
        sorted(
            (entity for entity in entities if entity.mentions),
            key=lambda e: (_KIND_ORDER[e.kind], e.mentions[0].start, e.id),
        )
    )


def make_entity(id_: EntityId, kind: EntityKind, name: str, members: Iterable[Named]) -> Entity:
    """An entity of these mentions."""
    mentions = tuple(
        Mention(each.start, each.end, each.text, kind, id_)
        for each in sorted(members, key=lambda each: each.start)
    )
    return Entity(id_, kind, name, aliases_of(name, mentions), mentions)


def aliases_of(name: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The other names in `mentions`, most frequent first, spelling variants once."""
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for mention in mentions:
        one_line = " ".join(mention.text.replace("\u00ad", "").split())
        key = name_key(one_line)
        counts[key] += 1
        shown.setdefault(key, one_line)
    counts.pop(name_key(name), None)
    return tuple(shown[key] for key, _ in counts.most_common())


def _by_key(mentions: Iterable[Named]) -> dict[str, list[Named]]:
    groups: dict[str, list[Named]] = {}
    for each in mentions:
        groups.setdefault(each.key or name_key(each.shown), []).append(each)
    return groups


def _commonest(members: Sequence[Named]) -> str:
    """The way of writing used most; of equals the first."""
    return Counter(each.shown for each in members).most_common(1)[0][0]


def _by_name(
    mentions: Sequence[Named], text: str, gazetteer: Gazetteer
) -> list[tuple[str, list[Named]]]:
    """Canonical name and mentions of each place, body, event or work."""
    groups: dict[str, list[Named]] = {}
    for each in mentions:
        groups.setdefault(_same_name(each, gazetteer), []).append(each)
    _join_acronyms(groups, text)
    _join_short_forms(groups)
    return [(_fullest(members), members) for members in groups.values()]


def _same_name(each: Named, gazetteer: Gazetteer) -> str:
    """The key under which a name is one with its synonyms."""
    key = name_key(each.shown)
    if each.kind is EntityKind.PLACE:
        for form in (key, each.shown.casefold(), each.shown.casefold().removeprefix("the ")):
            if form in gazetteer.same_places:
                return name_key(gazetteer.same_places[form])
    if each.kind is EntityKind.EVENT and each.shown in gazetteer.same_events:
        return name_key(gazetteer.same_events[each.shown])
    return key


def _is_acronym(name: str) -> bool:
    bare = name.replace(".", "")
    return 2 <= len(bare) <= 8 and bare.isupper() and " " not in bare


def initials(name: str) -> tuple[str, str]:
    """The first letters of a name's words, small words left out and taken in."""
    words = name.replace("-", " ").split()
    large = "".join(word[0] for word in words if word.lower() not in _SMALL)
    return large.upper(), "".join(word[0] for word in words).upper()


def _join_acronyms(groups: dict[str, list[Named]], text: str) -> None:
    """Put "COB" with "Central Obrera Boliviana": by initials, or where one stands in brackets
    right after the other."""
    short = {key for key, members in groups.items() if _is_acronym(members[0].shown)}
    if not short:
        return
    beside = _bracketed(groups, text)
    by_letters: dict[str, list[str]] = {}
    for key, members in groups.items():
        if key not in short:
            for letters in dict.fromkeys(initials(members[0].shown)):
                by_letters.setdefault(letters, []).append(key)
    for key in sorted(short):
        full = list(by_letters.get(groups[key][0].shown.replace(".", ""), ()))
        full += sorted(a for a, b in beside if b == key and a not in short and a not in full)
        if len(full) > 1:
            full = [other for other in full if (other, key) in beside]
        if len(full) == 1:
            groups[full[0]] += groups.pop(key)


def _bracketed(groups: dict[str, list[Named]], text: str) -> set[tuple[str, str]]:
    """Pairs (full, acronym) of keys that stand as "X (Y)" or "Y (X)"."""
    placed = sorted((each.start, each.end, key) for key, group in groups.items() for each in group)
    pairs: set[tuple[str, str]] = set()
    for (_, end, key), (start, stop, other) in itertools.pairwise(placed):
        between = text[end:start]
        if (
            between.strip() in ("(", "[")
            and len(between) <= 3
            and text[stop : stop + 1]
            in (
                ")",
                "]",
                ",",
                ";",
            )
        ):
            pairs |= {(key, other), (other, key)}
    return pairs


def _join_short_forms(groups: dict[str, list[Named]]) -> None:
    """Put "the Commune" with "Paris Commune", where no other name ends or begins so."""
    by_end: dict[str, list[str]] = {}
    for key in groups:
        if " " in key:
            for end in dict.fromkeys(_ends(key)):
                by_end.setdefault(end, []).append(key)
    for key in [key for key in groups if " " not in key]:
        if groups[key][0].kind not in (EntityKind.ORG, EntityKind.EVENT):
            continue
        longer = by_end.get(key, [])
        if len(longer) == 1:
            groups[longer[0]] += groups.pop(key)


def _ends(key: str) -> tuple[str, str]:
    words = key.split()
    return words[0], words[-1]


def _fullest(members: Sequence[Named]) -> str:
    """The name used most of those that are no acronym and no short form; of equals the longest."""
    counts = Counter(each.shown for each in members)
    full = [name for name in counts if not _is_acronym(name)] or list(counts)
    long = [name for name in full if " " in name] or full
    best = max(counts[name] for name in long)
    return max((name for name in long if counts[name] == best), key=len)

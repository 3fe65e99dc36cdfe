"""The lists in `resources/gazetteers`, read once, at first use, and asked for what a word may be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from closereader.bundle import resource
from closereader.model.entity import EntityKind

Sections = dict[str, list[str]]


@dataclass(frozen=True)
class Gazetteer:
    """What is known of names before any text is read. All words with straight apostrophes;
    case as written, but for the sets of common words, which are small.

    `phrases`: first word → (all words, kind), longest first; `groups`: form → key of the group;
    `places`: folded other name → name.
    """

    phrases: Mapping[str, tuple[tuple[tuple[str, ...], EntityKind], ...]]
    places: frozenset[str]
    countries: frozenset[str]
    same_places: Mapping[str, str]
    ambiguous_common: frozenset[str]
    ambiguous_names: frozenset[str]
    place_heads: frozenset[str]
    place_nouns: frozenset[str]
    place_initial: frozenset[str]
    groups: Mapping[str, str]
    weak_groups: frozenset[str]
    men: frozenset[str]
    women: frozenset[str]
    surnames: frozenset[str]
    weak_surnames: frozenset[str]
    titles: Mapping[str, str]
    title_phrases: frozenset[tuple[str, ...]]
    not_after_title: frozenset[str]
    org_heads: frozenset[str]
    org_initial: frozenset[str]
    org_alone: frozenset[str]
    event_heads: frozenset[str]
    event_initial: frozenset[str]
    event_alone: frozenset[str]
    event_nouns: frozenset[str]
    same_events: Mapping[str, str]
    works: frozenset[str]
    works_after_cue: frozenset[str]
    works_with_article: frozenset[str]
    work_cues: frozenset[str]
    work_verbs: frozenset[str]
    work_tails: frozenset[str]
    function: frozenset[str]
    common: frozenset[str]
    not_names: frozenset[str]

    def is_first_name(self, word: str) -> bool:
        """Whether people are called so."""
        return word in self.men or word in self.women


def words_of(text: str) -> frozenset[str]:
    """The words of a line, parted by spaces: how short lists stand in the code."""
    return frozenset(text.split())


def read_sections(text: str) -> Sections:
    """The entries of each `[section]` of a list (before the first: section ""), comments left out."""
    sections: Sections = {"": []}
    current = sections[""]
    for line in text.splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            current = sections.setdefault(line[1:-1], [])
        else:
            current.append(line)
    return sections


def _read(name: str) -> Sections:
    return read_sections(resource("gazetteers", f"{name}.txt").read_text(encoding="utf-8"))


def _names(lines: Iterable[str]) -> list[str]:
    return [name for line in lines for part in line.split(",") if (name := part.strip())]


# "man" is no man in these.
_NOT_MEN = ("German", "Roman", "Norman", "Ottoman", "Brahman")


def _plurals(form: str) -> list[str]:
    """The plural of a group's name, where English makes one."""
    if form.endswith(("ese", "ish", "ch", "sh", "s")):
        return []
    if form.endswith(("man", "woman")) and not form.endswith(_NOT_MEN):
        return [form[:-2] + "en"]
    if form.endswith("men"):
        return []
    if form.endswith("y") and form[-2:-1] not in "aeiou":
        return [form[:-1] + "ies"]
    return [form + "s"]


def _group_forms(rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Form → key, singular and plural, of (form, key) pairs; the first to name a form has it."""
    forms: dict[str, str] = {}
    for form, key in rows:
        for each in (form, *_plurals(form)):
            forms.setdefault(each, key)
    return forms


class _Phrases:
    """Gathers names of several words under their first word."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], EntityKind]]] = {}

    def add(self, names: Iterable[str], kind: EntityKind) -> None:
        for name in names:
            # Words as `tokens` has them: without possessive endings.
            words = tuple(word.removesuffix("'s").removesuffix("'") for word in name.split())
            if len(words) > 1:
                self._by_first.setdefault(words[0], []).append((words, kind))

    def done(self) -> dict[str, tuple[tuple[tuple[str, ...], EntityKind], ...]]:
        return {
            first: tuple(sorted(entries, key=lambda entry: -len(entry[0])))
            for first, entries in self._by_first.items()
        }


def _lands(lines: Iterable[str]) -> tuple[list[str], dict[str, str], list[tuple[str, str]]]:
    """Names, other name → name, and (demonym, key) of `name ; other names ; demonyms` lines."""
    names: list[str] = []
    same: dict[str, str] = {}
    demonyms: list[tuple[str, str]] = []
    for line in lines:
        name, others, people = (part.strip() for part in (line + ";;").split(";")[:3])
        names.append(name)
        for other in _names([others]):
            other = other.removeprefix("the ")
            names.append(other)
            same.setdefault(other.casefold(), name)
        forms = _names([people])
        demonyms += [(form, forms[0]) for form in forms]
    return names, same, demonyms


def _same(lines: Iterable[str]) -> dict[str, str]:
    """Other form → name, of lines `name = other form = …`."""
    same: dict[str, str] = {}
    for line in lines:
        name, *others = (part.strip() for part in line.split("="))
        same.update((other, name) for other in others)
    return same


@cache
def load() -> Gazetteer:
    """The gazetteers; read from disk by the first call."""
    countries = _lands(_read("countries")[""])
    regions = _lands(_read("regions")[""])
    cities, places = _read("cities"), _read("places")
    firsts, surnames, titles = _read("first_names"), _read("surnames"), _read("titles")
    orgs, events, works = _read("organisations"), _read("events"), _read("works")
    groups, words = _read("groups"), _read("words")

    one_group = _same(groups["same"])
    known_groups = [(name, one_group.get(name, name)) for name in _names(groups["known"])]
    forms = _group_forms([*countries[2], *regions[2], *one_group.items(), *known_groups])
    place_names = {*countries[0], *regions[0], *_names(cities[""])}
    work_names = {*_names(works["known"]), *_names(works["papers"])}
    after_cue = {*_names(works["only after a cue"])}
    title_kinds = {name: kind for kind in ("rank", "f", "m") for name in _names(titles[kind])}
    famous = _names(surnames[""])

    phrases = _Phrases()
    phrases.add(place_names, EntityKind.PLACE)
    phrases.add(_names(orgs["known"]), EntityKind.ORG)
    phrases.add(_names(orgs["alone"]), EntityKind.ORG)
    phrases.add(_names(events["known"]), EntityKind.EVENT)
    phrases.add(work_names - after_cue, EntityKind.WORK)
    phrases.add(forms, EntityKind.GROUP)
    phrases.add(famous, EntityKind.PERSON)

    return Gazetteer(
        phrases=phrases.done(),
        places=frozenset(place_names),
        countries=frozenset(countries[0]),
        same_places={**regions[1], **countries[1]},
        ambiguous_common=frozenset(_names(cities["common words"])),
        ambiguous_names=frozenset(_names(cities["names of persons"])),
        place_heads=frozenset(_names(places["heads"])),
        place_nouns=frozenset(_names(places["nouns"])),
        place_initial=frozenset(_names(places["initial heads"])),
        groups=forms,
        weak_groups=frozenset(_group_forms((name, name) for name in _names(groups["only plural"]))),
        men=frozenset(_names(firsts["m"])),
        women=frozenset(_names(firsts["f"])),
        surnames=frozenset(famous),
        weak_surnames=frozenset(_names(surnames["also words"])),
        titles=title_kinds,
        title_phrases=frozenset(tuple(name.split()) for name in title_kinds),
        not_after_title=frozenset(_names(titles["after"])),
        org_heads=frozenset(_names(orgs["heads"])),
        org_initial=frozenset(_names(orgs["initial heads"])),
        org_alone=frozenset(_names(orgs["alone"])),
        event_heads=frozenset(_names(events["heads"])),
        event_initial=frozenset(_names(events["initial heads"])),
        event_alone=frozenset(_names(events["alone"])),
        event_nouns=frozenset(_names(events["nouns"])),
        same_events={form.casefold(): name for form, name in _same(events["same"]).items()},
        works=frozenset(work_names),
        works_after_cue=frozenset(after_cue),
        works_with_article=frozenset(_names(works["with an article"])),
        work_cues=frozenset(_names(works["cues"])),
        work_verbs=frozenset(_names(works["verbs"])),
        work_tails=frozenset(_names(works["tails"])),
        function=frozenset(_names(words["function"])),
        common=frozenset(_names(words["common"])),
        not_names=frozenset(_names(words["not names"])),
    )

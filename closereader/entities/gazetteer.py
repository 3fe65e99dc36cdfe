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
    org_nouns: frozenset[str]
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


def _of(sections: Sections, name: str) -> frozenset[str]:
    return frozenset(_names(sections[name]))


@cache
def load() -> Gazetteer:
    """The gazetteers; read from disk by the first call."""
    countries, regions = (_lands(_read(name)[""]) for name in ("countries", "regions"))
    groups, cities, places, words = map(_read, ("groups", "cities", "places", "words"))
    firsts, surnames, titles = map(_read, ("first_names", "surnames", "titles"))
    orgs, events, works = map(_read, ("organisations", "events", "works"))

    forms = _forms_of_groups(groups, [*countries[2], *regions[2]])
    place_names = _of(cities, "").union(countries[0], regions[0])
    kinds = {name: kind for kind in ("rank", "f", "m") for name in _of(titles, kind)}
    return Gazetteer(
        phrases=_phrases(place_names, forms, orgs, events, works, surnames),
        places=place_names,
        countries=frozenset(countries[0]),
        same_places={**regions[1], **countries[1]},
        ambiguous_common=_of(cities, "common words"),
        ambiguous_names=_of(cities, "names of persons"),
        place_heads=_of(places, "heads"),
        place_nouns=_of(places, "nouns"),
        place_initial=_of(places, "initial heads"),
        groups=forms,
        weak_groups=frozenset(_group_forms((name, name) for name in _of(groups, "only plural"))),
        men=_of(firsts, "m"),
        women=_of(firsts, "f"),
        surnames=_of(surnames, ""),
        weak_surnames=_of(surnames, "also words"),
        titles=kinds,
        title_phrases=frozenset(tuple(name.split()) for name in kinds),
        not_after_title=_of(titles, "after"),
        org_nouns=_of(orgs, "nouns"),
        org_heads=_of(orgs, "heads"),
        org_initial=_of(orgs, "initial heads"),
        org_alone=_of(orgs, "alone"),
        event_heads=_of(events, "heads"),
        event_initial=_of(events, "initial heads"),
        event_alone=_of(events, "alone"),
        event_nouns=_of(events, "nouns"),
        same_events=_same(events["same"]),
        works=_of(works, "known") | _of(works, "papers"),
        works_after_cue=_of(works, "only after a cue"),
        works_with_article=_of(works, "with an article"),
        work_cues=_of(works, "cues"),
        work_verbs=_of(works, "verbs"),
        work_tails=_of(works, "tails"),
        function=_of(words, "function"),
        common=_of(words, "common"),
        not_names=_of(words, "not names"),
    )


def _forms_of_groups(groups: Sections, demonyms: list[tuple[str, str]]) -> dict[str, str]:
    one_group = _same(groups["same"])
    known = [(name, one_group.get(name, name)) for name in _names(groups["known"])]
    return _group_forms([*demonyms, *one_group.items(), *known])


def _phrases(
    places: Iterable[str],
    group_forms: Iterable[str],
    orgs: Sections,
    events: Sections,
    works: Sections,
    surnames: Sections,
) -> dict[str, tuple[tuple[tuple[str, ...], EntityKind], ...]]:
    """All known names of several words; which of two kinds a name has, the first to name it says."""
    after_cue = set(_names(works["only after a cue"]))
    titles = _names([*works["known"], *works["papers"]])
    phrases = _Phrases()
    phrases.add(sorted(places), EntityKind.PLACE)
    phrases.add(_names([*orgs["known"], *orgs["alone"]]), EntityKind.ORG)
    phrases.add(_names(events["known"]), EntityKind.EVENT)
    phrases.add([title for title in titles if title not in after_cue], EntityKind.WORK)
    phrases.add(group_forms, EntityKind.GROUP)
    phrases.add(_names(surnames[""]), EntityKind.PERSON)
    return phrases.done()

"""Which names of people are one person: by contained words, initials, pet names, titles, nearness."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from closereader.entities.gazetteer import Gazetteer, words_of
from closereader.entities.named import Named
from closereader.progress import Progress
from closereader.text.words import fold

_MARRIED = words_of("mrs mrs. mme mme. madame señora senora frau signora")
_UNMARRIED = words_of("miss mlle mlle. mademoiselle señorita fräulein signorina")
_MISTER = words_of("mr mr. mister")
_SAINTS = words_of("st st. saint san santa")
_PARTICLES = words_of(
    "de del la las los da das do dos di della du des van von der den ter bin ibn y"
)
# Pet names; only a bridge between a full name and another on the same surname.
_PET_NAMES = {
    "bill": "william", "will": "william", "billy": "william", "bob": "robert", "rob": "robert",
    "bobby": "robert", "dick": "richard", "rick": "richard", "jim": "james", "jimmy": "james",
    "jack": "john", "johnny": "john", "tom": "thomas", "tommy": "thomas", "ned": "edward",
    "ted": "edward", "teddy": "theodore", "ed": "edward", "harry": "henry", "hal": "henry",
    "charlie": "charles", "fred": "frederick", "joe": "joseph", "sam": "samuel", "ben": "benjamin",
    "dan": "daniel", "dave": "david", "mike": "michael", "nick": "nicholas", "tony": "anthony",
    "andy": "andrew", "alex": "alexander", "steve": "stephen", "pete": "peter", "chris":
    "christopher", "matt": "matthew", "lizzy": "elizabeth", "lizzie": "elizabeth", "eliza":
    "elizabeth", "beth": "elizabeth", "betsy": "elizabeth", "bess": "elizabeth", "kate":
    "katherine", "kitty": "catherine", "cathy": "catherine", "peggy": "margaret", "maggie":
    "margaret", "meg": "margaret", "molly": "mary", "polly": "mary", "nancy": "anne", "annie":
    "anne", "fanny": "frances", "sally": "sarah", "jenny": "jennifer", "nell": "eleanor",
    "dolly": "dorothy", "pepe": "jose", "paco": "francisco", "sasha": "alexander",
}  # fmt: skip


@dataclass(slots=True)
class _Form:
    """One way of naming: folded names without title and particles, and what its title tells."""

    names: tuple[str, ...]
    gender: str
    title: str
    shown: str
    mentions: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Person:
    forms: list[_Form] = field(default_factory=list)
    mentions: set[int] = field(default_factory=set)
    gender: str = ""
    names: tuple[str, ...] = ()
    number: int = 0

    def add(self, form: _Form) -> None:
        self.forms.append(form)
        self.mentions.update(form.mentions)
        self.gender = self.gender or form.gender
        if len(form.names) > len(self.names):
            self.names = form.names

    @property
    def married(self) -> bool:
        return any(form.title in _MARRIED for form in self.forms)

    @property
    def unmarried(self) -> bool:
        return any(form.title in _UNMARRIED for form in self.forms)


@dataclass(slots=True)
class _People:
    """Everybody so far, in order of their making, and who answers to which word."""

    all: list[_Person] = field(default_factory=list)
    _by_name: dict[str, list[int]] = field(default_factory=dict)

    def called(self, names: Sequence[str]) -> list[_Person]:
        """Those who have one of these names, in order of their making."""
        numbers = {number for name in names for number in self._by_name.get(name, ())}
        return [self.all[number] for number in sorted(numbers)]

    def give(self, form: _Form, person: _Person | None) -> None:
        """Put a form with its person; None: one that is new."""
        if person is None:
            self.all.append(person := _Person(number=len(self.all)))
        person.add(form)
        for name in form.names:
            numbers = self._by_name.setdefault(name, [])
            if person.number not in numbers[-1:]:
                numbers.append(person.number)


def split_title(words: Sequence[str], gazetteer: Gazetteer) -> tuple[tuple[str, ...], list[str]]:
    """The titles a name begins with, and its other words; a name of titles alone keeps the last."""
    at = 0
    while at < len(words):
        for length in (3, 2, 1):
            piece = tuple(words[at : at + length])
            if len(piece) == length and piece in gazetteer.title_phrases:
                at += length
                break
        else:
            break
    # "Sister Nivedita" but also a person called only "Caesar".
    if at == len(words):
        at -= 1
    return tuple(words[:at]), list(words[at:])


def group_people(
    mentions: Sequence[Named], gazetteer: Gazetteer, progress: Progress
) -> list[tuple[str, list[int]]]:
    """Canonical name and indices into `mentions` of every person, in no special order.

    First names of several words, longest first, then single words; where a single word fits
    several people it goes to the one named last before it.
    """
    forms = _forms(mentions, gazetteer)
    people = _People()
    several = [form for form in forms if len(form.names) > 1]
    for form in sorted(several, key=lambda each: (-len(each.names), each.mentions[0])):
        progress.check()
        person = next((p for p in people.called(form.names) if _is_same(p, form)), None)
        people.give(form, person)
    titled = {form.names[-1] for form in forms if form.gender == "m" and form.title}
    for form in sorted(
        (form for form in forms if len(form.names) == 1),
        key=lambda each: (bool(each.title), each.mentions[0]),
    ):
        progress.check()
        _place_single(form, people, titled)
    return [
        (_canonical(person, mentions, gazetteer), sorted(person.mentions))
        for person in people.all
        if person.mentions
    ]


def _forms(mentions: Sequence[Named], gazetteer: Gazetteer) -> list[_Form]:
    forms: dict[tuple[tuple[str, ...], str, str], _Form] = {}
    for index, mention in enumerate(mentions):
        titles, rest = split_title(mention.words, gazetteer)
        folded = [fold(word).strip(".") for word in rest]
        names = tuple(word for word in folded if word not in _PARTICLES) or tuple(folded)
        title = titles[0].lower() if titles else ""
        kinds = [gazetteer.titles.get(each, "rank") for each in titles]
        gender = next((kind for kind in kinds if kind in "mf"), "")
        if not gender and rest:
            gender = _gender_of(rest[0], gazetteer)
        if title in _SAINTS:
            names = ("saint", *names)
        key = (names, gender, title if title in _MARRIED | _UNMARRIED else "")
        form = forms.get(key)
        if form is None:
            form = forms[key] = _Form(names, gender, title, " ".join(rest))
        form.mentions.append(index)
    return list(forms.values())


def _gender_of(first: str, gazetteer: Gazetteer) -> str:
    man, woman = first in gazetteer.men, first in gazetteer.women
    return "" if man == woman else "m" if man else "f"


def _is_same(person: _Person, form: _Form) -> bool:
    """Whether a name of several words is this person's."""
    if _forbids(person, form):
        return False
    return any(_agree(other.names, form.names) for other in person.forms)


def _agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    if set(a) <= set(b) or set(b) <= set(a):
        return True
    if a[-1] != b[-1]:
        return False
    first, second = a[0], b[0]
    if len(first.replace(".", "")) <= 2 or len(second.replace(".", "")) <= 2:
        return first[0] == second[0]
    return _PET_NAMES.get(first, first) == _PET_NAMES.get(second, second)


def _forbids(person: _Person, form: _Form) -> bool:
    """Whether a title speaks against it: of the other gender, Mrs. for a Miss."""
    if person.gender and form.gender and person.gender != form.gender:
        return True
    return (form.title in _MARRIED and person.unmarried) or (
        form.title in _UNMARRIED and person.married
    )


def _place_single(form: _Form, people: _People, men: set[str]) -> None:
    """Give the mentions of a name of one word to whom they fit; else to a person of their own."""
    name = form.names[0]
    called = people.called((name, _PET_NAMES[name]) if name in _PET_NAMES else (name,))
    fits = [p for p in called if _answers(p, name) and not _forbids(p, form)]
    if form.title in _MARRIED:
        # The wife of Mr. X is not his daughter Jane X; nor is she Jane X if there are two.
        fits = [p for p in fits if p.married or (len(fits) == 1 and name not in men)]
    elif form.title in _UNMARRIED and len(fits) > 1:
        fits = [p for p in fits if p.unmarried]
    elif form.gender and form.title:
        known = [p for p in fits if p.gender == form.gender]
        fits = known or fits
        if form.title in _MISTER:
            # In a novel Mr. Pell is the father of Edward Pell, whom all call Ned.
            fits = [p for p in fits if not _is_familiar(p)]
    if len(fits) < 2:
        people.give(form, fits[0] if fits else None)
        return
    for mention in form.mentions:
        nearest = max(fits, key=lambda p: _last_before(p, mention))
        most = max(fits, key=lambda p: len(p.mentions))
        if len(most.mentions) >= 3 * len(nearest.mentions) and _last_before(most, mention) >= 0:
            nearest = most
        if not any(other.names == form.names for other in nearest.forms):
            nearest.forms.append(_Form(form.names, "", form.title, form.shown))
        nearest.mentions.add(mention)


def _answers(person: _Person, name: str) -> bool:
    """Whether a person is called by this one word: a surname, a first name, or its pet name."""
    for form in person.forms:
        if name in form.names:
            return True
        if len(form.names) > 1 and _PET_NAMES.get(name, "") == form.names[0]:
            return True
    return False


def _is_familiar(person: _Person) -> bool:
    """Whether someone with first name and surname is also called by the first name alone."""
    firsts = {form.names[0] for form in person.forms if len(form.names) > 1}
    return any(
        len(form.names) == 1
        and not form.title
        and (form.names[0] in firsts or _PET_NAMES.get(form.names[0], "") in firsts)
        for form in person.forms
    )


def _last_before(person: _Person, mention: int) -> int:
    return max((m for m in person.mentions if m < mention), default=-1)


def _canonical(person: _Person, mentions: Sequence[Named], gazetteer: Gazetteer) -> str:
    """The fullest name in use, without title; of people only ever called "Mrs. Smith", with it."""
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    bare = False
    for index in sorted(person.mentions):
        titles, rest = split_title(mentions[index].words, gazetteer)
        keeps = bool(titles) and (titles[0].lower() in _SAINTS or rest[:1] == ["of"])
        bare = bare or not titles or len(rest) > 1
        name = mentions[index].shown if keeps else _shown(mentions[index], titles)
        counts[name] += 1
        first.setdefault(name, index)
    best = max(counts, key=lambda each: (len(each.split()), counts[each], -first[each]))
    if bare or person.gender == "" or not person.mentions:
        return best
    titled = [mentions[index].shown for index in sorted(person.mentions)]
    gendered = [
        name for name in titled if gazetteer.titles.get(name.split()[0], "rank") in ("m", "f")
    ]
    return Counter(gendered).most_common(1)[0][0] if gendered else best


def _shown(mention: Named, titles: tuple[str, ...]) -> str:
    """The words of a mention as written, its titles left out."""
    return " ".join(mention.shown.split()[len(titles) :]) or mention.shown

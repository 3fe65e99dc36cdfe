"""What the whole document says of each capitalised word, before any of them is named."""

from collections import Counter
from dataclasses import dataclass, field

from closereader.entities.gazetteer import Gazetteer, words_of
from closereader.entities.tokens import Tokens
from closereader.i18n import _
from closereader.progress import Progress

_SLICE = 8192

# Strength of a preposition as a sign that a place follows; "to" and "of" go before people too.
_PLACE_BEFORE = {
    "in": 2.0, "near": 2.0, "at": 1.2, "from": 0.8, "to": 0.5, "towards": 1.0, "toward": 1.0,
    "behind": 1.0, "off": 0.8, "throughout": 2.0, "across": 1.5, "around": 1.0,
    "outside": 2.0, "inside": 1.5, "into": 1.5, "through": 1.0, "via": 1.5,
    "leaving": 1.0, "leaves": 1.0, "left": 0.8, "reached": 1.5,
    "entered": 1.2, "occupied": 1.5, "captured": 0.8, "besieged": 1.5, "visited": 0.6,
    "beyond": 1.2, "within": 1.0,
}  # fmt: skip
_PERSON_VERBS = words_of(
    "said says say saying asked asks replied replies answered wrote writes argued argues thought"
    " thinks believed believes knew knows felt feels saw sees looked looks came comes went goes"
    " told tells announced announces declared declares explained explains insisted insists"
    " claimed claims admitted admits called calls took takes gave gives made makes had has was is"
    " did does could would will should might must smiled smiles laughed cried whispered shouted"
    " nodded sat stood stands walked ran turned died dies born lived lives loved married wanted"
    " wants promised refused refuses resigned resigns ordered orders spoke speaks hoped hopes"
    " sighed returned returns resolved decided decides demanded demands proposed proposes began"
    " begins ruled led leads fled flees himself herself who whose whom"
)
_SAYING = words_of(
    "said says asked replied cried answered whispered shouted wrote argued exclaimed murmured"
    " returned continued added observed"
)

_DONE_TO_PEOPLE = words_of(
    "told asked met married kissed thanked reminded informed begged persuaded followed elected replaced"
    " succeeded overthrew overthrowing murdered killed arrested dear poor old young friend called"
    " named admired hated loved quoted quotes like unlike than against appointed read reads reading"
)
_FOUNDING = words_of("founded joined formed led created dissolved banned joining founding leads")
_MEMBERS = words_of(
    "officer officers member members leader leaders head heads director chairman secretary founder"
    " founders soldiers headquarters congress branch"
)
_GOING = words_of(
    "go went gone goes going come came comes coming return returned returning travel"
    " travelled moved move moves sent flew fled fly sailed rode drove walked way road back journey"
    " voyage train got get getting removed driven marched exiled"
)


@dataclass(slots=True)
class WordEvidence:
    """Counts of how one capitalised word is used: `middle` inside sentences, `first` where any
    word has a capital; `place` and `person` are weights of the words beside it; `the` how often
    an article stands before it inside sentences, `titled` how often a title does; `body` how often it
    is something one founds or joins, `site` how often one is "at the" …"""

    middle: int = 0
    first: int = 0
    place: float = 0.0
    person: float = 0.0
    the: int = 0
    titled: int = 0
    body: int = 0
    site: int = 0
    after_first_name: int = 0


@dataclass(slots=True)
class Evidence:
    """`words`: what is known of each capitalised word; `lower`: how often a word is written small."""

    words: dict[str, WordEvidence] = field(default_factory=dict)
    lower: Counter[str] = field(default_factory=Counter)

    def of(self, word: str) -> WordEvidence:
        """The evidence on `word`; nothing where it has none."""
        return self.words.get(word, _NOTHING)

    def small(self, word: str) -> int:
        """How often the text writes `word` small."""
        return self.lower.get(word.lower(), 0)


_NOTHING = WordEvidence()


def gather(tokens: Tokens, gazetteer: Gazetteer, progress: Progress) -> Evidence:
    """One pass over all words. Lines in capitals count as no evidence at all."""
    found = Evidence()
    total = len(tokens)
    for i in range(total):
        if i % _SLICE == 0:
            progress(i, total, _("Finding names"))
        word = tokens.word[i]
        if not tokens.cap[i]:
            found.lower[word] += 1
            continue
        if tokens.weak[i]:
            continue
        seen = found.words.get(word)
        if seen is None:
            seen = found.words[word] = WordEvidence()
        _weigh(seen, tokens, i, gazetteer)
    return found


def _weigh(seen: WordEvidence, tokens: Tokens, i: int, gazetteer: Gazetteer) -> None:
    if tokens.opens[i]:
        seen.first += 1
    else:
        seen.middle += 1
    if tokens.joined(i):
        _weigh_before(seen, tokens, i, gazetteer)
    elif i and tokens.gap[i].strip() == "," and tokens.word[i - 1] in gazetteer.org_nouns:
        seen.body += 1  # "a private company, Enersul, …"
    elif _is_apposed(tokens, i):
        # "the capital, Sucre, …", "His successor, Rochambeau, …"
        if tokens.word[i - 1] in gazetteer.place_nouns:
            seen.place += 1.0
        else:
            seen.person += 0.7
    if i + 1 < len(tokens):
        _weigh_after(seen, tokens, i, gazetteer)


def _weigh_before(seen: WordEvidence, tokens: Tokens, i: int, gazetteer: Gazetteer) -> None:
    before = tokens.word[i - 1]
    small = before.lower()
    noun = tokens.word[i - 2] if i > 1 else ""
    seen.place += _PLACE_BEFORE.get(small, 0.0)
    if small in ("the", "a", "an"):
        seen.the += 1
    if small == "to" and noun in _GOING:
        seen.place += 1.0
    if small in ("of", "named", "called") and noun in gazetteer.place_nouns:
        seen.place += 2.0
    elif small == "the" and (noun in _FOUNDING or _is_of_members(tokens, i)):
        seen.body += 1
    elif small == "the" and noun == "at":
        seen.site += 1
    elif small in _SAYING or small in _DONE_TO_PEOPLE:
        seen.person += 0.8
    if tokens.cap[i - 1] and before in gazetteer.titles:
        seen.titled += 1
    if gazetteer.is_first_name(before):
        seen.after_first_name += 1


def _is_of_members(tokens: Tokens, i: int) -> bool:
    """Whether "an officer of the" stands before word `i`."""
    return i > 2 and tokens.word[i - 2] == "of" and tokens.word[i - 3] in _MEMBERS


def _weigh_after(seen: WordEvidence, tokens: Tokens, i: int, gazetteer: Gazetteer) -> None:
    after = tokens.word[i + 1]
    if _is_glossed(tokens, i, gazetteer.org_nouns):
        seen.body += 1
    if tokens.joined(i + 1):
        if after in _PERSON_VERBS:
            seen.person += 1.0
        if tokens.possessive[i]:
            seen.person += 0.4
    elif tokens.gap[i + 1].strip() == ",":
        if after in gazetteer.places and not tokens.possessive[i + 1]:
            seen.place += 1.0  # "Sandy Hook, Maryland"
        elif after in ("who", "whose", "himself", "herself"):
            seen.person += 1.0


def _is_glossed(tokens: Tokens, i: int, nouns: frozenset[str]) -> bool:
    """Whether ", an alliance of …" follows word `i`."""
    if i + 3 >= len(tokens) or tokens.gap[i + 1].strip() != ",":
        return False
    return tokens.word[i + 1] in ("a", "an", "the") and (
        tokens.word[i + 2] in nouns or tokens.word[i + 3] in nouns
    )


def _is_apposed(tokens: Tokens, i: int) -> bool:
    """Whether word `i` stands between two commas after a word written small."""
    return (
        0 < i < len(tokens) - 1
        and tokens.gap[i].strip() == ","
        and tokens.gap[i + 1].strip() == ","
        and not tokens.cap[i - 1]
    )

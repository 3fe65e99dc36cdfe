"""Names of one word: what the whole document says of a word decides its kind, once for all places."""

from dataclasses import dataclass, field

from closereader.entities.gazetteer import words_of
from closereader.entities.view import Found, View
from closereader.model.entity import EntityKind

_GROUP_ENDINGS = ("ists", "ites", "viks", "ovites")
_GROUP_ENDINGS_ONE = ("vik", "ovite", "skyist", "skyite", "inist", "xist")
_EVENT_ENDINGS = ("azo",)
_LANGUAGE_BEFORE = words_of("in into speak speaks spoke spoken learn learned learnt from")
_ARTICLES = words_of("the this that its their our")
_STATES = words_of("UK US USA USSR UAE PRC GDR DRC U.S. U.K. U.S.A. U.S.S.R.")
_NOT_ACRONYMS = words_of("AM PM AD BC BCE CE OK TV ID PS NB MP MA BA CD PC DC VS")
_IN_PLACE = words_of("in at near throughout the")


@dataclass(slots=True)
class Singles:
    """Decides words one by one. `parts`: words of persons' full names found before;
    `heads`: last word of a body or event found before → its kind, where only one ends so."""

    view: View
    parts: set[str] = field(default_factory=set)
    heads: dict[str, EntityKind | None] = field(default_factory=dict)
    _kinds: dict[str, EntityKind | None] = field(default_factory=dict)
    _strangers: set[str] = field(default_factory=set)

    def learn(self) -> None:
        """Take in the names of several words found so far."""
        tokens, known = self.view.tokens, self.view.gazetteer
        names: dict[str, set[str]] = {}
        for found in self.view.found:
            if found.kind is EntityKind.PERSON:
                for i in range(found.start, found.end):
                    word = tokens.word[i]
                    if tokens.cap[i] and word not in known.titles and not self.view.is_roman(i):
                        self.parts.add(word)
            elif found.kind in (EntityKind.ORG, EntityKind.EVENT) and found.end > found.start + 1:
                words = tokens.sequence(found.start, found.end)
                for head in {words[-1], words[0]}:
                    if head in known.org_heads or head in known.event_heads:
                        names.setdefault(head, set()).add(" ".join(words))
                        self.heads[head] = found.kind
        for head, full in names.items():
            if len(full) > 1:
                self.heads[head] = None

    def find(self, i: int) -> Found | None:
        """The name that word `i` alone is, if it is one."""
        view = self.view
        word = view.word(i)
        if view.is_function(i) or len(word) < 2:
            return None
        group = view.gazetteer.groups.get(word)
        if group is not None and word not in self.parts:
            return Found(i, i + 1, EntityKind.GROUP, group) if self._is_group(i, word) else None
        if word.isupper() or (word[:-1].isupper() and word.endswith("s")) or "." in word:
            return self._acronym(i, word)
        if self._is_short_form(i, word):
            kind = self.heads[word]
            return Found(i, i + 1, kind) if kind else None
        kind = self._kind_here(i, word) or self._event_beside(i, word)
        return Found(i, i + 1, kind) if kind else None

    def _is_group(self, i: int, word: str) -> bool:
        view = self.view
        if word in view.gazetteer.weak_groups:
            small = view.evidence.small(word)
            if small and (small >= view.evidence.of(word).middle or view.tokens.opens[i]):
                return False
            if view.tokens.weak[i] and not view.evidence.of(word).middle:
                return False
        if view.before(i) in _LANGUAGE_BEFORE and word not in view.gazetteer.weak_groups:
            # "in English", "into French": the language, unless a noun follows.
            plural = word.endswith(("s", "men", "man"))
            nouns = view.tokens.joined(i + 1) and not view.is_function(i + 1)
            return plural or nouns
        return True

    def _acronym(self, i: int, word: str) -> Found | None:
        view = self.view
        bare = word.rstrip("s").replace(".", "")
        if word in _STATES:
            return (
                None if view.tokens.weak[i] and word == "US" else Found(i, i + 1, EntityKind.PLACE)
            )
        if (
            word in _NOT_ACRONYMS
            or bare in _NOT_ACRONYMS
            or view.is_roman(i)
            or word in view.gazetteer.not_names
        ):
            return None
        if not 2 <= len(bare) <= 8 or not bare.isalpha() or view.tokens.weak[i]:
            return None
        if self._is_shouted(i, bare) or word.capitalize() in view.gazetteer.titles:
            return None
        if "." in word and i and view.tokens.gap[i].strip() == "," and len(bare) > 2:
            return None  # "James Mortimer, M.R.C.S."
        if "." in word and len(bare) < 3 and bare not in ("UN", "EU"):
            return None  # initials, degrees
        if word.endswith("s"):
            return Found(i, i + 1, EntityKind.GROUP, bare) if len(bare) > 1 else None
        return Found(i, i + 1, EntityKind.ORG)

    def _is_shouted(self, i: int, bare: str) -> bool:
        """Whether a word in capitals is one of several, or an ordinary word: emphasis, no acronym."""
        view = self.view
        small = bare.lower()
        known = view.gazetteer
        if small in known.common or small in known.function or view.evidence.small(bare):
            return True
        beside = [k for k, joined in ((i - 1, i), (i + 1, i + 1)) if view.tokens.joined(joined)]
        return any(
            len(view.word(k)) > 1
            and view.word(k).isupper()
            and not view.is_roman(k)
            and "." not in view.word(k)
            for k in beside
        )

    def _is_short_form(self, i: int, word: str) -> bool:
        """ "the Commune" after "Paris Commune": a head word alone, with a capital on purpose."""
        view = self.view
        if self.heads.get(word) is None or view.tokens.opens[i] or view.tokens.weak[i]:
            return False
        return view.before(i) in _ARTICLES

    def _event_beside(self, i: int, word: str) -> EntityKind | None:
        """ "the insurrection of February (the Caracazo)", "a massacre known as the Onza"."""
        view = self.view
        if view.before(i) != "the" or view.is_wordly(i) or view.tokens.weak[i]:
            return None
        told = "(" in view.tokens.gap[i - 1] or view.word(i - 2) in ("as", "called", "named")
        nouns = view.gazetteer.event_nouns
        near = any(view.word(k).lower() in nouns for k in range(max(0, i - 8), i - 1))
        return EntityKind.EVENT if told and near else None

    def _kind_here(self, i: int, word: str) -> EntityKind | None:
        view = self.view
        if word not in self._kinds:
            self._kinds[word] = self._kind_of(word)
        kind = self._kinds[word]
        if word in self._strangers and self._is_part_of_more(i):
            return None
        if kind is EntityKind.PERSON and word in view.gazetteer.places:
            # "in Lincoln", "the Hudson"
            return EntityKind.PLACE if view.before(i) in _IN_PLACE else kind
        if kind is None or not (view.tokens.opens[i] or view.tokens.weak[i]):
            return kind
        # At the start of a sentence a word that is also written small is just a word.
        small = view.evidence.small(word) or (
            word.lower() in view.gazetteer.common and not view.evidence.of(word).middle
        )
        return kind if not small else None

    def _kind_of(self, word: str) -> EntityKind | None:
        """The kind of `word` wherever it stands alone in this document."""
        known, seen = self.view.gazetteer, self.view.evidence.of(word)
        small = self.view.evidence.small(word)
        ordinary = word.lower() in known.common or word in known.not_names
        if word in self.parts:
            return EntityKind.PERSON if small <= seen.middle + seen.first else None
        if seen.titled and not ordinary and word not in known.places:
            return EntityKind.PERSON
        place = self._as_place(word)
        if place is not None:
            return place
        if (
            ordinary
            and known.is_first_name(word)
            and seen.person >= 1.5
            and seen.middle > 2 * small
        ):
            return EntityKind.PERSON
        if ordinary and word not in known.event_alone | known.org_alone:
            return None
        if small and small >= seen.middle:
            return None
        if word in known.event_alone or word.endswith(_EVENT_ENDINGS):
            return EntityKind.EVENT
        if word in known.org_alone:
            return EntityKind.ORG
        if word in known.works and word not in known.works_after_cue:
            return EntityKind.WORK
        if word in known.surnames and (word not in known.weak_surnames or seen.person >= 0.7):
            return EntityKind.PERSON
        if known.is_first_name(word):
            return EntityKind.PERSON if seen.middle or seen.person >= 0.7 else None
        self._strangers.add(word)
        return self._stranger(word)

    def _is_part_of_more(self, i: int) -> bool:
        """Whether an unknown word stands beside another capital that is no name: half a title."""
        view = self.view
        return (view.goes_on(i + 1) and not view.is_function(i + 1)) or (
            view.tokens.joined(i)
            and view.tokens.cap[i - 1]
            and not view.taken[i - 1]
            and not view.is_function(i - 1)
        )

    def _as_place(self, word: str) -> EntityKind | None:
        known, seen = self.view.gazetteer, self.view.evidence.of(word)
        if word not in known.places:
            return None
        if word in known.ambiguous_common and word not in known.countries:
            return EntityKind.PLACE if seen.place >= 1 else None
        if word in known.ambiguous_names:
            people = seen.person + 2 * seen.after_first_name + 2 * seen.titled
            named = known.is_first_name(word) or word in known.surnames
            if people > seen.place and (named or seen.titled or seen.after_first_name):
                return EntityKind.PERSON
        if seen.after_first_name > seen.place:
            return EntityKind.PERSON
        return EntityKind.PLACE

    def _stranger(self, word: str) -> EntityKind | None:
        """The kind of a word no list knows, from its use inside sentences; None if in doubt."""
        view = self.view
        seen, small = view.evidence.of(word), word.lower()
        if view.crowded or not seen.middle or len(word) < 3:
            return None
        if 4 * view.evidence.small(word) > seen.middle:
            return None
        if small.endswith(_GROUP_ENDINGS) or small.endswith(_GROUP_ENDINGS_ONE):
            return EntityKind.GROUP
        if _is_wordly(small) or word in view.gazetteer.titles:
            return None
        if seen.body and (seen.the or not seen.person):
            return EntityKind.ORG
        if seen.site and not seen.person:
            return EntityKind.PLACE
        if (
            word
            in view.gazetteer.org_heads | view.gazetteer.event_heads | view.gazetteer.place_heads
        ):
            return None
        if not view.english:
            return EntityKind.PERSON if seen.middle + seen.first > 2 else None
        if seen.the * 2 >= seen.middle:
            return None
        if seen.place > seen.person and (
            seen.place >= 1.2 or (seen.place >= 0.8 and not seen.person)
        ):
            return EntityKind.PLACE
        certain = seen.person >= 0.7 or seen.middle >= 2
        return EntityKind.PERSON if certain else None


def _is_wordly(small: str) -> bool:
    return small.endswith(
        ("ing", "ly", "ness", "tion", "sion", "ment", "ity", "ism", "ship", "hood", "ance", "ence",
         "ed", "ous", "ful", "ology", "ics")
    )  # fmt: skip

"""What the finders of names look at: the words, what is known of them, and what is already taken."""

from dataclasses import dataclass, field

from closereader.entities.evidence import Evidence
from closereader.entities.gazetteer import Gazetteer, words_of
from closereader.entities.tokens import Tokens
from closereader.model.entity import EntityKind

# Endings of English verbs, adverbs and abstractions: with a capital still no name.
_WORDLY = ("ing", "ly", "ness", "tion", "sion", "ment", "ity", "ism", "isms", "ship", "hood", "ance",
           "ence", "ful", "less", "ous", "ology", "tions", "ments", "ities", "ized", "ised")  # fmt: skip
_COMPOUND = ("-born", "-based", "-speaking", "-style", "-like", "-led", "-made", "-era", "-wide")
_ROMAN = words_of("II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXIII")


@dataclass(frozen=True, slots=True)
class Found:
    """A name over words `start` to `end`; `key` is what a date or group is told by, else ""."""

    start: int
    end: int
    kind: EntityKind
    key: str = ""


@dataclass(slots=True)
class View:
    """One reading, as finders see it. `taken`: which words already belong to a name; `english`:
    whether its small words are English; `crowded`: whether every noun has a capital (German)."""

    tokens: Tokens
    evidence: Evidence
    gazetteer: Gazetteer
    taken: bytearray
    english: bool = True
    crowded: bool = False
    found: list[Found] = field(default_factory=list)

    def word(self, i: int) -> str:
        """Word `i`; "" beyond the ends."""
        return self.tokens.word[i] if 0 <= i < len(self.tokens.word) else ""

    def before(self, i: int) -> str:
        """The word before `i` in small letters, where only spaces part them; else ""."""
        return self.tokens.word[i - 1].lower() if self.tokens.joined(i) else ""

    def goes_on(self, i: int) -> bool:
        """Whether word `i` has a capital, is free, and follows the one before after spaces only."""
        tokens = self.tokens
        return tokens.joined(i) and tokens.cap[i] and not self.taken[i]

    def is_function(self, i: int) -> bool:
        """Whether word `i` is a pronoun, preposition or the like, whatever its capital."""
        return self.word(i).lower() in self.gazetteer.function

    def is_wordly(self, i: int) -> bool:
        """Whether word `i` is an ordinary English word, known, small elsewhere, or by its ending."""
        word = self.word(i)
        small = word.lower()
        known = self.gazetteer
        return (
            small in known.function
            or small in known.common
            or word in known.not_names
            or self.evidence.lower.get(small, 0) > 0
            or (len(word) > 5 and small.endswith(_WORDLY))
            or small.endswith(_COMPOUND)
        )

    def is_name_part(self, i: int) -> bool:
        """Whether word `i` is a first name or the name of a well-known person."""
        word, known = self.word(i), self.gazetteer
        return word in known.men or word in known.women or word in known.surnames

    def is_roman(self, i: int) -> bool:
        """Whether word `i` is a number of rulers, popes, wars; "I" is not, being a pronoun."""
        return self.word(i) in _ROMAN

    def take(self, found: Found) -> None:
        """Keep a name; its words are taken from now on."""
        self.found.append(found)
        for i in range(found.start, found.end):
            self.taken[i] = 1

"""The words of a reading with what names are told by: capitals, sentence beginnings, neighbours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from sys import intern

import regex

from closereader.i18n import _
from closereader.model.document import Block, BlockKind, Role
from closereader.progress import Progress
from closereader.text.words import WORD_PATTERN

_ABBREVIATIONS = (
    "Mt|Ft|Mr|Mrs|Ms|Dr|Prof|St|Messrs|Mme|Mlle|Gen|Col|Maj|Capt|Lt|Lieut|Sgt|Sen|Gov|Rev|Sr|Sra|Jr"
    "|Bros|Co|Corp|Inc|Ltd|No|Nos|Vol|Vols|vol|vols|no|cf|ca|ed|eds|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    "|Sept|Sep|Oct|Nov|Dec"
)
# A single M. is a Frenchman before a capital; "I. The" is the end of a sentence (see `_settle`).
_TOKEN = (
    rf"(?:\p{{Lu}}\.){{2,}}|(?:{_ABBREVIATIONS})\.(?!\w)|\b\p{{Lu}}\.(?=[ \u00a0\u2009]?\p{{Lu}})"
    rf"|{WORD_PATTERN}"
)
_POSSESSIVES = ("'s", "\u2019s", "'S", "\u2019S")
_ENDERS = frozenset(".!?\u2026\u3002")
_OPENERS = frozenset('\u201c\u00ab\u201e"\u2018\u2039')
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u00ad": None, "\u2060": None})
# How many words pass between two reports of progress.
_SLICE = 4096


@cache
def _pattern() -> "regex.Pattern[str]":
    return regex.compile(_TOKEN, regex.VERSION1)


@dataclass(slots=True)
class Tokens:
    """Parallel lists, one entry a word, in order of place.

    `word`: as written, apostrophes straight, without a possessive ending; in a line of capitals
    set as a name ("BOLIVIA" → "Bolivia"). `start`, `end`: its code points without that ending.
    `gap`: what stands between it and the word before ("\\n" at the start of a block), the
    possessive ending left out. `possessive`: whether an ending was taken off. `cap`: whether it
    begins with a capital. `opens`: whether it stands where any word would have a capital (start of
    a sentence, a quotation, a line). `weak`: whether its whole line has capitals, so that they
    say little. `role`: what its block is for.
    """

    word: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    gap: list[str] = field(default_factory=list)
    possessive: list[bool] = field(default_factory=list)
    cap: list[bool] = field(default_factory=list)
    opens: list[bool] = field(default_factory=list)
    weak: list[bool] = field(default_factory=list)
    role: list[Role] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.word)

    def joined(self, i: int) -> bool:
        """Whether only spaces stand between word `i` and the word before it."""
        return 0 < i < len(self.word) and self.gap[i].isspace() and "\n" not in self.gap[i]

    def sequence(self, start: int, end: int) -> tuple[str, ...]:
        """The words from `start` to `end`."""
        return tuple(self.word[start:end])


def tokenise(text: str, blocks: Sequence[Block], progress: Progress) -> Tokens:
    """All words of `blocks` (of the lines of `text`, where there are none), code left out."""
    tokens = Tokens()
    for start, end, role in _lines(text, blocks):
        first = len(tokens)
        _add_line(tokens, text, start, end, role, progress)
        _weigh_line(tokens, first, text[start:end])
    return tokens


def _lines(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, int, Role]]:
    """Start, end and role of every line: blocks hold one, but for verse and tables."""
    stretches = [
        (block.start + block.marker, block.end, block.role)
        for block in blocks
        if block.kind is not BlockKind.CODE
    ] or ([(0, len(text), Role.NONE)] if not blocks else [])
    for start, end, role in stretches:
        at = start
        while at < end:
            stop = text.find("\n", at, end)
            stop = end if stop < 0 else stop
            if stop > at:
                yield at, stop, role
            at = stop + 1


def _add_line(
    tokens: Tokens, text: str, start: int, end: int, role: Role, progress: Progress
) -> None:
    last = start
    fresh = True
    for match in _pattern().finditer(text, start, end):
        if len(tokens) % _SLICE == 0:
            progress(match.start(), len(text), _("Finding names"))
        begin, stop = match.span()
        raw = match.group()
        possessive = raw.endswith(_POSSESSIVES) and len(raw) > 2
        if possessive:
            raw = raw[:-2]
        gap = "\n" if fresh else text[last:begin]
        word = raw.translate(_APOSTROPHES) if not raw.isascii() else raw
        tokens.word.append(intern(word))
        tokens.start.append(begin)
        tokens.end.append(begin + len(raw))
        tokens.possessive.append(possessive)
        tokens.gap.append(gap)
        tokens.cap.append(word[:1].isupper() or word[:1].istitle())
        tokens.opens.append(fresh or _is_opening(gap))
        tokens.weak.append(False)
        tokens.role.append(role)
        last = stop
        fresh = False
        # "Workers' Union", "the Bolsheviks’ leaders": the ending is not part of the word.
        if raw.endswith("s") and not possessive and text[stop : stop + 2] in ("' ", "\u2019 "):
            tokens.possessive[-1] = True
            last = stop + 1


def _is_opening(gap: str) -> bool:
    """Whether a word after `gap` would have a capital whatever it is."""
    if gap == " ":
        return False
    bare = gap.strip()
    if not bare:
        return False
    return bare[-1] in _OPENERS or bare[-1] == ":" or any(c in _ENDERS for c in bare)


def _weigh_line(tokens: Tokens, first: int, line: str) -> None:
    """Mark the words of a line that is all capitals, or a title in capitals, as weak evidence."""
    count = len(tokens) - first
    if not 1 < count <= 40 or not line[:1].strip():
        return
    letters = [c for c in line if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    if len(letters) > 3 and capitals > 0.8 * len(letters):
        for i in range(first, len(tokens)):
            tokens.weak[i] = True
            word = tokens.word[i]
            if len(word) > 1 and word.isupper():
                tokens.word[i] = intern("-".join(part.capitalize() for part in word.split("-")))
        return
    if line.rstrip()[-1:] in ".;,":
        return
    long = [i for i in range(first, len(tokens)) if len(tokens.word[i]) > 3]
    if count <= 20 and len(long) > 2 and all(tokens.cap[i] for i in long):
        for i in range(first, len(tokens)):
            tokens.weak[i] = True

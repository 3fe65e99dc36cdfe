"""Whether a quotation says what its source says, by the rule of those who teach quoting.

The rule is that of The Chicago Manual of Style (13.7, 13.50–58 on ellipses, 13.59–62 on brackets) and
of the MLA Handbook (chapter 6): a quotation repeats the words of its source; what the writer puts in
or in the place of words stands in [square brackets], what is left out is shown by … (three dots, spaced
or not, in brackets or not). Not counted: white space and line ends, the line ends of verse shown by a
slash, curly for straight quotation marks, ‘inner’ for “inner” ones, how long a dash is, marks of notes
[12], and the emphasis of the essay's Markdown. A last comma or full stop may belong to the sentence
around. Quoting a part is exact, but of whole words: “inherit” is no part of “inherited”, while
“inherit[s]” is lawful.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from closereader.text import token_alignment
from closereader.text.span import Span

_LETTER = r"[\p{L}\p{M}\p{N}\xad\u200b-\u200f\u2060\ufeff]"
# Scripts that are written without spaces: every letter of theirs is a word here.
_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
_MARKS = "\"'‘’‚‛′ʼʹ“”„‟″«»‹›"
_DASHES = "‐‑‒–—―−-"
_ELLIPSIS = r"(?:…|\.[ \xa0]?\.[ \xa0]?\.)"
_INVISIBLE = dict.fromkeys(map(ord, "\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_INVISIBLE |= dict.fromkeys(map(ord, "’‘ʼ"), "'")
_BORDER = "\x01"
_CLOSING = (",", ".")


# Not at the import: these take 20 ms, and most windows are opened to read.
@cache
def _token() -> "regex.Pattern[str]":
    return regex.compile(
        rf"(?P<nothing>\s+(?:/{{1,2}}(?=\s))?|[*_`\\\x00-\x1f]|(?m:^>)|\[\d{{1,3}}\])"
        rf"|(?P<word>{_UNSPACED}\p{{M}}*|(?:(?!{_UNSPACED}){_LETTER})+"
        rf"(?:['’‘ʼ](?:(?!{_UNSPACED}){_LETTER})+)*)"
        rf"|(?P<mark>[{_MARKS}])|(?P<dash>[{_DASHES}]+)|(?P<dots>{_ELLIPSIS})|(?P<other>.)",
        regex.DOTALL,
    )


@cache
def _gap() -> "regex.Pattern[str]":
    return regex.compile(
        rf"(?P<bracket>\[[^\[\]]*\])|(?P<dots>\.?[ \xa0]?{_ELLIPSIS}(?:[ \xa0]?\.)?)",
        regex.DOTALL,
    )


class Outcome(Enum):
    """What the check found."""

    EXACT = auto()
    LAWFUL = auto()
    CHANGED = auto()


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a quotation is not as its source. `start`, `end`: code points of the quotation; `said`:
    what stands there; `source`: what the source has in its place, "" for nothing that was found."""

    start: int
    end: int
    said: str
    source: str

    @property
    def span(self) -> Span:
        """Where it stands in the quotation."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`differences`: in order, not overlapping, at least one if it is CHANGED, else none."""

    outcome: Outcome
    differences: tuple[Difference, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether it says what the source does not say, without a sign of it."""
        return self.outcome is Outcome.CHANGED


class Token(NamedTuple):
    """A word or a mark of a text, as it is compared: `said`, at code points `start` to `end`. Of a
    gap ([…] or …) `said` is None; a word with letters in brackets has the letters after the last
    bracket in `tail`, and before the first in `said`."""

    said: str | None
    start: int
    end: int
    tail: str | None = None


_EXACT = Verdict(Outcome.EXACT)
_LAWFUL = Verdict(Outcome.LAWFUL)


@lru_cache(maxsize=2048)
def check(quoted: str, source: str) -> Verdict:
    """Compare the words quoted, without their quotation marks, with the passage they are from. Takes
    time in proportion to the lengths, whatever the texts are, and never raises."""
    hay = _joined_source(source)
    tokens = list(_tokens(quoted))
    if _joined(tokens) in hay:
        return _EXACT
    if tokens[-1].said in _CLOSING and _joined(tokens[:-1]) in hay:
        return _LAWFUL
    if _gap().search(quoted) and _stand_in_order(_pieces(quoted), hay):
        return _LAWFUL
    return Verdict(Outcome.CHANGED, _differences(quoted, source))


def word_count(quoted: str) -> int:
    """How many words there are, those in brackets too."""
    return sum(1 for match in _token().finditer(quoted) if match.lastgroup == "word")


def find(quoted: str, text: str, start: int = 0) -> Span | None:
    """The first place after code point `start` of a long text where the words quoted stand exactly;
    with omissions and brackets, where all that is around them does, within a page. None for less than
    two words together, which would stand in too many places."""
    if not word_count(quoted) > 1 or len(quoted) > _LONGEST_SOUGHT:
        return None
    patterns = []
    for section, left, right in _sections(quoted):
        tokens = _section_tokens(quoted, section, left)
        if tokens:
            patterns.append(_pattern(tokens, left, right))
    if not patterns or (len(patterns) > 1 and r"\s" not in patterns[0]):
        return None
    try:
        found = regex.compile(_GAP_SOUGHT.join(patterns)).search(text, start, timeout=_PATIENCE_S)
    except TimeoutError:
        return None
    return None if found is None else Span(*found.span())


_LONGEST_SOUGHT = 4000
_PATIENCE_S = 0.3
_GAP_SOUGHT = r"(?s:.{0,3000}?)"


def _pattern(tokens: list[Token], left: bool, right: bool) -> str:
    """What finds these tokens in a text as it is written; of whole words but where a bracket joins."""
    written, was_word = "", False
    for token in tokens:
        said = token.said or ""
        is_word = said[-1].isalnum()
        if written:
            written += r"\s+" if is_word and was_word else r"\s*"
        if said == "'":
            written += f"[{_MARKS}]"
        elif said == "-":
            written += f"[{_DASHES}]+"
        elif said == "…":
            written += _ELLIPSIS
        else:
            written += regex.escape(said, literal_spaces=True).replace("'", "['’‘ʼ]")
        was_word = is_word
    spaced = rf"(?!{_UNSPACED})\w"
    before = "" if left or not (tokens[0].said or "")[0].isalnum() else rf"(?<!{spaced})"
    after = "" if right or not was_word else rf"(?!{spaced})"
    return before + written + after


def _tokens(text: str, start: int = 0) -> Iterator[Token]:
    """Its words and marks, `start` added to their places."""
    for match in _token().finditer(text):
        group = match.lastgroup
        if group == "nothing":
            continue
        said = match[0]
        if group == "word":
            said = said.translate(_INVISIBLE)
            if not said.isascii():
                said = unicodedata.normalize("NFC", said)
            if not said:
                continue
        elif group == "mark":
            said = "'"
        elif group == "dash":
            said = "-"
        elif group == "dots":
            said = "…"
        yield Token(said, match.start() + start, match.end() + start)


def _joined(tokens: list[Token]) -> str:
    return _BORDER + "".join(f"{token.said}{_BORDER}" for token in tokens)


@lru_cache(maxsize=512)
def _joined_source(source: str) -> str:
    return _joined(list(_tokens(source)))


def _sections(quoted: str) -> Iterator[tuple[Span, bool, bool]]:
    """The stretches between brackets and omissions, and whether each is part of a word with the
    bracket before it, and with the one after it."""
    begun, is_bracket = 0, False
    for gap in (*_gap().finditer(quoted), None):
        end = len(quoted) if gap is None else gap.start()
        next_is_bracket = gap is not None and gap["bracket"] is not None
        if end > begun:
            letters = quoted[begun : begun + 2].lstrip("'’")
            left = is_bracket and letters[:1].isalnum()
            right = next_is_bracket and quoted[end - 1].isalnum()
            yield Span(begun, end), left, right
        if gap is not None:
            begun, is_bracket = gap.end(), next_is_bracket


def _section_tokens(quoted: str, section: Span, left: bool) -> list[Token]:
    """The tokens of a section; of “[She]’s” the mark and the letter are the rest of one word."""
    tokens = list(_tokens(quoted[section.start : section.end], section.start))
    if left and len(tokens) > 1 and tokens[0].said == "'":
        tokens[:2] = [Token(f"'{tokens[1].said}", tokens[0].start, tokens[1].end)]
    return tokens


def _pieces(quoted: str) -> list[str]:
    """What has to stand in the source, in this order, as it is looked for there."""
    pieces = []
    for section, left, right in _sections(quoted):
        tokens = _section_tokens(quoted, section, left)
        if section.end == len(quoted) and tokens and tokens[-1].said in _CLOSING:
            # "… end[s]." closes the sentence around as well as the source's.
            tokens.pop()
        if tokens:
            joined = _joined(tokens)
            pieces.append(joined[left : len(joined) - right])
    return pieces


def _stand_in_order(pieces: list[str], hay: str) -> bool:
    # The first place of each is the best for all that follow, so nothing has to be tried twice.
    at = 0
    for piece in pieces:
        found = hay.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece) - piece.endswith(_BORDER)
    return True


def _with_gaps(quoted: str) -> list[Token]:
    """The tokens of a quotation, each gap one of them; what is one word with a bracket is one
    token."""
    tokens: list[Token] = []
    end, glued = 0, False
    for section, left, right in _sections(quoted):
        if section.start > end:
            tokens.append(Token(None, end, section.start))
        there = _section_tokens(quoted, section, left)
        if left and there and tokens and tokens[-1].said is None:
            gap, first = tokens.pop(), there.pop(0)
            head = tokens.pop() if glued and tokens else None
            tokens.append(
                Token(
                    head.said if head is not None else "",
                    head.start if head is not None else gap.start,
                    first.end,
                    first.said,
                )
            )
        elif glued and tokens and tokens[-1].said is None and len(tokens) > 1:
            gap, head = tokens.pop(), tokens.pop()
            tokens.append(Token(head.said, head.start, gap.end, ""))
        tokens += there
        end, glued = section.end, right
    if end < len(quoted):
        if glued and tokens:
            head = tokens.pop()
            tokens.append(Token(head.said, head.start, len(quoted), ""))
        else:
            tokens.append(Token(None, end, len(quoted)))
    return tokens


def _differences(quoted: str, source: str) -> tuple[Difference, ...]:
    """Where the two part, for one that is changed."""
    ours, theirs = _with_gaps(quoted), list(_tokens(source))
    if ours and ours[-1].said in _CLOSING:
        ours.pop()
    pairs = token_alignment.align(ours, theirs)
    if 3 * len(pairs) < len(ours):
        return (Difference(0, len(quoted), quoted, ""),)
    found: list[Difference] = []
    for said, there in token_alignment.unlike(ours, theirs, pairs):
        start, end = ours[said.start].start, ours[said.end - 1].end
        words = ""
        if there.end > there.start:
            words = source[theirs[there.start].start : theirs[there.end - 1].end]
        found.append(Difference(start, end, quoted[start:end], " ".join(words.split())))
    return tuple(found) or (Difference(0, len(quoted), quoted, ""),)

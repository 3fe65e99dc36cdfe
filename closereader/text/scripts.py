"""What the script of a text asks of who sets it: which way it runs, and whether it has an italic."""

import re
import unicodedata
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from closereader.text.span import Span

if TYPE_CHECKING:
    import regex

# The blocks of Unicode whose letters run to the left, and the marks that turn a line. Of the last
# blocks of the first plane only the letters: the variation selectors and fullwidth signs that lie
# between them turn nothing.
_TURNS = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_JAMO = re.compile("[\u1100-\u11ff]")
_ORNAMENT = re.compile(r"[\s*⁂⁎✱✲✻✽❋❦❧☙•·∙◆◇◊○●★☆※~#_=+—–-]+")
# In these blocks all letters have an italic; a quick look, as most texts need no other.
_MAY_BE_UPRIGHT = re.compile("[^\x00-\u058f\u1e00-\u218f]")
LONGEST_ORNAMENT = 24


@cache
def _spaces_out() -> re.Pattern[str]:
    """Han, kana and Hangul, by their blocks. When first asked for: it takes 3 ms to compile."""
    return re.compile(
        "[\u3040-\u318f\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
    )


@cache
def _upright_patterns() -> "tuple[regex.Pattern[str], regex.Pattern[str]]":
    """What has no italic, and what may stand between two such letters. Italics belong to Latin,
    Greek, Cyrillic and Armenian; what is common to all scripts goes with the letters around it, but
    the signs of Chinese and Japanese and pictures are never slanted."""
    # Imported when first asked for: most readings have nothing but Latin in italics.
    import regex

    upright = regex.compile(
        r"(?:[^\p{Latin}\p{Greek}\p{Cyrillic}\p{Armenian}\p{Common}\p{Inherited}]"
        r"|[\u3000-\u303f\u30fb\u30fc\uff01-\uff65]"
        r"|[\p{Emoji_Presentation}\p{Regional_Indicator}]|\p{Extended_Pictographic}\ufe0f)"
        r"[\p{Mn}\p{Me}\u200d\ufe0f]*"
    )
    return upright, regex.compile(r"[\p{Common}\p{Inherited}]*")


def runs_left(text: str) -> bool:
    """Whether a line of it may run from right to left anywhere."""
    return not text.isascii() and _TURNS.search(text) is not None


def is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction runs to the left (Unicode Standard Annex 9, P2),
    which is the side where its lines begin."""
    if text.isascii():
        return False
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def has_both_directions(text: str) -> bool:
    """Whether there are letters of both directions in it."""
    found = {unicodedata.bidirectional(character) for character in text}
    return "L" in found and not found.isdisjoint(("R", "AL"))


def has_letters_without_spaces(text: str) -> bool:
    """Whether it has letters that are set apart evenly where a line is to be filled."""
    if text.isascii():
        return False
    # Quotation marks and dashes are below these blocks, and most texts have nothing higher.
    above = max(text) >= "\u3000" and _spaces_out().search(text) is not None
    return above or _JAMO.search(text) is not None


def upright(text: str) -> list[Span]:
    """The stretches of it that have no italic, in order, with the spaces and signs inside them."""
    if text.isascii() or _MAY_BE_UPRIGHT.search(text) is None:
        return []
    letters, between = _upright_patterns()
    found: list[Span] = []
    for match in letters.finditer(text):
        start = match.start()
        if found and between.fullmatch(text, found[-1].end, start):
            start = found.pop().start
        found.append(Span(start, match.end()))
    return found


def split_upright(text: str, spans: list[Span]) -> list[tuple[Span, bool]]:
    """All of these spans of `text`, cut where what has no italic begins and ends, each with whether
    it has none."""
    without = upright(text)
    if not without:
        return [(span, False) for span in spans]
    cuts = sorted({edge for run in without for edge in (run.start, run.end)})
    found: list[tuple[Span, bool]] = []
    for span in spans:
        inside = [cut for cut in cuts if span.start < cut < span.end]
        for low, high in pairwise((span.start, *inside, span.end)):
            is_upright = any(run.start <= low < run.end for run in without)
            found.append((Span(low, high), is_upright))
    return found


def is_ornament(text: str) -> bool:
    """Whether a paragraph is nothing but asterisks, dashes or bullets: the sign of a new scene."""
    return len(text) <= LONGEST_ORNAMENT and bool(text.strip() and _ORNAMENT.fullmatch(text))

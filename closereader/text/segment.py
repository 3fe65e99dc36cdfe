"""Where sentences and words begin and end.

Sentences are found by rules: a stop with its closing marks and white space after it ends one,
unless an abbreviation, an initial, a number or a small letter that follows says otherwise
(after Unicode Standard Annex 29, section 5, and what its rules miss in English prose). Words
are those of the same annex, section 4, without dictionaries.
"""

from collections.abc import Iterator

import regex

from closereader.text.abbreviations import ALWAYS, BEFORE_NUMBER, SOMETIMES, STARTERS
from closereader.text.span import Span
from closereader.text.trim import trim

_CLOSERS = r"[\"'”’»›)\]}⟩\p{Pf}\p{Pe}]"
_STOP = regex.compile(
    r"(?P<stop>(?P<end>[。！？｡︒﹒﹗﹖।॥؟۔։።၊။])+[.!?…]*"
    r"|[.!?…‼⁇⁈⁉‽]+)"
    rf"(?P<close>{_CLOSERS}*(?:\[\d{{1,3}}\]|[¹²³⁴-⁹⁰]{{1,3}})*{_CLOSERS}*)"
)
_FULL_STOP_ALONE = frozenset(".․")
_NEXT = regex.compile(r"\s+(?P<open>[\p{Ps}\p{Pi}\"'“‘«¿¡—–*-]*)(?P<word>[\p{L}\p{M}\p{N}’']*)")
_TOKEN = regex.compile(r"(?r)[\p{L}\p{M}\p{N}.’'-]+")
_INITIAL = regex.compile(r"\p{Lu}\p{M}*")
_ACRONYM = regex.compile(r"\p{L}\p{M}*(?:\.\p{L}\p{M}*)+")
_NUMERAL = regex.compile(r"\d+\p{L}?|[IVXLCDM]+|[ivxlcdm]+")
_MARKER = regex.compile(r"\(?(?:\d{1,4}|\p{L}\p{M}*|[ivxlcdmIVXLCDM]{1,7})")
_SPEECH = regex.compile(
    r"\s+(?:[\p{Lu}][\p{L}\p{M}’'.-]*\s+){1,3}"
    r"(?:said|says|asked|asks|replied|cried|answered|added|exclaimed|shouted|whispered|wrote)\b"
)

_WORD = regex.compile(
    r"[\p{Han}\p{Hiragana}]\p{M}*"
    r"|\p{Nd}+(?:[.,:·٫٬]\p{Nd}+)*(?:[\p{L}_][\p{L}\p{M}\p{Nd}_]*)?"
    r"|(?:(?![\p{Han}\p{Hiragana}])[\p{L}\p{M}\p{N}_])+"
    r"(?:(?:['’·:]|\u00ad)(?:(?![\p{Han}\p{Hiragana}])[\p{L}\p{M}\p{N}_])+)*"
)
_CHARACTER = regex.compile(r"\X")
# A run without white space longer than this is cut there.
_WINDOW = 2000


def sentences(
    text: str, start: int = 0, end: int | None = None, *, lines_end: bool = False
) -> list[Span]:
    """The sentences of code points `start` to `end` of `text`, in order, without white space at
    their ends; nothing else is left out. Hand in one block: an LF in it (verse) is a space,
    unless `lines_end` (rows of a table). White space alone holds no sentence."""
    stop = len(text) if end is None else min(end, len(text))
    found: list[Span] = []
    begun = start
    for border in _borders(text, start, stop, lines_end):
        sentence = trim(text, Span(begun, border))
        if sentence is not None:
            found.append(sentence)
        begun = border
    return found


def sentence_at(text: str, offset: int, start: int = 0, end: int | None = None) -> Span | None:
    """The sentence of code points `start` to `end` that holds `offset`; the white space after a
    sentence belongs to it. None where there is none."""
    found = sentences(text, start, end)
    for sentence in reversed(found):
        if sentence.start <= offset:
            return sentence
    return found[0] if found else None


def _borders(text: str, start: int, end: int, lines_end: bool) -> Iterator[int]:
    """Where a sentence ends, the last of them `end`."""
    if lines_end:
        line = start
        while (newline := text.find("\n", line, end)) >= 0:
            yield from _borders(text, line, newline, lines_end=False)
            line = newline + 1
        start = line
    begun = start
    for match in _STOP.finditer(text, start, end):
        if _ends_sentence(text, begun, end, match):
            begun = match.end()
            yield begun
    yield end


def _ends_sentence(text: str, begun: int, end: int, match: "regex.Match[str]") -> bool:
    if match.end() == end:
        return True
    if match["end"]:
        # 「どこ？」と聞いた: the quoting particle carries the sentence on.
        return not (match["close"] and text[match.end()] in "とっ")
    following = _NEXT.match(text, match.end(), end)
    if following is None:
        return False
    word = following["word"]
    if word and word[0].islower():
        return False
    if match["stop"] in _FULL_STOP_ALONE:
        return not _stop_belongs_to_word(text, begun, match, word)
    # “Go away!” Mesa said.
    return not (match["close"] and _SPEECH.match(text, match.end(), end))


def _stop_belongs_to_word(text: str, begun: int, match: "regex.Match[str]", following: str) -> bool:
    """Whether the single full stop is part of what stands before it."""
    token_match = _TOKEN.match(text, begun, match.start())
    if token_match is None:
        return False
    token = token_match[0].lstrip(".’'-")
    if token_match.start() <= begun + 1 and _MARKER.fullmatch(text[begun : match.start()].strip()):
        return True  # the number of a list item or of a heading
    starts_anew = following in STARTERS
    if match["close"]:
        return False
    if _INITIAL.fullmatch(token) or _ACRONYM.fullmatch(token):
        return not starts_anew
    last = token.rpartition("-")[2]
    spellings = {last, last[:1].lower() + last[1:]}
    if spellings & ALWAYS:
        return True
    if spellings & BEFORE_NUMBER:
        return _NUMERAL.fullmatch(following) is not None
    return bool(spellings & SOMETIMES) and not starts_anew


def word_at(text: str, offset: int) -> Span:
    """What a double click at code point `offset` selects.

    The word that holds the offset, or else ends at it. An apostrophe inside belongs to the word
    ("people’s"), a hyphen parts two ("left", "wing"), as in most editors; a number keeps its
    points ("1,000.50"); a Chinese character or a hiragana is a word. Elsewhere the run of white
    space, or the one character with its marks. Empty only in an empty text.
    """
    offset = min(max(offset, 0), len(text))
    low, high = _unbroken(text, offset)
    before: Span | None = None
    for match in _WORD.finditer(text, low, high):
        if match.start() <= offset < match.end():
            return Span(match.start(), match.end())
        if match.end() == offset:
            before = Span(match.start(), match.end())
        if match.start() > offset:
            break
    if before is not None:
        return before
    return _piece_at(text, offset)


def _unbroken(text: str, offset: int) -> tuple[int, int]:
    """The run without white space around `offset`."""
    low = high = offset
    while low > 0 and offset - low < _WINDOW and not text[low - 1].isspace():
        low -= 1
    while high < len(text) and high - offset < _WINDOW and not text[high].isspace():
        high += 1
    return low, high


def _piece_at(text: str, offset: int) -> Span:
    """The white space or the one character at `offset`, or before it at the very end."""
    if not text:
        return Span(0, 0)
    offset = min(offset, len(text) - 1)
    if text[offset].isspace():
        low = high = offset
        while low > 0 and text[low - 1].isspace():
            low -= 1
        while high < len(text) and text[high].isspace():
            high += 1
        return Span(low, high)
    pieces = _CHARACTER.finditer(text, *_unbroken(text, offset))
    piece = next(match for match in pieces if match.end() > offset)
    return Span(piece.start(), piece.end())

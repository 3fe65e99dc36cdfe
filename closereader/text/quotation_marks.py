"""Where an essay quotes: words in quotation marks and `>` paragraphs, with the address behind them.

An essay is plain Markdown. A quotation in it is “words” (¶3), with the reading's short title before
the address where it is on several ("(Speech, ¶3)"), or a paragraph of lines that begin with > and end
in the address. Which reading and passage are meant is not known here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from closereader.text.span import Span

_PLACE = (
    r"(?:(?:before |after )?[¶§] ?\d{1,9}(?:\.\d{1,9})?(?: ?[-‐‑–—] ?¶?\d{1,9}(?:\.\d{1,9})?)?"
    r"|(?:pp?|ll?)\. ?[\w]{1,12}(?: ?[-‐‑–—] ?\w{1,12})?)"
)
_ADDRESS = re.compile(
    rf"[ \n]?\((?P<inside>(?:(?P<title>[^()\n¶§]{{1,120}}),[ ]?)?(?P<address>{_PLACE}))\)"
)
_MARK = re.compile('[“”„«»"]')
_CLOSES = {"”": "“„", "“": "„", "»": "«", "«": "»", '"': '"'}
_BLOCK = re.compile(r"(?:^[ ]{0,3}>[^\n]*(?:\n|\Z))+", re.MULTILINE)
_PREFIX = re.compile(r"[ ]{0,3}>[ ]?")
# What parts two paragraphs of an essay.
PARAGRAPH = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch of an essay that quotes. `words`: what is quoted, without its marks; `whole`: with
    the marks, the > and the address; `address` ("¶3") and `title` (of the reading, "" where none is
    given) as they stand, `inside` the place of both, None for one without an address."""

    words: Span
    whole: Span
    address: str = ""
    title: str = ""
    inside: Span | None = None
    is_block: bool = False


def find_quoted(text: str, start: int = 0, end: int | None = None) -> Iterator[Quoted]:
    """All quotations of code points `start` to `end`, in order; hand in whole paragraphs. A mark
    that is not closed in its paragraph quotes nothing."""
    stop = len(text) if end is None else end
    begun = start
    for block in _BLOCK.finditer(text, start, stop):
        yield from _in_marks(text, begun, block.start())
        quoted = _block(text, block.start(), block.end())
        if quoted is not None:
            yield quoted
        begun = block.end()
    yield from _in_marks(text, begun, stop)


def address_after(text: str, offset: int) -> tuple[Span, str, str] | None:
    """The address that stands at code point `offset`, with or without a space before it: where
    title and address stand, the title ("") and the address."""
    match = _ADDRESS.match(text, offset)
    if match is None:
        return None
    return Span(*match.span("inside")), (match["title"] or "").strip(), match["address"]


def _in_marks(text: str, start: int, end: int) -> Iterator[Quoted]:
    begun = start
    for border in [*(m.start() for m in PARAGRAPH.finditer(text, start, end)), end]:
        at = begun
        for opening, closing in _pairs(text, begun, border):
            if opening < at:
                continue  # Inside another.
            words, at = Span(opening + 1, closing), closing + 1
            there = address_after(text, at)
            if there is not None and there[0].end < border:
                inside, title, address = there
                at = inside.end + 1
                yield Quoted(words, Span(opening, at), address, title, inside)
            elif len(words):
                yield Quoted(words, Span(opening, at))
        begun = border


def _pairs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where marks open and close, by the place of the opening ones; what is not closed is none."""
    open_marks: list[int] = []
    pairs = []
    for match in _MARK.finditer(text, start, end):
        mark, at = match[0], match.start()
        closes = [
            opening for opening in _CLOSES.get(mark, "") if opening in _open(text, open_marks)
        ]
        if closes:
            while text[open_marks[-1]] not in closes:
                open_marks.pop()
            pairs.append((open_marks.pop(), at))
        elif mark != "”":
            open_marks.append(at)
    return sorted(pairs)


def _open(text: str, open_marks: list[int]) -> set[str]:
    # Deeper than this nobody quotes.
    return {text[at] for at in open_marks[-8:]}


def _block(text: str, start: int, end: int) -> Quoted | None:
    """The quotation of a paragraph of > lines; its words go to the address, or to its end."""
    stop = end - text[start:end].endswith("\n")
    first = _PREFIX.match(text, start)
    begun = first.end() if first is not None else start
    tail = text.rfind("(", start, stop)
    if tail > begun and text[tail:stop].rstrip().endswith(")"):
        before = tail - (text[tail - 1] in " \n")
        there = address_after(text, before)
        if there is not None:
            words = text[begun:before].rstrip(" \n>")
            return Quoted(
                Span(begun, begun + len(words)),
                Span(start, there[0].end + 1),
                there[2],
                there[1],
                there[0],
                is_block=True,
            )
    words = text[begun:stop].rstrip(" \n>")
    if not words:
        return None
    return Quoted(Span(begun, begun + len(words)), Span(start, stop), is_block=True)

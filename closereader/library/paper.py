"""From paper to screen: notes as they stand in the margin of a handout, a line each, become drafts of
annotations.

    145: tone shifts here
    ll. 145-8 "the roads" [ev] bread first #theme/supply
    ¶12.3 ? who is "we"
      and who is not?

A line begins with its place (`paper_places`). After it may stand `?` (a question), `!` or `*`
(important: the first colour), a meaning, its first letters, or the key of its colour in brackets,
words of the passage in quotation marks, tags. What is left is the comment, which goes on in lines
that are indented. Words that are quoted first narrow the passage and are left out of the comment.
"""

import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from closereader import anchoring
from closereader.anchoring import Quote
from closereader.errors import InputRefused
from closereader.i18n import _
from closereader.library.annotations import Draft
from closereader.library.paper_places import (
    Unit,
    WrittenPlace,
    names_place_clearly,
    read_places,
)
from closereader.library.wording import clean_comment, clean_tags
from closereader.model.address import Addresses
from closereader.model.annotation import AnnotationKind
from closereader.model.colour import Colour
from closereader.text.find import find_all
from closereader.text.fold import Folding, fold
from closereader.text.span import Span
from closereader.text.trim import trim

# Colours of what says nothing of its own: a remark, a question, what is important.
PLAIN, ASKED, IMPORTANT = Colour.GREY, Colour.RED, Colour.YELLOW
_AS_WORDS = Folding(case=True, marks=True)
_BRACKETED = re.compile(r"\[([^\[\]]{1,60})\]|\(([^()]{1,60})\)|\{([^{}]{1,60})\}")
_LAST_BRACKETED = re.compile(r"\s*\[([^\[\]]{1,60})\]\s*$")
_TAG = re.compile(r"(?<!\S)#([\w][\w/-]*)(?=[\s,;.:!?)]|$)[,;]?\s?")
_QUOTED = re.compile(r"[\"“„”]([^\"“”„]+)[\"”“]|[«»‹]([^«»‹›]+)[»«›]")
_FIRST_QUOTED = re.compile(rf"(?:{_QUOTED.pattern}|‘([^‘]+?)’(?!\w))\s*(?:[:;,.]|[-–—](?=\s))?\s*")
_LEFT_OUT = re.compile(r"\s*(?:…|\.\.\.)\s*")
# So far from a line its quoted words are looked for: a person counts one too many, and words run on.
_NEAR = 160
_LEAST_ALIKE = 8


@dataclass(frozen=True, slots=True)
class Understood:
    """A note to be made. `line`: the first of its lines, counted from 0; `source`: those lines;
    `address`: its place, as asked for; `notice`: what should be looked at, or ""."""

    line: int
    source: str
    draft: Draft
    span: Span
    address: str
    notice: str = ""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Lines of which no note can be made, and why not, in a sentence."""

    line: int
    source: str
    reason: str


Entry = Understood | NotUnderstood


def names_lines(typed: str) -> bool:
    """Whether lines of the handout are named, so that they must be counted before `parse`."""
    for _number, source in _sources(typed):
        found = read_places(source.split("\n", 1)[0])
        if found is not None and any(place.unit is Unit.LINE for place in found[0]):
            return True
    return False


def parse(
    typed: str, text: str, addresses: Addresses, meanings: Mapping[Colour, str]
) -> list[Entry]:
    """What was typed, in its order: each place a note, or a reason why not. Takes any string and
    raises nothing. `text`: the canonical text that `addresses` are of."""
    reader = _Reader(text, addresses, meanings)
    return [entry for number, source in _sources(typed) for entry in reader.read(number, source)]


def left_over(typed: str, entries: list[Entry]) -> str:
    """What was typed without the lines that were understood whole."""
    bad = {entry.line for entry in entries if isinstance(entry, NotUnderstood)}
    kept = [source for number, source in _sources(typed) if number in bad]
    return "\n".join(kept) + ("\n" if kept else "")


def _sources(typed: str) -> Iterator[tuple[int, str]]:
    """Each note's lines with the number of the first: a line, and what is indented below it."""
    lines = textwrap.dedent(typed.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)).split(
        "\n"
    )
    first, held = 0, list[str]()
    for number, line in enumerate(lines):
        goes_on = line[:1].isspace() and not names_place_clearly(line.lstrip())
        if held and (not line.strip() or goes_on):
            held.append(line)
            continue
        if held:
            yield first, "\n".join(held).rstrip()
            held = []
        if line.strip():
            first, held = number, [line]
    if held:
        yield first, "\n".join(held).rstrip()


class _Refused(Exception):
    """Why a line is not understood."""


@dataclass
class _Remark:
    """What stands behind a place, taken apart."""

    words: str
    is_question: bool = False
    is_important: bool = False
    colour: Colour | None = None
    quoted: str = ""
    tags: tuple[str, ...] = ()


class _Reader:
    def __init__(self, text: str, addresses: Addresses, meanings: Mapping[Colour, str]) -> None:
        self._text = text
        self._addresses = addresses
        self._meanings = meanings

    def read(self, number: int, source: str) -> list[Entry]:
        first, _newline, more = source.partition("\n")
        found = read_places(first)
        if found is None:
            reason = _(
                "Begin with a place, such as 145, ¶12, ¶12.3 or p. 31; "
                "indent a line that goes on with the note above it."
            )
            return [NotUnderstood(number, source, reason)]
        try:
            remark = self._remark(found[1], textwrap.dedent(more).strip())
            return [self._note(number, source, place, remark) for place in found[0]]
        except (_Refused, InputRefused) as error:
            return [NotUnderstood(number, source, str(error))]

    # The remark

    def _remark(self, words: str, more: str) -> _Remark:
        remark = _Remark(words.strip())
        while self._take_sign(remark) or self._take_meaning(remark):
            pass
        first = _FIRST_QUOTED.match(remark.words)
        if first is not None:
            remark.quoted = next(group for group in first.groups() if group).strip()
            remark.words = remark.words[first.end() :]
            while self._take_sign(remark) or self._take_meaning(remark):
                pass
        remark.tags = clean_tags(
            match[1] for match in _TAG.finditer(remark.words) if _is_tag(match[1])
        )
        remark.words = _TAG.sub(lambda m: "" if _is_tag(m[1]) else m[0], remark.words).strip()
        last = _LAST_BRACKETED.search(remark.words)
        if last is not None and remark.colour is None:
            remark.colour = self._colour(last[1])
            if remark.colour is not None:
                remark.words = remark.words[: last.start()].rstrip()
        remark.words = clean_comment("\n".join(filter(None, (remark.words, more))))
        return remark

    @staticmethod
    def _take_sign(remark: _Remark) -> bool:
        """A sign that the remark begins with; a star before a word stresses it."""
        sign = re.match(r"\?+\s*|!+\s*|\*(?=\s|$)\s*", remark.words)
        if sign is None:
            return False
        remark.is_question |= sign[0].startswith("?")
        remark.is_important |= not sign[0].startswith("?")
        remark.words = remark.words[sign.end() :]
        return True

    def _take_meaning(self, remark: _Remark) -> bool:
        if remark.colour is not None:
            return False
        bracket = _BRACKETED.match(remark.words)
        if bracket is not None:
            remark.colour = self._colour(next(group for group in bracket.groups() if group))
            if remark.colour is not None:
                remark.words = remark.words[bracket.end() :].lstrip(" :;,")
            return remark.colour is not None
        word, colon, rest = remark.words.partition(":")
        if colon:
            asked = fold(word, _AS_WORDS).strip()
            for colour, meaning in self._meanings.items():
                if asked and asked == fold(meaning, _AS_WORDS):
                    remark.colour, remark.words = colour, rest.lstrip()
                    return True
        return False

    def _colour(self, words: str) -> Colour | None:
        """The colour that brackets name: by its key, its name, its meaning or the first letters of
        that; None where they name none. Raises `_Refused` where they name several."""
        asked = fold(words, _AS_WORDS).strip()
        if not asked:
            return None
        colours = list(Colour)
        if asked.isdecimal():
            return colours[int(asked) - 1] if 1 <= int(asked) <= len(colours) else None
        folded = {colour: fold(self._meanings.get(colour, ""), _AS_WORDS) for colour in colours}
        for exact in (c for c in colours if asked in (folded[c], c.value)):
            return exact
        found = [c for c in colours if folded[c].startswith(asked)]
        if len(found) > 1:
            names = [self._meanings[colour] for colour in found]
            raise _Refused(
                _("“{words}” could be {names}: write a letter more.").format(
                    words=words.strip(), names=_(" or ").join(names)
                )
            )
        return found[0] if found else None

    # The passage

    def _note(self, number: int, source: str, place: WrittenPlace, remark: _Remark) -> Understood:
        passage = trim(self._text, self._addresses.find(place.address))
        if passage is None:
            raise _Refused(_("There are no words at {place}.").format(place=place.address))
        span, notice = self._narrowed(passage, place, remark)
        kind, colour = _kind(remark, is_narrowed=span != passage)
        draft = Draft(span, kind=kind, colour=colour, comment=remark.words, tags=remark.tags)
        return Understood(number, source, draft, span, place.address, notice)

    def _narrowed(self, passage: Span, place: WrittenPlace, remark: _Remark) -> tuple[Span, str]:
        if remark.quoted:
            found = self._find(remark.quoted, passage, place)
            if found is None:
                raise _Refused(
                    _("“{words}” is not in {place}.").format(
                        words=remark.quoted, place=place.address
                    )
                )
            return found
        for match in _QUOTED.finditer(remark.words.split("\n", 1)[0]):
            words = next(group for group in match.groups() if group)
            exact = self._find_exactly(words, passage)
            if exact is not None:
                return exact, ""
        return passage, ""

    def _find(self, words: str, passage: Span, place: WrittenPlace) -> tuple[Span, str] | None:
        exact = self._find_exactly(words, passage)
        if exact is not None:
            return exact, ""
        near = passage
        if place.unit is Unit.LINE:
            near = Span(max(passage.start - _NEAR, 0), min(passage.end + _NEAR, len(self._text)))
            exact = self._find_exactly(words, near)
            if exact is not None:
                return exact, ""
        if len(words) < _LEAST_ALIKE:
            return None
        anchor = anchoring.find(near.text_of(self._text), Quote(words))
        span = None
        if anchor is not None:
            moved = Span(near.start + anchor.span.start, near.start + anchor.span.end)
            span = trim(self._text, moved)
        if span is None:
            return None
        told = " ".join(span.text_of(self._text).split())
        return span, _("Found as “{words}”.").format(words=told)

    def _find_exactly(self, words: str, near: Span) -> Span | None:
        """The first place in `near` with these words; where "…" leaves some out, up to the last."""
        text = near.text_of(self._text)
        parts = [part for part in _LEFT_OUT.split(words.strip()) if part]
        start = end = -1
        at = 0
        for part in parts:
            found = find_all(text[at:], part, whole_words=True) or find_all(text[at:], part)
            if not found:
                return None
            start = at + found[0].start if start < 0 else start
            at = end = at + found[0].end
        if start < 0:
            return None
        return trim(self._text, Span(near.start + start, near.start + end))


def _kind(remark: _Remark, *, is_narrowed: bool) -> tuple[AnnotationKind, Colour]:
    """A remark alone is a note in the margin; what is quoted, coloured or left without a remark is
    marked."""
    if remark.is_question:
        return AnnotationKind.QUESTION, remark.colour or ASKED
    if remark.colour is not None or remark.is_important:
        return AnnotationKind.HIGHLIGHT, remark.colour or IMPORTANT
    if is_narrowed or not remark.words.strip():
        return AnnotationKind.HIGHLIGHT, PLAIN
    return AnnotationKind.NOTE, PLAIN


def _is_tag(words: str) -> bool:
    """ "#2" is a number."""
    return not words.isdecimal()

"""Quotations as they are written into an essay, and the readings they are from.

Written as a reader would: “words” (¶3) in the line; of more than some forty words (the four lines of
the MLA Handbook), of more than three lines of verse or of several paragraphs, a paragraph of its own
whose lines begin with >. Double marks inside become single ones in the line; the line ends of verse a
slash. The reading's short title stands before the address where an essay is on several readings.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from closereader.errors import NoSuchPassage, NoSuchReading
from closereader.i18n import _
from closereader.library import queries
from closereader.library.library import Library
from closereader.model.address import Addresses
from closereader.model.annotation import AnnotationId
from closereader.model.document import BlockKind
from closereader.model.essay import Quotation
from closereader.model.reading import Reading, ReadingId, ReadingText
from closereader.model.span import Span
from closereader.text.difference import Difference
from closereader.text.quotation_marks import address_after, find_quoted
from closereader.text.quoting import find, word_count
from closereader.text.trim import trim

LONGEST_IN_LINE = 40
_MOST_VERSES_IN_LINE = 3
_MOST_PLACES = 5000
_INNER = str.maketrans('“”„‟"', "‘’‚‛'")
_MEANING = re.compile(r"([\\*`<])|(?<!\w)(_)|(_)(?!\w)")
_BEGINS = re.compile(r"^(\s*)([#>+-]|\d{1,9}(?=[.)]))")
_TITLE_ENDS = re.compile(r"\s*[:;?!–—(\[.]\s|\s[-/|]\s")
_LONGEST_TITLE = 36
_SENTENCE_ENDS = tuple(".!?…)”’")


@dataclass(frozen=True, slots=True)
class Source:
    """A reading that an essay quotes."""

    reading: Reading
    text: ReadingText
    addresses: Addresses


class Sources:
    """The readings of essays, each read from the library once; called with an id it gives the
    source, or None for a reading that is no longer there."""

    def __init__(self, lib: Library) -> None:
        self._lib = lib
        self._known: dict[ReadingId, Source | None] = {}
        self._places: dict[tuple[ReadingId, str], Span | None] = {}

    def __call__(self, reading_id: ReadingId) -> Source | None:
        """Reads a reading not known yet; a book takes some tenths of a second."""
        if reading_id not in self._known:
            self._known[reading_id] = self._read(reading_id)
        return self._known[reading_id]

    def knows(self, reading_id: ReadingId) -> bool:
        """Whether it would be given at once."""
        return reading_id in self._known

    def find(self, words: str, reading_id: ReadingId, *, search: bool = True) -> Span | None:
        """Where words stand in a reading; kept, as looking through a book takes some 20 ms. Without
        `search` what is not known is not found."""
        key = (reading_id, words)
        if key not in self._places and search:
            source = self(reading_id)
            if len(self._places) > _MOST_PLACES:
                self._places.clear()
            self._places[key] = None if source is None else find(words, source.text.text)
        return self._places.get(key)

    def has_sought(self, words: str, reading_id: ReadingId) -> bool:
        """Whether it is known where these words stand, or that they do not."""
        return (reading_id, words) in self._places

    def take(self, source: Source) -> None:
        """Here is one that was read already."""
        self._known[source.reading.id] = source

    def forget(self, reading_id: ReadingId | None = None) -> None:
        """It may have changed; None: any of them."""
        self._places.clear()
        if reading_id is None:
            self._known.clear()
        else:
            self._known.pop(reading_id, None)

    def _read(self, reading_id: ReadingId) -> Source | None:
        try:
            reading = queries.reading(self._lib, reading_id)
            text = queries.reading_text(self._lib, reading_id)
        except NoSuchReading:
            return None
        return Source(reading, text, Addresses(text.text, text.blocks, text.pages))


class Written(NamedTuple):
    """A quotation as text; `words`: what is quoted in it."""

    text: str
    words: Span
    is_block: bool


class Inserted(NamedTuple):
    """An essay's text with a quotation more; the caret is meant to stand at code point `caret`."""

    text: str
    quotations: tuple[Quotation, ...]
    caret: int


def write(source: Source, span: Span, title: str = "") -> Written:
    """The passage as a quotation; `title` before its address, if given. Raises `NoSuchPassage` where
    there are no words."""
    passage = trim(source.text.text, span)
    if passage is None:
        raise NoSuchPassage(_("There are no words to quote."))
    address = source.addresses.of_span(passage)
    behind = f"{title}, {address}" if title and address else title or address
    behind = f" ({behind})" if behind else ""
    paragraphs = _paragraphs(source, passage)
    lines = [line for paragraph in paragraphs for line in paragraph]
    if (
        len(paragraphs) > 1
        or len(lines) > _MOST_VERSES_IN_LINE
        or word_count(" ".join(lines)) > LONGEST_IN_LINE
    ):
        inside = "\n>\n".join(
            "\n".join(f"> {_BEGINS.sub(_escaped, line)}" for line in paragraph)
            for paragraph in paragraphs
        )
        return Written(inside + behind, Span(2, len(inside)), is_block=True)
    words = " / ".join(lines).translate(_INNER)
    return Written(f"“{words}”{behind}", Span(1, 1 + len(words)), is_block=False)


def insert(
    text: str,
    quotations: Sequence[Quotation],
    offset: int | None,
    source: Source,
    span: Span,
    *,
    title: str = "",
    note: AnnotationId | str = "",
) -> Inserted:
    """Write the passage into an essay's text at a code point, or at the end (None). Not into another
    quotation: then behind it. After a finished sentence it begins a paragraph of its own."""
    at = len(text) if offset is None else min(max(offset, 0), len(text))
    at = _clear_of_others(text, quotations, at)
    written = write(source, span, title)
    before, after = _around(text, at, written.is_block)
    put = before + written.text + after
    start = at + len(before) + written.words.start
    passage = trim(source.text.text, span) or span
    one = Quotation(
        start,
        start + len(written.words),
        source.reading.id,
        passage.start,
        passage.end,
        note,
    )
    moved = shift(quotations, at, len(put))
    every = tuple(sorted((*moved, one), key=lambda quotation: quotation.start))
    caret = at + len(before) + len(written.text) + (len(after) if written.is_block else 0)
    return Inserted(text[:at] + put + text[at:], every, caret)


def follow(quotations: Sequence[Quotation], change: Difference | None) -> tuple[Quotation, ...]:
    """The quotations after the text around or in them was changed; without those of which nothing is
    left."""
    if change is None:
        return tuple(quotations)
    moved = ((quotation, change.moved(quotation.span)) for quotation in quotations)
    return tuple(
        replace(quotation, start=span.start, end=span.end)
        for quotation, span in moved
        if span is not None
    )


def shift(quotations: Sequence[Quotation], at: int, by: int) -> tuple[Quotation, ...]:
    """The quotations after `by` code points were put in at `at`, which is inside none of them."""
    return tuple(
        replace(q, start=q.start + by, end=q.end + by) if q.start >= at else q for q in quotations
    )


def short_titles(readings: Sequence[Reading]) -> dict[ReadingId, str]:
    """What each reading is called before an address: the beginning of its title, its author's last
    name before it where two would be called the same."""
    short = {reading.id: _short(reading.title) for reading in readings}
    for reading in readings:
        alike = [one for one in readings if short[one.id] == short[reading.id]]
        if len(alike) > 1:
            for number, one in enumerate(alike, 1):
                name = one.author.split()[-1] if one.author.split() else str(number)
                short[one.id] = _short(f"{name}, {short[one.id]}")
    return short


def give_titles(
    text: str, quotations: Sequence[Quotation], titles: dict[ReadingId, str]
) -> tuple[str, tuple[Quotation, ...]]:
    """Put the short title before each bound quotation's address that has none."""
    kept = list(quotations)
    for quotation in reversed(quotations):
        there = address_of(text, quotation)
        title = titles.get(quotation.reading_id, "")
        if there is None or there[1] or not title:
            continue
        at = there[0].start
        text = f"{text[:at]}{title}, {text[at:]}"
        kept = list(shift(kept, at, len(title) + 2))
    return text, tuple(kept)


def address_of(text: str, quotation: Quotation) -> tuple[Span, str, str] | None:
    """The address behind a quotation: where title and address stand, the title, the address."""
    for at in (quotation.end, quotation.end + 1):
        there = address_after(text, at)
        if there is not None:
            return there
    return None


def _paragraphs(source: Source, span: Span) -> list[list[str]]:
    """The words of a passage by blocks, as Markdown that shows them; of verse line by line."""
    found = []
    for block in source.text.blocks:
        if block.end <= span.start or block.start >= span.end:
            continue
        words = source.text.text[max(block.start, span.start) : min(block.end, span.end)]
        lines = words.split("\n") if block.kind in (BlockKind.VERSE, BlockKind.TABLE) else [words]
        tidy = [" ".join(_MEANING.sub(_escaped_sign, line).split()) for line in lines]
        if any(tidy):
            found.append([line for line in tidy if line])
    if not found:
        found = [[" ".join(span.text_of(source.text.text).split())]]
    return found


def _escaped(match: re.Match[str]) -> str:
    sign = match[2]
    return f"{match[1]}{sign}\\" if sign[0].isdigit() else f"{match[1]}\\{sign}"


def _escaped_sign(match: re.Match[str]) -> str:
    return f"\\{match[0]}"


def _clear_of_others(text: str, quotations: Sequence[Quotation], at: int) -> int:
    for quotation in quotations:
        there = address_of(text, quotation)
        end = there[0].end + 1 if there is not None else quotation.end + 1
        if quotation.start - 1 < at < end:
            at = min(end, len(text))
    begin = text.rfind("\n\n", 0, at) + 1
    stop = text.find("\n\n", at)
    for quoted in find_quoted(text, begin, len(text) if stop < 0 else stop):
        if quoted.whole.start < at < quoted.whole.end:
            return quoted.whole.end
        if quoted.is_block and quoted.whole.start < at:
            at = max(at, quoted.whole.end)
    return at


def _around(text: str, at: int, is_block: bool) -> tuple[str, str]:
    """What has to stand before and after a quotation that is put in at `at`."""
    before, after = text[:at], text[at:]
    line = before.rpartition("\n")[2]
    rest = after.partition("\n")[0]
    ends = not rest.strip()
    has_ended = not line.strip() or line.rstrip().endswith(_SENTENCE_ENDS)
    own = is_block or (ends and has_ended) or line.lstrip().startswith(">")
    if not own:
        first = " " if line and not line[-1].isspace() and line[-1] not in "([—–‘“" else ""
        last = " " if rest and not rest[0].isspace() and rest[0] not in ".,;:!?)]”’…" else ""
        return first, last
    if not before.strip() or before.endswith("\n\n"):
        first = ""
    else:
        first = "\n" if before.endswith("\n") else "\n\n"
    if after.startswith("\n\n") or (not after and not is_block):
        last = ""
    else:
        last = "\n" if after.startswith("\n") else "\n\n"
    return first, last


def _short(title: str) -> str:
    plain = " ".join(re.sub(r"[()\[\]¶§]", " ", title).split())
    first = _TITLE_ENDS.split(f"{plain} ", maxsplit=1)[0].strip(" .,") or plain
    if len(first) <= _LONGEST_TITLE:
        return first
    return first[: _LONGEST_TITLE + 1].rpartition(" ")[0].rstrip(" .,") or first[:_LONGEST_TITLE]

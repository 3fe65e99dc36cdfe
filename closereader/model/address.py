"""Addresses of passages: ¶12, ¶12.3, p. 31, l. 145, both ways.

Numbered blocks count from 1 (`Block.is_numbered`: not headings, not metadata lines). ¶12.3 is the
third sentence of the twelfth. A place in a heading is "before ¶12", with the number of the next
numbered block, or "after ¶41" when none follows; it names all that stands between the two.
"""

import copy
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from closereader.errors import NoSuchPassage
from closereader.i18n import _, ngettext
from closereader.model.document import Block, BlockKind, PageLabel
from closereader.text.span import Span

_SENTENCE = r"(\d{1,9})(?:\s*\.\s*(\d{1,9}))?"
_PARAGRAPH = re.compile(
    rf"(?:¶+|§|paragraphs?|paras?\.?|pars?\.?)?\s*{_SENTENCE}"
    rf"(?:\s*[-‐‑–—]\s*(?:¶\s*)?{_SENTENCE})?"
)
_PAGE = re.compile(r"(?:p|pp|pg|page|pages|s|seiten?)(?:\s*\.\s*|\s+|(?=\d))(\S.*)")
_LINE = re.compile(
    r"(?:l|ll|line|lines)(?:\s*\.\s*|\s+|(?=\d))(\d{1,9})(?:\s*[-‐‑–—]\s*(\d{1,9}))?"
)
_DASH = re.compile(r"\s*[‐‑–—-]\s*")
_BESIDE = re.compile(r"(before|after)\s*¶?\s*(\d{1,9})")


def names_lines(address: str) -> bool:
    """Whether a person who types this means numbered lines: "l. 145", "lines 3–7"."""
    return _LINE.fullmatch(_typed(address)) is not None


class Addresses:
    """The addresses of one reading's text. Sentences are sought in a block when first asked for."""

    def __init__(
        self,
        text: str,
        blocks: Sequence[Block],
        pages: Sequence[PageLabel] = (),
        lines: Sequence[Span] = (),
        sheets: Sequence[str] = (),
    ) -> None:
        """`blocks` and `pages` in order, as a `Document` holds them; `lines` are the numbered
        lines of the handout's layout from line 1, empty where they were not counted; `sheets`: the
        labels of all pages of its source, "" where a page has none."""
        self._text = text
        self._blocks = blocks
        self._pages = pages
        self._lines = lines
        self._sheets = sheets
        self._starts = [block.start for block in blocks]
        self._numbered = [index for index, block in enumerate(blocks) if block.is_numbered]
        self._numbers: list[int | None] = [None] * len(blocks)
        for number, index in enumerate(self._numbered, start=1):
            self._numbers[index] = number
        self._sentences: dict[int, list[Span]] = {}

    def with_lines(self, lines: Sequence[Span]) -> "Addresses":
        """The same addresses with these numbered lines."""
        other = copy.copy(self)
        other._lines = lines
        return other

    @property
    def count(self) -> int:
        """How many numbered blocks there are."""
        return len(self._numbered)

    @property
    def numbers(self) -> Sequence[int | None]:
        """The number of each block, None for headings and metadata lines."""
        return self._numbers

    def paragraph(self, offset: int) -> int | None:
        """The number of the block that holds code point `offset` (the LF after a block is its
        own), None in a heading or metadata line."""
        index = self._index(offset)
        return None if index is None else self._numbers[index]

    def paragraph_from(self, offset: int) -> int | None:
        """The same; in a heading or metadata line the number of the next numbered block, or of the
        last where none follows. None in a text without any."""
        index = self._index(offset)
        if index is None or not self._numbered:
            return None
        return min(bisect_left(self._numbered, index) + 1, len(self._numbered))

    def sentence(self, offset: int) -> Span | None:
        """The sentence that holds code point `offset`, inside its block; None in a blank one."""
        index = self._index(offset)
        if index is None:
            return None
        found = self._sentences_of(index)
        return found[self._nearest(found, offset)] if found else None

    def of(self, offset: int) -> str:
        """The address of code point `offset`: "¶12.3", "¶12" where the block is one sentence,
        "before ¶12" in a heading; "" in a text without numbered blocks."""
        index = self._index(offset)
        if index is None:
            return ""
        number = self._numbers[index]
        if number is None:
            return self._beside(index)
        found = self._sentences_of(index)
        if len(found) < 2:
            return f"¶{number}"
        return f"¶{number}.{self._nearest(found, offset) + 1}"

    def of_span(self, span: Span) -> str:
        """The address of a passage by whole blocks, as cards show it: "¶12", or "¶12–14"."""
        first, last = self._index(span.start), self._index(max(span.start, span.end - 1))
        if first is None or last is None:
            return ""
        numbers = [number for number in self._numbers[first : last + 1] if number is not None]
        if not numbers:
            return self._beside(first)
        return f"¶{numbers[0]}" if len(numbers) == 1 else f"¶{numbers[0]}–{numbers[-1]}"

    def page(self, offset: int) -> str | None:
        """The printed page that holds code point `offset`; None where the source has none."""
        before = bisect_right(self._pages, offset, key=lambda page: page.offset)
        return self._pages[before - 1].label if before else None

    def sheet(self, number: int) -> str:
        """The address of a page of the source, which counts from 0: "p. iv" by its label, else "p. 5"."""
        label = self._sheets[number] if 0 <= number < len(self._sheets) else ""
        return f"p. {label or number + 1}"

    def find_sheet(self, address: str) -> int | None:
        """The page of the source that an address means: the one of that label, else of that number, and
        None where there is none. "p. 5", "pp. 5–7", "S. 5" (as a bare number is a paragraph)."""
        match = _PAGE.fullmatch(_typed(address))
        if match is None:
            return None
        label = match[1]
        first = _DASH.sub("-", label).partition("-")[0]
        labels = [_plain(each) for each in self._sheets]
        for wanted in (label, first):
            if wanted in labels:
                return labels.index(wanted)
        number = int(first) if first.isdecimal() and len(first) < 8 else 0
        return number - 1 if 1 <= number <= len(labels) else None

    def line(self, offset: int) -> int | None:
        """The line of the layout that holds code point `offset`; None where there is none, as in
        a heading, whose lines are not counted."""
        before = bisect_right(self._lines, offset, key=_start)
        # The space at which a line is broken belongs to it.
        return before if before and offset <= self._lines[before - 1].end + 1 else None

    @property
    def line_count(self) -> int:
        """How many numbered lines there are; 0 where they were not counted."""
        return len(self._lines)

    def lines_from(self, start: int, end: int) -> range:
        """The numbers of the lines that begin at code points `start` to `end` (exclusive)."""
        first = bisect_left(self._lines, start, key=_start)
        return range(first + 1, bisect_left(self._lines, end, lo=first, key=_start) + 1)

    def line_span(self, number: int) -> Span:
        """The characters of a line, by its number from 1."""
        return self._lines[number - 1]

    def find(self, address: str) -> Span:
        """The passage at an address, as a person types one: "¶12", "¶12.3", "12", "12.3",
        "paragraph 12", "¶12–14", "p. 31", "p31", "l. 145", "before ¶12", whatever `of` and
        `of_span` give. Raises `NoSuchPassage` with a sentence that says what there is instead."""
        asked = _typed(address)
        if match := _PARAGRAPH.fullmatch(asked):
            return self._find_paragraphs(*match.groups())
        if match := _PAGE.fullmatch(asked):
            return self._find_pages(match[1])
        if match := _LINE.fullmatch(asked):
            return self._find_lines(int(match[1]), int(match[2] or match[1]))
        if match := _BESIDE.fullmatch(asked):
            return self._find_beside(match[1] == "before", int(match[2]))
        raise NoSuchPassage(
            _("“{address}” is not an address; write ¶12, ¶12.3, p. 31 or l. 145.").format(
                address=_shortened(address)
            )
        )

    def _index(self, offset: int) -> int | None:
        """The block at `offset`; one before the first block is in the first. None without any."""
        if not self._blocks:
            return None
        return max(bisect_right(self._starts, offset) - 1, 0)

    def _sentences_of(self, index: int) -> list[Span]:
        found = self._sentences.get(index)
        if found is None:
            block = self._blocks[index]
            # Not at the top: its rules of words take longer to load than most programs have.
            from closereader.text.segment import sentences

            found = self._sentences[index] = sentences(
                self._text,
                block.start + block.marker,
                block.end,
                lines_end=block.kind is BlockKind.TABLE,
            )
        return found

    @staticmethod
    def _nearest(found: list[Span], offset: int) -> int:
        """Which sentence holds `offset`; white space belongs to the sentence before it."""
        return max(bisect_right(found, offset, key=lambda sentence: sentence.start) - 1, 0)

    def _beside(self, index: int) -> str:
        before = bisect_right(self._numbered, index)
        if before < len(self._numbered):
            return f"before ¶{before + 1}"
        return f"after ¶{before}" if before else ""

    def _find_paragraphs(
        self, first: str, sentence: str | None, last: str | None, last_sentence: str | None
    ) -> Span:
        begin = self._find_paragraph(first, sentence)
        if last is None:
            return begin
        if sentence is not None and last_sentence is None:
            # ¶12.3–5: sentences of the same paragraph.
            last, last_sentence = first, last
        end = self._find_paragraph(last, last_sentence)
        return Span(min(begin.start, end.start), max(begin.end, end.end))

    def _find_paragraph(self, number: str, sentence: str | None) -> Span:
        paragraph = int(number)
        if not 1 <= paragraph <= self.count:
            raise NoSuchPassage(
                ngettext(
                    "This reading has {count} paragraph; there is no ¶{{number}}.",
                    "This reading has {count} paragraphs; there is no ¶{{number}}.",
                    self.count,
                ).format(number=paragraph)
            )
        index = self._numbered[paragraph - 1]
        if sentence is None:
            return self._blocks[index].span
        found = self._sentences_of(index)
        if not 1 <= int(sentence) <= len(found):
            raise NoSuchPassage(
                ngettext(
                    "¶{{number}} has {count} sentence; there is no ¶{{number}}.{{sentence}}.",
                    "¶{{number}} has {count} sentences; there is no ¶{{number}}.{{sentence}}.",
                    len(found),
                ).format(number=paragraph, sentence=int(sentence))
            )
        return found[int(sentence) - 1]

    def _find_pages(self, label: str) -> Span:
        if not self._pages:
            raise NoSuchPassage(
                _("This reading has no printed pages; name a paragraph, such as ¶12.")
            )
        first, _dash, last = _DASH.sub("-", label).partition("-")
        for begin, end in ((label, label), (first, last or first)):
            low, high = self._page_index(begin), self._page_index(end)
            if low is not None and high is not None:
                after = max(low, high) + 1
                stop = self._pages[after].offset if after < len(self._pages) else len(self._text)
                return Span(self._pages[min(low, high)].offset, stop)
        raise NoSuchPassage(
            _(
                "The pages of this reading go from {first} to {last}; there is no p. {label}."
            ).format(
                first=self._pages[0].label, last=self._pages[-1].label, label=_shortened(label)
            )
        )

    def _page_index(self, label: str) -> int | None:
        wanted = _plain(label)
        return next((i for i, page in enumerate(self._pages) if _plain(page.label) == wanted), None)

    def _find_lines(self, first: int, last: int) -> Span:
        if not self._lines:
            raise NoSuchPassage(
                _("This reading has no numbered lines; name a paragraph, such as ¶12.")
            )
        for number in (first, last):
            if not 1 <= number <= len(self._lines):
                raise NoSuchPassage(
                    ngettext(
                        "This reading has {count} line; there is no l. {{number}}.",
                        "This reading has {count} lines; there is no l. {{number}}.",
                        len(self._lines),
                    ).format(number=number)
                )
        low, high = min(first, last), max(first, last)
        return Span(self._lines[low - 1].start, self._lines[high - 1].end)

    def _find_beside(self, before: bool, number: int) -> Span:
        self._find_paragraph(str(number), None)
        # The unnumbered blocks that touch this numbered one.
        if before:
            low = self._numbered[number - 2] + 1 if number > 1 else 0
            high = self._numbered[number - 1]
        else:
            low = self._numbered[number - 1] + 1
            high = self._numbered[number] if number < self.count else len(self._blocks)
        if low == high:
            raise NoSuchPassage(
                _("There is no heading before ¶{number}.").format(number=number)
                if before
                else _("There is no heading after ¶{number}.").format(number=number)
            )
        return Span(self._blocks[low].start, self._blocks[high - 1].end)


def _start(line: Span) -> int:
    return line.start


def _typed(address: str) -> str:
    return _plain(address).strip(" .,;:()[]")


def _plain(words: str) -> str:
    """For comparing: small letters, single spaces."""
    return " ".join(words.split()).casefold()


def _shortened(words: str) -> str:
    """As one line of at most 40 characters that can be shown."""
    line = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in words)
    return line if len(line) <= 40 else f"{line[:39]}…"

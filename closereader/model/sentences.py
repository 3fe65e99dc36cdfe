"""The sentences of a reading one after the other, as they are read aloud."""

from bisect import bisect_left, bisect_right
from itertools import islice

from closereader.model.document import BlockKind, InlineStyle
from closereader.model.reading import ReadingText
from closereader.text.segment import sentences
from closereader.text.span import Span


class Sentences:
    """Of one reading; sought in a block when it is come to. What has no letter and no figure
    ("* * *") is passed over."""

    def __init__(self, reading: ReadingText) -> None:
        self._reading = reading
        self._starts = [block.start for block in reading.blocks]
        self._block = -1
        self._spans: list[Span] = []

    def at(self, offset: int) -> Span | None:
        """The sentence that holds code point `offset`, else the next one; None after the last."""
        block = max(bisect_right(self._starts, offset) - 1, 0)
        for span in self._of(block):
            if span.end > offset:
                return span
        return self._first(block + 1)

    def after(self, span: Span) -> Span | None:
        """The sentence that follows."""
        return self.at(span.end)

    def before(self, span: Span) -> Span | None:
        """The sentence that goes before."""
        block = bisect_right(self._starts, span.start) - 1
        while block >= 0:
            for found in reversed(self._of(block)):
                if found.end <= span.start:
                    return found
            block -= 1
        return None

    def words(self, span: Span) -> str:
        """What a voice says of a passage: its text on one line, without the raised numbers that
        point to notes."""
        text, inlines = self._reading.text, self._reading.inlines
        kept: list[str] = []
        last = span.start
        first = bisect_left(inlines, span.start, key=lambda inline: inline.start)
        for inline in islice(inlines, first, None):
            if inline.end > span.end:
                break
            if inline.style is not InlineStyle.SUPERSCRIPT or inline.start < last:
                continue
            if text[inline.start : inline.end].strip("[]()*†‡, ").isdigit():
                kept.append(text[last : inline.start])
                last = inline.end
        kept.append(text[last : span.end])
        return " ".join("".join(kept).split())

    def _first(self, block: int) -> Span | None:
        while block < len(self._starts):
            found = self._of(block)
            if found:
                return found[0]
            block += 1
        return None

    def _of(self, number: int) -> list[Span]:
        if number != self._block and 0 <= number < len(self._starts):
            block = self._reading.blocks[number]
            text = self._reading.text
            rows = block.kind is BlockKind.TABLE
            found = sentences(text, block.start, block.end, lines_end=rows)
            self._spans = [s for s in found if any(map(str.isalnum, s.text_of(text)))]
            self._block = number
        return self._spans if number == self._block else []

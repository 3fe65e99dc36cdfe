"""Between the canonical text (code points) and the QTextDocument that shows it (UTF-16 positions).

The document holds the canonical text character for character: a line feed between blocks parts
paragraphs, one inside a block (verse, table, code) is shown as U+2028. So a position differs from
an offset only by the characters beyond U+FFFF before it, which `text/utf16.py` counts.
"""

from bisect import bisect_right

from closereader.model.reading import ReadingText
from closereader.model.span import Span
from closereader.text.utf16 import Utf16Map

LINE_SEPARATOR = "\u2028"


class Positions:
    """Of one reading."""

    def __init__(self, reading: ReadingText) -> None:
        self._map = Utf16Map(reading.text)
        self._text = reading.text
        self.blocks = reading.blocks
        self._starts = [block.start for block in reading.blocks]

    def document_text(self) -> str:
        """What the QTextDocument is given."""
        # Where every line feed parts two blocks, the text is already what is to be shown.
        if self._text.count("\n") == len(self.blocks) - 1 and all(
            self._text[block.end : block.end + 1] == "\n" for block in self.blocks[:-1]
        ):
            return self._text
        pieces: list[str] = []
        last = 0
        for block in self.blocks:
            pieces.append(self._text[last : block.start])
            pieces.append(self._text[block.start : block.end].replace("\n", LINE_SEPARATOR))
            last = block.end
        pieces.append(self._text[last:])
        return "".join(pieces)

    def position(self, offset: int) -> int:
        """The document's position of code point `offset`."""
        return self._map.position(offset)

    def offset(self, position: int) -> int:
        """The code point at the document's `position`."""
        return self._map.offset(position)

    def span(self, first: int, second: int) -> Span:
        """The code points between two positions, in whichever order."""
        low, high = sorted((self.offset(first), self.offset(second)))
        return Span(low, high)

    def block_index(self, offset: int) -> int:
        """Which block holds code point `offset`; the one before, where it lies between two."""
        return max(bisect_right(self._starts, offset) - 1, 0)

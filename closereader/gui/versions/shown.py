"""A reading's text as the desk shows it: plain, with an empty line between blocks; and where each of its
code points is there."""

from bisect import bisect_right

from closereader.gui.reader.positions import Positions
from closereader.model.document import Block, BlockKind
from closereader.model.reading import ReadingText
from closereader.model.span import Span


class ShownText:
    """Of one text. Positions are those of the QTextDocument that was given `words`."""

    def __init__(self, text: ReadingText) -> None:
        self.text = text
        blocks = text.blocks or (Block(0, len(text.text), BlockKind.PARAGRAPH),)
        self._starts = [block.start for block in blocks]
        # Each block after the first stands one character lower than the one before it.
        self._shown = [start + number for number, start in enumerate(self._starts)]
        pieces, last = [], 0
        for number, block in enumerate(blocks):
            if number:
                pieces += [text.text[last : block.start], "\n"]
            else:
                pieces.append(text.text[: block.start])
            pieces.append(text.text[block.start : block.end])
            last = block.end
        pieces.append(text.text[last:])
        self.words = "".join(pieces)
        whole = Block(0, len(self.words), BlockKind.PARAGRAPH)
        self._positions = Positions(ReadingText(text.id, self.words, (whole,), ()))

    def position(self, offset: int) -> int:
        """The document's position of code point `offset` of the text."""
        number = max(bisect_right(self._starts, offset) - 1, 0)
        return self._positions.position(min(offset + number, len(self.words)))

    def offset(self, position: int) -> int:
        """The code point of the text at a position of the document."""
        shown = self._positions.offset(position)
        number = max(bisect_right(self._shown, shown) - 1, 0)
        beyond = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.text.text)
        return min(shown - number, beyond)

    def span(self, first: int, second: int) -> Span:
        """The code points between two positions, in whichever order."""
        low, high = sorted((self.offset(first), self.offset(second)))
        return Span(low, high)

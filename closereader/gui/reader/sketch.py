"""What a view must know of a reading before it sets any of it in lines; made in whatever thread.

Of a book this takes some 20 ms, which is why the thread that reads the book from the library does it.
"""

from array import array
from collections.abc import Sequence

from closereader.gui.reader.look import look_of
from closereader.gui.reader.positions import Positions
from closereader.model.document import Block, BlockKind, Inline, Picture
from closereader.model.reading import ReadingId, ReadingText


class Sketch:
    """One reading: where its characters are in the document, which block each paragraph of that
    shows, and about how high it will be.

    `document_text`: what the QTextDocument is given. `blocks`: of each paragraph; where there is
    none, a plain one. `inlines`: the styles that touch a block, by its start. `numbers`: the ¶
    number of each, 0 for none; `numbered`: those that have one. `pictures`: by number of the block whose
    words stand below.
    """

    def __init__(self, reading: ReadingText, numbered: int = 0) -> None:
        """`numbered`: how many blocks with a number come before, where it is a part of a whole."""
        self.reading = reading
        self.positions = Positions(reading)
        self.document_text = self.positions.document_text()
        self.blocks = _paragraphs(reading.blocks, self.document_text)
        self.inlines = _inlines(reading, self.positions)
        self.numbers = array("l")
        count = numbered
        for block in self.blocks:
            is_numbered = block.is_numbered
            count += is_numbered
            self.numbers.append(count if is_numbered else 0)
        self.numbered = array("l", (n for n, number in enumerate(self.numbers) if number))
        self.pictures = _pictures(reading, self.blocks)
        self._measure()

    def _measure(self) -> None:
        """Of each block the space above it in type sizes, its letters as running text would be, and
        how tight its lines are: enough to guess heights from. Blocks of a book are alike in these:
        `_sorts` are the few that there are, `_sort_of` says which a block is."""
        sorts: dict[tuple[float, float, float], int] = {}
        self._sort_of = array("l")
        after = 0.0
        for block in self.blocks:
            look = look_of(block, self.document_text)
            letters = (block.end - block.start) * look.scale
            sort = (max(after, look.before), letters, look.tight)
            self._sort_of.append(sorts.setdefault(sort, len(sorts)))
            after = look.after
        self._sorts = list(sorts)

    def heights(self, size: float, line: float, fitting: float) -> list[float]:
        """About how high each block is, in pixels: with type of this `size`, from one `line` to the
        next, `fitting` characters on one."""
        guesses = [
            gap * size + (letters // fitting + 1) * line * tight
            for gap, letters, tight in self._sorts
        ]
        return [guesses[sort] for sort in self._sort_of]


def _paragraphs(blocks: Sequence[Block], document_text: str) -> Sequence[Block]:
    if not document_text:
        return ()
    if document_text.count("\n") == len(blocks) - 1 and blocks[0].start == 0:
        return blocks  # Every paragraph is a block, as in most readings.
    found: list[Block] = []
    offset = 0
    index = 0
    for piece in document_text.split("\n"):
        while index < len(blocks) and blocks[index].end < offset:
            index += 1
        if index < len(blocks) and blocks[index].start <= offset:
            found.append(blocks[index])
        else:
            found.append(Block(offset, offset + len(piece), BlockKind.PARAGRAPH))
        offset += len(piece) + 1
    return found


def _pictures(reading: ReadingText, blocks: Sequence[Block]) -> dict[int, Picture]:
    if not reading.pictures:
        return {}
    at = {picture.offset: picture for picture in reversed(reading.pictures)}
    return {
        number: at[block.start]
        for number, block in enumerate(blocks)
        if block.kind is BlockKind.FIGURE and block.start in at
    }


def _inlines(reading: ReadingText, positions: Positions) -> dict[int, list[Inline]]:
    found: dict[int, list[Inline]] = {}
    for inline in reading.inlines:
        first = positions.block_index(inline.start)
        last = positions.block_index(max(inline.end - 1, inline.start))
        for index in range(first, last + 1):
            found.setdefault(reading.blocks[index].start, []).append(inline)
    return found


NOTHING = Sketch(ReadingText(ReadingId(""), "", (), ()))
"""Of no reading."""

"""What is known of a reading's paragraphs before any is laid out: which block each shows, and about how
high it will be."""

from closereader.gui.reader.look import look_of
from closereader.model.document import Block, BlockKind


def paragraphs(blocks: tuple[Block, ...], document_text: str) -> list[Block]:
    """The block that each paragraph of the document shows; where there is none, a plain one."""
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


def sketch(blocks: list[Block]) -> list[tuple[float, float, float]]:
    """Of each block: the space above it in type sizes, its letters as running text would be, and how
    tight its lines are. Enough to guess heights from, for thousands of blocks at once."""
    found: list[tuple[float, float, float]] = []
    after = 0.0
    for block in blocks:
        look = look_of(block)
        letters = (block.end - block.start) * look.scale
        found.append((max(after, look.before), letters, look.tight))
        after = look.after
    return found

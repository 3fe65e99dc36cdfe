"""What holds for every Document, of whatever file."""

from itertools import pairwise

from closereader.model.document import BlockKind, Document
from closereader.text.normalise import normalise

_LINED = (BlockKind.VERSE, BlockKind.TABLE, BlockKind.CODE)


def check_sound(document: Document) -> None:
    """Blocks are the text, in order and without white space at their ends; links are of the allowed kinds."""
    text, blocks = document.text, document.blocks
    assert blocks
    assert text == "\n".join(text[b.start : b.end] for b in blocks)
    assert normalise(text).text == text
    for block in blocks:
        words = text[block.start : block.end]
        assert words.strip()
        if block.kind not in _LINED:
            assert "\n" not in words
            assert "\t" not in words
            assert words == words.strip()
        assert block.kind is not BlockKind.HEADING or 1 <= block.level <= 6
    for before, after in pairwise(blocks):
        assert after.start == before.end + 1
    for inline in document.inlines:
        assert not inline.target or inline.target.startswith(
            ("http://", "https://", "mailto:", "#")
        )
    figures = {block.start for block in blocks if block.kind is BlockKind.FIGURE}
    assert {picture.offset for picture in document.pictures} <= figures
    assert document.title

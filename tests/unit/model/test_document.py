import pytest

from closereader.model.document import (
    Block,
    BlockKind,
    Document,
    Inline,
    InlineStyle,
    PageLabel,
)
from closereader.model.span import Span

TEXT = "Title\nA paragraph"
TITLE, BODY = Block(0, 5, BlockKind.HEADING, 1), Block(6, 17, BlockKind.PARAGRAPH)


def test_a_document_in_order_is_taken():
    document = Document(
        TEXT, (TITLE, BODY), (Inline(6, 7, InlineStyle.EMPHASIS),), pages=(PageLabel(0, "1"),)
    )
    assert document.blocks[1].span == Span(6, 17)


@pytest.mark.parametrize(
    "blocks",
    [
        (BODY, TITLE),
        (TITLE, Block(4, 9, BlockKind.PARAGRAPH)),
        (TITLE, Block(6, 18, BlockKind.PARAGRAPH)),
        (Block(6, 5, BlockKind.PARAGRAPH),),
        (Block(-1, 5, BlockKind.PARAGRAPH),),
        (Block(0, 5, BlockKind.LIST_ITEM, marker=6),),
    ],
)
def test_blocks_out_of_order_or_outside_are_refused(blocks):
    with pytest.raises(ValueError):
        Document(TEXT, blocks)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (16, 18)])
def test_an_inline_style_outside_is_refused(start, end):
    with pytest.raises(ValueError):
        Document(TEXT, (TITLE, BODY), (Inline(start, end, InlineStyle.STRONG),))


@pytest.mark.parametrize("offsets", [(5, 3), (-1,), (18,)])
def test_page_labels_out_of_order_or_outside_are_refused(offsets):
    pages = tuple(PageLabel(offset, "1") for offset in offsets)
    with pytest.raises(ValueError):
        Document(TEXT, (TITLE, BODY), pages=pages)


@pytest.mark.parametrize("kind", list(BlockKind))
def test_all_but_headings_and_metadata_lines_are_numbered(kind):
    numbered = kind not in (BlockKind.HEADING, BlockKind.METADATA)
    assert Block(0, 1, kind).is_numbered is numbered

"""Tables of a Word file keep their rows, cells, heads and lists."""

from closereader.model.document import Document
from tests.helpers.papers import LONG, blocks, read_word
from tests.helpers.word_files import p, style, table, tc, tr

STYLES = style("Normal", "Normal") + style("berschrift1", "heading 1")


def read(body: str, **made: object) -> Document:
    return read_word(body, STYLES, **made)


def test_tables_keep_rows_cells_merged_columns_and_their_head() -> None:
    document = read(
        p(LONG)
        + table(
            tr("Place", "Year", "Count", properties="<w:tblHeader/>"),
            tr(tc(p("Both"), '<w:gridSpan w:val="2"/>'), "3"),
            tr(tc(p("Over", " two"), '<w:vMerge w:val="restart"/>'), "4", tc(p("a") + p("b"))),
            tr(tc(p(), "<w:vMerge/>"), "5", ""),
            tr("gone", "gone", "gone", properties="<w:del/>"),
        )
    )
    assert document.blocks[1].level == 1
    assert document.text.endswith("Place\tYear\tCount\nBoth\t\t3\nOver two\t4\ta b\n\t5")


def test_a_head_reaches_as_far_as_its_cells_do_and_a_row_may_begin_late() -> None:
    document = read(
        p(LONG)
        + table(
            tr(tc(p("A"), '<w:vMerge w:val="restart"/>'), tc(p("Both"), '<w:gridSpan w:val="2"/>'),
               properties="<w:tblHeader/>"),
            tr(tc(p(), "<w:vMerge/>"), "B", "C"),
            tr("1", "2", "3"),
            tr("late", "row", properties='<w:gridBefore w:val="1"/>'),
        )
    )  # fmt: skip
    assert document.blocks[1].level == 2
    assert document.text.endswith("A\tBoth\t\n\tB\tC\n1\t2\t3\n\tlate\trow")


def test_lists_in_cells_keep_their_numbers_and_go_on_after_the_table() -> None:
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = [p(text, properties=item) for text in ("One", "Two", "Three")]
    document = read(
        p(LONG) + table(tr(tc(p("Say:") + listed[0] + p() + listed[1]), "b")) + listed[2],
        parts={"numbering": numbering},
    )
    assert [text for _kind, _level, text in blocks(document)[1:]] == [
        "Say: 1. One 2. Two\tb",
        "3. Three",
    ]


def test_a_table_that_only_lays_out_the_page_is_text() -> None:
    document = read(
        table(tr(tc(p("A heading", style="berschrift1") + p(LONG * 4)), tc(p("Beside."))))
    )
    assert [kind for kind, _level, _text in blocks(document)] == [
        "heading",
        "paragraph",
        "paragraph",
    ]

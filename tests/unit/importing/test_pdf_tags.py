"""What a PDF says of its own words, and the lines it draws round them, make headings, lists and tables."""

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from closereader.model.document import Block, BlockKind, Document, Role
from tests.helpers import pdfs
from tests.helpers.papers import PROSE, read

ROWS = (
    "#table(columns: (3cm, 5cm, 2cm), stroke: 0.5pt, table.header([Place], [What was found], [Year]), "
    "[The upper bank], [Shells, stones of many kinds and a shoe that nobody had lost], [1998], "
    "[The island], [], [1999], [Lower bank], [A boat], [2001])"
)
READ = [
    "Place\tWhat was found\tYear",
    "The upper bank\tShells, stones of many kinds and a shoe that nobody had lost\t1998",
    "The island\t\t1999",
    "Lower bank\tA boat\t2001",
]


def untagged(data: bytes) -> bytes:
    def change(pdf: Pdf) -> None:
        del pdf.Root.StructTreeRoot
        del pdf.Root.MarkInfo

    return pdfs.changed(data, change)


def tagged(lines: Sequence[tuple[str, float, str]]) -> bytes:
    """A page with an element of its own for each line: its type, its height, its words."""
    content = "".join(
        f"/{kind} <</MCID {number}>> BDC BT /F1 10 Tf 30 {y} Td ({text}) Tj ET EMC\n"
        for number, (kind, y, text) in enumerate(lines)
    )
    with pikepdf.open(io.BytesIO(pdfs.plain(content))) as pdf:
        page = pdf.pages[0].obj
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        kids = [
            pdf.make_indirect(
                Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), P=root, Pg=page, K=number)
            )
            for number, (kind, _y, _text) in enumerate(lines)
        ]
        root.K = Array(kids)
        root.ParentTree = Dictionary(Nums=Array([0, Array(kids)]))
        page.StructParents = 0
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        return pdfs.saved(pdf)


def blocks(document: Document, kind: BlockKind) -> list[tuple[Block, str]]:
    return [
        (block, document.text[block.start : block.end])
        for block in document.blocks
        if block.kind is kind
    ]


def test_cells_of_a_table_are_told_by_the_file_or_by_the_lines_round_them() -> None:
    data = pdfs.typeset(f"{PROSE}\n\n{ROWS}\n\n{PROSE}")
    for document in (read(data), read(untagged(data))):
        ((table, said),) = blocks(document, BlockKind.TABLE)
        assert said.split("\n") == READ
        before, after = document.text[: table.start], document.text[table.end :]
        assert (before.strip(), after.strip()) == (PROSE.strip(), PROSE.strip())
    ((table, _said),) = blocks(read(data), BlockKind.TABLE)
    assert table.level == 1


def test_a_frame_round_prose_does_not_make_it_a_table() -> None:
    data = untagged(
        pdfs.typeset(f"#table(columns: (1fr, 1fr), [{PROSE * 5}], [{PROSE * 5}], [A], [B])")
    )
    assert blocks(read(data), BlockKind.TABLE) == []
    assert (PROSE * 5).strip() in read(data).text.split("\n")


def test_cells_that_go_over_rows_and_columns_leave_the_others_in_their_places() -> None:
    markup = (
        "#table(columns: 3, table.cell(colspan: 3)[Finds], table.cell(rowspan: 2)[Banks], [Shells], [1998], "
        "[Stones], [1999])"
    )
    ((_table, said),) = blocks(
        read(untagged(pdfs.typeset(f"{PROSE}\n\n{markup}\n\n{PROSE}"))), BlockKind.TABLE
    )
    assert said.split("\n") == ["Finds", "Banks\tShells\t1998", "\tStones\t1999"]


def test_headings_have_the_levels_that_the_file_gives_them() -> None:
    markup = (
        '#show heading: set text(10pt, weight: "regular")\n#set text(10pt)\n'
        f"= First Part\n{PROSE}\n\n== Of stones\n{PROSE}\n\n=== Of shells\n{PROSE}\n\n= Second Part\n{PROSE}"
    )
    document = read(pdfs.typeset(markup))
    levels = [(block.level, said) for block, said in blocks(document, BlockKind.HEADING)]
    assert levels == [
        (1, "First Part"),
        (2, "Of stones"),
        (3, "Of shells"),
        (1, "Second Part"),
    ]


def test_items_whose_bullets_are_drawn_have_one_and_lie_as_deep_as_the_file_says() -> None:
    markup = (
        "#set list(marker: box(width: 4pt, height: 4pt, fill: black))\n"
        f"{PROSE}\n- stones\n  - white stones\n  - dark ones\n- shells\n\n{PROSE}"
    )
    items = blocks(read(pdfs.typeset(markup)), BlockKind.LIST_ITEM)
    assert [(block.level, block.marker, said) for block, said in items] == [
        (1, 2, "• stones"),
        (2, 2, "• white stones"),
        (2, 2, "• dark ones"),
        (1, 2, "• shells"),
    ]


def test_what_the_file_calls_no_part_of_its_text_is_left_out() -> None:
    mark = "rotate(0deg, text(30pt, fill: luma(220))[DRAFT])"
    markup = f"#set page(background: {mark})\n{PROSE * 4}\n\n#pagebreak()\n{PROSE * 4}"
    assert "DRAFT" not in read(pdfs.typeset(markup)).text


def test_a_file_that_calls_every_line_a_paragraph_is_not_believed() -> None:
    words = PROSE.split()
    lines = [" ".join(words[start : start + 7]) for start in range(0, len(words), 7)]
    data = tagged([("P", 370 - 12 * place, line) for place, line in enumerate(lines)])
    assert read(data).text == PROSE.strip()


def test_paragraphs_that_only_the_file_parts_are_parted() -> None:
    rows = [
        ("P", 370, "The river was low that year in every one of its arms."),
        ("P", 358, "Nobody who lived on its banks remembered as many stones."),
        ("P", 346, "Children walked across it and came back with dry shoes"),
    ]
    assert len(read(tagged(rows)).blocks) == 3


def test_a_title_is_what_the_file_calls_so() -> None:
    document = read(
        tagged(
            [
                ("Title", 370, "Of Low Rivers"),
                *(("P", 340 - 12 * n, "They were low.") for n in range(4)),
            ]
        )
    )
    assert document.blocks[0].role is Role.TITLE
    assert document.title == "Of Low Rivers"


def test_a_tree_that_is_a_ring_ends() -> None:
    data = tagged([("P", 370, "The river was low that year.")])
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = pdf.Root.StructTreeRoot
        root.K[0].K = Array([0, root.K[0]])
        ring = pdfs.saved(pdf)
    assert read(ring).text == "The river was low that year."


def test_rows_without_lines_between_them_are_parted_by_their_words() -> None:
    rows = [(f"Town {n}", str(1990 + n), f"Shells and stones of {n} kinds") for n in range(4)]
    content = "".join(
        f"BT /F1 9 Tf {x} {330 - 14 * place} Td ({text}) Tj ET\n"
        for place, row in enumerate(rows)
        for x, text in zip((34, 94, 144), row, strict=True)
    )
    content += "".join(f"{x} 280 m {x} 362 l S\n" for x in (30, 90, 140, 290))
    content += "".join(f"30 {y} m 290 {y} l S\n" for y in (280, 344, 362))
    content += pdfs.words((34, 349, "Place"), (94, 349, "Year"), (144, 349, "Finds"), size=9)
    ((_table, said),) = blocks(read(pdfs.plain(content)), BlockKind.TABLE)
    assert said.split("\n") == ["Place\tYear\tFinds", *("\t".join(row) for row in rows)]


def test_numbers_of_lines_of_code_are_no_marks_of_notes() -> None:
    content = pdfs.words((40, 370, "The stones were counted by this program:"), size=11)
    for number, line in enumerate(("import stones", "stones.count()", "stones.show()"), 1):
        y = 100 - 10 * number
        content += (
            f"BT /F1 5 Tf 34 {y + 2} Td ({number}) Tj ET BT /F2 8 Tf 40 {y} Td ({line}) Tj ET\n"
        )

    def resources(pdf: Pdf) -> Dictionary:
        fonts = {
            name: Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{font}"))
            for name, font in (("/F1", "Helvetica"), ("/F2", "Courier"))
        }
        return Dictionary(Font=Dictionary(fonts))

    document = read(pdfs.plain(content, resources=resources))
    assert blocks(document, BlockKind.NOTE) == []

"""What a reader's eye sees on a PDF's page is what its text says: lists, notes, what is beside the text."""

import pytest
from pikepdf import Dictionary, Name, Pdf

from closereader.model.document import BlockKind, InlineStyle, Role
from tests.helpers import pdfs
from tests.helpers.papers import PROSE, read, texts


def untagged(data: bytes) -> bytes:
    def change(pdf: Pdf) -> None:
        del pdf.Root.StructTreeRoot

    return pdfs.changed(data, change)


def letters_called(*codes: tuple[int, int]) -> bytes:
    """A page whose font says what its letters are called in Unicode."""
    rows = b"".join(b"<%02x> <%04x> " % code for code in codes)
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
        b"%d beginbfchar %s endbfchar endcmap end" % (len(codes), rows)
    )

    def resources(pdf: Pdf) -> Dictionary:
        signs = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            ToUnicode=pdf.make_stream(cmap),
        )
        plain = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        typed = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier)
        return Dictionary(Font=Dictionary(F1=plain, F2=signs, F3=typed))

    content = (
        "BT /F1 10 Tf 40 350 Td (On the banks there were) Tj ET "
        "BT /F2 10 Tf 40 335 Td (A) Tj ET BT /F1 10 Tf 55 335 Td (stones of many kinds,) Tj ET "
        "BT /F2 10 Tf 40 320 Td (A) Tj ET BT /F1 10 Tf 55 320 Td (and shells among them.) Tj ET "
        "BT /F3 10 Tf 55 305 Td (o) Tj ET BT /F1 10 Tf 75 305 Td (white shells) Tj ET "
        "BT /F1 10 Tf 40 280 Td (A child) Tj /F2 10 Tf (B) Tj /F1 10 Tf (s shoes were dry.) Tj ET "
    )
    return pdfs.plain(content, resources=resources)


@pytest.mark.parametrize(("called", "shown"), [(0xF0B7, "•"), (0xF0A7, "▪"), (0x2588, "█")])
def test_bullets_of_any_font_begin_items_and_letters_of_windows_are_read(
    called: int, shown: str
) -> None:
    document = read(letters_called((0x41, called), (0x42, 0x92)))
    assert texts(document) == [
        "On the banks there were",
        f"{shown} stones of many kinds,",
        f"{shown} and shells among them.",
        "◦ white shells",
        "A child’s shoes were dry.",
    ]
    assert texts(document, BlockKind.LIST_ITEM) == texts(document)[1:4]


def test_works_of_a_bibliography_are_whole_whatever_their_lines_begin_with() -> None:
    works = [
        "A. Quill, M. L. Stone, and E. Marsh. On low rivers and what is found in their beds when nobody looks. "
        "In Proceedings of the Third Meeting on Banks, pages 12–31, 1998.",
        "B. Reed. Islands that may be walked to. Journal of Shores, 4(2):7–9, 2001.",
        "M. L. Stone and D. Marsh. Shoes, dry and wet, of those who cross a river by its stones in the summer. "
        "Technical Report 33-1, Institute of Stones, 2004.",
    ]
    items = "\n".join(f"+ {work}" for work in works)
    markup = (
        f"#set page(width: 11cm, height: 20cm)\n#set par(justify: true)\n{PROSE}\n\n*References*\n\n"
        f'#set enum(numbering: "[1]")\n{items}'
    )
    document = read(pdfs.typeset(markup))
    assert texts(document, BlockKind.LIST_ITEM) == [
        f"[{number}] {work}" for number, work in enumerate(works, 1)
    ]


def test_a_raised_mark_that_hangs_in_the_margin_belongs_to_its_note() -> None:
    note = "It was a neighbour who told this, long after the river had risen to its banks again."
    content = pdfs.words(
        (40, 370, "The river was low that year and the stones"),
        (40, 355, "were dry, as everybody said who saw them."),
        size=11,
    )
    content += "BT /F1 11 Tf 40 340 Td (Nobody crossed it) Tj 6 Ts /F1 6 Tf (1) Tj 0 Ts ET\n"
    content += "BT /F1 5 Tf 32 52 Td (1) Tj ET\n"
    content += pdfs.words((40, 49, note[:48]), (40, 39, note[49:]), size=8)
    document = read(pdfs.plain(content))
    assert texts(document, BlockKind.NOTE) == [f"1 {note}"]
    links = [i for i in document.inlines if i.style is InlineStyle.LINK]
    assert len(links) == 2


def test_small_print_below_a_column_does_not_part_a_sentence() -> None:
    small = "Received in March, accepted in June of the same year by the editors."
    markup = (
        "#set page(width: 16cm, height: 12cm, columns: 2, margin: 1.5cm)\n"
        "#set text(10pt, hyphenate: false)\n#set par(justify: true)\n"
        f'#place(bottom, float: true, scope: "column", text(7pt)[{small}])\n{PROSE * 6}'
    )
    document = read(pdfs.typeset(markup))
    assert texts(document, BlockKind.NOTE) == [small]
    assert texts(document, BlockKind.PARAGRAPH) == [(PROSE * 6).strip()]


def test_names_in_columns_come_before_the_columns_of_the_text() -> None:
    names = [
        f"{name} of the {place} Institute"
        for name, place in (("Quill", "First"), ("Reed", "Second"))
    ]
    markup = (
        "#set page(width: 17cm, height: 14cm, margin: 1.5cm)\n#set text(9pt, hyphenate: false)\n"
        "#align(center, text(16pt)[*On Low Rivers*])\n#v(1em)\n"
        f"#grid(columns: (1fr, 1fr), align: center, row-gutter: 0.6em, [{names[0]}], [{names[1]}], "
        "[quill\\@first.example], [reed\\@second.example])\n#v(2em)\n"
        f"#columns(2)[{PROSE * 5}]"
    )
    said = read(pdfs.typeset(markup)).text
    assert said.index(names[1]) < said.index("The river was low")


def test_lines_that_are_spread_to_fill_a_narrow_column_hold_together() -> None:
    long = "Extraordinarily incomprehensible circumnavigations notwithstanding, internationalisation progressed. "
    markup = (
        "#set page(width: 13cm, height: 12cm, columns: 2, margin: 1cm)\n"
        f'#set text(10pt, hyphenate: false)\n#set par(justify: true, linebreaks: "simple")\n{long * 8}'
    )
    assert texts(read(pdfs.typeset(markup))) == [(long * 8).strip()]


def test_numbers_of_lines_in_the_margin_are_left_out() -> None:
    markup = (
        f'#set page(width: 14cm)\n#set par.line(numbering: "1")\n{PROSE * 3}\n\nNext. {PROSE * 3}'
    )
    said = texts(read(pdfs.typeset(markup)))
    assert said == [(PROSE * 3).strip(), f"Next. {PROSE * 3}".strip()]


def test_numbered_rows_of_a_table_keep_their_numbers() -> None:
    rows = "".join(f"[{n}], [Town {n * 7}], [{n * 13}],\n" for n in range(1, 10))
    said = read(
        pdfs.typeset(f"{PROSE}\n\n#table(columns: 3, stroke: none, {rows})\n\n{PROSE}")
    ).text
    assert "3 Town 21 39" in said.replace("\t", " ")


def test_what_a_browser_prints_round_a_page_is_no_part_of_it() -> None:
    markup = (
        "#set page(width: 15cm, height: 15cm, header: text(7pt)[24/11/2025, 10:15 #h(1fr) On Low Rivers], "
        "footer: text(7pt)[https:\\//rivers.example/low #h(1fr) 1/1])\n"
        f"#text(18pt)[*On Low Rivers*]\n\n{PROSE}"
    )
    document = read(pdfs.typeset(markup))
    assert document.title == "On Low Rivers"
    assert texts(document) == ["On Low Rivers", PROSE.strip()]


def test_words_between_which_a_font_has_no_space_are_parted() -> None:
    content = (
        "BT /F1 12 Tf 40 350 Td [(low) -280 (rivers) -280 (and) -280 (their) -280 (stones)] TJ ET"
    )
    assert read(pdfs.plain(content)).text == "low rivers and their stones"
    spaced = "BT /F1 12 Tf 40 350 Td 4 Tc (RIVERS) Tj ET"
    assert read(pdfs.plain(spaced)).text == "RIVERS"


def test_lines_of_contents_are_no_headings() -> None:
    lines = "".join(
        f'#text(weight: "bold")[{n} Part {n} #box(width: 1fr, repeat[.])#{n * 9}]\n\n'
        for n in range(1, 5)
    )
    document = read(pdfs.typeset(f"#set page(width: 12cm)\n{lines}{PROSE * 3}"))
    assert "Part 2 18" in document.text
    assert not any(b.kind is BlockKind.HEADING for b in document.blocks)


def test_a_title_over_two_columns_is_read_first() -> None:
    labels = "".join(
        f"#place(top + left, dx: {8 + 1.1 * n}cm, dy: {1.6 + (n % 3) * 0.5}cm, text(6pt)[{n * 10}])\n"
        for n in range(5)
    )
    markup = (
        "#set page(width: 16cm, height: 12cm, margin: 1.5cm)\n#set text(9pt, hyphenate: false)\n"
        f"{labels}#align(center, text(16pt)[On Low Rivers])\n#v(0.4cm)\n#columns(2)[== Abstract\n{PROSE * 2}\n#colbreak()\n#v(3cm)\n{PROSE * 2}]"
    )
    document = read(pdfs.typeset(markup))
    assert document.blocks[0].role is Role.TITLE


def test_verse_keeps_its_lines_and_prose_does_not() -> None:
    stanzas = (
        [
            "The river was so low that year,",
            "That stones lay dry from shore to shore,",
            "And children crossed without a fear",
            "To where no child had been before.",
        ],
        [
            "They walked among the reeds and shells,",
            "They heard the herons in the trees;",
            "And far behind them rang the bells",
            "That called them home across the leas.",
        ],
    )
    verse = "\n\n".join(" \\\n".join(lines) for lines in stanzas)
    data = pdfs.typeset(f"#set page(width: 14cm)\n{PROSE * 2}\n\n{verse}\n\n{PROSE * 2}")
    document = read(untagged(data))
    assert texts(document, BlockKind.VERSE) == ["\n".join(lines) for lines in stanzas]
    assert texts(document, BlockKind.PARAGRAPH) == [(PROSE * 2).strip()] * 2


def test_lines_of_an_address_are_no_verse() -> None:
    address = " \\\n".join(
        [
            "Institute of Low Rivers",
            "Third Floor, East Wing",
            "Upper Bank Street",
            "Stonewater, Island of Shells",
        ]
    )
    document = read(untagged(pdfs.typeset(f"{address}\n\n{PROSE * 3}")))
    assert texts(document, BlockKind.VERSE) == []


def test_a_quotation_that_is_set_in_stands_apart() -> None:
    quoted = "Nobody has seen as many stones as there were that summer, nor as many shells. " * 2
    markup = (
        f"#set page(width: 12cm)\n#set par(justify: true)\n{PROSE * 2}As a neighbour wrote,\n\n"
        f"#pad(x: 1cm, y: 1.2em)[{quoted}]\n\n{PROSE * 2}"
    )
    document = read(untagged(pdfs.typeset(markup)))
    assert texts(document, BlockKind.QUOTATION) == [quoted.strip()]
    assert texts(document, BlockKind.PARAGRAPH)[0].endswith("wrote,")


def test_a_title_that_the_running_heads_repeat_stays() -> None:
    markup = (
        "#set page(width: 12cm, height: 9cm, margin: (top: 2cm), header: context if here().page() > 1 "
        "[#text(8pt)[Of Low Rivers]])\n#place(top, dy: -1.2cm, text(17pt)[Of Low Rivers])\n"
        f"{PROSE * 12}"
    )
    document = read(untagged(pdfs.typeset(markup)))
    assert document.title == "Of Low Rivers"
    assert document.text.count("Of Low Rivers") == 1


def test_a_raised_mark_that_comes_late_in_the_file_stands_at_its_word() -> None:
    content = pdfs.words(
        (40, 370, "Nobody crossed the river then, as we"),
        (40, 355, "know from those who saw its stones."),
        size=11,
    )
    width = 80.0
    content += f"BT /F1 6 Tf {40 + width} 374 Td (1) Tj ET\n"
    said = read(pdfs.plain(content)).text
    assert "\n" not in said
    assert "1" in said.split(" as we")[0]


def test_letters_that_stand_below_one_another_are_read_down_from_the_right() -> None:
    codes = [(0x41 + n, 0x4E00 + 7 * n) for n in range(24)]
    cmap = "".join(f"<{code:02x}> <{called:04x}> " for code, called in codes)

    def resources(pdf: Pdf) -> Dictionary:
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Courier,
            ToUnicode=pdf.make_stream(
                b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> "
                b"endcodespacerange 24 beginbfchar " + cmap.encode() + b"endbfchar endcmap end"
            ),
        )
        return Dictionary(Font=Dictionary(F1=font))

    content = "".join(
        f"BT /F1 12 Tf {200 - 20 * (n // 8)} {340 - 12 * (n % 8)} Td <{code:02x}> Tj ET\n"
        for n, (code, _called) in enumerate(codes)
    )
    said = read(pdfs.plain(content, resources=resources)).text
    assert said.replace("\n", "") == "".join(chr(called) for _code, called in codes)

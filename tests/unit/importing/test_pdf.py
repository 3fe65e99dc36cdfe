"""A PDF becomes a text in reading order, every letter of which knows its place on a page."""

import io

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from closereader.errors import UnreadableFile
from closereader.importing import pdf
from closereader.importing.parsing import parse
from closereader.model.document import BlockKind, Document, InlineStyle, Role
from closereader.model.span import Span
from tests.helpers import pdfs
from tests.helpers.papers import PROSE, read, texts
from tests.helpers.two_columns import article


def letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def under(data: bytes, document: Document) -> list[tuple[str, str]]:
    """For each line of each page what the canonical text says there, and what PDFium finds there."""
    pairs = []
    opened = pypdfium2.PdfDocument(data)
    for page in document.source_pages:
        text = opened[page.number].get_textpage()
        count = text.count_chars()
        chars = [(text.get_text_range(i, 1), text.get_charbox(i)) for i in range(count)]
        for line in page.lines:
            box = line.box
            there = [
                char
                for char, (left, bottom, right, top) in chars
                if box.left <= (left + right) / 2 <= box.right
                and box.top <= page.height - (bottom + top) / 2 <= box.bottom
            ]
            said = document.text[line.start : line.end]
            pairs.append((letters(said), letters("".join(there).replace("\x02", ""))))
    return pairs


def test_an_article_in_two_columns_is_read_as_it_was_written() -> None:
    known = article(1)
    document = read(known.pdf)
    body = [
        document.text[b.start : b.end]
        for b in document.blocks
        if b.kind is not BlockKind.NOTE and b.role is not Role.TITLE
    ]
    assert letters("".join(body)) == letters("".join(known.blocks))
    assert sum(block in body for block in known.blocks) >= 0.95 * len(known.blocks)
    notes = [
        document.text[b.start + b.marker : b.end]
        for b in document.blocks
        if b.kind is BlockKind.NOTE
    ]
    assert notes == known.notes
    assert document.title == known.title
    assert "Journal of Columns" not in document.text
    pairs = under(known.pdf, document)
    assert len(pairs) > 200
    assert [pair for pair in pairs if pair[0] != pair[1]] == []


def test_a_mark_of_a_footnote_leads_to_it_and_back() -> None:
    document = read(
        pdfs.typeset(f"#set page(height: 9cm)\n{PROSE}Said once.#footnote[By a neighbour.] {PROSE}")
    )
    note = next(b for b in document.blocks if b.kind is BlockKind.NOTE)
    assert document.text[note.start : note.end] == "1 By a neighbour."
    links = {i.start: i.target for i in document.inlines if i.style is InlineStyle.LINK}
    mark = document.text.index("once.1") + 5
    assert links == {mark: f"#{note.start}", note.start: f"#{mark}"}
    # Never in the middle of a paragraph.
    assert document.blocks.index(note) == len(document.blocks) - 1


def test_a_paragraph_goes_on_over_the_page_and_heads_feet_and_numbers_are_left_out() -> None:
    markup = (
        '#set page(height: 6cm, width: 10cm, numbering: "1", header: [_The River_ #h(1fr) Ada Quill])\n'
        f"#counter(page).update(31)\n{PROSE * 6}"
    )
    document = read(pdfs.typeset(markup))
    assert len(document.source_pages) > 2
    assert texts(document) == [(PROSE * 6).strip()]
    assert [page.label for page in document.source_pages][:3] == ["31", "32", "33"]
    assert [label.label for label in document.pages][:3] == ["31", "32", "33"]


def test_labels_of_the_file_come_before_its_numbers() -> None:
    def label(pdf: Pdf) -> None:
        roman = Dictionary(S=Name.r, St=4)
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, roman]))

    pages = (pdfs.words((40, 350, "A page of words.")), pdfs.words((40, 350, "And one more.")))
    document = read(pdfs.changed(pdfs.plain(*pages), label))
    assert [page.label for page in document.source_pages] == ["iv", "v"]


def test_headings_lists_and_stress_are_told_by_how_they_are_set() -> None:
    markup = (
        "#set text(11pt)\n#align(center, text(20pt)[*On Rivers*])\n#align(center)[Ada Quill]\n\n"
        f"= First Part\n{PROSE}It was _very_ low, *truly*.\n\n== Smaller\n{PROSE}\n- one stone\n- two stones\n"
    )
    document = read(pdfs.typeset(markup))
    kinds = {document.text[b.start : b.end]: (b.kind, b.level, b.role) for b in document.blocks}
    assert kinds["On Rivers"] == (BlockKind.HEADING, 1, Role.TITLE)
    assert kinds["Ada Quill"][2] is Role.BYLINE
    assert document.author == "Ada Quill"
    assert kinds["First Part"][0] is kinds["Smaller"][0] is BlockKind.HEADING
    assert kinds["First Part"][1] < kinds["Smaller"][1]
    assert kinds["• one stone"][0] is BlockKind.LIST_ITEM
    styled = {document.text[i.start : i.end]: i.style for i in document.inlines}
    assert styled["very"] is InlineStyle.EMPHASIS
    assert styled["truly"] is InlineStyle.STRONG


def test_rows_of_figures_are_a_table() -> None:
    rows = "".join(
        f"[Town {name}], [{n}], [{n * 7}], [{n / 2}],\n" for n, name in enumerate("ABCDE", 3)
    )
    markup = f"{PROSE}\n\n#table(columns: 4, column-gutter: 2em, [Place], [Low], [High], [Mean],\n{rows})\n\n{PROSE}"
    document = read(pdfs.typeset(markup))
    (table,) = texts(document, BlockKind.TABLE)
    assert "Town A\t3\t21\t1.5\nTown B\t4\t28\t2.0" in table


def test_lines_of_contents_keep_their_numbers_and_lose_the_dots_before_them() -> None:
    lines = [
        f"#box(width: 1fr)[Part {name} #box(width: 1fr, repeat[.]) {n}]"
        for name, n in (("One", 4), ("Two", 57))
    ]
    document = read(pdfs.typeset("#set page(width: 10cm)\n" + "\n\n".join(lines)))
    assert texts(document) == ["Part One 4", "Part Two 57"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_and_cut_page_is_read_and_every_word_stands_on_ink(turn: int) -> None:
    data = pdfs.plain(pdfs.words((60, 340, "Words upon a page"), (60, 320, "and more below them")))

    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj.Rotate = turn
        pdf.pages[0].obj.CropBox = Array([30, 100, 280, 380])

    data = pdfs.changed(data, change)
    document = read(data)
    assert document.text == "Words upon a page and more below them"
    (page,) = document.source_pages
    assert (page.width, page.height) == ((250, 280) if turn % 180 == 0 else (280, 250))
    shown = pypdfium2.PdfDocument(data)[0].render(scale=2).to_pil().convert("L")
    for word in ("Words", "page", "below", "them"):
        at = document.text.index(word)
        (rect,) = page.rects(Span(at, at + len(word)))
        cut = shown.crop(tuple(round(2 * edge) for edge in rect))
        assert cut.getextrema()[0] < 100


def test_a_page_that_is_a_picture_has_a_place_in_the_text_and_is_told() -> None:
    painted = "0.5 g 20 20 200 300 re f"
    document = read(pdfs.plain(pdfs.words((40, 350, "A page of words.")), painted, painted))
    assert texts(document) == [
        "A page of words.",
        "[Page 2: a picture without text]",
        "[Page 3: a picture without text]",
    ]
    assert [page.has_text for page in document.source_pages] == [True, False, False]
    assert any("2–3" in notice for notice in document.notices)


def test_what_fonts_call_nothing_or_half_a_letter_is_shown_as_unreadable() -> None:
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
        b"3 beginbfchar <41> <0000> <42> <D800> <43> <0043> endbfchar endcmap end"
    )

    def resources(pdf: Pdf) -> Dictionary:
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            ToUnicode=pdf.make_stream(cmap),
        )
        return Dictionary(Font=Dictionary(F1=font))

    document = read(pdfs.plain(pdfs.words((40, 350, "CBCAC")), resources=resources))
    document.text.encode("utf-8")
    assert document.text.count("C") == 3


def test_an_outline_is_taken_and_its_rings_are_cut() -> None:
    def outline(pdf: Pdf) -> None:
        with pdf.open_outline() as contents:
            contents.root.append(pikepdf.OutlineItem("Beginning", 0))
            contents.root[0].children.append(pikepdf.OutlineItem("Further on", 1))
        first = pdf.Root.Outlines.First
        first.First.Next = first
        first.Next = first

    pages = (pdfs.words((40, 350, "Beginning")), pdfs.words((40, 350, "Words on the second page.")))
    document = read(pdfs.changed(pdfs.plain(*pages), outline))
    at = document.text.index("Words")
    assert [(e.level, e.title, e.offset) for e in document.outline] == [
        (1, "Beginning", 0),
        (2, "Further on", at),
    ]


def test_what_the_file_says_of_itself_is_believed_where_it_is_likely() -> None:
    def about(title: str, author: str) -> Document:
        def change(pdf: Pdf) -> None:
            pdf.docinfo["/Title"], pdf.docinfo["/Author"] = title, author
            pdf.docinfo["/CreationDate"] = "D:20190304050607+02'00'"

        return read(pdfs.changed(pdfs.plain(pdfs.words((40, 350, "Of stones and water."))), change))

    good = about("Of Stones and Water", "Ada Quill")
    assert (good.title, good.author, good.date) == (
        "Of Stones and Water",
        "Ada Quill",
        "2019-03-04",
    )
    bad = about("Microsoft Word - draft3.doc", "user")
    assert (bad.title, bad.author) == ("a paper", "")


def test_the_first_page_is_the_cover() -> None:
    document = read(pdfs.plain(pdfs.words((40, 350, "A page of words."))))
    (asset,) = document.assets
    assert document.cover == asset.key
    assert asset.media_type == "image/png"


@pytest.mark.parametrize("data", [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", b"%PDF-1.4 and no more"])
def test_what_is_hardly_a_pdf_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="damaged"):
        parse(data, "x.pdf", None, None)


def test_blank_pages_are_no_reading() -> None:
    with pytest.raises(UnreadableFile, match="no text"):
        parse(pdfs.plain(""), "x.pdf", None, None)


def test_a_ring_of_pages_is_cut() -> None:
    def ring(pdf: Pdf) -> None:
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)
        pdf.Root.Pages.Count = 2_000_000

    data = pdfs.plain(pdfs.words((40, 350, "A page of words.")))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        ring(pdf)
        hostile = pdfs.saved(pdf)
    assert "A page of words." in read(hostile).text


def test_of_a_file_of_too_many_pages_the_first_are_read_and_all_are_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "_MOST_PAGES", 2)
    pages = [pdfs.words((40, 350, f"Words of page {name}.")) for name in "ABCD"]
    document = read(pdfs.plain(*pages))
    assert document.text == "Words of page A.\nWords of page B."
    assert [page.has_text for page in document.source_pages] == [True, True, False, False]
    assert any("4 pages" in notice and "first 2" in notice for notice in document.notices)


def test_letters_too_small_to_see_are_read() -> None:
    assert read(pdfs.plain(pdfs.words((40, 350, "Words of a mite."), size=0.1))).text


def test_a_turned_page_after_a_picture_is_read() -> None:
    def turn(file: Pdf) -> None:
        file.pages[1].obj.Rotate = 90

    pages = ("0.5 g 20 20 200 300 re f", pdfs.words((40, 350, "A turned page.")))
    assert "A turned page." in read(pdfs.changed(pdfs.plain(*pages), turn)).text

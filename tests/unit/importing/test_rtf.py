"""An RTF file is read as word processors show it, in whatever code page it was written."""

import pytest

from closereader.errors import UnreadableFile
from closereader.importing.parsing import parse
from closereader.model.colour import Colour
from closereader.model.document import BlockKind, Document, InlineStyle
from tests.helpers.bitmaps import RED, dib
from tests.helpers.documents import check_sound
from tests.helpers.pictures import png

HEAD = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times;}{\f1\fcharset128 MS Mincho;}{\f2\fcharset2 Symbol;}"
    rb"{\f3\fcharset204 Times Cyr;}}{\colortbl;\red255\green255\blue0;\red0\green200\blue0;}"
    rb"{\stylesheet{\ql Normal;}{\s1 heading 1;}{\s2\outlinelevel1 Own;}{\s3 Quote;}}"
)


def read(body: bytes, head: bytes = HEAD) -> Document:
    document = parse(head + body + b"}", "paper.rtf", None, None)
    check_sound(document)
    return document


def texts(document: Document) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks]


def styled(document: Document, style: InlineStyle) -> list[str]:
    return [document.text[i.start : i.end] for i in document.inlines if i.style is style]


def test_paragraphs_headings_and_letters() -> None:
    document = read(
        rb"\pard\s1 One\par\pard\s2 Below\par\pard\plain a {\i b}{\b c}{\scaps d}{\super 2}{\v gone}\ul e\ulnone\strike f"
        rb"\strike0  g\par\pard\s3 Quoted.\par"
    )
    assert texts(document) == ["One", "Below", "a bcd2ef g", "Quoted."]
    assert [b.kind for b in document.blocks] == [
        BlockKind.HEADING,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.QUOTATION,
    ]
    assert styled(document, InlineStyle.EMPHASIS) == ["b", "e"]
    assert styled(document, InlineStyle.STRONG) == ["c"]
    assert styled(document, InlineStyle.STRIKE) == ["f"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (rb"caf\'e9 \'93so\'94", "café “so”"),
        (rb"\u8217? \u-3913? \u24515\'90\'53 x", "’ • 心S x"),
        (rb"{\uc2\u24515\'90\'53 x}", "心 x"),
        (rb"\u-10179?\u-8694?", "\U0001f60a"),
        (rb"{\f1\'82\'a0\'83A}", "あア"),
        (rb"{\f3\'cc\'e8\'f0}", "Мир"),
        (rb"{\f2 a\'b7}", "α•"),
        (rb"a\~b\_c\-d\{e\}\\", "a\xa0b\N{NON-BREAKING HYPHEN}cd{e}\\"),
        (rb"\lquote a\rquote\emdash\endash\ldblquote\rdblquote{}", "‘a’—–“”"),
        (rb"{\upr{plain}{\*\ud{\u8364?}}}", "€"),
        (rb"a{\*\unknown not this}b{\header nor this}c", "abc"),
        (b"a {\\pict\\bin5 }{\\}}}b", "a b"),
    ],
)
def test_letters_of_every_code_page(written: bytes, shown: str) -> None:
    assert read(written + rb" end\par").text == f"{shown} end"


def test_notes_comments_and_highlights() -> None:
    document = read(
        rb"One{\super\chftn{\footnote\pard {\super\chftn} A {\i note}.}} {\*\atrfstart 7}two{\*\atrfend 7}{\*\atnid AR}"
        rb"{\*\atnauthor Ada Reed}\chatn{\*\annotation{\*\atnref 7}{\*\atndate 117645972}Is it?\par Really?} "
        rb"{\highlight2 three}{\super\chftn{\footnote\ftnalt\pard At the end.}}\par"
    )
    assert texts(document) == ["One1 two threei", "1. A note.", "i. At the end."]
    comment, mark = document.notes
    assert document.text[comment.start : comment.end] == "two"
    assert (comment.author, comment.comment) == ("Ada Reed", "Is it?\nReally?")
    assert comment.created.startswith("2012-03-04T10:20")
    assert (document.text[mark.start : mark.end], mark.colour) == ("three", Colour.GREEN)
    assert document.blocks[1].kind is BlockKind.NOTE


def test_tables_lists_links_and_pictures() -> None:
    figure = png().hex().encode()
    document = read(
        rb"{\listtext\f0 1.\tab}\ilvl0 One\par{\listtext\f2\'b7\tab}\ilvl1 in it\par\pard\plain Between.\par"
        rb"\trowd\trhdr\cellx1000\cellx2000\pard\intbl a\cell b\par c\cell\row\trowd\cellx1000\cellx2000\pard\intbl d\cell\cell\row"
        rb"\pard After {\field{\*\fldinst{ HYPERLINK }{"
        rb'"https://example.org" }}{\fldrslt{\ul here}}}\par'
        rb"{\*\shppict{\pict\pngblip %s}}{\nonshppict{\pict\wmetafile8 0102}}\par"
        rb"{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt In a box.\par}}}Around.\par"
        % figure
    )  # fmt: skip
    assert texts(document) == [
        "1. One", "• in it", "Between.", "a\tb c\nd", "After here", "[picture]", "Around.", "In a box.",
    ]  # fmt: skip
    assert [(b.kind, b.level) for b in document.blocks[:4]] == [
        (BlockKind.LIST_ITEM, 1),
        (BlockKind.LIST_ITEM, 2),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.TABLE, 1),
    ]
    assert len(document.pictures) == 1


def test_deleted_text_and_tables_of_contents_are_left_out() -> None:
    document = read(
        rb"{\deleted gone}{\revised come}\par{\field{\*\fldinst TOC \\o}{\fldrslt One 3\par Two 4}}\par The text.\par"
    )
    assert document.text == "come\nThe text."
    assert len(document.notices) == 2


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    document = read(rb"One {\deleted gone\par }and two.\par{\mvf moved\par}Three.\par")
    assert document.text == "One and two.\nThree."


def test_lists_within_lists_are_known_by_how_far_they_are_set_in() -> None:
    def item(text: bytes, left: int, level: int) -> bytes:
        return rb"{\listtext\tab -\tab}\pard\li%d\ilvl%d " % (left, level) + text + rb"\par "

    document = read(item(b"a", 1080, 1) + item(b"aa", 1440, 0) + item(b"b", 1080, 1))
    assert [block.level for block in document.blocks] == [2, 3, 2]


def test_what_stands_twice_for_older_programs_is_read_once() -> None:
    document = read(
        rb"{\info{\upr{\author A?a}{\*\ud{\author A\u233?a Reed}}}}"
        rb"\trowd a{\nonesttables\par}\cell b\cell\row\pard After.\par"
    )
    assert (document.author, document.text) == ("A\u00e9a Reed", "a\tb\nAfter.")


def test_what_the_file_says_of_itself_is_taken() -> None:
    document = read(
        rb"{\info{\title On Rivers}{\author Ada Reed}{\creatim\yr2019\mo3\dy4\hr1}}\lang1031 Kurz.\par"
    )
    assert (document.title, document.author, document.date, document.language) == (
        "On Rivers",
        "Ada Reed",
        "2019-03-04",
        "de",
    )


def test_a_word_file_that_is_rtf_is_read_as_rtf() -> None:
    assert parse(HEAD + b"Text.}", "a.docx", None, None).format == "rtf"


@pytest.mark.parametrize(
    "body", [b"{" * 150_000 + b"deep", b"{\\footnote" * 50_000, b"{\\shptxt " * 50_000 + b"x"]
)
def test_deep_groups_are_no_trouble(body: bytes) -> None:
    document = read(b"Text. " + body + b"\\par")
    assert document.text.startswith("Text.")


def test_a_file_without_text_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="There is no text in it"):
        read(rb"\par")


def test_pictures_of_windows_are_shown_and_others_said() -> None:
    bitmap = dib([[RED] * 60] * 50).hex().encode()
    document = read(
        rb"Before.\par{\pict\dibitmap0\picwgoal900\pichgoal900 " + bitmap + rb"}\par "
        rb"Small {\pict\wmetafile8\pichgoal240 " + b"00" * 40 + rb"} one.\par "
        rb"{\pict\emfblip\pichgoal4000 " + b"00" * 40 + rb"}\par After.\par"
    )
    assert document.text.split("\n") == ["Before.", "[picture]", "Small [picture] one.", "[picture]", "After."]  # fmt: skip
    assert [(one.width, one.height, one.offset) for one in document.pictures] == [(60, 50, 8)]
    assert "2 pictures" in document.notices[0]


def test_numbers_of_lists_in_cells_are_text() -> None:
    item = rb"{\listtext\pard\plain 1.\tab}\pard\plain\intbl One"
    row = rb"\trowd\cellx100\cellx200 " + item + rb"\cell\intbl b\cell\row\pard "
    assert read(row + rb"After.\par").text == "1. One\tb\nAfter."

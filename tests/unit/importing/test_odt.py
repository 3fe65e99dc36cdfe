"""An OpenDocument text is read as LibreOffice shows it."""

import pytest

from closereader.errors import UnreadableFile
from closereader.importing.parsing import parse
from closereader.model.colour import Colour
from closereader.model.document import BlockKind, Document, InlineStyle
from tests.helpers.documents import check_sound
from tests.helpers.pictures import png
from tests.helpers.text_files import fodt, odt

LONG = "The river ran on under the bridge, and nobody looked at it for long. " * 4


def read(data: bytes, name: str = "paper.odt") -> Document:
    document = parse(data, name, None, None)
    check_sound(document)
    return document


def blocks(document: Document) -> list[tuple[str, int, str]]:
    return [(b.kind.value, b.level, document.text[b.start : b.end]) for b in document.blocks]


def styled(document: Document, style: InlineStyle) -> list[str]:
    return [document.text[i.start : i.end] for i in document.inlines if i.style is style]


def letters(name: str, said: str, family: str = "text") -> str:
    return f'<style:style style:name="{name}" style:family="{family}"><style:text-properties {said}/></style:style>'


def test_headings_quotations_and_verse_are_known_by_their_styles() -> None:
    styles = (
        '<style:style style:name="Quotations" style:family="paragraph"/>'
        '<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph"/>'
    )
    automatic = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>'
    document = read(
        odt(
            '<text:h text:outline-level="1">A Study</text:h>'
            f"<text:p>{LONG}</text:p><text:p text:style-name='Heading_20_2'>Below</text:p><text:p>{LONG}</text:p>"
            f'<text:p text:style-name="P1">Quoted.</text:p>'
            "<text:p>One<text:line-break/>two<text:line-break/>three</text:p>",
            automatic,
            styles,
        )
    )
    assert [(k, level) for k, level, _text in blocks(document)] == [
        ("heading", 1),
        ("paragraph", 0),
        ("heading", 2),
        ("paragraph", 0),
        ("quotation", 1),
        ("verse", 0),
    ]
    assert document.title == "A Study"


def test_spans_look_as_their_styles_say_and_spaces_are_spaces() -> None:
    automatic = (
        letters("I", 'fo:font-style="italic"')
        + letters("S", 'style:text-position="super 58%"')
        + letters("H", 'fo:background-color="#ffff00"')
        + letters("N", 'text:display="none"')
    )
    document = read(
        odt(
            '<text:p>a <text:span text:style-name="I">b <text:span text:style-name="S">2</text:span></text:span>'
            '<text:s text:c="3"/>c<text:tab/>d\n e<text:span text:style-name="N">gone</text:span> '
            '<text:span text:style-name="H">marked</text:span></text:p>',
            automatic,
        )
    )
    assert document.text == "a b 2 c d e marked"
    assert styled(document, InlineStyle.EMPHASIS) == ["b 2"]
    assert styled(document, InlineStyle.SUPERSCRIPT) == ["2"]
    (note,) = document.notes
    assert (document.text[note.start : note.end], note.colour) == ("marked", Colour.YELLOW)


LISTS = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" '
    'text:display-levels="2"/></text:list-style>'
    '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="\u2022"/>'
    "</text:list-style>"
)


def item(text: str, inside: str = "", said: str = "") -> str:
    return f"<text:list-item {said}><text:p>{text}</text:p>{inside}</text:list-item>"


def listed(items: str, said: str = 'text:style-name="L"') -> str:
    return f"<text:list {said}>{items}</text:list>"


def test_the_numbers_of_lists_are_text() -> None:
    document = read(
        odt(
            listed(
                item("one") + item("two", listed(item("in it") + item("again"), "")) + item("three")
            )
            + "<text:p>Between.</text:p>"
            + listed(item("anew"))
            + listed(
                item("goes on") + item("nine", said='text:start-value="9"'),
                'text:style-name="L" text:continue-numbering="true"',
            )
            + listed(item("a bullet<text:line-break/>of two lines"), 'text:style-name="B"')
            + listed("<text:list-header><text:p>none</text:p></text:list-header>"),
            LISTS,
        )
    )
    assert [text for *_kind, text in blocks(document)] == [
        "1. one", "2. two", "2.a) in it", "2.b) again", "3. three", "Between.", "1. anew", "2. goes on",
        "9. nine", "• a bullet of two lines", "none",
    ]  # fmt: skip
    assert (document.blocks[2].kind, document.blocks[2].level) == (BlockKind.LIST_ITEM, 2)


def test_notes_comments_links_and_boxes_stand_where_they_belong() -> None:
    document = read(
        odt(
            '<text:p>One<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
            "<text:note-body><text:p>The note.</text:p></text:note-body></text:note> two "
            '<office:annotation office:name="c1" loext:resolved="true"><dc:creator>Ada Reed</dc:creator>'
            "<dc:date>2020-01-02T03:04:05</dc:date><text:p>Is it?</text:p><text:p>Really?</text:p></office:annotation>"
            'three<office:annotation-end office:name="c1"/> <text:a xlink:href="#there">see</text:a>, '
            '<text:a xlink:href="file:///etc/passwd">file</text:a>'
            '<office:annotation office:name="c2" loext:parent-name="c1"><dc:creator>Bo</dc:creator><text:p>It is.</text:p>'
            "</office:annotation>"
            "<draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box></draw:frame></text:p>"
            '<text:p><text:bookmark text:name="there"/>There.</text:p>'
        )
    )
    assert [text for *_kind, text in blocks(document)] == [
        "One1 two three see, file",
        "In a box.",
        "There.",
        "1. The note.",
    ]
    comment, answer = document.notes
    assert document.text[comment.start : comment.end] == "three"
    assert (comment.author, comment.comment, comment.tags) == (
        "Ada Reed",
        "Is it?\nReally?",
        ("resolved",),
    )
    assert comment.created == "2020-01-02T03:04:05.000000+00:00"
    assert (answer.author, answer.replies_to) == ("Bo", comment.key)
    targets = {document.text[i.start : i.end]: i.target for i in document.inlines if i.target}
    assert targets["see"] == f"#{document.text.index('There.')}"
    assert "file" not in targets


def test_tables_pictures_and_what_was_deleted() -> None:
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
    document = read(
        odt(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
            "</text:changed-region></text:tracked-changes>"
            f"<text:p>{LONG}</text:p><table:table><table:table-header-rows><table:table-row>"
            + cell.format("", "a")
            + cell.format("", "b")
            + "</table:table-row></table:table-header-rows><table:table-row>"
            + cell.format(' table:number-columns-spanned="2"', "both")
            + "<table:covered-table-cell/></table:table-row></table:table>"
            '<text:p><draw:frame><draw:image xlink:href="Pictures/a.png"/><svg:desc>A map</svg:desc></draw:frame></text:p>'
            '<text:p><draw:frame><draw:image xlink:href="../../secret.png"/><svg:desc>Outside</svg:desc></draw:frame></text:p>',
            members={"Pictures/a.png": png()},
        )
    )
    assert "gone" not in document.text
    assert "One tracked change was read as accepted." in document.notices
    assert [b for b in blocks(document) if b[0] in ("table", "figure")] == [
        ("table", 1, "a\tb\nboth"),
        ("figure", 0, "A map"),
        ("figure", 0, "[picture: Outside]"),
    ]
    assert [p.alt for p in document.pictures] == ["A map"]
    assert any("cannot be shown" in notice for notice in document.notices)


def test_a_flat_file_and_what_the_file_says_of_itself() -> None:
    assert read(fodt("<text:p>Flat.</text:p>"), "a.xml").text == "Flat."
    document = read(
        odt(
            "<text:p>Text.</text:p>",
            meta="<dc:title>On Rivers</dc:title><meta:initial-creator>Ada Reed</meta:initial-creator>"
            "<meta:creation-date>2019-03-04T10:00:00</meta:creation-date><dc:language>fr-FR</dc:language>",
        )
    )
    assert (document.title, document.author, document.date, document.language) == (
        "On Rivers",
        "Ada Reed",
        "2019-03-04",
        "fr",
    )


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        (
            {"META-INF/manifest.xml": b"<a><manifest:encryption-data/></a>"},
            "protected with a password",
        ),
        ({"content.xml": b"<a/>"}, "There is no text of an OpenDocument text"),
        ({"content.xml": b"not XML"}, "There is no text of an OpenDocument text"),
    ],
)
def test_what_cannot_be_read_is_said(members: dict[str, bytes], sentence: str) -> None:
    with pytest.raises(UnreadableFile, match=sentence):
        parse(odt("", members=members), "a.odt", None, None)


def test_charts_are_called_by_their_titles_and_equations_are_lines() -> None:
    space = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    chart = (
        f'<office:document-content {space} xmlns:chart="urn:oasis:names:tc:opendocument:xmlns:chart:1.0"><office:body>'
        "<office:chart><chart:chart><chart:title><text:p>Rain</text:p></chart:title></chart:chart></office:chart>"
        "</office:body></office:document-content>"
    )
    formula = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>E</mi><mo>=</mo><msup><mi>c</mi>'
        '<mn>2</mn></msup></mrow><annotation encoding="StarMath 5.0">E = c^2</annotation></semantics></math>'
    )
    frame = '<draw:frame><draw:object xlink:href="./Object {}"/></draw:frame>'
    document = read(
        odt(
            f"<text:p>So {frame.format(2)}.</text:p><text:p>{frame.format(1)}</text:p>",
            members={
                "Object 1/content.xml": chart.encode(),
                "Object 2/content.xml": formula.encode(),
            },
        )
    )
    assert document.text == "So E = c2.\n[chart: Rain]"
    assert [(i.start, i.end) for i in document.inlines] == [(8, 9)]


def test_letters_of_a_typewriter_are_code_where_the_text_is_in_others() -> None:
    said = 'style:font-name="Liberation Mono1"'
    automatic = letters("P1", said, "paragraph") + letters("T1", said)
    document = read(
        odt(
            f"<text:p>{LONG * 2}</text:p><text:p text:style-name='P1'>def f():</text:p>"
            "<text:p text:style-name='P1'><text:s text:c='4'/>return 1</text:p>"
            "<text:p>Call <text:span text:style-name='T1'>f()</text:span>.</text:p>",
            automatic=automatic,
        )
    )
    assert blocks(document)[1:] == [
        ("code", 0, "def f():\n    return 1"),
        ("paragraph", 0, "Call f()."),
    ]
    assert styled(document, InlineStyle.CODE) == ["f()"]

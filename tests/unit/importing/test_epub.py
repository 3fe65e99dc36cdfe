"""An EPUB book becomes one text in reading order, with its headings, notes, pictures and pages."""

import pytest

from closereader.errors import UnreadableFile
from closereader.importing import parse
from closereader.model.document import Block, BlockKind, Document, InlineStyle, Role
from tests.helpers.books import Book, nav
from tests.helpers.documents import check_sound
from tests.helpers.pictures import png

LONG = (
    "The river rose in the night and carried the bridge away, and nobody in the village slept. " * 6
)


def read(book: Book) -> Document:
    document = parse(book.data(), "rivers.epub", None, None)
    check_sound(document)
    return document


def words(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]


def of_kind(document: Document, kind: BlockKind) -> list[str]:
    return [words(document, block) for block in document.blocks if block.kind is kind]


def links(document: Document) -> dict[str, str]:
    """What each link says, and the first words of the block it leads to."""
    found = {}
    for inline in document.inlines:
        if inline.style is InlineStyle.LINK and inline.target.startswith("#"):
            at = int(inline.target[1:])
            block = next(b for b in document.blocks if b.start <= at <= b.end)
            found[document.text[inline.start : inline.end]] = words(document, block)[:30]
    return found


def test_chapters_stand_in_the_order_of_the_spine_with_the_metadata_of_the_package() -> None:
    document = read(
        Book(
            {
                "b.xhtml": "<h1>First</h1><p>One &amp; two&nbsp;three.</p>",
                "a.xhtml": "<h1>Second</h1><p>Four.</p>",
            },
            metadata='<dc:title id="t">Rivers</dc:title><dc:title id="s">A History</dc:title>'
            '<meta refines="#t" property="title-type">main</meta>'
            '<meta refines="#s" property="title-type">subtitle</meta>'
            '<dc:creator id="c">Ada Reed</dc:creator><meta refines="#c" property="role">aut</meta>'
            '<dc:creator opf:role="trl">Ben Ford</dc:creator><dc:creator opf:role="aut">Cy Lake</dc:creator>'
            '<dc:date opf:event="modification">2020-01-01</dc:date><dc:date>1911-03-04T00:00:00Z</dc:date>'
            "<dc:language>en-GB</dc:language><dc:publisher>Weir Press</dc:publisher>"
            "<dc:identifier>urn:isbn:9780306406157</dc:identifier>",
        )
    )
    assert document.text == "First\nOne & two\u00a0three.\nSecond\nFour."
    assert document.title == "Rivers: A History"
    assert document.author == "Ada Reed, Cy Lake"
    assert document.date == "1911-03-04"
    assert document.language == "en"
    assert document.source == "Weir Press, ISBN 9780306406157"
    assert document.format == "epub"


def test_headings_have_the_levels_of_the_contents_whatever_each_file_chose() -> None:
    document = read(
        Book(
            {
                "p.xhtml": "<h3>Part One</h3>",
                "a.xhtml": f"<h1>Springs</h1><p>{LONG}</p><h2>A cave</h2><p>{LONG}</p>",
                "b.xhtml": f"<h2>Weirs</h2><p>{LONG}</p><h4>A mill</h4>",
                "c.xhtml": f"<p class='t'>Mouths</p><p>{LONG}</p>",
                "d.xhtml": f"<p>{LONG}</p>",
            },
            {"nav.xhtml": nav(
                '<li><a href="p.xhtml">Part One</a><ol><li><a href="a.xhtml">Springs</a></li>'
                '<li><a href="b.xhtml">Weirs</a></li></ol></li><li><a href="c.xhtml">Mouths</a></li>'
                '<li><a href="d.xhtml">Deltas</a></li>'
            )},
            properties={"nav.xhtml": "nav"},
        )
    )  # fmt: skip
    headings = [
        (words(document, b), b.level) for b in document.blocks if b.kind is BlockKind.HEADING
    ]
    assert headings == [
        ("Part One", 2), ("Springs", 3), ("A cave", 4), ("Weirs", 3), ("A mill", 5), ("Mouths", 2),
        ("Deltas", 2),
    ]  # fmt: skip
    assert [(e.level, e.title) for e in document.outline] == [
        (1, "Part One"), (2, "Springs"), (2, "Weirs"), (1, "Mouths"), (1, "Deltas"),
    ]  # fmt: skip
    assert all(document.text[entry.offset :].startswith(entry.title) for entry in document.outline)


def test_the_contents_of_an_old_book_are_those_of_its_ncx() -> None:
    ncx = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>One</text></navLabel>'
        '<content src="a.xhtml#x"/></navPoint><navPoint><navLabel><text>Gone</text></navLabel>'
        '<content src="z.xhtml"/></navPoint></navMap><pageList><pageTarget><navLabel><text>7</text></navLabel>'
        '<content src="a.xhtml#p7"/></pageTarget></pageList></ncx>'
    )
    document = read(
        Book(
            {"a.xhtml": '<p>Before.</p><h2 id="x">One</h2><p>As it <a id="p7"/>was.</p>'},
            {"toc.ncx": ncx},
        )
    )
    assert [(e.title, e.offset) for e in document.outline] == [("One", 8)]
    assert [(p.label, document.text[p.offset :]) for p in document.pages] == [("7", "was.")]


def test_links_lead_to_places_in_other_chapters_and_nowhere_outside_the_book() -> None:
    document = read(
        Book(
            {
                "a.xhtml": '<p id="x">See <a href="b.xhtml#x">there</a>, <a href="b.xhtml">that</a>, '
                '<a href="#x">here</a>, <a href="../../secret.html">out</a>, <a href="%2e%2e/%2e%2e/etc">up</a>, '
                '<a href="file:///etc/passwd">file</a>, <a href="https://example.org/">web</a>.</p>',
                "b.xhtml": '<p>The second begins.</p><p id="x">The place of it.</p>',
            }
        )
    )
    assert links(document) == {
        "there": "The place of it.", "that": "The second begins.", "here": "See there, that, here, out, up",
    }  # fmt: skip
    assert [i.target for i in document.inlines if not i.target.startswith("#")] == [
        "https://example.org/"
    ]


def test_notes_of_any_kind_stand_after_the_text_and_are_linked_both_ways() -> None:
    document = read(
        Book(
            {
                "a.xhtml": '<p>One<a epub:type="noteref" href="#n1">1</a> more.</p>'
                '<aside epub:type="footnote" id="n1"><p>Said of one.</p></aside><p>Further text.</p>'
                '<p>Two<sup><a href="notes.xhtml#n2" id="r2">2</a></sup> and a box.</p>'
                '<div class="note"><p>A box called note is none.</p></div>',
                "notes.xhtml": '<h2>Notes</h2><p id="n2"><a href="a.xhtml#r2">2</a>. Said of two.</p>',
            }
        )
    )
    assert of_kind(document, BlockKind.NOTE) == ["1 Said of one.", "2. Said of two."]
    assert document.text.index("Further text.") < document.text.index("1 Said of one.")
    assert "A box called note is none." in of_kind(document, BlockKind.PARAGRAPH)
    targets = {
        document.text[i.start : i.end] + str(i.start < document.text.index("1 Said"))
        : document.text[int(i.target[1:]) :][:8]
        for i in document.inlines
        if i.style is InlineStyle.LINK
    }  # fmt: skip
    assert targets == {
        "1True": "1 Said o",
        "1False": "1 more.\n",
        "2True": "2. Said ",
        "2False": "2 and a ",
    }


def test_printed_pages_are_known_and_their_numbers_are_no_words() -> None:
    document = read(
        Book(
            {
                "a.xhtml": '<p>The first <span epub:type="pagebreak" id="p2" title="2">2</span>page.</p>'
                '<div role="doc-pagebreak" aria-label="Page iii"/><p>Then <span class="pagenum">[Pg 4]</span>four.</p>',
                "b.xhtml": '<p>It <b id="here">goes</b> on.</p>',
            },
            {"nav.xhtml": nav(
                '<li><a href="a.xhtml">A</a></li>',
                '<nav epub:type="page-list"><ol><li><a href="b.xhtml#here">5</a></li></ol></nav>',
            )},
            properties={"nav.xhtml": "nav"},
        )
    )  # fmt: skip
    assert document.text == "The first page.\nThen four.\nIt goes on."
    assert [(p.label, document.text[p.offset :][:5]) for p in document.pages] == [
        ("2", "page."), ("iii", "Then "), ("4", "four."), ("5", "goes "),
    ]  # fmt: skip


def test_pictures_of_the_book_are_figures_with_their_captions_and_one_is_its_cover() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"><image x:href="{}"/></svg>'
    document = read(
        Book(
            {
                "cover.xhtml": f"<div>{svg.format('cover.png')}</div>",
                "a.xhtml": "<h1>Maps</h1><figure><img src='i/map.png' alt='A map'/><figcaption>The valley.</figcaption></figure>"
                "<p>A sum <img src='i/sum.png' alt='x+1'/> in a line.</p>"
                "<p>A large one <img src='i/map.png' alt='Again'/> in a line.</p>"
                "<p>Then <img src='i/sum.png' alt=''/> holds, by <img src='i/sum.png' alt='sum'/> so. <img src='i/sum.png'/></p>"
                "<img src='../../../secret.png' alt='Outside'/><img src='file:///a.png' alt='On disk'/>",
            },
            {"cover.png": png(300, 400), "i/map.png": png(), "i/sum.png": png(40, 20)},
            properties={"cover.png": "cover-image"},
        )
    )  # fmt: skip
    assert of_kind(document, BlockKind.FIGURE) == [
        "[picture]", "The valley.", "Again", "Outside", "On disk",
    ]  # fmt: skip
    assert [(p.width, p.height, p.alt) for p in document.pictures] == [
        (300, 400, ""), (400, 300, "A map"), (400, 300, "Again"),
    ]  # fmt: skip
    assert document.cover == document.pictures[0].key
    assert "A sum x+1 in a line." in document.text
    assert "Then [picture] holds, by sum so.\n" in document.text
    assert {asset.key for asset in document.assets} >= {p.key for p in document.pictures}


def test_drawings_are_shown_be_they_files_pages_covers_or_written_into_a_page() -> None:
    space = 'xmlns="http://www.w3.org/2000/svg"'
    shape = '<rect width="90" height="90"/>'
    inline = f'<svg {space} width="200" height="100"><title>A weir</title>{shape}</svg>'
    styled = f'<svg {space} width="200" height="100"><title>A reed</title><rect class="x"/></svg>'
    cover = f'<svg {space} viewBox="0 0 600 900">{shape}</svg>'
    page = f'<svg {space} width="300" height="400"><text x="9" y="99">On the page</text></svg>'
    document = read(
        Book(
            {
                "a.xhtml": f"<p>Before.</p><div>{inline}</div><div>{styled}</div><img src='map.svg' alt='A map'/>",
                "page.svg": page + "<!--<html-->",
            },
            {"map.svg": f'<svg {space} width="120" height="80">{shape}</svg>', "cover.svg": cover},
            properties={"cover.svg": "cover-image"},
        )
    )
    assert of_kind(document, BlockKind.FIGURE) == ["A weir", "A reed", "A map", "On the page"]
    assert [(p.width, p.height) for p in document.pictures] == [(200, 100), (120, 80), (300, 400)]
    assert {asset.media_type for asset in document.assets} == {"image/png"}
    assert document.cover in {asset.key for asset in document.assets}


def test_what_only_classes_say_is_read_from_the_style_sheet() -> None:
    css = "/* . */ .it{font-style:italic} .sc,.x{font-variant:small-caps} @media print{.x{display:none}} .up{vertical-align:super}.no{display:none}"
    document = read(
        Book(
            {"a.xhtml": '<p><span class="it">so</span> <span class="x">ad</span> <span class="up">2</span><span class="no">no</span></p>'},
            {"a.css": css},
        )
    )  # fmt: skip
    assert document.text == "so ad 2"
    assert [(i.start, i.end, i.style) for i in document.inlines] == [
        (0, 2, InlineStyle.EMPHASIS), (3, 5, InlineStyle.SMALL_CAPS), (6, 7, InlineStyle.SUPERSCRIPT),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('<p><span class="drop">T</span>he <small>END</small>.</p>', "The END."),
        ("<p>A<ruby>漢<rt>kan</rt>字<rt>ji</rt></ruby>.</p>", "A漢字."),
        (
            '<p>So <math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mi>a</mi><mn>2</mn></mfrac>'
            "<mo>=</mo><msup><mi>b</mi><mn>2</mn></msup></math>.</p>",
            "So a/2 = b2.",
        ),
        (
            "<p><math><mo>[</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mo>−</mo><mn>5</mn></mtd></mtr>"
            "<mtr><mtd><mi>x</mi><mo>−</mo><mn>2</mn></mtd><mtd><mn>0</mn></mtd></mtr></mtable><mo>]</mo></math></p>",
            "[1, −5; x − 2, 0]",
        ),
        (
            "<p><math><mtable><mtr><mtd><mi>x</mi></mtd><mtd><mo>=</mo><mn>2</mn></mtd></mtr></mtable></math></p>",
            "x = 2",
        ),
        ("<p>One.</p><hr/><p>Two.</p>", "One.\n* * *\nTwo."),
        (
            '<div class="linegroup"><div>Rain<span class="lnum">10</span></div><div>Reed</div>'
            "<blockquote>Weir</blockquote></div>",
            "Rain\nReed\nWeir",
        ),
        ("<hgroup><h2>I</h2><p>Springs</p></hgroup><p>It rained.</p>", "I\nSprings\nIt rained."),
        ("<p>Ma<span class='hy'>&#173;</span>ny<br/>\n lines</p>", "Many\nlines"),
        ('<p hidden="">no</p><p>yes</p><script>no()</script><nav epub:type="toc"><ol><li>no</li></ol></nav>', "yes"),
        ('<div class="stanza"><p>Rain on the weir</p><p>Rain in the reed</p></div>', "Rain on the weir\nRain in the reed"),
        ("<p>A&#173;b&#13;c&#x2028;d&#xFEFF;e</p>", "Ab c de"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a\tb\nc\td"),
    ],
)  # fmt: skip
def test_markup_becomes_the_words_that_are_read(markup: str, text: str) -> None:
    assert read(Book({"a.xhtml": markup})).text == text


def test_letters_that_a_page_names_itself_are_read() -> None:
    page = '<!DOCTYPE html [<!ENTITY O "&#8216;"><!ENTITY C "’">]><html><body><p>&O;So&C;</p></body></html>'
    assert read(Book({"a.xhtml": page})).text == "‘So’"


def test_contents_that_part_the_letters_take_the_words_of_the_book() -> None:
    contents = nav("".join(f'<li><a href="{n}.xhtml">T HE S EA {n}</a></li>' for n in "abc"))
    document = read(
        Book(
            {f"{n}.xhtml": f"<p>The Sea {n}</p><p>{LONG}</p>" for n in "abc"},
            {"nav.xhtml": contents},
            properties={"nav.xhtml": "nav"},
        )
    )
    assert [entry.title for entry in document.outline] == ["The Sea a", "The Sea b", "The Sea c"]
    assert of_kind(document, BlockKind.HEADING) == ["The Sea a", "The Sea b", "The Sea c"]


def test_what_stands_beside_the_main_text_comes_last_and_each_page_once() -> None:
    book = Book({"x.xhtml": "<p>Answers.</p>", "a.xhtml": "<p>Questions.</p>"}, beside=["x.xhtml"])
    book.spine = '<itemref idref="a.xhtml"/>' * 3
    assert read(book).text == "Questions.\nAnswers."


def test_broken_pages_are_read_and_missing_ones_named() -> None:
    document = read(
        Book(
            {"a.xhtml": "<html><body><p>Not <b>closed<p>Second &nbsp; &bogus;</body>", "b.xhtml": "<p>Whole.</p>"},
            manifest='<item id="c" href="lost%20page.xhtml" media-type="application/xhtml+xml"/>',
            spine='<itemref idref="c"/><itemref idref="nothing"/>',
        )
    )  # fmt: skip
    assert document.text == "Not closed\nSecond \u00a0 &bogus;\nWhole."
    assert document.notices == (
        "2 chapters are missing or damaged and were left out: lost%20page.xhtml, nothing",
    )


def test_the_title_page_has_the_title() -> None:
    document = read(
        Book(
            {
                "t.xhtml": "<h2>A Book of Rivers</h2><p>by Ada Reed</p>",
                "a.xhtml": "<h1>One</h1><p>It is.</p>",
            }
        )
    )
    assert document.blocks[0].role is Role.TITLE
    assert document.blocks[0].level == 1


def test_a_book_without_a_package_or_without_text_is_refused_in_a_sentence() -> None:
    with pytest.raises(UnreadableFile, match="which of its parts is its text"):
        read(
            Book(
                {"a.xhtml": "<p>Text.</p>"},
                package="EPUB/package.xml",
                container="<x/>",
            )
        )
    with pytest.raises(UnreadableFile, match="There is no text in it"):
        read(Book({"a.xhtml": "<p> </p>"}))

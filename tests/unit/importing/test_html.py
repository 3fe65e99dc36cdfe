"""Pages become blocks of our own: nothing is run, nothing is fetched, nothing hidden is read."""

import re
from pathlib import Path

import pytest

from closereader.importing import html_tree, parse
from closereader.model.document import BlockKind, Document, InlineStyle, Role

SOURCES = Path(html_tree.__file__).parent
LONG = "The prices of the last year are on the wall still, and nobody has thought of taking them down. "


def read(body: str, head: str = "") -> Document:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return parse(page.encode("utf-8"), "page.html", None, None)


def of_kind(document: Document, kind: BlockKind) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.kind is kind]


def styled(document: Document, style: InlineStyle) -> list[str]:
    return [document.text[i.start : i.end] for i in document.inlines if i.style is style]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>SECRET</script>", "<style>SECRET</style>", "<noscript>SECRET</noscript>", "<nav>SECRET</nav>",
        "<form>SECRET</form>", "<p hidden>SECRET</p>", "<p style='DISPLAY : none'>SECRET</p>", "<!-- SECRET -->",
        "<p aria-hidden=true>SECRET</p>", "<template>SECRET</template>", "<iframe>SECRET</iframe>",
        "<svg><text>SECRET</text></svg>", "<span class=sr-only>SECRET</span>", "<div role=navigation>SECRET</div>",
        "<textarea>SECRET</textarea>", "<object>SECRET</object>", "<select><option>SECRET</select>",
    ],
)  # fmt: skip
def test_what_is_hidden_or_no_text_is_not_read(hidden: str) -> None:
    assert read(f"<p>Before.</p>{hidden}<p>After.</p>").text == "Before.\nAfter."


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)", "JAVA\tSCRIPT:alert(1)", " javascript:x", "data:text/html,x", "file:///etc/passwd",
        "//host/share", "\\\\host\\share", "other.html", "vbscript:x", "ftp://example.org/x", "http:\u00a0//x y",
    ],
)  # fmt: skip
def test_an_unsafe_link_stays_as_text_only(target: str) -> None:
    document = read(f'<p>See <a href="{target}">the link</a>.</p>')
    assert document.text == "See the link."
    assert document.inlines == ()


@pytest.mark.parametrize(
    "target", ["http://example.org/", "https://example.org/?a=1&b=2", "mailto:a@example.org"]
)
def test_a_safe_link_is_kept(target: str) -> None:
    document = read(f'<p>See <a href="{target.replace("&", "&amp;")}">the link</a>.</p>')
    assert [(i.style, i.target) for i in document.inlines] == [(InlineStyle.LINK, target)]


def test_a_link_within_the_page_leads_to_its_place() -> None:
    document = read(
        '<p><a href="#there">Go</a>, or <a href="#nowhere">do not</a>.</p><h2 id="there">There</h2>'
    )
    (link,) = document.inlines
    assert document.text[int(link.target[1:]) :] == "There"


@pytest.mark.parametrize(
    ("attributes", "markers"),
    [
        ("", ["1. ", "2. "]), ("start=9", ["9. ", "10. "]), ("type=a", ["a. ", "b. "]), ("type=I start=3", ["III. ", "IV. "]),
        ("reversed", ["2. ", "1. "]), ("start=x", ["1. ", "2. "]), ("start=-1", ["-1. ", "0. "]),
        ("start=99999999999999999999", ["1. ", "2. "]),
    ],
)  # fmt: skip
def test_a_list_is_numbered_as_the_page_says(attributes: str, markers: list[str]) -> None:
    document = read(f"<ol {attributes}><li>one<li>two</ol>")
    assert [document.text[b.start : b.start + b.marker] for b in document.blocks] == markers


def test_short_lines_parted_by_breaks_are_verse() -> None:
    document = read(
        "<p>Carry me over, Adam Bray,<br>Carry me over the water;<br/>I have no penny</p>"
    )
    assert of_kind(document, BlockKind.VERSE) == [
        "Carry me over, Adam Bray,\nCarry me over the water;\nI have no penny"
    ]


def test_long_lines_parted_by_breaks_are_paragraphs() -> None:
    assert (
        of_kind(read(f"<p>{LONG}<br>{LONG}<br><br>{LONG}</p>"), BlockKind.PARAGRAPH)
        == [LONG.strip()] * 3
    )


def test_a_heading_over_two_lines_is_one_heading() -> None:
    assert read("<h1>The Last<br>Ferryman</h1><p>x</p>").title == "The Last Ferryman"


def test_styles_stand_where_they_were() -> None:
    document = read(
        "<p>  One <em>two\n three</em> <b>four<i>five</i></b><sup>6</sup> <span class=smcap>Seven</span></p>"
    )
    assert document.text == "One two three fourfive6 Seven"
    assert styled(document, InlineStyle.EMPHASIS) == ["two three", "five"]
    assert styled(document, InlineStyle.STRONG) == ["fourfive"]
    assert styled(document, InlineStyle.SUPERSCRIPT) == ["6"]
    assert styled(document, InlineStyle.SMALL_CAPS) == ["Seven"]


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="author" content="Nora Quill">',
        '<meta name="author" content="By Nora Quill">',
        '<script type="application/ld+json">{"@graph":[{"author":{"name":"Nora Quill"}}]}</script>',
    ],
)
def test_the_author_is_found_in_the_head(head: str) -> None:
    assert read("<h1>Title</h1><p>Text.</p>", head).author == "Nora Quill"


@pytest.mark.parametrize(
    "byline",
    ["<p class=byline>By Nora Quill</p>", "<h3>By Nora Quill</h3>", "<div><a rel=author href=/n>Nora Quill</a></div>",
     "<p>by Nora Quill</p>", "<p itemprop=author>Nora Quill</p>"],
)  # fmt: skip
def test_the_author_is_found_below_the_title(byline: str) -> None:
    document = read(f"<h1>Title</h1>{byline}<p>{LONG}</p>")
    assert document.author == "Nora Quill"
    assert document.blocks[1].role is Role.BYLINE


@pytest.mark.parametrize(
    "json", ["{", "[" * 100_000, "null", "[1]", '{"author": {"name": 3}}', '{"@graph": 1}']
)
def test_broken_data_about_the_page_is_passed_over(json: str) -> None:
    assert (
        read("<p>Text.</p>", f'<script type="application/ld+json">{json}</script>').text == "Text."
    )


def test_the_title_of_a_page_is_its_first_heading_even_outside_its_article() -> None:
    document = read(
        f"<div class=hero><h1>The Ferry</h1></div><article><p>{LONG * 3}</p></article>",
        "<title>Site</title>",
    )
    assert document.title == "The Ferry"
    assert document.blocks[0].role is Role.TITLE


def test_menus_and_neighbours_are_left_out() -> None:
    links = "".join(f"<li><a href='/{i}'>Other story number {i}</a></li>" for i in range(9))
    document = read(
        f"<ul>{links}</ul><div id=sidebar>Buy boots</div><article><h1>A</h1><p>{LONG * 4}</p></article><ul>{links}</ul>"
    )
    assert "Other story" not in document.text
    assert "boots" not in document.text


def test_a_list_of_sources_with_links_is_part_of_the_reading() -> None:
    items = "".join(
        f"<li>A book with a long description, see <a href='http://x.org/{i}'>here</a></li>"
        for i in range(5)
    )
    assert len(of_kind(read(f"<p>{LONG * 4}</p><ol>{items}</ol>"), BlockKind.LIST_ITEM)) == 5


def test_a_table_that_lays_out_a_page_is_no_table() -> None:
    document = read(
        f"<table><tr><td><h2>Menu</h2></td><td><p>{LONG * 4}</p><p>{LONG}</p></td></tr></table>"
    )
    assert of_kind(document, BlockKind.TABLE) == []
    assert LONG.strip() in document.text


def test_a_picture_gives_its_caption_or_its_alternative_text() -> None:
    document = read(
        "<p>x</p><img src=a.png alt='A grey boat'><figure><img alt=no><figcaption>The ferry</figcaption></figure>"
    )
    assert of_kind(document, BlockKind.FIGURE) == ["A grey boat", "The ferry"]


@pytest.mark.parametrize(
    "page",
    ["<p>One <b>two <i>three</b> four", "<p>One two three four</div></table>", "<td>One <tr>two three four",
     "<html><body><p>One two three four</p><p", "One two three four", "<p>One<p/> two three four",
     "<a<b>One two three four", "<![CDATA[x]]><p>One two three four"],
)  # fmt: skip
def test_a_broken_page_still_opens(page: str) -> None:
    text = parse(page.encode(), "page.html", None, None).text
    assert {"two", "three", "four"} <= set(text.split())


@pytest.mark.parametrize(
    "opening", ["<div>", "<font>", "<b>", "<blockquote>", "<ul><li>", "<span>"]
)
def test_nesting_beyond_measure_loses_the_structure_but_not_the_text(opening: str) -> None:
    document = read(opening * 20_000 + "inner text" + "<p>after")
    assert document.text.split() == ["inner", "text", "after"] or document.text.split()[-3:] == [
        "inner",
        "text",
        "after",
    ]


def test_each_kind_of_markup_is_parsed_in_one_place_only() -> None:
    makers = [
        p.name
        for p in SOURCES.glob("*.py")
        if re.search(r"Parser\(|fromstring|html5lib|BeautifulSoup", p.read_text("utf-8"))
    ]
    assert sorted(makers) == ["html_tree.py", "xml_tree.py"]


def test_the_declared_language_is_kept() -> None:
    page = b"<html lang='pt-BR'><body><p>Oi.</p></body></html>"
    assert parse(page, "x.html", None, None).language == "pt"

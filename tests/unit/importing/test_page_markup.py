"""What sites of all kinds mean by their markup: printed pages, formulas, captions, notes, and what stands
above an article."""

from pathlib import Path

import pytest

from closereader.importing import parse, read_file
from closereader.model.document import BlockKind, Document, InlineStyle, Role
from closereader.progress import Progress
from tests.helpers.pages import data_address, png, prose, site

LONG = "The prices of the last year are on the wall still, and nobody has thought of taking them down. "


def read(body: str, head: str = "") -> Document:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return parse(page.encode("utf-8"), "page.html", None, None)


def of_kind(document: Document, kind: BlockKind) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.kind is kind]


def pages(document: Document) -> list[tuple[str, str]]:
    return [(one.label, document.text[one.offset :].split()[0]) for one in document.pages]


def test_numbers_of_the_printed_pages_leave_the_text_and_give_addresses() -> None:
    document = read(
        f"<p>{LONG * 4}<span class='pagenum'><a id='Page_6'>[Pg 6]</a></span>Second page, as"
        "<span class='pagenum' id='Page_7'>[Pg 7]</span> well as third.</p>"
        "<p><span class='pagenum'>[Pg 8]</span></p><p>Fourth. See <a href='#Page_6'>there</a>.</p>"
    )
    assert pages(document) == [("6", "Second"), ("7", "well"), ("8", "Fourth.")]
    assert "Pg" not in document.text
    assert "as well as third" in document.text
    (link,) = (i for i in document.inlines if i.style is InlineStyle.LINK)
    assert document.text[int(link.target.removeprefix("#")) :].startswith("Second")


@pytest.mark.parametrize(
    "mark",
    [
        "<span class='star-pagination'>*{}</span>",
        "<span role='doc-pagebreak' aria-label='Page {}'></span>",
        "<a class='pagebreak' id='page{}' title='{}'></a>",
        "<span class='pagenum ws-pagenum' data-page-number='{}'>&#8203;</span>",
    ],
)
def test_pages_are_known_however_they_are_marked(mark: str) -> None:
    first, second = mark.format(649, 649), mark.format(650, 650)
    document = read(f"<p>{first}Charles. {LONG}</p><p>{LONG} Then {second} Justice. {LONG}</p>")
    assert pages(document) == [("649", "Charles."), ("650", "Justice.")]
    assert "Then Justice." in document.text


def test_numbers_that_lead_through_a_site_are_no_printed_pages() -> None:
    links = "".join(f"<a class='page-number' href='/a/{n}'>{n}</a> " for n in (1, 2, 3))
    assert read(f"<p>{LONG * 5}</p><p>{links}</p>").pages == ()


MATH = "<math><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mi>y</mi></math>"


@pytest.mark.parametrize(
    "formula",
    [
        MATH,
        # As KaTeX, MathJax and Wikipedia show it: once to be seen, once for screen readers.
        f"<span class=katex><span class=katex-mathml>{MATH}</span><span class=katex-html aria-hidden=true>x2+y</span></span>",
        f"<mjx-container><mjx-math aria-hidden=true></mjx-math><mjx-assistive-mml>{MATH}</mjx-assistive-mml></mjx-container>",
        f"<span class='mwe-math-element'><span class='mwe-math-mathml-inline' style='display: none;'>{MATH}</span>"
        "<img class='mwe-math-fallback-image-inline' alt='{\\displaystyle x^{2}+y}' src='x.svg'></span>",
    ],
)  # fmt: skip
def test_a_formula_is_read_once_with_its_raised_signs(formula: str) -> None:
    document = read(f"<p>{LONG} The sum {formula} is known.</p>")
    assert "The sum x2 + y is known." in document.text
    (raised,) = (i for i in document.inlines if i.style is InlineStyle.SUPERSCRIPT)
    assert document.text[raised.start : raised.end] == "2"


def test_a_picture_of_a_formula_stands_in_its_line_in_its_words() -> None:
    document = read(f"<p>{LONG} The sum <img class='latex' alt='x^2+y' src='x.png'> is known.</p>")
    assert "The sum x^2+y is known." in document.text


@pytest.mark.parametrize(
    "below",
    [
        "<div class='thumb'><a><img src='{0}'></a><div class='thumbcaption'><div class='magnify'></div>The mill.</div></div>",
        "<div class='wp-caption'><img src='{0}'><p class='wp-caption-text'>The mill.</p></div>",
        "<div><img src='{0}' alt='A mill in France'></div><p class='caption'>The mill.</p>",
    ],
)  # fmt: skip
def test_what_is_called_a_caption_is_that_of_the_picture_above(below: str) -> None:
    document = read(f"<p>{LONG * 3}</p>{below.format(data_address())}<p>{LONG * 3}</p>")
    (picture,) = document.pictures
    assert document.text[picture.offset :].split("\n")[0] == "The mill."


def test_notes_of_an_encyclopaedia_are_notes_without_their_arrows() -> None:
    address = "https://en.wiki.example/wiki/Mill"
    document = read(
        f"<p>{LONG * 2}The mill<sup><a href='{address}#cite_note-1'>[1]</a></sup> turned.</p><h2>References</h2>"
        "<ol><li id='cite_note-1'><span class='mw-cite-backlink'>^ <a href='#r1'><sup>a</sup></a> <a href='#r2'>"
        "<sup>b</sup></a></span> <span>Reed, <i>Mills</i>, p. 3.</span></li></ol>",
        f"<link rel=canonical href='{address}'>",
    )  # fmt: skip
    assert of_kind(document, BlockKind.NOTE) == ["1. Reed, Mills, p. 3."]
    (link,) = (i for i in document.inlines if i.style is InlineStyle.LINK)
    assert document.text[int(link.target[1:]) :].startswith("1. Reed")


def test_the_arrow_back_from_a_note_takes_its_brackets_along() -> None:
    document = read(
        f"<p>{LONG * 3}<a href='#n1'>1</a></p><ol><li id='n1'>Seneca, letters. [<a href='#r1'>↩</a>]</li></ol>"
    )
    assert of_kind(document, BlockKind.NOTE) == ["1. Seneca, letters."]


def test_a_heading_of_documentation_keeps_its_words_and_not_its_sign() -> None:
    document = read(
        f"<h1><a class='toc-backref' role='doc-backlink' href='#id1'>Sharing</a><a class='headerlink' href='#s'>¶</a></h1>"
        f"<p>{LONG * 3}</p>"
    )  # fmt: skip
    assert document.title == "Sharing"


def test_a_list_that_writes_its_own_numbers_has_them_once() -> None:
    document = read(
        f"<p>{LONG * 3}</p><ol><li><span>1.</span><p>Shear, Drugs.</p></li><li><span>2.</span><p>Bock, Bogs.</p></li></ol>"
    )
    assert of_kind(document, BlockKind.LIST_ITEM) == ["1. Shear, Drugs.", "2. Bock, Bogs."]


def test_a_table_with_a_head_may_have_long_cells() -> None:
    document = read(
        f"<table><tr><th>Film</th><th>Year</th><th>Story</th></tr><tr><td>Mill</td><td>1947</td><td>{LONG * 6}</td></tr></table>"
        f"<p>{LONG * 3}</p>"
    )  # fmt: skip
    (table,) = of_kind(document, BlockKind.TABLE)
    assert table.startswith("Film\tYear\tStory\nMill\t1947\tThe prices")


def test_a_cell_with_a_sign_alone_says_what_it_shows() -> None:
    document = read(
        "<table><tr><th>System</th><th>Here</th></tr><tr><td>Mill</td><td><img alt='yes' src='y.png'></td></tr></table>"
        f"<p>{LONG * 3}</p>"
    )  # fmt: skip
    assert of_kind(document, BlockKind.TABLE) == ["System\tHere\nMill\tyes"]


def test_the_standfirst_that_the_head_repeats_is_kept() -> None:
    standfirst = (
        "A keeper of ledgers looks back at forty winters at the crossing, and at the last one."
    )
    page = site().replace(
        '<div class="content">',
        f'<div class="teaser-top"><h1>The Last Crossing</h1><p>{standfirst}</p></div><div class="content">',
    )
    page = page.replace("<article><h1>The Last Crossing</h1>", "<article>")
    page = page.replace(
        "<link rel=canonical",
        f'<meta name="description" content="{standfirst}"><link rel=canonical',
    )
    document = parse(page.encode(), "page.html", None, None)
    assert document.text.split("\n")[:2] == ["The Last Crossing", standfirst]


def test_lines_that_lead_through_a_site_above_the_title_are_left_out() -> None:
    lines = "<p><a href='/c'>To the contents</a></p><ul><li>Search</li></ul>"
    document = read(f"{lines}<h1>The Last Crossing</h1>{prose(1)}{prose(2)}{prose(3)}", "<title>The Last Crossing</title>")  # fmt: skip
    assert document.text.startswith("The Last Crossing\n")


def test_a_stanza_that_is_one_link_stays_in_its_poem() -> None:
    stanza = "I came to the river<br>I came to the mill<br>I came to the crossing<br>And there I am still"
    poem = f"<div><p>{stanza}</p><p><a href='/notes/2'>{stanza.replace('came', 'went')}</a></p><p>{stanza.replace('came', 'ran')}</p></div>"
    document = parse(site(poem).encode(), "page.html", None, None)
    assert [text.split()[1] for text in of_kind(document, BlockKind.VERSE)] == [
        "came",
        "went",
        "ran",
    ]


def test_a_name_for_a_picture_that_is_not_there_is_not_read() -> None:
    document = read(
        f"<p>{LONG * 3}</p><img src='a' alt='Pinterest'><p>{LONG * 3}</p><img src='b' alt='Icon Facebook'>"
        f"<p>{LONG}</p><img src='c' alt='The mill in its last winter'><p>{LONG}</p>"
    )
    assert of_kind(document, BlockKind.FIGURE) == ["The mill in its last winter"]


def test_who_commented_is_no_author() -> None:
    document = read(
        f"<h1>Of Mills</h1><p>{LONG * 3}</p><ul id='recent-comments'><li class='comment'><span class='comment author'>"
        "Nora Quill</span></li></ul>"
    )  # fmt: skip
    assert document.author == ""


def test_a_byline_below_a_subtitle_is_one() -> None:
    document = read(
        f"<h1>Of Mills</h1><h2>A look at ledgers</h2><h3>By Nora Quill</h3><p>{LONG * 3}</p>"
    )
    assert document.author == "Nora Quill"
    assert Role.BYLINE in {block.role for block in document.blocks}


def test_a_book_of_project_gutenberg_has_its_title_its_author_and_its_pictures(
    tmp_path: Path,
) -> None:
    head = (
        "The Project Gutenberg EBook of Of Mills, by Nora Quill\n\nThis eBook is for the use of anyone anywhere at no "
        "cost and with almost no restrictions whatsoever. You may copy it, give it away or re-use it under the terms "
        "of the licence that is included with it.\n\nTitle: Of Mills\n\nAuthor: Nora Quill\n\n"
        "*** START OF THIS PROJECT GUTENBERG EBOOK OF MILLS ***\n"
    )  # fmt: skip
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "mill.png").write_bytes(png(200, 150))
    page = tmp_path / "mills-h.htm"
    page.write_text(
        f"<html><body><pre>{head}</pre><h1>OF MILLS. BY NORA QUILL.</h1>{prose(1, 30)}"
        f"<img src='images/mill.png' alt='A mill'>{prose(2, 30)}</body></html>"
    )
    document = read_file(page, Progress(), folder=tmp_path)
    assert (document.title, document.author) == ("Of Mills", "Nora Quill")
    assert len(document.pictures) == 1


def test_what_only_subscribers_see_is_part_of_the_article() -> None:
    paragraphs = [prose(seed).replace("<p>", "<p class='paywall'>") for seed in range(20, 26)]
    wrapped = f"<div class='paywall-content'>{prose(30, 6)}{prose(31, 6)}</div>"
    document = parse(site("".join(paragraphs) + wrapped).encode(), "page.html", None, None)
    assert document.text.count("as it was said.") == 12 + 6 * 4 + 12


def test_who_is_named_in_the_article_goes_before_who_is_named_beside_it() -> None:
    page = f"<div class='teaser'><span class='author'>Ivor Lamb</span></div><article><h1>Of Mills</h1><p>By Nora Quill</p><p>{LONG * 9}</p></article>"
    assert read(page).author == "Nora Quill"


def test_a_name_that_lost_the_space_before_it_is_a_name() -> None:
    page = f"<h1>Of Mills</h1><div><span class='byline'>By<span>Nora Quill</span></span></div><p>{LONG * 9}</p>"
    assert read(page).author == "Nora Quill"

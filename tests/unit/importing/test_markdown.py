"""Markdown becomes the same blocks as everything else."""

import pytest

from closereader.importing import parse
from closereader.model.document import BlockKind, Document, InlineStyle, Role


def read(text: str) -> Document:
    return parse(text.encode("utf-8"), "notes.md", None, None)


def blocks(document: Document) -> list[tuple[str, int, str]]:
    return [(b.kind.value, b.level, document.text[b.start : b.end]) for b in document.blocks]


def test_headings_paragraphs_and_lists_are_what_they_say() -> None:
    document = read("# A\n\ntext\nmore\n\n## B\n\n1. x\n2. y\n   - z\n\n> q\n")
    assert blocks(document) == [
        ("heading", 1, "A"), ("paragraph", 0, "text more"), ("heading", 2, "B"), ("list-item", 1, "1. x"),
        ("list-item", 1, "2. y"), ("list-item", 2, "• z"), ("quotation", 1, "q"),
    ]  # fmt: skip
    assert document.title == "A"


def test_a_list_goes_on_from_its_first_number() -> None:
    assert [words for _, _, words in blocks(read("7) x\n8) y"))] == ["7) x", "8) y"]


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        (
            "title: A\nauthor: Nora Quill\ndate: 2021-05-03\nlang: de",
            ("A", "Nora Quill", "2021-05-03", "de"),
        ),
        (
            'title: "A: b"\nauthor: [X Y, Z W]\ndate: 3 May 2021',
            ("A: b", "X Y, Z W", "2021-05-03", ""),
        ),
        ("title: 'It''s'\nauthors:\n  - X Y\n  - name: Z W", ("It's", "X Y, Z W", "", "")),
    ],
)
def test_front_matter_says_who_and_when(front: str, expected: tuple[str, ...]) -> None:
    document = read(f"---\n{front}\n---\n\nText.\n")
    assert (document.title, document.author, document.date, document.language) == expected
    assert document.blocks[0].role is Role.TITLE


def test_a_rule_at_the_beginning_is_no_front_matter() -> None:
    assert read("---\n\nText.\n\n---\n\nMore.").text.startswith("Text.")


def test_the_title_is_not_said_twice() -> None:
    assert read("---\ntitle: The Ferry\n---\n# The Ferry\n\nText.").text == "The Ferry\nText."


def test_a_note_is_linked_to_its_text() -> None:
    document = read("Said so.[^a]\n\n[^a]: In a *book*.\n")
    assert document.text == "Said so.1\n1. In a book."
    link = next(i for i in document.inlines if i.style is InlineStyle.LINK)
    assert link.target == f"#{document.text.index('1. In')}"
    assert document.blocks[1].kind is BlockKind.NOTE
    assert document.blocks[1].marker == 3


def test_what_only_looks_like_a_note_stays() -> None:
    assert read("See [^nothing] here.").text == "See [^nothing] here."


def test_hard_breaks_between_short_lines_make_verse() -> None:
    (verse,) = read("Roses are red,  \nviolets are blue,\\\nmargins are narrow.").blocks
    assert verse.kind is BlockKind.VERSE


def test_html_in_it_is_cleaned_like_a_page() -> None:
    document = read(
        "<div onclick='x'><p>Raw <b>one</b></p><script>no()</script></div>\n\nA <script>no()</script><sup>2</sup>."
    )
    assert document.text == "Raw one\nA 2."
    assert [i.style for i in document.inlines] == [InlineStyle.STRONG, InlineStyle.SUPERSCRIPT]


def test_unsafe_links_stay_as_text_only() -> None:
    document = read(
        "[a](javascript:x) [b](file:///etc) [c](data:x) [d](https://example.org) <https://example.net>"
    )
    assert document.text == "a b c d https://example.net"
    assert [i.target for i in document.inlines] == ["https://example.org", "https://example.net"]


def test_a_table_has_rows_and_cells() -> None:
    (table,) = (b for b in read("| a | b |\n|---|---|\n| c | **d** |\n").blocks)
    assert table.kind is BlockKind.TABLE
    assert read("| a | b |\n|---|---|\n| c | **d** |\n").text == "a\tb\nc\td"


def test_code_keeps_its_lines() -> None:
    assert blocks(read("```\nx = 1\n\n  y\n```\n")) == [("code", 0, "x = 1\n\n  y")]


def test_a_picture_alone_is_a_figure() -> None:
    assert blocks(read("![A grey boat](boat.png)")) == [("figure", 0, "A grey boat")]


def test_lines_of_a_script_without_spaces_are_joined_without_one() -> None:
    assert (
        read("村の真ん中に\n古い井戸があった。\nAnd so on.").text
        == "村の真ん中に古い井戸があった。 And so on."
    )


@pytest.mark.parametrize(
    "text", [">" * 5000 + " x", "- " * 2000 + "x", "[^a]: " * 2000 + "x", "*" * 5000, "[" * 5000]
)
def test_nesting_beyond_measure_is_no_error(text: str) -> None:
    assert read(text).blocks


def test_a_very_long_table_is_divided_between_rows_and_its_head_stays_at_its_top() -> None:
    rows = "".join(f"| {n} | some words in a cell |\n" for n in range(1_000))
    document = read(f"| No | Words |\n|---|---|\n{rows}")
    tables = [block for block in document.blocks if block.kind is BlockKind.TABLE]
    assert len(tables) > 1
    assert [table.level for table in tables] == [1] + [0] * (len(tables) - 1)
    assert all(document.text[table.end - 4 : table.end] == "cell" for table in tables)
    assert document.notices

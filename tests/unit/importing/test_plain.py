"""Plain text is laid out as a person would lay it out."""

import textwrap
from pathlib import Path

import pytest

from closereader.importing import parse
from closereader.model.document import BlockKind, Document, Role

DATA = Path(__file__).resolve().parents[2] / "data" / "text"
LONG = (
    "The ferry left at six, as it did every morning, with the mail, eleven sheep and the schoolmaster, who had "
    "not slept, and it came back at nine with nothing but the wind, the ferryman and the ferryman's dog."
)


def read(text: str, name: str = "some file.txt") -> Document:
    return parse(text.encode("utf-8"), name, None, None)


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(b.kind.value, document.text[b.start : b.end]) for b in document.blocks]


def of_kind(document: Document, kind: BlockKind) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.kind is kind]


def of_role(document: Document, role: Role) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.role is role]


def test_the_article_is_laid_out_as_a_person_would(shared_article: Path) -> None:
    document = parse(shared_article.read_bytes(), shared_article.name, None, None)
    assert document.text == shared_article.read_text(encoding="utf-8").strip()
    assert document.title.startswith("Revolution in Bolivia:")
    assert document.title.endswith("Assemblies!")
    assert (document.author, document.date, document.language) == ("Alan Woods", "2005-06-09", "en")
    found = document.blocks
    assert [b.role for b in found[:3]] == [Role.ISSUE, Role.TITLE, Role.BYLINE]
    assert found[-1].role is Role.SOURCE
    assert len(of_kind(document, BlockKind.HEADING)) == 7
    assert {b.level for b in found if b.kind is BlockKind.HEADING} == {1, 2}
    assert [b.marker for b in found if b.kind is BlockKind.LIST_ITEM] == [3, 3, 3, 3]
    verses = of_kind(document, BlockKind.VERSE)
    assert [verse.count("\n") for verse in verses] == [2]


@pytest.mark.parametrize("width", [60, 64, 72, 80])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_wrapped_text_is_the_same_text(width: int, ends: str) -> None:
    paragraphs = [
        line for line in (DATA / "no_headings.txt").read_text(encoding="utf-8").split("\n") if line
    ]
    wrapped = "\n\n".join(textwrap.fill(p, width, break_on_hyphens=False) for p in paragraphs)
    document = read(wrapped.replace("\n", ends))
    assert document.text == "\n".join(paragraphs)


@pytest.mark.parametrize("width", [60, 72])
def test_wrapped_paragraphs_set_in_without_blank_lines_are_found(width: int) -> None:
    paragraphs = [
        LONG,
        LONG.replace("ferry", "coach"),
        "It was late.",
        LONG.replace("sheep", "goats"),
    ]
    wrapped = "\n".join(textwrap.fill(p, width, initial_indent="    ") for p in paragraphs)
    assert read(wrapped).text == "\n".join(paragraphs)


def test_the_article_wrapped_at_72_keeps_its_structure(shared_article: Path) -> None:
    lines = shared_article.read_text(encoding="utf-8").strip().split("\n")
    verse = range(53, 56)
    wrapped = ""
    for i, line in enumerate(lines):
        wrapped += textwrap.fill(line, 72) + ("\n" if i in verse and i + 1 in verse else "\n\n")
    plain, found = read("\n".join(lines)), read(wrapped)
    assert [b.kind for b in found.blocks] == [b.kind for b in plain.blocks]
    assert found.text == plain.text


@pytest.mark.parametrize(
    ("parted", "whole"),
    [
        ("unex-\npected", "unexpected"),
        ("ferry-\nman", "ferryman"),
        ("well-to-\ndo", "well-to-do"),
        ("Stoke-\non-Trent", "Stoke-on-Trent"),
        ("1914-\n1918", "1914-1918"),
        ("fish-\npool", "fishpool"),
    ],
)
def test_a_hyphen_goes_only_where_it_parted_a_word(parted: str, whole: str) -> None:
    before = textwrap.fill(LONG, 60).removesuffix("dog.")
    document = read(f"{before}{parted} and so on and on, as they\n{textwrap.fill(LONG, 60)}")
    assert f" {whole} and so on" in document.text


def test_hyphens_stay_where_lines_were_broken_at_them() -> None:
    pairs = ["ferry-boat", "wind-mill", "sheep-dog", "mail-coach"]
    text = " ".join(f"A {pair} is a {pair.replace('-', ' or a ')}, and {LONG}" for pair in pairs)
    assert read(textwrap.fill(text, 38)).text == text


def test_dialogue_is_neither_verse_nor_headings() -> None:
    document = read((DATA / "unwrapped_dialogue.txt").read_text(encoding="utf-8"))
    assert {b.kind for b in document.blocks} == {BlockKind.PARAGRAPH}


def test_a_rhetorical_question_is_no_heading_where_there_are_none() -> None:
    document = read(f"{LONG}\nAnd what did they get for it?\n{LONG}\nNothing!\n{LONG}")
    assert of_kind(document, BlockKind.HEADING) == []


def test_headings_may_end_in_a_question_where_there_are_others() -> None:
    document = read(
        f"{LONG}\nThe first ferry\n{LONG}\nThe second ferry\n{LONG}\nWho pays the ferryman?\n{LONG}"
    )
    assert of_kind(document, BlockKind.HEADING) == [
        "The first ferry",
        "The second ferry",
        "Who pays the ferryman?",
    ]


def test_a_sentence_that_begins_with_a_chapter_is_no_heading() -> None:
    document = read(f"{LONG}\n\nChapter 3 shows that this is not so, as has been said.\n\n{LONG}")
    assert of_kind(document, BlockKind.HEADING) == []


@pytest.mark.parametrize(
    "heading",
    [
        "CHAPTER I", "CHAPTER XIV. THE RETURN", "Chapter 7: The Return", "BOOK THE FIRST", "PART TWO", "Erster Teil",
        "Kapitel 3", "CAPÍTULO IV", "Chapitre premier", "PREFACE", "Epilogue", "ACT II", "Letter the Last", "§ 4. Of Ferries",
    ],
)  # fmt: skip
def test_a_unit_is_a_heading_by_its_wording(heading: str) -> None:
    document = read(f"{LONG}\n\n{heading}\n\n{LONG}\n\n§ 5. Of Bridges\n\n{LONG}")
    assert heading in of_kind(document, BlockKind.HEADING)


def test_numbers_alone_are_headings_if_they_follow_one_another() -> None:
    document = read(f"I.\n\n{LONG}\n\nII.\n\n{LONG}\n\nIII.\n\n{LONG}")
    assert of_kind(document, BlockKind.HEADING) == ["I.", "II.", "III."]


def test_books_stand_above_chapters_and_these_above_sections() -> None:
    text = f"BOOK I\n\nCHAPTER I\n\n{LONG}\n\nThe morning ferry\n\n{LONG}\n\nCHAPTER II\n\n{LONG}"
    levels = {read(text).text[b.start : b.end]: b.level for b in read(text).blocks if b.level}
    assert levels == {"BOOK I": 2, "CHAPTER I": 3, "The morning ferry": 4, "CHAPTER II": 3}


def test_a_table_of_contents_is_a_list_and_the_chapters_are_headings() -> None:
    document = read((DATA / "gutenberg.txt").read_text(encoding="utf-8"))
    assert len(of_kind(document, BlockKind.LIST_ITEM)) == 3
    assert sum(h.startswith("CHAPTER") for h in of_kind(document, BlockKind.HEADING)) == 3


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Alan Woods", "Alan Woods"),
        ("by Hester Lorne", "Hester Lorne"),
        ("BY MARY ALDOUS", "Mary Aldous"),
        ("Von Lene Harms", "Lene Harms"),
        ("Par Jeanne d'Aubry", "Jeanne d'Aubry"),
        ("Por María de la Cruz y Juan Soto", "María de la Cruz, Juan Soto"),
        ("By J. R. Hale, M. Oyelaran and Ruth Adeyemi", "J. R. Hale, M. Oyelaran, Ruth Adeyemi"),
        ("By Tomas Weil | 4 May 2014", "Tomas Weil"),
        ("Ines Marlow", "Ines Marlow"),
    ],
)
def test_an_author_is_found_below_the_title(line: str, author: str) -> None:
    document = read(f"The Slow Ferry\n{line}\n{LONG}\n{LONG}")
    assert (document.title, document.author) == ("The Slow Ferry", author)
    assert of_role(document, Role.BYLINE) == [line]


@pytest.mark.parametrize("line", ["By the river", "By 1914", "By and by", "Slow Ferry", "Harwick"])
def test_not_every_line_below_the_title_is_an_author(line: str) -> None:
    assert read(f"The Ferry\n{line}\n{LONG}\nThe slow ferry.\n{LONG}").author == ""


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("12 March 2019", "2019-03-12"),
        ("March 12th, 2019", "2019-03-12"),
        ("Harwick, 3 November 1871", "1871-11-03"),
        ("Published: 2019-03-12", "2019-03-12"),
        ("Den 3. Mai 1921", "1921-05-03"),
        ("le 14 juillet 1889", "1889-07-14"),
        ("12 de octubre de 2003", "2003-10-12"),
        ("June 1905", "1905-06"),
        ("2005年6月9日", "2005-06-09"),
        ("Tuesday, 9 June 2015, 10:30", "2015-06-09"),
    ],
)
def test_a_date_line_is_set_apart(line: str, date: str) -> None:
    document = read(f"The Slow Ferry\n\n{line}\n\n{LONG}\n\n{LONG}")
    assert (document.date, of_role(document, Role.DATE)) == (date, [line])


@pytest.mark.parametrize(
    "line",
    [
        "—The Harwick Packet, June 9, 2005.",
        "Source: The Harwick Packet",
        "First published in The Harwick Packet, 1905.",
        "https://example.org/ferry",
        "(Originally published in June 1905)",
    ],
)
def test_a_closing_source_line_is_set_apart(line: str) -> None:
    assert of_role(read(f"The Slow Ferry\n\n{LONG}\n\n{LONG}\n\n{line}"), Role.SOURCE) == [line]


def test_a_name_after_a_dash_at_the_end_is_the_author() -> None:
    assert read(f"The Slow Ferry\n{LONG}\n{LONG}\n—Nora Quill").author == "Nora Quill"


@pytest.mark.parametrize(
    ("name", "title"),
    [("the-iron_heel.txt", "the iron heel"), ("untitled 2.txt", LONG[:65]), ("-", LONG[:65])],
)
def test_a_text_without_a_title_is_called_by_its_file_or_its_first_words(
    name: str, title: str
) -> None:
    assert read(f"{LONG}\n{LONG}", name).title.startswith(title[:40])


def test_a_poem_without_a_title_is_called_by_its_first_line() -> None:
    assert (
        read((DATA / "poem_single_stanza.txt").read_text("utf-8"), "p7.txt").title
        == "I had a coat of many years"
    )


def test_a_lone_number_begins_no_list() -> None:
    document = read(f"{LONG}\n\n1. is not a list.\n\n{LONG}")
    assert of_kind(document, BlockKind.LIST_ITEM) == []


def test_a_long_nested_list_keeps_its_outer_items() -> None:
    inner = "\n".join(f"   {letter}) item of the inner list" for letter in "abcdefghijkl")
    document = read(f"{LONG}\n\n1. The first\n{inner}\n2. The second\n")
    levels = [b.level for b in document.blocks if b.kind is BlockKind.LIST_ITEM]
    assert levels == [1, *[2] * 12, 1]


def test_a_paragraph_without_end_is_divided_and_said_so() -> None:
    document = read("It goes on. " * 20_000)
    assert len(document.blocks) > 1
    assert all(b.end - b.start <= 50_000 for b in document.blocks)
    assert all(document.text[b.start : b.end].endswith(".") for b in document.blocks)
    assert any("divided" in notice for notice in document.notices)


def test_a_combining_mark_is_not_parted_from_its_letter() -> None:
    document = read("e\u0301" * 60_000)
    assert all(document.text[b.start] == "e" for b in document.blocks)


def test_numbered_sections_with_full_stops_and_inner_lists_are_headings() -> None:
    body = textwrap.fill(LONG, 70, initial_indent="  ")
    sections = [
        f"  {n}. {title}.\n\n{body}\n\n{body}\n\n    a) a horse, if it is led;\n\n    b) a cart."
        for n, title in enumerate(
            ["Definitions", "The Crossing", "The Fare", "The Ferryman's Dog"], 1
        )
    ]
    document = read("THE RULES OF THE FERRY\n\n" + "\n\n".join(sections) + f"\n\n{body}\n")
    headings = of_kind(document, BlockKind.HEADING)
    assert headings[1:] == [
        "1. Definitions.",
        "2. The Crossing.",
        "3. The Fare.",
        "4. The Ferryman's Dog.",
    ]
    assert len(of_kind(document, BlockKind.LIST_ITEM)) == 8


def test_a_quotation_wrapped_at_an_edge_of_its_own_is_prose() -> None:
    quoted = textwrap.indent(textwrap.fill(LONG, 48), "      ")
    document = read(f"{textwrap.fill(LONG, 72)}\n\n{quoted}\n\n{textwrap.fill(LONG, 72)}\n")
    assert of_kind(document, BlockKind.QUOTATION) == [LONG]


def test_spaces_that_justified_a_wrapped_line_are_evened_out() -> None:
    wrapped = (
        textwrap.fill(LONG, 60)
        .replace("morning, with", "morning,   with")
        .replace("and it", "and  it")
    )
    assert read(f"{wrapped}\n\n{wrapped}\n").text == f"{LONG}\n{LONG}"


def test_a_number_in_the_middle_of_a_sentence_begins_no_item() -> None:
    text = f"It rests on two things: {LONG} It is so because of\n1. the wind, which comes from the west and is cold, and of many more."
    assert (
        of_kind(
            read(f"{textwrap.fill(LONG, 60)}\n\n{textwrap.fill(text, 60)}"), BlockKind.LIST_ITEM
        )
        == []
    )

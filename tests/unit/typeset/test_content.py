import json

from hypothesis import given, settings
from hypothesis import strategies as st

from closereader.model.document import BlockKind, InlineStyle, Role
from closereader.typeset.content import block_data, breakable, clean, head_length
from tests.helpers.printed import Builder


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(), max_size=80))
def test_cleaning_keeps_every_offset_and_leaves_what_json_can_carry(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    cleaned.encode("utf-8")
    json.dumps(cleaned)


def test_a_word_too_long_for_the_line_may_break() -> None:
    word = "w" * 200_000
    broken = breakable(word)
    assert broken.replace("\u200b", "") == word
    assert max(map(len, broken.split("\u200b"))) <= 8


def test_ordinary_words_are_not_touched() -> None:
    text = "counterrevolutionary internationalisation, well-known"
    assert breakable(text) == text


def test_styles_cut_a_block_into_runs() -> None:
    build = Builder().add("plain leaning both bold").style("leaning both", InlineStyle.EMPHASIS)
    build.style("both bold", InlineStyle.STRONG)
    (block,) = block_data(build.reading())
    assert [(run["t"], run["s"]) for run in block["runs"]] == [
        ("plain ", []),
        ("leaning ", ["emphasis"]),
        ("both", ["emphasis", "strong"]),
        (" bold", ["strong"]),
    ]


def test_a_list_item_parts_its_marker_from_its_words() -> None:
    build = Builder().add("12. twelve", BlockKind.LIST_ITEM, 1, marker=4)
    (block,) = block_data(build.reading())
    assert (block["marker"][0]["t"], block["runs"][0]["t"]) == ("12.", "twelve")


def test_rows_of_a_table_are_filled_up() -> None:
    (block,) = block_data(Builder().add("a\tb\tc\nd", BlockKind.TABLE).reading())
    assert len(block["columns"]) == 3
    assert [[run["t"] for run in cell] for cell in block["cells"]] == [
        ["a"],
        ["b"],
        ["c"],
        ["d"],
        [],
        [],
    ]


def test_verse_keeps_its_lines() -> None:
    (block,) = block_data(Builder().add("one\ntwo\n\nthree", BlockKind.VERSE).reading())
    assert [[run["t"] for run in line] for line in block["lines"]] == [
        ["one"],
        ["two"],
        [],
        ["three"],
    ]


def test_only_the_blocks_before_the_text_are_its_head() -> None:
    build = (
        Builder().add("Issue", BlockKind.METADATA).add("Title", BlockKind.HEADING, 1, Role.TITLE)
    )
    build.add("By someone", BlockKind.METADATA, role=Role.BYLINE).add(
        "Section", BlockKind.HEADING, 2
    ).add("Text.")
    assert head_length(build.reading().blocks) == 3


def test_blank_blocks_are_left_out() -> None:
    assert len(block_data(Builder().add("a").add("  ").add("b").reading())) == 2

"""The outline of a reading is its own table of contents, with the headings that it does not name."""

from closereader.model.contents import sections
from closereader.model.document import Block, BlockKind, OutlineEntry
from closereader.model.reading import ReadingId, ReadingText

LINES = (
    ("A Book", 1), ("Chapter 1", 2), ("Springs", 2), ("It rained.", 0), ("A cave", 3), ("It was dark.", 0),
    ("Weirs", 2), ("They hold.", 0), ("Mouths", 2), ("The sea.", 0),
)  # fmt: skip


def text_with(*entries: tuple[int, str, str]) -> ReadingText:
    """Those lines; each entry of the contents is its level, its title and the line it leads to."""
    blocks, starts, start = [], {}, 0
    for words, level in LINES:
        kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
        blocks.append(Block(start, start + len(words), kind, level))
        starts[words] = start
        start += len(words) + 1
    outline = tuple(OutlineEntry(level, title, starts[line]) for level, title, line in entries)
    whole = "\n".join(words for words, _level in LINES)
    return ReadingText(ReadingId("a"), whole, tuple(blocks), (), outline=outline)


def listed(text: ReadingText, *, are_guessed: bool = False) -> list[tuple[int, str]]:
    return [(one.depth, one.text) for one in sections(text, are_guessed=are_guessed)]


def test_without_contents_the_headings_are_listed() -> None:
    assert listed(text_with()) == [
        (0, "A Book"), (1, "Chapter 1"), (1, "Springs"), (2, "A cave"), (1, "Weirs"), (1, "Mouths"),
    ]  # fmt: skip


def test_contents_give_words_and_depth_and_other_headings_stand_below_them() -> None:
    text = text_with(
        (1, "1. Springs", "Chapter 1"), (1, "2. Weirs", "Weirs"), (2, "A new part", "They hold.")
    )
    assert listed(text) == [
        (0, "1. Springs"), (1, "A cave"), (0, "2. Weirs"), (1, "A new part"), (2, "Mouths"),
    ]  # fmt: skip


def test_contents_of_a_line_or_two_say_less_than_headings() -> None:
    assert listed(text_with((1, "Cover", "A Book"), (1, "Text", "Chapter 1"))) == listed(
        text_with()
    )


def test_guessed_headings_give_way_to_contents() -> None:
    text = text_with((1, "Springs", "Chapter 1"))
    assert listed(text, are_guessed=True) == [(0, "Springs")]
    assert listed(text_with(), are_guessed=True) == listed(text_with())


def test_contents_without_end_are_no_deeper_than_can_be_shown() -> None:
    text = text_with(*[(level, f"Level {level}", "Weirs") for level in range(1, 33)])
    assert max(depth for depth, _words in listed(text)) == 8

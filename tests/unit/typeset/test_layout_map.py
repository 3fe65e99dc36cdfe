from hypothesis import given, settings
from hypothesis import strategies as st

from closereader.model.document import Block, BlockKind
from closereader.typeset.glyphs import Glyphs
from closereader.typeset.layout_map import LayoutMap, align

PITCH, WIDTH, TOP = 15.4, 5.0, 700.0


def page_of(lines: list[str], top: float = TOP) -> Glyphs:
    """Lines of letters 5 points wide, as PDFium would give them: no spaces, U+0002 for a hyphen."""
    glyphs = Glyphs()
    for number, line in enumerate(lines):
        for column, character in enumerate(line):
            if character != " ":
                glyphs.letters.append(character)
                glyphs.x0.append(column * WIDTH)
                glyphs.x1.append((column + 1) * WIDTH)
                glyphs.y.append(top - number * PITCH)
    return glyphs


def paragraphs(*texts: str) -> tuple[str, list[Block]]:
    text = "\n".join(texts)
    blocks, start = [], 0
    for words in texts:
        blocks.append(Block(start, start + len(words), BlockKind.PARAGRAPH))
        start += len(words) + 1
    return text, blocks


def boxes(layout: LayoutMap, start: int, end: int) -> list[tuple[int, float, float]]:
    return [(f.line, round(f.x0, 2), round(f.x1, 2)) for f in layout.fragments(start, end)]


def test_every_letter_is_found_where_it_stands() -> None:
    text, blocks = paragraphs("one two three")
    layout = align(text, blocks, [page_of(["one two", "three"])])
    assert layout.unmatched == 0
    assert boxes(layout, 4, 7) == [(0, 20.0, 35.0)]
    assert boxes(layout, 4, 13) == [(0, 20.0, 35.0), (1, 0.0, 25.0)]


def test_a_space_inside_a_line_belongs_to_the_passage() -> None:
    text, blocks = paragraphs("one two")
    layout = align(text, blocks, [page_of(["one two"])])
    assert boxes(layout, 3, 4) == [(0, 15.0, 20.0)]


def test_a_hyphen_is_marked_where_the_passage_goes_on_over_it() -> None:
    text, blocks = paragraphs("capitalists")
    layout = align(text, blocks, [page_of(["capi\x02", "talists"])])
    assert boxes(layout, 0, 11) == [(0, 0.0, 25.0), (1, 0.0, 35.0)]
    assert boxes(layout, 0, 4) == [(0, 0.0, 20.0)]


def test_a_true_hyphen_at_the_end_of_a_line_is_the_texts_own() -> None:
    text, blocks = paragraphs("well-known")
    layout = align(text, blocks, [page_of(["well\x02", "known"])])
    assert layout.unmatched == 0
    assert boxes(layout, 4, 5) == [(0, 20.0, 25.0)]


def test_words_in_another_order_are_found() -> None:
    text, blocks = paragraphs("before אבג דהו after it all")
    layout = align(text, blocks, [page_of(["before דהו אבג after it all"])])
    assert boxes(layout, 7, 10) == [(0, 55.0, 70.0)]
    assert boxes(layout, 11, 14) == [(0, 35.0, 50.0)]


def test_letters_no_font_has_do_not_lose_the_way() -> None:
    text, blocks = paragraphs("before 漢字 after that")
    layout = align(
        text, blocks, [page_of(["before \x00\x00 after that".replace("\x00", "\ufffd")])]
    )
    assert boxes(layout, 10, 15) == [(0, 50.0, 75.0)]


def test_a_ligature_in_the_text_is_one_character() -> None:
    text, blocks = paragraphs("aﬁb")
    layout = align(text, blocks, [page_of(["afib"])])
    assert boxes(layout, 1, 2) == [(0, 5.0, 15.0)]


def test_a_raised_figure_is_on_its_line() -> None:
    text, blocks = paragraphs("note3 and")
    page = page_of(["note3 and"])
    page.y[4] += 3.7
    layout = align(text, blocks, [page])
    assert len(layout.lines) == 1
    assert abs(layout.lines[0].baseline - TOP) < 0.01


def test_lines_are_numbered_over_pages_without_headings() -> None:
    text, blocks = paragraphs("head", "one two", "three")
    blocks[0] = Block(0, 4, BlockKind.HEADING, 2)
    layout = align(text, blocks, [page_of(["head", "one", "two"]), page_of(["three"])])
    assert [(line.page, line.number) for line in layout.lines] == [(0, 0), (0, 1), (0, 2), (1, 3)]
    assert layout.numbers(5, 18) == (1, 3)
    assert layout.numbers(0, 4) is None


def test_cells_of_one_row_are_one_line() -> None:
    text, blocks = paragraphs("ab\tcd\nef\tgh")
    blocks[0] = Block(0, 11, BlockKind.TABLE)
    layout = align(text, blocks, [page_of(["ab    cd", "ef    gh"])])
    assert [line.number for line in layout.lines] == [1, 2]


words = st.text("abcdefgé", min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(words, min_size=1, max_size=60), st.integers(10, 40), st.data())
def test_a_passage_covers_its_own_letters_and_no_others(
    parts: list[str], measure: int, data
) -> None:
    text, blocks = paragraphs(" ".join(parts))
    lines = [""]
    for word in parts:
        if lines[-1] and len(lines[-1]) + 1 + len(word) > measure:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    layout = align(text, blocks, [page_of(lines[:3]), page_of(lines[3:])])
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    covered = ""
    for fragment in layout.fragments(start, end):
        line = lines[fragment.line]
        covered += line[round(fragment.x0 / WIDTH) : round(fragment.x1 / WIDTH)]
    assert covered.replace(" ", "") == text[start:end].replace(" ", "")

"""The reader's lines as print would have them: even, unbroken where that can be, in every script."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closereader.gui import theme as themes
from closereader.gui.reader.look import ReaderStyle
from closereader.gui.reader.pane import ReaderPane
from closereader.gui.session import Session
from closereader.model.document import BlockKind, InlineStyle
from closereader.text import hyphenate
from tests.helpers.reader import (
    boxes,
    boxes_of,
    ink_of,
    layout_of,
    lines_of,
    reader_pane,
    show,
    words_of,
)

P = BlockKind.PARAGRAPH
PROSE = (
    "Whoever holds the spring holds the town, said the council, and the ferryman answered that he "
    "had counted the waves and that nobody holds the sea; they wrote it into the ledger. "
)
ARABIC = (
    "كان التاجر يكتب في دفتره كل مساء أسماء السفن التي دخلت الميناء، ويضيف إليها عدد أكياس الملح، "
    "وثمن كل كيس. وفي سنة كتب كلمة ثم شطبها، وقال إن المنارة لا تحتاج إلى اسم آخر. "
)
HEBREW = "בערב הזה ישבה אילזה ליד החלון וספרה את הגלים, אחד אחד, עד שהגיעה אל המספר 417. "


@pytest.fixture
def pane(qtbot: QtBot, session: Session) -> ReaderPane:
    hyphenate.prepare("en")
    return reader_pane(qtbot, session)


def column(pane: ReaderPane) -> float:
    return pane.view.layout_.column


# Long words


@pytest.mark.parametrize(
    "word", ["abcdefghij" * 20, "漢" * 200, "https://example.org/" + "a-b" * 90]
)
@pytest.mark.parametrize("kind", [P, BlockKind.HEADING, BlockKind.CODE, BlockKind.LIST_ITEM])
def test_a_word_longer_than_the_line_stays_in_the_column(
    pane: ReaderPane, word: str, kind: BlockKind
) -> None:
    show(pane, (kind, f"Before it {word} after it.", 1, 0))
    for line in lines_of(pane, 0):
        assert line.x() + line.naturalTextWidth() <= column(pane) + 1
    assert all(
        box.right() <= pane.view.layout_.left + column(pane) + 1 for box in boxes_of(pane, word)
    )


def test_a_line_of_one_word_is_not_stretched(pane: ReaderPane) -> None:
    show(pane, (P, "Supercalifragilistic " + "x" * 300 + " and more"))
    (box,) = boxes_of(pane, "Supercalifragilistic")
    font = themes.text_font(20)
    assert box.width() == pytest.approx(
        QFontMetricsF(font).horizontalAdvance("Supercalifragilistic"), abs=1
    )


# Even lines

words = st.lists(
    st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=1, max_size=24)
    | st.sampled_from(["well-thumbed", "extraordinarily-distant", "שלום", "مرحبا", "p.", "12"]),
    min_size=5,
    max_size=80,
).map(" ".join)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=words, size=st.integers(13, 30), width=st.integers(420, 900))
def test_no_space_of_a_line_is_wider_than_nearly_a_type_size(
    pane: ReaderPane, text: str, size: int, width: int
) -> None:
    pane.resize(width, 620)
    pane.set_style(ReaderStyle(themes.load("light"), size=size))
    shown = show(pane, (P, text))
    left, right = pane.view.layout_.left, pane.view.layout_.left + column(pane)
    for index, character in enumerate(shown):
        for box in boxes(pane, index, index + 1):
            assert left - 1 <= box.left()
            assert box.right() <= right + 1
            assert character != " " or box.width() <= 0.9 * size + 1


def test_a_narrow_column_is_ragged_and_a_wide_one_is_not(pane: ReaderPane) -> None:
    show(pane, (P, PROSE * 3))
    ends = [ink_of(line)[1] for line in lines_of(pane, 0)[:-1]]
    assert max(ends) - min(ends) < 8
    pane.set_style(ReaderStyle(themes.load("light"), measure=36))
    QApplication.processEvents()
    ends = [ink_of(line)[1] for line in lines_of(pane, 0)[:-1]]
    assert max(ends) - min(ends) > 8
    assert all(words.endswith(" ") for words in words_of(pane, 0)[:-1]), "a word is broken"


def test_words_with_a_hyphen_are_broken_only_there(pane: ReaderPane) -> None:
    text = "Her ill-fitting, well-thumbed, extraordinarily-distant umbrella remembered everybody. "
    for width in range(560, 760, 20):
        pane.resize(width, 620)
        show(pane, (P, text * 6))
        pane.view.set_language("en")
        QApplication.processEvents()
        for words in words_of(pane, 0)[:-1]:
            last = re.split(r"\s", words.rstrip())[-1]
            assert words.endswith((" ", "-")) or "-" not in last, (width, words)


def test_an_abbreviation_stays_with_its_number(pane: ReaderPane) -> None:
    parts = ("p.", "ch.", "No.", "§", "vol.")
    text = "".join(
        f"as we read here and there, {part} {n}, and " for n, part in enumerate(parts * 9)
    )
    for justified in (True, False):
        pane.set_style(ReaderStyle(themes.load("light"), justified=justified))
        for width in range(560, 760, 25):
            pane.resize(width, 620)
            show(pane, (P, text))
            assert not any(words.rstrip().endswith(parts) for words in words_of(pane, 0)[:-1])


def test_a_mark_on_a_broken_word_holds_its_hyphen(pane: ReaderPane) -> None:
    text = show(
        pane, (P, "extraordinary responsibilities notwithstanding, revolutionary ones " * 12)
    )
    pane.view.set_language("en")
    QApplication.processEvents()
    broken = next(n for n, words in enumerate(words_of(pane, 0)) if not words.endswith(" "))
    line = lines_of(pane, 0)[broken]
    end = line.textStart() + line.textLength()
    edge = pane.view.layout_.left + column(pane)
    whole = boxes(pane, end - 2, end + 2)
    assert whole[0].right() == pytest.approx(edge, abs=0.6)
    # What ends where the word is broken has no hyphen.
    assert boxes(pane, end - 2, end)[0].right() < edge - 2
    assert text[end].isalpha()


# Right to left


@pytest.mark.parametrize("kind", [P, BlockKind.HEADING, BlockKind.VERSE, BlockKind.QUOTATION])
@pytest.mark.parametrize("words", [ARABIC, HEBREW, HEBREW + "Trieste " + HEBREW])
@pytest.mark.parametrize("justified", [True, False])
def test_lines_that_run_to_the_left_begin_at_one_edge(
    pane: ReaderPane, kind: BlockKind, words: str, justified: bool
) -> None:
    pane.set_style(ReaderStyle(themes.load("light"), justified=justified))
    show(pane, (kind, words * 2, 1, 0))
    indent = {BlockKind.VERSE: 2.2, BlockKind.QUOTATION: 1.8}.get(kind, 0.0) * 20
    begin = column(pane) - indent
    edges = [ink_of(line)[1] for line in lines_of(pane, 0)]
    assert edges[0] == pytest.approx(begin, abs=1.5)
    if kind is not BlockKind.VERSE:
        assert len(edges) > 1
        assert edges == pytest.approx([begin] * len(edges), abs=1.5)


@pytest.mark.parametrize("words", [ARABIC, HEBREW])
def test_justified_lines_that_run_to_the_left_fill_the_column(pane: ReaderPane, words: str) -> None:
    show(pane, (P, words * 2))
    for line in lines_of(pane, 0)[:-1]:
        low, high = ink_of(line)
        assert low == pytest.approx(0, abs=2)
        assert high == pytest.approx(column(pane), abs=2)


def test_the_number_of_an_item_stands_where_its_lines_begin(pane: ReaderPane) -> None:
    show(pane, (BlockKind.LIST_ITEM, "1. " + HEBREW * 3, 1, 3))
    number = boxes(pane, 0, 2)[0]
    words = boxes(pane, 3, len(HEBREW) * 3)
    assert number.right() == pytest.approx(pane.view.layout_.left + column(pane), abs=1)
    assert len(words) > 1
    assert all(number.left() >= box.right() for box in words)
    assert number.top() == words[0].top()
    at = pane.view.offset_at(number.center().toPoint())
    assert at is not None
    assert at < 3


def test_a_line_of_two_directions_is_not_stretched(pane: ReaderPane) -> None:
    text = show(
        pane, (P, "He read aloud كان التاجر يكتب and then nothing of the kind at all; " * 4)
    )
    spaces = [box.width() for i, c in enumerate(text) if c == " " for box in boxes(pane, i, i + 1)]
    assert max(spaces) < 0.5 * 20


# Blocks


@pytest.mark.parametrize("kind", [P, BlockKind.METADATA])
@pytest.mark.parametrize("sign", ["* * *", "⁂", "***", "—"])
def test_the_sign_of_a_new_scene_stands_in_the_middle_with_space_around(
    pane: ReaderPane, kind: BlockKind, sign: str
) -> None:
    show(pane, (P, PROSE), (kind, sign), (P, PROSE))
    layout = pane.view.layout_
    (box,) = boxes_of(pane, sign)
    assert box.center().x() == pytest.approx(layout.left + column(pane) / 2, abs=2)
    above = boxes(pane, 0, len(PROSE))[-1]
    below = boxes(pane, len(PROSE) + len(sign) + 2, 2 * len(PROSE))[0]
    assert box.top() - above.bottom() > 20
    assert below.top() - box.bottom() > 20


def test_the_rest_of_a_long_line_of_verse_stands_deeper_than_any_line(pane: ReaderPane) -> None:
    long = "That well-thumbed photograph considered that ceremonious parlour, and so on and on,"
    show(
        pane,
        (BlockKind.VERSE, f"{long}\n    {long}\nshort\n\u00a0\u00a0\u00a0\u00a0{long} \U0001f600"),
    )
    starts: dict[bool, list[float]] = {True: [], False: []}
    before = "\u2028"
    for line, words in zip(lines_of(pane, 0), words_of(pane, 0), strict=True):
        indent = len(words) - len(words.lstrip())
        first = layout_of(pane, 0).lineForTextPosition(line.textStart())
        x = first.cursorToX(line.textStart() + indent)
        starts[before == "\u2028"].append(x[0] if isinstance(x, tuple) else x)
        before = words[-1]
    assert len(starts[False]) >= 3
    assert min(starts[False]) > max(starts[True]) + 10


def formats_of(pane: ReaderPane, number: int) -> dict[str, QFont]:
    """The fonts of a block, by the words that are set in them."""
    units = pane.view.document().findBlockByNumber(number).text().encode("utf-16-le")
    return {
        units[2 * p.start : 2 * (p.start + p.length)].decode("utf-16-le"): p.format.font()
        for p in layout_of(pane, number).formats()
    }


def test_scripts_without_an_italic_are_never_slanted(pane: ReaderPane) -> None:
    show(pane, (BlockKind.FIGURE, "A caption, كان التاجر, with 吾輩は猫 and 😀."))
    slanted = {words: font.italic() for words, font in formats_of(pane, 0).items()}
    assert slanted == {
        "A caption, ": True,
        "كان التاجر": False,
        ", with ": True,
        "吾輩は猫": False,
        " and ": True,
        "😀": False,
        ".": True,
    }


def test_stress_in_such_a_script_is_seen_by_its_weight(pane: ReaderPane) -> None:
    show(pane, (P, "Not and שלום here"), styles=(("and שלום here", InlineStyle.EMPHASIS),))
    fonts = formats_of(pane, 0)
    assert fonts["and "].italic()
    assert not fonts["שלום"].italic()
    assert fonts["שלום"].weight() > fonts["and "].weight()


def test_code_has_figures_of_one_height(pane: ReaderPane) -> None:
    styles = (("f(1893)", InlineStyle.CODE),)
    show(pane, (P, "In 1893 it was f(1893)."), (BlockKind.CODE, "x = 1893"), styles=styles)
    fonts = [formats_of(pane, 0)["f(1893)"], formats_of(pane, 1)["x = 1893"]]
    for font in fonts:
        assert QFont.Tag("onum") not in font.featureTags()
        assert font.featureValue(QFont.Tag("lnum")) == 1
    assert formats_of(pane, 0)["In 1893 it was "].featureValue(QFont.Tag("onum")) == 1


@pytest.mark.parametrize("face", list(themes.FACES))
@pytest.mark.parametrize("size", [14, 20, 32])
def test_the_number_of_a_note_can_be_read(pane: ReaderPane, face: str, size: int) -> None:
    pane.set_style(ReaderStyle(themes.load("light"), face=face, size=size))
    show(pane, (P, "A word.17 More"), styles=(("17", InlineStyle.SUPERSCRIPT),))
    (line,) = lines_of(pane, 0)
    raised = line.glyphRuns(7, 2)[0].rawFont()
    base = line.glyphRuns(0, 2)[0].rawFont()
    assert raised.pixelSize() >= 0.65 * base.pixelSize()
    glyph = raised.pathForGlyph(line.glyphRuns(7, 2)[0].glyphIndexes()[0]).boundingRect()
    x = base.pathForGlyph(base.glyphIndexesForString("x")[0]).boundingRect()
    # Old-style, a "1" is no higher than x and shrinks with the rest.
    assert glyph.height() >= 0.85 * x.height()

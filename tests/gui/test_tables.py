"""Tables in the reader: cells wrap in their columns, and every point leads to what is seen there."""

import re
from unicodedata import combining

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closereader.gui import theme as themes
from closereader.gui.reader.look import ReaderStyle
from closereader.gui.reader.pane import ReaderPane
from closereader.gui.session import Session
from closereader.library import readings
from closereader.model.document import Block, BlockKind, Document, Inline, InlineStyle
from closereader.model.span import Span
from closereader.text.scripts import runs_left
from tests.helpers.reader import reader_pane

WAGES = "Year\tUpper mill\tLower mill\n1840\t9\t7\n1845\t8\t117\n1850\t11\t8"
WIDE = (
    "Demand\tWho raised it, and where it was read aloud\tWhat the council answered in the end\n"
    "Water\tThe upper streets, at each assembly, always in the same order as the list that was kept\t"
    "Nothing for a week\n"
    "Bread\tThe lower streets\tThat bread was short everywhere and that nobody could be blamed for it"
)


@pytest.fixture
def pane(qtbot: QtBot, session: Session) -> ReaderPane:
    pane = reader_pane(qtbot, session)
    pane.view.setFocus()
    return pane


def show(pane: ReaderPane, table: str, head: int = 1, bold: tuple[str, ...] = ()) -> Block:
    """Open a reading of a paragraph, the table and another paragraph; the table's block. These
    words are `bold`."""
    before, after = "The figures are these.", "So much for the figures."
    text = f"{before}\n{table}\n{after}"
    block = Block(len(before) + 1, len(before) + 1 + len(table), BlockKind.TABLE, head)
    blocks = (
        Block(0, len(before), BlockKind.PARAGRAPH),
        block,
        Block(block.end + 1, len(text), BlockKind.PARAGRAPH),
    )
    inlines = tuple(
        Inline(text.index(words), text.index(words) + len(words), InlineStyle.STRONG)
        for words in bold
    )
    document = Document(text, blocks, inlines, title="T", source_hash=str(hash((text, head))))
    reading, _ = pane.session.library.run("Add", readings.add, document)
    pane.session.open(reading.id)
    QApplication.processEvents()
    return block


def boxes(pane: ReaderPane, words: str) -> list[QRectF]:
    text = pane.session.text.text
    start = text.index(words)
    return pane.view.overlay.span_rects(Span(start, start + len(words)))


def box(pane: ReaderPane, words: str) -> QRectF:
    (found,) = boxes(pane, words)
    return found


def test_cells_of_a_column_begin_at_one_edge(pane: ReaderPane) -> None:
    show(pane, "Name\tPlace\nAna\tVilcabuena\nTomás Ibarra\tThe coast")
    assert box(pane, "Place").left() == pytest.approx(box(pane, "Vilcabuena").left(), abs=1)
    assert box(pane, "Place").left() == pytest.approx(box(pane, "The coast").left(), abs=1)


def test_numbers_end_at_one_edge_with_their_head(pane: ReaderPane) -> None:
    show(pane, WAGES)
    assert box(pane, "117").right() == pytest.approx(box(pane, "Lower mill").right(), abs=1.5)
    assert boxes(pane, "7\n")[0].right() == pytest.approx(box(pane, "117").right(), abs=1.5)


def test_a_long_cell_wraps_inside_its_column(pane: ReaderPane) -> None:
    show(pane, WIDE)
    long = boxes(pane, "The upper streets, at each assembly, always in the same order as the list")
    assert len(long) > 1
    beside = box(pane, "Nothing for")
    assert all(rect.right() < beside.left() for rect in long)
    assert beside.top() == pytest.approx(long[0].top(), abs=1)
    assert box(pane, "Bread").top() > max(rect.bottom() for rect in long)


def test_there_is_a_rule_under_the_head_and_only_there(pane: ReaderPane) -> None:
    show(pane, WAGES, head=1)
    with_head = rules(pane)
    show(pane, WAGES, head=0)
    assert len(with_head) == 1
    assert rules(pane) == []


def rules(pane: ReaderPane) -> list[int]:
    """Rows of the picture with a line of one colour from the table's left to its right."""
    first, last = boxes(pane, "Year")[0], boxes(pane, "11\t8")[-1]
    image = pane.view.viewport().grab().toImage()
    page = image.pixelColor(2, 2)
    found = []
    for y in range(int(first.top()), int(last.bottom())):
        line = {
            image.pixelColor(x, y).name()
            for x in range(int(first.left()) + 2, int(last.right()) - 2)
        }
        if len(line) == 1 and line != {page.name()}:
            found.append(y)
    return found


def test_a_point_in_a_cell_leads_to_that_cell(pane: ReaderPane) -> None:
    show(pane, WIDE)
    text = pane.session.text.text
    for words in ("Nothing for a week", "The lower streets", "Bread", "What the council"):
        rect = boxes(pane, words)[0]
        at = pane.view.offset_at(QPointF(rect.left() + 3, rect.center().y()).toPoint())
        assert at is not None
        assert text[at:].startswith(words[:4])


def test_down_goes_to_the_cell_below(pane: ReaderPane) -> None:
    show(pane, WAGES)
    text = pane.session.text.text
    start = text.index("Upper mill") + len("Upper mill") - 1
    pane.view.go_to(Span(start, start), flash=False)
    QTest.keyClick(pane.view, Qt.Key.Key_Down)
    assert pane.session.caret in (text.index("9\t7"), text.index("9\t7") + 1)
    QTest.keyClick(pane.view, Qt.Key.Key_Down)
    assert pane.session.caret in (text.index("8\t117"), text.index("8\t117") + 1)


def test_copying_cells_gives_the_text_with_its_tabs(pane: ReaderPane) -> None:
    show(pane, WAGES)
    start = pane.session.text.text.index("1840")
    pane.view.select(Span(start, start + len("1840\t9\t7")))
    assert pane.view.createMimeDataFromSelection().text() == "1840\t9\t7"


cells = st.text(st.sampled_from("abcdefgfi WMé\u0301123.,€漢字\U0001f600ﬁ"), max_size=40).map(
    str.strip
)
hebrew = st.text(st.sampled_from("אבגד הוז"), min_size=1, max_size=20).map(str.strip)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    rows=st.integers(1, 6).flatmap(
        lambda width: st.lists(
            st.lists(cells | hebrew, min_size=width, max_size=width), min_size=1, max_size=5
        )
    ),
    size=st.integers(12, 40),
    head=st.integers(0, 2),
    width=st.integers(420, 1200),
)
def test_every_character_lies_in_the_column_and_points_lead_back(
    pane: ReaderPane, rows: list[list[str]], size: int, head: int, width: int
) -> None:
    table = "\n".join("\t".join(row) for row in rows)
    if not table.strip():
        return
    pane.resize(width, 620)
    pane.set_style(ReaderStyle(themes.load("light"), size=size))
    right = pane.view.viewport().width()
    block = show(pane, table.strip("\n\t ") or "x", head)
    view = pane.view
    layout = view.layout_
    text = pane.session.text.text
    for offset in range(block.start, block.end):
        for rect in view.overlay.span_rects(Span(offset, offset + 1)):
            # A mark on a letter of the other direction may be drawn beside it.
            slack = size / 2 if combining(text[offset]) else 1
            assert layout.left - slack <= rect.left()
            # A wide table takes what is free beside the column.
            assert rect.right() <= max(right - 20, layout.left + layout.column) + slack
            if text[offset].isspace() or rect.width() < 2 or combining(text[offset]):
                continue
            position = layout.hitTest(rect.center(), Qt.HitTestAccuracy.FuzzyHit)
            near = view.positions.offset(position)
            assert view.overlay.span_rects(Span(offset, offset + 1)) == [rect]
            if runs_left(table):
                # The caret between two directions has two places; the cell it is in has one.
                low = max(text.rfind(sign, 0, offset) for sign in "\t\n") + 1
                high = min(i for sign in "\t\n" if (i := text.find(sign, offset)) >= 0)
                assert low <= near <= high + 1, (offset, near, text[offset])
            else:
                # At one side of the letter pointed at; a cluster is one letter.
                assert abs(near - offset) <= 4, (offset, near, text[offset])


MONTHS = "Harbour Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Total".split()
HARBOURS = "Lisbon Trieste Aleppo Dunwich Reykjavík".split()
SALT = "\n".join(
    "\t".join(row)
    for row in [
        MONTHS,
        *([name, *(str(10_007 * (n + 3) % 99_991) for n in range(13))] for name in HARBOURS),
    ]
)


def tokens(pane: ReaderPane, block: Block) -> list[tuple[str, list[QRectF]]]:
    """Every word and number of a table, and where it is."""
    text = pane.session.text.text
    return [
        (found[0], pane.view.overlay.span_rects(Span(found.start(), found.end())))
        for found in re.compile(r"\S+").finditer(text, block.start, block.end)
    ]


@pytest.mark.parametrize("size", [14, 20, 28])
@pytest.mark.parametrize("width", [380, 520, 700, 900, 1200])
def test_no_word_or_number_of_a_wide_table_is_broken_or_covered(
    pane: ReaderPane, width: int, size: int
) -> None:
    pane.resize(width, 620)
    pane.set_style(ReaderStyle(themes.load("light"), size=size))
    found = tokens(pane, show(pane, SALT))
    assert all(len(rects) == 1 for _, rects in found), found
    places = [rects[0] for _, rects in found]
    assert all(rect.right() <= pane.view.viewport().width() - 20 for rect in places)
    for index, rect in enumerate(places):
        inner = rect.adjusted(1, 5, -1, -5)
        assert not any(inner.intersects(other) for other in places[index + 1 :])


def test_the_columns_of_a_folded_table_stand_under_one_another(pane: ReaderPane) -> None:
    pane.resize(420, 620)
    show(pane, SALT)
    text = pane.session.text.text
    heads = {month: box(pane, month) for month in MONTHS}
    folds = {round(rect.top()) for rect in heads.values()}
    assert len(folds) > 1
    for row in text[text.index("Lisbon") :].split("\n")[: len(HARBOURS)]:
        start = text.index(row)
        for month, number in zip(MONTHS[1:], row.split("\t")[1:], strict=True):
            start = text.index(number, start)
            (place,) = pane.view.overlay.span_rects(Span(start, start + len(number)))
            assert place.right() == pytest.approx(heads[month].right(), abs=1.5)
            start += len(number)
    # What is folded stands below the second column, so that names stand out.
    names = [box(pane, name) for name in HARBOURS]
    assert all(r.left() > names[0].right() for m, r in heads.items() if m != "Harbour")


def test_a_table_takes_the_free_width_beside_the_column_when_it_must(pane: ReaderPane) -> None:
    pane.resize(760, 620)
    show(pane, SALT)
    (narrow,) = boxes(pane, "Total")
    pane.resize(1100, 620)
    QApplication.processEvents()
    (wide,) = boxes(pane, "Total")
    layout = pane.view.layout_
    assert wide.right() > layout.left + layout.column
    assert wide.top() == pytest.approx(box(pane, "Jan").top(), abs=1)
    at = layout.hitTest(wide.center(), Qt.HitTestAccuracy.ExactHit)
    assert pane.session.text.text[at] in "Total"
    pane.resize(760, 620)
    QApplication.processEvents()
    assert boxes(pane, "Total") == [narrow]


def test_a_word_in_bold_is_not_broken_either(pane: ReaderPane) -> None:
    table = "A\tB\tC\nextraordinarily\tcorrespondence\tphotographers and apothecaries"
    block = show(pane, table, bold=("extraordinarily", "correspondence"))
    for width in range(380, 620, 20):
        pane.resize(width, 620)
        QApplication.processEvents()
        assert all(len(rects) == 1 for _, rects in tokens(pane, block)), width


def test_a_token_longer_than_the_window_is_broken_inside_it(pane: ReaderPane) -> None:
    block = show(pane, "Name\tAddress\nx\t" + "https://example.org/" * 12)
    for _, rects in tokens(pane, block):
        assert all(rect.right() <= pane.view.viewport().width() for rect in rects)

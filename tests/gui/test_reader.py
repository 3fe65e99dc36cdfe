"""The reader pane: what is seen, selected, marked and dragged is what is stored."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closereader.gui import theme as themes
from closereader.gui.reader.look import ReaderStyle
from closereader.gui.reader.pane import ReaderPane
from closereader.gui.session import Session
from closereader.library import annotations, queries, readings
from closereader.library.library import Library
from closereader.model.annotation import AnnotationKind
from closereader.model.colour import Colour
from closereader.model.document import Block, BlockKind, Document
from closereader.model.span import Span
from closereader.text import hyphenate
from tests.helpers.reader import drag, reader_pane


@pytest.fixture
def pane(qtbot: QtBot, session: Session) -> ReaderPane:
    pane = reader_pane(qtbot, session)
    assert session.reading is not None
    session.open(session.reading.id)
    pane.view.setFocus()
    QApplication.processEvents()
    return pane


def text_of(pane: ReaderPane) -> str:
    assert pane.session.text is not None
    return pane.session.text.text


def point_at(pane: ReaderPane, offset: int) -> QPoint:
    """The middle of the character at `offset`, in the viewport."""
    rects = pane.view.overlay.span_rects(Span(offset, offset + 1))
    shift = pane.view.verticalScrollBar().value()
    return rects[0].translated(0, -shift).center().toPoint()


def open_text(pane: ReaderPane, text: str) -> None:
    """Show `text`, one paragraph a line, as the only reading."""
    blocks, start = [], 0
    for line in text.split("\n"):
        blocks.append(Block(start, start + len(line), BlockKind.PARAGRAPH))
        start += len(line) + 1
    document = Document(text, tuple(blocks), title="T", source_hash=str(hash(text)))
    reading, _ = pane.session.library.run("Add", readings.add, document)
    pane.session.open(reading.id)
    QApplication.processEvents()


def test_dragging_over_words_selects_just_those(pane: ReaderPane) -> None:
    text = text_of(pane)
    start = text.index("roads into")
    end = start + len("roads into")
    drag(pane, point_at(pane, start) - QPoint(3, 0), point_at(pane, end - 1) + QPoint(3, 0))
    assert pane.session.selection == Span(start, end)


def test_a_double_click_takes_the_word_and_not_the_space_after_it(pane: ReaderPane) -> None:
    offset = text_of(pane).index("Vilcabuena")
    point = point_at(pane, offset + 3)
    QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseDClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert pane.session.selection == Span(offset, offset + len("Vilcabuena"))


def test_a_third_click_takes_the_paragraph(pane: ReaderPane) -> None:
    block = next(b for b in pane.session.text.blocks if b.kind is BlockKind.PARAGRAPH)
    point = point_at(pane, block.start + 10)
    view = pane.view.viewport()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=point)
    assert pane.session.selection == block.span


def test_shift_and_arrows_select_from_the_caret(pane: ReaderPane) -> None:
    start = text_of(pane).index("bread")
    pane.view.go_to(Span(start, start), flash=False)
    for _ in range(len("bread")):
        QTest.keyClick(pane.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert pane.session.selection == Span(start, start + len("bread"))
    assert pane.bar.isVisible()


def test_the_bar_never_lies_over_the_selection(pane: ReaderPane) -> None:
    for block in pane.session.text.blocks:
        pane.view.go_to(block.span, flash=False)
        pane.view.select(block.span)
        pane.view.selected.emit(True)
        assert pane.bar.isVisible()
        assert not any(rect.intersects(pane.bar.geometry()) for rect in pane.view.selecting.rects())


def test_clicking_a_colour_in_the_bar_asks_for_that_highlight(
    qtbot: QtBot, pane: ReaderPane
) -> None:
    pane.view.select(Span(60, 90))
    pane.view.selected.emit(True)
    with qtbot.waitSignal(pane.triggered) as asked:
        QTest.mouseClick(pane.bar._dots[2], Qt.MouseButton.LeftButton)
    assert asked.args == ["highlight.3"]


def test_a_highlight_is_drawn_in_its_colour_at_its_words(
    pane: ReaderPane, library: Library
) -> None:
    text = text_of(pane)
    start = text.index("The quarrel")
    library.run(
        "Highlight",
        annotations.add,
        pane.session.reading.id,
        Span(start, start + 40),
        colour=Colour.VIOLET,
    )
    QApplication.processEvents()
    picture = pane.view.viewport().grab().toImage()
    rect = pane.view.overlay.span_rects(Span(start, start + 1))[0]
    rect.translate(0, -pane.view.verticalScrollBar().value())
    wanted = themes.load("light").marks[Colour.VIOLET]
    colours = {
        picture.pixelColor(int(rect.left()) + 2, y).name()
        for y in range(int(rect.top()) + 2, int(rect.bottom()) - 1)
    }
    assert wanted.name() in colours
    assert picture.pixelColor(int(rect.left()) - 8, int(rect.center().y())).name() != wanted.name()


def test_a_click_chooses_the_shortest_mark_and_another_the_next(pane: ReaderPane) -> None:
    text = text_of(pane)
    reading = pane.session.reading.id
    start = text.index("Whoever holds")
    long = pane.session.library.run(
        "H", annotations.add, reading, Span(start, start + 60), colour=Colour.BLUE
    )
    short = pane.session.library.run(
        "H", annotations.add, reading, Span(start + 8, start + 20), colour=Colour.RED
    )
    point = point_at(pane, start + 12)
    QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert pane.session.chosen_note == short.id
    QTest.qWait(QApplication.doubleClickInterval() + 50)
    QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert pane.session.chosen_note == long.id


def test_dragging_an_end_extends_the_passage_in_one_step(
    pane: ReaderPane, library: Library
) -> None:
    text = text_of(pane)
    start = text.index("bread was")
    note = library.run(
        "Highlight",
        annotations.add,
        pane.session.reading.id,
        Span(start, start + 5),
        colour=Colour.GREEN,
    )
    pane.session.choose_note(note.id)
    end = text.index("short", start) + len("short")
    box = pane.view.overlay.handles(note)[1].center().toPoint()
    drag(pane, box, point_at(pane, end - 1) + QPoint(4, 0))
    assert queries.annotation(library, note.id).span == Span(start, end)
    assert queries.annotation(library, note.id).quote == "bread was short"
    library.undo()
    assert queries.annotation(library, note.id).span == Span(start, start + 5)


def test_find_counts_and_steps_through_the_hits(qtbot: QtBot, pane: ReaderPane) -> None:
    pane.finding.open()
    QTest.keyClicks(pane.find_bar.field, "ledesma")
    total = text_of(pane).count("Ledesma")
    qtbot.waitUntil(lambda: pane.find_bar.count.text() == f"1 of {total}")
    QTest.keyClick(pane.find_bar.field, Qt.Key.Key_Return)
    assert pane.find_bar.count.text() == f"2 of {total}"
    QTest.keyClick(pane.find_bar.field, Qt.Key.Key_Escape)
    assert not pane.find_bar.isVisible()
    assert pane.view.overlay.hits == []


def test_the_place_is_kept_over_another_reading(pane: ReaderPane) -> None:
    first = pane.session.reading.id
    open_text(pane, "\n".join(f"Paragraph {n} of a long text, " * 12 for n in range(80)))
    long = pane.session.reading.id
    pane.view.show_offset_at_top(9000)
    kept = pane.view.place()[0]
    pane.keep_place()
    pane.session.open(first)
    pane.session.open(long)
    QApplication.processEvents()
    assert pane.view.place()[0] == kept


def test_a_resize_keeps_the_line_being_read(pane: ReaderPane) -> None:
    open_text(pane, "\n".join(f"Paragraph {n} of a long text, " * 12 for n in range(200)))
    pane.view.show_offset_at_top(30_000)
    offset = pane.view.place()[0]
    for width in (620, 900, 500, 760):
        pane.resize(width, 620)
        QApplication.processEvents()
        # The line's first character moves with the breaks, by less than a line of the widest.
        assert abs(pane.view.place()[0] - offset) < 110


def test_a_flash_and_a_theme_change_draw_nothing_wrong(pane: ReaderPane) -> None:
    pane.session.go_to.emit(Span(200, 240), True)
    pane.set_style(ReaderStyle(themes.load("dark"), size=28))
    QApplication.processEvents()
    page = themes.load("dark").page
    picture = pane.view.viewport().grab().toImage()
    assert picture.pixelColor(3, picture.height() - 3).name() == page.name()


def test_underlines_are_drawn_under_the_words(pane: ReaderPane) -> None:
    pane.view.select(Span(70, 110))
    pane.session.mark(AnnotationKind.UNDERLINE, Colour.RED)
    QApplication.processEvents()
    rect = pane.view.overlay.span_rects(Span(70, 110))[0]
    picture = pane.view.viewport().grab().toImage()
    edge = themes.load("light").edges[Colour.RED]
    column = int(rect.left()) + 12
    names = {
        picture.pixelColor(column, y).name()
        for y in range(int(rect.center().y()), int(rect.bottom()) + 6)
    }
    assert edge.name() in names


def test_a_list_number_stands_whole_before_its_item(pane: ReaderPane) -> None:
    text = (
        "A list:\n1. First of all, an item that is long enough to be set in several lines, "
        + "on " * 60
    )
    item = Block(8, len(text), BlockKind.LIST_ITEM, level=1, marker=3)
    document = Document(text, (Block(0, 7, BlockKind.PARAGRAPH), item), title="L", source_hash="l")
    reading, _ = pane.session.library.run("Add", readings.add, document)
    pane.session.open(reading.id)
    QApplication.processEvents()
    number, stop, first = (pane.view.overlay.span_rects(Span(o, o + 1))[0] for o in (8, 9, 11))
    assert abs(stop.left() - number.right()) < 1.5
    assert stop.right() <= first.left()
    assert number.top() == first.top()
    second = pane.view.document().findBlockByNumber(1).layout().lineAt(2)
    assert abs(second.x() + pane.view.layout_.left - first.left()) < 1.5


def test_words_are_broken_only_on_the_screen(qtbot: QtBot, pane: ReaderPane) -> None:
    words = (
        "extraordinary responsibilities notwithstanding, revolutionary organisations demonstrated "
    )
    open_text(pane, words * 12)
    text = text_of(pane)
    hyphenate.prepare("en")
    pane.view.set_language("en")
    QApplication.processEvents()
    assert pane.view.layout_._set[0].hyphens, "no line ends inside a word"
    assert text_of(pane) == text
    pane.view.select(Span(0, len(text)))
    pane.view.copy()
    assert QGuiApplication.clipboard().text() == text
    layout = pane.view.document().findBlockByNumber(0).layout()
    lines = [layout.lineAt(i) for i in range(layout.lineCount())]
    assert sum(line.textLength() for line in lines) == len(text)
    assert all(line.naturalTextWidth() <= pane.view.layout_.column + 1 for line in lines)


SCRIPTS = st.text(
    alphabet=st.sampled_from(
        "abc defg, hij. klm "
        "éñüœ"
        "αβγδ Жщю "
        "שלום مرحبا "
        "漢字かな "
        "e\u0301a\u0308 "
        "😀👩\u200d🚀🇧🇴 "
        "𓀀𓁐 𒀀𒁀 𐤀𐤁 "
    ),
    min_size=1,
    max_size=160,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=SCRIPTS, size=st.integers(13, 34), data=st.data())
def test_what_is_selected_is_what_is_stored_in_every_script(
    pane: ReaderPane, text: str, size: int, data: st.DataObject
) -> None:
    open_text(pane, text + "\nand a second paragraph 😀 with more")
    pane.set_style(ReaderStyle(themes.load("light"), size=size))
    whole = text_of(pane)
    start = data.draw(st.integers(0, len(whole) - 1))
    end = data.draw(st.integers(start + 1, len(whole)))
    pane.view.select(Span(start, end))
    wanted = whole[start:end].strip()
    if not wanted:
        assert pane.session.selection is None
        return
    assert pane.session.selection is not None
    assert pane.session.selection.text_of(whole).strip() == wanted
    note = pane.session.mark(colour=Colour.BLUE)
    assert note is not None
    assert note.quote.strip() == wanted
    assert pane.view.overlay.span_rects(note.span)
    QApplication.processEvents()


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=SCRIPTS)
def test_the_point_where_a_character_is_drawn_leads_back_to_it(pane: ReaderPane, text: str) -> None:
    open_text(pane, text)
    whole = text_of(pane)
    for offset, character in enumerate(whole):
        if not character.isalpha() or unicodedata.bidirectional(character) in ("R", "AL"):
            continue
        rects = pane.view.overlay.span_rects(Span(offset, offset + 1))
        if not rects or rects[0].width() < 3:
            continue
        found = pane.view.offset_at(point_at(pane, offset))
        assert found is not None
        assert abs(found - offset) <= 1


def test_the_right_button_chooses_the_mark_that_its_menu_is_about(
    pane: ReaderPane, session: Session
) -> None:
    start = text_of(pane).index("bread was short")
    reading = pane.session.reading
    assert reading is not None
    made = session.library.run(
        "Mark", annotations.add, reading.id, Span(start, start + len("bread was short"))
    )
    view = pane.view.viewport()
    QTest.mouseClick(view, Qt.MouseButton.RightButton, pos=point_at(pane, start + 4))
    assert session.chosen_note == made.id
    other = text_of(pane).index("Vilcabuena")
    QTest.mouseClick(view, Qt.MouseButton.RightButton, pos=point_at(pane, other))
    assert session.chosen_note is None

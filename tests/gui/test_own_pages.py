"""A PDF on its own pages: selecting, marking, finding and going there, as in its text."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from closereader.gui.app import open_window
from closereader.gui.main_window import MainWindow
from closereader.gui.pages.first_pages import FirstPages
from closereader.gui.pages.view import PagesView
from closereader.library import queries
from closereader.library.library import Library
from closereader.model.annotation import AnnotationKind
from closereader.model.span import Span
from tests.helpers.pdfs import typeset
from tests.helpers.window import notes

WORDS = """
The river fell so low that the old bridge showed its feet. Nobody had seen them for forty years, and half
the town came to look. Boys climbed down to the piers, and an old man told whoever would listen how the last
stones were set.

The council said nothing for a week. Then it said that the bridge was sound, that it had always been sound,
and that nobody should walk on it.
"""
MARKUP = f"""
#set page(width: 420pt, height: 560pt, margin: 48pt, columns: 2, numbering: "1")
#set text(size: 11pt, lang: "en")
#set par(justify: true)
= At low water
{WORDS}
#colbreak()
The town walked on it. By evening two hundred people stood on the bridge and sang, and the river went by
below them as if nothing had happened.
#pagebreak()
= What was left
{WORDS.replace("river", "stream").replace("bridge", "footbridge")}
#pagebreak()
#rect(width: 100pt, height: 80pt, fill: gray)
"""


@pytest.fixture(scope="module")
def made() -> bytes:
    return typeset(MARKUP)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, made: bytes) -> Iterator[MainWindow]:
    file = tmp_path / "bridge.pdf"
    file.write_bytes(made)
    library = Library.open(tmp_path / "library", reader="Reader")
    window = open_window(library, [str(file)])
    qtbot.addWidget(window)
    window.resize(1300, 800)
    qtbot.waitUntil(lambda: window.session.entities_ready, timeout=20_000)
    window.reader.take_focus()
    yield window
    window.close()
    library.close()


def test_a_chosen_pdf_is_shown_before_its_text_is_read(
    qtbot: QtBot, tmp_path: Path, window: MainWindow
) -> None:
    file = tmp_path / "another.pdf"
    file.write_bytes(typeset("#set page(width: 300pt, height: 400pt)\nOnly these words."))
    before = window.session.reading.id
    window.adding.add([str(file)])
    first = window.pages.currentWidget()
    assert isinstance(first, FirstPages)
    qtbot.waitUntil(lambda: first.view.pictures.older(0, 0) is not None, timeout=20_000)
    assert window.session.reading.id == before
    qtbot.waitUntil(lambda: window.session.reading.id != before, timeout=20_000)
    assert window.pages.currentWidget() is not first
    assert pages_of(window).hasFocus() or window.reader.view.hasFocus()


def test_a_damaged_pdf_leaves_what_was_shown(
    qtbot: QtBot, tmp_path: Path, window: MainWindow
) -> None:
    file = tmp_path / "damaged.pdf"
    file.write_bytes(b"%PDF-1.7\nand no more of it")
    before = window.pages.currentIndex()
    window.adding.add([str(file)])
    qtbot.waitUntil(lambda: not window.tasks.running, timeout=20_000)
    assert window.pages.currentIndex() == before
    assert pages_of(window).isVisible() or not window.isVisible()


def pages_of(window: MainWindow) -> PagesView:
    assert window.reader.views.are_pages_shown
    return window.reader.views.pages


def span_of(window: MainWindow, words: str) -> Span:
    text = window.session.text.text
    start = text.replace("\n", " ").index(words)
    return Span(start, start + len(words))


def point_of(window: MainWindow, words: str, *, at_end: bool = False) -> QPoint:
    """Where the first letter of some words is in the viewport, or where the last one ends."""
    span = span_of(window, words)
    letter = Span(span.end - 1, span.end) if at_end else Span(span.start, span.start + 1)
    box = window.reader.views.shown.rects(letter)[0]
    return QPoint(box.right() - 1 if at_end else box.left() + 1, box.center().y())


def drag(window: MainWindow, start: QPoint, end: QPoint) -> None:
    port = pages_of(window).viewport()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(port, left, none, start)
    QTest.mouseMove(port, (start + end) / 2)
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, left, none, end)


def click(window: MainWindow, point: QPoint) -> None:
    QTest.mouseClick(
        pages_of(window).viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        point,
    )


def press(window: MainWindow, key: str) -> None:
    combination = QKeySequence(key)[0]
    QTest.keyClick(
        window.reader.views.shown.area, combination.key(), combination.keyboardModifiers()
    )


def said(window: MainWindow) -> str:
    selection = window.session.selection
    return "" if selection is None else selection.text_of(window.session.text.text)


def test_a_pdf_is_shown_on_its_own_pages_and_drawn(window: MainWindow, qtbot: QtBot) -> None:
    pages = pages_of(window)
    assert len(pages.sheets) == 3

    def is_drawn() -> bool:
        image = pages.grab().toImage()
        box = pages.marks.rects(0, span_of(window, "The river"))[0].translated(-pages.shift)
        ratio = image.devicePixelRatio()
        row = round(box.center().y() * ratio)
        span = range(round(box.left() * ratio), round(box.right() * ratio))
        return min(image.pixelColor(x, row).lightness() for x in span) < 90

    qtbot.waitUntil(is_drawn, timeout=20_000)


def test_words_drawn_over_are_selected_and_marked(window: MainWindow) -> None:
    drag(window, point_of(window, "river fell"), point_of(window, "old bridge", at_end=True))
    assert said(window) == "river fell so low that the old bridge"
    press(window, "2")
    (note,) = notes(window)
    assert note.quote == "river fell so low that the old bridge"
    assert window.session.selection is None


def test_a_selection_runs_down_one_column_and_then_the_other(window: MainWindow) -> None:
    drag(
        window,
        point_of(window, "nobody should walk"),
        point_of(window, "The town walked", at_end=True),
    )
    words = " ".join(said(window).split())
    assert words == "nobody should walk on it. The town walked"


def test_beside_a_short_last_line_the_caret_goes_to_its_end(window: MainWindow) -> None:
    end = point_of(window, "walk on it.", at_end=True)
    click(window, end + QPoint(30, 0))
    assert window.session.caret == span_of(window, "walk on it.").end


def test_a_double_click_takes_the_word_and_a_third_the_paragraph(window: MainWindow) -> None:
    port, point = pages_of(window).viewport(), point_of(window, "council") + QPoint(4, 0)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(port, left, none, point)
    QTest.mouseDClick(port, left, none, point)
    assert said(window) == "council"
    QTest.mousePress(port, left, none, point)
    QTest.mouseRelease(port, left, none, point)
    assert said(window).startswith("The council said")
    assert said(window).endswith("walk on it.")


def test_the_caret_goes_by_words_and_lines_and_shift_selects(window: MainWindow) -> None:
    click(window, point_of(window, "Nobody had seen"))
    start = window.session.caret
    press(window, "Shift+Ctrl+Right")
    press(window, "Shift+Ctrl+Right")
    assert said(window) == "Nobody had"
    press(window, "Left")
    press(window, "Down")
    pages = pages_of(window)
    page, line = pages.words.line_of(window.session.caret)
    first = pages.words.line_of(start)
    assert page == 0
    assert line.top > first[1].top
    press(window, "Home")
    assert window.session.caret == line.start


def test_a_mark_made_on_the_page_is_in_the_text_and_the_other_way_round(window: MainWindow) -> None:
    drag(window, point_of(window, "half"), point_of(window, "to look", at_end=True))
    press(window, "1")
    press(window, "F5")
    views = window.reader.views
    assert not views.are_pages_shown
    assert window.session.annotations.at(span_of(window, "came to look").start)
    window.reader.view.select(span_of(window, "set"))
    press(window, "3")
    press(window, "F5")
    assert {note.quote for note in notes(window)} >= {"set"}
    assert window.reader.views.shown.rects(notes(window)[0].span)


def test_the_chosen_view_is_remembered_for_the_reading(window: MainWindow) -> None:
    press(window, "F5")
    reading = window.session.reading.id
    window.session.close()
    window.session.open(reading)
    assert not window.reader.views.are_pages_shown


def test_the_place_is_kept_when_the_view_is_changed(window: MainWindow) -> None:
    window.session.go_to.emit(span_of(window, "What was left"), False)
    before = window.reader.views.shown.place()
    press(window, "F5")
    assert window.reader.views.shown.rects(span_of(window, "What was left"))
    press(window, "F5")
    assert window.reader.views.shown.place() == before


def test_find_goes_to_the_page_of_the_hit(window: MainWindow) -> None:
    window.reader.finding.open("footbridge")
    window.reader.finding.step(1)
    assert len(window.reader.finding.hits) == 2
    pages = pages_of(window)
    assert 1 in pages.in_sight()
    assert window.reader.views.shown.rects(window.reader.finding.hits[0])


def test_a_page_is_gone_to_by_its_address_and_back(window: MainWindow) -> None:
    window.session.go_to_address("p. 2")
    assert pages_of(window).page == 1
    press(window, "Alt+Left")
    assert pages_of(window).page == 0


def test_a_click_chooses_the_mark_under_it(window: MainWindow) -> None:
    drag(window, point_of(window, "forty"), point_of(window, "years", at_end=True))
    press(window, "4")
    window.session.choose_note(None)
    click(window, point_of(window, "years") + QPoint(3, 0))
    assert window.session.chosen_note == notes(window)[0].id


def test_zoom_keeps_what_is_read_and_goes_back_to_the_width(window: MainWindow) -> None:
    pages = pages_of(window)
    before = pages.sheets.scale
    press(window, "Ctrl++")
    assert pages.sheets.scale > before
    press(window, "Ctrl+0")
    assert pages.sheets.scale == before


def test_turned_pages_have_their_words_where_they_are_seen(window: MainWindow) -> None:
    press(window, "R")
    pages = pages_of(window)
    box = window.reader.views.shown.rects(span_of(window, "Nobody"))[0]
    assert box.height() > box.width()
    assert pages.mouse.offset_at(box.center()) in range(*_ends(span_of(window, "Nobody")))


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def test_a_click_among_the_pages_in_small_goes_there(window: MainWindow) -> None:
    window.show()
    window.left.tabs.setCurrentIndex(3)
    small = window.left.pages.view
    box = small._box(1)
    QTest.mouseClick(
        small.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        box.center().toPoint(),
    )
    assert pages_of(window).page == 1
    press(window, "Alt+Left")
    assert pages_of(window).page == 0


def test_an_area_is_drawn_moved_and_undone(window: MainWindow) -> None:
    pages = pages_of(window)
    window.session.go_to_address("p. 2")
    press(window, "D")
    box = pages.sheets.rect(1).translated(-pages.shift)
    start = QPoint(round(box.left()) + 60, 300)
    drag(window, start, start + QPoint(120, 80))
    (note,) = notes(window)
    assert note.kind is AnnotationKind.AREA
    assert note.area.page == 1
    assert window.session.chosen_note == note.id
    width = note.area.rect.width
    drag(window, start + QPoint(60, 40), start + QPoint(80, 70))
    (moved,) = notes(window)
    assert moved.area.rect.left > note.area.rect.left
    assert moved.area.rect.width == pytest.approx(width, abs=0.01)
    press(window, "Ctrl+Z")
    assert notes(window)[0].area == note.area
    press(window, "Ctrl+Z")
    assert notes(window) == []


def test_an_area_stands_among_the_notes_where_its_page_does(window: MainWindow) -> None:
    pages = pages_of(window)
    drag(window, point_of(window, "forty"), point_of(window, "years", at_end=True))
    press(window, "1")
    window.session.go_to_address("p. 2")
    press(window, "D")
    box = pages.sheets.rect(1).translated(-pages.shift)
    drag(window, QPoint(round(box.left()) + 60, 300), QPoint(round(box.left()) + 160, 360))
    kinds = [note.kind for note in window.session.annotations]
    assert kinds == [AnnotationKind.HIGHLIGHT, AnnotationKind.AREA]
    # Chosen among the cards, its page is shown.
    window.session.go_to_address("p. 1")
    window.session.choose_note(list(window.session.annotations)[1].id, go=True)
    assert 1 in pages.in_sight()


def test_the_place_in_a_pdf_is_kept_between_openings(window: MainWindow) -> None:
    window.session.go_to.emit(span_of(window, "What was left"), False)
    window.reader.keep_place()
    reading = window.session.reading.id
    offset = queries.place(window.library, reading)
    window.session.close()
    window.session.open(reading)
    assert window.reader.views.shown.place()[0] == offset

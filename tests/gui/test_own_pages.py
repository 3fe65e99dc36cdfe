"""A PDF on its own pages: selecting, finding and going there, as in its text."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from closereader.gui.main_window import MainWindow
from closereader.gui.pages.first_pages import FirstPages
from closereader.gui.pages.pages_sight import PagesSight
from closereader.gui.reader.sight import Sight
from closereader.library import queries
from closereader.model.span import Span
from tests.helpers.own_pages import (
    BRIDGE,
    click,
    drag,
    pages_of,
    point_of,
    press,
    said,
    span_of,
    window_on,
)
from tests.helpers.pdfs import typeset


@pytest.fixture(scope="module")
def made() -> bytes:
    return typeset(BRIDGE)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, made: bytes) -> Iterator[MainWindow]:
    yield from window_on(qtbot, tmp_path, made)


def test_a_chosen_pdf_is_shown_before_its_text_is_read(
    qtbot: QtBot, tmp_path: Path, window: MainWindow
) -> None:
    file = tmp_path / "another.pdf"
    file.write_bytes(typeset("#set page(width: 300pt, height: 400pt)\nOnly these words."))
    before = window.session.reading.id
    window.adding.add([str(file)])
    first = window.pages.currentWidget()
    assert isinstance(first, FirstPages)
    # So short a text may be read before its page is drawn; then the page is drawn in its own view.
    drawn: list[int] = []
    first.view.pictures.changed.connect(drawn.append)
    qtbot.waitUntil(lambda: bool(drawn) or window.session.reading.id != before, timeout=20_000)
    qtbot.waitUntil(lambda: window.session.reading.id != before, timeout=20_000)
    assert window.pages.currentWidget() is not first
    assert pages_of(window).hasFocus() or window.reader.view.hasFocus()


def test_a_long_reading_left_on_its_pages_is_glanced_at_on_them(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("closereader.gui.open_reading._LONG", 10)
    pages_of(window).show_page(1)
    place = pages_of(window).verticalScrollBar().value()
    window.reader.keep_place()
    reading = window.session.reading.id
    window.session.close()
    seen: list[object] = []
    window.session.glanced.connect(lambda *_seen: seen.append(window.reader._sight))
    window.session.open(reading)
    assert isinstance(seen[0], PagesSight)
    qtbot.waitUntil(lambda: window.session.reading is not None, timeout=20_000)
    assert pages_of(window).page == 1
    assert pages_of(window).verticalScrollBar().value() == place
    # A passage is looked for on its page.
    there = span_of(window, "The river")
    window.session.close()
    window.session.open(reading, there)
    assert seen[1]._at.page == 0
    qtbot.waitUntil(lambda: window.session.reading is not None, timeout=20_000)
    assert 0 in pages_of(window).in_sight()
    # Left as text, its text is what is glanced at.
    press(window, "F5")
    window.session.close()
    window.session.open(reading)
    assert isinstance(seen[2], Sight)
    qtbot.waitUntil(lambda: window.session.reading is not None, timeout=20_000)


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


def test_the_place_in_a_pdf_is_kept_between_openings(window: MainWindow) -> None:
    window.session.go_to.emit(span_of(window, "What was left"), False)
    window.reader.keep_place()
    reading = window.session.reading.id
    offset = queries.place(window.library, reading)
    window.session.close()
    window.session.open(reading)
    assert window.reader.views.shown.place()[0] == offset


def test_what_the_caret_comes_to_is_read_out(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(
        "closereader.gui.pages.telling.tell", lambda _view, words: told.append(words)
    )
    click(window, point_of(window, "Nobody had seen"))
    press(window, "Ctrl+Right")
    press(window, "Right")
    press(window, "Down")
    assert told[0] == "had"
    assert told[1] == "a"
    _page, line = pages_of(window).words.line_of(window.session.caret)
    assert told[2] == window.session.text.text[line.start : line.end]
    window.session.go_to_address("p. 2")
    assert pages_of(window).accessibleDescription() == "Page 2, 2 of 3"

"""A PDF without words on its own pages: its places are its pages alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closereader.gui.app import open_window
from closereader.gui.main_window import MainWindow
from closereader.gui.notes.wording import Wording
from closereader.gui.pages.view import PagesView
from closereader.library.library import Library
from tests.helpers.pdfs import typeset
from tests.helpers.window import notes

SCANNED = "#set page(width: 300pt, height: 400pt)\n" + "#pagebreak()\n".join(
    "#rect(width: 90pt, height: 60pt, fill: gray)\n" for _ in range(6)
)


@pytest.fixture(scope="module")
def scanned() -> bytes:
    return typeset(SCANNED)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, scanned: bytes) -> Iterator[MainWindow]:
    file = tmp_path / "scanned.pdf"
    file.write_bytes(scanned)
    library = Library.open(tmp_path / "library", reader="Reader")
    window = open_window(library, [str(file)])
    qtbot.addWidget(window)
    window.resize(1300, 800)
    qtbot.waitUntil(lambda: window.session.reading is not None, timeout=20_000)
    window.reader.take_focus()
    yield window
    window.close()
    library.close()


def pages_of(window: MainWindow) -> PagesView:
    assert window.reader.views.are_pages_shown
    return window.reader.views.pages


def wheel(
    pages: PagesView, by: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    place = QPointF(pages.viewport().rect().center())
    event = QWheelEvent(
        place,
        QPointF(pages.viewport().mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pages.viewport(), event)


def test_its_page_is_remembered_between_openings(window: MainWindow) -> None:
    pages = pages_of(window)
    pages.show_page(3)
    pages.verticalScrollBar().setValue(pages.verticalScrollBar().value() + 50)
    before = pages.verticalScrollBar().value()
    window.reader.keep_place()
    reading = window.session.reading.id
    window.session.close()
    window.session.open(reading)
    assert pages_of(window).page == 3
    assert pages_of(window).verticalScrollBar().value() == before


def test_a_page_is_gone_to_by_its_number_and_back(window: MainWindow) -> None:
    field = window.reader.page_bar.field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert pages_of(window).page == 4
    window.trigger("go.back")
    assert pages_of(window).page == 0
    assert window.reader.views.go_to_address("S. 4")
    assert pages_of(window).page == 3
    assert not window.reader.views.go_to_address("p. 7")
    assert pages_of(window).page == 3


def test_an_area_is_called_by_its_page(window: MainWindow) -> None:
    pages = pages_of(window)
    window.reader.views.go_to_address("p. 2")
    QTest.keyClick(pages, Qt.Key.Key_D)
    box = pages.sheets.rect(1).translated(-pages.shift)
    start = QPoint(round(box.left()) + 60, 300)
    port, left, none = pages.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(port, left, none, start)
    QTest.mouseMove(port, start + QPoint(60, 40))
    QTest.mouseMove(port, start + QPoint(120, 80))
    QTest.mouseRelease(port, left, none, start + QPoint(120, 80))
    (note,) = notes(window)
    assert Wording(window.session).place(note) == "p. 2"


def test_the_last_page_can_be_the_one_that_is_read(window: MainWindow) -> None:
    pages = pages_of(window)
    window.trigger("view.fit_page")
    for _ in range(8):
        wheel(pages, -120, Qt.KeyboardModifier.ControlModifier)
    assert len(pages.in_sight()) > 2
    pages.show_page(5)
    assert pages.page == 5
    pages.show_page(4)
    assert pages.page == 4


def test_the_small_steps_of_a_touch_pad_turn_one_page_at_a_time(window: MainWindow) -> None:
    pages = pages_of(window)
    window.trigger("view.fit_page")
    window.trigger("view.single")
    for _ in range(7):
        wheel(pages, -15)
    assert pages.page == 0
    wheel(pages, -15)
    assert pages.page == 1
    wheel(pages, -15)
    assert pages.page == 1
    wheel(pages, -120)
    assert pages.page == 2


def test_a_wheel_that_does_not_turn_leaves_the_zoom(window: MainWindow) -> None:
    pages, ctrl = pages_of(window), Qt.KeyboardModifier.ControlModifier
    wheel(pages, 120, ctrl)
    zoomed = pages.sheets.scale
    wheel(pages, 0, ctrl)
    assert pages.sheets.scale == zoomed


def test_each_of_pages_of_different_sizes_is_as_wide_as_the_window(window: MainWindow) -> None:
    sheets = pages_of(window).sheets
    sheets.set_pages([(300, 400), (1200, 900), (150, 200)])
    assert len({round(sheets.rect(page).width()) for page in range(3)}) == 1
    for page in range(3):
        x, y = sheets.on_page(page, sheets.point(page, 20.0, 30.0))
        assert (x, y) == (pytest.approx(20), pytest.approx(30))
    sheets.zoom(1)
    # Of a size they were not fitted to, they are as large to each other as on paper.
    assert sheets.rect(1).width() == pytest.approx(4 * sheets.rect(0).width(), abs=4)

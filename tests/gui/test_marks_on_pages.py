"""Marks on the own pages of a PDF: on words, on parts of a page, and the links between them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closereader.gui.main_window import MainWindow
from closereader.model.annotation import AnnotationKind
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
from tests.helpers.window import notes


@pytest.fixture(scope="module")
def made() -> bytes:
    return typeset(BRIDGE)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, made: bytes) -> Iterator[MainWindow]:
    yield from window_on(qtbot, tmp_path, made)


def test_words_drawn_over_are_selected_and_marked(window: MainWindow) -> None:
    drag(window, point_of(window, "river fell"), point_of(window, "old bridge", at_end=True))
    assert said(window) == "river fell so low that the old bridge"
    press(window, "2")
    (note,) = notes(window)
    assert note.quote == "river fell so low that the old bridge"
    assert window.session.selection is None


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


def test_a_click_chooses_the_mark_under_it(window: MainWindow) -> None:
    drag(window, point_of(window, "forty"), point_of(window, "years", at_end=True))
    press(window, "4")
    window.session.choose_note(None)
    click(window, point_of(window, "years") + QPoint(3, 0))
    assert window.session.chosen_note == notes(window)[0].id


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


def test_a_click_where_several_marks_lie_lists_them(qtbot: QtBot, window: MainWindow) -> None:
    for first, last, key in (("half", "to look", "1"), ("the town", "came", "2")):
        drag(window, point_of(window, first), point_of(window, last, at_end=True))
        press(window, key)
    marks = window.reader.marks_on_pages
    click(window, point_of(window, "town") + QPoint(6, 0))
    qtbot.waitUntil(lambda: marks.popup is not None)
    assert marks.popup.rows.count() == 2
    before = window.session.chosen_note
    QTest.keyClick(marks.popup.rows, Qt.Key.Key_Down)
    QTest.keyClick(marks.popup.rows, Qt.Key.Key_Return)
    assert window.session.chosen_note != before
    # By the key it is the one list of both views.
    window.session.choose_note(None)
    press(window, "Shift+O")
    assert window.reader.marks.popup.rows.count() == 2
    QTest.keyClick(window.reader.marks.popup.rows, Qt.Key.Key_Escape)


def test_a_click_on_one_mark_lists_nothing(qtbot: QtBot, window: MainWindow) -> None:
    drag(window, point_of(window, "half"), point_of(window, "to look", at_end=True))
    press(window, "1")
    click(window, point_of(window, "town") + QPoint(6, 0))
    qtbot.wait(QApplication.doubleClickInterval() + 120)
    assert window.reader.marks_on_pages.popup is None


def test_linked_passages_are_joined_beside_the_words(qtbot: QtBot, window: MainWindow) -> None:
    pages = pages_of(window)
    for words, key in (("river fell", "1"), ("The council", "2")):
        last = words.split()[-1]
        drag(window, point_of(window, words), point_of(window, last, at_end=True))
        press(window, key)
    first, second = (note.id for note in window.session.annotations)
    window.session.choose_note(first)
    press(window, "L")
    window.session.choose_note(second)
    press(window, "L")
    qtbot.waitUntil(lambda: bool(window.session.linked.of(first)))
    pages.grab()
    (line,) = pages.link_lines._lines
    reach = pages.sheets.shown(0, pages.words.extent(0)).translated(-pages.shift)
    assert line.bracket.x1 > reach.right()
    assert line.x < pages.sheets.rect(0).translated(-pages.shift).right()
    # A click on the line goes to the other end.
    window.session.choose_note(first)
    click(window, QPoint(round(line.x), round((line.bracket.y1 + line.bracket.y2) / 2)))
    assert window.session.chosen_note == second
    # Where the other end is on a page out of sight, a tick leads there.
    pages.show_page(1)
    pages.verticalScrollBar().setValue(pages.verticalScrollBar().maximum())
    pages.grab()
    assert pages.link_lines._lines == []


def test_an_area_is_placed_moved_and_sized_by_keys(window: MainWindow) -> None:
    pages = pages_of(window)
    window.session.go_to_address("p. 2")
    for key in ("D", "Down", "Right", "Shift+Down", "Return"):
        press(window, key)
    (note,) = notes(window)
    assert note.area.page == 1
    assert not pages.mouse.is_marking_area
    # Of the chosen one the frame is its own; all of it is one step.
    assert window.session.chosen_note == note.id
    for key in ("D", "Left", "Left", "Shift+Right", "Return"):
        press(window, key)
    (moved,) = notes(window)
    assert moved.area.rect.left == pytest.approx(note.area.rect.left - 18, abs=1)
    assert moved.area.rect.width == pytest.approx(note.area.rect.width + 9, abs=1)
    assert moved.area.rect.height == pytest.approx(note.area.rect.height, abs=1)
    press(window, "Ctrl+Z")
    assert notes(window)[0].area == note.area


def test_escape_gives_up_the_frame_that_keys_have_placed(window: MainWindow) -> None:
    press(window, "D")
    press(window, "Return")
    assert pages_of(window).marks.area is not None
    press(window, "Escape")
    assert pages_of(window).marks.area is None
    assert not pages_of(window).mouse.is_marking_area
    press(window, "Return")
    assert notes(window) == []


def test_on_turned_pages_a_frame_goes_where_the_arrow_points(window: MainWindow) -> None:
    press(window, "R")
    for key in ("D", "Down"):
        press(window, key)
    pages = pages_of(window)
    before = pages.sheets.shown(0, pages.marks.area[1].rect)
    press(window, "Right")
    after = pages.sheets.shown(0, pages.marks.area[1].rect)
    assert after.left() > before.left()
    assert after.top() == pytest.approx(before.top(), abs=1)
    press(window, "Escape")

"""Who has the room of a narrow window: the text first, then the title, then everything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from closereader import settings
from closereader.gui import panes
from closereader.gui.main_window import MainWindow
from tests.helpers.window import press, quote


def resize(window: MainWindow, width: int) -> None:
    window.resize(width, 700)
    QApplication.processEvents()
    QApplication.processEvents()


def shown(window: MainWindow) -> tuple[bool, bool]:
    return window.left.isVisible(), window.right.isVisible()


@given(
    width=st.integers(480, 3000),
    left=st.integers(200, 900),
    right=st.integers(240, 900),
    texts=st.sampled_from((1, 2)),
)
def test_a_text_is_never_narrower_than_is_pleasant_while_a_pane_stands_beside_it(
    width: int, left: int, right: int, texts: int
) -> None:
    sizes = panes.arrange(width, (left, 700, right), (True, True), texts)
    assert sum(sizes) + bool(sizes[0]) + bool(sizes[2]) == width, "with a handle beside each pane"
    least = 360 if texts == 1 else 430
    assert sizes[1] >= least * texts or (sizes[0], sizes[2]) == (0, 0)
    assert not (sizes[2] and not sizes[0]), "the right one gives way first"


def test_side_panes_give_way_to_the_text_and_come_back(window: MainWindow) -> None:
    resize(window, 1440)
    before = window.splitter.sizes()
    assert shown(window) == (True, True)
    resize(window, 780)
    assert shown(window) == (True, False)
    assert window.reader.width() >= 360
    resize(window, 500)
    assert shown(window) == (False, False)
    assert window.width() == 500
    assert window.reader.width() == 500
    assert window.actions_["view.left"].isChecked()
    assert window.actions_["view.right"].isChecked()
    resize(window, 1440)
    assert shown(window) == (True, True)
    assert window.splitter.sizes() == before


def test_a_pane_the_reader_hid_stays_hidden_in_a_wide_window(window: MainWindow) -> None:
    window.trigger("view.left")
    resize(window, 500)
    resize(window, 1440)
    assert shown(window) == (False, True)


def test_a_pane_that_gave_way_is_shown_when_its_key_asks_for_it(window: MainWindow) -> None:
    resize(window, 540)
    assert shown(window) == (False, False)
    window.trigger("view.right")
    QApplication.processEvents()
    assert shown(window) == (False, True)
    assert window.actions_["view.right"].isChecked()
    window.trigger("view.right")
    assert shown(window) == (False, False)
    assert not window.actions_["view.right"].isChecked()


def test_a_comment_is_written_where_it_is_seen_in_a_narrow_window(window: MainWindow) -> None:
    resize(window, 640)
    window.reader.view.select(quote(window, "half the town"))
    press(window, "C")
    QApplication.processEvents()
    assert window.right.isVisible()
    assert window.right.isAncestorOf(window.focusWidget())


def test_the_widths_of_panes_that_gave_way_are_remembered(window: MainWindow) -> None:
    resize(window, 1440)
    wide = window.room.widths
    resize(window, 500)
    window.close()
    stored = settings.load()
    assert panes.widths_from(stored.get(settings.PANE_WIDTHS)) == wide
    assert stored.get(settings.PANES_HIDDEN) == ""


@pytest.mark.parametrize("width", [1440, 1000, 800, 640, 480])
def test_the_header_names_the_reading_at_any_width(window: MainWindow, width: int) -> None:
    window.header.set_reading("A Title That Is Much Longer Than Any Window Has Room For" * 2, "Ann")
    resize(window, width)
    title = window.header.title
    assert title.width() >= 100
    assert title.shown_text().startswith("A Title")
    assert title.shown_text().endswith("…")
    assert title.geometry().right() <= window.header.field.geometry().left()
    assert window.header.field.geometry().right() <= window.header.width()
    assert not window.header.about.isVisible(), "the author goes first"
    assert window.reader.view.viewport().width() > 300


def test_find_is_whole_in_a_narrow_window(window: MainWindow) -> None:
    resize(window, 480)
    window.trigger("edit.find")
    QApplication.processEvents()
    bar = window.reader.find_bar
    assert bar.field.width() >= 120
    for part in (bar.field, bar.words, bar.case, bar.pattern, bar.mark):
        assert part.parentWidget().rect().contains(part.geometry()), part.accessibleName()
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)

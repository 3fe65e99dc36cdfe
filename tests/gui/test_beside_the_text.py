"""What opens at a passage: over neither the selection nor the panes beside the text."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closereader.gui.main_window import MainWindow
from closereader.model.span import Span
from tests.helpers.window import quote, window_on

_SENTENCE = "The river rose, and those who lived beside it went up to the houses on the hill. "


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """Long paragraphs, the first with an address at the left edge of its first line."""
    page = (
        f'<h1>The River</h1><p><a href="https://example.org/river">Here</a> it is. {_SENTENCE * 9}'
        f"</p>{f'<p>{_SENTENCE * 9}</p>' * 12}"
    )
    with window_on(qtbot, tmp_path, page) as window:
        window.resize(1440, 700)
        QApplication.processEvents()
        window.reader.view.setFocus()
        yield window


def select(window: MainWindow, span: Span) -> QRect:
    """As the mouse does, at the end of a drag; where the bar is then."""
    window.reader.view.select(span)
    window.reader.view.selected.emit(True)
    QApplication.processEvents()
    assert window.reader.bar.isVisible()
    return window.reader.bar.geometry()


def everything(window: MainWindow) -> Span:
    """More than is in view, at both ends."""
    window.reader.view.verticalScrollBar().setValue(600)
    return Span(0, len(window.session.text.text))


def test_the_bar_stands_in_the_margin_where_the_selection_fills_the_view(
    window: MainWindow,
) -> None:
    bar = select(window, everything(window))
    rects = window.reader.view.selecting.rects()
    assert not any(bar.intersects(rect) for rect in rects)
    assert window.reader.view.viewport().rect().contains(bar)
    bar_widget = window.reader.bar
    for part in (*bar_widget._dots, *bar_widget._words):
        assert bar_widget.rect().contains(part.geometry()), part.accessibleName()


def test_the_bar_lies_flat_again_under_a_short_selection(window: MainWindow) -> None:
    select(window, everything(window))
    window.reader.view.verticalScrollBar().setValue(0)
    span = quote(window, "those who lived")
    bar = select(window, span)
    last = window.reader.view.selecting.rects()[-1]
    assert bar.top() > last.bottom()
    assert bar.width() > 3 * bar.height()


def test_the_bar_goes_with_the_selection_and_comes_back_with_it(window: MainWindow) -> None:
    view, bar = window.reader.view, window.reader.bar
    at_first = select(window, quote(window, "those who lived"))
    scroll = view.verticalScrollBar()
    scroll.setValue(20)
    assert bar.isVisible()
    assert bar.geometry().top() == at_first.top() - 20
    scroll.setValue(view.height() + 400)
    assert not bar.isVisible()
    scroll.setValue(0)
    assert bar.isVisible()
    assert bar.geometry() == at_first
    QTest.keyClick(bar, Qt.Key.Key_Escape)
    scroll.setValue(20)
    assert not bar.isVisible()


def test_without_margins_the_end_of_the_selection_is_not_covered(window: MainWindow) -> None:
    window.resize(480, 700)
    QApplication.processEvents()
    bar = select(window, everything(window))
    last = max(
        (r for r in window.reader.view.selecting.rects() if r.top() < 500), key=lambda r: r.bottom()
    )
    assert not bar.intersects(last)


def test_an_address_opens_over_the_text_alone(window: MainWindow) -> None:
    view = window.reader.view
    rect = view.overlay.span_rects(quote(window, "Here"))[0].toAlignedRect()
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=rect.center() - QPoint(0, view.verticalScrollBar().value()),
    )
    popup = view.links.popup
    assert popup is not None
    pane = QRect(view.mapToGlobal(QPoint(0, 0)), view.size())
    assert pane.left() <= popup.geometry().left()
    assert popup.geometry().right() <= pane.right()
    left = window.left
    beside = QRect(left.mapToGlobal(QPoint(0, 0)), left.size())
    assert not popup.geometry().intersects(beside)
    popup.close()


def test_an_address_is_no_wider_than_a_narrow_text(window: MainWindow) -> None:
    window.resize(780, 700)
    QApplication.processEvents()
    test_an_address_opens_over_the_text_alone(window)


@pytest.mark.parametrize("width", [980, 1024, 1440])
def test_the_bar_is_whole_however_narrow_the_text(window: MainWindow, width: int) -> None:
    window.resize(width, 700)
    QApplication.processEvents()
    bar = select(window, quote(window, "those who lived"))
    assert window.reader.view.viewport().rect().contains(bar)
    bar_widget = window.reader.bar
    for part in (*bar_widget._dots, *bar_widget._words):
        assert bar_widget.rect().contains(part.geometry()), part.accessibleName()

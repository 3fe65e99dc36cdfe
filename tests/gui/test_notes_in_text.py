"""Notes and links in the text: shown beside their mark, gone to on request, never opened unasked."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closereader.gui.main_window import MainWindow
from closereader.gui.reader.note_popup import NotePopup
from closereader.gui.reader.pane import ReaderPane
from closereader.gui.session import Session
from closereader.importing import parse
from closereader.library import readings
from closereader.model.document import InlineStyle
from closereader.model.span import Span
from tests.helpers.reader import reader_pane

MARKDOWN = (
    """# On Margins

A margin is not an empty place,[^1] as [Hale](https://example.org/hale?a=1&b=2) says; see [below](#below).

"""
    + "\n\n".join(
        f"Paragraph {n}. " + "The margin is the second page, and the third is you. " * 8
        for n in range(20)
    )
    + """

## Below

Here [a file](file:///etc/passwd) is only words.[^two]

[^1]: Hale, *Pages* <b>3</b>, & more; [his page](https://example.org/x).

    And a second paragraph of the note.

[^two]: Another note.
"""
)


@pytest.fixture
def pane(qtbot: QtBot, session: Session) -> Iterator[ReaderPane]:
    pane = reader_pane(qtbot, session)
    document = parse(MARKDOWN.encode(), "margins.md", None, None)
    reading, _ = session.library.run("Add", readings.add, document)
    session.open(reading.id)
    pane.view.setFocus()
    QApplication.processEvents()
    yield pane
    if pane.view.links.popup is not None:
        close_popup(pane)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was handed to the system to be opened."""
    found: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: found.append(url.toString()) is None
    )
    return found


def mark(pane: ReaderPane, words: str) -> Span:
    """Where the link with these words is."""
    text = pane.session.text
    found = next(
        i
        for i in text.inlines
        if i.style is InlineStyle.LINK and text.text[i.start : i.end] == words
    )
    return Span(found.start, found.end)


def click(pane: ReaderPane, words: str) -> None:
    rect = pane.view.overlay.span_rects(mark(pane, words))[0]
    point = rect.translated(0, -pane.view.verticalScrollBar().value()).center().toPoint()
    QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=point)


def popup(pane: ReaderPane) -> NotePopup:
    shown = pane.view.links.popup
    assert shown is not None
    assert shown.isVisible()
    return shown


def close_popup(pane: ReaderPane) -> None:
    shown, pane.view.links.popup = pane.view.links.popup, None
    with suppress(RuntimeError):  # It may be closed, and so gone, already.
        shown.close()
    QApplication.processEvents()


def test_a_click_on_a_mark_shows_the_note_without_moving(pane: ReaderPane) -> None:
    before = pane.view.verticalScrollBar().value()
    click(pane, "1")
    shown = popup(pane).text.text()
    assert "<i>Pages</i>" in shown
    assert "&amp; more" in shown
    assert "And a second paragraph" in shown
    assert "Another note" not in shown
    assert pane.view.verticalScrollBar().value() == before


def test_the_note_stands_beside_its_mark_and_not_over_it(pane: ReaderPane) -> None:
    click(pane, "1")
    rect = pane.view.overlay.span_rects(mark(pane, "1"))[0].toAlignedRect()
    on_screen = rect.translated(pane.view.viewport().mapToGlobal(QPoint(0, 0)))
    assert not popup(pane).geometry().intersects(on_screen)


def test_escape_closes_it(pane: ReaderPane) -> None:
    click(pane, "1")
    shown = popup(pane)
    QTest.keyClick(shown.buttons[0], Qt.Key.Key_Escape)
    assert not shown.isVisible()
    pane.view.links.popup = None


def test_go_there_goes_and_back_returns(pane: ReaderPane) -> None:
    before = pane.view.place()
    click(pane, "1")
    QTest.mouseClick(popup(pane).buttons[0], Qt.MouseButton.LeftButton)
    pane.view.links.popup = None
    note = pane.session.text.text.index("Hale, Pages")
    assert abs(pane.session.caret - note) < 5
    pane.travel.go_back()
    assert pane.view.place()[0] == before[0]


def test_a_link_in_the_text_jumps_with_a_way_back(pane: ReaderPane) -> None:
    click(pane, "below")
    assert pane.session.text.text[pane.session.caret :].startswith("Below")
    pane.travel.go_back()
    assert pane.view.verticalScrollBar().value() == 0


def test_a_web_address_is_shown_whole_and_opened_only_on_request(
    pane: ReaderPane, opened: list[str]
) -> None:
    click(pane, "Hale")
    shown = popup(pane)
    assert shown.text.text().replace("\u200b", "") == "https://example.org/hale?a=1&b=2"
    assert opened == []
    QTest.mouseClick(shown.buttons[1], Qt.MouseButton.LeftButton)
    pane.view.links.popup = None
    assert opened == ["https://example.org/hale?a=1&b=2"]


def test_an_address_can_be_copied(pane: ReaderPane, opened: list[str]) -> None:
    click(pane, "Hale")
    QTest.mouseClick(popup(pane).buttons[0], Qt.MouseButton.LeftButton)
    pane.view.links.popup = None
    assert QGuiApplication.clipboard().text() == "https://example.org/hale?a=1&b=2"
    assert opened == []


def test_a_link_in_a_note_is_followed_the_same_way(pane: ReaderPane, opened: list[str]) -> None:
    click(pane, "1")
    popup(pane).text.linkActivated.emit("0")
    assert popup(pane).text.text().replace("\u200b", "") == "https://example.org/x"
    assert opened == []


def test_a_link_to_a_file_is_no_link(pane: ReaderPane) -> None:
    assert not any("file:" in inline.target for inline in pane.session.text.inlines)


def test_a_letter_that_only_looks_like_another_is_shown_as_what_it_is(
    qtbot: QtBot, pane: ReaderPane
) -> None:
    document = parse("[x](https://ex\u0430mple.org/\u202egpj)".encode(), "a.md", None, None)
    reading, _ = pane.session.library.run("Add", readings.add, document)
    pane.session.open(reading.id)
    QApplication.processEvents()
    click(pane, "x")
    assert popup(pane).text.text().isascii() or "\u0430" not in popup(pane).text.text()
    assert "\u202e" not in popup(pane).text.text()


def test_enter_shows_the_note_at_the_caret(qtbot: QtBot, window: MainWindow) -> None:
    document = parse(MARKDOWN.encode(), "margins.md", None, None)
    reading, _ = window.library.run("Add", readings.add, document)
    window.open_reading(reading.id)
    pane = window.reader
    at = mark(pane, "1")
    pane.view.go_to(Span(at.end, at.end), flash=False)
    QTest.keyClick(pane.view, Qt.Key.Key_Return)
    assert "Pages" in popup(pane).text.text()
    close_popup(pane)
    pane.view.go_to(Span(0, 0), flash=False)
    QTest.keyClick(pane.view, Qt.Key.Key_Return)
    assert pane.view.links.popup is None

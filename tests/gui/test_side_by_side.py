"""Two readings side by side: which of them keys and panes are about, and how they scroll."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from closereader import settings
from closereader.gui.main_window import LIBRARY, MainWindow
from closereader.gui.reader.view import ReaderView
from closereader.library import queries, readings
from closereader.library.library import Library
from closereader.model.document import Block, BlockKind, Document
from closereader.model.reading import ReadingId
from closereader.model.span import Span

SHORT = "Of boats and bridges it says little. "
LONG = "Of boats and of bridges, of tolls and of those who took them, it has far more to tell. "


def text_of(title: str, sentence: str, count: int) -> Document:
    """A title, a heading now and then, and so many paragraphs, none as long as the next."""
    blocks = [Block(0, len(title), BlockKind.HEADING, 1)]
    lines = [title]
    start = len(title) + 1
    for number in range(1, count + 1):
        for kind, line in (
            (BlockKind.HEADING, f"Part {number}"),
            (BlockKind.PARAGRAPH, f"{title} {number}. " + (sentence * (number % 5 + 1)).strip()),
        ):
            if kind is BlockKind.PARAGRAPH or number % 10 == 1:
                level = 2 if kind is BlockKind.HEADING else 0
                blocks.append(Block(start, start + len(line), kind, level))
                lines.append(line)
                start += len(line) + 1
    return Document(text="\n".join(lines), blocks=tuple(blocks), title=title)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """With "Verse" open; in the library are its translation, as many paragraphs, and another text."""
    library = Library.open(tmp_path / "library")
    verse, _ = library.run("Add", readings.add, text_of("Verse", SHORT, 60))
    library.run("Add", readings.add, text_of("Translation", LONG, 60))
    library.run("Add", readings.add, text_of("Other", SHORT, 45))
    made = MainWindow(library, settings.load())
    qtbot.addWidget(made)
    made.resize(1500, 700)
    made.show()
    made.open_reading(verse.id)
    qtbot.waitUntil(lambda: not made.tasks.running, timeout=20_000)
    yield made
    made.close()
    library.close()


def named(window: MainWindow, title: str) -> ReadingId:
    listed = queries.readings(window.library)
    return next(s.reading.id for s in listed if s.reading.title == title)


def beside(window: MainWindow, title: str) -> tuple[ReaderView, ReaderView]:
    """Open that reading beside the one that is open, by the key and the list; the two texts, from
    left to right."""

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or not dialog.isAncestorOf(QApplication.focusWidget() or window):
            QTimer.singleShot(10, choose)  # It is not there yet, or has not the keyboard.
            return
        assert isinstance(dialog, QDialog)
        QTest.keyClicks(QApplication.focusWidget() or dialog, title)
        QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Return)

    QTimer.singleShot(0, choose)
    window.trigger("view.beside")
    first, second = window.desks.shown
    # As a window manager does when the dialog is gone.
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, 5000)
    QTest.qWait(50)
    return first.reader.view, second.reader.view


def quoted(view: ReaderView) -> list[str]:
    return [note.quote for note in view.session.annotations]


def test_the_one_chosen_from_the_list_stands_at_the_right(window: MainWindow) -> None:
    left, right = beside(window, "transl")
    assert left.session.reading.title == "Verse"
    assert right.session.reading.title == "Translation"
    assert left.mapToGlobal(left.rect().topRight()).x() < right.mapToGlobal(right.pos()).x()
    assert window.windowTitle().startswith("Translation")
    assert right.hasFocus()


def test_keys_mark_the_text_that_has_the_focus(window: MainWindow) -> None:
    left, right = beside(window, "Translation")
    right.select(Span(0, 11))
    QTest.keyClick(right, Qt.Key.Key_1)
    assert (quoted(left), quoted(right)) == ([], ["Translation"])
    QTest.mouseClick(left.viewport(), Qt.MouseButton.LeftButton, pos=left.rect().center())
    left.select(Span(0, 5))
    QTest.keyClick(left, Qt.Key.Key_2)
    assert (quoted(left), quoted(right)) == (["Verse"], ["Translation"])


def test_the_side_panes_are_about_the_text_that_has_the_focus(window: MainWindow) -> None:
    left, right = beside(window, "Translation")
    right.select(Span(0, 11))
    QTest.keyClick(right, Qt.Key.Key_1)
    assert window.notes.isVisible()
    assert window.notes.model.rowCount() == 1
    left.setFocus()
    assert window.notes.isVisible()
    assert window.notes.model.rowCount() == 0
    assert window.windowTitle().startswith("Verse")


def test_f6_goes_through_both_texts(window: MainWindow) -> None:
    left, right = beside(window, "Translation")
    seen = []
    for _ in range(4):
        window.trigger("view.next_pane")
        seen.append(QApplication.focusWidget())
    assert left in seen
    assert right in seen


@pytest.mark.parametrize("number", [1, 7, 23, 44, 52])
def test_a_translation_shows_the_same_paragraph(window: MainWindow, number: int) -> None:
    left, right = beside(window, "Translation")
    left.setFocus()
    window.trigger("view.together")
    assert left.session.addresses is not None
    left.show_offset_at_top(left.session.addresses.find(f"¶{number}").start)
    QApplication.processEvents()
    top = left.place()[0]
    assert right.session.addresses is not None
    there = right.session.addresses.paragraph(right.place()[0])
    here = left.session.addresses.paragraph(top)
    assert here == number
    # The last ones cannot come to the top of the longer text's view.
    assert there == number or right.verticalScrollBar().value() == (
        right.verticalScrollBar().maximum()
    )


def test_the_other_leads_as_well(window: MainWindow) -> None:
    left, right = beside(window, "Translation")
    window.trigger("view.together")
    assert right.session.addresses is not None
    right.show_offset_at_top(right.session.addresses.find("¶30").start)
    QApplication.processEvents()
    assert left.session.addresses is not None
    assert left.session.addresses.paragraph(left.place()[0]) == 30


def test_other_texts_go_as_far_as_each_other_from_where_they_were(window: MainWindow) -> None:
    left, right = beside(window, "Other")
    left.verticalScrollBar().setValue(400)
    right.verticalScrollBar().setValue(900)
    window.trigger("view.together")
    left.verticalScrollBar().setValue(650)
    assert right.verticalScrollBar().value() == 1150
    window.trigger("view.together")
    left.verticalScrollBar().setValue(0)
    assert right.verticalScrollBar().value() == 1150


def test_one_reading_can_stand_beside_itself(window: MainWindow) -> None:
    left, right = beside(window, "Verse")
    right.select(Span(0, 5))
    QTest.keyClick(right, Qt.Key.Key_1)
    right.show_offset_at_top(2000)
    assert quoted(left) == quoted(right) == ["Verse"]
    assert left.place()[0] != right.place()[0]


def test_what_is_undone_is_shown_on_its_own_side(window: MainWindow) -> None:
    left, right = beside(window, "Translation")
    left.setFocus()
    left.select(Span(0, 5))
    QTest.keyClick(left, Qt.Key.Key_1)
    QTest.keyClick(left, Qt.Key.Key_2)
    (note,) = left.session.annotations
    left.verticalScrollBar().setValue(2000)
    right.setFocus()
    window.trigger("edit.undo")
    assert left.verticalScrollBar().value() < 200
    assert left.session.chosen_note == note.id
    assert right.session.chosen_note is None


def test_closing_a_side_leaves_the_other_the_window(window: MainWindow) -> None:
    left, right = beside(window, "Translation")
    width = left.width()
    right.setFocus()
    window.trigger("view.close_side")
    assert not right.isVisible()
    assert left.hasFocus()
    QApplication.processEvents()
    assert left.width() > width
    assert not window.actions_["view.together"].isEnabled()
    # And another can be opened again, also where the first was closed.
    left, right = beside(window, "Other")
    left.setFocus()
    window.trigger("view.close_side")
    assert window.session.reading.title == "Other"
    left, right = beside(window, "Verse")
    titles = [view.session.reading.title for view in (left, right)]
    assert titles == ["Other", "Verse"]


def test_removing_one_of_two_leaves_the_other(window: MainWindow) -> None:
    left, right = beside(window, "Translation")
    window.library.run("Remove", readings.remove, named(window, "Translation"))
    assert not right.isVisible()
    assert left.isVisible()
    assert window.session.reading.title == "Verse"
    window.library.run("Remove", readings.remove, named(window, "Verse"))
    assert window.pages.currentIndex() == LIBRARY


def test_a_narrow_window_gives_its_side_panes_for_the_texts(window: MainWindow) -> None:
    window.resize(1000, 700)
    QApplication.processEvents()
    assert window.left.isVisible()
    assert window.right.isVisible()
    _left, right = beside(window, "Translation")
    assert not window.left.isVisible()
    assert not window.right.isVisible()
    assert right.width() > 430
    window.trigger("view.close_side")
    assert window.left.isVisible()
    assert window.right.isVisible()


def test_a_reading_that_is_open_at_the_side_is_gone_to_there(window: MainWindow) -> None:
    left, right = beside(window, "Translation")
    window.open_at(named(window, "Verse"), Span(0, 5))
    assert window.session is left.session
    assert left.hasFocus()
    assert right.session.reading.title == "Translation"


def test_each_text_is_called_by_its_title_for_those_who_hear_it(window: MainWindow) -> None:
    left, right = beside(window, "Translation")
    assert left.accessibleName() == "Reading: Verse"
    assert right.accessibleName() == "Reading: Translation"
    assert window.desks.active.strip.accessibleName() == "Translation"

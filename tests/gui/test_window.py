"""The main job in the window, done as a person does it: readings, panes, exports, restarts."""

from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QRawFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
)
from pytestqt.qtbot import QtBot

from closereader import settings
from closereader.gui import theme as themes
from closereader.gui.actions import ACTIONS
from closereader.gui.app import open_window
from closereader.gui.library.pane import LibraryPane
from closereader.gui.main_window import MainWindow
from closereader.library import queries
from closereader.library.library import Library
from closereader.model.colour import Colour
from tests.helpers.window import notes, press, quote


def test_a_file_given_at_the_start_is_open_with_its_title_and_author(window: MainWindow) -> None:
    assert window.header.title.text() == "The Bridge at Low Water"
    assert "Ann Example" in window.header.about.text()
    assert window.windowTitle().startswith("The Bridge at Low Water")


def test_everything_is_there_after_a_restart(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.reader.view.select(quote(window, "The town walked on it."))
    press(window, "5")
    window.close()
    again = Library.open(tmp_path / "library")
    second = open_window(again)
    qtbot.addWidget(second)
    qtbot.waitUntil(lambda: second.session.entities_ready, timeout=20_000)
    assert second.session.reading.title == "The Bridge at Low Water"
    assert [note.quote for note in second.session.annotations] == ["The town walked on it."]
    second.close()
    again.close()


def test_dropped_files_are_added(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<h1>A Page</h1><p>With a sentence in it.</p>", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(page))])
    event = QDropEvent(
        QPointF(300, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    qtbot.waitUntil(lambda: window.header.title.text() == "A Page", timeout=20_000)


def test_pasted_text_becomes_a_reading(qtbot: QtBot, window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("A Pasted Title\n\nOne paragraph, and a second sentence.")
    window.trigger("file.paste")
    qtbot.waitUntil(lambda: window.header.title.text() == "A Pasted Title", timeout=20_000)


def test_a_file_that_cannot_be_read_is_said_in_the_window_and_changes_nothing(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    bad = tmp_path / "picture.txt"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    with qtbot.waitSignal(window.messages.said, timeout=20_000) as said:
        window.adding.add([str(bad)])
    sentence, _details, is_error = said.args
    assert is_error
    assert "picture.txt" in sentence
    assert len(queries.readings(window.library)) == 1


def test_the_same_file_twice_is_one_reading(
    qtbot: QtBot, window: MainWindow, article: Path
) -> None:
    with qtbot.waitSignal(window.messages.said, timeout=20_000) as said:
        window.adding.add([str(article)])
    assert "already" in said.args[0]
    assert len(queries.readings(window.library)) == 1


def test_the_annotated_pdf_is_written_where_the_reader_says(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.reader.view.select(quote(window, "the bridge was sound"))
    press(window, "4")
    target = tmp_path / "out" / "bridge.pdf"
    target.parent.mkdir()
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_args: (str(target), "Annotated PDF (*.pdf)")
    )
    asked: list[str] = []

    def name(*_args: object, text: str) -> tuple[str, bool]:
        asked.append(text)
        return "Ana Reader", True

    monkeypatch.setattr(QInputDialog, "getText", name)
    with qtbot.waitSignal(window.messages.said, timeout=60_000) as said:
        window.trigger("file.share")
    assert str(target) in said.args[0]
    kinds = [
        annotation.get_object()["/Subtype"]
        for page in pypdf.PdfReader(target).pages
        for annotation in page.get("/Annots", [])
    ]
    assert "/Highlight" in kinds
    # Whose notes these are is asked at the first sharing, and only then.
    assert asked == ["Reader"]
    assert notes(window)[0].reader == "Ana Reader"
    assert window.library.reader == "Ana Reader"
    with qtbot.waitSignal(window.messages.said, timeout=60_000):
        window.trigger("file.share")
    assert len(asked) == 1


def test_a_theme_is_applied_at_once_and_kept(window: MainWindow) -> None:
    window.trigger("view.theme.dark")
    assert window.reader.view.layout_.style.theme is themes.load("dark")
    assert settings.load().get(settings.THEME) == "dark"


def test_larger_type_keeps_the_place(window: MainWindow) -> None:
    window.reader.view.show_offset_at_top(200)
    before = window.reader.view.place()[0]
    window.trigger("view.larger")
    assert abs(window.reader.view.place()[0] - before) < 100
    assert window.reader.view.layout_.style.size == settings.TYPE_SIZE.default + 1


def test_panes_hide_and_come_back(window: MainWindow) -> None:
    window.trigger("view.left")
    assert not window.left.isVisible()
    window.trigger("view.text_only")
    assert not window.right.isVisible()
    assert not window.header.isVisible()
    window.trigger("view.text_only")
    assert window.right.isVisible()
    assert not window.left.isVisible()


def test_f6_goes_from_pane_to_pane(window: MainWindow) -> None:
    window.resize(1200, 700)
    QApplication.processEvents()
    visited = []
    for _ in range(3):
        window.trigger("view.next_pane")
        focus = window.focusWidget()
        visited.append(
            next(p for p in (window.left, window.reader, window.right) if p.isAncestorOf(focus))
        )
    assert len(set(map(id, visited))) == 3


def test_removing_a_reading_is_undone_with_its_notes(qtbot: QtBot, window: MainWindow) -> None:
    window.reader.view.select(quote(window, "half the town"))
    press(window, "1")
    window.trigger("file.remove")
    assert queries.readings(window.library) == []
    assert window.pages.currentIndex() == 0
    window.trigger("edit.undo")
    (summary,) = queries.readings(window.library)
    assert summary.annotations == 1


def test_what_another_program_writes_appears(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    from closereader.library import annotations

    other = Library.open(tmp_path / "library", reader="Reader")
    span = quote(window, "forty years")
    other.run("Highlight", annotations.add, window.session.reading.id, span, colour=Colour.RED)
    other.close()
    qtbot.waitUntil(lambda: len(window.session.annotations) == 1, timeout=10_000)


def test_every_action_of_the_table_has_a_name_and_a_handler(window: MainWindow) -> None:
    for row in ACTIONS:
        assert window.actions_[row.id].text().strip()
    keys = [key for row in ACTIONS for key in row.keys]
    assert len(keys) == len(set(keys))


def test_every_widget_that_takes_the_focus_has_an_accessible_name(window: MainWindow) -> None:
    from PySide6.QtWidgets import QWidget

    nameless = []
    for widget in window.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisibleTo(window):
            continue
        if isinstance(widget, QLabel) or widget.objectName().startswith("qt_"):
            continue
        named = widget.accessibleName() or (
            isinstance(widget, QAbstractButton) and any(c.isalpha() for c in widget.text())
        )
        placeholder = isinstance(widget, QLineEdit) and widget.placeholderText()
        if not (named or placeholder):
            nameless.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    assert nameless == []


@pytest.mark.parametrize("name", ["light", "sepia", "dark", "contrast"])
def test_text_on_every_mark_keeps_a_contrast_of_seven_to_one(name: str) -> None:
    theme = themes.load(name)

    def luminance(colour) -> float:
        parts = [colour.redF(), colour.greenF(), colour.blueF()]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for ground in (theme.page, *theme.marks.values()):
        low, high = sorted((luminance(theme.text), luminance(ground)))
        assert (high + 0.05) / (low + 0.05) >= 7.0, ground.name()


def test_a_new_library_opens_on_the_sample_reading_with_its_notes(
    qtbot: QtBot, tmp_path: Path
) -> None:
    library = Library.open(tmp_path / "new")
    window = open_window(library)
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: len(window.session.annotations) > 15, timeout=30_000)
    assert window.pages.currentIndex() == 1
    window.close()
    library.close()


def test_the_list_of_readings_is_made_when_it_is_first_shown(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    queries.set_opened(window.library, window.session.reading.id)
    again = open_window(Library.open(tmp_path / "library"))
    qtbot.addWidget(again)
    assert again.findChild(LibraryPane) is None
    again.trigger("file.library")
    assert again.findChild(LibraryPane).isVisible()
    assert again.library_pane.readings.rowCount() == 1
    again.close()
    again.library.close()


def test_every_sign_of_the_window_is_in_a_face_that_ships_with_it(window: MainWindow) -> None:
    window.show_library()
    foreign = set()
    for kind in (QAbstractButton, QLabel, QLineEdit):
        for widget in window.findChildren(kind):
            face = QRawFont.fromFont(widget.font())
            words = widget.text() + getattr(widget, "placeholderText", str)()
            foreign |= {c for c in words if c.isprintable() and not face.supportsCharacter(ord(c))}
    assert foreign == set()


def test_an_empty_library_shows_three_ways_to_begin(window: MainWindow) -> None:
    window.trigger("file.remove")
    QApplication.processEvents()
    assert window.library_pane.welcome.isVisible()


def test_search_opens_the_reading_at_the_place(qtbot: QtBot, window: MainWindow) -> None:
    window.trigger("edit.search")
    QTest.keyClicks(window.library_pane.search_field, "council")
    qtbot.waitUntil(lambda: window.library_pane.hits.rowCount() > 0, timeout=10_000)
    index = window.library_pane.hits.index(0)
    rect = window.library_pane.hit_list.visualRect(index)
    QTest.mouseClick(
        window.library_pane.hit_list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=rect.center() + QPoint(0, 0),
    )
    assert window.pages.currentIndex() == 1
    assert window.session.caret == window.session.text.text.index("council")

"""Reading a scan in the window: what is offered, chosen, told while it runs, stopped and taken back."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from closereader.gui.dialogs.scan import ScanDialog
from closereader.gui.dialogs.unsure_words import UnsureWords
from closereader.gui.main_window import MainWindow
from closereader.gui.pages.thumbnails import Thumbnails
from closereader.library import annotations, queries
from closereader.model.annotation import AnnotationKind
from closereader.model.area import Area, Rect
from closereader.model.span import Span
from closereader.store import Transaction
from tests.helpers.fake_tesseract import FakeTesseract, put_on_path
from tests.helpers.scans import write_scan
from tests.helpers.window import quote

FIRST = "Typeset words of the first page."


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeTesseract:
    made = put_on_path(tmp_path, monkeypatch)
    made.page(1, "The second page says that the river", "rose above the mill at night.")
    made.page(2, "The third page says that it fell.")
    return made


@pytest.fixture
def scan(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """The window with a scan open: its first page has text, two are pictures."""
    path = write_scan(tmp_path / "scan.pdf", 3, text_on={0: FIRST})
    window.adding.add([str(path)])
    qtbot.waitUntil(lambda: _is_open(window, "Typeset"), timeout=15_000)
    return window


def _is_open(window: MainWindow, words: str) -> bool:
    text = window.session.text
    return text is not None and words in text.text and not window.tasks.running


def said(window: MainWindow) -> str:
    """What the reading says, as the library has it."""
    return queries.reading_text(window.library, window.session.reading.id).text


def has_come(window: MainWindow, words: str) -> bool:
    return words in said(window) and not window.tasks.running


def open_dialog(window: MainWindow, qtbot: QtBot, *, found: bool = True) -> ScanDialog:
    window.trigger("file.scan")
    qtbot.waitUntil(lambda: bool(_dialogs(window)), timeout=10_000)
    (dialog,) = _dialogs(window)
    part = dialog.start if found else dialog.copy
    qtbot.waitUntil(part.isVisible, timeout=10_000)
    return dialog


def _dialogs(window: MainWindow) -> list[ScanDialog]:
    return [each for each in window.findChildren(ScanDialog) if each.isVisible()]


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_new_scan_is_said_to_be_one_and_offered_to_be_read(
    fake: FakeTesseract, scan: MainWindow, qtbot: QtBot
) -> None:
    (offer,) = [
        button for button in scan.findChildren(QPushButton) if button.text() == "Read the scan…"
    ]
    qtbot.waitUntil(offer.isVisible)
    click(offer)
    qtbot.waitUntil(lambda: bool(_dialogs(scan)), timeout=10_000)


def test_the_list_of_pages_says_which_have_no_text(scan: MainWindow, qtbot: QtBot) -> None:
    (listed,) = [each for each in scan.findChildren(Thumbnails) if each.name_of(0)]
    qtbot.waitUntil(lambda: "no text" in listed.name_of(1), timeout=10_000)
    assert [listed.name_of(page) for page in range(3)] == ["1", "2 · no text", "3 · no text"]


def test_the_pages_without_text_are_read_and_it_is_one_step_to_take_back(
    fake: FakeTesseract, scan: MainWindow, qtbot: QtBot
) -> None:
    dialog = open_dialog(scan, qtbot)
    assert "2 pages of" in dialog.told.text()
    assert dialog.start.text() == "Read 2 pages"
    reading = scan.session.reading.id
    note = scan.library.run(
        "Mark", annotations.add, reading, quote(scan, "Typeset"), kind=AnnotationKind.HIGHLIGHT
    )
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: has_come(scan, "that it fell"), timeout=20_000)
    text = said(scan)
    assert text.startswith(FIRST)
    assert "The second page says that the river rose above the mill at night." in text
    assert not _dialogs(scan)
    assert [each.quote for each in scan.session.annotations] == ["Typeset"]
    assert note.id in scan.session.annotations
    assert scan.actions_["edit.undo"].text() == "Undo: Read the scan"
    scan.trigger("edit.undo")
    qtbot.waitUntil(lambda: "river" not in said(scan), timeout=10_000)
    assert [each.quote for each in scan.session.annotations] == ["Typeset"]


def test_areas_marked_on_the_picture_stay_where_they_are(
    fake: FakeTesseract, scan: MainWindow, qtbot: QtBot
) -> None:
    reading = scan.session.reading.id
    area = Area(1, Rect(40, 50, 200, 120))

    def mark(tx: Transaction) -> None:
        note = annotations.add(tx, reading, Span(0, 0), kind=AnnotationKind.BOOKMARK)
        tx.put(replace(note, kind=AnnotationKind.AREA, area=area))

    scan.library.run("Area", mark)
    dialog = open_dialog(scan, qtbot)
    click(dialog.start)
    qtbot.waitUntil(lambda: has_come(scan, "that it fell"), timeout=20_000)
    (kept,) = queries.annotations(scan.library, reading)
    assert kept.area == area


def test_pages_and_languages_are_chosen_and_nonsense_is_said(
    fake: FakeTesseract, scan: MainWindow, qtbot: QtBot
) -> None:
    dialog = open_dialog(scan, qtbot)
    names = [dialog.languages.item(row).text() for row in range(dialog.languages.count())]
    assert names == ["English", "Spanish"]
    assert dialog.wish.languages == ("eng",)
    click(dialog.some)
    dialog.some.setChecked(True)
    dialog.range.selectAll()
    QTest.keyClicks(dialog.range, "7")
    assert not dialog.start.isEnabled()
    assert "the pages go from 1 to 3" in dialog.why_not.text()
    dialog.range.selectAll()
    QTest.keyClicks(dialog.range, "3")
    assert dialog.start.text() == "Read 1 page"
    dialog.languages.setFocus()
    dialog.languages.setCurrentRow(0)
    QTest.keyClick(dialog.languages, Qt.Key.Key_Space)
    assert not dialog.start.isEnabled()
    assert "language" in dialog.why_not.text()
    dialog.languages.setCurrentRow(1)
    QTest.keyClick(dialog.languages, Qt.Key.Key_Space)
    assert dialog.wish == type(dialog.wish)((2,), ("spa",))
    click(dialog.start)
    qtbot.waitUntil(lambda: has_come(scan, "that it fell"), timeout=20_000)
    assert "river" not in said(scan)
    assert fake.calls[-1][3] == "spa"


def test_cancel_leaves_everything_as_it_was(
    fake: FakeTesseract, scan: MainWindow, qtbot: QtBot
) -> None:
    fake.say_of(2, "hang")
    before = said(scan)
    dialog = open_dialog(scan, qtbot)
    click(dialog.start)
    qtbot.waitUntil(lambda: dialog.keep.isEnabled(), timeout=20_000)
    assert "left" in dialog.how_far.text()
    click(dialog.cancel)
    qtbot.waitUntil(lambda: not scan.tasks.running, timeout=10_000)
    assert dialog.start.isVisible(), "it can be chosen otherwise"
    assert said(scan) == before
    assert queries.reading(scan.library, scan.session.reading.id).version == 1
    click(dialog.cancel)
    assert not _dialogs(scan)


def test_it_can_be_stopped_and_what_was_read_kept(
    fake: FakeTesseract, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    order = "second third fourth fifth sixth seventh eighth ninth".split()
    for number, name in enumerate(order, 1):
        fake.page(number, f"This is what the {name} page says.")
    path = write_scan(tmp_path / "long.pdf", 9, text_on={0: FIRST})
    window.adding.add([str(path)])
    qtbot.waitUntil(lambda: _is_open(window, "Typeset"), timeout=15_000)
    dialog = open_dialog(window, qtbot)
    click(dialog.start)
    qtbot.waitUntil(lambda: dialog.keep.isEnabled(), timeout=20_000)
    click(dialog.keep)
    qtbot.waitUntil(lambda: has_come(window, "what the second page says"), timeout=20_000)
    assert "what the ninth page says" not in said(window)


def test_words_it_was_not_sure_of_are_listed_and_shown_in_the_text(
    fake: FakeTesseract, scan: MainWindow, qtbot: QtBot
) -> None:
    fake.say_of(1, [(1, 360, 95, "The river was"), (2, 420, 31, "rnodern"), (3, 480, 95, "then.")])
    dialog = open_dialog(scan, qtbot)
    click(dialog.start)
    qtbot.waitUntil(lambda: has_come(scan, "rnodern"), timeout=20_000)
    scan.session.open(scan.session.reading.id)
    qtbot.waitUntil(lambda: _is_open(scan, "rnodern"), timeout=10_000)
    (show,) = [b for b in scan.findChildren(QPushButton) if b.text() == "Show them"]
    qtbot.waitUntil(show.isVisible)
    click(show)
    (listed,) = scan.findChildren(UnsureWords)
    (line,) = listed.model.lines
    assert (line.heading, line.aside) == ("rnodern", "page 2 · 31 % sure")
    shown = []
    scan.session.go_to.connect(lambda span, _flash: shown.append(span))
    QTest.keyClick(listed.list, Qt.Key.Key_Return)
    assert [span.text_of(scan.session.text.text) for span in shown] == ["rnodern"]
    listed.close()
    notices = queries.reading(scan.library, scan.session.reading.id).notices
    assert any("rnodern" in each for each in notices)


def test_without_the_program_the_way_to_get_it_can_be_copied(
    scan: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    dialog = open_dialog(scan, qtbot, found=False)
    assert "There is no OCR program" in dialog.told.text()
    assert not dialog.start.isVisible()
    click(dialog.copy)
    assert "sudo apt install tesseract-ocr" in QGuiApplication.clipboard().text()
    click(dialog.cancel)
    assert not _dialogs(scan)


def test_a_reading_without_pages_has_nothing_to_read(window: MainWindow, qtbot: QtBot) -> None:
    told: list[str] = []
    window.messages.said.connect(lambda sentence, *_: told.append(sentence))
    window.trigger("file.scan")
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert "no pages of its own" in told[0]
    assert not _dialogs(window)


def test_a_bad_text_is_offered_to_be_read_anew_and_never_is_unasked(
    fake: FakeTesseract, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    bad = "\n".join(["Tne ri^er r0se ab0ve tbe miII, ab0ve the ba>ery aud f1nally"] * 8)
    fake.page(0, "The river rose above the mill.")
    window.adding.add([str(write_scan(tmp_path / "bad.pdf", 1, text_on={0: bad}))])
    qtbot.waitUntil(lambda: _is_open(window, "ri^er"), timeout=15_000)
    (offer,) = [b for b in window.findChildren(QPushButton) if b.text() == "Read the scan…"]
    qtbot.waitUntil(offer.isVisible)
    assert fake.calls == [], "nothing is read unasked"
    click(offer)
    qtbot.waitUntil(lambda: bool(_dialogs(window)), timeout=10_000)
    (dialog,) = _dialogs(window)
    qtbot.waitUntil(dialog.start.isVisible, timeout=10_000)
    assert dialog.bad.isChecked()
    click(dialog.start)
    qtbot.waitUntil(lambda: has_come(window, "The river rose above the mill."), timeout=20_000)
    assert "ri^er" not in said(window)

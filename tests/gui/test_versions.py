"""A new version of the open reading, and the desk on which its notes are looked at."""

from dataclasses import replace
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QToolButton

from closereader.gui import of_versions
from closereader.gui.dialogs.earlier_versions import EarlierVersions
from closereader.gui.notice_bar import NoticeBar
from closereader.gui.versions.desk import VersionsDesk
from closereader.library import annotations, queries, versions
from closereader.library.library import Library
from closereader.model.annotation import AnchorState
from closereader.model.colour import Colour
from closereader.model.document import Document
from closereader.progress import Progress
from tests.helpers.window import TEXT, notes, quote

LATER = (
    TEXT.replace("the old bridge showed its feet", "the old stone bridge showed its feet")
    .replace("The council said nothing for a week.", "No word was heard from those in office.")
    .replace("By Ann Example\n", "By Ann Example\n\nA preface, which is new.\n")
)


def mark(window, words, **details):
    return window.session.run(
        "Mark", annotations.add, window.session.reading.id, quote(window, words), **details
    )


@pytest.fixture
def marked(window):
    """The window with three notes, of which a new version leaves one sure, one near and one lost."""
    mark(window, "half the town", colour=Colour.GREEN)
    mark(window, "the old bridge showed its feet", comment="Why feet?")
    mark(window, "The council said nothing for a week", colour=Colour.RED)
    return window


def take(qtbot, window, tmp_path: Path, text: str = LATER) -> None:
    file = tmp_path / "later.txt"
    file.write_text(text, encoding="utf-8")
    version = window.session.reading.version
    of_versions.take(window, window.session.reading.id, file)
    qtbot.waitUntil(
        lambda: window.session.reading is not None and window.session.reading.version > version,
        timeout=20_000,
    )
    qtbot.waitUntil(lambda: not window.turns.is_behind, timeout=5000)


@pytest.fixture
def desk(qtbot, marked, tmp_path):
    take(qtbot, marked, tmp_path)
    marked.trigger("note.check")
    (desk,) = marked.findChildren(VersionsDesk)
    qtbot.waitUntil(lambda: desk.matter is not None, timeout=20_000)
    desk.activateWindow()
    qtbot.waitUntil(desk.parts.list.hasFocus)
    yield desk
    if shiboken6.isValid(desk):
        desk.close()


def key(desk, which, modifiers=Qt.KeyboardModifier.NoModifier):
    """What the keyboard does on the desk."""
    QTest.keyClick(QApplication.focusWidget(), which, modifiers)


def anchors(window):
    return [note.anchor for note in notes(window)]


def heaps(desk):
    return [desk.parts.tabs.tabText(index) for index in range(3)]


def said(window):
    return window.findChild(NoticeBar).text.text()


# The open reading


def test_the_open_reading_shows_the_new_text_and_undo_the_old(qtbot, marked, tmp_path):
    window = marked
    before = window.session.text
    take(qtbot, window, tmp_path)
    assert "stone bridge" in window.session.text.text
    assert "stone bridge" in window.reader.view.document().toPlainText()
    assert said(window).endswith("3 notes: 1 on their words, 1 near them, 1 not found.")
    window.trigger("edit.undo")
    qtbot.waitUntil(lambda: window.session.text == before, timeout=5000)
    assert "stone bridge" not in window.reader.view.document().toPlainText()
    assert anchors(window) == [AnchorState.SURE] * 3
    window.trigger("edit.redo")
    qtbot.waitUntil(lambda: "stone" in window.session.text.text, timeout=5000)


def test_what_another_program_put_in_its_place_is_shown(qtbot, marked):
    window = marked
    other = Library.open(window.library.folder, reader="Other")
    text = window.session.text
    words = text.text.replace("the old bridge", "an old bridge")
    blocks = tuple(replace(b, start=max(b.start - 1, 0), end=b.end - 1) for b in text.blocks[3:])
    later = Document(words, blocks, title="Another")
    versions.take_document(other, window.session.reading.id, later, Progress())
    other.close()
    assert window.library.poll()
    qtbot.waitUntil(lambda: window.session.text.text == words, timeout=5000)


def test_the_reader_stays_at_the_same_passage(qtbot, window, tmp_path):
    lines = [f"This is paragraph number {n}, one of many that fill the book." for n in range(400)]
    file = tmp_path / "long.md"
    file.write_text("\n\n".join(lines), encoding="utf-8")
    window.adding.add([str(file)])
    qtbot.waitUntil(
        lambda: window.session.text is not None and "number 399" in window.session.text.text,
        timeout=20_000,
    )
    window.session.go_to.emit(quote(window, "number 250,"), False)
    QApplication.processEvents()

    def seen() -> str:
        place = window.reader.view.place()[0]
        return window.session.text.text[place : place + 60].partition("number ")[2][:3]

    before = seen()
    preface = [f"Preface, part {n}." for n in range(60)]
    take(qtbot, window, tmp_path, "\n\n".join([*preface, *lines]))
    QApplication.processEvents()
    assert seen() == before


def test_a_lost_note_is_in_the_pane_and_drawn_nowhere(qtbot, marked, tmp_path):
    window = marked
    take(qtbot, window, tmp_path)
    lost = next(n for n in notes(window) if n.anchor is AnchorState.LOST)
    assert lost.id in window.session.annotations
    whole = window.session.annotations.touching(0, len(window.session.text.text))
    assert lost.id not in [note.id for note in whole]


def test_the_notes_pane_and_the_status_line_say_what_is_to_be_checked(qtbot, marked, tmp_path):
    window = marked
    assert window.notes.to_check.isHidden()
    take(qtbot, window, tmp_path)
    qtbot.waitUntil(lambda: not window.notes.to_check.isHidden())
    assert window.notes.to_check.words.text() == "2 notes to check"
    assert window.status.notes.text() == "3 notes · 2 to check"
    window.notes.to_check.filter.click()
    assert window.notes.model.rowCount() == 2
    window.notes.to_check.filter.click()
    assert window.notes.model.rowCount() == 3


def test_the_version_there_is_changes_nothing(qtbot, marked, tmp_path):
    take(qtbot, marked, tmp_path)
    of_versions.take(marked, marked.session.reading.id, tmp_path / "later.txt")
    qtbot.waitUntil(lambda: said(marked).startswith("That is the version you have"), timeout=20_000)
    assert marked.session.reading.version == 2


def test_a_file_added_that_is_like_a_reading_can_become_its_version(qtbot, marked, tmp_path):
    window = marked
    old = window.session.reading.id
    file = tmp_path / "another.txt"
    file.write_text(LATER, encoding="utf-8")
    window.adding.add([str(file)])
    bar = window.findChild(NoticeBar)
    qtbot.waitUntil(lambda: "much like this one" in bar.text.text(), timeout=20_000)
    assert len(queries.readings(window.library)) == 2
    bar._offer.click()
    qtbot.waitUntil(
        lambda: [s.reading.id for s in queries.readings(window.library)] == [old], timeout=20_000
    )
    qtbot.waitUntil(
        lambda: window.session.reading is not None and window.session.reading.id == old,
        timeout=5000,
    )
    assert window.session.reading.version == 2
    assert len(notes(window)) == 3


@pytest.fixture
def offered(qtbot, marked, tmp_path):
    """The window in which a file like the open reading was added."""
    file = tmp_path / "another.txt"
    file.write_text(LATER, encoding="utf-8")
    marked.old = marked.session.reading.id
    marked.adding.add([str(file)])
    bar = marked.findChild(NoticeBar)
    qtbot.waitUntil(lambda: "much like this one" in bar.text.text(), timeout=20_000)
    return marked


def button(window, words):
    (found,) = [
        b for b in window.findChild(NoticeBar).findChildren(QPushButton) if b.text() == words
    ]
    return found


def test_both_are_kept_by_one_click(qtbot, offered):
    both = button(offered, "Keep both")
    qtbot.mouseClick(both, Qt.MouseButton.LeftButton)
    assert offered.findChild(NoticeBar).isHidden()
    assert len(queries.readings(offered.library)) == 2


def test_the_offer_comes_again_when_other_news_were_read(qtbot, offered):
    offered.messages.info("Something else.")
    assert button(offered, "Keep both").isHidden()
    offered.messages.error("Something that went wrong.")
    bar = offered.findChild(NoticeBar)
    close = bar.findChild(QToolButton)
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert "much like this one" in bar.text.text()
    assert button(offered, "Keep both").isVisible()
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert bar.isHidden()


def test_the_offer_goes_when_there_is_nothing_to_take(qtbot, offered):
    offered.trigger("edit.undo")
    qtbot.waitUntil(lambda: len(queries.readings(offered.library)) == 1, timeout=5000)
    assert not button(offered, "Keep both").isVisible()


def test_a_file_that_is_a_reading_already_can_still_become_the_version(qtbot, offered, tmp_path):
    qtbot.mouseClick(button(offered, "Keep both"), Qt.MouseButton.LeftButton)
    of_versions.take(offered, offered.old, tmp_path / "another.txt")
    bar = offered.findChild(NoticeBar)
    qtbot.waitUntil(lambda: "in the library already" in bar.text.text(), timeout=20_000)
    qtbot.mouseClick(button(offered, "Take it as the new version"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(queries.readings(offered.library)) == 1, timeout=20_000)
    (one,) = queries.readings(offered.library)
    assert (one.reading.id, one.reading.version) == (offered.old, 2)


# The desk


def test_the_desk_shows_three_heaps_and_both_texts(desk):
    assert heaps(desk) == ["Sure · 1", "Approximate · 1", "Lost · 1"]
    assert "old bridge showed" in desk.parts.old.toPlainText()
    assert "old stone bridge showed" in desk.parts.new.toPlainText()
    assert desk.note().anchor is AnchorState.APPROXIMATE
    assert desk.parts.new.selected() == desk.note().span


def test_enter_accepts_and_goes_on_to_the_next(desk, marked):
    key(desk, Qt.Key.Key_Return)
    assert heaps(desk) == ["Sure · 2", "Approximate · 0", "Lost · 1"]
    assert desk.note().anchor is AnchorState.LOST
    assert anchors(marked).count(AnchorState.SURE) == 2
    key(desk, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert anchors(marked).count(AnchorState.SURE) == 1
    assert desk.note().anchor is AnchorState.APPROXIMATE
    assert desk.parts.new.selected() == desk.note().span


def test_arrows_move_the_ends_and_enter_keeps_them(desk, marked):
    note = desk.note().id
    key(desk, Qt.Key.Key_Left)
    key(desk, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    key(desk, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert queries.annotation(marked.library, note).anchor is AnchorState.APPROXIMATE
    key(desk, Qt.Key.Key_Return)
    now = queries.annotation(marked.library, note)
    assert (now.quote, now.anchor) == ("old stone bridge showed it", AnchorState.SURE)


def test_escape_leaves_all_as_it_is(desk, marked):
    before = notes(marked)
    key(desk, Qt.Key.Key_Left)
    key(desk, Qt.Key.Key_Escape)
    assert not desk.isVisible()
    assert notes(marked) == before


def test_a_lost_note_is_put_on_what_is_selected(desk, marked):
    key(desk, Qt.Key.Key_N)
    note = desk.note()
    assert note.anchor is AnchorState.LOST
    assert desk.parts.take.text() == "Put it on the selection"
    key(desk, Qt.Key.Key_Return)
    assert desk.parts.said.text().startswith("Select its passage")
    words = quote(marked, "No word was heard")
    desk.parts.new.put_selection(words)
    desk.parts.new.setFocus()
    key(desk, Qt.Key.Key_Return)
    now = queries.annotation(marked.library, note.id)
    assert (now.span, now.anchor) == (words, AnchorState.SURE)


def test_delete_removes_the_note_and_undo_brings_it_back(desk, marked):
    note = desk.note()
    key(desk, Qt.Key.Key_Delete)
    assert note.id not in [n.id for n in notes(marked)]
    key(desk, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert note.id in [n.id for n in notes(marked)]


def test_many_are_accepted_in_one_step(qtbot, desk, marked):
    desk.parts.alike.menu().aboutToShow.emit()
    entries = desk.parts.alike.menu().actions()
    assert [entry.text().rpartition("\t")[2] for entry in entries] == ["0", "0", "1", "1"]
    entries[-1].trigger()
    qtbot.waitUntil(lambda: heaps(desk)[1] == "Approximate · 0")
    marked.trigger("edit.undo")
    assert anchors(marked).count(AnchorState.APPROXIMATE) == 1


def test_the_desk_can_be_opened_again_at_a_note(qtbot, desk, marked):
    desk.close()
    lost = next(n for n in notes(marked) if n.anchor is AnchorState.LOST)
    again = of_versions.check_notes(marked, lost.id)
    qtbot.waitUntil(lambda: again.matter is not None, timeout=20_000)
    assert again.note().id == lost.id
    assert heaps(again) == ["Sure · 1", "Approximate · 1", "Lost · 1"]
    again.close()


def test_in_a_narrow_window_the_texts_stand_below_each_other(desk):
    desk.resize(700, 700)
    QApplication.processEvents()
    assert desk.parts.old.mapTo(desk, desk.parts.old.rect().topLeft()).y() < (
        desk.parts.new.mapTo(desk, desk.parts.new.rect().topLeft()).y()
    )


# Earlier versions


def test_an_earlier_version_can_be_looked_at_and_taken_out(qtbot, marked, tmp_path, monkeypatch):
    window = marked
    original = window.library.files.path(window.session.reading.original).read_bytes()
    take(qtbot, window, tmp_path)
    window.trigger("file.versions")
    (dialog,) = window.findChildren(EarlierVersions)
    qtbot.waitUntil(lambda: dialog.list.count() == 1, timeout=5000)
    assert "the old bridge showed" in dialog.text.toPlainText()
    out = tmp_path / "out.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(out), ""))
    dialog.take_out.click()
    qtbot.waitUntil(out.exists, timeout=5000)
    qtbot.waitUntil(lambda: out.read_bytes() == original, timeout=5000)
    dialog.close()


def test_the_reading_returns_to_an_earlier_version(qtbot, marked, tmp_path):
    window = marked
    text = window.session.text.text
    take(qtbot, window, tmp_path)
    window.trigger("file.versions")
    (dialog,) = window.findChildren(EarlierVersions)
    qtbot.waitUntil(lambda: dialog.list.count() == 1, timeout=5000)
    qtbot.mouseClick(dialog.return_, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session.text.text == text, timeout=20_000)
    assert anchors(window) == [AnchorState.SURE] * 3
    assert window.session.reading.version == 3
    qtbot.waitUntil(lambda: not window.findChildren(EarlierVersions), timeout=5000)

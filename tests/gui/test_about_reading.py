"""What is known of a reading: seen, changed in one step, and its file taken out."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from closereader.gui import of_about
from closereader.gui.dialogs.about_reading import AboutReading
from closereader.gui.languages import languages, name_of, tag_of
from closereader.gui.main_window import MainWindow
from closereader.library import about_reading, queries, readings
from tests.helpers.window import TEXT


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow) -> AboutReading:
    known = about_reading.known(window.library, window.session.reading.id)
    made = AboutReading(known, window, has_versions=False)
    qtbot.addWidget(made)
    made.show()
    return made


def during(window: MainWindow, act) -> None:
    """What a person does in the dialog that the command opens."""

    def look() -> None:
        (shown,) = [d for d in window.findChildren(AboutReading) if d.isVisible()]
        act(shown)

    QTimer.singleShot(50, look)
    window.trigger("file.rename")


def test_what_is_changed_is_one_step_and_shown_at_once(qtbot: QtBot, window: MainWindow) -> None:
    def change(shown: AboutReading) -> None:
        for name, words in (("author", "Ann Example"), ("date", "1998"), ("source", "River News")):
            shown.fields[name].selectAll()
            QTest.keyClicks(shown.fields[name], words)
        shown.language.setEditText("")
        QTest.keyClicks(shown.language.lineEdit(), "Portuguese")
        shown.ok.click()

    during(window, change)
    reading = window.session.reading
    assert (reading.date, reading.source, reading.language) == ("1998", "River News", "pt")
    assert "1998" not in window.session.text.text[:20]
    window.trigger("edit.undo")
    assert queries.reading(window.library, reading.id).source == ""


def test_nothing_changed_is_no_step(window: MainWindow) -> None:
    before = window.library.undoable
    during(window, lambda shown: shown.ok.click())
    assert window.library.undoable == before


def test_a_title_of_nothing_or_a_language_that_is_none_cannot_be_accepted(
    dialog: AboutReading,
) -> None:
    dialog.fields["title"].setText("  ")
    assert not dialog.ok.isEnabled()
    dialog.fields["title"].setText("A Bridge")
    assert dialog.ok.isEnabled()
    dialog.language.setEditText("Bridgish")
    assert not dialog.ok.isEnabled()
    assert dialog.problem.isVisible()
    dialog.language.setEditText("grc")
    assert dialog.ok.isEnabled()
    assert not dialog.problem.isVisible()


def test_it_says_how_long_it_is_and_that_its_file_is_kept(dialog: AboutReading) -> None:
    told = dialog.facts.text()
    assert f"Kept as it came: bridge.txt, {len(TEXT.encode())} bytes" in told
    assert "Plain text" in told
    assert "characters" in told
    assert dialog.take_out.isEnabled()


def test_in_the_library_it_is_about_the_chosen_reading(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Another Reading\n\nOf one sentence.\n", encoding="utf-8")
    window.adding.add([str(other)])
    qtbot.waitUntil(lambda: window.header.title.text() == "Another Reading", timeout=20_000)
    window.show_library()
    first = queries.find_reading(window.library, "The Bridge at Low Water")
    window.library_pane.choose(first.id)
    titles: list[str] = []

    def look(shown: AboutReading) -> None:
        titles.append(shown.fields["title"].text())
        QTest.keyClick(shown, Qt.Key.Key_Escape)

    during(window, look)
    assert titles == ["The Bridge at Low Water"]
    table = window.library_pane.table
    table.customContextMenuRequested.emit(QPoint(5, 5))
    menu = next(m for m in table.findChildren(QMenu) if m.isVisible())
    assert [a.text() for a in menu.actions() if a.text()] == [
        "Open",
        "About this reading…",
        "Take out the original…",
    ]
    menu.close()


def test_the_file_is_taken_out_where_the_reader_says(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed: list[str] = []
    target = tmp_path / "out.txt"

    def ask(*given: object) -> tuple[str, str]:
        proposed.append(str(given[2]))
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    with qtbot.waitSignal(window.messages.said, timeout=20_000) as said:
        window.trigger("file.original")
    assert str(target) in said.args[0]
    assert Path(proposed[0]).name == "bridge.txt"
    assert target.read_bytes() == TEXT.encode()


def test_a_file_that_is_gone_is_said_before_anything_is_asked(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.library.files.path(window.session.reading.original).unlink()
    with qtbot.waitSignal(window.messages.said, timeout=20_000) as said:
        window.trigger("file.original")
    sentence, _details, is_error = said.args
    assert is_error
    assert "not in the library any more" in sentence


def test_the_cover_is_shown_as_large_as_there_is_room(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    picture = QImage(600, 900, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    picture.save(str(tmp_path / "cover.png"))
    key = window.library.files.keep_bytes((tmp_path / "cover.png").read_bytes())
    reading = window.session.reading

    def give(tx) -> None:
        from dataclasses import replace

        tx.put(replace(readings.require(tx, reading.id), cover=key))

    window.library.run("Cover", give)
    sizes: list[tuple[int, int]] = []

    def look(shown: AboutReading) -> None:
        qtbot.waitUntil(lambda: not shown.cover.pixmap().isNull(), timeout=10_000)
        sizes.append(shown.cover.pixmap().size().toTuple())
        shown.reject()

    during(window, look)
    assert sizes == [(140, 210)]
    assert of_about.meant(window) == reading.id
    assert QApplication.activeModalWidget() is None


def test_languages_are_known_by_name_and_by_tag() -> None:
    assert len(languages()) > 200
    for name, tag in languages():
        assert tag_of(name) == tag
    assert name_of("pt-BR") == "Portuguese (Brazil)"
    assert [tag_of(words) for words in ("ancient greek", "pt-BR", "", "no such")] == [
        "grc",
        "pt-BR",
        "",
        None,
    ]

"""Files and folders that are chosen, dropped and pasted; passwords; and what is told of many."""

from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from closereader.gui.dialogs.adding_report_list import AddingReport
from closereader.gui.dialogs.password import PasswordDialog
from closereader.gui.main_window import MainWindow
from closereader.library import adding, queries

pytestmark = pytest.mark.usefixtures("window")


def drop(window: MainWindow, *paths: Path) -> Qt.DropAction:
    """What the file manager is told was done with what was let go of; it proposed to move it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(300, 300),
        Qt.DropAction.MoveAction | Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    return event.dropAction()


def shown(qtbot: QtBot, window: MainWindow, kind: type, number: int = 1) -> AddingReport:
    """The dialog of this kind that is on the screen; of several the one opened last."""

    def there() -> list:
        return [each for each in window.findChildren(kind) if each.isVisible()]

    qtbot.waitUntil(lambda: len(there()) >= number, timeout=30_000)
    return there()[-1]


def titles(window: MainWindow) -> set[str]:
    return {summary.reading.title for summary in queries.readings(window.library)}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "course"
    (folder / "week 2").mkdir(parents=True)
    (folder / "one.txt").write_text("The First Text\n\nIt is short.\n", encoding="utf-8")
    (folder / "two.md").write_text("# The Second Text\n\nIt is short too.\n", encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    (folder / "week 2" / "cafe.txt").write_bytes("Un Caf\xe9\n\nC’est tout.\n".encode("cp1252"))
    (folder / "week 2" / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    return folder


def locked_pdf(path: Path, password: str, words: str) -> Path:
    """An encrypted PDF of one page with these words."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1,
                              BaseFont=pikepdf.Name.Helvetica)  # fmt: skip
    lines = " T* ".join(f"({line}) Tj" for line in words.split("|"))
    content = f"BT /F 12 Tf 72 700 Td 16 TL {lines} ET".encode()
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, 595, 842],
        Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(font))),
        Contents=pdf.make_stream(content),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    pdf.save(path, encryption=pikepdf.Encryption(user=password, owner="owner", R=6))
    return path


def test_a_dropped_folder_is_added_and_each_file_is_told_of(
    qtbot: QtBot, window: MainWindow, course: Path
) -> None:
    # A file manager would delete what was moved.
    assert drop(window, course) == Qt.DropAction.CopyAction
    report = shown(qtbot, window, AddingReport)
    assert titles(window) > {"The First Text", "The Second Text", "Un Café"}
    rows = [(line.heading, line.aside) for line in report.model.lines]
    assert rows == [
        ("bad.txt", "refused"),
        ("Un Café", "added, with remarks"),
        ("The First Text", "added"),
        ("The Second Text", "added"),
        ("photo.jpg", "left out"),
    ]
    summary, *told = report.told.text().splitlines()
    assert summary == "3 readings were added, 1 of them with remarks · 1 refused · 1 left out"
    # Whole, of the line that is chosen.
    assert told == [f"course/bad.txt: {report.model.lines[0].of.reason}"]
    window.trigger("edit.undo")
    qtbot.waitUntil(lambda: titles(window) == {"The Bridge at Low Water"}, timeout=10_000)


def test_a_line_of_the_report_leads_to_its_reading(
    qtbot: QtBot, window: MainWindow, course: Path, tmp_path: Path
) -> None:
    window.adding.add([str(course)])
    report = shown(qtbot, window, AddingReport)
    assert not report.open_.isEnabled()
    QTest.keyClicks(report.field, "second")
    assert report.open_.isEnabled()
    QTest.keyClick(report.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.header.title.text() == "The Second Text", timeout=20_000)


def test_the_report_is_copied_and_saved_as_text(
    qtbot: QtBot, window: MainWindow, course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.adding.add([str(course)])
    report = shown(qtbot, window, AddingReport)
    report.copy()
    text = QGuiApplication.clipboard().text()
    assert "course/one.txt: added “The First Text”" in text
    assert "course/bad.txt: refused – " in text
    report.save(tmp_path / "report.txt")
    assert (tmp_path / "report.txt").read_text("utf-8") == text
    report.save(tmp_path / "no folder" / "report.txt")
    assert "could not be written" in report.told.text()


def test_stopped_midway_it_keeps_what_was_added_and_says_what_was_not_tried(
    qtbot: QtBot, window: MainWindow, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = locked_pdf(course / "a.pdf", "river", "The Locked Text")
    add = adding.add_file

    def and_stop(*given: object, **named: object) -> object:
        added = add(*given, **named)
        for task in window.tasks.running:
            task.cancel()
        return added

    monkeypatch.setattr(adding, "add_file", and_stop)
    window.adding.add([str(locked), str(course / "one.txt"), str(course / "two.md")])
    # Who stopped is not asked for the password of what came before.
    report = shown(qtbot, window, AddingReport)
    assert "The First Text" in titles(window)
    assert "The Second Text" not in titles(window)
    assert [(line.heading, line.aside) for line in report.model.lines] == [
        ("a.pdf", "needs its password"),
        ("two.md", "not tried"),
        ("The First Text", "added"),
    ]


def test_files_copied_in_a_file_manager_can_be_pasted(
    qtbot: QtBot, window: MainWindow, course: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(course / "one.txt"))])
    QGuiApplication.clipboard().setMimeData(data)
    window.trigger("file.paste")
    qtbot.waitUntil(lambda: window.header.title.text() == "The First Text", timeout=20_000)


def test_a_folder_is_chosen_by_its_own_command(
    qtbot: QtBot, window: MainWindow, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(course))
    window.trigger("file.add_folder")
    shown(qtbot, window, AddingReport)
    assert "The First Text" in titles(window)


def test_the_dialog_for_files_offers_every_format(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    from closereader.importing import FORMATS

    asked: list[str] = []
    monkeypatch.setattr(
        QFileDialog, "getOpenFileNames", lambda *given: asked.append(given[3]) or ([], "")
    )
    window.trigger("file.add")
    every, *each, everything = asked[0].split(";;")
    assert len(each) == len(FORMATS)
    assert all(f"*{ending}" in every for endings in FORMATS.values() for ending in endings)
    assert everything.endswith("(*)")


def test_an_encrypted_file_asks_for_its_password_until_it_is_right(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = locked_pdf(tmp_path / "secret.pdf", "river", "Of the Locked River|It is not frozen.")
    drop(window, path)
    first = shown(qtbot, window, PasswordDialog)
    assert "secret.pdf" in first.field.accessibleName()
    assert not first.wrong.isVisible()
    assert not first.open_.isEnabled()
    QTest.keyClicks(first.field, "lake")
    QTest.keyClick(first.field, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: any(d.isVisible() and d is not first for d in window.findChildren(PasswordDialog)),
        timeout=30_000,
    )
    second = shown(qtbot, window, PasswordDialog)
    assert second.wrong.isVisible()
    QTest.keyClicks(second.field, "river")
    second.show_it.click()
    assert second.field.displayText() == "river"
    second.open_.click()
    qtbot.waitUntil(lambda: window.session.reading.format == "pdf", timeout=30_000)
    assert window.session.reading.password == "river"
    assert "not frozen" in window.session.text.text


def test_without_its_password_it_is_left_out_and_the_next_is_asked_for(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    one = locked_pdf(tmp_path / "one.pdf", "river", "One River|It is not frozen.")
    two = locked_pdf(tmp_path / "two.pdf", "river", "Two Rivers|They are not frozen.")
    three = locked_pdf(tmp_path / "three.pdf", "river", "Three Rivers|They are not frozen.")
    drop(window, one, two, three)
    first = shown(qtbot, window, PasswordDialog)
    assert first.for_all.isVisible()
    QTest.keyClick(first, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not first.isVisible())
    second = shown(qtbot, window, PasswordDialog)
    QTest.keyClicks(second.field, "river")
    second.open_.click()
    report = shown(qtbot, window, AddingReport)
    assert [(line.of.shown, line.aside) for line in report.model.lines] == [
        ("one.pdf", "refused"),
        ("two.pdf", "added"),
        ("three.pdf", "added"),
    ]
    # The password that fitted is tried by itself.
    drop(window, one)
    qtbot.waitUntil(lambda: window.session.reading.source_name == "one.pdf", timeout=30_000)


def test_all_that_are_encrypted_are_left_out_by_one_click(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    names = ("one.pdf", "two.pdf", "three.pdf")
    drop(window, *(locked_pdf(tmp_path / name, "river", "A River|It froze.") for name in names))
    dialog = shown(qtbot, window, PasswordDialog)
    qtbot.mouseClick(dialog.leave_all, Qt.MouseButton.LeftButton)
    report = shown(qtbot, window, AddingReport)
    assert [line.aside for line in report.model.lines] == ["refused"] * 3

"""An essay is exported: the check comes first, then the file, and each that is changed can be gone to."""

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from closereader.gui.essay.export import EssayExportDialog
from closereader.gui.exporting import in_form
from closereader.gui.main_window import MainWindow
from closereader.library import essays
from tests.helpers.window import press, quote, window_on

PAGE = """<html><head><title>The Bridge</title></head><body><h1>The Bridge</h1>
<p>The river fell so low that the old bridge showed its feet.</p></body></html>"""


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with window_on(qtbot, tmp_path, PAGE) as made:
        made.reader.view.select(quote(made, "The river fell so low"))
        press(made, "Ctrl+E")
        yield made


def answered(monkeypatch: pytest.MonkeyPatch, answer) -> list[EssayExportDialog]:
    """The dialogs shown, each answered by `answer`."""
    shown: list[EssayExportDialog] = []

    def run(dialog: EssayExportDialog) -> int:
        shown.append(dialog)
        dialog.show()
        answer(dialog)
        return dialog.result()

    monkeypatch.setattr(EssayExportDialog, "exec", run)
    return shown


def test_the_file_is_written_with_its_check(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "essay.docx"

    def accept(dialog: EssayExportDialog) -> None:
        dialog.with_check.setChecked(True)
        dialog.accept()

    shown = answered(monkeypatch, accept)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(target), ""))
    window.trigger("file.essay")
    assert shown[0].told.text() == "1 quoted, 1 exact, 0 changed."
    assert shown[0].list.count() == 0
    qtbot.waitUntil(target.exists, timeout=10_000)
    words = [paragraph.text for paragraph in docx.Document(str(target)).paragraphs]
    assert "“The river fell so low” (¶1)" in words
    assert "1 quoted, 1 exact, 0 changed." in words


def test_one_that_is_changed_is_listed_and_gone_to(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    (essay,) = essays.every(window.library)
    text = essay.text.replace("fell", "rose")
    window.library.run("Write", essays.set_text, essay.id, text, essay.quotations)

    def choose(dialog: EssayExportDialog) -> None:
        item = dialog.list.item(0)
        assert "is «rose», the text has «fell»" in item.text()
        where = dialog.list.visualItemRect(item).center()
        QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=where)

    answered(monkeypatch, choose)
    window.trigger("file.essay")
    edit = window.right.essay.edit
    assert edit.textCursor().selectedText() == "rose"
    QApplication.processEvents()
    assert window.focusWidget() is edit


@pytest.mark.parametrize(
    ("typed", "form", "made"),
    [
        ("Bridge.docx", "Markdown (*.md)", "Bridge.md"),  # As it was proposed.
        ("Bridge.docx", "Word document (*.docx)", "Bridge.docx"),
        ("Bridge.docx", "", "Bridge.docx"),
        ("Bridge.docx", "PDF (*.pdf)", "Bridge.docx"),  # There is such a PDF already.
        ("River", "PDF (*.pdf)", "River.pdf"),
        ("River.docx", "Markdown (*.md)", "River.docx"),
    ],
)
def test_the_form_chosen_in_the_dialog_counts(
    tmp_path: Path, typed: str, form: str, made: str
) -> None:
    (tmp_path / "Bridge.pdf").touch()
    assert in_form(tmp_path / typed, tmp_path / "Bridge.docx", form) == tmp_path / made

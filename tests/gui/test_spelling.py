"""Misspelt words in comments: underlined where a spelling program is installed, mended, learnt."""

import os
import stat
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from closereader import paths
from closereader.gui.main_window import MainWindow
from tests.helpers.window import press, quote

# Knows a few words, and speaks as hunspell does.
PROGRAM = """#!{python}
import sys
if "-D" in sys.argv:
    sys.stderr.write("AVAILABLE DICTIONARIES\\n/somewhere/en_GB\\n")
    sys.exit(0)
known = "the town walked slowly and again Nobody of river".split()
print("@(#) International Ispell")
for line in sys.stdin:
    word = line.strip().lstrip("^")
    print("*" if word in known else f"& {{word}} 2 0: walked, waked")
    print()
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the program stands in for one of Unix")


@pytest.fixture(autouse=True)
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    made = folder / "hunspell"
    made.write_text(PROGRAM.format(python=sys.executable), encoding="utf-8")
    made.chmod(made.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(paths, "settings_folder", lambda: tmp_path / "settings")
    return made


def underlined(field) -> list[str]:
    return [each.cursor.selectedText() for each in field.extraSelections()]


def write(window: MainWindow, words: str):
    window.reader.view.select(quote(window, "half the town"))
    press(window, "C")
    field = QApplication.focusWidget()
    QTest.keyClicks(field, words)
    return field


def test_wrong_words_are_underlined_and_the_one_being_typed_is_not(
    qtbot: QtBot, program: Path, window: MainWindow
) -> None:
    field = write(window, "the town wolked slowly `codde` slowwly")
    qtbot.waitUntil(lambda: underlined(field) == ["wolked"])
    (line,) = field.extraSelections()
    assert line.format.underlineStyle() is QTextCharFormat.UnderlineStyle.WaveUnderline
    assert line.format.underlineColor() == window.theme.error
    QTest.keyClicks(field, " ")
    qtbot.waitUntil(lambda: underlined(field) == ["wolked", "slowwly"])
    assert field.toPlainText() == "the town wolked slowly `codde` slowwly ", "no part of the text"


def test_a_suggestion_takes_the_place_of_the_word(
    qtbot: QtBot, program: Path, window: MainWindow
) -> None:
    field = write(window, "the town wolked again")
    qtbot.waitUntil(lambda: underlined(field) == ["wolked"])
    menu = QMenu()
    menu.addAction("Paste")
    (line,) = field.extraSelections()
    point = field.cursorRect(line.cursor).center() - QPoint(4, 0)
    field._squiggles.add_to(menu, point)
    assert [a.text() for a in menu.actions()][:3] == ["walked", "waked", "Add to dictionary"]
    menu.actions()[0].trigger()
    assert field.toPlainText() == "the town walked again"
    qtbot.waitUntil(lambda: underlined(field) == [])


def test_a_word_that_was_learnt_is_right_from_then_on(
    qtbot: QtBot, program: Path, window: MainWindow
) -> None:
    field = write(window, "the wolked again")
    qtbot.waitUntil(lambda: underlined(field) == ["wolked"])
    window.spelling.learn("wolked")
    assert underlined(field) == []
    assert (paths.settings_folder() / "words.txt").read_text(encoding="utf-8") == "wolked\n"


def test_it_is_switched_off_in_the_menu(qtbot: QtBot, program: Path, window: MainWindow) -> None:
    field = write(window, "the wolked again")
    qtbot.waitUntil(lambda: underlined(field) == ["wolked"])
    window.trigger("view.spelling")
    assert underlined(field) == []
    window.trigger("view.spelling")
    assert underlined(field) == ["wolked"]


def test_a_program_that_says_nothing_of_use_is_no_matter(
    qtbot: QtBot, program: Path, window: MainWindow
) -> None:
    program.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    field = write(window, "the wolked again")
    QTest.qWait(600)
    assert underlined(field) == []
    assert field.toPlainText() == "the wolked again"

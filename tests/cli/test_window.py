"""How the window is started, and what is said where it cannot be."""

import sys
from pathlib import Path

import pytest

from closereader.cli import exchange, main, window
from closereader.errors import CloseReaderError
from closereader.exporting import OWN_PAGES
from closereader.gui import app
from closereader.gui.theme import ThemeName
from closereader.typeset.job import LAYOUTS


@pytest.fixture
def started(monkeypatch):
    """What the window was started with."""
    calls = []

    def run(files, library_folder):
        calls.append((files, library_folder))
        return 0

    monkeypatch.setattr(app, "run", run)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return calls


def test_without_a_command_the_window_opens_on_the_library(cli, folder, started):
    assert cli().code == 0
    assert started == [([], folder)]


def test_files_are_handed_to_the_window_by_their_whole_paths(cli, article_file, folder, started):
    assert cli(article_file.name).code == 0
    assert started == [([str(article_file)], folder)]


def test_a_missing_file_is_said_and_the_others_open(cli, article_file, started):
    result = cli("missing.txt", article_file.name)
    assert (result.code, len(result.err_lines)) == (1, 1)
    assert started[0][0] == [str(article_file)]


def test_a_command_wins_over_a_file_of_its_name(cli, started, tmp_path):
    (tmp_path / "list").write_text("x")
    assert cli("list", "--json").json == []
    assert started == []
    assert cli("./list").code == 0
    assert cli("--", "list").code == 0
    assert [Path(files[0]).name for files, _folder in started] == ["list", "list"]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these always have a display")
def test_without_a_display_that_is_said(cli, started, monkeypatch):
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(variable, raising=False)
    result = cli()
    assert (result.code, len(result.err_lines)) == (1, 1)
    assert "display" in result.err
    assert started == []


def test_a_system_library_that_qt_lacks_is_named():
    missing = ImportError(
        "libEGL.so.1: cannot open shared object file", name="PySide6.QtGui", path="/x/PySide6/y.so"
    )
    with pytest.raises(CloseReaderError, match="libEGL"), window.needing_qt():
        raise missing


def test_a_module_of_ours_that_is_missing_is_a_fault():
    with pytest.raises(ImportError), window.needing_qt():
        raise ModuleNotFoundError("no module", name="closereader.gui.app")


def test_main_returns_the_window_s_exit_code(started, monkeypatch, folder):
    monkeypatch.setattr(app, "run", lambda _files, _folder: 7)
    assert main(["--library", str(folder)]) == 7


def test_the_names_of_themes_and_layouts_are_those_of_the_window_and_the_typesetter():
    assert set(window.THEMES) == {name.value for name in ThemeName} - {"system"}
    assert set(exchange.LAYOUTS) == {OWN_PAGES, *LAYOUTS}

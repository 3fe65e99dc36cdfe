"""One command line in this process, with a library, folders and streams of its own."""

import io
import shutil
import sys
from pathlib import Path

import pytest

from closereader.cli import main
from closereader.library import adding
from closereader.library.library import Library
from closereader.progress import Progress
from tests.helpers.command_line import ARTICLE, TITLE, Cli, Result


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLOSEREADER_LIBRARY")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the library lies, or will."""
    return tmp_path / "library"


@pytest.fixture
def cli(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Runs one command line on the library in `folder`; `stdin` is its standard input."""

    def run(*words: str, stdin: bytes | io.BufferedIOBase = b"") -> Result:
        stream = io.BytesIO(stdin) if isinstance(stdin, bytes) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream, encoding="utf-8"))
        capsys.readouterr()
        code = main(["--library", str(folder), *words])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return Result(code, printed.out, printed.err)

    return run


@pytest.fixture(scope="session")
def library_with_article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "library"
    library = Library.open(folder)
    file = folder.parent / "bridges.md"
    file.write_text(ARTICLE, encoding="utf-8")
    adding.add_file(library, file, Progress())
    library.close()
    return folder


@pytest.fixture
def article(folder: Path, library_with_article: Path) -> str:
    """The title of the one reading in the library."""
    shutil.copytree(library_with_article, folder)
    return TITLE


@pytest.fixture
def article_file(tmp_path: Path) -> Path:
    """The article as a file that is in no library."""
    path = tmp_path / "bridges.md"
    path.write_text(ARTICLE, encoding="utf-8")
    return path

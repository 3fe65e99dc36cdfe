"""What holds for every command: words, help, exit codes, refusals."""

import logging
import os
from pathlib import Path

import pytest

from closereader import __version__
from closereader.cli import commands, main
from closereader.library import queries


def test_the_help_names_every_command_but_the_hidden_one(capsys):
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    for name, command in commands.COMMANDS.items():
        assert (f"  {name} " in shown) == command.is_listed


@pytest.mark.parametrize("name", commands.COMMANDS)
def test_every_command_has_its_own_help(name, capsys):
    assert main([name, "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"usage: closereader {name} ")


def test_the_version_is_printed(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"closereader {__version__}\n"


@pytest.mark.parametrize(
    "words",
    [
        ["list", "extra"],
        ["list", "--no-such-option"],
        ["text"],
        ["annotate", "x"],
        ["annotate", "x", "--range", "1:2", "--quote", "y"],
        ["annotate", "x", "--range", "one:two"],
        ["annotate", "x", "--range", f"{'9' * 5000}:2"],
        ["annotate", "x", "--quote", ""],
        ["annotate", "x", "--range", "1:2", "--prefix", "y"],
        ["annotate", "x", "--range", "1:2", "--kind", "scribble"],
        ["annotate", "x", "--range", "1:2", "--colour", "octarine"],
        ["annotate", "x", "--from", "list.json", "--comment", "y"],
        ["search"],
        ["export", "x"],
        ["screenshot", "x", "--to", "picture.png", "--size", "big"],
        ["screenshot", "x", "--to", "picture.png", "--size", "1x1"],
        ["screenshot", "x", "--to", "picture.gif"],
        ["--library"],
        ["-v", "-q", "list"],
    ],
)
def test_a_wrong_command_line_ends_with_2_and_prints_no_data(words, cli):
    result = cli(*words)
    assert result.code == 2
    assert result.out == ""
    assert result.err.strip()


def test_a_mistyped_command_is_told_the_right_one(cli):
    result = cli("anotate")
    assert result.code == 2
    assert result.err == (
        "closereader: There is no command and no file “anotate”. Did you mean “annotate”?\n"
    )


def test_a_file_that_is_missing_opens_no_window(cli):
    result = cli("missing.txt")
    assert result.code == 1
    assert result.err == "closereader: missing.txt: There is no such file.\n"


def test_the_library_may_be_named_after_the_command(folder, tmp_path, article, capsys):
    assert main(["list", "--json", "--library", str(folder)]) == 0
    assert article in capsys.readouterr().out


def test_the_library_may_be_named_by_the_environment(folder, article, capsys, monkeypatch):
    monkeypatch.setenv("CLOSEREADER_LIBRARY", str(folder))
    assert main(["list"]) == 0
    assert article in capsys.readouterr().out


def test_json_may_be_asked_for_before_the_command(cli, article):
    assert cli("--json", "list").json[0]["title"] == article


@pytest.mark.parametrize(
    "words", [["text"], ["annotations"], ["entities"], ["export", "--to", "x.md"]]
)
def test_a_reading_that_is_not_there_ends_with_1(words, cli, article):
    result = cli(words[0], "No Such Reading", *words[1:])
    assert (result.code, result.out) == (1, "")
    assert len(result.err_lines) == 1
    assert "No Such Reading" in result.err


def test_a_reading_is_named_by_the_start_of_its_id_or_of_its_title(cli, article):
    (one,) = cli("list", "--json").json
    for words in (one["id"], one["id"][:6], one["title"].upper(), one["title"][:9]):
        assert cli("text", words, "--json").json["id"] == one["id"]


@pytest.mark.parametrize(
    "words", [["list"], ["import", "x.txt"], ["search", "x"], ["check"], ["backup"]]
)
def test_a_library_that_is_a_file_ends_with_3(words, cli, folder):
    folder.write_text("my shopping list")
    result = cli(*words)
    assert (result.code, result.out) == (3, "")
    assert len(result.err_lines) == 1
    assert folder.read_text() == "my shopping list"


def test_a_library_whose_file_is_no_library_ends_with_3_and_stays(cli, folder):
    folder.mkdir()
    (folder / "library.sqlite3").write_bytes(b"not a database at all, but long enough" * 100)
    before = (folder / "library.sqlite3").read_bytes()
    result = cli("list")
    assert result.code == 3
    assert len(result.err_lines) == 1
    assert (folder / "library.sqlite3").read_bytes() == before


def test_a_newer_library_ends_with_3_and_stays(cli, article, folder):
    path = folder / "library.sqlite3"
    data = bytearray(path.read_bytes())
    # The schema number lies at byte 60 of an SQLite file (file format, section 1.3).
    data[60:64] = (9999).to_bytes(4, "big")
    path.write_bytes(data)
    result = cli("list")
    assert result.code == 3
    assert "newer" in result.err
    assert path.read_bytes() == data


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_ends_with_3(cli, folder, article):
    folder.chmod(0o500)
    try:
        assert cli("list").code == 0
        result = cli("annotate", article, "--quote", "Arlen has two bridges.")
    finally:
        folder.chmod(0o700)
    assert result.code == 3
    assert len(result.err_lines) == 1


def test_a_fault_is_one_sentence_and_the_log_has_the_rest(cli, article, monkeypatch):
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(queries, "readings", broken)
    result = cli("list")
    assert result.code == 1
    assert len(result.err_lines) == 1
    assert "secret detail" not in result.err
    log = Path(result.err.rstrip(".\n").rsplit(" in ", 1)[1])
    assert "ZeroDivisionError: secret detail" in log.read_text()


def test_no_handler_of_the_log_stays_behind(cli):
    before = list(logging.getLogger("closereader").handlers)
    cli("list")
    assert logging.getLogger("closereader").handlers == before


def test_ctrl_c_ends_quietly_with_130(cli, article, monkeypatch):
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(queries, "readings", interrupted)
    result = cli("list")
    assert (result.code, result.out, result.err) == (130, "", "")


def test_quiet_prints_data_and_refusals_only(cli, article):
    assert cli("-q", "annotations", article).err == ""
    assert cli("-q", "text", "nothing").err != ""


def test_verbose_shows_the_log(cli):
    assert "refused" in cli("-v", "text", "nothing").err

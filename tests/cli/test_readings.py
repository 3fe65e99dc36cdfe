"""`import`, `list` and `text`."""

import io
import os
import re

import pytest

from tests.helpers.command_line import ARTICLE, TITLE


def test_an_imported_file_is_in_the_list(cli, article_file):
    (added,) = cli("import", str(article_file), "--json").json
    assert list(added) == [
        "id",
        "title",
        "author",
        "format",
        "characters",
        "blocks",
        "status",
        "error",
    ]
    assert (added["title"], added["author"], added["format"]) == (TITLE, "Ida Brandt", "markdown")
    assert (added["status"], added["error"]) == ("added", None)
    (listed,) = cli("list", "--json").json
    assert list(listed) == [
        "id",
        "title",
        "author",
        "format",
        "characters",
        "annotations",
        "imported",
        "date",
        "source",
        "language",
        "pages",
    ]
    assert {k: listed[k] for k in ("id", "title", "characters")} == {
        k: added[k] for k in ("id", "title", "characters")
    }
    assert listed["annotations"] == 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)", listed["imported"])


def test_the_same_bytes_twice_are_one_reading_and_said_so(cli, article_file, tmp_path):
    cli("import", str(article_file))
    again = tmp_path / "other name.md"
    again.write_bytes(article_file.read_bytes())
    result = cli("import", str(again), "--json")
    assert result.code == 0
    assert result.json[0]["status"] == "already there"
    assert len(cli("list", "--json").json) == 1
    assert cli("import", str(again)).out.startswith("Already there: “The Two Bridges of Arlen”")


def test_of_several_files_the_bad_are_refused_and_the_good_added(cli, article_file, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(500))
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    names = ["empty.txt", "picture.txt", "folder.txt", "pipe.txt", "missing.txt"]
    result = cli("import", *names, str(article_file), "--json")
    assert result.code == 1
    assert [one["status"] for one in result.json] == ["failed"] * 5 + ["added"]
    assert [line.split(":")[:2] for line in result.err_lines] == [
        ["closereader", f" {name}"] for name in names
    ]
    for one, line in zip(result.json, result.err_lines, strict=False):
        assert line.endswith(one["error"])
        assert one["id"] is None
    assert len(cli("list", "--json").json) == 1


def test_of_a_folder_the_readings_are_added_and_the_rest_is_named(cli, article_file, tmp_path):
    (tmp_path / "course" / "week 2").mkdir(parents=True)
    article_file.rename(tmp_path / "course" / "week 2" / "bridges.md")
    (tmp_path / "course" / "photo.jpg").write_bytes(b"x")
    assert cli("import", "course").code == 1
    result = cli("import", "-r", "course", "--json")
    assert (result.code, [one["title"] for one in result.json]) == (0, [TITLE])
    (left_out,) = result.err_lines
    assert "photo.jpg" in left_out


def test_a_name_that_breaks_lines_is_refused_on_one_line(cli, tmp_path):
    (tmp_path / "a\nb\x1b[31m.txt").write_bytes(b"")
    result = cli("import", "a\nb\x1b[31m.txt")
    assert result.code == 1
    assert len(result.err_lines) == 1
    assert "\x1b" not in result.err


def test_a_name_that_is_not_text_can_be_printed(cli, tmp_path):
    name = os.fsdecode(b"caf\xe9.txt")
    (tmp_path / name).write_bytes(b"The coffee was cold.\n\nNobody minded.\n")
    result = cli("import", name, "--json")
    assert (result.code, result.json[0]["status"]) == (0, "added")
    result.out.encode()


def test_standard_input_is_read_for_a_dash(cli):
    result = cli("import", "-", "--format", "markdown", "--json", stdin=ARTICLE.encode())
    assert result.code == 0
    assert (result.json[0]["title"], result.json[0]["format"]) == (TITLE, "markdown")


def test_an_empty_standard_input_is_refused(cli):
    result = cli("import", "-")
    assert result.code == 1
    assert result.err.startswith("closereader: standard-input: ")


def test_an_endless_standard_input_is_refused(cli, monkeypatch):
    class Endless(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, into):
            into[:] = b"y\n" * (len(into) // 2) + b"y" * (len(into) % 2)
            return len(into)

    result = cli("import", "-", stdin=io.BufferedReader(Endless()))
    assert (result.code, len(result.err_lines)) == (1, 1)
    assert "large" in result.err


def test_another_encoding_can_be_named(cli, tmp_path):
    (tmp_path / "mac.txt").write_bytes(
        "Das Mädchen\n\nEs war einmal ein Mädchen.\n".encode("cp850")
    )
    cli("import", "mac.txt", "--encoding", "cp850")
    assert "ein Mädchen." in cli("text", "Das Mädchen").out


def test_an_encoding_that_does_not_exist_is_refused(cli, article_file):
    result = cli("import", str(article_file), "--encoding", "klingon-8")
    assert result.code == 1
    assert "klingon-8" in result.err


def test_an_empty_library_is_an_empty_list(cli):
    assert cli("list", "--json").json == []
    result = cli("list")
    assert (result.code, result.out) == (0, "")
    assert "empty" in result.err


def test_the_list_for_people_is_aligned(cli, article):
    heading, row = cli("list").out.splitlines()
    assert heading.split() == ["ID", "TITLE", "AUTHOR", "NOTES", "CHARACTERS", "ADDED"]
    assert row.index(TITLE) == heading.index("TITLE")
    assert row.index("Ida Brandt") == heading.index("AUTHOR")


def test_the_text_is_printed_exactly(cli, article):
    as_json = cli("text", article, "--json").json
    assert list(as_json) == ["id", "text", "blocks"]
    assert cli("text", article).out == as_json["text"]
    kinds = {
        (as_json["text"][b["start"] : b["end"]], b["kind"], b["level"]) for b in as_json["blocks"]
    }
    assert (TITLE, "heading", 1) in kinds
    assert ("What the water says", "heading", 2) in kinds
    assert ("1. Look at the water.", "list-item", 1) in kinds


def test_offsets_count_code_points(cli, article):
    as_json = cli("text", article, "--json").json
    last = as_json["blocks"][-1]
    assert as_json["text"][last["start"] : last["end"]].endswith("Nobody in Arlen agrees why.")


@pytest.mark.parametrize("title", ["日本語の橋", "جسران", "Ce n’est “pas” un titre", "-dash", "🌉"])
def test_a_title_in_any_script_names_its_reading(cli, title):
    cli("import", "-", "--format", "markdown", stdin=f"# {title}\n\nOne sentence.\n".encode())
    assert cli("list", "--json").json[0]["title"] == title
    assert title in cli("list").out
    result = cli("text", "--json", "--", title)
    assert result.code == 0
    assert "One sentence." in result.json["text"]

"""`export`."""

import json

import pytest

QUOTE = "The river keeps what it is given."


@pytest.fixture
def noted(cli, article):
    cli("annotate", article, "--at", "1", "--colour", "green", "--tag", "theme/tax")
    cli("annotate", article, "--quote", QUOTE, "--comment", "Silt?", "--tag", "theme/water")
    cli("annotate", article, "--at", "3", "--tag", "themes")
    return article


@pytest.mark.parametrize(("ending", "start"), [("pdf", b"%PDF-"), ("md", b""), ("json", b"{")])
def test_the_ending_says_the_format(cli, noted, tmp_path, ending, start):
    target = tmp_path / f"out.{ending}"
    result = cli("export", noted, "--to", str(target))
    assert (result.code, result.out) == (0, f"{target}\n")
    assert target.read_bytes().startswith(start)


def test_what_was_written_is_said_in_json(cli, noted, tmp_path):
    result = cli("export", noted, "--to", str(tmp_path / "out.md"), "--json")
    assert list(result.json) == ["path", "format", "written", "lost"]
    assert result.json["format"] == "md"
    assert result.json["written"]["annotations"] == 3
    assert (tmp_path / "out.md").read_text(encoding="utf-8").count("Silt?") == 1


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (["--tag", "theme"], 2),
        (["--tag", "theme/water"], 1),
        (["--tag", "theme/water", "--tag", "themes"], 2),
        (["--colour", "green"], 1),
        (["--colour", "Claim", "--colour", "yellow"], 3),
        (["--tag", "theme", "--colour", "yellow"], 1),
        (["--reader", "Nobody"], 0),
    ],
)
def test_only_some_annotations_can_be_exported(cli, noted, tmp_path, words, count):
    result = cli("export", noted, "--to", str(tmp_path / "out.json"), "--json", *words)
    assert result.code == 0
    assert result.json["written"]["annotations"] == count


def test_pdf_options_with_another_format_are_said_to_be_left_out(cli, noted, tmp_path):
    result = cli("export", noted, "--to", str(tmp_path / "out.md"), "--layout", "plain")
    assert result.code == 0
    assert "PDF" in result.err


@pytest.mark.parametrize("name", ["out.xyz", "out", "no folder/out.md", ".md/x.pdf"])
def test_a_target_that_cannot_be_is_refused(cli, noted, tmp_path, name):
    result = cli("export", noted, "--to", str(tmp_path / name))
    assert (result.code, result.out, len(result.err_lines)) == (1, "", 1)
    assert sorted(path.name for path in tmp_path.glob("**/out*")) == []


def test_a_refused_export_leaves_the_old_file(cli, article, tmp_path):
    target = tmp_path / "out.md"
    target.write_text("mine")
    assert cli("export", "no such reading", "--to", str(target)).code == 1
    assert target.read_text() == "mine"


def test_the_exported_json_is_json(cli, noted, tmp_path):
    cli("export", noted, "--to", str(tmp_path / "out.json"))
    json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))

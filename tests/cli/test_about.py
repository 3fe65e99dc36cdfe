"""`describe` and `original`; and what `list` tells of a reading."""

import json
import sys

import pikepdf
import pytest

from tests.helpers.command_line import ARTICLE, TITLE


@pytest.fixture
def added(cli, article_file):
    assert cli("import", str(article_file)).code == 0
    return TITLE


def test_what_is_known_is_shown_and_changed_in_one_step(cli, added):
    changed = cli(
        "describe", added, "--date", "1904", "--source", "Arlen\nReview", "--language", "en-GB",
        "--json",
    ).json  # fmt: skip
    assert (changed["title"], changed["author"]) == (TITLE, "Ida Brandt")
    assert (changed["date"], changed["source"]) == ("1904", "Arlen Review")
    assert (changed["language"], changed["file"]) == ("en-GB", "bridges.md")
    assert (changed["size"], changed["version"]) == (len(ARTICLE.encode()), 1)
    told = cli("describe", added).out
    assert "Date: 1904\n" in told
    assert "Source: Arlen Review\n" in told
    (listed,) = cli("list", "--json").json
    assert list(listed)[-4:] == ["date", "source", "language", "pages"]
    assert (listed["date"], listed["language"], listed["pages"]) == ("1904", "en-GB", 0)


def test_a_language_that_is_none_changes_nothing(cli, added):
    result = cli("describe", added, "--language", "English, mostly", "--title", "Other")
    assert (result.code, len(result.err_lines)) == (1, 1)
    assert "tag of a language" in result.err
    assert cli("list", "--json").json[0]["title"] == TITLE


def test_the_file_is_taken_out_byte_for_byte_under_the_name_it_had(cli, added, tmp_path):
    target = tmp_path / "out"
    target.mkdir()
    result = cli("original", added, "--to", str(target))
    assert result.out.strip() == str(target / "bridges.md")
    assert (target / "bridges.md").read_bytes() == ARTICLE.encode()
    cli("original", added, "--to", str(target / "copy.md"))
    assert (target / "copy.md").read_bytes() == ARTICLE.encode()


@pytest.mark.parametrize(
    ("harm", "said"), [("unlink", "not in the library any more"), ("write", "is damaged")]
)
def test_a_file_that_is_gone_or_damaged_is_said_and_not_taken_out(
    cli, added, folder, tmp_path, harm, said
):
    (kept,) = [path for path in (folder / "files").rglob("*") if path.is_file()]
    kept.unlink() if harm == "unlink" else kept.write_bytes(b"x")
    result = cli("original", added, "--to", str(tmp_path / "copy.md"))
    assert (result.code, len(result.err_lines)) == (1, 1)
    assert said in result.err
    assert "backup" in result.err
    assert not (tmp_path / "copy.md").exists()


def test_what_came_without_a_file_says_so(cli, tmp_path):
    cli("import", "-", "--format", "markdown", stdin=ARTICLE.encode())
    result = cli("original", TITLE, "--to", str(tmp_path / "copy.md"))
    assert (result.code, len(result.err_lines)) == (1, 1)
    assert "No file is kept" in result.err


def test_where_it_cannot_be_written_is_one_sentence(cli, added, tmp_path):
    result = cli("original", added, "--to", str(tmp_path / "nowhere" / "copy.md"))
    assert (result.code, len(result.err_lines)) == (1, 1)


# Passwords


@pytest.fixture
def locked(tmp_path):
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    words = b"BT /F 12 Tf 72 700 Td (The locked river is not frozen.) Tj ET"
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, 595, 842],
        Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(font))),
        Contents=pdf.make_stream(words),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    path = tmp_path / "locked.pdf"
    pdf.save(path, encryption=pikepdf.Encryption(user="river", owner="owner", R=6))
    return path


def test_an_encrypted_file_is_opened_by_the_password_that_is_named(cli, locked):
    result = cli("import", str(locked))
    assert (result.code, len(result.err_lines)) == (1, 1)
    assert "password" in result.err
    assert cli("import", str(locked), "--password", "lake").code == 1
    result = cli("import", str(locked), "--password", "river", "--json")
    assert result.json[0]["status"] == "added"
    assert "river" not in json.dumps(
        cli("describe", result.json[0]["id"], "--json").json["notices"]
    )


def test_on_a_terminal_the_password_is_asked_for_until_it_is_right(cli, locked, monkeypatch):
    answers = iter(["lake", "river"])
    asked = []

    def ask(words):
        asked.append(words)
        return next(answers)

    monkeypatch.setattr("getpass.getpass", ask)
    monkeypatch.setattr("closereader.cli.adding.sys", _Terminal(sys))
    result = cli("import", str(locked), "--json")
    assert result.json[0]["status"] == "added"
    assert len(asked) == 2
    assert "locked.pdf" in asked[0]


class _Terminal:
    """`sys` with a person at the standard input."""

    def __init__(self, module):
        self.stderr = module.stderr
        self.stdin = self

    def isatty(self):
        return True
